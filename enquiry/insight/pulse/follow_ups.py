"""Follow-ups: after *embed* somebody looks whether it is still happening, a term later and a year later."""

from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import LATEST, Period
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review

MONTH = timedelta(days=30)


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
        return min(calendar.add_teaching_days(day, rules.term), LATEST)
    own, following = parts[begun[-1]], parts[begun[-1] + 1]
    into = calendar.count_teaching_days(Period.through(own.begin, day))
    held = calendar.count_teaching_days(following)
    return min(calendar.add_teaching_days(following.begin - date.resolution, max(1, min(into, held))), LATEST)


def add_year(day: date, calendar: Calendar) -> date:
    """Return the first teaching day on or after the same day of the next year."""
    return min(calendar.add_teaching_days(min(day, LATEST) + relativedelta(years=1, days=-1), 1), LATEST)


class FollowUp(NamedTuple):
    """A follow-up after embedding: its name and day, the days in which an entry counts, its state, and that entry."""

    when: str
    on: date
    period: Period
    state: str
    entry: AnyEntry | None


def build_follow_ups(
    cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> tuple[FollowUp, ...]:
    """Return the follow-ups that the last decision to embed asks for; none where it was never embedded.

    Rule: one a term later, one a year later. A follow-up is evidence or a review within the term that holds its day:
    *done* where there is one, *missing* once the term is over, *due* from its day on, *to come* before. Where the
    calendar names no terms, one counts from a month before its day, and is missed 60 teaching days after it.
    """
    embed = cycle.embedding_review
    if embed is None:
        return ()
    term, year = add_term(embed.happened_on, calendar, rules), add_year(embed.happened_on, calendar)
    until = _get_follow_up_period(year, calendar, rules).begin
    looks = [entry for entry in cycle.kept if isinstance(entry, Evidence | Review)]
    found = list[FollowUp]()
    for when, on, end in (("a term later", term, until), ("a year later", year, date.max)):
        period = _get_follow_up_period(on, calendar, rules)
        entry = next((look for look in looks if period.begin <= look.happened_on < end), None)
        state = "missing" if today >= period.end else "due" if today >= on else "to come"
        found.append(FollowUp(when, on, period, "done" if entry else state, entry))
    return tuple(found)


def _get_follow_up_period(on: date, calendar: Calendar, rules: PulseRules) -> Period:
    part = calendar.find_part(on)
    return part.period if part else Period.through(on - MONTH, calendar.add_teaching_days(on, rules.term))


def find_next_follow_up(cycle: Cycle, calendar: Calendar, today: date, rules: PulseRules) -> date | None:
    """Return the day of the next follow-up that can still be made; None once nothing more is asked."""
    waiting = (one for one in build_follow_ups(cycle, calendar, today, rules) if one.state in ("to come", "due"))
    return next((one.on for one in waiting), None)
