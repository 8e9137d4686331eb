"""The parts of a summary that tell of one cycle, each as a few blocks. A part that has nothing to say gives none."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell, spell_short
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, Quotation, Table
from enquiry.insight.summary.pictures import build_series_chart, build_timeline_chart
from enquiry.insight.summary.reader import DOCUMENT_PARTS, SectionContent, SectionSpec
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.choices import Decision, Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.tag import is_tag_under
from enquiry.words import join_words

Blocks = Iterator[AnyBlock]
Builder = TypeVar("Builder")
PartBuilder = Callable[[CycleSummary, SectionSpec, SummaryFacts], Blocks]

_BUILDERS: dict[SectionContent, PartBuilder] = {}
"""What builds each part of a cycle that is more than one paragraph or list."""

_PARAGRAPHS: dict[SectionContent, tuple[str, Callable[[CycleSummary, SummaryFacts], str]]] = {
    SectionContent.ISSUE: ("the worry", lambda cycle, _: cycle.issue),
    SectionContent.WHY: ("why it matters", lambda cycle, _: cycle.why),
    SectionContent.HUNCH: ("the hunch", lambda cycle, _: cycle.hunch),
    SectionContent.SUCCESS: (
        "what I would see if it worked",
        lambda cycle, _: "; ".join(sign.rstrip(".") for sign in cycle.success),
    ),
    SectionContent.TAGS: ("tags", lambda cycle, _: ", ".join(cycle.tags)),
    SectionContent.STANDARDS: (
        "standards",
        lambda cycle, facts: "; ".join(
            facts.asked.standards.format_code(code, facts.asked.as_at) for code in cycle.standards
        ),
    ),
}
"""Parts that are one paragraph: its label and its text."""

_LISTINGS: dict[SectionContent, tuple[str, Callable[[CycleSummary], Sequence[EntryLine]]]] = {
    SectionContent.DISAGREED: ("what disagreed", lambda cycle: cycle.disagreed),
    SectionContent.DONE: ("what was done", lambda cycle: cycle.done),
    SectionContent.SEEN: ("what was seen", lambda cycle: cycle.seen),
    SectionContent.THOUGHT: ("what I thought", lambda cycle: cycle.thought),
    SectionContent.DECISIONS: ("decisions", lambda cycle: sorted((*cycle.decisions, *cycle.turns), key=_get_day)),
    SectionContent.NOTES: ("notes", lambda cycle: cycle.notes),
    SectionContent.READINGS: ("readings", lambda cycle: cycle.readings),
    SectionContent.WIDER: (
        "to go wider",
        lambda cycle: [line for line in cycle.decisions if line.lead.startswith(Decision.EXTEND.capitalize())],
    ),
}
"""Parts that are one list: its label and its lines."""


def build_cycle_contents(
    cycle: CycleSummary, specs: Sequence[SectionSpec], facts: SummaryFacts
) -> list[list[AnyBlock]]:
    """Return what each section tells of a cycle, section by section; parts of the whole document are left out."""
    contents = []
    for spec in specs:
        found = list[AnyBlock]()
        for part in spec.holds:
            if part in _PARAGRAPHS:
                label, get_text = _PARAGRAPHS[part]
                text, quiet = get_text(cycle, facts), part in (SectionContent.TAGS, SectionContent.STANDARDS)
                found += [Paragraph(label, text, quiet=quiet)] if text else []
            elif part in _LISTINGS:
                label, get_lines = _LISTINGS[part]
                lines = get_lines(cycle)
                found += [Listing(label, limit_lines(lines, spec.most))] if lines else []
            elif part not in DOCUMENT_PARTS:
                found += _BUILDERS[part](cycle, spec, facts)
        contents.append(found)
    return contents


def limit_lines(lines: Sequence[EntryLine], most: int | None) -> tuple[EntryLine, ...]:
    """Return at most so many lines: the first, which says how it began, and the latest.

    Lines told by their name only give way to the others.
    """
    if most is None or len(lines) <= most:
        return tuple(lines)
    spoken = [line for line in lines if not line.is_name_only] or lines
    first = spoken[: 1 if most > 1 else 0]
    return (*first, *spoken[len(first) :][-(most - len(first)) :])


def has_any_tag(line: EntryLine, tags: Sequence[str]) -> bool:
    """Say whether a line has one of some tags, or one nested under it."""
    return any(is_tag_under(tag, wanted) for tag in line.tags for wanted in tags)


def _get_day(line: EntryLine) -> date:
    return line.on or date.min


def register_part(builders: dict[SectionContent, Builder], part: SectionContent) -> Callable[[Builder], Builder]:
    """Make the decorated function the builder of a part."""
    return lambda builder: builders.setdefault(part, builder)


_register = partial(register_part, _BUILDERS)


@_register(SectionContent.FACTS)
def _build_facts(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    facts = (cycle.group, cycle.state.value, f"begun {spell(cycle.began_on)}")
    yield Paragraph("about it", " · ".join(filter(None, facts)), bare=True, quiet=True)
    if not cycle.goes:
        yield Paragraph("held back", "Its question and what is said of it as a whole are held back.", bare=True)
    if cycle.grew_from:
        yield Paragraph("grew from", f"Grew from enquiry {cycle.grew_from}.", bare=True)
    if cycle.ties:
        yield Paragraph("ties", "; ".join(cycle.ties))


@_register(SectionContent.QUESTION)
def _build_question(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    if cycle.goes:
        yield Quotation("question", cycle.question)


@_register(SectionContent.HISTORY)
def _build_history(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        words = f"Asked before as “{before.text}” (refined {spell(after.on)}{because})."
        yield Paragraph("asked before", words, bare=True)


@_register(SectionContent.TAGGED)
def _build_tagged_lines(cycle: CycleSummary, spec: SectionSpec, _: SummaryFacts) -> Blocks:
    lines = sorted((line for line in cycle.lines if has_any_tag(line, spec.tagged)), key=_get_day)
    if lines:
        yield Listing(f"marked {join_words(spec.tagged)}", limit_lines(lines, spec.most))


@_register(SectionContent.VALUES)
def _build_values(cycle: CycleSummary, spec: SectionSpec, _: SummaryFacts) -> Blocks:
    changes = cycle.changes[: spec.most]
    rows = []
    for change in changes:
        first, *later = [f"{value.told}, {spell(value.on)}" for value in change.values]
        latest = later.pop() if later else "no later value"
        rows.append((change.measure, first, "; ".join(later), latest))
    if rows:
        yield Table("Values", ("Measure", "First", "Between", "Latest"), tuple(rows))
    for change in changes:
        if sum(value.value is not None for value in change.values) > 1:
            yield build_series_chart(change)
        if change.change:
            # How big a change was needs its limits said with it, for which a short document has no room.
            weight = f" {change.weight}" if change.weight and spec.most is None else ""
            yield Paragraph("change", f"{change.measure}: {change.change}.{weight}", bare=True)


@_register(SectionContent.CHANGE)
def _build_changes(cycle: CycleSummary, spec: SectionSpec, _: SummaryFacts) -> Blocks:
    rows = []
    for change in cycle.changes[: spec.most]:
        since = change.values[change.baseline] if change.baseline is not None else None
        latest = change.values[-1]
        began = since or change.values[0]
        before = f"{'' if since else 'none; first '}{began.told}, {spell_short(began.on, year=True)}"
        after = f"{latest.told}, {spell_short(latest.on, year=True)}" if latest is not since else "no later value"
        rows.append((change.measure, before, after, change.change))
    if rows:
        yield Table("From the baseline to the latest", ("Measure", "Baseline", "Latest", "Change"), tuple(rows))


@_register(SectionContent.TIMELINE)
def _build_timeline(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    if picture := build_timeline_chart(cycle, facts):
        yield picture


@_register(SectionContent.EVIDENCE)
def _build_evidence_index(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    lines = sorted((*cycle.disagreed, *cycle.seen), key=_get_day)
    rows = tuple(
        (line.name, spell_short(_get_day(line), year=True), line.beside, ", ".join(line.standards)) for line in lines
    )
    if rows:
        yield Table("Index of evidence", ("Entry", "Day", "What it is", "Standards"), rows)


@_register(SectionContent.NEXT)
def _build_next_steps(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    yield from (Paragraph("next", question) for question in cycle.next_questions)
    if cycle.next_look:
        yield Paragraph("next look", spell(cycle.next_look))


@_register(SectionContent.MISSING)
def _build_missing(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Say what nothing has been written of up to the day, in the window or before it, and what would fill it."""
    then = facts.going[cycle.number].cycle
    if not then.kept:
        command = facts.asked.word(Act(ActKind.LOG_EVIDENCE, cycle.number, words=True))
        yield Paragraph("not written yet", f"anything; a line is enough ({command})", quiet=True)
        return
    acts = [(what, act._replace(cycle=cycle.number)) for what, act, there in _list_gaps(then) if not there]
    gaps = [f"{what} ({facts.asked.word(act)})" for what, act in acts]
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
