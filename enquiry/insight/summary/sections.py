"""The parts of a summary that tell of one cycle, each as a few blocks. A part that has nothing to say gives none."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period, spell, spell_short
from enquiry.insight.summary import pictures
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, Quotation, Table
from enquiry.insight.summary.collect import CycleSummary, DisclosedCycle, SummaryMeasure, is_name_only, list_entry_lines
from enquiry.insight.summary.reader import SectionContent, SectionSpec
from enquiry.model.choices import Decision, Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.model.tag import is_tag_under
from enquiry.words import join_words

Blocks = Iterator[AnyBlock]


class SectionContext(NamedTuple):
    """What a part is made from, beside the cycle it tells of: the section it stands in, and what the rest knows."""

    told: SectionSpec
    journal: Journal
    calendar: Calendar
    standards: Standards
    as_at: date
    going: dict[int, DisclosedCycle]
    window: Period
    word: Callable[[Act], str]


def limit_lines(lines: Sequence[EntryLine], most: int | None) -> tuple[EntryLine, ...]:
    """Return at most so many lines: the first, which says how it began, and the latest.

    Lines told by their name only give way to the others.
    """
    if most is None or len(lines) <= most:
        return tuple(lines)
    spoken = [line for line in lines if not is_name_only(line)] or lines
    first = spoken[: 1 if most > 1 else 0]
    return (*first, *spoken[len(first) :][-(most - len(first)) :])


def build_cycle_content(part: SectionContent, cycle: CycleSummary, desk: SectionContext) -> Blocks:
    """Yield the blocks in which one part tells of one cycle."""
    yield from _PARTS[part](cycle, desk)


def _build_facts(cycle: CycleSummary, _: SectionContext) -> Blocks:
    facts = (cycle.group, cycle.state.value, f"begun {spell(cycle.began_on)}")
    yield Paragraph("about it", " · ".join(filter(None, facts)), bare=True, quiet=True)
    if not cycle.goes:
        yield Paragraph("held back", "Its question and what is said of it as a whole are held back.", bare=True)
    if cycle.grew_from:
        yield Paragraph("grew from", f"Grew from enquiry {cycle.grew_from}.", bare=True)
    if cycle.ties:
        yield Paragraph("ties", "; ".join(cycle.ties))


def _build_question(cycle: CycleSummary, _: SectionContext) -> Blocks:
    if cycle.goes:
        yield Quotation("question", cycle.question)


def _build_history(cycle: CycleSummary, _: SectionContext) -> Blocks:
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        words = f"Asked before as “{before.text}” (refined {spell(after.on)}{because})."
        yield Paragraph("asked before", words, bare=True)


def _make_paragraph_builder(label: str, name: str) -> Callable[[CycleSummary, SectionContext], Blocks]:
    def told(cycle: CycleSummary, _: SectionContext) -> Blocks:
        if text := getattr(cycle, name):
            yield Paragraph(label, text)

    return told


def _build_success_signs(cycle: CycleSummary, _: SectionContext) -> Blocks:
    if cycle.success:
        yield Paragraph("what I would see if it worked", "; ".join(sign.rstrip(".") for sign in cycle.success))


def _make_listing_builder(label: str, name: str) -> Callable[[CycleSummary, SectionContext], Blocks]:
    def told(cycle: CycleSummary, desk: SectionContext) -> Blocks:
        if lines := limit_lines(getattr(cycle, name), desk.told.most):
            yield Listing(label, lines)

    return told


def _build_decisions(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    lines = sorted((*cycle.decisions, *cycle.turns), key=lambda line: line.on or date.min)
    if lines:
        yield Listing("decisions", limit_lines(lines, desk.told.most))


def _build_tagged_lines(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    lines = [line for line in list_entry_lines(cycle) if has_any_tag(line, desk.told.tagged)]
    if lines:
        yield Listing(
            f"marked {join_words(desk.told.tagged)}", limit_lines(sorted(lines, key=_get_day), desk.told.most)
        )


def has_any_tag(line: EntryLine, tags: Sequence[str]) -> bool:
    """Say whether a line bears one of some tags, or one nested under it."""
    return any(is_tag_under(tag, wanted) for tag in line.tags for wanted in tags)


def _get_day(line: EntryLine) -> date:
    return line.on or date.min


def _build_extensions(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    lines = [line for line in cycle.decisions if line.lead.startswith(Decision.EXTEND.capitalize())]
    if lines:
        yield Listing("to go wider", limit_lines(lines, desk.told.most))


def _build_values(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    changes = cycle.changes[: desk.told.most]
    if not changes:
        return
    head = ("Measure", "First", "Between", "Latest")
    yield Table("Values", head, tuple(_format_value_row(change) for change in changes))
    for change in changes:
        if sum(value.value is not None for value in change.values) > 1:
            yield pictures.build_series_chart(change)
        if change.change:
            # How big a change was needs its limits said with it, for which a short document has no room.
            weight = f" {change.weight}" if change.weight and desk.told.most is None else ""
            yield Paragraph("change", f"{change.measure}: {change.change}.{weight}", bare=True)


def _format_value_row(change: SummaryMeasure) -> tuple[str, ...]:
    first, *later = [f"{value.told}, {spell(value.on)}" for value in change.values]
    latest = later.pop() if later else "no later value"
    return (change.measure, first, "; ".join(later), latest)


def _build_changes(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    rows = tuple(row for change in cycle.changes[: desk.told.most] if (row := _format_change_row(change)))
    if rows:
        yield Table("From the baseline to the latest", ("Measure", "Baseline", "Latest", "Change"), rows)


def _format_change_row(change: SummaryMeasure) -> tuple[str, ...]:
    since = change.values[change.baseline] if change.baseline is not None else None
    latest = change.values[-1]
    first = change.values[0]
    told = (
        f"{since.told}, {spell_short(since.on, year=True)}"
        if since
        else f"none; first {first.told}, {spell_short(first.on, year=True)}"
    )
    after = f"{latest.told}, {spell_short(latest.on, year=True)}" if latest is not since else "no later value"
    return (change.measure, told, after, change.change)


def _build_timeline(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    going = desk.going[cycle.number]
    if picture := pictures.build_timeline_chart(cycle, going, desk.journal, desk.calendar, desk.window, desk.as_at):
        yield picture


def _build_evidence_index(cycle: CycleSummary, _: SectionContext) -> Blocks:
    lines = sorted((*cycle.disagreed, *cycle.seen), key=_get_day)
    rows = tuple(
        (line.name, spell_short(_get_day(line), year=True), line.beside, ", ".join(line.standards)) for line in lines
    )
    if rows:
        yield Table("Index of evidence", ("Entry", "Day", "What it is", "Standards"), rows)


def _build_next_steps(cycle: CycleSummary, _: SectionContext) -> Blocks:
    yield from (Paragraph("next", question) for question in cycle.next_questions)
    if cycle.next_look:
        yield Paragraph("next look", spell(cycle.next_look))


def _build_tags(cycle: CycleSummary, _: SectionContext) -> Blocks:
    if cycle.tags:
        yield Paragraph("tags", ", ".join(cycle.tags), quiet=True)


def _build_standards(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    if cycle.standards:
        told = (desk.standards.format_code(code, desk.as_at) for code in cycle.standards)
        yield Paragraph("standards", "; ".join(told), quiet=True)


def _build_missing(cycle: CycleSummary, desk: SectionContext) -> Blocks:
    """Say what nothing has been written of up to the day, in the window or before it, and what would fill it."""
    then = desk.going[cycle.number].cycle
    if not then.kept:
        command = desk.word(Act(ActKind.LOG_EVIDENCE, cycle.number, words=True))
        yield Paragraph("not written yet", f"anything; a line is enough ({command})", quiet=True)
        return
    acts = [(what, act._replace(cycle=cycle.number)) for what, act, there in _list_gaps(then) if not there]
    gaps = [f"{what} ({desk.word(act)})" for what, act in acts]
    if gaps:
        yield Paragraph("not written yet", "; ".join(gaps), quiet=True)


def _list_gaps(cycle: Cycle) -> Iterator[tuple[str, Act, bool]]:
    kinds = {entry.kind for entry in cycle.kept}
    evidence = cycle.evidence
    staged = any(cycle.resolve_stage(entry) is EvidenceStage.BASELINE for entry in evidence)
    disagreed = any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence)
    yield "the group", Act(ActKind.SET_GROUP), bool(cycle.group)
    yield "a hunch", Act(ActKind.SET_HUNCH), bool(cycle.hunch)
    yield "a sign that it worked", Act(ActKind.SET_SUCCESS), bool(cycle.success)
    yield "how things were before", Act(ActKind.LOG_BASELINE, words=True), staged
    yield "what was done", Act(ActKind.LOG_ACTION, words=True), EntryKind.ACTION in kinds
    yield "what disagreed", Act(ActKind.LOG_CONTRADICTION, words=True), disagreed
    yield "what I thought", Act(ActKind.REFLECT, words=True), EntryKind.REFLECTION in kinds
    yield "a decision", Act(ActKind.REVIEW), bool(cycle.decided or cycle.turns)


_PARTS: dict[SectionContent, Callable[[CycleSummary, SectionContext], Blocks]] = {
    SectionContent.FACTS: _build_facts,
    SectionContent.QUESTION: _build_question,
    SectionContent.HISTORY: _build_history,
    SectionContent.ISSUE: _make_paragraph_builder("the worry", "issue"),
    SectionContent.WHY: _make_paragraph_builder("why it matters", "why"),
    SectionContent.HUNCH: _make_paragraph_builder("the hunch", "hunch"),
    SectionContent.SUCCESS: _build_success_signs,
    SectionContent.DISAGREED: _make_listing_builder("what disagreed", "disagreed"),
    SectionContent.DONE: _make_listing_builder("what was done", "done"),
    SectionContent.SEEN: _make_listing_builder("what was seen", "seen"),
    SectionContent.THOUGHT: _make_listing_builder("what I thought", "thought"),
    SectionContent.DECISIONS: _build_decisions,
    SectionContent.NOTES: _make_listing_builder("notes", "notes"),
    SectionContent.READINGS: _make_listing_builder("readings", "readings"),
    SectionContent.TAGGED: _build_tagged_lines,
    SectionContent.WIDER: _build_extensions,
    SectionContent.VALUES: _build_values,
    SectionContent.CHANGE: _build_changes,
    SectionContent.TIMELINE: _build_timeline,
    SectionContent.EVIDENCE: _build_evidence_index,
    SectionContent.NEXT: _build_next_steps,
    SectionContent.TAGS: _build_tags,
    SectionContent.STANDARDS: _build_standards,
    SectionContent.MISSING: _build_missing,
}
