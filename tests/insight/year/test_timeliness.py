"""When evaluation was written: by month, and at the time or afterwards."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.period import Period
from enquiry.insight.year.timeliness import Timeliness, count_by_month, is_evaluation, measure_timeliness
from enquiry.model.choices import EntryKind
from enquiry.model.entry import AnyEntry
from tests import strategies
from tests.conftest import an_entry

DAY = date(2025, 9, 3)


@pytest.mark.parametrize("kind", EntryKind)
def test_evidence_reflections_and_reviews_are_evaluation(kind: EntryKind) -> None:
    assert is_evaluation(an_entry(kind, DAY)) is (kind in (EntryKind.EVIDENCE, EntryKind.REFLECTION, EntryKind.REVIEW))


def strip(days: list[date], begin: date, end: date) -> list[tuple[str, int]]:
    entries = [an_entry("evidence", on, number=n) for n, on in enumerate(days, 1)]
    return [(f"{month.begins:%Y-%m-%d}", month.pieces) for month in count_by_month(entries, Period(begin, end))]


def test_every_month_of_the_window_is_there_the_empty_ones_too() -> None:
    days = [date(2025, 11, 30), date(2025, 12, 1), date(2025, 12, 31), date(2026, 2, 1)]
    assert strip(days, date(2025, 11, 1), date(2026, 3, 1)) == [
        ("2025-11-01", 1),
        ("2025-12-01", 2),
        ("2026-01-01", 0),
        ("2026-02-01", 1),
    ]


def test_a_window_within_months_begins_and_ends_with_them() -> None:
    assert strip([], date(2025, 10, 31), date(2025, 11, 2)) == [("2025-10-01", 0), ("2025-11-01", 0)]
    assert strip([], date(2025, 10, 31), date(2025, 11, 1)) == [("2025-10-01", 0)]


def test_only_evaluation_is_counted() -> None:
    entries = [an_entry(kind, DAY, number=n) for n, kind in enumerate(EntryKind, 1)]
    assert [month.pieces for month in count_by_month(entries, Period.of_day(DAY))] == [3]


@given(st.lists(strategies.entries(), max_size=8))
def test_the_months_of_a_year_hold_every_piece_once(entries: list[AnyEntry]) -> None:
    months = count_by_month(entries, Period(strategies.FIRST, date(2026, 8, 2)))
    assert sum(month.pieces for month in months) == sum(map(is_evaluation, entries))
    assert len(months) == 13


@pytest.mark.parametrize(("days", "within"), [(-3, 1), (0, 1), (13, 1), (14, 1), (15, 0), (200, 0)])
def test_fourteen_days_are_at_the_time_and_fifteen_are_afterwards(days: int, within: int) -> None:
    recorded = datetime(2025, 9, 3, 23, 59, tzinfo=UTC) + timedelta(days=days)
    assert measure_timeliness([an_entry("note", DAY, recorded_at=recorded)]) == Timeliness(within, 1)


def test_the_day_of_writing_is_that_of_the_place_where_it_was_written() -> None:
    """Early on 18 September in Auckland is still the 17th in London: fifteen days after the third, all the same."""
    auckland = timezone(timedelta(hours=12))
    recorded = datetime(2025, 9, 18, 7, tzinfo=auckland)
    assert measure_timeliness([an_entry("note", DAY, recorded_at=recorded)]) == Timeliness(0, 1)


def test_of_nothing_nothing_was_written_at_the_time() -> None:
    assert measure_timeliness([]) == Timeliness(0, 0)
