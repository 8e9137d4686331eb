"""The part of a summary that tells a cycle's decisions as they stood: what was known then, and what came later.

Entries are told in the words that they had then, but only those that may go to the reader now, as everything else in
the document; what is told by its name elsewhere is told so here. What was recorded after the summary's day is left out.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from enquiry.dates.period import spell
from enquiry.insight.replay.build import build_replay
from enquiry.insight.replay.value import CycleReplay, Expected, ReplayedDecision, ToldBy
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, ToldField, capitalise
from enquiry.insight.summary.disclosure import HELD_BY_NAME
from enquiry.insight.summary.reader import Reader, Section, SectionContent, SectionSpec
from enquiry.insight.summary.value import CycleSummary, SummaryFacts, SummaryRequest
from enquiry.model.entry import AnyEntry, Review
from enquiry.model.journal import Journal
from enquiry.model.step import Step

HEADING = "Decisions as they stood"
BY_MOMENTS = "What had been written by then is told by the moments that the entries bear, in the words they came with."


def add_replay_section(reader: Reader) -> Reader:
    """Return the reader with a section that tells each cycle's decisions as they stood, unless it has one."""
    if SectionContent.REPLAY in reader.parts:
        return reader
    spec, sections = SectionSpec(heading=HEADING, holds=(SectionContent.REPLAY,)), list(reader.sections)
    for place, section in enumerate(sections):
        if section.each_cycle:
            sections[place] = replace(section, each_cycle=(*section.each_cycle, spec))
            return replace(reader, sections=tuple(sections))
    return replace(reader, sections=(*sections, Section(heading=HEADING, holds=(SectionContent.REPLAY,))))


def add_replays(asked: SummaryRequest, journal: Journal, steps: Sequence[Step]) -> SummaryRequest:
    """Return what was asked for with the replay of every cycle that is told; `journal` and `steps` are those of now."""
    numbers = {found.cycle.number for found in asked.selection.found}
    replays = {one.number: build_replay(one, journal, steps) for one in journal.kept if one.number in numbers}
    return asked._replace(replays=replays)


def build_replay_part(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Iterator[AnyBlock | ToldField]:
    """Yield a cycle's decisions in the order in which they were recorded; nothing where none may be told."""
    replay: CycleReplay | None = facts.asked.replays.get(cycle.number)
    if not replay:
        return
    held = {HELD_BY_NAME[name] for number, name in facts.asked.sharing.fields if number == cycle.number}
    lines, as_at = {line.name: line for line in cycle.lines}, facts.asked.as_at
    own = [one for one in replay.decisions if one.at.date() <= as_at]
    told = [one for one in own if one.name in lines or (not one.name and cycle.goes and "turns" not in held)]
    if not told:
        return
    if any(one.told_by is ToldBy.MOMENTS for one in told):
        yield Paragraph("how it is known", BY_MOMENTS, bare=True, quiet=True)
    if cycle.goes and replay.expected and replay.expected.at.date() <= as_at:
        yield from _tell_expected(replay.expected, str(cycle.number), held, as_at)
    for decision in told:
        known = [one for one in decision.known if one.fresh and one.entry.name in lines]
        if known:
            then = tuple(_tell_entry(one.entry, lines, "reads otherwise now" if one.changes else "") for one in known)
            yield Listing(f"written by {spell(decision.on)}", then, titled=True)
        yield Listing("decided", (_tell_decision(decision, lines, facts),), titled=True)
        later = [one for one in decision.later if one.came <= as_at and one.entry.name in lines]
        if later:
            came = tuple(replace(_tell_entry(one.entry, lines), written=one.came) for one in later)
            yield Listing("written down later, about that day or earlier", came, titled=True)


def _tell_expected(expected: Expected, cycle: str, held: set[str], as_at: date) -> Iterator[AnyBlock | ToldField]:
    """Yield the hunch and the success signs of when the first action was written, and when they were changed."""
    if expected.hunch and "hunch" not in held:
        yield Paragraph("hunch, when the first action was written", expected.hunch)
        yield ToldField(cycle, "hunch", expected.hunch)
    signs = [sign.text.rstrip(".") for sign in expected.success] if "success" not in held else []
    if signs:
        yield Paragraph("what was looked for then", "; ".join(signs))
        yield from (ToldField(cycle, "success", sign) for sign in signs)
    changed = dict.fromkeys(spell(one.on) for one in expected.changes if one.on <= as_at)
    if changed and not {"hunch", "success"} & held:
        yield Paragraph("changed since", f"This was changed afterwards, on {' and '.join(changed)}.", bare=True)


def _tell_entry(entry: AnyEntry, lines: dict[str, EntryLine], beside: str = "") -> EntryLine:
    """Return the line of an entry as it read then; one that is told by its name only stays so."""
    line = lines[entry.name]
    if line.by_name:
        return line
    what = ", ".join(filter(None, (line.kind, beside)))
    return EntryLine(entry.happened_on, entry.name, entry.text, what, kind=line.kind, voice=line.voice)


def _tell_decision(decision: ReplayedDecision, lines: dict[str, EntryLine], facts: SummaryFacts) -> EntryLine:
    """Return the line of a decision as it was made then."""
    translate, because = facts.asked.language.translate, decision.made.because
    lead = translate(capitalise(decision.word)) if decision.word else ""
    lead += f", {translate('because')} {because}" if lead and because else ""
    if not isinstance(decision.made, Review):
        return EntryLine(decision.on, "", "", lead=lead, kind="turn")
    line = lines[decision.name]
    if line.by_name:
        return line
    return EntryLine(decision.on, line.name, decision.made.text, lead=lead, kind=line.kind, verdict=decision.word)
