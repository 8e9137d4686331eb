"""A cycle as it stood at the end of a day, and the days it runs over."""

from datetime import date

from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.model.choices import CycleState
from enquiry.model.cycle import STATE_AFTER_DECISION, Cycle


def snapshot_cycle(cycle: Cycle, day: date) -> Cycle:
    """Return the cycle without what happened after `day`, in the state and with the next look it had then."""
    dated = (cycle.questions, cycle.success, cycle.turns)
    days = [*(one.on for several in dated for one in several), *(entry.happened_on for entry in cycle.entries)]
    if all(on <= day for on in days):
        return cycle
    span, look = cycle.get_span_on(day), None
    state = span.state
    if state in (CycleState.OPEN, CycleState.PAUSED) or span.embedded:
        looks = [review for review in cycle.reviews if review.next_look]
        told = [review.next_look for review in looks if review.happened_on <= day]
        unchanged = len(told) == len(looks) and cycle.state in (CycleState.OPEN, CycleState.PAUSED, state)
        look = cycle.next_look if unchanged else told[-1] if told else None
    return replace(
        cycle,
        questions=tuple(question for question in cycle.questions if question.on <= day) or cycle.questions[:1],
        success=tuple(sign for sign in cycle.success if sign.on <= day),
        turns=tuple(turn for turn in cycle.turns if turn.on <= day),
        entries=tuple(entry for entry in cycle.entries if entry.happened_on <= day),
        state=state,
        next_look=look,
    )


def compute_cycle_span(cycle: Cycle, today: date) -> Period:
    """Return the days from the cycle's beginning to its end, both inside; to today while it is open.

    A closed or paused cycle ends on the day that made it so, or with a later piece of evaluation.
    """
    began = cycle.began_on
    if cycle.state is CycleState.OPEN:
        return Period.through(began, max(began, today))
    decided = [r for r in cycle.reviews if r.decision and STATE_AFTER_DECISION[r.decision] is cycle.state]
    ends = [turn.on for turn in cycle.turns if turn.state is cycle.state]
    return Period.through(began, max([began, *ends, *(e.happened_on for e in (*decided, *cycle.evaluation))]))
