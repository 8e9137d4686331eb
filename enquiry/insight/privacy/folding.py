"""Texts folded, so that a name is found however it is spelled: accents, apostrophes, hyphens and widths do not count.

What stands in a folded text is found again in the text itself, whose characters may be more or fewer.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

_SINGLE = str.maketrans(
    "’‘ʼʹʻ`´′＇‐‑‒–—―−\u00a0\u2009\u202f\u2007\u3000“”„«»…·•", "'" * 9 + "-" * 7 + " " * 5 + '"""""' + ".··"
)
"""Signs that are typed in several ways, each with the one that stands for all."""

_LETTERS = dict(zip("øłđıħŋəŧðſ", "oldihnatds", strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that are no other letter with a mark, each with what it is written as without them."""
_LETTERS |= {one.upper(): plain.capitalize() for one, plain in _LETTERS.items() if one.upper() != one and one != "ß"}

_EXPANDED = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
"""How some letters are written out where a keyboard lacks them."""

_TOKEN = re.compile(r"[^\W\d_]+")


class FoldedWord(NamedTuple):
    """A word of letters alone, and where it stands in the folded text."""

    begin: int
    end: int
    words: str


class FoldedText(NamedTuple):
    """A text without marks, as `plain` with its capitals and as `small` without; `places` lead back into the text.

    `places` is None where each character stands for itself.
    """

    text: str
    plain: str
    small: str
    places: tuple[int, ...] | None

    @property
    def tokens(self) -> list[FoldedWord]:
        """The words, in their order."""
        return [FoldedWord(*found.span(), found[0]) for found in _TOKEN.finditer(self.plain)]

    def locate(self, begin: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text begins and ends in the text itself."""
        if self.places is None:
            return begin, end
        last = self.places[end] if end < len(self.places) else len(self.text)
        return self.places[begin], last

    def is_one_stretch(self, words: Sequence[FoldedWord]) -> bool:
        """Say whether only a space, a line's end, an apostrophe, a hyphen or a comma parts each two words."""
        gaps = (self.plain[left.end : right.begin] for left, right in pairwise(words))
        return all(re.fullmatch(r" ?[\n'-] ?| |, |\. ?|_", gap) for gap in gaps)

    def is_dated(self, begin: int, end: int) -> bool:
        """Say whether a number stands beside a stretch, as a day or a year beside a month."""
        before, after = self.small[max(0, begin - 8) : begin], self.small[end : end + 3]
        return bool(re.search(r"\d(?:st|nd|rd|th)?(?: of)? $", before) or re.match(r",? ?\d", after))

    def is_glued(self, word: FoldedWord) -> bool:
        """Say whether a digit, an underscore or a sign of an address stands at a word: it is a code then, or a link."""
        around = self.plain[max(0, word.begin - 1) : word.begin] + self.plain[word.end : word.end + 1]
        return any(sign.isdigit() or sign in "_@/\\=&" for sign in around)


def fold_text(text: str) -> FoldedText:
    """Return a text as names are looked for in it."""
    plain = text.translate(_SINGLE)
    if plain.isascii():
        return FoldedText(text, plain, plain.lower(), None)
    pieces, places = list[str](), list[int]()
    for at, char in enumerate(plain):
        folded = char if char < "\x80" else _fold_char(char)
        pieces.append(folded)
        places += [at] * len(folded)
    plain = "".join(pieces)
    small = plain.lower()
    if len(small) != len(plain):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in plain)
    return FoldedText(text, plain, small, tuple(places))


@cache
def _fold_char(char: str) -> str:
    """Return a character without its marks; nothing for a mark, and for a sign that is not seen."""
    if _is_mark(char):
        return ""
    decomposed = unicodedata.normalize("NFKD", _LETTERS.get(char, char))
    return "".join(_LETTERS.get(one, one) for one in decomposed if not _is_mark(one))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def list_words(folded: str) -> list[str]:
    """Return the words of letters alone in a folded text."""
    return _TOKEN.findall(folded)


def fold_word(word: str) -> str:
    """Return a word as it stands in folded texts, small."""
    return fold_text(word).small


def list_spellings(word: str) -> tuple[str, ...]:
    """Return the ways in which a word is written without its marks, folded: `muller` and `mueller`."""
    composed = unicodedata.normalize("NFC", word).casefold()
    written = "".join(_EXPANDED.get(char, char) for char in composed)
    return tuple(dict.fromkeys((fold_word(word), fold_word(written))))


def has_case(word: str) -> bool:
    """Say whether a word is of a script that knows capitals, and so parts its words by spaces."""
    return word.lower() != word.upper()
