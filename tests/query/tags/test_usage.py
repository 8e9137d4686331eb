"""The tags in use: counted, dated, and close ones named."""

from datetime import date

import pytest
from hypothesis import given

from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.text import fold
from enquiry.query.tags.usage import TagUse, find_closest_tag, list_tag_uses
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry

GONE = Removal(at=NOW)
JOURNAL = a_journal(
    a_cycle(
        1,
        on=date(2025, 9, 1),
        tags=("Questioning", "élan"),
        entries=(
            an_entry("note", date(2025, 11, 3), number=1, tags=("questioning",)),
            an_entry("note", date(2025, 8, 20), number=2, tags=("QUESTIONING", "reading/fluency")),
            an_entry("note", date(2026, 1, 1), number=3, tags=("gone", "questioning"), removed=GONE),
        ),
    ),
    a_cycle(2, on=date(2025, 10, 1), tags=("reading",)),
    a_cycle(3, tags=("gone",), removed=GONE),
    inbox=(
        a_note(1, tags=("reading", "inbox only")),
        a_note(2, tags=("gone",), removed=GONE),
        a_note(3, tags=("gone",), filed_as="1.1"),
    ),
)


def test_tags_are_told_as_first_written_in_order_with_how_often_where_and_when() -> None:
    assert list_tag_uses(JOURNAL) == (
        TagUse("inbox only", 1, (), NOW.date(), NOW.date()),
        TagUse("Questioning", 3, (1,), date(2025, 8, 20), date(2025, 11, 3)),
        TagUse("reading", 2, (2,), date(2025, 10, 1), NOW.date()),
        TagUse("reading/fluency", 1, (1,), date(2025, 8, 20), date(2025, 8, 20)),
        TagUse("élan", 1, (1,), date(2025, 9, 1), date(2025, 9, 1)),
    )
    assert list_tag_uses(Journal()) == ()


@strategies.seldom
@given(strategies.journals())
def test_every_tag_of_what_is_kept_is_counted_once_for_each_that_bears_it(journal: Journal) -> None:
    borne = [tag for cycle in journal.kept for tag in cycle.tags]
    borne += [tag for entry in journal.iterate_entries() for tag in entry.tags]
    borne += [tag for note in journal.waiting for tag in note.tags]
    borne += [tag for belief in journal.believed for tag in belief.tags]
    uses = list_tag_uses(journal)
    assert sum(use.used for use in uses) == len(borne)
    assert [fold(use.tag) for use in uses] == sorted({fold(tag) for tag in borne})
    assert all(use.first <= use.last for use in uses)
    assert all(use.used >= len(use.cycles) for use in uses)


@pytest.mark.parametrize(
    ("tag", "near"),
    [
        ("questionning", "Questioning"),
        ("QUESTIONS", "Questioning"),
        ("quest", None),
        ("questionin", "Questioning"),
        ("Reading", None),
        ("readin", "reading"),
        ("reading/fluensy", "reading/fluency"),
        ("elan", None),
        ("élans", "élan"),
        ("maths", None),
    ],
)
def test_a_new_tag_close_to_a_known_one_is_noticed(tag: str, near: str | None) -> None:
    found = find_closest_tag(tag, JOURNAL)
    assert (found.tag if found else None) == near


def test_the_close_tag_comes_with_its_use() -> None:
    found = find_closest_tag("questionin", JOURNAL)
    assert found
    assert found.used == 3
    assert find_closest_tag("anything", Journal()) is None
