"""A key typed from paper: every slip is noticed, and what is mistyped is named by its group."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from enquiry.errors import UsageMistake
from enquiry.store.keys.typed import (
    GROUPS,
    KEY_LENGTH,
    START,
    decode_key,
    encode_key,
    find_mistyped_signs,
    read_typed_key,
    split_groups,
)

KEY = encode_key(bytes(range(32)))
SIGNS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def test_a_key_is_its_bytes_and_back() -> None:
    """The checksum is BIP 173's: `age` opens with what stands on the sheet (`test_locked.py`)."""
    assert len(KEY) == KEY_LENGTH
    assert KEY.startswith(START)
    assert decode_key(KEY) == bytes(range(32))
    assert [len(group) for group in split_groups(KEY)] == [6] * 12 + [2]
    assert len(split_groups(KEY)) == GROUPS


@pytest.mark.parametrize(
    "typed",
    [
        KEY,
        KEY.lower(),
        "  ".join(split_groups(KEY)),
        "\n".join(split_groups(KEY.title())),
        f"# created: 2026-11-27\n# public key: age1x\n{KEY}\n",
        f"Keep it.\n\n    {'  '.join(split_groups(KEY))}\n\nWhat it opens: all",
    ],
)
def test_case_spaces_and_what_stands_around_it_do_not_count(typed: str) -> None:
    assert read_typed_key(typed) == KEY


def test_signs_that_no_key_has_are_read_as_those_they_look_like() -> None:
    body = KEY[len(START) :]
    assert "0" in body
    assert "8" in body
    assert read_typed_key(START + body.replace("0", "O").replace("8", "b")) == KEY


def slip(rng: random.Random) -> str:
    """Return the key with one slip: a wrong sign, two swapped, one missing, one doubled."""
    at = rng.randrange(len(START), KEY_LENGTH)
    wrong = [sign for sign in SIGNS if sign != KEY[at]]
    swapped = KEY[:at] + KEY[at : at + 2][::-1] + KEY[at + 2 :]
    return rng.choice(
        [KEY[:at] + rng.choice(wrong) + KEY[at + 1 :], swapped, KEY[:at] + KEY[at + 1 :], KEY[:at] + KEY[at] + KEY[at:]]
    )


def refuse_slips(count: int) -> int:
    """Return how many of so many keys with one slip were accepted."""
    rng, accepted = random.Random(count), 0
    for typed in (slip(rng) for _ in range(count)):
        with suppress(UsageMistake):
            accepted += typed != KEY and bool(read_typed_key(typed))
    return accepted


def test_no_slip_is_accepted() -> None:
    assert refuse_slips(300) == 0


@pytest.mark.long
def test_none_of_sixty_thousand_slips_is_accepted(figure: Callable[[str], None]) -> None:
    assert refuse_slips(60_000) == 0
    figure("keys: 60,000 mistyped in one place, 0 accepted")


def test_the_groups_that_are_mistyped_are_named() -> None:
    rng = random.Random(1)
    for _ in range(30):
        places = sorted(rng.sample(range(len(START), KEY_LENGTH), rng.choice([1, 2])))
        typed = list(KEY)
        for at in places:
            typed[at] = rng.choice([sign for sign in SIGNS if sign != KEY[at]])
        assert find_mistyped_signs("".join(typed)) == tuple(places)
    groups = split_groups(KEY)
    groups[4], groups[8] = f"{groups[4][:-1]}{'Q' if groups[4][-1] != 'Q' else 'P'}", groups[8]
    with pytest.raises(UsageMistake, match="group 5 is mistyped"):
        read_typed_key(" ".join(groups))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "0 signs of 74"),
        (KEY[:-1], "73 signs of 74"),
        (" ".join([*split_groups(KEY)[:6], "ABC", *split_groups(KEY)[7:]]), "group 7 is not as long as on the sheet"),
        (f"AGE-SECRET-KEX-1{KEY[len(START) :]}", "group 3 is mistyped"),
        (f"{KEY[:20]}!{KEY[21:]}", "group 4 is mistyped"),
        (START + "Q" * 58, "more than two"),
    ],
)
def test_what_is_no_key_is_said_to_be_none(typed: str, said: str) -> None:
    with pytest.raises(UsageMistake, match=said):
        read_typed_key(typed)
