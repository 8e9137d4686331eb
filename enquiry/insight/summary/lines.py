"""The entries of a cycle as lines a document tells, each in the list it belongs to."""

from collections.abc import Sequence
from typing import assert_never

from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import Line
from enquiry.insight.summary.small import learners
from enquiry.insight.year.timeliness import written_afterwards
from enquiry.model.choices import Direction
from enquiry.model.cycle import Cycle
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
