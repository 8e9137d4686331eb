"""Counts of entries: their groups, their order and their periods."""

from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.calendar import Calendar
from enquiry.insight.year.stats import (
    PeriodUnit,
    StatsGrouping,
    build_period_columns,
    build_stats,
    list_grouped_entries,
)
from enquiry.model.choices import EvidenceKind
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.query.select import Query, select
from tests import strategies
from tests.conftest import a_cycle, a_journal, an_entry


@lru_cache
def calendar(name: str) -> Calendar:
    return load_calendar(name, Path("nowhere"))


SCOTLAND = calendar("scotland")


@strategies.seldom
@given(
    strategies.journals(),
    st.sampled_from(StatsGrouping),
    st.sampled_from(PeriodUnit),
    st.sampled_from(["scotland", "custom"]),
)
def test_every_entry_is_counted_in_one_period_and_once_in_all(
    journal: Journal, by: StatsGrouping, per: PeriodUnit, name: str
) -> None:
    selection, held = select(journal, Query()), calendar(name)
    counted = list_grouped_entries(selection, by)
    columns = tuple(build_period_columns([entry.happened_on for entry in counted], per, held))
    told = build_stats(selection, by, per, columns)
    for one, other in pairwise(columns):
        assert one.days.end <= other.days.begin
    assert told.whole.whole == len(counted) == sum(told.whole.counts)
    assert all(sum(line.counts) == line.whole for line in told.lines)
    assert told.overlapping is (sum(line.whole for line in told.lines) > told.whole.whole)
    assert by is StatsGrouping.TAG or not told.overlapping


def test_groups_stand_in_the_order_of_the_alphabet_cycles_by_number_and_none_last() -> None:
    cycles = [
        a_cycle(
            n, group=group, tags=tags, entries=(an_entry("evidence", date(2025, 9, n), cycle=n, evidence_kind=kind),)
        )
        for n, group, tags, kind in (
            (2, "S2", ("b", "A"), EvidenceKind.TALLY),
            (10, "", (), EvidenceKind.SURVEY),
            (11, "P4", ("a",), EvidenceKind.TALLY),
        )
    ]
    selection = select(a_journal(*cycles), Query())

    def names(by: StatsGrouping) -> list[tuple[str, int]]:
        days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
        table = build_stats(selection, by, PeriodUnit.YEAR, build_period_columns(days, PeriodUnit.YEAR, SCOTLAND))
        return [(line.name, line.whole) for line in table.lines]

    assert names(StatsGrouping.CYCLE) == [("2", 1), ("10", 1), ("11", 1)]
    assert names(StatsGrouping.TAG) == [("A", 2), ("b", 1), ("no tag", 1)]
    assert names(StatsGrouping.GROUP) == [("P4", 1), ("S2", 1), ("no group named", 1)]
    assert names(StatsGrouping.EVIDENCE) == [("survey", 1), ("tally", 2)]
    assert names(StatsGrouping.PERSPECTIVE) == [("learners", 1), ("own", 2)]
    assert names(StatsGrouping.DECISION) == []


def test_a_term_holds_its_first_day_and_not_the_one_after_its_last_and_a_holiday_is_there_for_what_lies_in_it() -> None:
    begins, over = date(2025, 8, 18), date(2025, 10, 11)
    columns = list(build_period_columns([begins, over, date(2025, 10, 27)], PeriodUnit.TERM, SCOTLAND))
    assert [column.name for column in columns] == ["Term 1", "October holiday", "Term 2"]
    assert [begins in columns[0].days, over in columns[0].days, over in columns[1].days] == [True, False, True]
    quiet = build_period_columns([begins, date(2025, 10, 27)], PeriodUnit.TERM, SCOTLAND)
    assert [column.name for column in quiet] == ["Term 1", "Term 2"]


def test_a_year_without_terms_is_one_period_and_a_month_is_a_month() -> None:
    days = [date(2025, 3, 1), date(2025, 5, 31)]
    assert [one.name for one in build_period_columns(days, PeriodUnit.TERM, calendar("custom"))] == ["2025"]
    assert [one.name for one in build_period_columns(days, PeriodUnit.MONTH, SCOTLAND)] == [
        "Mar 2025",
        "Apr 2025",
        "May 2025",
    ]
    assert len(list(build_period_columns(days, PeriodUnit.WEEK, SCOTLAND))) == 14
    assert list(build_period_columns([], PeriodUnit.YEAR, SCOTLAND)) == []
