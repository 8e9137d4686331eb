"""Which lines a short form tells: what is included, what contradicts most, what matters most, the first and latest."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.summary.blocks import Heading, Listing
from enquiry.insight.summary.disclosure import Disclosure
from enquiry.insight.summary.value import PreparedSummary
from enquiry.model.choices import Direction, EvidenceKind
from enquiry.model.entry import AnyEntry
from tests.conftest import a_cycle, a_journal, an_entry
from tests.strategies import seldom
from tests.summaries import READERS, everything, of_sample, prepared, reader_named

TODAY = date(2026, 2, 3)
CONTRADICTS, MIXED = Direction.CONTRADICTS, Direction.MIXED


def evidence(number: int, direction: Direction = MIXED, **fields: Any) -> AnyEntry:
    return an_entry("evidence", date(2025, 9, number), f"line {number}", number=number, direction=direction, **fields)


def told(*entries: AnyEntry, reader: str = "prd", include: tuple[str, ...] = ()) -> PreparedSummary:
    journal = a_journal(a_cycle(entries=entries))
    return prepared(
        journal, as_at=TODAY, reader=reader, sharing=everything(journal)._replace(entries=frozenset(include))
    )


def names_under(found: PreparedSummary, heading: str) -> list[str]:
    blocks = list(found.summary.blocks)
    place = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text == heading)
    listing = next(one for one in blocks[place:] if isinstance(one, Listing))
    return [line.name for line in listing.lines]


def test_of_many_lines_a_form_has_room_for_the_first_and_the_latest() -> None:
    assert names_under(told(*map(evidence, range(1, 7))), "What surprised me") == ["1.1", "1.6"]


def test_the_strongest_contradiction_comes_before_the_first_and_the_latest() -> None:
    entries = [evidence(1), evidence(2), evidence(3, CONTRADICTS), evidence(4), evidence(5)]
    assert names_under(told(*entries), "What surprised me") == ["1.3", "1.5"]
    assert names_under(told(*entries, reader="school"), "What disagreed") == ["1.3"]
    larger = [*entries[:4], evidence(5, CONTRADICTS, n=24), evidence(6, CONTRADICTS)]
    assert names_under(told(*larger, reader="school"), "What disagreed") == ["1.5"]


def test_the_strongest_contradiction_is_told_by_its_name_where_its_words_are_kept_back() -> None:
    watched = evidence(3, CONTRADICTS, evidence_kind=EvidenceKind.PEER_OBSERVATION)
    found = told(evidence(1), evidence(2), watched, evidence(4), evidence(5))
    assert names_under(found, "What surprised me") == ["1.1", "1.3", "1.5"]
    assert "4.9" in names_under(of_sample("primary", "prd"), "What surprised me")


def test_what_was_marked_comes_before_the_first_and_the_latest() -> None:
    entries = [evidence(n, key=n in (2, 4)) for n in range(1, 7)]
    assert names_under(told(*entries), "What surprised me") == ["1.2", "1.4"]
    thoughts = [an_entry("reflection", date(2025, 9, n), number=n, tags=("helps",), key=n == 7) for n in range(1, 16)]
    assert names_under(told(*thoughts, reader="handover"), "What helps these pupils") == ["1.1", "1.7", "1.14", "1.15"]


def test_what_is_included_is_told_whatever_the_limit() -> None:
    entries = [*map(evidence, range(1, 7)), an_entry("note", date(2025, 10, 1), "a note", number=7)]
    found = told(*entries, include=("1.2", "1.3", "1.4", "1.7"))
    assert names_under(found, "What surprised me") == ["1.2", "1.3", "1.4"]
    assert names_under(found, "Also") == ["1.7"]
    (note,) = [line for cycle in found.summary.cycles for line in cycle.notes]
    assert note.text == "a note"


@pytest.mark.parametrize("reader", [name for name in READERS if not reader_named(name).owner])
def test_every_included_entry_is_in_the_document(reader: str) -> None:
    kinds = ("reading", "action", "evidence", "reflection", "review", "note")
    entries = [an_entry(kinds[n % 6], date(2025, 9, n), f"line {n}", number=n) for n in range(1, 29)]
    every = tuple(entry.name for entry in entries)
    found = told(*entries, reader=reader, include=every)
    listed = [line.name for one in found.summary.blocks if isinstance(one, Listing) for line in one.lines]
    assert set(listed) >= set(every)
    assert {line.text for cycle in found.summary.cycles for line in cycle.lines} == {f"line {n}" for n in range(1, 29)}
    assert not found.held


def test_the_reason_for_what_is_left_out_is_the_true_one() -> None:
    found = told(*map(evidence, range(1, 5)), an_entry("note", date(2025, 10, 1), number=7))
    reasons = {one.name: one.reason for one in found.held if one.verdict is Disclosure.LEFT_OUT}
    few = "its heading holds only so many of each enquiry, and others come first"
    assert reasons == {"1.2": few, "1.3": few, "1.7": "its headings take in nothing of the kind"}


@seldom
@given(
    st.lists(st.sampled_from(Direction), min_size=1, max_size=12), st.sampled_from(("prd", "school", "peer", "update"))
)
def test_a_contradiction_is_never_left_out_for_anything_else(directions: list[Direction], reader: str) -> None:
    found = told(*(evidence(n, one) for n, one in enumerate(directions, 1)), reader=reader)
    assert any(line for cycle in found.summary.cycles for line in cycle.disagreed) is bool(
        {CONTRADICTS, MIXED} & set(directions)
    )
    if CONTRADICTS in directions:
        latest = f"1.{len(directions) - directions[::-1].index(CONTRADICTS)}"
        assert latest in [line.name for line in found.summary.cycles[0].disagreed]
