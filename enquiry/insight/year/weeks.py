"""A school year in its weeks, Monday to Sunday, each in the term or the holiday it belongs to.

Every day of the year lies in one week; the first and the last are cut where the year is cut.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear

WEEK = timedelta(days=7)


class SchoolWeek(NamedTuple):
    """A week as the school counts it: its days, the term or holiday it belongs to, and whether there is teaching."""

    number: int
    days: Period
    name: str
    taught: bool


class WeekRange(NamedTuple):
    """Weeks in a row of one term or one holiday. `goes_on` says that a holiday has cut its term in two before it."""

    name: str
    taught: bool
    goes_on: bool
    weeks: tuple[SchoolWeek, ...]

    @property
    def days(self) -> Period:
        """The days it holds."""
        return Period(self.weeks[0].days.begin, self.weeks[-1].days.end)


def build_week_ranges(year: SchoolYear, calendar: Calendar, days: Iterable[date] = ()) -> tuple[WeekRange, ...]:
    """Return the weeks of a school year by terms and holidays, in order.

    The holidays before the first and after the last week of teaching are left out as far as none of `days` lies in
    them. Rule: a week with a teaching day belongs to the term of its first one, any other to the holiday it lies in.
    """
    weeks = tuple(_list_school_weeks(year, calendar))
    held = {day.toordinal() for day in days}
    worth = [week.taught or any(day in held for day in _get_ordinals(week.days)) for week in weeks]
    if not any(worth):
        return ()
    first, last = worth.index(True), len(worth) - worth[::-1].index(True)
    return tuple(_stretches(weeks[first:last]))


def _list_school_weeks(year: SchoolYear, calendar: Calendar) -> Iterator[SchoolWeek]:
    begin = year.period.begin
    while begin < year.period.end:
        monday = begin - timedelta(days=begin.weekday())
        days = Period(begin, min(monday + WEEK, year.period.end))
        yield _week(days, year, calendar)
        begin = days.end


def _week(days: Period, year: SchoolYear, calendar: Calendar) -> SchoolWeek:
    number = calendar.compute_week_number(days.begin)
    taught = next((day for day in _each(days) if calendar.is_teaching_day(day)), None)
    holiday = calendar.find_holiday(days.begin)
    if taught is None and holiday:
        return SchoolWeek(number, days, holiday.name, taught=False)
    part = calendar.find_part(taught or days.begin)
    return SchoolWeek(number, days, part.name if part else year.label, taught=True)


def _stretches(weeks: tuple[SchoolWeek, ...]) -> Iterator[WeekRange]:
    begun = set[str]()
    for (name, taught), run in groupby(weeks, key=lambda week: (week.name, week.taught)):
        yield WeekRange(name, taught, taught and name in begun, tuple(run))
        begun |= {name} if taught else set()


def _each(days: Period) -> Iterator[date]:
    yield from map(date.fromordinal, _get_ordinals(days))


def _get_ordinals(days: Period) -> range:
    return range(days.begin.toordinal(), days.end.toordinal())
