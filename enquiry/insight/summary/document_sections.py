"""The parts of a summary that tell of all its cycles together: months, themes, threads, standards, what is open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import short
from enquiry.insight.pulse.evaluate import FIRST_THINGS, pulse_of
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.summary import pictures
from enquiry.insight.summary.blocks import AnyBlock, Line, Listing, Paragraph, Table
from enquiry.insight.summary.collect import CycleSummary, lines_of
from enquiry.insight.summary.reader import Part, Told
from enquiry.insight.summary.sections import bears, lines_told
from enquiry.insight.words import counted
from enquiry.insight.year.timeliness import Month
from enquiry.model.choices import Decision, State
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.model.text import fold

HELPS = "helps"
"""The tag of an entry that says what helps a group, for whoever teaches it next."""

Blocks = Iterator[AnyBlock]


class Whole(NamedTuple):
    """What the parts across all cycles are made from."""

    cycles: tuple[CycleSummary, ...]
    journal: Journal
    calendar: Calendar
    standards: Standards
    as_at: date
    months: tuple[Month, ...]
    still_open: tuple[tuple[int, str], ...]
    without_entries: tuple[tuple[int, str], ...]
    unfiled: int
    rules: Rules = USUAL


def across(part: Part, told: Told, whole: Whole) -> Blocks:
    """Yield the blocks in which one part tells of all the cycles."""
    yield from _PARTS[part](told, whole)


def _months(_: Told, whole: Whole) -> Blocks:
    if any(any(lines_of(cycle)) for cycle in whole.cycles):
        yield pictures.strip(whole.months)


class _Theme(NamedTuple):
    tag: str
    cycles: set[int]
    entries: set[str]
    days: list[date]


def _themes(told: Told, whole: Whole) -> Blocks:
    """Tell the tags by how many cycles they run through, then by how many entries bear them."""
    themes: dict[str, _Theme] = {}
    for cycle in whole.cycles:
        days = [cycle.began_on, *(line.on for line in lines_of(cycle) if line.on)]
        for tag in cycle.tags:
            _theme(themes, tag, cycle).days.extend(days)
        for line in lines_of(cycle):
            for tag in line.tags:
                theme = _theme(themes, tag, cycle)
                theme.entries.add(line.name)
                theme.days.extend([line.on] if line.on else [])
    ordered = sorted(themes.values(), key=lambda theme: (-len(theme.cycles), -len(theme.entries), fold(theme.tag)))
    rows = tuple(_theme_row(theme) for theme in ordered[: told.most])
    if rows:
        yield Table("Themes", ("Theme", "Enquiries", "From", "To"), rows)


def _theme(themes: dict[str, _Theme], tag: str, cycle: CycleSummary) -> _Theme:
    theme = themes.setdefault(fold(tag), _Theme(tag, set(), set(), []))
    theme.cycles.add(cycle.number)
    return theme


def _theme_row(theme: _Theme) -> tuple[str, ...]:
    days = (short(day, year=True) for day in (min(theme.days), max(theme.days)))
    return (theme.tag, _numbers(theme.cycles), *days)


def _numbers(cycles: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(cycles)))


def _threads(_: Told, whole: Whole) -> Blocks:
    """Tell every cycle that grew from another of the document, and the one it grew from, in the order of growing."""
    known = {cycle.number: cycle for cycle in whole.cycles if cycle.goes}
    grown = {number: cycle.grew_from for number, cycle in known.items() if cycle.grew_from in known}
    in_thread = {*grown, *grown.values()}
    lines = [_thread_line(known[number], grown.get(number)) for number in sorted(n for n in in_thread if n)]
    if lines:
        yield Listing("threads", tuple(lines))


def _thread_line(cycle: CycleSummary, parent: int | None) -> Line:
    beside = f"grew from enquiry {parent}" if parent else ""
    return Line(cycle.began_on, "", cycle.question, beside, lead=f"Enquiry {cycle.number}")


def _touched(_: Told, whole: Whole) -> Blocks:
    """Tell where the thinking went: each code with the enquiries and entries it was laid beside. Never the rest."""
    places: dict[str, list[str]] = {}
    for cycle in whole.cycles:
        for code in cycle.standards:
            names = [line.name for line in lines_of(cycle) if code in line.standards]
            where = f"enquiry {cycle.number}" + (f" ({', '.join(names)})" if names else "")
            places.setdefault(code, []).append(where)
    rows = tuple((code, whole.standards.title(code, whole.as_at), "; ".join(places[code])) for code in sorted(places))
    if rows:
        yield Table("Where the thinking went", ("Standard", "Its title", "Where"), rows)


def _helps(told: Told, whole: Whole) -> Blocks:
    """Tell what helps: what was tagged so, what was kept, what is still done, and what to look out for."""
    ranked = [pair for cycle in whole.cycles for pair in _helping(cycle, whole.as_at)]
    best = sorted(ranked, key=lambda pair: pair[0])[: told.most]
    if best:
        yield Listing("what helps", tuple(line for _, line in best))


def _helping(cycle: CycleSummary, as_at: date) -> Iterator[tuple[int, Line]]:
    """Yield the lines of a cycle that may help, each with its rank."""
    kept = (Decision.EMBED.capitalize(), Decision.EXTEND.capitalize())
    seen = set[str]()
    ranks = (
        [line for line in lines_of(cycle) if bears(line, (HELPS,))],
        [line for line in cycle.decisions if line.lead.startswith(kept)],
        list(lines_told(cycle.done, 1)) if cycle.done and (cycle.done[-1].on or as_at) <= as_at else [],
        list(cycle.disagreed[-1:]),
        list(cycle.decisions[-1:]),
    )
    for rank, lines in enumerate(ranks):
        for line in lines:
            if line.name not in seen:
                seen.add(line.name)
                yield rank, line


def _loose(_: Told, whole: Whole) -> Blocks:
    """Tell what each open cycle still asks for, with the command that answers it, and what was never filed."""
    lines = [line for cycle in whole.cycles if cycle.state is State.OPEN for line in _asking(cycle, whole)]
    if whole.unfiled:
        notes = counted(whole.unfiled, "note")
        lines.append(Line(None, "", f"{notes.capitalize()} of this time not yet filed to an enquiry", "enquiry file"))
    if lines:
        yield Listing("loose ends", tuple(lines))


def _asking(cycle: CycleSummary, whole: Whole) -> Iterator[Line]:
    pulse = pulse_of(whole.journal.cycle(cycle.number), whole.journal, whole.calendar, whole.as_at, whole.rules)
    asking = {sign.name: sign for sign in pulse.signs if sign.asks}
    for name in sorted(asking, key=lambda name: (name not in FIRST_THINGS, name)):
        sign = asking[name]
        yield Line(None, "", sign.sentence, sign.command, lead=f"Enquiry {cycle.number}, {name}")


def _open(_: Told, whole: Whole) -> Blocks:
    lines = [_open_line(number, question, "") for number, question in whole.still_open]
    lines += [_open_line(number, question, "nothing in this time") for number, question in whole.without_entries]
    if lines:
        yield Listing("still open", tuple(lines))


def _open_line(number: int, question: str, beside: str) -> Line:
    return Line(None, "", question, beside, lead=f"Enquiry {number}")


_PARTS: dict[Part, Callable[[Told, Whole], Blocks]] = {
    Part.MONTHS: _months,
    Part.THEMES: _themes,
    Part.THREADS: _threads,
    Part.TOUCHED: _touched,
    Part.HELPS: _helps,
    Part.LOOSE: _loose,
    Part.OPEN: _open,
}


def told_in(blocks: Sequence[AnyBlock]) -> frozenset[str]:
    """Return the names of the entries that some blocks tell."""
    return frozenset(line.name for block in blocks if isinstance(block, Listing) for line in block.lines)


def silence(owner: str) -> Paragraph:
    """Return what stands where the journal says nothing; `owner` is what fills it, for the owner's eyes alone."""
    filled = f" {owner} fills it." if owner else ""
    return Paragraph("silent", f"The journal has nothing on this in this time.{filled}", bare=True, quiet=True)
