"""The parts of a summary that tell of all its cycles together: months, themes, threads, standards, what is open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell_short
from enquiry.insight.pulse.evaluate import ACT_ORDER, build_pulse
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.summary import pictures
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Listing, Paragraph, Table
from enquiry.insight.summary.collect import CycleSummary, list_entry_lines
from enquiry.insight.summary.reader import SectionContent, SectionSpec
from enquiry.insight.summary.sections import has_any_tag, limit_lines
from enquiry.insight.year.timeliness import EvaluationMonth
from enquiry.model.choices import CycleState, Decision
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.model.text import fold
from enquiry.words import format_count

HELPS = "helps"
"""The tag of an entry that says what helps a group, for whoever teaches it next."""

Blocks = Iterator[AnyBlock]


class DocumentContext(NamedTuple):
    """What the parts across all cycles are made from."""

    cycles: tuple[CycleSummary, ...]
    journal: Journal
    calendar: Calendar
    standards: Standards
    as_at: date
    months: tuple[EvaluationMonth, ...]
    still_open: tuple[tuple[int, str], ...]
    without_entries: tuple[tuple[int, str], ...]
    unfiled: int
    word: Callable[[Act], str]
    rules: PulseRules = DEFAULT_RULES


def build_document_content(part: SectionContent, told: SectionSpec, whole: DocumentContext) -> Blocks:
    """Yield the blocks in which one part tells of all the cycles."""
    yield from _PARTS[part](told, whole)


def _build_months(_: SectionSpec, whole: DocumentContext) -> Blocks:
    if any(any(list_entry_lines(cycle)) for cycle in whole.cycles):
        yield pictures.build_strip_chart(whole.months)


class _Theme(NamedTuple):
    tag: str
    cycles: set[int]
    entries: set[str]
    days: list[date]


def _build_themes(told: SectionSpec, whole: DocumentContext) -> Blocks:
    """Tell the tags by how many cycles they run through, then by how many entries bear them."""
    themes: dict[str, _Theme] = {}
    for cycle in whole.cycles:
        days = [cycle.began_on, *(line.on for line in list_entry_lines(cycle) if line.on)]
        for tag in cycle.tags:
            _get_theme(themes, tag, cycle).days.extend(days)
        for line in list_entry_lines(cycle):
            for tag in line.tags:
                theme = _get_theme(themes, tag, cycle)
                theme.entries.add(line.name)
                theme.days.extend([line.on] if line.on else [])
    ordered = sorted(themes.values(), key=lambda theme: (-len(theme.cycles), -len(theme.entries), fold(theme.tag)))
    rows = tuple(_theme_row(theme) for theme in ordered[: told.most])
    if rows:
        yield Table("Themes", ("Theme", "Enquiries", "From", "To"), rows)


def _get_theme(themes: dict[str, _Theme], tag: str, cycle: CycleSummary) -> _Theme:
    theme = themes.setdefault(fold(tag), _Theme(tag, set(), set(), []))
    theme.cycles.add(cycle.number)
    return theme


def _theme_row(theme: _Theme) -> tuple[str, ...]:
    days = (spell_short(day, year=True) for day in (min(theme.days), max(theme.days)))
    return (theme.tag, _numbers(theme.cycles), *days)


def _numbers(cycles: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(cycles)))


def _build_threads(_: SectionSpec, whole: DocumentContext) -> Blocks:
    """Tell every cycle that grew from another of the document, and the one it grew from, in the order of growing."""
    known = {cycle.number: cycle for cycle in whole.cycles if cycle.goes}
    grown = {number: cycle.grew_from for number, cycle in known.items() if cycle.grew_from in known}
    in_thread = {*grown, *grown.values()}
    lines = [_thread_line(known[number], grown.get(number)) for number in sorted(n for n in in_thread if n)]
    if lines:
        yield Listing("threads", tuple(lines))


def _thread_line(cycle: CycleSummary, parent: int | None) -> EntryLine:
    beside = f"grew from enquiry {parent}" if parent else ""
    return EntryLine(cycle.began_on, "", cycle.question, beside, lead=f"Enquiry {cycle.number}")


def _build_standards_touched(_: SectionSpec, whole: DocumentContext) -> Blocks:
    """Tell where the thinking went: each code with the enquiries and entries it was laid beside. Never the rest."""
    places: dict[str, list[str]] = {}
    for cycle in whole.cycles:
        for code in cycle.standards:
            names = [line.name for line in list_entry_lines(cycle) if code in line.standards]
            where = f"enquiry {cycle.number}" + (f" ({', '.join(names)})" if names else "")
            places.setdefault(code, []).append(where)
    rows = tuple(
        (code, whole.standards.find_title(code, whole.as_at), "; ".join(places[code])) for code in sorted(places)
    )
    if rows:
        yield Table("Where the thinking went", ("Standard", "Its title", "Where"), rows)


def _build_helps(told: SectionSpec, whole: DocumentContext) -> Blocks:
    """Tell what helps: what was tagged so, what was kept, what is still done, and what to look out for."""
    ranked = [pair for cycle in whole.cycles for pair in _rank_helpful_lines(cycle, whole.as_at)]
    best = sorted(ranked, key=lambda pair: pair[0])[: told.most]
    if best:
        yield Listing("what helps", tuple(line for _, line in best))


def _rank_helpful_lines(cycle: CycleSummary, as_at: date) -> Iterator[tuple[int, EntryLine]]:
    """Yield the lines of a cycle that may help, each with its rank."""
    kept = (Decision.EMBED.capitalize(), Decision.EXTEND.capitalize())
    seen = set[str]()
    ranks = (
        [line for line in list_entry_lines(cycle) if has_any_tag(line, (HELPS,))],
        [line for line in cycle.decisions if line.lead.startswith(kept)],
        list(limit_lines(cycle.done, 1)) if cycle.done and (cycle.done[-1].on or as_at) <= as_at else [],
        list(cycle.disagreed[-1:]),
        list(cycle.decisions[-1:]),
    )
    for rank, lines in enumerate(ranks):
        for line in lines:
            if line.name not in seen:
                seen.add(line.name)
                yield rank, line


def _build_loose_ends(_: SectionSpec, whole: DocumentContext) -> Blocks:
    """Tell what each open cycle still asks for, with the command that answers it, and what was never filed."""
    lines = [
        line for cycle in whole.cycles if cycle.state is CycleState.OPEN for line in _list_open_findings(cycle, whole)
    ]
    if whole.unfiled:
        notes = format_count(whole.unfiled, "note")
        words = f"{notes.capitalize()} of this time not yet filed to an enquiry"
        lines.append(EntryLine(None, "", words, whole.word(Act(ActKind.FILE_NOTES))))
    if lines:
        yield Listing("loose ends", tuple(lines))


def _list_open_findings(cycle: CycleSummary, whole: DocumentContext) -> Iterator[EntryLine]:
    pulse = build_pulse(whole.journal.find_cycle(cycle.number), whole.journal, whole.calendar, whole.as_at, whole.rules)
    asking = {sign.name: sign for sign in pulse.signs if sign.asks}
    for name in sorted(asking, key=lambda name: (name not in ACT_ORDER, name)):
        sign = asking[name]
        command = whole.word(sign.next.act) if sign.next else ""
        yield EntryLine(None, "", sign.sentence, command, lead=f"Enquiry {cycle.number}, {name}")


def _build_still_open(_: SectionSpec, whole: DocumentContext) -> Blocks:
    lines = [_build_open_line(number, question, "") for number, question in whole.still_open]
    lines += [_build_open_line(number, question, "nothing in this time") for number, question in whole.without_entries]
    if lines:
        yield Listing("still open", tuple(lines))


def _build_open_line(number: int, question: str, beside: str) -> EntryLine:
    return EntryLine(None, "", question, beside, lead=f"Enquiry {number}")


_PARTS: dict[SectionContent, Callable[[SectionSpec, DocumentContext], Blocks]] = {
    SectionContent.MONTHS: _build_months,
    SectionContent.THEMES: _build_themes,
    SectionContent.THREADS: _build_threads,
    SectionContent.TOUCHED: _build_standards_touched,
    SectionContent.HELPS: _build_helps,
    SectionContent.LOOSE: _build_loose_ends,
    SectionContent.OPEN: _build_still_open,
}


def collect_entry_names(blocks: Sequence[AnyBlock]) -> frozenset[str]:
    """Return the names of the entries that some blocks tell."""
    return frozenset(line.name for block in blocks if isinstance(block, Listing) for line in block.lines)


def build_empty_paragraph(owner: str) -> Paragraph:
    """Return what stands where the journal says nothing; `owner` is what fills it, for the owner's eyes alone."""
    filled = f" {owner} fills it." if owner else ""
    return Paragraph("silent", f"The journal has nothing on this in this time.{filled}", bare=True, quiet=True)
