"""Two texts compared: which words went, which came, and which stayed."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
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
    for unit in (_WORDS, _LINES):
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
