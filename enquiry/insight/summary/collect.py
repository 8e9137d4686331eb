"""What one cycle held in a window, as it stood at the end of a day: the facts every document is made of.

Rules: an entry belongs to the window by the day it happened; nothing that happened after the day is told, and states,
questions and decisions are those of that day. What disagrees is kept apart, to come first. A count of fewer than five
learners is told as "fewer than 5". A cycle whose own words are held back is told by its number.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, assert_never

import msgspec

from enquiry.dates.period import spell, spell_short
from enquiry.insight.measures.change import build_measure_change, find_baseline, format_change
from enquiry.insight.measures.series import Series, SeriesPoint, collect_series
from enquiry.insight.measures.summary import format_effect_summary
from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.disclosure import format_disclosed_value, format_learner_count, is_few
from enquiry.insight.year.timeliness import get_late_recording_day
from enquiry.model.choices import CycleState, Direction
from enquiry.model.cycle import Cycle, Link, Question
from enquiry.model.entry import (
    Action,
    AnyEntry,
    Evidence,
    Note,
    Reading,
    Reflection,
    Review,
    end_sentence,
    format_delivery,
    format_reference,
    format_with_headings,
)
from enquiry.model.journal import Journal

# --- The entries of a cycle as lines a document tells, each in the list it belongs to.


NAMED_ONLY = "told by its name only"

LISTS = ("disagreed", "seen", "done", "thought", "decisions", "notes", "readings")
"""The fields of a cycle's facts that hold its entries, each entry in one of them, in the order documents tell them."""


def group_entry_lines(
    cycle: Cycle, entries: Sequence[AnyEntry], by_name: frozenset[str]
) -> dict[str, tuple[EntryLine, ...]]:
    """Return the lines of some entries by the list each belongs to; `by_name` are told by their names only."""
    lists: dict[str, list[EntryLine]] = {name: [] for name in LISTS}
    for entry in entries:
        line = _by_name(entry) if entry.name in by_name else build_entry_line(cycle, entry)
        lists[_choose_list(entry)].append(line)
    return {name: tuple(lines) for name, lines in lists.items()}


def _choose_list(entry: AnyEntry) -> str:
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


def _by_name(entry: AnyEntry) -> EntryLine:
    kind = entry.evidence_kind.replace("-", " ") if isinstance(entry, Evidence) else entry.kind.value
    lead = f"{entry.name}, {kind}"
    return EntryLine(entry.happened_on, entry.name, "", NAMED_ONLY, lead, kind=entry.kind.value)


def is_name_only(line: EntryLine) -> bool:
    """Say whether a line tells its entry by name only."""
    return not line.text and line.beside == NAMED_ONLY


def build_entry_line(cycle: Cycle, entry: AnyEntry) -> EntryLine:
    """Return an entry as a document tells it."""
    lead = _decided(entry) if isinstance(entry, Review) and entry.decision else ""
    written = get_late_recording_day(entry)
    return EntryLine(
        on=entry.happened_on,
        name=entry.name,
        text=format_with_headings(entry),
        beside=_format_beside(cycle, entry),
        lead=lead,
        tags=entry.tags,
        kind=entry.kind.value,
        written=written,
        standards=entry.standards,
    )


def _format_beside(cycle: Cycle, entry: AnyEntry) -> str:
    match entry:
        case Evidence():
            return _format_evidence_details(cycle, entry)
        case Action():
            until = f"until {spell(entry.until)}" if entry.until else ""
            return ", ".join(filter(None, (format_delivery(entry), until)))
        case Review():
            return f"next look {spell(entry.next_look)}" if entry.next_look else ""
        case Reading():
            return _source(entry)
        case _:
            return ""


def _format_evidence_details(cycle: Cycle, evidence: Evidence) -> str:
    words = [evidence.evidence_kind.value.replace("-", " "), cycle.resolve_stage(evidence).value]
    words += [evidence.direction.value] if evidence.direction else []
    words += [f"{format_learner_count(evidence.n)} learners"] if evidence.n else []
    words += [f"to be found in {evidence.source}"] if evidence.source else []
    return ", ".join(words)


def _decided(review: Review) -> str:
    because = f", because {review.because}" if review.because else ""
    return f"{str(review.decision).capitalize()}{because}"


def _source(reading: Reading) -> str:
    fit = f"How it fits here: {reading.fit}" if reading.fit else ""
    doubt = f"In doubt: {reading.doubt}" if reading.doubt else ""
    return " ".join(end_sentence(part) for part in (format_reference(reading), fit, doubt) if part)


# --- The values of a cycle's measures as a document tells them, with what has changed and how big that was.


class SummaryValue(msgspec.Struct, frozen=True):
    """One value of a measure: its day and entry, as it is told, and the number where that may be told."""

    on: date
    entry: str
    told: str
    value: int | float | None = None
    sd: int | float | None = None
    n: str = ""


class SummaryMeasure(msgspec.Struct, frozen=True):
    """A measure's values in the window. `baseline` is the place of the baseline among them, where there is one.

    `change` says what has changed since the baseline; it is empty where a count was held back, since the one could be
    worked out from the other. `weight` says how big that was, where the figures bear it.
    """

    measure: str
    unit: str
    better: str
    values: tuple[SummaryValue, ...]
    baseline: int | None = None
    change: str = ""
    weight: str = ""


def build_summary_measures(
    cycle: Cycle, names: frozenset[str], journal: Journal, *, goes: bool
) -> tuple[SummaryMeasure, ...]:
    """Return the values that the entries of these names brought; `goes` says that the cycle's own words are told."""
    shown = (_shown(series, names) for series in collect_series(cycle, journal))
    found = tuple(_build_summary_measure(series, cycle) for series in shown if series.points)
    if goes:
        return found
    # How big a change was is weighed with what the cycle says of itself, and may quote it.
    return tuple(msgspec.structs.replace(values, weight="") for values in found)


def _shown(series: Series, names: frozenset[str]) -> Series:
    return series._replace(points=tuple(point for point in series.points if point.entry in names))


def _build_summary_measure(series: Series, cycle: Cycle) -> SummaryMeasure:
    baseline = find_baseline(series, cycle)
    place = series.points.index(baseline) if baseline else None
    values = tuple(_build_summary_value(point, series.unit) for point in series.points)
    found = SummaryMeasure(series.name, series.unit, series.better.value, values, place)
    if any(value.value is None for value in values) or not (change := build_measure_change(series, cycle)):
        return found
    return msgspec.structs.replace(found, change=format_change(change), weight=format_effect_summary(series, cycle))


def _build_summary_value(point: SeriesPoint, unit: str) -> SummaryValue:
    few = is_few(point, unit)
    n = format_learner_count(point.n) if point.n else ""
    return SummaryValue(
        point.on, point.entry, format_disclosed_value(point, unit), None if few else point.value, point.sd, n
    )


def format_dated_values(value: Sequence[SummaryValue]) -> str:
    """Return values with their days in a row: `5 of 24 on 3 Sep 2025, 17 of 24 on 3 Dec 2025`."""
    return ", ".join(f"{one.told} on {spell_short(one.on, year=True)}" for one in value)


class CycleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What one cycle held in the window. `goes` says that its own words are told; without them they are all empty."""

    number: int
    goes: bool
    question: str
    state: CycleState
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
    turns: tuple[EntryLine, ...] = ()
    done: tuple[EntryLine, ...] = ()
    disagreed: tuple[EntryLine, ...] = ()
    seen: tuple[EntryLine, ...] = ()
    thought: tuple[EntryLine, ...] = ()
    decisions: tuple[EntryLine, ...] = ()
    readings: tuple[EntryLine, ...] = ()
    notes: tuple[EntryLine, ...] = ()
    changes: tuple[SummaryMeasure, ...] = ()


class DisclosedCycle(NamedTuple):
    """What of one cycle a document may tell: its entries, those told by name only, whether its own words go."""

    cycle: Cycle
    entries: tuple[AnyEntry, ...]
    by_name: frozenset[str] = frozenset()
    goes: bool = True


def list_entry_lines(cycle: CycleSummary) -> Iterator[EntryLine]:
    """Yield the line of every entry of a cycle, in the order in which documents tell them."""
    for name in LISTS:
        yield from getattr(cycle, name)


def build_cycle_summary(
    going: DisclosedCycle, journal: Journal, as_at: date, told: frozenset[int], *, owner: bool
) -> CycleSummary:
    """Return what a cycle held as at a day; `told` are the cycles whose own words may be told.

    Ties name other people and enquiries, and are the owner's alone.
    """
    cycle = going.cycle
    facts = CycleSummary(
        number=cycle.number,
        goes=going.goes,
        question=find_question_at(cycle, as_at) if going.goes else "",
        state=cycle.get_state_on(as_at),
        began_on=cycle.began_on,
        standards=tuple(dict.fromkeys(_standards(going))),
        changes=build_summary_measures(cycle, _named(going), journal, goes=going.goes),
    )
    own_words = _collect_own_words(cycle, journal, as_at, told) if going.goes else {}
    own_words |= {"ties": tuple(_format_link(link, journal) for link in cycle.links)} if owner else {}
    return msgspec.structs.replace(facts, **group_entry_lines(cycle, going.entries, going.by_name), **own_words)


def _collect_own_words(cycle: Cycle, journal: Journal, as_at: date, told: frozenset[int]) -> dict[str, object]:
    """Return what the cycle says beside its entries."""
    grown = (c for c in journal.kept if c.grew_from == cycle.id and c.began_on <= as_at and c.number in told)
    return {
        "versions": tuple(question for question in cycle.questions if question.on <= as_at),
        "group": cycle.group,
        "issue": cycle.issue,
        "why": cycle.why,
        "hunch": cycle.hunch,
        "success": tuple(sign.text for sign in cycle.success if sign.on <= as_at),
        "tags": cycle.tags,
        "grew_from": journal.get_number(cycle.grew_from),
        "next_look": find_next_look_at(cycle, as_at),
        "next_questions": tuple(find_question_at(other, as_at) for other in grown),
        "turns": tuple(_build_turn_line(turn.on, turn.state, turn.because) for turn in cycle.turns if turn.on <= as_at),
    }


def _named(going: DisclosedCycle) -> frozenset[str]:
    return frozenset(entry.name for entry in going.entries) - going.by_name


def _standards(going: DisclosedCycle) -> Iterator[str]:
    yield from going.cycle.standards if going.goes else ()
    yield from (code for entry in going.entries if entry.name not in going.by_name for code in entry.standards)


def _format_link(link: Link, journal: Journal) -> str:
    kind, other = link.kind.replace("-", " "), journal.get_name(link.cycle or "")
    return f"{kind} {link.who}" if link.who else f"{kind} {'as ' if kind == 'same group' else ''}enquiry {other}"


def _build_turn_line(on: date, state: CycleState, because: str) -> EntryLine:
    what = "Opened again" if state is CycleState.OPEN else state.value.capitalize()
    return EntryLine(on, "", "", lead=f"{what}, because {because}" if because else what, kind="turn")


def find_question_at(cycle: Cycle, day: date) -> str:
    """Return the question as it stood at the end of `day`."""
    return cycle.get_question_on(day).text


def find_next_look_at(cycle: Cycle, day: date) -> date | None:
    """Return the look that lay ahead at the end of `day`, as far as reviews tell; none for a closed cycle."""
    if cycle.get_state_on(day) is CycleState.CLOSED:
        return None
    looks = [(r.happened_on, r.next_look) for r in cycle.list_entries(Review) if isinstance(r, Review) and r.next_look]
    told = [look for on, look in looks if on <= day]
    as_now = cycle.state is not CycleState.CLOSED and len(told) == len(looks)
    look = cycle.next_look if as_now else told[-1] if told else None
    return look if look and look > day else None
