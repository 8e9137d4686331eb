"""Differences told: what came, what went and what changed, thing by thing and field by field."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from typing import Literal, NamedTuple

import msgspec

from enquiry.dates.period import spell, spell_moment
from enquiry.insight.history.diff import Difference, Kept
from enquiry.model.choices import Privacy
from enquiry.model.cycle import Cycle, Link, Question, SuccessSign, Turn
from enquiry.model.journal import LooseNote, Settings
from enquiry.model.measure import Measure, Measured, plain_number
from enquiry.model.record import Record


class What(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


class Field(NamedTuple):
    """One field of a thing, before and after, in words; empty where it said nothing."""

    name: str
    before: str
    after: str


class Alteration(NamedTuple):
    """What became of one thing that can be seen: its kind, its name, and the fields that say so.

    A thing that came or went has them all; one that changed those that differ.
    """

    kind: str
    name: str
    what: What
    fields: tuple[Field, ...]

    @property
    def thing(self) -> str:
        """The thing as it is spoken of: "reflection 7.4", "the settings"."""
        return f"{self.kind} {self.name}".strip()


_UNTOLD = {"id", "recorded_at", "removed", "number", "cycle", "entries"}
_WORDS = {"text", "questions"}
"""Where a thing's own words are; they come first."""

_LABELS = {
    "evidence_kind": "kind",
    "n": "learners",
    "happened_on": "day",
    "questions": "question",
    "success": "success sign",
    "values": "measure",
    "where": "in",
    "privacy": "may be shown to",
    "current": "current cycle",
}


def alterations(found: Iterable[Difference]) -> tuple[Alteration, ...]:
    """Return the differences as a person sees them. What was out of sight before and after is left out."""
    return tuple(filter(None, map(_told, found)))


def _told(found: Difference) -> Alteration | None:
    before, after = _seen(found.before), _seen(found.after)
    shown = after or before
    if shown is None:
        return None
    fields = tuple(fields_of(before, after))
    what = What.CHANGED if before and after else What.ADDED if after else What.GONE
    return Alteration(*named(shown), what, fields) if fields or what is not What.CHANGED else None


def _seen(record: Kept | None) -> Kept | None:
    return None if isinstance(record, Record) and record.removed else record


def named(record: Kept) -> tuple[str, str]:
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


def fields_of(before: Kept | None, after: Kept | None) -> Iterator[Field]:
    """Yield each field in which a thing differs that says something to a person."""
    shown = after or before or Settings()
    untold = _UNTOLD if isinstance(shown, Settings | Measure) else {*_UNTOLD, "name"}
    for name in sorted(shown.__struct_fields__, key=lambda name: name not in _WORDS):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if name in untold or old == new:
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            old, new = _only(old, new), _only(new, old)
        elif isinstance(shown, Cycle) and name == "questions":  # of one that comes or goes the question it ended with
            old, new = old and old[-1:], new and new[-1:]
        elif Privacy.PRIVATE in (old, new) and None in (old, new):  # as everything is, where nothing else is said
            continue
        was, now = field_said(old), field_said(new)
        if was != now:
            yield Field(_LABELS.get(name, name.replace("_", " ")), was, now)


def _only(one: tuple[object, ...], other: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(item for item in one if item not in other)


def field_said(value: object) -> str:
    """Return the value of any field in words, nothing where it says nothing."""
    match value:
        case None | False:
            said = ""
        case tuple():
            said = "; ".join(map(field_said, value))
        case Enum():
            said = str(value.value)
        case datetime():
            said = spell_moment(value)
        case date():
            said = spell(value)
        case float():
            said = plain_number(value)
        case msgspec.Struct():
            said = _part_said(value)
        case _:
            said = str(value)
    return said


def _part_said(part: msgspec.Struct) -> str:
    match part:
        case Question():
            because = f", because {part.because}" if part.because else ""
            return f"{part.text} ({spell(part.on)}{because})"
        case SuccessSign():
            return f"{part.text} (said {spell(part.on)})"
        case Measured():
            return f"{part.measure} {plain_number(part.value)}" + (f" (SD {plain_number(part.sd)})" if part.sd else "")
        case Link():
            return f"{part.kind.value} {part.who or part.cycle}"
        case Turn():
            return f"{part.state.value} on {spell(part.on)}" + (f", because {part.because}" if part.because else "")
        case _:
            return ", ".join(filter(None, (field_said(getattr(part, name)) for name in part.__struct_fields__)))


# --- Two texts compared: which words went, which came, and which stayed.


_WORDS_REWORDING = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 4_000_000
"""Pairs of pieces that are compared at the most: comparing takes a time that grows with them."""

KEPT_AROUND = 48
"""Characters kept on each side where a stretch that stayed is left out."""


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    text: str


def reworded(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from one text to another; together they hold both, whole.

    Words are compared; in long texts lines; and texts too long even for that go and come as wholes.
    """
    for unit in (_WORDS_REWORDING, _LINES):
        old, new = unit.findall(before), unit.findall(after)
        if len(old) * len(new) <= MOST:
            return _joined(_compared(old, new))
    return _joined([Piece("gone", before), Piece("new", after)])


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    pieces = list[Piece]()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        else:
            pieces += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return pieces


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without empty ones, and changes that only white space keeps apart made one."""
    joined, gone, new = list[Piece](), "", ""
    for place, piece in enumerate(pieces):
        between = bool(gone or new) and piece.text.isspace() and place + 1 < len(pieces)
        if piece.what == "same" and not between:
            joined += [Piece("gone", gone), Piece("new", new), piece]
            gone = new = ""
        else:
            gone += piece.text if piece.what != "new" else ""
            new += piece.text if piece.what != "gone" else ""
    joined += [Piece("gone", gone), Piece("new", new)]
    return tuple(piece for piece in joined if piece.text)


def brief(pieces: tuple[Piece, ...], ellipsis: str = "…") -> tuple[Piece, ...]:
    """Return the pieces with long stretches that stayed cut to what stands beside a change."""
    last = len(pieces) - 1
    return tuple(
        Piece("same", _cut(piece.text, place > 0, place < last, ellipsis)) if piece.what == "same" else piece
        for place, piece in enumerate(pieces)
    )


def _cut(text: str, after_change: bool, before_change: bool, ellipsis: str) -> str:
    head = text[:KEPT_AROUND] if after_change else ""
    tail = text[-KEPT_AROUND:] if before_change else ""
    whole = len(text) <= len(head) + len(tail) + 2 or not (head or tail)
    return text if whole else f"{head}{ellipsis}{tail}"
