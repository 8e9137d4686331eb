"""Stretches of time one after the other, from the first day to the last: school years, terms, months or weeks.

They leave no day out between the first and the last and share none, so that whatever is counted in them is counted
once. Holidays between terms are there where something lies in them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar, SchoolYear
from enquiry.dates.names import MONTHS
from enquiry.dates.period import Period, short
from enquiry.insight.year.weeks import stretches_of


class Per(StrEnum):
    """What the columns of a table stand for."""

    YEAR = "year"
    TERM = "term"
    MONTH = "month"
    WEEK = "week"


class Column(NamedTuple):
    """A period that entries are counted in: its name, the school year it lies in, and its days."""

    name: str
    year: str
    days: Period


def usual_per(days: Iterable[date], calendar: Calendar) -> Per:
    """Return how to count where nothing was said of it: by terms within one school year, by years over several."""
    years = {calendar.year_of(day).label for day in days}
    return Per.YEAR if len(years) > 1 else Per.TERM


def columns_of(days: Iterable[date], per: Per, calendar: Calendar) -> Iterator[Column]:
    """Yield the periods from that of the first of `days` to that of the last; none where there are no days."""
    held = sorted(days)
    if not held:
        return
    cut = [column for year in _years(held, calendar) for column in _CUTS[per](year, calendar, held)]
    yield from (column for column in cut if column.days.end > held[0] and column.days.begin <= held[-1])


def _years(held: list[date], calendar: Calendar) -> Iterator[SchoolYear]:
    year = calendar.year_of(held[0])
    while year.period.begin <= held[-1]:
        yield year
        year = calendar.year_of(year.period.end)


def _as_years(year: SchoolYear, _calendar: Calendar, _held: list[date]) -> Iterator[Column]:
    yield Column(year.label, year.label, year.period)


def _as_terms(year: SchoolYear, calendar: Calendar, held: list[date]) -> Iterator[Column]:
    parts = calendar.parts(year)
    if not parts:
        yield from _as_years(year, calendar, held)
        return
    edges = sorted(
        {day for period in (year.period, *(part.period for part in parts)) for day in (period.begin, period.end)}
    )
    for days in (Period(*edge) for edge in pairwise(edges)):
        part = next((part for part in parts if part.period == days), None)
        if part:
            yield Column(part.name, year.label, days)
        elif any(day in days for day in held):
            yield Column(_between(days, calendar), year.label, days)


def _between(days: Period, calendar: Calendar) -> str:
    """Return the name of the time between two terms; of a weekend where two meet, that it is one."""
    holiday = calendar.holiday_of(days.begin)
    return holiday.name if holiday else "weekend"


def _as_months(year: SchoolYear, _calendar: Calendar, _held: list[date]) -> Iterator[Column]:
    begin = year.period.begin
    while begin < year.period.end:
        end = min(begin.replace(day=1) + relativedelta(months=1), year.period.end)
        yield Column(f"{MONTHS[begin.month - 1][:3]} {begin.year}", year.label, Period(begin, end))
        begin = end


def _as_weeks(year: SchoolYear, calendar: Calendar, _held: list[date]) -> Iterator[Column]:
    for stretch in stretches_of(year, calendar, (year.period.begin, year.period.last)):
        for week in stretch.weeks:
            yield Column(short(week.days.begin), year.label, week.days)


_CUTS: dict[Per, Callable[[SchoolYear, Calendar, list[date]], Iterator[Column]]] = {
    Per.YEAR: _as_years,
    Per.TERM: _as_terms,
    Per.MONTH: _as_months,
    Per.WEEK: _as_weeks,
}
