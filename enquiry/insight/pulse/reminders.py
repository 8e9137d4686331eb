"""What is ahead: the looks of each cycle as a calendar has them, and the days by which what was gathered is deleted."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.insight.pulse.follow_ups import build_follow_ups
from enquiry.insight.pulse.next_look import plan_next_look
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle

NEXT, A_YEAR_LATER = "next look", "a year later"


DELETION_AHEAD = timedelta(days=14)
"""How long before its day a deletion is first told."""


def list_due_deletions(cycles: Iterable[Cycle], today: date, ahead: timedelta = DELETION_AHEAD) -> tuple[Cycle, ...]:
    """Return the cycles whose day of deletion has come, or comes within `ahead`, the earliest first.

    Their state does not matter: what was promised to those who took part outlasts the cycle.
    """
    due = [(cycle.delete_by, cycle.number, cycle) for cycle in cycles if cycle.delete_by]
    return tuple(cycle for day, _, cycle in sorted(due, key=lambda one: one[:2]) if day <= today + ahead)


def describe_deletion(cycle: Cycle, today: date) -> str:
    """Return in a sentence by when what a cycle gathered is to be deleted, or was; nothing where no day was set."""
    if cycle.delete_by is None:
        return ""
    is_to = "was to be deleted by" if cycle.delete_by < today else "is to be deleted by"
    return f"What was gathered for cycle {cycle.number} {is_to} {spell(cycle.delete_by)}."


class LookReminder(NamedTuple):
    """A look that is ahead: which cycle, on which day, and whether it is its next one or the one a year later."""

    cycle: Cycle
    on: date
    what: str


def list_looks_ahead(
    cycles: Iterable[Cycle], calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> tuple[LookReminder, ...]:
    """Return the looks of the cycles that are still to be made, the earliest first.

    Rule: of an open cycle the next look, set or usual; of a paused one the day it is taken up again; of one that was
    embedded, closed since or not, the follow-ups that can still be made and were not let go. What is overdue is
    reminded of on the next teaching day: a day that has begun reminds of nothing.
    """
    found = list[LookReminder]()
    for cycle in cycles:
        planned = plan_next_look(cycle, calendar, today, rules)
        days = {NEXT: planned.due_on} if planned else {}
        promised = cycle.is_embedded and (cycle.state is CycleState.OPEN or cycle.next_look is not None)
        for follow_up in build_follow_ups(cycle, calendar, today, rules) if promised else ():
            if follow_up.state in ("to come", "due"):
                days.setdefault(A_YEAR_LATER if follow_up.when == A_YEAR_LATER else NEXT, follow_up.on)
        following = {what: on if on > today else calendar.add_teaching_days(today, 1) for what, on in days.items()}
        if following.get(A_YEAR_LATER) == following.get(NEXT):
            following.pop(A_YEAR_LATER, None)
        found += [LookReminder(cycle, on, what) for what, on in following.items()]
    return tuple(sorted(found, key=lambda one: (one.on, one.cycle.number)))
