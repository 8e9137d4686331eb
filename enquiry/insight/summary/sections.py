"""The parts of a summary that tell of one cycle, each as a few blocks. A part that has nothing to say gives none."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, short, spell
from enquiry.insight.summary import pictures
from enquiry.insight.summary.blocks import AnyBlock, Line, Listing, Paragraph, Quotation, Table
from enquiry.insight.summary.collect import CycleSummary, Going, Values, lines_of, named_only
from enquiry.insight.summary.reader import Part, Told
from enquiry.insight.words import joined
from enquiry.model.choices import Decision, Direction, Kind, Stage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.model.tag import falls_under

Blocks = Iterator[AnyBlock]


class Desk(NamedTuple):
    """What a part is made from, beside the cycle it tells of: the section it stands in, and what the rest knows."""

    told: Told
    journal: Journal
    calendar: Calendar
    standards: Standards
    as_at: date
    going: dict[int, Going]
    window: Period


def lines_told(lines: Sequence[Line], most: int | None) -> tuple[Line, ...]:
    """Return at most so many lines: the first, which says how it began, and the latest.

    Lines told by their name only give way to the others.
    """
    if most is None or len(lines) <= most:
        return tuple(lines)
    spoken = [line for line in lines if not named_only(line)] or lines
    first = spoken[: 1 if most > 1 else 0]
    return (*first, *spoken[len(first) :][-(most - len(first)) :])


def part_of(part: Part, cycle: CycleSummary, desk: Desk) -> Blocks:
    """Yield the blocks in which one part tells of one cycle."""
    yield from _PARTS[part](cycle, desk)


def _facts(cycle: CycleSummary, _: Desk) -> Blocks:
    facts = (cycle.group, cycle.state.value, f"begun {spell(cycle.began_on)}")
    yield Paragraph("about it", " · ".join(filter(None, facts)), bare=True, quiet=True)
    if not cycle.goes:
        yield Paragraph("held back", "Its question and what is said of it as a whole are held back.", bare=True)
    if cycle.grew_from:
        yield Paragraph("grew from", f"Grew from enquiry {cycle.grew_from}.", bare=True)
    if cycle.ties:
        yield Paragraph("ties", "; ".join(cycle.ties))


def _question(cycle: CycleSummary, _: Desk) -> Blocks:
    if cycle.goes:
        yield Quotation("question", cycle.question)


def _history(cycle: CycleSummary, _: Desk) -> Blocks:
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        words = f"Asked before as “{before.text}” (refined {spell(after.on)}{because})."
        yield Paragraph("asked before", words, bare=True)


def _words(label: str, name: str) -> Callable[[CycleSummary, Desk], Blocks]:
    def told(cycle: CycleSummary, _: Desk) -> Blocks:
        if text := getattr(cycle, name):
            yield Paragraph(label, text)

    return told


def _success(cycle: CycleSummary, _: Desk) -> Blocks:
    if cycle.success:
        yield Paragraph("what I would see if it worked", "; ".join(sign.rstrip(".") for sign in cycle.success))


def _lines(label: str, name: str) -> Callable[[CycleSummary, Desk], Blocks]:
    def told(cycle: CycleSummary, desk: Desk) -> Blocks:
        if lines := lines_told(getattr(cycle, name), desk.told.most):
            yield Listing(label, lines)

    return told


def _decisions(cycle: CycleSummary, desk: Desk) -> Blocks:
    lines = sorted((*cycle.decisions, *cycle.turns), key=lambda line: line.on or date.min)
    if lines:
        yield Listing("decisions", lines_told(lines, desk.told.most))


def _tagged(cycle: CycleSummary, desk: Desk) -> Blocks:
    lines = [line for line in lines_of(cycle) if bears(line, desk.told.tagged)]
    if lines:
        yield Listing(f"marked {joined(desk.told.tagged)}", lines_told(sorted(lines, key=_day), desk.told.most))


def bears(line: Line, tags: Sequence[str]) -> bool:
    """Say whether a line bears one of some tags, or one nested under it."""
    return any(falls_under(tag, wanted) for tag in line.tags for wanted in tags)


def _day(line: Line) -> date:
    return line.on or date.min


def _wider(cycle: CycleSummary, desk: Desk) -> Blocks:
    lines = [line for line in cycle.decisions if line.lead.startswith(Decision.EXTEND.capitalize())]
    if lines:
        yield Listing("to go wider", lines_told(lines, desk.told.most))


def _values(cycle: CycleSummary, desk: Desk) -> Blocks:
    changes = cycle.changes[: desk.told.most]
    if not changes:
        return
    head = ("Measure", "First", "Between", "Latest")
    yield Table("Values", head, tuple(_row(change) for change in changes))
    for change in changes:
        if sum(value.value is not None for value in change.values) > 1:
            yield pictures.series(change)
        if change.change:
            # How big a change was needs its limits said with it, for which a short document has no room.
            weight = f" {change.weight}" if change.weight and desk.told.most is None else ""
            yield Paragraph("change", f"{change.measure}: {change.change}.{weight}", bare=True)


def _row(change: Values) -> tuple[str, ...]:
    first, *later = [f"{value.told}, {spell(value.on)}" for value in change.values]
    latest = later.pop() if later else "no later value"
    return (change.measure, first, "; ".join(later), latest)


def _change(cycle: CycleSummary, desk: Desk) -> Blocks:
    rows = tuple(row for change in cycle.changes[: desk.told.most] if (row := _change_row(change)))
    if rows:
        yield Table("From the baseline to the latest", ("Measure", "Baseline", "Latest", "Change"), rows)


def _change_row(change: Values) -> tuple[str, ...]:
    since = change.values[change.baseline] if change.baseline is not None else None
    latest = change.values[-1]
    first = change.values[0]
    told = (
        f"{since.told}, {short(since.on, year=True)}"
        if since
        else f"none; first {first.told}, {short(first.on, year=True)}"
    )
    after = f"{latest.told}, {short(latest.on, year=True)}" if latest is not since else "no later value"
    return (change.measure, told, after, change.change)


def _timeline(cycle: CycleSummary, desk: Desk) -> Blocks:
    going = desk.going[cycle.number]
    if picture := pictures.timeline(cycle, going, desk.journal, desk.calendar, desk.window, desk.as_at):
        yield picture


def _evidence(cycle: CycleSummary, _: Desk) -> Blocks:
    lines = sorted((*cycle.disagreed, *cycle.seen), key=_day)
    rows = tuple((line.name, short(_day(line), year=True), line.beside, ", ".join(line.standards)) for line in lines)
    if rows:
        yield Table("Index of evidence", ("Entry", "Day", "What it is", "Standards"), rows)


def _next(cycle: CycleSummary, _: Desk) -> Blocks:
    yield from (Paragraph("next", question) for question in cycle.next_questions)
    if cycle.next_look:
        yield Paragraph("next look", spell(cycle.next_look))


def _tags(cycle: CycleSummary, _: Desk) -> Blocks:
    if cycle.tags:
        yield Paragraph("tags", ", ".join(cycle.tags), quiet=True)


def _standards(cycle: CycleSummary, desk: Desk) -> Blocks:
    if cycle.standards:
        told = (desk.standards.spelled(code, desk.as_at) for code in cycle.standards)
        yield Paragraph("standards", "; ".join(told), quiet=True)


def _missing(cycle: CycleSummary, desk: Desk) -> Blocks:
    """Say what nothing has been written of up to the day, in the window or before it, and what would fill it."""
    then = desk.going[cycle.number].cycle
    if not then.kept:
        words = f'anything; a line is enough (enquiry evidence -c {cycle.number} "…")'
        yield Paragraph("not written yet", words, quiet=True)
        return
    gaps = [f"{what} ({command.format(cycle.number)})" for what, command, there in _gaps(then) if not there]
    if gaps:
        yield Paragraph("not written yet", "; ".join(gaps), quiet=True)


def _gaps(cycle: Cycle) -> Iterator[tuple[str, str, bool]]:
    kinds = {entry.kind for entry in cycle.kept}
    evidence = [entry for entry in cycle.kept if isinstance(entry, Evidence)]
    staged = any(cycle.stage_of(entry) is Stage.BASELINE for entry in evidence)
    disagreed = any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence)
    yield "the group", 'enquiry edit {} --group "…"', bool(cycle.group)
    yield "a hunch", 'enquiry edit {} --hunch "…"', bool(cycle.hunch)
    yield "a sign that it worked", 'enquiry edit {} --success "…"', bool(cycle.success)
    yield "how things were before", 'enquiry evidence -c {} --stage baseline "…"', staged
    yield "what was done", 'enquiry act -c {} "…"', Kind.ACTION in kinds
    yield "what disagreed", 'enquiry evidence -c {} --direction contradicts "…"', disagreed
    yield "what I thought", 'enquiry reflect -c {} "…"', Kind.REFLECTION in kinds
    yield "a decision", "enquiry review -c {}", bool(cycle.decided or cycle.turns)


_PARTS: dict[Part, Callable[[CycleSummary, Desk], Blocks]] = {
    Part.FACTS: _facts,
    Part.QUESTION: _question,
    Part.HISTORY: _history,
    Part.ISSUE: _words("the worry", "issue"),
    Part.WHY: _words("why it matters", "why"),
    Part.HUNCH: _words("the hunch", "hunch"),
    Part.SUCCESS: _success,
    Part.DISAGREED: _lines("what disagreed", "disagreed"),
    Part.DONE: _lines("what was done", "done"),
    Part.SEEN: _lines("what was seen", "seen"),
    Part.THOUGHT: _lines("what I thought", "thought"),
    Part.DECISIONS: _decisions,
    Part.NOTES: _lines("notes", "notes"),
    Part.READINGS: _lines("readings", "readings"),
    Part.TAGGED: _tagged,
    Part.WIDER: _wider,
    Part.VALUES: _values,
    Part.CHANGE: _change,
    Part.TIMELINE: _timeline,
    Part.EVIDENCE: _evidence,
    Part.NEXT: _next,
    Part.TAGS: _tags,
    Part.STANDARDS: _standards,
    Part.MISSING: _missing,
}
