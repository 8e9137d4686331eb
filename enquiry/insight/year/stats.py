"""Counts of entries, in any grouping by any period: counts alone, in the order of the alphabet and of the calendar.

No share, no rank and no mean: a table to look things up in, never one to be measured by.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import EARLIEST, LATEST, MONTHS, Period, begin_next_month, spell_short
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.year.weeks import build_week_ranges, list_weeks
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review
from enquiry.model.groups import get_perspective, resolve_group_sort
from enquiry.model.text import fold
from enquiry.query.select import Selection


class PeriodUnit(StrEnum):
    """What the columns of a table stand for."""

    YEAR = "year"
    TERM = "term"
    MONTH = "month"
    WEEK = "week"


class PeriodColumn(NamedTuple):
    """A period that entries are counted in: its name, the school year it lies in, and its days."""

    name: str
    year: str
    days: Period


def choose_period_unit(days: Iterable[date], calendar: Calendar) -> PeriodUnit:
    """Return the period to count by where none was given: by terms within one school year, by years over several."""
    years = {calendar.find_year(day).label for day in days}
    return PeriodUnit.YEAR if len(years) > 1 else PeriodUnit.TERM


def build_period_columns(days: Iterable[date], per: PeriodUnit, calendar: Calendar) -> Iterator[PeriodColumn]:
    """Yield the periods from that of the first of `days` to that of the last; none where there are no days.

    Days that no command would have kept have no period: there would be thousands of empty ones before them.
    """
    held = sorted(day for day in days if EARLIEST <= day <= LATEST)
    year = calendar.find_year(held[0]) if held else None
    while year and year.period.begin <= held[-1]:
        columns = _cut_year(year, per, calendar, held)
        yield from (column for column in columns if column.days.end > held[0] and column.days.begin <= held[-1])
        year = calendar.find_year(year.period.end)


def _cut_year(year: SchoolYear, per: PeriodUnit, calendar: Calendar, held: list[date]) -> Iterator[PeriodColumn]:
    """Yield the periods of one school year; time between two terms only where a day of `held` lies in it."""
    parts = calendar.list_parts(year)
    if per is PeriodUnit.MONTH:
        begin = year.period.begin
        while begin < year.period.end:
            end = min(begin_next_month(begin), year.period.end)
            yield PeriodColumn(f"{MONTHS[begin.month - 1][:3]} {begin.year}", year.label, Period(begin, end))
            begin = end
    elif per is PeriodUnit.WEEK:
        for week in list_weeks(build_week_ranges(year, calendar, (year.period.begin, year.period.last))):
            yield PeriodColumn(spell_short(week.days.begin), year.label, week.days)
    elif per is PeriodUnit.YEAR or not parts:
        yield PeriodColumn(year.label, year.label, year.period)
    else:
        names = {part.period: part.name for part in parts}
        edges = {day for period in (year.period, *names) for day in (period.begin, period.end)}
        for days in (Period(*edge) for edge in pairwise(sorted(edges))):
            if days in names:
                yield PeriodColumn(names[days], year.label, days)
            elif any(day in days for day in held):
                holiday = calendar.find_holiday(days.begin)  # two terms meet at a weekend
                yield PeriodColumn(holiday.name if holiday else "weekend", year.label, days)


class StatsGrouping(StrEnum):
    """What entries are grouped by."""

    TAG = "tag"
    KIND = "kind"
    EVIDENCE = "evidence"
    DECISION = "decision"
    CYCLE = "cycle"
    GROUP = "group"
    PERSPECTIVE = "perspective"


class StatsRow(NamedTuple):
    """One group: its name, the question where it is a cycle, its number in each period, and in all."""

    name: str
    question: str
    counts: tuple[int, ...]
    whole: int


class Stats(NamedTuple):
    """The table. `whole` counts each entry once, however many groups it is in."""

    by: StatsGrouping
    per: PeriodUnit
    columns: tuple[PeriodColumn, ...]
    lines: tuple[StatsRow, ...]
    whole: StatsRow

    @property
    def overlapping(self) -> bool:
        """Whether some entry is in several groups, so that the lines add up to more than there is."""
        return sum(line.whole for line in self.lines) > self.whole.whole


def build_stats(
    selection: Selection, by: StatsGrouping, per: PeriodUnit, columns: Iterable[PeriodColumn], role: str = ""
) -> Stats:
    """Return how many of the selected entries are in each group in each of some periods that hold them all.

    `role` is that of the journal's owner, by which a leader's group may be known to be of teachers.
    """
    columns = tuple(columns)
    return Stats(by, per, columns, *count_groups(selection, by, [column.days for column in columns], role))


def count_groups(
    selection: Selection, by: StatsGrouping, periods: Iterable[Period], role: str = ""
) -> tuple[tuple[StatsRow, ...], StatsRow]:
    """Return a row for each group of the selected entries, and one for all of them, each entry counted once.

    The periods hold every entry, and each begins where the one before it ends.
    """
    begins = [days.begin for days in periods]
    groups: dict[str, tuple[str, Counter[int]]] = {}
    whole = Counter[int]()
    for entry, names in _group_entries(selection, by, role):
        place = bisect_right(begins, entry.happened_on) - 1
        whole[place] += 1
        for key, name in names.items():
            groups.setdefault(key, (name, Counter()))[1][place] += 1
    questions = {str(f.cycle.number): f.cycle.question for f in selection.found if by is StatsGrouping.CYCLE}

    def order(key: str) -> tuple[bool, int, str]:
        """Cycles stand by number, other groups by the alphabet, and the group of what has none last."""
        return key == _UNGROUPED.get(by), int(key) if by is StatsGrouping.CYCLE else 0, key

    def build_row(name: str, question: str, counts: Counter[int]) -> StatsRow:
        return StatsRow(name, question, tuple(counts[place] for place in range(len(begins))), counts.total())

    lines = (build_row(groups[key][0], questions.get(key, ""), groups[key][1]) for key in sorted(groups, key=order))
    return tuple(lines), build_row("in all", "", whole)


def list_grouped_entries(selection: Selection, by: StatsGrouping) -> tuple[AnyEntry, ...]:
    """Return the selected entries that are in any group."""
    return tuple(entry for entry, _ in _group_entries(selection, by))


def _group_entries(
    selection: Selection, by: StatsGrouping, role: str = ""
) -> Iterator[tuple[AnyEntry, dict[str, str]]]:
    """Yield the entries with their groups as they are written, by their folded names; those in none are left out."""
    for found in selection.found:
        for entry in found.entries:
            names = dict[str, str]()
            for name in _GROUP_GETTERS[by](entry, found.cycle, role):
                names.setdefault(fold(name), name)
            if names:
                yield entry, names


_UNGROUPED = {StatsGrouping.TAG: "no tag", StatsGrouping.GROUP: "no group named"}
"""The name of the group of what has none."""

_GROUP_GETTERS: dict[StatsGrouping, Callable[[AnyEntry, Cycle, str], tuple[str, ...]]] = {
    StatsGrouping.TAG: lambda entry, cycle, _: (*cycle.tags, *entry.tags) or (_UNGROUPED[StatsGrouping.TAG],),
    StatsGrouping.KIND: lambda entry, *_: (entry.kind.value,),
    StatsGrouping.EVIDENCE: lambda entry, *_: (entry.evidence_kind.value,) if isinstance(entry, Evidence) else (),
    StatsGrouping.DECISION: lambda e, *_: (e.decision.value,) if isinstance(e, Review) and e.decision else (),
    StatsGrouping.CYCLE: lambda _, cycle, __: (str(cycle.number),),
    StatsGrouping.GROUP: lambda _, cycle, __: (cycle.group or _UNGROUPED[StatsGrouping.GROUP],),
    StatsGrouping.PERSPECTIVE: lambda e, cycle, role: (
        (get_perspective(e.evidence_kind, resolve_group_sort(cycle, role)).value,) if isinstance(e, Evidence) else ()
    ),
}
"""The groups that an entry of a cycle is in."""
