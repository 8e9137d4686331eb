"""When a school year's evaluation happened: how much of it is dated in each of the school's weeks.

Rows are kinds of entry, or cycles. Nothing is added up to a score: a week is as full as it was.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.year.timeliness import Timeliness, measure_timeliness
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges
from enquiry.model.choices import EntryKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.query.select import Selection

EVALUATION_KINDS = (EntryKind.EVIDENCE, EntryKind.REFLECTION, EntryKind.REVIEW)
"""What is looked at unless other kinds are asked for."""


class HeatGrouping(StrEnum):
    """What each row of the map stands for."""

    KIND = "kind"
    CYCLE = "cycle"


class HeatRow(NamedTuple):
    """One row: its name (a kind, or a cycle's number), the question where it is a cycle, and its entries."""

    name: str
    question: str
    entries: tuple[AnyEntry, ...]

    def count(self, days: Period) -> int:
        """Return how many of its entries are dated on these days."""
        return sum(entry.happened_on in days for entry in self.entries)


class HeatMap(NamedTuple):
    """A school year's weeks with what was written about them, and how much of it was written at the time."""

    year: SchoolYear
    year_word: str
    stretches: tuple[WeekRange, ...]
    rows: tuple[HeatRow, ...]
    at_the_time: Timeliness
    today: date

    @property
    def weeks(self) -> tuple[SchoolWeek, ...]:
        """The weeks in order."""
        return tuple(week for stretch in self.stretches for week in stretch.weeks)

    @property
    def whole(self) -> HeatRow:
        """All rows as one."""
        return HeatRow("all", "", tuple(entry for row in self.rows for entry in row.entries))


def build_heat_maps(
    selection: Selection, years: Iterable[SchoolYear], calendar: Calendar, today: date, by: HeatGrouping
) -> tuple[HeatMap, ...]:
    """Return the map of each of some school years, from the entries that were selected."""
    return tuple(_build_heat_map(selection, year, calendar, today, by) for year in years)


def _build_heat_map(
    selection: Selection, year: SchoolYear, calendar: Calendar, today: date, by: HeatGrouping
) -> HeatMap:
    held = [(found.cycle, _within(found.entries, year)) for found in selection.found]
    entries = tuple(entry for _, some in held for entry in some)
    rows = tuple(_cycles(held) if by is HeatGrouping.CYCLE else _kinds(entries))
    stretches = build_week_ranges(year, calendar, [entry.happened_on for entry in entries])
    return HeatMap(year, calendar.words.year, stretches, rows, measure_timeliness(entries), today)


def _within(entries: Iterable[AnyEntry], year: SchoolYear) -> tuple[AnyEntry, ...]:
    return tuple(entry for entry in entries if entry.happened_on in year.period)


def _kinds(entries: tuple[AnyEntry, ...]) -> Iterator[HeatRow]:
    present = {entry.kind for entry in entries} | ({*EVALUATION_KINDS} if entries else set())
    for kind in (kind for kind in EntryKind if kind in present):
        yield HeatRow(kind.value, "", tuple(entry for entry in entries if entry.kind is kind))


def _cycles(held: Iterable[tuple[Cycle, tuple[AnyEntry, ...]]]) -> Iterator[HeatRow]:
    yield from (HeatRow(str(cycle.number), cycle.question, entries) for cycle, entries in held if entries)


def select_school_years(
    selection: Selection, window: Period | None, calendar: Calendar, today: date
) -> list[SchoolYear]:
    """Return the school years of a window in which anything selected lies; this year where no window was asked for."""
    if window is None:
        return [calendar.find_year(today)]
    years = (calendar.find_year(entry.happened_on) for entry in selection.entries)
    return sorted({year.period.begin: year for year in years}.values(), key=lambda year: year.period)
