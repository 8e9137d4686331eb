"""When a school year's evaluation happened: how much of it is dated in each of the school's weeks.

Rows are kinds of entry, or cycles. Nothing is added up to a score: a week is as full as it was.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.year.timeliness import Timeliness, measure_timeliness
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges, list_weeks
from enquiry.model.choices import EntryKind
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
    """A school year's weeks with what was written about them, and how much of it was written at the time.

    `stretches` holds the weeks by terms and holidays, `weeks` one after the other; `whole` is all rows as one.
    """

    year: SchoolYear
    year_word: str
    stretches: tuple[WeekRange, ...]
    weeks: tuple[SchoolWeek, ...]
    rows: tuple[HeatRow, ...]
    whole: HeatRow
    at_the_time: Timeliness
    today: date


def build_heat_maps(
    selection: Selection, years: Iterable[SchoolYear], calendar: Calendar, today: date, by: HeatGrouping
) -> tuple[HeatMap, ...]:
    """Return the map of each of some school years, from the entries that were selected."""
    maps = []
    for year in years:
        held = [
            (found.cycle, tuple(entry for entry in found.entries if entry.happened_on in year.period))
            for found in selection.found
        ]
        entries = tuple(entry for _, some in held for entry in some)
        if by is HeatGrouping.CYCLE:
            rows = tuple(HeatRow(str(cycle.number), cycle.question, some) for cycle, some in held if some)
        else:
            present = {entry.kind for entry in entries} | {*(EVALUATION_KINDS if entries else ())}
            rows = tuple(
                HeatRow(kind.value, "", tuple(entry for entry in entries if entry.kind is kind))
                for kind in EntryKind
                if kind in present
            )
        ranges = build_week_ranges(year, calendar, [entry.happened_on for entry in entries])
        whole, timely = HeatRow("all", "", entries), measure_timeliness(entries)
        weeks = list_weeks(ranges)
        maps.append(HeatMap(year, calendar.words.year, ranges, weeks, rows, whole, timely, today))
    return tuple(maps)


def select_school_years(
    selection: Selection, window: Period | None, calendar: Calendar, today: date
) -> list[SchoolYear]:
    """Return the school years of a window in which anything selected lies; this year where no window was asked for."""
    if window is None:
        return [calendar.find_year(today)]
    years = (calendar.find_year(entry.happened_on) for entry in selection.entries)
    return sorted({year.period.begin: year for year in years}.values(), key=lambda year: year.period)
