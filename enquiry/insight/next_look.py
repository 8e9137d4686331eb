"""When to look again: after a review, and after a decision to embed."""

from datetime import date

from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.model.cycle import Cycle
from enquiry.model.text import fold

USUAL, SPRINT, LEADERSHIP = 20, 5, 30
"""Teaching days to the next look: usually; in a cycle tagged `sprint`; in one tagged `leadership`."""

A_TERM = 60
"""Teaching days taken for a term where the calendar names none."""


def pace(cycle: Cycle) -> int:
    """Return how many teaching days after a review the next look at a cycle falls, unless a day is named."""
    tags = {fold(tag) for tag in cycle.tags}
    return SPRINT if "sprint" in tags else LEADERSHIP if "leadership" in tags else USUAL


def usual_look(cycle: Cycle, calendar: Calendar, day: date) -> date:
    """Return the day of the next look for a review on `day`: the cycle's pace in teaching days after it."""
    return calendar.after_teaching_days(day, pace(cycle))


def a_term_later(day: date, calendar: Calendar) -> date:
    """Return the teaching day one term after `day`: as far into the next term as `day` is into its own.

    In holidays it is counted from the term before. A shorter next term gives its last teaching day, and a calendar
    without terms sixty teaching days.
    """
    years = (calendar.year_of(day), calendar.year_of(day + relativedelta(years=1)))
    parts = [part.period for year in years for part in calendar.parts(year)]
    begun = [place for place, part in enumerate(parts) if part.begin <= day]
    if not begun or begun[-1] + 1 >= len(parts):
        return calendar.after_teaching_days(day, A_TERM)
    own, following = parts[begun[-1]], parts[begun[-1] + 1]
    into = calendar.teaching_days(Period.through(own.begin, day))
    held = calendar.teaching_days(following)
    return calendar.after_teaching_days(following.begin - date.resolution, max(1, min(into, held)))


def a_year_later(day: date, calendar: Calendar) -> date:
    """Return the first teaching day on or after the same day of the next year."""
    return calendar.after_teaching_days(day + relativedelta(years=1, days=-1), 1)
