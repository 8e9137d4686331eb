"""What a review looks at: the question, the hunch beside the latest values, and what has come since the last one."""

from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.insight.measures.series import Series, collect_series
from enquiry.insight.pulse.look_dates import compute_usual_look
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.model.choices import Direction
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Review
from enquiry.model.journal import Journal


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
