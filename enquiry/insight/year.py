"""The summary as one frozen value: what a window of time held, as it stood at the end of a day.

Writers only lay it out, so that every document says the same. Rules: an entry belongs to the window by the day it
happened; nothing that happened after the as-at day is in it, and states, questions and decisions are those of that day.
What disagrees comes first. A count of fewer than five learners leaves the journal as "fewer than 5".
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from enquiry.dates.period import Period, spell
from enquiry.insight.change import change_of, change_said
from enquiry.insight.rhythm import AtTheTime, Month, strip_by_month, written_at_the_time
from enquiry.insight.series import Point, Series, series_of
from enquiry.insight.weighed import weight_said
from enquiry.model.choices import Direction, State
from enquiry.model.cycle import Cycle, Question
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
from enquiry.model.measure import plain_number
from enquiry.query.select import Selection

FEWEST = 5
"""Counts of learners below this are never told outside the journal."""


class Line(NamedTuple):
    """One entry as a document tells it: its day and name, what it says, and what stands before and beside that.

    `lead` comes first: for a decision, what was decided and why.
    """

    on: date
    name: str
    text: str
    beside: str = ""
    lead: str = ""
    tags: tuple[str, ...] = ()


class Values(NamedTuple):
    """A measure's values in the window: every one, told for people, with its day and its entry.

    `change` says what has changed since the baseline; it is empty where a count was held back, since the one could be
    worked out from the other. `weight` says how big that was, where the figures bear it.
    """

    measure: str
    unit: str
    values: tuple[tuple[date, str, str], ...]
    change: str = ""
    weight: str = ""


class CycleSummary(NamedTuple):
    """What one cycle held in the window."""

    number: int
    question: str
    versions: tuple[Question, ...]
    group: str
    issue: str
    hunch: str
    success: tuple[str, ...]
    tags: tuple[str, ...]
    standards: tuple[str, ...]
    state: State
    began_on: date
    grew_from: int | None
    next_look: date | None
    next_questions: tuple[str, ...]
    done: tuple[Line, ...]
    disagreed: tuple[Line, ...]
    seen: tuple[Line, ...]
    changes: tuple[Values, ...]
    thought: tuple[Line, ...]
    decisions: tuple[Line, ...]
    readings: tuple[Line, ...]
    notes: tuple[Line, ...]


class Summary(NamedTuple):
    """A window of a journal, as at a day."""

    title: str
    name: str
    role: str
    window: Period
    as_at: date
    cycles: tuple[CycleSummary, ...]
    months: tuple[Month, ...]
    at_the_time: AtTheTime
    entries: int
    still_open: tuple[tuple[int, str], ...]
    without_entries: tuple[tuple[int, str], ...]
    unfiled: int
    chosen: str = ""


def summary_of(
    selection: Selection,
    journal: Journal,
    *,
    window: Period,
    as_at: date,
    title: str,
    chosen: str = "",
) -> Summary:
    """Return the summary of what was selected in `window`, as it stood at the end of `as_at`.

    `chosen` says in words what else the selection was narrowed by, so that no document hides it. A narrowed summary
    does not speak of the cycles that were not chosen.
    """
    known = {found.cycle.number: (found.cycle, _until(found.entries, as_at)) for found in selection.found}
    told = {number: pair for number, pair in known.items() if pair[1] or _asked_in(pair[0], window, as_at)}
    cycles = tuple(_cycle(cycle, entries, journal, as_at) for cycle, entries in told.values())
    entries = [entry for _, found in told.values() for entry in found]
    began = (cycle for cycle in journal.kept if cycle.began_on <= as_at)
    still_open = tuple((c.number, question_at(c, as_at)) for c in began if c.state_on(as_at) is not State.CLOSED)
    narrowed = selection.query.looks_inside or selection.query.cycles
    waiting = [note for note in selection.notes if note.happened_on <= as_at]
    return Summary(
        title=title,
        name=journal.settings.name,
        role=journal.settings.role,
        window=window,
        as_at=as_at,
        cycles=cycles,
        months=strip_by_month(
            entries, Period(window.begin, min(window.end, max(as_at, window.begin) + date.resolution))
        ),
        at_the_time=written_at_the_time(entries),
        entries=len(entries),
        still_open=tuple(pair for pair in still_open if pair[0] in told),
        without_entries=() if narrowed else tuple(pair for pair in still_open if pair[0] not in told),
        unfiled=len(waiting),
        chosen=chosen,
    )


def _until(entries: tuple[AnyEntry, ...], as_at: date) -> tuple[AnyEntry, ...]:
    return tuple(entry for entry in entries if entry.happened_on <= as_at)


def _asked_in(cycle: Cycle, window: Period, as_at: date) -> bool:
    days = [*(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns)]
    return any(day in window and day <= as_at for day in days)


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


def _cycle(cycle: Cycle, entries: tuple[AnyEntry, ...], journal: Journal, as_at: date) -> CycleSummary:
    evidence = [entry for entry in entries if isinstance(entry, Evidence)]
    disagree = [entry for entry in evidence if entry.direction in (Direction.CONTRADICTS, Direction.MIXED)]
    grown = (c for c in journal.kept if c.grew_from == cycle.number and c.began_on <= as_at)
    return CycleSummary(
        number=cycle.number,
        question=question_at(cycle, as_at),
        versions=tuple(question for question in cycle.questions if question.on <= as_at),
        group=cycle.group,
        issue=cycle.issue,
        hunch=cycle.hunch,
        success=tuple(sign.text for sign in cycle.success if sign.on <= as_at),
        tags=cycle.tags,
        standards=tuple(dict.fromkeys((*cycle.standards, *(code for entry in entries for code in entry.standards)))),
        state=cycle.state_on(as_at),
        began_on=cycle.began_on,
        grew_from=cycle.grew_from,
        next_look=next_look_at(cycle, as_at),
        next_questions=tuple(question_at(other, as_at) for other in grown),
        done=tuple(_line(entry, _delivery(entry)) for entry in entries if isinstance(entry, Action)),
        disagreed=tuple(_line(entry, _weight(cycle, entry)) for entry in disagree),
        seen=tuple(_line(entry, _weight(cycle, entry)) for entry in evidence if entry not in disagree),
        changes=tuple(
            _values(series, entries, cycle) for series in series_of(cycle, journal) if _touches(series, entries)
        ),
        thought=tuple(
            _line(e) for e in entries if isinstance(e, Reflection) or (isinstance(e, Review) and not e.decision)
        ),
        decisions=tuple(_decision(entry) for entry in entries if isinstance(entry, Review) and entry.decision),
        readings=tuple(_line(entry, _source(entry)) for entry in entries if isinstance(entry, Reading)),
        notes=tuple(_line(entry) for entry in entries if isinstance(entry, Note)),
    )


def _line(entry: AnyEntry, beside: str = "") -> Line:
    return Line(entry.happened_on, entry.name, with_headings(entry), beside, tags=entry.tags)


def _delivery(action: Action) -> str:
    until = f"until {spell(action.until)}" if action.until else ""
    return ", ".join(filter(None, (delivery(action), until)))


def _weight(cycle: Cycle, evidence: Evidence) -> str:
    words = [evidence.evidence_kind.value.replace("-", " "), cycle.stage_of(evidence).value]
    words += [evidence.direction.value] if evidence.direction else []
    words += [f"{learners(evidence.n)} learners"] if evidence.n else []
    return ", ".join(words)


def learners(count: int) -> str:
    """Return a count of learners as it may leave the journal."""
    return f"fewer than {FEWEST}" if count < FEWEST else str(count)


def _decision(review: Review) -> Line:
    because = f", because {review.because}" if review.because else ""
    lead = f"{str(review.decision).capitalize()}{because}"
    look = f"next look {spell(review.next_look)}" if review.next_look else ""
    return Line(review.happened_on, review.name, review.text, look, lead, review.tags)


def _source(reading: Reading) -> str:
    fit = f"How it fits here: {reading.fit}" if reading.fit else ""
    doubt = f"In doubt: {reading.doubt}" if reading.doubt else ""
    return " ".join(ended(part) for part in (reference(reading), fit, doubt) if part)


def _touches(series: Series, entries: tuple[AnyEntry, ...]) -> bool:
    names = {entry.name for entry in entries}
    return any(point.entry in names for point in series.points)


def _values(series: Series, entries: tuple[AnyEntry, ...], cycle: Cycle) -> Values:
    names = {entry.name for entry in entries}
    points = tuple(point for point in series.points if point.entry in names)
    values = tuple((point.on, _told(point, series.unit), point.entry) for point in points)
    shown = series._replace(points=points)
    change = None if any(_is_few(point, series.unit) for point in points) else change_of(shown, cycle)
    if change is None:
        return Values(series.name, series.unit, values)
    return Values(series.name, series.unit, values, change_said(change), weight_said(shown, cycle))


def _is_few(point: Point, unit: str) -> bool:
    """Say whether a value counts fewer than five learners: a whole number "of 24", unless it is about other than 24."""
    counts = isinstance(point.value, int) and point.sd is None and unit.startswith("of ")
    return counts and point.n in (None, _of(unit)) and point.value < FEWEST


def _of(unit: str) -> int | None:
    return int(number) if (number := unit.removeprefix("of ")).isdecimal() else None


def _told(point: Point, unit: str) -> str:
    value = f"fewer than {FEWEST}" if _is_few(point, unit) else plain_number(point.value)
    aside = [f"SD {plain_number(point.sd)}"] if point.sd is not None else []
    aside += [f"n {learners(point.n)}"] if point.n else []
    whole = f"{value}{'' if unit in ('', '%') else ' '}{unit}"
    return f"{whole} ({', '.join(aside)})" if aside else whole


def lines_of(cycle: CycleSummary) -> Iterator[Line]:
    """Yield every line of a cycle's summary, in the order in which documents tell them."""
    for lines in (cycle.disagreed, cycle.seen, cycle.done, cycle.thought, cycle.decisions, cycle.notes, cycle.readings):
        yield from lines
