"""The parts of a summary as a few blocks each: those of one cycle, and those that tell of all together.

A part that has nothing to say gives none.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell, spell_short
from enquiry.insight.pulse.evaluate import ACT_ORDER, build_pulse
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, Quotation, Table
from enquiry.insight.summary.pictures import build_series_chart, build_strip_chart, build_timeline_chart
from enquiry.insight.summary.reader import DOCUMENT_PARTS, SectionContent, SectionSpec
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.tag import is_tag_under
from enquiry.model.text import fold
from enquiry.words import format_count, join_words

Blocks = Iterator[AnyBlock]

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


def _build_facts(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    facts = (cycle.group, cycle.state.value, f"begun {spell(cycle.began_on)}")
    yield Paragraph("about it", " · ".join(filter(None, facts)), bare=True, quiet=True)
    if not cycle.goes:
        yield Paragraph("held back", "Its question and what is said of it as a whole are held back.", bare=True)
    if cycle.grew_from:
        yield Paragraph("grew from", f"Grew from enquiry {cycle.grew_from}.", bare=True)
    if cycle.ties:
        yield Paragraph("ties", "; ".join(cycle.ties))


def _build_history(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f", because {after.because}" if after.because else ""
        words = f"Asked before as “{before.text}” (refined {spell(after.on)}{because})."
        yield Paragraph("asked before", words, bare=True)


def _build_tagged_lines(cycle: CycleSummary, spec: SectionSpec, _: SummaryFacts) -> Blocks:
    lines = sorted((line for line in cycle.lines if has_any_tag(line, spec.tagged)), key=_get_day)
    if lines:
        yield Listing(f"marked {join_words(spec.tagged)}", limit_lines(lines, spec.most))


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


def _build_changes(cycle: CycleSummary, spec: SectionSpec, _: SummaryFacts) -> Blocks:
    rows = []
    for change in cycle.changes[: spec.most]:
        since = change.values[change.baseline] if change.baseline is not None else None
        latest = change.values[-1]
        began = since or change.values[0]
        before = f"{'' if since else 'none; first '}{began.told}, {spell_short(began.on, year=True)}"
        before = change.since or before
        after = f"{latest.told}, {spell_short(latest.on, year=True)}" if latest is not since else "no later value"
        rows.append((change.measure, before, after, change.change))
    if rows:
        yield Table("From the baseline to the latest", ("Measure", "Baseline", "Latest", "Change"), tuple(rows))


def _build_evidence_index(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    lines = sorted((*cycle.disagreed, *cycle.seen), key=_get_day)
    rows = tuple(
        (line.name, spell_short(_get_day(line), year=True), line.beside, ", ".join(line.standards)) for line in lines
    )
    if rows:
        yield Table("Index of evidence", ("Entry", "Day", "What it is", "Standards"), rows)


def _build_next_steps(cycle: CycleSummary, _: SectionSpec, __: SummaryFacts) -> Blocks:
    yield from (Paragraph("next", question) for question in cycle.next_questions)
    if cycle.next_look:
        yield Paragraph("next look", spell(cycle.next_look))


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


# --- What is told of all cycles together: months, themes, threads, standards, what is open.

HELPS = "helps"
"""The tag of an entry that says what helps a group, for whoever teaches it next."""


def build_document_contents(spec: SectionSpec, facts: SummaryFacts) -> list[AnyBlock]:
    """Return what a section tells of all the cycles together; parts of single cycles are left out."""
    builders = [_DOCUMENT_BUILDERS[part] for part in spec.holds if part in _DOCUMENT_BUILDERS]
    return [block for builder in builders for block in builder(spec, facts)]


def _build_months(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    if any(any(cycle.lines) for cycle in facts.summary.cycles):
        yield build_strip_chart(facts.summary.months)


def _build_themes(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell the tags by how many cycles they run through, then by how many entries have them."""
    themes: dict[str, tuple[str, set[int], set[str], list[date]]] = {}
    for cycle in facts.summary.cycles:
        lines = list(cycle.lines)
        dated = [line.on for line in lines if line.on]
        uses: list[tuple[str, list[str], list[date]]] = [(tag, [], [cycle.began_on, *dated]) for tag in cycle.tags]
        uses += [(tag, [line.name], [line.on] if line.on else []) for line in lines for tag in line.tags]
        for tag, names, days in uses:
            _, numbers, entries, held = themes.setdefault(fold(tag), (tag, set(), set(), []))
            numbers.add(cycle.number)
            entries.update(names)
            held.extend(days)
    ordered = sorted(themes.values(), key=lambda theme: (-len(theme[1]), -len(theme[2]), fold(theme[0])))
    rows = []
    for tag, numbers, _, held in ordered[: spec.most]:
        begin, end = (spell_short(day, year=True) for day in (min(held), max(held)))
        rows.append((tag, ", ".join(map(str, sorted(numbers))), begin, end))
    if rows:
        yield Table("Themes", ("Theme", "Enquiries", "From", "To"), tuple(rows))


def _build_threads(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell every cycle that grew from another of the document, and the one it grew from, in the order of growing."""
    known = {cycle.number: cycle for cycle in facts.summary.cycles if cycle.goes}
    grown = {number: cycle.grew_from for number, cycle in known.items() if cycle.grew_from in known}
    lines = []
    for cycle in (known[number] for number in sorted(number for number in {*grown, *grown.values()} if number)):
        beside = f"grew from enquiry {grown[cycle.number]}" if grown.get(cycle.number) else ""
        lines.append(EntryLine(cycle.began_on, "", cycle.question, beside, lead=f"Enquiry {cycle.number}"))
    if lines:
        yield Listing("threads", tuple(lines))


def _build_standards_touched(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell where the thinking went: each code with the cycles and entries it was given to. Never the rest."""
    places: dict[str, list[str]] = {}
    for cycle in facts.summary.cycles:
        for code in cycle.standards:
            names = [line.name for line in cycle.lines if code in line.standards]
            where = f"enquiry {cycle.number}" + (f" ({', '.join(names)})" if names else "")
            places.setdefault(code, []).append(where)
    find_title, as_at = facts.asked.standards.find_title, facts.asked.as_at
    rows = tuple((code, find_title(code, as_at), "; ".join(places[code])) for code in sorted(places))
    if rows:
        yield Table("Where the thinking went", ("Standard", "Its title", "Where"), rows)


def _build_helps(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell what helps: what was tagged so, what was kept, what is still done, and what to look out for."""
    ranked = [pair for cycle in facts.summary.cycles for pair in _rank_helpful_lines(cycle, facts.asked.as_at)]
    best = sorted(ranked, key=lambda pair: pair[0])[: spec.most]
    if best:
        yield Listing("what helps", tuple(line for _, line in best))


def _rank_helpful_lines(cycle: CycleSummary, as_at: date) -> Iterator[tuple[int, EntryLine]]:
    """Yield the lines of a cycle that may help, each with its rank."""
    kept = (Decision.EMBED.capitalize(), Decision.EXTEND.capitalize())
    seen = set[str]()
    ranks = (
        [line for line in cycle.lines if has_any_tag(line, (HELPS,))],
        [line for line in cycle.decisions if line.lead.startswith(kept)],
        limit_lines(cycle.done, 1) if cycle.done and (cycle.done[-1].on or as_at) <= as_at else (),
        cycle.disagreed[-1:],
        cycle.decisions[-1:],
    )
    for rank, lines in enumerate(ranks):
        for line in lines:
            if line.name not in seen:
                seen.add(line.name)
                yield rank, line


def _build_loose_ends(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell what each open cycle still asks for, with the command that answers it, and what was never filed."""
    asked, lines = facts.asked, []
    for cycle in facts.summary.cycles:
        if cycle.state is CycleState.OPEN:
            whole = asked.journal.find_cycle(cycle.number)
            pulse = build_pulse(whole, asked.journal, asked.calendar, asked.as_at, asked.rules)
            asking = {sign.name: sign for sign in pulse.signs if sign.asks}
            for name in sorted(asking, key=lambda name: (name not in ACT_ORDER, name)):
                sign = asking[name]
                command = asked.word(sign.next.act) if sign.next else ""
                lines.append(EntryLine(None, "", sign.sentence, command, lead=f"Enquiry {cycle.number}, {name}"))
    if facts.summary.unfiled:
        notes = format_count(facts.summary.unfiled, "note")
        words = f"{notes.capitalize()} of this time not yet filed to an enquiry"
        lines.append(EntryLine(None, "", words, asked.word(Act(ActKind.FILE_NOTES))))
    if lines:
        yield Listing("loose ends", tuple(lines))


def _build_still_open(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    lines = tuple(
        EntryLine(None, "", question, beside, lead=f"Enquiry {number}")
        for cycles, beside in ((facts.summary.still_open, ""), (facts.summary.without_entries, "nothing in this time"))
        for number, question in cycles
    )
    if lines:
        yield Listing("still open", lines)


_BUILDERS: dict[SectionContent, Callable[[CycleSummary, SectionSpec, SummaryFacts], Blocks]] = {
    SectionContent.FACTS: _build_facts,
    SectionContent.QUESTION: lambda cycle, _, __: iter([Quotation("question", cycle.question)] if cycle.goes else []),
    SectionContent.HISTORY: _build_history,
    SectionContent.TAGGED: _build_tagged_lines,
    SectionContent.VALUES: _build_values,
    SectionContent.CHANGE: _build_changes,
    SectionContent.TIMELINE: lambda cycle, _, facts: filter(None, [build_timeline_chart(cycle, facts)]),
    SectionContent.EVIDENCE: _build_evidence_index,
    SectionContent.NEXT: _build_next_steps,
    SectionContent.MISSING: _build_missing,
}
"""What builds each part of a cycle that is more than one paragraph or list."""

_DOCUMENT_BUILDERS: dict[SectionContent, Callable[[SectionSpec, SummaryFacts], Blocks]] = {
    SectionContent.MONTHS: _build_months,
    SectionContent.THEMES: _build_themes,
    SectionContent.THREADS: _build_threads,
    SectionContent.TOUCHED: _build_standards_touched,
    SectionContent.HELPS: _build_helps,
    SectionContent.LOOSE: _build_loose_ends,
    SectionContent.OPEN: _build_still_open,
}
"""What builds each part that tells of all cycles together."""
