"""Word diff: two texts compared, as pieces that stayed, went or came."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MAX_COMPARED_PAIRS = 4_000_000
"""Pairs of units compared at the most: the time taken grows with them."""

CONTEXT_CHARS = 48
"""Characters kept on each side where a long piece that stayed is cut."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


class DiffPiece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    text: str

    @property
    def marked(self) -> str:
        """The piece with its marks: `[-so-]` where it went, `{+so+}` where it came."""
        return _MARKS[self.what].format(self.text)


def diff_words(before: str, after: str) -> tuple[DiffPiece, ...]:
    """Return the pieces that lead from one text to another; together they hold both, whole.

    Words are compared; in long texts lines; texts too long even for that go and come as wholes. Changes with nothing
    but white space between them are one.
    """
    for unit in (_WORDS, _LINES):
        old, new = unit.findall(before), unit.findall(after)
        if len(old) * len(new) <= MAX_COMPARED_PAIRS:
            codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            stretches = [("".join(old[a:b]), "".join(new[c:d]), tag == "equal") for tag, a, b, c, d in codes]
            return tuple(piece for piece in _join_changes(stretches) if piece.text)
    return tuple(piece for piece in (DiffPiece("gone", before), DiffPiece("new", after)) if piece.text)


def _join_changes(stretches: list[tuple[str, str, bool]]) -> Iterator[DiffPiece]:
    gone = new = ""
    for place, (old, now, same) in enumerate(stretches):
        between_changes = bool(gone or new) and old.isspace() and place + 1 < len(stretches)
        if same and not between_changes:
            yield from (DiffPiece("gone", gone), DiffPiece("new", new), DiffPiece("same", old))
            gone = new = ""
        else:
            gone, new = gone + old, new + now
    yield from (DiffPiece("gone", gone), DiffPiece("new", new))


def shorten_pieces(pieces: tuple[DiffPiece, ...], ellipsis: str = "…") -> Iterator[DiffPiece]:
    """Yield the pieces, long ones that stayed cut to what stands beside a change."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        head = piece.text[:CONTEXT_CHARS] if place > 0 else ""
        tail = piece.text[-CONTEXT_CHARS:] if place < last else ""
        whole = piece.what != "same" or not (head or tail) or len(piece.text) <= len(head) + len(tail) + 2
        yield piece if whole else DiffPiece("same", f"{head}{ellipsis}{tail}")


def format_word_diff(pieces: Iterable[DiffPiece]) -> str:
    """Return the pieces as one text with marks: `[-so-]` for what went, `{+so+}` for what came."""
    return "".join(piece.marked for piece in pieces)
