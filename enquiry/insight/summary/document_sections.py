"""The parts of a summary that tell of all its cycles together: months, themes, threads, standards, what is open."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.period import spell_short
from enquiry.insight.pulse.evaluate import ACT_ORDER, build_pulse
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Table
from enquiry.insight.summary.pictures import build_strip_chart
from enquiry.insight.summary.reader import SectionContent, SectionSpec
from enquiry.insight.summary.sections import has_any_tag, limit_lines, register_part
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.choices import CycleState, Decision
from enquiry.model.text import fold
from enquiry.words import format_count

HELPS = "helps"
"""The tag of an entry that says what helps a group, for whoever teaches it next."""

Blocks = Iterator[AnyBlock]
DocumentPartBuilder = Callable[[SectionSpec, SummaryFacts], Blocks]

_BUILDERS: dict[SectionContent, DocumentPartBuilder] = {}


def build_document_contents(spec: SectionSpec, facts: SummaryFacts) -> list[AnyBlock]:
    """Return what a section tells of all the cycles together; parts of single cycles are left out."""
    return [block for part in spec.holds if part in _BUILDERS for block in _BUILDERS[part](spec, facts)]


_register = partial(register_part, _BUILDERS)


@_register(SectionContent.MONTHS)
def _build_months(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    if any(any(cycle.lines) for cycle in facts.summary.cycles):
        yield build_strip_chart(facts.summary.months)


class _Theme(NamedTuple):
    tag: str
    cycles: set[int]
    entries: set[str]
    days: list[date]


@_register(SectionContent.THEMES)
def _build_themes(spec: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell the tags by how many cycles they run through, then by how many entries have them."""
    themes: dict[str, _Theme] = {}
    for cycle in facts.summary.cycles:
        lines = list(cycle.lines)
        dated = [line.on for line in lines if line.on]
        uses: list[tuple[str, list[str], list[date]]] = [(tag, [], [cycle.began_on, *dated]) for tag in cycle.tags]
        uses += [(tag, [line.name], [line.on] if line.on else []) for line in lines for tag in line.tags]
        for tag, names, days in uses:
            theme = themes.setdefault(fold(tag), _Theme(tag, set(), set(), []))
            theme.cycles.add(cycle.number)
            theme.entries.update(names)
            theme.days.extend(days)
    ordered = sorted(themes.values(), key=lambda theme: (-len(theme.cycles), -len(theme.entries), fold(theme.tag)))
    rows = []
    for theme in ordered[: spec.most]:
        begin, end = (spell_short(day, year=True) for day in (min(theme.days), max(theme.days)))
        rows.append((theme.tag, ", ".join(map(str, sorted(theme.cycles))), begin, end))
    if rows:
        yield Table("Themes", ("Theme", "Enquiries", "From", "To"), tuple(rows))


@_register(SectionContent.THREADS)
def _build_threads(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    """Tell every cycle that grew from another of the document, and the one it grew from, in the order of growing."""
    known = {cycle.number: cycle for cycle in facts.summary.cycles if cycle.goes}
    grown = {number: cycle.grew_from for number, cycle in known.items() if cycle.grew_from in known}
    lines = []
    for number in sorted(number for number in {*grown, *grown.values()} if number):
        beside = f"grew from enquiry {grown[number]}" if grown.get(number) else ""
        cycle = known[number]
        lines.append(EntryLine(cycle.began_on, "", cycle.question, beside, lead=f"Enquiry {number}"))
    if lines:
        yield Listing("threads", tuple(lines))


@_register(SectionContent.TOUCHED)
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


@_register(SectionContent.HELPS)
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


@_register(SectionContent.LOOSE)
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


@_register(SectionContent.OPEN)
def _build_still_open(_: SectionSpec, facts: SummaryFacts) -> Blocks:
    lines = tuple(
        EntryLine(None, "", question, beside, lead=f"Enquiry {number}")
        for cycles, beside in ((facts.summary.still_open, ""), (facts.summary.without_entries, "nothing in this time"))
        for number, question in cycles
    )
    if lines:
        yield Listing("still open", lines)
