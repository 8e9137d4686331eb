"""Changes drawn: record by record, the words that went in `[-…-]` and those that came in `{+…+}`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

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


class ChangeTense(NamedTuple):
    """The words for changes at one time: what becomes of a record, and a field's value before and after."""

    verbs: Mapping[ChangeKind, str]
    before: str
    after: str


def _build_tense(auxiliary: str) -> ChangeTense:
    verbs = {ChangeKind.ADDED: "come", ChangeKind.GONE: "go", ChangeKind.CHANGED: "change"}
    return ChangeTense({kind: f"{auxiliary} {verb}" for kind, verb in verbs.items()}, "is", f"{auxiliary} be")


DONE = ChangeTense({kind: kind.value for kind in ChangeKind}, "was", "now")
TO_COME, ON_TRIAL = _build_tense("will"), _build_tense("would")
"""What is about to be written, and what would be if it were."""

_PIECE_STYLES = {"same": "none", "gone": "attention", "new": "accent"}


def draw_change_list(
    found: Sequence[RecordChange], look: RenderOptions, tense: ChangeTense = TO_COME
) -> RenderableType:
    """Draw what becomes of each record."""
    drawing = [part for one in found[:MAX_DRAWN] for part in _draw_record_change(one, look, tense)]
    counts = list[str]()
    for what in ChangeKind:
        kinds = Counter(one.kind for one in found[MAX_DRAWN:] if one.what is what)
        nouns = {"evidence": ("piece of evidence", "pieces of evidence")}
        if kinds:
            told = [format_count(number, *nouns.get(kind, (kind, f"{kind}s"))) for kind, number in kinds.items()]
            counts.append(f"{join_words(told)} {tense.verbs[what]}")
    if counts:
        drawing.append(Text(f"{look.marks.ellipsis} and {'; '.join(counts)}", "quiet"))
    return Group(*drawing)


def _draw_record_change(one: RecordChange, look: RenderOptions, tense: ChangeTense) -> list[RenderableType]:
    head = Text.assemble(draw_text(one.title, "strong"), f" {tense.verbs[one.what]}")
    if one.what is ChangeKind.CHANGED:
        return [head, *(Padding(draw_labelled_change(field, look, tense), (0, 0, 0, 4)) for field in one.fields)]
    fields = {field.name: field.before or field.after for field in one.fields}
    line = " ".join(next((fields[name] for name in ("question", "text", "name") if name in fields), "").split())
    short = line if len(line) <= 200 else f"{line[:199].rstrip()}{look.marks.ellipsis}"
    if not line:
        return [head]
    if head.cell_len > look.width * 2 // 3:
        return [head, Padding(draw_text(short), (0, 0, 0, 4))]
    return [HangingIndent(Text.assemble(head, ": "), draw_text(short))]


def draw_labelled_change(
    field: FieldChange, look: RenderOptions, tense: ChangeTense = DONE, *, whole: bool = False
) -> HangingIndent:
    """Draw what became of a field, beside the field's name."""
    return HangingIndent(Text(f"{field.name}  ", "quiet"), draw_field_change(field, look, tense, whole=whole))


def draw_field_change(
    field: FieldChange, look: RenderOptions, tense: ChangeTense = DONE, *, whole: bool = False
) -> Text:
    """Return what became of a field: short values side by side, longer ones compared word by word.

    With `whole` nothing is left out of what stayed.
    """
    before, after = f"{tense.before} {field.before}", f"{tense.after} {field.after or 'nothing'}"
    if not field.before:
        return draw_text(after)
    if not field.after or max(len(field.before), len(field.after)) <= SHORT_VALUE:
        return draw_text(f"{before}; {after}")
    pieces = diff_words(field.before, field.after)
    return draw_text_diff(pieces if whole else shorten_pieces(pieces, look.marks.ellipsis))


def draw_text_diff(pieces: Iterable[DiffPiece]) -> Text:
    """Return the pieces of a compared text as one, with marks that tell them apart without colour."""
    return Text().join(draw_text(piece.marked, _PIECE_STYLES[piece.what]) for piece in pieces)


def format_change_list_lines(found: Sequence[RecordChange], tense: ChangeTense = TO_COME) -> Iterator[str]:
    """Yield the same as plain lines, every record and field of it."""
    for one in found:
        yield f"{tense.verbs[one.what]}: {flatten_text(one.title)}"
        for field in one.fields:
            yield from format_field_change_lines(field, tense)
        yield ""


def format_field_change_lines(field: FieldChange, tense: ChangeTense = DONE) -> Iterator[str]:
    """Return a field as plain lines, before and after, where it said something."""
    after = field.name if tense is DONE else f"{field.name} {tense.after}"
    return format_fields((f"{field.name} {tense.before}", field.before), (after, field.after))
