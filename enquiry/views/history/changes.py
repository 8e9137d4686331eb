"""Changes drawn: record by record, the words that went in `[-…-]` and those that came in `{+…+}`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.history.changes import ChangeKind, FieldChange, RecordChange
from enquiry.insight.history.word_diff import DiffPiece, diff_words, shorten_pieces
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, join_words

MAX_DRAWN = 12
"""Records drawn one by one; more are counted."""

SHORT_VALUE = 24
"""Characters up to which a value is set beside the other whole, not compared word by word."""

_VERBS = {
    ChangeKind.ADDED: ("comes", "come"),
    ChangeKind.GONE: ("goes", "go"),
    ChangeKind.CHANGED: ("changes", "change"),
}
_PIECE_STYLES = {"same": "none", "gone": "attention", "new": "accent"}


def draw_change_list(found: Sequence[RecordChange], look: RenderOptions) -> RenderableType:
    """Draw what a command does, or would do, to each record."""
    drawing = [part for one in found[:MAX_DRAWN] for part in _draw_record_change(one, look)]
    counts = list[str]()
    for what in ChangeKind:
        kinds = Counter(one.kind for one in found[MAX_DRAWN:] if one.what is what)
        nouns = {"evidence": ("piece of evidence", "pieces of evidence")}
        if kinds:
            told = [format_count(number, *nouns.get(kind, (kind, f"{kind}s"))) for kind, number in kinds.items()]
            counts.append(f"{join_words(told)} {_VERBS[what][sum(kinds.values()) > 1]}")
    if counts:
        drawing.append(Text(f"{look.marks.ellipsis} and {'; '.join(counts)}", "quiet"))
    return Group(*drawing)


def _draw_record_change(one: RecordChange, look: RenderOptions) -> list[RenderableType]:
    head = Text.assemble(draw_text(one.title, "strong"), f" {_VERBS[one.what][one.kind.endswith('s')]}")
    if one.what is ChangeKind.CHANGED:
        return [head, *(Padding(draw_labelled_change(field, look), (0, 0, 0, 4)) for field in one.fields)]
    fields = {field.name: field.before or field.after for field in one.fields}
    line = " ".join(next((fields[name] for name in ("question", "text", "name") if name in fields), "").split())
    short = line if len(line) <= 200 else f"{line[:199].rstrip()}{look.marks.ellipsis}"
    return [HangingIndent(Text.assemble(head, ": "), draw_text(short)) if line else head]


def draw_labelled_change(field: FieldChange, look: RenderOptions, *, whole: bool = False) -> HangingIndent:
    """Draw what became of a field, beside the field's name."""
    return HangingIndent(Text(f"{field.name}  ", "quiet"), draw_field_change(field, look, whole=whole))


def draw_field_change(field: FieldChange, look: RenderOptions, *, whole: bool = False) -> Text:
    """Return what became of a field: short values side by side, longer ones compared word by word.

    With `whole` nothing is left out of what stayed.
    """
    if not (field.before and field.after):
        return draw_text(f"now {field.after}" if field.after else f"was {field.before}; now nothing")
    if max(len(field.before), len(field.after)) <= SHORT_VALUE:
        return draw_text(f"was {field.before}; now {field.after}")
    pieces = diff_words(field.before, field.after)
    return draw_text_diff(pieces if whole else shorten_pieces(pieces, look.marks.ellipsis))


def draw_text_diff(pieces: Iterable[DiffPiece]) -> Text:
    """Return the pieces of a compared text as one, with marks that tell them apart without colour."""
    return Text().join(draw_text(piece.marked, _PIECE_STYLES[piece.what]) for piece in pieces)


def format_change_list_lines(found: Sequence[RecordChange]) -> Iterator[str]:
    """Yield the same as plain lines, every record and field of it."""
    for one in found:
        yield f"{one.what}: {flatten_text(one.title)}"
        for field in one.fields:
            yield from format_field_change_lines(field)
        yield ""


def format_field_change_lines(field: FieldChange) -> Iterator[str]:
    """Return a field as plain lines, as it was and as it became, where it said something."""
    return format_fields((f"{field.name} was", field.before), (field.name, field.after))
