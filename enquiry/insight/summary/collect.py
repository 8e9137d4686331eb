"""What one cycle held in a window, as it stood at the end of a day: the facts every document is made of.

Rules: an entry belongs to the window by the day it happened; nothing that happened after the day is told, and states,
questions and decisions are those of that day. What disagrees is kept apart, to come first. A count of fewer than five
learners is told as "fewer than 5". A cycle whose own words are held back is told by its number.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from enquiry.insight.summary.blocks import Line
from enquiry.insight.summary.lines import LISTS, lists_of
from enquiry.insight.summary.values import Values, values_of
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle, Link, Question
from enquiry.model.entry import AnyEntry, Review
from enquiry.model.journal import Journal


class CycleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What one cycle held in the window. `goes` says that its own words are told; without them they are all empty."""

    number: int
    goes: bool
    question: str
    state: State
    began_on: date
    versions: tuple[Question, ...] = ()
    group: str = ""
    issue: str = ""
    why: str = ""
    hunch: str = ""
    success: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    grew_from: int | None = None
    next_look: date | None = None
    next_questions: tuple[str, ...] = ()
    turns: tuple[Line, ...] = ()
    done: tuple[Line, ...] = ()
    disagreed: tuple[Line, ...] = ()
    seen: tuple[Line, ...] = ()
    thought: tuple[Line, ...] = ()
    decisions: tuple[Line, ...] = ()
    readings: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    changes: tuple[Values, ...] = ()


class Going(NamedTuple):
    """What of one cycle a document may tell: its entries, those told by name only, whether its own words go."""

    cycle: Cycle
    entries: tuple[AnyEntry, ...]
    by_name: frozenset[str] = frozenset()
    goes: bool = True


def lines_of(cycle: CycleSummary) -> Iterator[Line]:
    """Yield the line of every entry of a cycle, in the order in which documents tell them."""
    for name in LISTS:
        yield from getattr(cycle, name)


def facts_of(going: Going, journal: Journal, as_at: date, told: frozenset[int], *, owner: bool) -> CycleSummary:
    """Return what a cycle held as at a day; `told` are the cycles whose own words may be told.

    Ties name other people and enquiries, and are the owner's alone.
    """
    cycle = going.cycle
    facts = CycleSummary(
        number=cycle.number,
        goes=going.goes,
        question=question_at(cycle, as_at) if going.goes else "",
        state=cycle.state_on(as_at),
        began_on=cycle.began_on,
        standards=tuple(dict.fromkeys(_standards(going))),
        changes=values_of(cycle, _named(going), journal, goes=going.goes),
    )
    own_words = _own_words(cycle, journal, as_at, told) if going.goes else {}
    own_words |= {"ties": tuple(map(_tie, cycle.links))} if owner else {}
    return msgspec.structs.replace(facts, **lists_of(cycle, going.entries, going.by_name), **own_words)


def _own_words(cycle: Cycle, journal: Journal, as_at: date, told: frozenset[int]) -> dict[str, object]:
    """Return what the cycle says beside its entries."""
    grown = (c for c in journal.kept if c.grew_from == cycle.number and c.began_on <= as_at and c.number in told)
    return {
        "versions": tuple(question for question in cycle.questions if question.on <= as_at),
        "group": cycle.group,
        "issue": cycle.issue,
        "why": cycle.why,
        "hunch": cycle.hunch,
        "success": tuple(sign.text for sign in cycle.success if sign.on <= as_at),
        "tags": cycle.tags,
        "grew_from": cycle.grew_from,
        "next_look": next_look_at(cycle, as_at),
        "next_questions": tuple(question_at(other, as_at) for other in grown),
        "turns": tuple(_turn(turn.on, turn.state, turn.because) for turn in cycle.turns if turn.on <= as_at),
    }


def _named(going: Going) -> frozenset[str]:
    return frozenset(entry.name for entry in going.entries) - going.by_name


def _standards(going: Going) -> Iterator[str]:
    yield from going.cycle.standards if going.goes else ()
    yield from (code for entry in going.entries if entry.name not in going.by_name for code in entry.standards)


def _tie(link: Link) -> str:
    kind = link.kind.replace("-", " ")
    return f"{kind} {link.who}" if link.who else f"{kind} {'as ' if kind == 'same group' else ''}enquiry {link.cycle}"


def _turn(on: date, state: State, because: str) -> Line:
    what = "Opened again" if state is State.OPEN else state.value.capitalize()
    return Line(on, "", "", lead=f"{what}, because {because}" if because else what, kind="turn")


def question_at(cycle: Cycle, day: date) -> str:
    """Return the question as it stood at the end of `day`."""
    return cycle.question_on(day).text


def next_look_at(cycle: Cycle, day: date) -> date | None:
    """Return the look that lay ahead at the end of `day`, as far as reviews tell; none for a closed cycle."""
    if cycle.state_on(day) is State.CLOSED:
        return None
    looks = [(r.happened_on, r.next_look) for r in cycle.all_of(Review) if isinstance(r, Review) and r.next_look]
    told = [look for on, look in looks if on <= day]
    as_now = cycle.state is not State.CLOSED and len(told) == len(looks)
    look = cycle.next_look if as_now else told[-1] if told else None
    return look if look and look > day else None
