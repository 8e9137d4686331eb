"""Differences told: what came, what went and what changed, thing by thing and field by field."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from typing import Literal, NamedTuple

import msgspec

from enquiry.dates.period import spell, spell_moment
from enquiry.insight.history.diff import JournalPart, RecordDiff
from enquiry.model.choices import Privacy
from enquiry.model.cycle import Cycle, Link, Question, StateChange, SuccessSign
from enquiry.model.fields import get_label
from enquiry.model.journal import LooseNote, Settings
from enquiry.model.measure import Measure, MeasuredValue, format_plain_number
from enquiry.model.record import Record


class ChangeKind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """One field of a thing, before and after, in words; empty where it said nothing."""

    name: str
    before: str
    after: str


class RecordChange(NamedTuple):
    """What became of one thing that can be seen: its kind, its name, and the fields that say so.

    A thing that came or went has them all; one that changed those that differ.
    """

    kind: str
    name: str
    what: ChangeKind
    fields: tuple[FieldChange, ...]

    @property
    def thing(self) -> str:
        """The thing as it is spoken of: "reflection 7.4", "the settings"."""
        return f"{self.kind} {self.name}".strip()


_HIDDEN_FIELDS = {"id", "recorded_at", "removed", "number", "cycle", "entries"}
_TEXT_FIELDS = {"text", "questions"}
"""Where a thing's own words are; they come first."""

_OTHER_LABELS = {"questions": "question", "current": "current cycle"}
"""What fields are called that are none of the optional ones."""


def build_record_changes(found: Iterable[RecordDiff]) -> tuple[RecordChange, ...]:
    """Return the differences as a person sees them. What was out of sight before and after is left out."""
    return tuple(filter(None, map(_build_record_change, found)))


def _build_record_change(found: RecordDiff) -> RecordChange | None:
    before, after = _hide_removed(found.before), _hide_removed(found.after)
    shown = after or before
    if shown is None:
        return None
    fields = tuple(diff_fields(before, after))
    what = ChangeKind.CHANGED if before and after else ChangeKind.ADDED if after else ChangeKind.GONE
    return RecordChange(*name_record(shown), what, fields) if fields or what is not ChangeKind.CHANGED else None


def _hide_removed(record: JournalPart | None) -> JournalPart | None:
    return None if isinstance(record, Record) and record.removed else record


def name_record(record: JournalPart) -> tuple[str, str]:
    """Return what a record is and the name by which a person knows it."""
    match record:
        case Settings():
            return "the settings", ""
        case Cycle():
            return "cycle", str(record.number)
        case LooseNote():
            return "note", record.name
        case Measure():
            return "measure", record.name
        case _:
            return record.kind.value, record.name


def diff_fields(before: JournalPart | None, after: JournalPart | None) -> Iterator[FieldChange]:
    """Yield each field in which a thing differs that says something to a person."""
    shown = after or before or Settings()
    untold = _HIDDEN_FIELDS if isinstance(shown, Settings | Measure) else {*_HIDDEN_FIELDS, "name"}
    for name in sorted(shown.__struct_fields__, key=lambda name: name not in _TEXT_FIELDS):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if name in untold or old == new:
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            old, new = _exclude_common(old, new), _exclude_common(new, old)
        elif isinstance(shown, Cycle) and name == "questions":  # of one that comes or goes the question it ended with
            old, new = old and old[-1:], new and new[-1:]
        elif Privacy.PRIVATE in (old, new) and None in (old, new):  # as everything is, where nothing else is said
            continue
        was, now = format_field(old), format_field(new)
        if was != now:
            yield FieldChange(_OTHER_LABELS.get(name) or get_label(name), was, now)


def _exclude_common(one: tuple[object, ...], other: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(item for item in one if item not in other)


def format_field(value: object) -> str:
    """Return the value of any field in words, nothing where it says nothing."""
    match value:
        case None | False:
            said = ""
        case tuple():
            said = "; ".join(map(format_field, value))
        case Enum():
            said = str(value.value)
        case datetime():
            said = spell_moment(value)
        case date():
            said = spell(value)
        case float():
            said = format_plain_number(value)
        case msgspec.Struct():
            said = _format_part(value)
        case _:
            said = str(value)
    return said


def _format_part(part: msgspec.Struct) -> str:
    match part:
        case Question():
            because = f", because {part.because}" if part.because else ""
            return f"{part.text} ({spell(part.on)}{because})"
        case SuccessSign():
            return f"{part.text} (said {spell(part.on)})"
        case MeasuredValue():
            return f"{part.measure} {format_plain_number(part.value)}" + (
                f" (SD {format_plain_number(part.sd)})" if part.sd else ""
            )
        case Link():
            return f"{part.kind.value} {part.who or part.cycle}"
        case StateChange():
            return f"{part.state.value} on {spell(part.on)}" + (f", because {part.because}" if part.because else "")
        case _:
            return ", ".join(filter(None, (format_field(getattr(part, name)) for name in part.__struct_fields__)))


# --- Two texts compared: which words went, which came, and which stayed.


_WORD_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_LINE_PIECES = re.compile(r"[^\n]*\n|[^\n]+")
MAX_COMPARED_PAIRS = 4_000_000
"""Pairs of pieces that are compared at the most: comparing takes a time that grows with them."""

CONTEXT_CHARS = 48
"""Characters kept on each side where a stretch that stayed is left out."""


class DiffPiece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    text: str


def diff_texts(before: str, after: str) -> tuple[DiffPiece, ...]:
    """Return the pieces that lead from one text to another; together they hold both, whole.

    Words are compared; in long texts lines; and texts too long even for that go and come as wholes.
    """
    for unit in (_WORD_PIECES, _LINE_PIECES):
        old, new = unit.findall(before), unit.findall(after)
        if len(old) * len(new) <= MAX_COMPARED_PAIRS:
            return _merge_pieces(_diff_units(old, new))
    return _merge_pieces([DiffPiece("gone", before), DiffPiece("new", after)])


def _diff_units(old: list[str], new: list[str]) -> list[DiffPiece]:
    pieces = list[DiffPiece]()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(DiffPiece("same", "".join(old[a:b])))
        else:
            pieces += [DiffPiece("gone", "".join(old[a:b])), DiffPiece("new", "".join(new[c:d]))]
    return pieces


def _merge_pieces(pieces: list[DiffPiece]) -> tuple[DiffPiece, ...]:
    """Return the pieces without empty ones, and changes that only white space keeps apart made one."""
    joined, gone, new = list[DiffPiece](), "", ""
    for place, piece in enumerate(pieces):
        between = bool(gone or new) and piece.text.isspace() and place + 1 < len(pieces)
        if piece.what == "same" and not between:
            joined += [DiffPiece("gone", gone), DiffPiece("new", new), piece]
            gone = new = ""
        else:
            gone += piece.text if piece.what != "new" else ""
            new += piece.text if piece.what != "gone" else ""
    joined += [DiffPiece("gone", gone), DiffPiece("new", new)]
    return tuple(piece for piece in joined if piece.text)


def shorten_pieces(pieces: tuple[DiffPiece, ...], ellipsis: str = "…") -> tuple[DiffPiece, ...]:
    """Return the pieces with long stretches that stayed cut to what stands beside a change."""
    last = len(pieces) - 1
    return tuple(
        DiffPiece("same", _shorten_unchanged(piece.text, place > 0, place < last, ellipsis))
        if piece.what == "same"
        else piece
        for place, piece in enumerate(pieces)
    )


def _shorten_unchanged(text: str, after_change: bool, before_change: bool, ellipsis: str) -> str:
    head = text[:CONTEXT_CHARS] if after_change else ""
    tail = text[-CONTEXT_CHARS:] if before_change else ""
    whole = len(text) <= len(head) + len(tail) + 2 or not (head or tail)
    return text if whole else f"{head}{ellipsis}{tail}"
