"""What speaks of an entry stands beneath it, once, whatever refers to whatever."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.comments.beneath import arrange_beneath, list_beneath, list_cycle_entries, list_spoken_of
from tests.conftest import a_cycle, a_journal, an_entry, entry_id

DAY = date(2025, 11, 3)
WATCHED = an_entry("action", DAY, number=1)
OTHER = an_entry("note", date(2025, 11, 10), number=2)
SAID = an_entry("evidence", date(2025, 11, 27), number=3, about=entry_id("1.1"))
ANSWER = an_entry("reflection", date(2025, 11, 29), number=4, about=entry_id("1.3"))
JOURNAL = a_journal(a_cycle(entries=(WATCHED, OTHER, SAID, ANSWER)))


def test_what_speaks_of_an_entry_comes_right_beneath_it() -> None:
    arranged = [(one.name, depth) for one, depth in list_cycle_entries([WATCHED, OTHER, SAID, ANSWER])]
    assert arranged == [("1.1", 0), ("1.3", 1), ("1.4", 2), ("1.2", 0)]
    assert [(one.name, depth) for one, depth in list_beneath(WATCHED, JOURNAL)] == [("1.3", 1), ("1.4", 2)]
    assert [(one.name, depth) for one, depth in list_beneath(SAID, JOURNAL)] == [("1.4", 1)]
    assert list_beneath(OTHER, JOURNAL) == []
    assert [one.name for one in list_spoken_of(ANSWER, JOURNAL)] == ["1.3", "1.1"]


def test_without_what_it_speaks_of_it_stands_by_itself() -> None:
    assert [(one.name, depth) for one, depth in list_cycle_entries([OTHER, SAID])] == [("1.2", 0), ("1.3", 0)]


@given(st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_everything_stands_once_in_circles_too(spoken_of: list[int]) -> None:
    arranged = arrange_beneath(range(1, len(spoken_of) + 1), str, lambda one: str(spoken_of[one - 1] or ""))
    assert sorted(one for one, _ in arranged) == list(range(1, len(spoken_of) + 1))
    depths = [depth for _, depth in arranged]
    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))
