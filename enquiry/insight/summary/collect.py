"""What one cycle held in a window, as it stood at the end of a day: the facts every document is made of.

Rules: an entry belongs to the window by the day it happened; nothing that happened after the day is told, and states,
questions and decisions are those of that day. What disagrees is kept apart, to come first. A count of fewer than five
learners is told as "fewer than 5". A cycle whose own words are held back is told by its number.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, assert_never

import msgspec

from enquiry.dates.period import short, spell
from enquiry.insight.measures.change import baseline_of, change_of, change_said
from enquiry.insight.measures.series import Point, Series, series_of
from enquiry.insight.measures.summary import weight_said
from enquiry.insight.summary.blocks import Line
from enquiry.insight.summary.disclosure import is_few, learners, value_told
from enquiry.insight.year.timeliness import written_afterwards
from enquiry.model.choices import Direction, State
from enquiry.model.cycle import Cycle, Link, Question
from enquiry.model.entry import (
    Action,
    AnyEntry,
    Evidence,
    Note,
    Reading,
    Reflection,
    Review,
    delivery,
    ended,
    reference,
    with_headings,
)
from enquiry.model.journal import Journal

# --- The entries of a cycle as lines a document tells, each in the list it belongs to.


NAMED_ONLY = "told by its name only"

LISTS = ("disagreed", "seen", "done", "thought", "decisions", "notes", "readings")
"""The fields of a cycle's facts that hold its entries, each entry in one of them, in the order documents tell them."""


def lists_of(cycle: Cycle, entries: Sequence[AnyEntry], by_name: frozenset[str]) -> dict[str, tuple[Line, ...]]:
    """Return the lines of some entries by the list each belongs to; `by_name` are told by their names only."""
    lists: dict[str, list[Line]] = {name: [] for name in LISTS}
    for entry in entries:
        line = _by_name(entry) if entry.name in by_name else line_of(cycle, entry)
        lists[_list_of(entry)].append(line)
    return {name: tuple(lines) for name, lines in lists.items()}


def _list_of(entry: AnyEntry) -> str:
    match entry:
        case Evidence():
            return "disagreed" if entry.direction in (Direction.CONTRADICTS, Direction.MIXED) else "seen"
        case Action():
            return "done"
        case Review():
            return "decisions" if entry.decision else "thought"
        case Reflection():
            return "thought"
        case Reading():
            return "readings"
        case Note():
            return "notes"
        case _:
            assert_never(entry)


def _by_name(entry: AnyEntry) -> Line:
    kind = entry.evidence_kind.replace("-", " ") if isinstance(entry, Evidence) else entry.kind.value
    lead = f"{entry.name}, {kind}"
    return Line(entry.happened_on, entry.name, "", NAMED_ONLY, lead, kind=entry.kind.value)


def named_only(line: Line) -> bool:
    """Say whether a line tells its entry by name only."""
    return not line.text and line.beside == NAMED_ONLY


def line_of(cycle: Cycle, entry: AnyEntry) -> Line:
    """Return an entry as a document tells it."""
    lead = _decided(entry) if isinstance(entry, Review) and entry.decision else ""
    written = written_afterwards(entry)
    return Line(
        on=entry.happened_on,
        name=entry.name,
        text=with_headings(entry),
        beside=_beside(cycle, entry),
        lead=lead,
        tags=entry.tags,
        kind=entry.kind.value,
        written=written,
        standards=entry.standards,
    )


def _beside(cycle: Cycle, entry: AnyEntry) -> str:
    match entry:
        case Evidence():
            return _weight(cycle, entry)
        case Action():
            until = f"until {spell(entry.until)}" if entry.until else ""
            return ", ".join(filter(None, (delivery(entry), until)))
        case Review():
            return f"next look {spell(entry.next_look)}" if entry.next_look else ""
        case Reading():
            return _source(entry)
        case _:
            return ""


def _weight(cycle: Cycle, evidence: Evidence) -> str:
    words = [evidence.evidence_kind.value.replace("-", " "), cycle.stage_of(evidence).value]
    words += [evidence.direction.value] if evidence.direction else []
    words += [f"{learners(evidence.n)} learners"] if evidence.n else []
    words += [f"to be found in {evidence.source}"] if evidence.source else []
    return ", ".join(words)


def _decided(review: Review) -> str:
    because = f", because {review.because}" if review.because else ""
    return f"{str(review.decision).capitalize()}{because}"


def _source(reading: Reading) -> str:
    fit = f"How it fits here: {reading.fit}" if reading.fit else ""
    doubt = f"In doubt: {reading.doubt}" if reading.doubt else ""
    return " ".join(ended(part) for part in (reference(reading), fit, doubt) if part)


# --- The values of a cycle's measures as a document tells them, with what has changed and how big that was.


class Valued(msgspec.Struct, frozen=True):
    """One value of a measure: its day and entry, as it is told, and the number where that may be told."""

    on: date
    entry: str
    told: str
    value: int | float | None = None
    sd: int | float | None = None
    n: str = ""


class Values(msgspec.Struct, frozen=True):
    """A measure's values in the window. `baseline` is the place of the baseline among them, where there is one.

    `change` says what has changed since the baseline; it is empty where a count was held back, since the one could be
    worked out from the other. `weight` says how big that was, where the figures bear it.
    """

    measure: str
    unit: str
    better: str
    values: tuple[Valued, ...]
    baseline: int | None = None
    change: str = ""
    weight: str = ""


def values_of(cycle: Cycle, names: frozenset[str], journal: Journal, *, goes: bool) -> tuple[Values, ...]:
    """Return the values that the entries of these names brought; `goes` says that the cycle's own words are told."""
    shown = (_shown(series, names) for series in series_of(cycle, journal))
    found = tuple(_values(series, cycle) for series in shown if series.points)
    if goes:
        return found
    # How big a change was is weighed with what the cycle says of itself, and may quote it.
    return tuple(msgspec.structs.replace(values, weight="") for values in found)


def _shown(series: Series, names: frozenset[str]) -> Series:
    return series._replace(points=tuple(point for point in series.points if point.entry in names))


def _values(series: Series, cycle: Cycle) -> Values:
    baseline = baseline_of(series, cycle)
    place = series.points.index(baseline) if baseline else None
    values = tuple(_valued(point, series.unit) for point in series.points)
    found = Values(series.name, series.unit, series.better.value, values, place)
    if any(value.value is None for value in values) or not (change := change_of(series, cycle)):
        return found
    return msgspec.structs.replace(found, change=change_said(change), weight=weight_said(series, cycle))


def _valued(point: Point, unit: str) -> Valued:
    few = is_few(point, unit)
    n = learners(point.n) if point.n else ""
    return Valued(point.on, point.entry, value_told(point, unit), None if few else point.value, point.sd, n)


def valued_said(value: Sequence[Valued]) -> str:
    """Return values with their days in a row: `5 of 24 on 3 Sep 2025, 17 of 24 on 3 Dec 2025`."""
    return ", ".join(f"{one.told} on {short(one.on, year=True)}" for one in value)


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
