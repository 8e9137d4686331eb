"""What a search found: under each cycle its question and what became of it, then the entries with the match marked."""

import re
import unicodedata
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.text import fold
from enquiry.query.select import Found, Selection, entry_texts
from enquiry.views.hanging import Hanging
from enquiry.views.said import said
from enquiry.views.theme import Look, Marks
from enquiry.views.visible import one_line

MOST = 6
"""Entries shown of each cycle, unless the search is in that cycle alone."""

AROUND = 60
"""Characters of a text shown on either side of the first match."""


def search_view(selection: Selection, look: Look) -> RenderableType:
    """Draw what was found."""
    drawing: list[RenderableType] = []
    for found in selection.found:
        drawing += [*_cycle(found.cycle, selection, look), _entries(found, selection, look), ""]
    if selection.notes:
        drawing.append(Text("In the inbox", "strong"))
        drawing += [
            Hanging(Text(f"  {n.name} ", "quiet"), snippet(n.text, selection.query.words, look.marks))
            for n in selection.notes
        ]
    return Group(*drawing)


def _cycle(cycle: Cycle, selection: Selection, look: Look) -> Iterator[RenderableType]:
    number = f"{cycle.number} {look.marks.dot} "
    words = selection.query.words
    yield Hanging(Text(number, "strong"), marked(cycle.question, words, look.marks, "question"))
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


def _entries(found: Found, selection: Selection, look: Look) -> RenderableType:
    """Draw the entries; those found only because their cycle bears the tag are summed up in a line."""
    if _only_by_cycle(found, selection):
        days = f"{short(found.entries[0].happened_on, year=True)} to {short(found.entries[-1].happened_on, year=True)}"
        words = Text(f"all its {len(found.entries)} entries, {days}: enquiry timeline {found.cycle.number}", "quiet")
        return Hanging(Text("    "), words)
    most = len(found.entries) if selection.query.cycles else MOST
    shown, left = found.entries[:most], len(found.entries[most:])
    name_width = max((len(entry.name) for entry in shown), default=0)
    rows: list[RenderableType] = [_entry(entry, selection, look, name_width) for entry in shown]
    if left:
        more = Text(f"and {left} more: add -c {found.cycle.number} for all of them", "quiet")
        rows.append(Hanging(Text("      "), more))
    return Group(*rows)


def _entry(entry: AnyEntry, selection: Selection, look: Look, name_width: int) -> RenderableType:
    words = selection.query.words
    label = Text(f"      {entry.name:<{name_width}}  ")
    if not look.narrow:
        day = short(entry.happened_on, year=True)
        label = Text.assemble(label, (f"{day:>11}", "quiet"), f"  {entry.kind.value:<10}  ")
    return Hanging(label, snippet(_matching(entry, words), words, look.marks))


def _only_by_cycle(found: Found, selection: Selection) -> bool:
    query = selection.query
    narrowed = query.words or query.kinds or query.window
    return bool(found.itself and query.tags and not narrowed and len(found.entries) > 3)


def _matching(entry: AnyEntry, words: tuple[str, ...]) -> str:
    """Return the first of the entry's texts that holds a word, else its main text."""
    texts = entry_texts(entry)
    holding = (text for text in texts if any(fold(word) in fold(text) for word in words))
    return next(holding, texts[0] if texts else "")


def snippet(text: str, words: tuple[str, ...], marks: Marks) -> Text:
    """Return the part of a text around the first match, on one line, with every match marked."""
    line = one_line(text)
    spans = _spans(line, words)
    begin = max(0, spans[0][0] - AROUND) if spans else 0
    end = (spans[0][1] if spans else 0) + 2 * AROUND
    cut = line[begin:end]
    open_end = marks.ellipsis if end < len(line) else ""
    return Text.assemble(marks.ellipsis if begin else "", marked(cut, words, marks), open_end)


def marked(text: str, words: tuple[str, ...], marks: Marks, style: str = "") -> Text:
    """Return a text with every match between `«»` and emphasised, so that it shows without colour too."""
    line = one_line(text)
    drawn, at = Text(style=style), 0
    for begin, end in _spans(line, words):
        drawn.append(line[at:begin])
        drawn.append(f"{marks.left}{line[begin:end]}{marks.right}", "match")
        at = end
    drawn.append(line[at:])
    return drawn


def _spans(line: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the words stand in `line`, in order and without overlaps, comparing as `fold` does."""
    wanted = sorted((fold(word) for word in words if word), key=len, reverse=True)
    if not wanted:
        return []
    folded, places = _folded_with_places(line)
    matches = re.finditer("|".join(map(re.escape, wanted)), folded)
    return [(places[match.start()][0], places[match.end() - 1][1]) for match in matches]


def _folded_with_places(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return `line` folded, and for each character of that where in `line` it came from."""
    if line.isascii():  # the common case, and the quick one: every sign folds to itself or to its small letter
        return line.lower(), [(place, place + 1) for place in range(len(line))]
    folded, places = [], list[tuple[int, int]]()
    for begin, signs in _clusters(line):
        text = fold(signs)
        folded.append(text)
        places += [(begin, begin + len(signs))] * len(text)
    return "".join(folded), places


def _clusters(line: str) -> Iterator[tuple[int, str]]:
    """Yield the signs that fold together: a letter with the marks that follow it, and where it stands."""
    begin = 0
    for place in range(1, len(line) + 1):
        if place == len(line) or not unicodedata.combining(unicodedata.normalize("NFKC", line[place])[:1] or " "):
            yield begin, line[begin:place]
            begin = place


def search_lines(selection: Selection) -> Iterator[str]:
    """Say what was found in plain lines."""
    for found in selection.found:
        cycle = found.cycle
        yield f"cycle: {cycle.number}"
        yield f"question: {one_line(cycle.question)}"
        decided = cycle.decided
        if decided:
            because = f", because {one_line(decided.because)}" if decided.because else ""
            yield f"decision: {decided.decision}, {decided.happened_on.isoformat()}{because}"
        yield f"state: {cycle.state}, {cycle.began_on.isoformat()} to {cycle.last_on.isoformat()}"
        for entry in found.entries:
            yield f"entry: {entry.name}, {entry.happened_on.isoformat()}, {entry.kind}"
            yield f"text: {one_line(entry.text)}"
        yield ""
    for note in selection.notes:
        yield f"note: {note.name}, {note.happened_on.isoformat()}"
        yield f"text: {one_line(note.text)}"
