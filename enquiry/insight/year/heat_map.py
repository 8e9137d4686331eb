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
from enquiry.insight.year.stats import StatsGrouping, StatsRow, count_groups
from enquiry.insight.year.timeliness import Timeliness, measure_timeliness
from enquiry.insight.year.weeks import SchoolWeek, WeekRange, build_week_ranges, list_weeks
from enquiry.insight.year.work import YearWork
from enquiry.model.choices import EntryKind
from enquiry.query.select import Selection

EVALUATION_KINDS = (EntryKind.EVIDENCE, EntryKind.REFLECTION, EntryKind.REVIEW)
"""What is looked at unless other kinds are asked for."""


class HeatGrouping(StrEnum):
    """What each row of the map stands for."""

    KIND = "kind"
    CYCLE = "cycle"


class HeatMap(NamedTuple):
    """A school year's weeks with what was written about them, and how much of it was written at the time.

    `stretches` holds the weeks by terms and holidays, `weeks` one after the other. Each row (a kind, or a cycle by its
    number with its question) has a number for each week; `whole` is all rows as one. `kinds` are what is counted.
    `work` is what was changed in the year, where that is told too.
    """

    year: SchoolYear
    year_word: str
    stretches: tuple[WeekRange, ...]
    weeks: tuple[SchoolWeek, ...]
    rows: tuple[StatsRow, ...]
    whole: StatsRow
    kinds: tuple[str, ...]
    at_the_time: Timeliness
    today: date
    work: YearWork | None = None

    def count_by_week(self) -> dict[date, tuple[int, ...]]:
        """Return for each week, by its first day, the numbers of the rows and then of all."""
        numbers = zip(*(row.counts for row in (*self.rows, self.whole)), strict=True)
        return dict(zip((week.days.begin for week in self.weeks), numbers, strict=True))


def build_heat_maps(
    selection: Selection,
    years: Iterable[SchoolYear],
    calendar: Calendar,
    today: date,
    by: HeatGrouping,
    asked: Iterable[EntryKind] = EVALUATION_KINDS,
) -> tuple[HeatMap, ...]:
    """Return the map of each of some school years, from the entries that were selected.

    The kinds that were asked for have a row though there be nothing of them.
    """
    maps = []
    for year in years:
        held = ((one, tuple(e for e in one.entries if e.happened_on in year.period)) for one in selection.found)
        mine = selection._replace(found=tuple(one._replace(entries=entries) for one, entries in held))
        ranges = build_week_ranges(year, calendar, [entry.happened_on for entry in mine.entries])
        weeks = list_weeks(ranges)
        rows, whole = count_groups(mine, StatsGrouping(by), [week.days for week in weeks])
        kinds = tuple(sorted({entry.kind.value for entry in mine.entries}))
        if by is HeatGrouping.KIND and rows:
            none = {kind: StatsRow(kind.value, "", (0,) * len(weeks), 0) for kind in asked}
            counted = none | {EntryKind(row.name): row for row in rows}
            rows = tuple(counted[kind] for kind in EntryKind if kind in counted)
            kinds = tuple(row.name for row in rows)
        timely = measure_timeliness(mine.entries)
        whole = whole._replace(name="all")
        maps.append(HeatMap(year, calendar.words.year, ranges, weeks, rows, whole, kinds, timely, today))
    return tuple(maps)


def select_school_years(
    selection: Selection, window: Period | None, calendar: Calendar, today: date
) -> list[SchoolYear]:
    """Return the school years of a window in which anything selected lies; this year where no window was asked for."""
    if window is None:
        return [calendar.find_year(today)]
    years = (calendar.find_year(entry.happened_on) for entry in selection.entries)
    return sorted({year.period.begin: year for year in years}.values(), key=lambda year: year.period)
