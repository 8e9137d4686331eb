import json

import pytest
from hypothesis import given

from enquiry.errors import UsageMistake
from enquiry.exchange.staffroom.gift_file import decode_gift, encode_gift
from enquiry.model.choices import TriedVerdict
from enquiry.model.colleagues.offer import GivenReading, StaffroomGift
from tests.insight.staffroom.gifts import a_gift, gifts

GIFT = encode_gift(a_gift("Who waits?", tags=("talk",)))
BAD = {
    "cut": GIFT[: len(GIFT) // 2],
    "empty": b"",
    "zeros": b"\0" * 200,
    "a list": b"[1]",
    "no version": b'{"enquiries": []}',
    "version 0": b'{"enquiry_gift": 0}',
    "a version in words": b'{"enquiry_gift": "1"}',
    "something hidden": b'{"enquiry_gift": 1, "by": "x"}',
    "hidden further in": b'{"enquiry_gift": 1, "enquiries": [{"question": "a", "on": "2026-01-01"}]}',
    "a question too long": json.dumps({"enquiry_gift": 1, "enquiries": [{"question": "a" * 10_001}]}).encode(),
    "too many": json.dumps({"enquiry_gift": 1, "enquiries": [{"question": "a"}] * 101}).encode(),
    "an empty question": b'{"enquiry_gift": 1, "enquiries": [{"question": " "}]}',
    "a tag of digits": b'{"enquiry_gift": 1, "enquiries": [{"question": "a", "tags": ["2026"]}]}',
    "an unknown decision": b'{"enquiry_gift": 1, "enquiries": [{"question": "a", "decision": "sack"}]}',
    "a key twice": b'{"enquiry_gift": 1, "name": "a", "name": "b"}',
    "a reading that is none": b'{"enquiry_gift": 2, "readings": [{"verdict": "not-here", "year": 1986}]}',
    "a reading without what came of it": b'{"enquiry_gift": 2, "readings": [{"title": "Wait time"}]}',
    "lists within lists": b'{"enquiry_gift": 1, "enquiries": ' + b"[" * 100_000,
    "not UTF-8": b'{"enquiry_gift": 1, "name": "\xff"}',
    "a journal": b'{"about": {"format": 6}}',
}


@given(gifts)
def test_a_gift_is_read_as_it_was_written(gift: StaffroomGift) -> None:
    assert decode_gift(encode_gift(gift), "it") == gift


def test_a_file_says_what_it_holds_and_nothing_else() -> None:
    assert json.loads(GIFT) == {"enquiry_gift": 1, "enquiries": [{"question": "Who waits?", "tags": ["talk"]}]}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_gift_is_refused_and_named(name: str) -> None:
    with pytest.raises(UsageMistake, match=r"^gift-x\.json "):
        decode_gift(BAD[name], "gift-x.json")


def test_only_what_holds_readings_is_of_a_format_that_an_older_program_refuses() -> None:
    reading = GivenReading(title="Wait time", verdict=TriedVerdict.NOT_HERE, why="they drew")
    told = json.loads(encode_gift(StaffroomGift(readings=(reading,))))
    assert told == {
        "enquiry_gift": 2,
        "readings": [{"title": "Wait time", "verdict": "not-here", "why": "they drew"}],
    }


def test_a_newer_gift_says_so() -> None:
    with pytest.raises(UsageMistake, match="is of format 3, and this program knows 2"):
        decode_gift(b'{"enquiry_gift": 3, "what": ["is", "not", "known"]}', "gift-x.json")
