"""The parts of a summary that tell of one cycle, as a few blocks each.

A part that has nothing to say gives none. What a part tells of the journal it gives beside its blocks, field by field,
but for the lines of a list, which say so themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from enquiry.dates.period import spell
from enquiry.insight.comments.beneath import arrange_beneath
from enquiry.insight.measures.series import place_target
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, Quotation, Table, ToldField
from enquiry.insight.summary.lines import gather_beneath, limit_lines
from enquiry.insight.summary.missing import build_missing
from enquiry.insight.summary.pictures import build_series_chart, build_tally_chart, build_timeline_chart
from enquiry.insight.summary.reader import DOCUMENT_PARTS, Section, SectionContent, SectionSpec
from enquiry.insight.summary.replays import build_replay_part
from enquiry.insight.summary.standards import format_standards
from enquiry.insight.summary.story import build_story
from enquiry.insight.summary.value import CycleSummary, SummaryFacts, SummaryMeasure, SummaryValue
from enquiry.insight.timeline import TARGET
from enquiry.model.choices import CycleState, Decision, Direction, PlanState
from enquiry.model.cycle import Target, format_target
from enquiry.model.tag import is_tag_under
from enquiry.words import join_words

Told = AnyBlock | ToldField
Blocks = Iterator[Told]

_PARAGRAPHS: dict[SectionContent, tuple[str, Callable[[CycleSummary, SummaryFacts], str]]] = {
    SectionContent.SETTING: ("where", lambda cycle, _: cycle.setting),
    SectionContent.PARTNERS: ("with whom", lambda cycle, _: cycle.partners),
    SectionContent.TARGETS: ("target", lambda cycle, _: "; ".join(cycle.targets)),
    SectionContent.PRIORITY: ("the priority it serves", lambda cycle, _: cycle.priority),
    SectionContent.INSTEAD: ("what I stop to make room", lambda cycle, _: cycle.instead),
    SectionContent.HOURS: ("time it took", lambda cycle, _: cycle.hours),
    SectionContent.ISSUE: ("the worry", lambda cycle, _: cycle.issue),
    SectionContent.WHY: ("why it matters", lambda cycle, _: cycle.why),
    SectionContent.HUNCH: ("the hunch", lambda cycle, _: cycle.hunch),
    SectionContent.SUCCESS: (
        "what I would see if it worked",
        lambda cycle, _: "; ".join(sign.rstrip(".") for sign in cycle.success),
    ),
    SectionContent.TAGS: ("tags", lambda cycle, _: ", ".join(cycle.tags)),
    SectionContent.STANDARDS: ("standards", format_standards),
}
"""Parts that are one paragraph: its label and its text, made of the cycle's field of the same name."""

ON_THIS = "On this"
"""What a line begins with that stands beneath the one it speaks of."""

HELPS = "helps"
"""The tag of an entry that says what helps a group, for whoever teaches it next."""

KEPT = (Decision.EMBED, Decision.EXTEND)
"""The decisions by which what was tried is kept."""


def has_any_tag(line: EntryLine, tags: Sequence[str]) -> bool:
    """Say whether a line has one of some tags, or one nested under it."""
    return any(is_tag_under(tag, wanted) for tag in line.tags for wanted in tags)


def list_helpful(cycle: CycleSummary) -> list[EntryLine]:
    """Return what helps: what was tagged so, what was kept, and what was done last where evidence since supports it.

    What disagreed since, or was stopped, takes the place of that; nothing else that disagreed is among it.
    """
    found = [line for line in cycle.lines if has_any_tag(line, (HELPS,))]
    found += [line for line in cycle.decisions if line.verdict in KEPT]
    stopped = any(line.verdict == Decision.STOP for line in cycle.decisions[-1:])
    for action in cycle.done[-1:]:
        supported = any(line.verdict == Direction.SUPPORTS and _get_day(line) > _get_day(action) for line in cycle.seen)
        against = any(_get_day(line) > _get_day(action) for line in cycle.disagreed)
        found += [action] if supported and not (stopped or against) else []
    return list(dict.fromkeys(found))


def _list_standing(cycle: CycleSummary) -> list[EntryLine]:
    """Return the decisions that stand: the latest, and whatever was embedded or extended before it."""
    return [line for line in cycle.decisions if line is cycle.decisions[-1] or line.verdict in KEPT]


_LISTINGS: dict[SectionContent, tuple[str, Callable[[CycleSummary], Sequence[EntryLine]]]] = {
    SectionContent.DISAGREED: ("what disagreed", lambda cycle: cycle.disagreed),
    SectionContent.DONE: ("what was done", lambda cycle: cycle.done),
    SectionContent.PLANS: ("what is planned", lambda cycle: cycle.plans),
    SectionContent.SEEN: ("what was seen", lambda cycle: cycle.seen),
    SectionContent.THOUGHT: ("what I thought", lambda cycle: cycle.thought),
    SectionContent.DECISIONS: ("decisions", lambda cycle: sorted((*cycle.decisions, *cycle.turns), key=_get_day)),
    SectionContent.VOICES: ("in others' words", lambda cycle: [line for line in cycle.lines if line.voice]),
    SectionContent.HELPED: ("what helps", list_helpful),
    SectionContent.TRIED: (  # where nothing says yet that it helps
        "what was tried last",
        lambda cycle: [line for line in cycle.done[-1:] if line not in list_helpful(cycle)],
    ),
    SectionContent.HINDERED: (
        "what did not",
        lambda cycle: [
            *(line for line in cycle.disagreed if not has_any_tag(line, (HELPS,))),
            *(line for line in cycle.decisions if line.verdict == Decision.STOP),
        ],
    ),
    SectionContent.STANDING: ("decisions that stand", _list_standing),
    SectionContent.NOTES: ("notes", lambda cycle: cycle.notes),
    SectionContent.ASKS: ("what would help", lambda cycle: cycle.asks),
    SectionContent.READINGS: ("readings", lambda cycle: cycle.readings),
    SectionContent.WIDER: (
        "to go wider",
        lambda cycle: [line for line in cycle.decisions if line.verdict == Decision.EXTEND],
    ),
}
"""Parts that are one list: its label and its lines."""


def build_cycle_contents(cycle: CycleSummary, specs: Sequence[SectionSpec], facts: SummaryFacts) -> list[list[Told]]:
    """Return what each section tells of a cycle, section by section; parts of the whole document are left out.

    A list that holds only so many lines has none that a list of the cycle told before.
    """
    contents, listed = [], set[str]()
    for spec in specs:
        found = list[Told]()
        for part in spec.holds:
            if part in _PARAGRAPHS:
                label, get_text = _PARAGRAPHS[part]
                text, quiet = get_text(cycle, facts), part in (SectionContent.TAGS, SectionContent.STANDARDS)
                found += [Paragraph(label, text, quiet=quiet)] if text else []
                held = getattr(cycle, part.value)
                found += tell_of_cycle(cycle, part.value, *((held,) if isinstance(held, str) else held))
            elif part in _LISTINGS:
                label, get_lines = _LISTINGS[part]
                lines = gather_beneath(part, get_lines(cycle), cycle, facts)
                if spec.most is not None:
                    fresh = [line for line in lines if line.name not in listed]
                    lines = fresh if fresh or found else lines  # a heading is not left empty for it
                found += [build_listing(label, limit_lines(lines, spec.most, facts))] if lines else []
            elif part not in DOCUMENT_PARTS:
                found += _BUILDERS[part](cycle, spec, facts)
        listed |= {line.name for block in found if isinstance(block, Listing) for line in block.lines}
        contents.append([*found, *list_told_lines(found, str(cycle.number))])
    return contents


def build_listing(label: str, lines: Iterable[EntryLine]) -> Listing:
    """Return lines as a list, without their standards, which have tables of their own.

    What speaks of another stands beneath it.
    """
    listed = list[EntryLine]()
    for line, depth in arrange_beneath(lines, lambda line: line.name, lambda line: line.about):
        beneath = {"spoken": "", "lead": line.lead or ON_THIS} if depth else {}
        listed.append(replace(line, standards=(), **beneath))
    return Listing(label, tuple(listed))


def list_told_lines(blocks: Sequence[Told], cycle: str = "") -> Iterator[ToldField]:
    """Yield what the lines of lists among some blocks tell; lines about no entry tell of the cycle of that number."""
    lines = (line for block in blocks if isinstance(block, Listing) for line in block.lines)
    return (field for line in lines if line.name or cycle for field in line.list_told_fields(cycle))


def tell_of_cycle(cycle: CycleSummary, field: str, *words: object) -> list[ToldField]:
    """Return what is told of one field of a cycle, nothing where it is empty."""
    said = (spell(one) if isinstance(one, date) else str(one) for one in words if one)
    return [ToldField(str(cycle.number), field, one) for one in said]


def _get_day(line: EntryLine) -> date:
    return line.on or date.min


def _build_facts(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    began = f"begun {spell(cycle.began_on)}" if cycle.began_on else ""
    typed = facts.going[cycle.number].cycle.recorded_at.date()
    later = f"written down on {spell(typed)}" if typed > facts.asked.as_at else ""
    grew = f"grew from enquiry {cycle.grew_from}" if cycle.grew_from else ""
    state = facts.asked.language.translate(cycle.state) if cycle.state else ""
    about = " · ".join(filter(None, (cycle.group, state, began, later, grew)))
    yield Paragraph("about it", about, bare=True, quiet=True)
    yield from tell_of_cycle(cycle, "group", cycle.group)
    yield from tell_of_cycle(cycle, "state", cycle.state)
    yield from tell_of_cycle(cycle, "began_on", cycle.began_on)
    yield from tell_of_cycle(cycle, "grew_from", cycle.grew_from)
    if not cycle.goes:
        yield Paragraph("held back", "Its question and what is said of it as a whole are held back.", bare=True)
    if cycle.ties:
        yield Paragraph("ties", "; ".join(cycle.ties))
        yield from tell_of_cycle(cycle, "ties", *cycle.ties)


def _build_ethics(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell who was told, who agreed to what, and until when what was gathered is kept."""
    told = (("who was told", "informed", cycle.informed), ("who agreed", "consent", cycle.consent))
    for label, field, words in (*told, ("deleted by", "delete_by", cycle.delete_by)):
        if words:
            yield Paragraph(label, facts.asked.language.spell(words) if isinstance(words, date) else words)
            yield from tell_of_cycle(cycle, field, words)


def _build_question(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    if cycle.goes:
        yield Quotation("question", cycle.question)
        yield from tell_of_cycle(cycle, "question", cycle.question)


def _build_history(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        words = f"Asked before as “{before.text}” (refined {spell(after.on)}{because})."
        yield Paragraph("asked before", words, bare=True)
        yield from tell_of_cycle(cycle, "versions", before.text, after.because)


def _build_tagged_lines(cycle: CycleSummary, spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    lines = sorted((line for line in cycle.lines if has_any_tag(line, spec.tagged)), key=_get_day)
    if lines:
        yield build_listing(f"marked {join_words(spec.tagged)}", limit_lines(lines, spec.most, facts))


def _build_withheld(cycle: CycleSummary, facts: SummaryFacts) -> Blocks:
    """Say why a cycle's values are not told, where they are only held back."""
    going = facts.going[cycle.number]
    reasons = (going.by_name.get(entry.name, "") for entry, _ in going.cycle.iterate_values())
    if why := list(dict.fromkeys(filter(None, reasons))):
        yield Paragraph("withheld", f"Withheld: {join_words(why)}.", bare=True, quiet=True)


def _find_target(cycle: CycleSummary, measure: str, facts: SummaryFacts) -> Target | None:
    """Return the target of a measure, where it may be told."""
    return facts.going[cycle.number].cycle.find_target(measure) if cycle.targets else None


def _limit_measures(measures: Sequence[SummaryMeasure], most: int | None) -> list[SummaryMeasure]:
    """Return at most so many measures, in their order: those that changed before those of one value."""
    chosen = sorted(measures, key=lambda one: not one.change)[:most]
    return [one for one in measures if one in chosen]


def _build_values(cycle: CycleSummary, spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    changes, spell_day = _limit_measures(cycle.changes, spec.most), facts.asked.language.spell
    rows = []
    for change in changes:
        first, *later = [f"{value.told}, {spell_day(value.on)}" for value in change.values]
        latest = later.pop() if later else "no later value"
        rows.append((change.measure, first, "; ".join(later), latest))
    if rows:
        yield Table("Values", ("Measure", "First", "Between", "Latest"), tuple(rows)).filled
    else:
        yield from _build_withheld(cycle, facts)
    for change in changes:
        if any(value.tally for value in change.values):
            yield build_tally_chart(change)
        elif sum(value.value is not None for value in change.values) > 1:
            target = _find_target(cycle, change.measure, facts)
            yield build_series_chart(change, place_target(target, share=change.share) if target else None)
            yield from tell_of_cycle(cycle, "targets", format_target(target) if target else "")
        if change.change:
            # How big a change was needs its limits said with it, for which a short document has no room.
            weight = f" {change.weight}" if change.weight and spec.most is None else ""
            yield Paragraph("change", f"{change.measure}: {change.change}.{weight}", bare=True)
            yield from tell_of_cycle(cycle, "weight", weight.strip())
        yield from _tell_values(cycle, change, change.values)


def _tell_values(cycle: CycleSummary, change: SummaryMeasure, values: Sequence[SummaryValue]) -> Blocks:
    """Yield what is told of a measure: values, each of its entry, and how it has changed."""
    yield from (ToldField(value.entry, "value", value.label(change.measure)) for value in values)
    yield from tell_of_cycle(cycle, "change", change.change and f"{change.measure}: {change.change}")


def _build_changes(cycle: CycleSummary, spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    rows, spell_day = [], facts.asked.language.spell_short
    for change in _limit_measures(cycle.changes, spec.most):
        since = change.values[change.baseline] if change.baseline is not None else None
        latest = change.values[-1]
        began = since or change.values[0]
        before = change.since or f"{'' if since else 'none; first '}{began.told}, {spell_day(began.on)}"
        after = f"{latest.told}, {spell_day(latest.on)}" if latest is not since else "no later value"
        rows.append((change.measure, before, after, change.change))
        yield from _tell_values(cycle, change, (latest,) if change.since else (began, latest))
    if rows:
        yield Table("From the baseline to the latest", ("Measure", "Baseline", "Latest", "Change"), tuple(rows)).filled
    else:
        yield from _build_withheld(cycle, facts)


def _build_evidence_index(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    lines, spell_day = sorted((*cycle.disagreed, *cycle.seen), key=_get_day), facts.asked.language.spell_short
    rows = tuple((line.name, spell_day(_get_day(line)), line.beside, ", ".join(line.standards)) for line in lines)
    if rows:
        yield Table("Index of evidence", ("Entry", "Day", "What it is", "Standards"), rows).filled
    for line in lines:
        yield from (ToldField(line.name, "standards", code) for code in line.standards)
        yield ToldField(line.name, "kept_back" if line.by_name else "beside", line.beside)


def _build_timeline(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    if chart := build_timeline_chart(cycle, facts):
        yield chart
        yield from tell_of_cycle(cycle, "state", cycle.state)
        yield from tell_of_cycle(cycle, "began_on", cycle.began_on)
        dated = any(mark.what == TARGET for mark in chart.marks)
        yield from tell_of_cycle(cycle, "targets", *(cycle.targets if dated else ()))
        for mark in (mark for mark in chart.marks if mark.name):
            yield ToldField(mark.name, "kind", ", ".join(filter(None, (mark.what, mark.told))))


def _build_next_steps(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Blocks:
    yield from (Paragraph("next", question) for question in cycle.next_questions)
    yield from tell_of_cycle(cycle, "next_questions", *cycle.next_questions)
    if cycle.next_look:
        yield Paragraph("next look", facts.asked.language.spell(cycle.next_look))
        yield from tell_of_cycle(cycle, "next_look", cycle.next_look)


def _build_tried_here(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    """Tell how what readings claim turned out."""
    yield from (Paragraph("tried here", words) for words in cycle.tried_here)
    yield from tell_of_cycle(cycle, "tried_here", *cycle.tried_here)


def _build_story(cycle: CycleSummary, spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Open the cycle with its story: the person's own, else one that is made of what is told.

    The question is not told again right under itself, nor a decision that has a heading of its own.
    """
    if cycle.story:
        yield from (Paragraph("story", words, bare=True) for words in cycle.story.split("\n\n") if words.strip())
        yield from tell_of_cycle(cycle, "story", cycle.story)
        return
    asked = isinstance(spec, Section) and SectionContent.QUESTION not in spec.holds
    decided = SectionContent.STANDING not in facts.asked.reader.parts
    for words, told in build_story(cycle, facts.strongest, asked=asked, decided=decided):
        yield Paragraph("story", words, bare=True)
        yield from told
    if not cycle.changes and not {SectionContent.VALUES, SectionContent.CHANGE} & facts.asked.reader.parts:
        yield from _build_withheld(cycle, facts)


def _build_open_ends(cycle: CycleSummary, spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell of an open cycle that it is, when it is looked at again, and what is planned in it.

    Its question is told where no heading has told it just above.
    """
    if cycle.state is not CycleState.OPEN or not cycle.goes:
        return
    day = spell(cycle.next_look) if cycle.next_look else ""
    if isinstance(spec, Section) and len(facts.summary.cycles) == 1:
        yield Paragraph("still asked", cycle.question)
        yield from tell_of_cycle(cycle, "question", cycle.question)
        if day:
            yield Paragraph("next look", day)
    else:
        yield Paragraph("still open", f"Still open{day and f'; next look {day}'}.", bare=True)
    yield from tell_of_cycle(cycle, "next_look", cycle.next_look)
    if ahead := [line for line in cycle.plans if line.verdict != PlanState.DROPPED]:
        yield build_listing("what is planned", ahead)


_BUILDERS: dict[SectionContent, Callable[[CycleSummary, SectionSpec, SummaryFacts], Blocks]] = {
    SectionContent.FACTS: _build_facts,
    SectionContent.ETHICS: _build_ethics,
    SectionContent.QUESTION: _build_question,
    SectionContent.HISTORY: _build_history,
    SectionContent.TAGGED: _build_tagged_lines,
    SectionContent.VALUES: _build_values,
    SectionContent.CHANGE: _build_changes,
    SectionContent.TIMELINE: _build_timeline,
    SectionContent.EVIDENCE: _build_evidence_index,
    SectionContent.NEXT: _build_next_steps,
    SectionContent.TRIED_HERE: _build_tried_here,
    SectionContent.STORY: _build_story,
    SectionContent.OPEN_ENDS: _build_open_ends,
    SectionContent.MISSING: build_missing,
    SectionContent.REPLAY: build_replay_part,
}
"""What builds each part of a cycle that is more than one paragraph or list."""
