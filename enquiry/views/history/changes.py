"""What came, went and changed: thing by thing, the words that went in `[-…-]` and those that came in `{+…+}`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.history.changes import ChangeKind, DiffPiece, FieldChange, RecordChange, diff_texts, shorten_pieces
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.words import format_kind_count, join_words

MAX_DRAWN = 12
"""Things drawn one by one; more are counted."""

SHORT_VALUE = 24
"""Characters up to which a value is set beside the other whole, not compared word by word."""

_WORDS = ("question", "text", "name")


def draw_change_list(found: Sequence[RecordChange], look: RenderOptions) -> RenderableType:
    """Draw what a command does, or would do, to each thing."""
    drawing = [part for one in found[:MAX_DRAWN] for part in _one(one, look)]
    if rest := found[MAX_DRAWN:]:
        drawing.append(Text(f"{look.marks.ellipsis} and {'; '.join(_format_change_counts(rest))}", "quiet"))
    return Group(*drawing)


def _format_change_counts(rest: Sequence[RecordChange]) -> Iterator[str]:
    for what in ChangeKind:
        kinds = Counter(one.kind for one in rest if one.what is what)
        if kinds:
            several = sum(kinds.values()) > 1
            counts = join_words([format_kind_count(number, kind) for kind, number in kinds.items()])
            yield f"{counts} {_choose_verb(what, several=several)}"


def _choose_verb(what: ChangeKind, *, several: bool) -> str:
    return {ChangeKind.ADDED: "come", ChangeKind.GONE: "go", ChangeKind.CHANGED: "change"}[what] + (
        "" if several else "es" if what is ChangeKind.GONE else "s"
    )


def _one(one: RecordChange, look: RenderOptions) -> Iterator[RenderableType]:
    head = Text.assemble(draw_text(one.thing, "strong"), f" {_choose_verb(one.what, several=one.kind.endswith('s'))}")
    if one.what is ChangeKind.CHANGED:
        yield head
        yield from (Padding(_field(field, look), (0, 0, 0, 4)) for field in one.fields)
    else:
        words = _words_of(one)
        yield HangingIndent(Text.assemble(head, ": "), draw_text(_shorten_words(words, look))) if words else head


def _words_of(one: RecordChange) -> str:
    fields = {field.name: field.before or field.after for field in one.fields}
    return next((fields[name] for name in _WORDS if name in fields), "")


def _shorten_words(words: str, look: RenderOptions) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 200 else f"{line[:199].rstrip()}{look.marks.ellipsis}"


def _field(field: FieldChange, look: RenderOptions) -> RenderableType:
    return HangingIndent(Text(f"{field.name}  ", "quiet"), draw_field_change(field, look))


def draw_field_change(field: FieldChange, look: RenderOptions, *, whole: bool = False) -> Text:
    """Return what became of a field: short values side by side, longer ones compared word by word.

    With `whole` nothing is left out of what stayed.
    """
    if not (field.before and field.after):
        return draw_text(f"now {field.after}" if field.after else f"was {field.before}; now nothing")
    if max(len(field.before), len(field.after)) <= SHORT_VALUE:
        return draw_text(f"was {field.before}; now {field.after}")
    pieces = diff_texts(field.before, field.after)
    return draw_text_diff(pieces if whole else shorten_pieces(pieces, look.marks.ellipsis))


def draw_text_diff(pieces: Sequence[DiffPiece]) -> Text:
    """Return the pieces of a compared text as one, the marks telling them apart without colour."""
    marks = {"same": ("", "", "none"), "gone": ("[-", "-]", "attention"), "new": ("{+", "+}", "accent")}
    text = Text()
    for piece in pieces:
        before, after, style = marks[piece.what]
        text.append_text(draw_text(f"{before}{piece.text}{after}", style))
    return text


def format_change_list_lines(found: Sequence[RecordChange]) -> Iterator[str]:
    """Say the same in plain lines, every thing and field of it."""
    for one in found:
        yield f"{one.what}: {flatten_text(one.thing)}"
        for field in one.fields:
            if field.before:
                yield f"{field.name} was: {flatten_text(field.before)}"
            if field.after:
                yield f"{field.name}: {flatten_text(field.after)}"
        yield ""
