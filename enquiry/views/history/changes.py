"""What came, went and changed: thing by thing, the words that went in `[-…-]` and those that came in `{+…+}`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.history.changes import Alteration, Field, Piece, What, brief, reworded
from enquiry.insight.words import counted, joined
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

MOST = 12
"""Things drawn one by one; more are counted."""

SHORT = 24
"""Characters up to which a value is set beside the other whole, not compared word by word."""

_WORDS = ("question", "text", "name")


def alterations_view(found: Sequence[Alteration], look: Look) -> RenderableType:
    """Draw what a command does, or would do, to each thing."""
    drawing = [part for one in found[:MOST] for part in _one(one, look)]
    if rest := found[MOST:]:
        drawing.append(Text(f"{look.marks.ellipsis} and {'; '.join(_counted(rest))}", "quiet"))
    return Group(*drawing)


def _counted(rest: Sequence[Alteration]) -> Iterator[str]:
    for what in What:
        kinds = Counter(one.kind for one in rest if one.what is what)
        if kinds:
            several = sum(kinds.values()) > 1
            yield f"{joined([_many(kind, number) for kind, number in kinds.items()])} {_verb(what, several=several)}"


def _many(kind: str, number: int) -> str:
    one, many = ("piece of evidence", "pieces of evidence") if kind == "evidence" else (kind, f"{kind}s")
    return counted(number, one, many)


def _verb(what: What, *, several: bool) -> str:
    return {What.ADDED: "come", What.GONE: "go", What.CHANGED: "change"}[what] + (
        "" if several else "es" if what is What.GONE else "s"
    )


def _one(one: Alteration, look: Look) -> Iterator[RenderableType]:
    head = Text.assemble(said(one.thing, "strong"), f" {_verb(one.what, several=one.kind.endswith('s'))}")
    if one.what is What.CHANGED:
        yield head
        yield from (Padding(_field(field, look), (0, 0, 0, 4)) for field in one.fields)
    else:
        words = _words_of(one)
        yield Hanging(Text.assemble(head, ": "), said(_cut(words, look))) if words else head


def _words_of(one: Alteration) -> str:
    fields = {field.name: field.before or field.after for field in one.fields}
    return next((fields[name] for name in _WORDS if name in fields), "")


def _cut(words: str, look: Look) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 200 else f"{line[:199].rstrip()}{look.marks.ellipsis}"


def _field(field: Field, look: Look) -> RenderableType:
    return Hanging(Text(f"{field.name}  ", "quiet"), field_view(field, look))


def field_view(field: Field, look: Look, *, whole: bool = False) -> Text:
    """Return what became of a field: short values side by side, longer ones compared word by word.

    With `whole` nothing is left out of what stayed.
    """
    if not (field.before and field.after):
        return said(f"now {field.after}" if field.after else f"was {field.before}; now nothing")
    if max(len(field.before), len(field.after)) <= SHORT:
        return said(f"was {field.before}; now {field.after}")
    pieces = reworded(field.before, field.after)
    return pieces_view(pieces if whole else brief(pieces, look.marks.ellipsis))


def pieces_view(pieces: Sequence[Piece]) -> Text:
    """Return the pieces of a compared text as one, the marks telling them apart without colour."""
    marks = {"same": ("", "", "none"), "gone": ("[-", "-]", "attention"), "new": ("{+", "+}", "accent")}
    text = Text()
    for piece in pieces:
        before, after, style = marks[piece.what]
        text.append_text(said(f"{before}{piece.text}{after}", style))
    return text


def alterations_lines(found: Sequence[Alteration]) -> Iterator[str]:
    """Say the same in plain lines, every thing and field of it."""
    for one in found:
        yield f"{one.what}: {one_line(one.thing)}"
        for field in one.fields:
            if field.before:
                yield f"{field.name} was: {one_line(field.before)}"
            if field.after:
                yield f"{field.name}: {one_line(field.after)}"
        yield ""
