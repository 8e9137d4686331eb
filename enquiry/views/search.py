"""What a search found: under each cycle its question and what became of it, then the entries with the match marked."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import LooseNote
from enquiry.query.highlight import spans_in
from enquiry.query.item import Said, said_in
from enquiry.query.matching import Finder
from enquiry.query.result import Counts, Result, is_whole
from enquiry.query.select import Found
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import UNICODE, Look, Marks

AROUND = 60
"""Characters of a text shown on either side of the first match."""

Wanted = tuple[Finder, ...]


def search_view(result: Result, look: Look) -> RenderableType:
    """Draw what was found, the best match first where there is one."""
    wanted = result.wanted
    drawing: list[RenderableType] = []
    if wanted and (result.told.found or result.told.notes):
        drawing += [Text(in_words(result.all), "quiet"), ""]
    for found in result.told.found:
        drawing += [*_cycle(found.cycle, wanted, look), *_entries(found, result, wanted, look), ""]
    if result.told.notes:
        drawing.append(Text("In the inbox", "strong"))
        drawing += [_note(note, wanted, look) for note in result.told.notes]
    if any(result.left):
        twice = 2 * (len(result.told.entries) + len(result.told.notes))
        words = f"and {in_words(result.left)} more: --limit {twice}, or --all for all of them"
        drawing.append(Text(words, "strong"))
    return Group(*drawing)


def in_words(counts: Counts) -> str:
    """Return counts as they are spoken of: `4 cycles, 12 entries, 2 notes`."""
    told = zip(counts, (("cycle", "cycles"), ("entry", "entries"), ("note", "notes")), strict=True)
    return ", ".join(filter(None, (_count(number, *nouns) for number, nouns in told)))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _cycle(cycle: Cycle, wanted: Wanted, look: Look) -> Iterator[RenderableType]:
    number = f"{cycle.number} {look.marks.dot} "
    yield Hanging(Text(number, "strong"), marked(cycle.question, wanted, look.marks, "question"))
    yield Hanging(Text(" " * len(number)), _became(cycle, look))


def _became(cycle: Cycle, look: Look) -> Text:
    began, last = short(cycle.began_on, year=True), short(cycle.last_on, year=True)
    when = began if began == last else f"{began} to {last}"
    tags = f" {look.marks.dot} {', '.join(cycle.tags)}" if cycle.tags else ""
    decided = cycle.decided
    if not decided or not decided.decision:
        return Text.assemble((cycle.state.value, "strong"), (f" {look.marks.dot} {when}", "quiet"), said(tags, "quiet"))
    because = f", because {one_line(decided.because)}" if decided.because else ""
    decision = (f" {decided.decision.value.upper()} ", "decision")
    on = f" {spell(decided.happened_on)}{because}"
    return Text.assemble(decision, said(on), (f" {look.marks.dot} {when}", "quiet"), said(tags, "quiet"))


def _entries(found: Found, result: Result, wanted: Wanted, look: Look) -> Iterator[RenderableType]:
    """Draw where the cycle's own words match, then the entries; those found because all of it was take one line."""
    if found.itself and wanted and (pair := _match(said_in(found.cycle)[1:], wanted)):
        yield Hanging(Text(f"      {pair[0]}  ", "quiet"), snippet(pair[1], wanted, look.marks))
    if result.only_cycles or not found.entries:
        return
    if is_whole(found, result.told):
        days = sorted(entry.happened_on for entry in found.entries)
        when = f"{short(days[0], year=True)} to {short(days[-1], year=True)}"
        words = f"all its {len(found.entries)} entries, {when}: enquiry timeline {found.cycle.number}"
        yield Hanging(Text("    "), Text(words, "quiet"))
        return
    name_width = max(len(entry.name) for entry in found.entries)
    for entry in found.entries:
        yield _entry(entry, wanted, look, name_width)


def _entry(entry: AnyEntry, wanted: Wanted, look: Look, name_width: int) -> RenderableType:
    label = Text(f"      {entry.name:<{name_width}}  ")
    if not look.narrow:
        day = short(entry.happened_on, year=True)
        label = Text.assemble(label, (f"{day:>11}", "quiet"), f"  {entry.kind.value:<10}  ")
    return Hanging(label, snippet(matching(entry, wanted)[1], wanted, look.marks))


def _note(note: LooseNote, wanted: Wanted, look: Look) -> RenderableType:
    return Hanging(Text(f"  {note.name} ", "quiet"), snippet(note.text, wanted, look.marks))


def matching(thing: Cycle | AnyEntry | LooseNote, wanted: Wanted) -> Said:
    """Return the first of a thing's texts that holds a match, with what it is; else its main text."""
    texts = said_in(thing)
    return _match(texts, wanted) or (texts[0] if texts else ("text", ""))


def _match(texts: tuple[Said, ...], wanted: Wanted) -> Said | None:
    return next(((what, text) for what, text in texts if spans_in(one_line(text), wanted)), None) if wanted else None


def snippet(text: str, wanted: Wanted, marks: Marks) -> Text:
    """Return the part of a text around the first match, on one line, with every match marked."""
    line = one_line(text)
    spans = spans_in(line, wanted)
    begin = max(0, spans[0][0] - AROUND) if spans else 0
    end = (spans[0][1] if spans else 0) + 2 * AROUND
    inside = [(a - begin, b - begin) for a, b in spans if b <= end]
    open_end = marks.ellipsis if end < len(line) else ""
    return Text.assemble(marks.ellipsis if begin else "", _drawn(line[begin:end], inside, marks), open_end)


def marked(text: str, wanted: Wanted, marks: Marks, style: str = "") -> Text:
    """Return a text with every match between `«»` and emphasised, so that it shows without colour too."""
    line = one_line(text)
    return _drawn(line, spans_in(line, wanted), marks, style)


def _drawn(line: str, spans: list[tuple[int, int]], marks: Marks, style: str = "") -> Text:
    drawn, at = Text(style=style), 0
    for begin, end in spans:
        drawn.append(line[at:begin])
        drawn.append(f"{marks.left}{line[begin:end]}{marks.right}", "match")
        at = end
    drawn.append(line[at:])
    return drawn


def search_lines(result: Result, marks: Marks = UNICODE) -> Iterator[str]:
    """Say what was found in plain lines, each text whole; `matched` names the field that holds a match, marked."""
    wanted = result.wanted
    if any(result.all):
        yield f"found: {in_words(result.all)}"
        yield ""
    for found in result.told.found:
        yield from _cycle_lines(found, wanted, marks)
        for entry in () if result.only_cycles else found.entries:
            yield f"entry: {entry.name}, {entry.happened_on.isoformat()}, {entry.kind}"
            yield from _thing_lines(entry, entry.text, wanted, marks)
        yield ""
    for note in result.told.notes:
        yield f"note: {note.name}, {note.happened_on.isoformat()}, in the inbox"
        yield from _thing_lines(note, note.text, wanted, marks)
    if any(result.left):
        yield f"more: {in_words(result.left)}; --all tells all of them"


def _cycle_lines(found: Found, wanted: Wanted, marks: Marks) -> Iterator[str]:
    cycle, decided = found.cycle, found.cycle.decided
    yield f"cycle: {cycle.number}"
    yield f"question: {one_line(cycle.question)}"
    if decided:
        because = f", because {one_line(decided.because)}" if decided.because else ""
        yield f"decision: {decided.decision}, {decided.happened_on.isoformat()}{because}"
    yield f"state: {cycle.state}, {cycle.began_on.isoformat()} to {cycle.last_on.isoformat()}"
    if cycle.tags:
        yield f"tags: {one_line(', '.join(cycle.tags))}"
    if found.itself:
        yield from _matched(cycle, wanted, marks)


def _thing_lines(thing: AnyEntry | LooseNote, text: str, wanted: Wanted, marks: Marks) -> Iterator[str]:
    yield f"text: {one_line(text)}"
    yield from _matched(thing, wanted, marks)


def _matched(thing: Cycle | AnyEntry | LooseNote, wanted: Wanted, marks: Marks) -> Iterator[str]:
    """Yield each field that holds a match, with the part around it."""
    for what, text in said_in(thing) if wanted else ():
        if spans_in(one_line(text), wanted):
            yield f"matched {what}: {snippet(text, wanted, marks).plain}"
