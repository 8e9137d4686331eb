"""A cycle as it stood at the end of a day, and the stretch of days it runs over."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import STATE_AFTER_DECISION, Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reflection, Review


def snapshot_cycle(cycle: Cycle, day: date) -> Cycle:
    """Return the cycle without what happened after `day`, in the state and with the next look it had then."""
    if all(on <= day for on in _days(cycle)):
        return cycle
    return replace(
        cycle,
        questions=tuple(question for question in cycle.questions if question.on <= day) or cycle.questions[:1],
        success=tuple(sign for sign in cycle.success if sign.on <= day),
        turns=tuple(turn for turn in cycle.turns if turn.on <= day),
        entries=tuple(entry for entry in cycle.entries if entry.happened_on <= day),
        state=cycle.get_state_on(day),
        next_look=_find_next_look(cycle, day),
    )


def _days(cycle: Cycle) -> Iterator[date]:
    yield from (question.on for question in cycle.questions)
    yield from (sign.on for sign in cycle.success)
    yield from (turn.on for turn in cycle.turns)
    yield from (entry.happened_on for entry in cycle.entries)


class StateSpan(NamedTuple):
    """How a cycle goes on from a day: in which state, and whether what it found is embedded."""

    on: date
    state: CycleState
    embedded: bool


def list_state_spans(cycle: Cycle) -> list[StateSpan]:
    """Return what each decision and turn made of the cycle, in their order.

    A cycle is embedded from the decision to embed until another decision, or until it is opened again; closing it
    leaves it embedded.
    """
    moments = [(turn.on, turn.at, turn.state, turn.state is CycleState.CLOSED) for turn in cycle.turns]
    moments += [
        (r.happened_on, r.recorded_at, STATE_AFTER_DECISION[r.decision], False)
        for r in list_reviews(cycle)
        if r.decision
    ]
    embeds = {(r.happened_on, r.recorded_at) for r in list_reviews(cycle) if r.decision is Decision.EMBED}
    found = list[StateSpan]()
    for on, at, state, keeps in sorted(moments, key=lambda moment: moment[:2]):
        kept = keeps and bool(found) and found[-1].embedded
        found.append(StateSpan(on, state, kept or (on, at) in embeds))
    return found


def find_state_span(found: list[StateSpan], day: date) -> StateSpan:
    """Return how a cycle of these courses goes at the end of `day`; open before the first of them."""
    place = bisect_right(found, day, key=lambda course: course.on)
    return found[place - 1] if place else StateSpan(day, CycleState.OPEN, embedded=False)


def is_embedded(cycle: Cycle) -> bool:
    """Say whether the cycle is embedded, open for its follow-ups or closed since."""
    return find_state_span(list_state_spans(cycle), date.max).embedded


def _find_next_look(cycle: Cycle, day: date) -> date | None:
    if cycle.get_state_on(day) is CycleState.CLOSED:
        return None
    looks = [review for review in list_reviews(cycle) if review.next_look]
    told = [review.next_look for review in looks if review.happened_on <= day]
    if len(told) == len(looks) and cycle.state is not CycleState.CLOSED:
        return cycle.next_look
    return told[-1] if told else None


def list_reviews(cycle: Cycle) -> tuple[Review, ...]:
    """Return the cycle's reviews, in the order in which they happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Review))


def list_evidence(cycle: Cycle) -> tuple[Evidence, ...]:
    """Return the cycle's evidence, in the order in which it happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Evidence))


def list_evaluation(cycle: Cycle) -> tuple[AnyEntry, ...]:
    """Return the pieces of evaluation (evidence, reflections, reviews), in the order in which they happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Evidence | Reflection | Review))


def find_embedding_review(cycle: Cycle) -> Review | None:
    """Return the last review that decided to embed, whatever was decided since."""
    return next((r for r in reversed(list_reviews(cycle)) if r.decision is Decision.EMBED), None)


def compute_cycle_span(cycle: Cycle, today: date) -> Period:
    """Return the days from the cycle's beginning to its end, both inside; to today while it is open.

    A closed or paused cycle ends on the day that made it so, or with a later piece of evaluation.
    """
    if cycle.state is CycleState.OPEN:
        return Period.through(cycle.began_on, max(cycle.began_on, today))
    ends = [turn.on for turn in cycle.turns if turn.state is cycle.state]
    ends += [
        r.happened_on for r in list_reviews(cycle) if r.decision and STATE_AFTER_DECISION[r.decision] is cycle.state
    ]
    last = max([cycle.began_on, *ends, *(piece.happened_on for piece in list_evaluation(cycle))])
    return Period.through(cycle.began_on, last)
