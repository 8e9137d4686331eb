"""When to look again: after a review, and after a decision to embed."""

from datetime import date

from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.model.cycle import Cycle
from enquiry.model.tag import falls_under

SPRINT = "sprint"
"""The tag of a cycle of a few quick turns."""

LEADERSHIP = "leadership"
"""The tag of a cycle about leading, where change takes longer to show."""


def pace(cycle: Cycle, rules: Rules = USUAL) -> int:
    """Return how many teaching days after a review the next look at a cycle falls, unless a day is named.

    Rule: 20; 5 in a cycle tagged *sprint*, 30 in one tagged *leadership*, or under a tag nested in these.
    """
    if any(falls_under(tag, SPRINT) for tag in cycle.tags):
        return rules.sprint
    return rules.leadership if any(falls_under(tag, LEADERSHIP) for tag in cycle.tags) else rules.next_look


def usual_look(cycle: Cycle, calendar: Calendar, day: date, rules: Rules = USUAL) -> date:
    """Return the day of the next look for a review on `day`: the cycle's pace in teaching days after it."""
    return calendar.after_teaching_days(day, pace(cycle, rules))


def a_term_later(day: date, calendar: Calendar, rules: Rules = USUAL) -> date:
    """Return the teaching day one term after `day`: as far into the next term as `day` is into its own.

    In holidays it is counted from the term before. A shorter next term gives its last teaching day, and a calendar
    without terms sixty teaching days.
    """
    years = (calendar.year_of(day), calendar.year_of(day + relativedelta(years=1)))
    parts = [part.period for year in years for part in calendar.parts(year)]
    begun = [place for place, part in enumerate(parts) if part.begin <= day]
    if not begun or begun[-1] + 1 >= len(parts):
        return calendar.after_teaching_days(day, rules.term)
    own, following = parts[begun[-1]], parts[begun[-1] + 1]
    into = calendar.teaching_days(Period.through(own.begin, day))
    held = calendar.teaching_days(following)
    return calendar.after_teaching_days(following.begin - date.resolution, max(1, min(into, held)))


def a_year_later(day: date, calendar: Calendar) -> date:
    """Return the first teaching day on or after the same day of the next year."""
    return calendar.after_teaching_days(day + relativedelta(years=1, days=-1), 1)
