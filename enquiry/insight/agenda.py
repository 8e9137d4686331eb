"""The agenda of a review: which cycles are due one, and what it looks at."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.insight.comments.beneath import list_cycle_entries
from enquiry.insight.measures.series import Series, collect_series
from enquiry.insight.pulse.next_look import is_look_due, plan_next_look
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.insight.readings.known import list_expectations
from enquiry.model.choices import CycleState, Direction
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review
from enquiry.model.journal import Journal


def find_due_cycles(
    cycles: Iterable[Cycle], calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> tuple[Cycle, ...]:
    """Return the open ones of these cycles that are due a look, the longest overdue first."""
    opened = [cycle for cycle in cycles if cycle.state is CycleState.OPEN]
    looks = [(plan_next_look(cycle, calendar, today, rules), cycle) for cycle in opened]
    due = [(ahead.due_on, cycle.number, cycle) for ahead, cycle in looks if ahead and is_look_due(ahead, today)]
    return tuple(cycle for _, _, cycle in sorted(due, key=lambda one: one[:2]))


class Agenda(NamedTuple):
    """A cycle as it stands before a review. What disagrees is kept apart, to be shown first.

    `unseen` are the readings that would have one see something which no review has looked at.
    """

    cycle: Cycle
    last: Review | None
    disagrees: tuple[Evidence, ...]
    since: tuple[AnyEntry, ...]
    series: tuple[Series, ...]
    unseen: tuple[Reading, ...] = ()


def build_agenda(cycle: Cycle, journal: Journal) -> Agenda:
    """Return what a review of `cycle` looks at: everything after the last review, or from the beginning."""
    last = cycle.reviews[-1] if cycle.reviews else None
    since = cycle.kept[cycle.kept.index(last) + 1 if last else 0 :]
    against = (Direction.CONTRADICTS, Direction.MIXED)
    disagrees = tuple(entry for entry in since if isinstance(entry, Evidence) and entry.direction in against)
    others = tuple(one for one, _ in list_cycle_entries([entry for entry in since if entry not in disagrees]))
    return Agenda(cycle, last, disagrees, others, collect_series(cycle, journal), list_expectations(cycle))
