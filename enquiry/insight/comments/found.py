"""Comments as they were found in what came back from a colleague, before anybody knows what they speak of."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

NAMED_GIFT = re.compile(r"\bgift\s+(g[1-9]\d{0,8})\b", re.IGNORECASE)
"""How a document says which gift it is."""


class FoundComment(NamedTuple):
    """A comment: by what its document knows it, whose and of when it is, its words, and where it stands.

    `author` is empty where nobody is named, `at` (a local time) None where no moment is. `answers` is the key of the
    comment that it answers. `places` names what it stands at, an entry (`4.8`), a cycle (`4`) or its question
    (`q4`), the first one first; `near` what stands before it. `quoted` are the words it was put at, `around` all of
    that paragraph.
    """

    key: str
    author: str
    at: datetime | None
    text: str
    answers: str = ""
    places: tuple[str, ...] = ()
    near: str = ""
    quoted: str = ""
    around: str = ""
    resolved: bool = False


class FoundParagraph(NamedTuple):
    """A paragraph of a document as it was before the changes that are marked in it, and the places it stands at."""

    text: str
    places: tuple[str, ...] = ()


class CommentedFile(NamedTuple):
    """What came back: its comments, a thread's one after the other, and what tells which gift it is.

    `gifts` are the names it says of itself, the likeliest first, `texts` what stands at each place it has, and
    `paragraphs` all of it. `put_in` and `struck` count the words of changes that are marked in it. `said` are sentences
    on what was not looked at, `untaken` the lines that are no comment on anything, and `wordless` counts comments
    without a word. Of a mail `left` are the lines that take leave, and `quoted` counts those that it quotes.
    """

    comments: tuple[FoundComment, ...]
    gifts: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
    paragraphs: tuple[FoundParagraph, ...] = ()
    put_in: int = 0
    struck: int = 0
    said: tuple[str, ...] = ()
    untaken: tuple[str, ...] = ()
    wordless: int = 0
    left: tuple[str, ...] = ()
    quoted: int = 0


def describe_place(name: str) -> str:
    """Return what a place is called in a sentence: "4.8", "the question of 4", "cycle 4"."""
    return name if "." in name else f"the question of {name[1:]}" if name.startswith("q") else f"cycle {name}"


def sort_places(places: Iterable[str]) -> tuple[str, ...]:
    """Return places each once, what is meant most narrowly first: entries, questions, then cycles."""
    return tuple(sorted(dict.fromkeys(places), key=lambda name: "." not in name and 1 + (name[0] != "q")))


def list_named_gifts(text: str) -> tuple[str, ...]:
    """Return the gifts that a document names, the one named last first: the foot says which it is."""
    return tuple(dict.fromkeys(name.casefold() for name in reversed(NAMED_GIFT.findall(text))))
