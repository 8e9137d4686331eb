"""A cycle as it stood at the end of a day, and the stretch of days it runs over."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.model.choices import Decision, State
from enquiry.model.cycle import DECIDED, Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reflection, Review


def as_at(cycle: Cycle, day: date) -> Cycle:
    """Return the cycle without what happened after `day`, in the state and with the next look it had then."""
    if all(on <= day for on in _days(cycle)):
        return cycle
    return replace(
        cycle,
        questions=tuple(question for question in cycle.questions if question.on <= day) or cycle.questions[:1],
        success=tuple(sign for sign in cycle.success if sign.on <= day),
        turns=tuple(turn for turn in cycle.turns if turn.on <= day),
        entries=tuple(entry for entry in cycle.entries if entry.happened_on <= day),
        state=cycle.state_on(day),
        next_look=_look_on(cycle, day),
    )


def _days(cycle: Cycle) -> Iterator[date]:
    yield from (question.on for question in cycle.questions)
    yield from (sign.on for sign in cycle.success)
    yield from (turn.on for turn in cycle.turns)
    yield from (entry.happened_on for entry in cycle.entries)


class Course(NamedTuple):
    """How a cycle goes on from a day: in which state, and whether what it found is embedded."""

    on: date
    state: State
    embedded: bool


def courses(cycle: Cycle) -> list[Course]:
    """Return what each decision and turn made of the cycle, in their order.

    A cycle is embedded from the decision to embed until another decision, or until it is opened again; closing it
    leaves it embedded.
    """
    moments = [(turn.on, turn.at, turn.state, turn.state is State.CLOSED) for turn in cycle.turns]
    moments += [(r.happened_on, r.recorded_at, DECIDED[r.decision], False) for r in reviews_of(cycle) if r.decision]
    embeds = {(r.happened_on, r.recorded_at) for r in reviews_of(cycle) if r.decision is Decision.EMBED}
    found = list[Course]()
    for on, at, state, keeps in sorted(moments, key=lambda moment: moment[:2]):
        kept = keeps and bool(found) and found[-1].embedded
        found.append(Course(on, state, kept or (on, at) in embeds))
    return found


def course_on(found: list[Course], day: date) -> Course:
    """Return how a cycle of these courses goes at the end of `day`; open before the first of them."""
    place = bisect_right(found, day, key=lambda course: course.on)
    return found[place - 1] if place else Course(day, State.OPEN, embedded=False)


def is_embedded(cycle: Cycle) -> bool:
    """Say whether the cycle is embedded, open for its follow-ups or closed since."""
    return course_on(courses(cycle), date.max).embedded


def _look_on(cycle: Cycle, day: date) -> date | None:
    if cycle.state_on(day) is State.CLOSED:
        return None
    looks = [review for review in reviews_of(cycle) if review.next_look]
    told = [review.next_look for review in looks if review.happened_on <= day]
    if len(told) == len(looks) and cycle.state is not State.CLOSED:
        return cycle.next_look
    return told[-1] if told else None


def reviews_of(cycle: Cycle) -> tuple[Review, ...]:
    """Return the cycle's reviews, in the order in which they happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Review))


def evidence_of(cycle: Cycle) -> tuple[Evidence, ...]:
    """Return the cycle's evidence, in the order in which it happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Evidence))


def pieces_of(cycle: Cycle) -> tuple[AnyEntry, ...]:
    """Return the pieces of evaluation (evidence, reflections, reviews), in the order in which they happened."""
    return tuple(entry for entry in cycle.kept if isinstance(entry, Evidence | Reflection | Review))


def embedding(cycle: Cycle) -> Review | None:
    """Return the last review that decided to embed, whatever was decided since."""
    return next((r for r in reversed(reviews_of(cycle)) if r.decision is Decision.EMBED), None)


def whole(cycle: Cycle, today: date) -> Period:
    """Return the days from the cycle's beginning to its end, both inside; to today while it is open.

    A closed or paused cycle ends on the day that made it so, or with a later piece of evaluation.
    """
    if cycle.state is State.OPEN:
        return Period.through(cycle.began_on, max(cycle.began_on, today))
    ends = [turn.on for turn in cycle.turns if turn.state is cycle.state]
    ends += [r.happened_on for r in reviews_of(cycle) if r.decision and DECIDED[r.decision] is cycle.state]
    last = max([cycle.began_on, *ends, *(piece.happened_on for piece in pieces_of(cycle))])
    return Period.through(cycle.began_on, last)
