"""Entries: their kinds, names and numbers, and a reading's reference."""

from datetime import date
from typing import Any

import msgspec
import pytest

from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind, EvidenceKind, Perspective
from enquiry.model.entry import ENTRY_CLASSES, Action, AnyEntry, Reading, format_delivery, format_reference, parse_doi
from tests.conftest import an_entry

DAY = date(2025, 9, 3)
WITH_LINK = "Rowe, M. Wait (again!) https://x.org/a."


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_is_a_class_that_knows_its_kind_and_is_read_back_by_it(kind: EntryKind) -> None:
    entry = an_entry(kind, DAY)
    assert type(entry) is ENTRY_CLASSES[kind]
    assert entry.kind is kind
    written = msgspec.json.encode(entry)
    assert msgspec.json.decode(written)["kind"] == kind.value
    assert msgspec.json.decode(written, type=AnyEntry) == entry


@pytest.mark.parametrize("kind", ["thought", "Evidence", ""])
def test_another_kind_is_refused_when_read(kind: str) -> None:
    raw = msgspec.json.encode({**msgspec.to_builtins(an_entry("note", DAY)), "kind": kind})
    with pytest.raises(msgspec.ValidationError, match="Invalid value"):
        msgspec.json.decode(raw, type=AnyEntry)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision": "think"}, "Invalid enum value 'think' - at `$.decision`"),
        ({"happened_on": "2025-02-30"}, "Invalid RFC3339 encoded date"),
        ({"mood": "good"}, "unknown field `mood`"),
        ({"text": 5}, r"Expected `str`, got `int` - at `$.text`"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_with_its_place(change: dict[str, Any], said: str) -> None:
    raw = {**msgspec.to_builtins(an_entry("review", DAY)), **change}
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(raw, AnyEntry)
    assert said in str(caught.value)


@pytest.mark.parametrize(("name", "number"), [("7.4", 4), ("12.1", 1), ("1.100", 100)])
def test_its_number_is_the_one_after_the_point(name: str, number: int) -> None:
    assert an_entry("note", DAY, name=name).number == number


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_of_evidence_looks_through_somebodys_eyes(kind: EvidenceKind) -> None:
    assert kind.perspective in Perspective


def test_all_perspectives_are_looked_through() -> None:
    assert {kind.perspective for kind in EvidenceKind} == set(Perspective)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, ""),
        ({"authors": "Rowe, M. B."}, "Rowe, M. B."),
        ({"year": 1986}, "(1986)"),
        ({"authors": "Rowe, M. B.", "year": 1986}, "Rowe, M. B. (1986)"),
        ({"title": "Wait time."}, "Wait time."),
        ({"title": "Wait time.", "year": 1986}, "Wait time. (1986)"),
        ({"title": "Wait time", "year": 1986, "where": "A journal"}, "Wait time. (1986). A journal"),
        ({"year": 1986, "where": "A journal"}, "(1986). A journal"),
        ({"authors": "Rowe, M.", "title": "Wait…", "where": "A journal"}, "Rowe, M. Wait… A journal"),
        ({"authors": "Rowe, M.", "title": "“Why wait?”", "where": "A journal"}, "Rowe, M. “Why wait?” A journal"),
        ({"authors": "Rowe, M.", "title": "Wait (again!)", "url": "https://x.org/a."}, WITH_LINK),
        ({"authors": "Rowe; Black", "title": "Wait etc.", "where": "TES"}, "Rowe; Black. Wait etc. TES"),
        (
            {"authors": "Rowe, M. B.", "year": 1986, "title": "Wait time", "where": "Journal of Teacher Education"},
            "Rowe, M. B. (1986). Wait time. Journal of Teacher Education",
        ),
        (
            {"authors": "Rowe", "title": "Do they wait?", "where": "A journal"},
            "Rowe. Do they wait? A journal",
        ),
        ({"title": "Wait", "doi": "10.1177/1", "url": "https://x.org"}, "Wait. https://doi.org/10.1177/1"),
        ({"title": "Wait", "url": "https://x.org/a?b"}, "Wait. https://x.org/a?b"),
    ],
)
def test_a_reference_is_one_line_of_what_was_given(fields: dict[str, Any], line: str) -> None:
    entry = an_entry("reading", DAY, **fields)
    assert isinstance(entry, Reading)
    assert format_reference(entry) == line


@pytest.mark.parametrize(
    ("planned", "done", "said"),
    [
        (None, None, ""),
        (44, None, "planned 44 times"),
        (None, 37, "done 37 times"),
        (44, 37, "done 37 of 44 planned"),
        (44, 0, "done 0 of 44 planned"),
    ],
)
def test_how_often_an_action_was_done(planned: int | None, done: int | None, said: str) -> None:
    action = an_entry("action", DAY, planned=planned, done=done)
    assert isinstance(action, Action)
    assert format_delivery(action) == said


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        ("10.1037/a0031084", "10.1037/a0031084"),
        (" 10.1037/a0031084 ", "10.1037/a0031084"),
        ("https://doi.org/10.1037/a0031084", "10.1037/a0031084"),
        ("http://dx.doi.org/10.1037/a0031084", "10.1037/a0031084"),
        ("HTTPS://DOI.ORG/10.1037/a0031084", "10.1037/a0031084"),
        ("doi:10.1037/a0031084", "10.1037/a0031084"),
        ("DOI: 10.1207/s1532690xci0102_1", "10.1207/s1532690xci0102_1"),
        ("", ""),
    ],
)
def test_a_doi_is_taken_as_people_paste_it(raw: str, doi: str) -> None:
    assert parse_doi(raw) == doi


@pytest.mark.parametrize(
    "raw", ["11.1037/x", "10.1/x", "10.1037", "10.1037/", "https://x.org/10.1037/x", "10.1037/a b"]
)
def test_what_is_no_doi_is_refused_with_an_example(raw: str) -> None:
    with pytest.raises(UsageMistake, match="is not a DOI") as caught:
        parse_doi(raw)
    assert "10.1037/edu0000001" in caught.value.hint
