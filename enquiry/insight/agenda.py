"""When to look again at a cycle, and what a review looks at: its question, its values, and what has come since."""

from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import LATEST, Period
from enquiry.insight.measures.series import Series, collect_series
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.model.choices import Direction
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review
from enquiry.model.journal import Journal
from enquiry.model.tag import is_tag_under

SPRINT = "sprint"
"""The tag of a cycle of a few quick turns."""

LEADERSHIP = "leadership"
"""The tag of a cycle about leading, where change takes longer to show."""


def get_look_interval(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> int:
    """Return how many teaching days after a review the next look at a cycle falls, unless a day is named.

    Rule: 20; 5 in a cycle tagged *sprint*, 30 in one tagged *leadership*, or under a tag nested in these.
    """
    if any(is_tag_under(tag, SPRINT) for tag in cycle.tags):
        return rules.sprint
    return rules.leadership if any(is_tag_under(tag, LEADERSHIP) for tag in cycle.tags) else rules.next_look


def compute_usual_look(cycle: Cycle, calendar: Calendar, day: date, rules: PulseRules = DEFAULT_RULES) -> date:
    """Return the day of the next look for a review on `day`: the cycle's pace in teaching days after it."""
    return calendar.add_teaching_days(day, get_look_interval(cycle, rules))


def add_term(day: date, calendar: Calendar, rules: PulseRules = DEFAULT_RULES) -> date:
    """Return the teaching day one term after `day`: as far into the next term as `day` is into its own.

    In holidays it is counted from the term before. A shorter next term gives its last teaching day, and a calendar
    without terms sixty teaching days.
    """
    day = min(day, LATEST)  # a later one is no day that can be kept, and has no year after it
    years = (calendar.find_year(day), calendar.find_year(day + relativedelta(years=1)))
    parts = [part.period for year in years for part in calendar.list_parts(year)]
    begun = [place for place, part in enumerate(parts) if part.begin <= day]
    if not begun or begun[-1] + 1 >= len(parts):
        return calendar.add_teaching_days(day, rules.term)
    own, following = parts[begun[-1]], parts[begun[-1] + 1]
    into = calendar.count_teaching_days(Period.through(own.begin, day))
    held = calendar.count_teaching_days(following)
    return calendar.add_teaching_days(following.begin - date.resolution, max(1, min(into, held)))


def add_year(day: date, calendar: Calendar) -> date:
    """Return the first teaching day on or after the same day of the next year."""
    return calendar.add_teaching_days(min(day, LATEST) + relativedelta(years=1, days=-1), 1)


class Agenda(NamedTuple):
    """A cycle as it stands before a review. What disagrees is kept apart, to be shown first."""

    cycle: Cycle
    last: Review | None
    disagrees: tuple[Evidence, ...]
    since: tuple[AnyEntry, ...]
    series: tuple[Series, ...]
    next_look: date


def build_agenda(
    cycle: Cycle, journal: Journal, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> Agenda:
    """Return what a review of `cycle` today looks at: everything after the last review, or from the beginning."""
    last = cycle.reviews[-1] if cycle.reviews else None
    since = cycle.kept[cycle.kept.index(last) + 1 if last else 0 :]
    against = (Direction.CONTRADICTS, Direction.MIXED)
    disagrees = tuple(entry for entry in since if isinstance(entry, Evidence) and entry.direction in against)
    others = tuple(entry for entry in since if entry not in disagrees)
    look = compute_usual_look(cycle, calendar, today, rules)
    return Agenda(cycle, last, disagrees, others, collect_series(cycle, journal), look)
