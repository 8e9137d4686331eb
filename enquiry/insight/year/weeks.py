"""A school year in its weeks, Monday to Sunday, each in the term or the holiday it belongs to.

Every day of the year lies in one week; the first and the last are cut where the year is cut.
"""

from bisect import bisect_right
from collections.abc import Iterable
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
    weeks, begin = list[SchoolWeek](), year.period.begin
    while begin < year.period.end:
        period = Period(begin, min(begin - timedelta(days=begin.weekday()) + WEEK, year.period.end))
        each = map(date.fromordinal, range(begin.toordinal(), period.end.toordinal()))
        taught_on = next((day for day in each if calendar.is_teaching_day(day)), None)
        holiday = None if taught_on else calendar.find_holiday(begin)
        part = None if holiday else calendar.find_part(taught_on or begin)
        name = holiday.name if holiday else part.name if part else year.label
        weeks.append(SchoolWeek(calendar.compute_week_number(begin), period, name, taught=holiday is None))
        begin = period.end
    begins = [week.days.begin for week in weeks]
    filled = {bisect_right(begins, day) - 1 for day in days if day in year.period}
    shown = [place for place, week in enumerate(weeks) if week.taught or place in filled] or [len(weeks)]
    ranges, begun = list[WeekRange](), set[str]()
    for (name, taught), run in groupby(weeks[shown[0] : shown[-1] + 1], key=lambda week: (week.name, week.taught)):
        ranges.append(WeekRange(name, taught, taught and name in begun, tuple(run)))
        begun |= {name} if taught else set()
    return tuple(ranges)


def list_weeks(ranges: Iterable[WeekRange]) -> tuple[SchoolWeek, ...]:
    """Return the weeks of several ranges in order."""
    return tuple(week for one in ranges for week in one.weeks)
