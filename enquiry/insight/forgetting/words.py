"""A word found in every spelling in which it stands: whatever its case, its accents, its apostrophes and line breaks.

Texts are compared folded: letters without case, Latin, Greek and Cyrillic ones without accents, invisible signs left
out, hyphens and apostrophes of one kind. The parts of a name may be joined by spaces, a hyphen or the end of a line. A
word ends where no letter follows, so that Anna is found in “Anna’s” and not in “Annabel”; in scripts that set no spaces
between words it is found anywhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from enquiry.insight.privacy.folding import FoldedText, fold_text, list_spellings
from enquiry.insight.privacy.pupils import NamedStretch, NameIndex, format_code

_SIGNS = {ord(sign): "'" for sign in "’‘ʼ´`＇"} | {ord(sign): "-" for sign in "‐‑‒–−"}
_ACCENT = re.compile("[\u0300-\u036f]")
_BETWEEN = r"(?:[^\S\n]*[-\n][^\S\n]*|[^\S\n]+)"
"""What may stand between the parts of a name: never an empty line, which parts the answers of an entry."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words, and Korean, whose particles follow a name at once."""


@lru_cache(maxsize=8192)
def _fold_sign(sign: str) -> str:
    if unicodedata.category(sign) == "Cf":  # a soft hyphen, a joiner
        return ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return _ACCENT.sub("", folded).translate(_SIGNS)


def fold_loosely(text: str) -> str:
    """Return a text in the form in which words are looked for."""
    return text.lower() if text.isascii() else "".join(map(_fold_sign, text))


class WordPattern(msgspec.Struct, frozen=True, dict=True):
    """A word, or several that belong together, to be found in texts. Raises ValueError where no letter is in it."""

    word: str

    def __post_init__(self) -> None:
        """Prepare what is looked for."""
        parts = [part for part in re.split(r"[\s-]+", fold_loosely(self.word)) if part]
        if not any(sign.isalnum() for part in parts for sign in part):
            raise ValueError(self.word)
        self.__dict__["_longest"] = max(parts, key=len)
        self.__dict__["_pattern"] = re.compile(_BETWEEN.join(map(re.escape, parts)))

    def may_stand_in(self, text: str) -> bool:
        """Say whether a text holds the longest part of it, which is quickly seen; where not, the word is not in it."""
        longest: str = self.__dict__["_longest"]
        return longest in fold_loosely(text)

    def find_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in a text it begins and ends, each time it stands there."""
        if not self.may_stand_in(text):
            return
        pieces = [_fold_sign(sign) for sign in text]
        folded = "".join(pieces)
        places = [place for place, piece in enumerate(pieces) for _ in piece]
        pattern: re.Pattern[str] = self.__dict__["_pattern"]
        at = 0
        while found := pattern.search(folded, at):
            begin, end = found.span()
            if _is_apart(folded, begin - 1, begin) and _is_apart(folded, end, end - 1):
                last = places[end] if end < len(places) else len(text)
                while last > places[end - 1] + 1 and not unicodedata.combining(text[last - 1]):
                    last -= 1  # invisible signs and such that follow it are not its own
                yield places[begin], last
                at = end
            else:
                at = begin + 1

    def stands_in(self, text: str) -> bool:
        """Say whether a text holds it."""
        return next(self.find_spans(text), None) is not None

    def replace(self, text: str, by: str | Callable[[str, int, int], str]) -> str:
        """Return a text with something in its place, or what `by` makes of the text and the place."""
        at, parts = 0, list[str]()
        for begin, end in self.find_spans(text):
            parts += (text[at:begin], by if isinstance(by, str) else by(text, begin, end))
            at = end
        return "".join((*parts, text[at:])) if parts else text


def _is_apart(folded: str, outside: int, inside: int) -> bool:
    """Say whether a word may begin or end here: no letter stands beside it, or its script sets no spaces."""
    if not 0 <= outside < len(folded):
        return True
    beside, edge = folded[outside], folded[inside]
    return not (beside.isalpha() or unicodedata.category(beside)[0] == "M") or bool(_UNSPACED.match(edge))


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def unescape_json(text: str) -> str:
    r"""Return a text with `\u00e9` and the like as the letters they stand for, as far as they are letters."""
    if "\\u" not in text:
        return text
    return _ESCAPE.sub(lambda found: sign if (sign := chr(int(found[1], 16))).isalpha() else found[0], text)


class PersonPattern(WordPattern, frozen=True, dict=True):
    """A registered person, found by each form of their name that means nobody else, and by the word that was given."""

    index: NameIndex
    code: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        """Prepare what is looked for."""
        super().__post_init__()
        parts = (spelled for name in self.names for part in name.split() for spelled in list_spellings(part))
        self.__dict__["_parts"] = tuple({fold_loosely(part) for part in parts} | {self.__dict__["_longest"]})

    def may_stand_in(self, text: str) -> bool:
        """Say whether a text holds any part of the name."""
        folded, parts = fold_loosely(text), self.__dict__["_parts"]
        return any(part in folded for part in parts)

    def find_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each form begins and ends; the longest where several do."""
        folded = fold_text(text)
        found = [folded.locate(one.begin, one.end) for one in self._find_stretches(folded)]
        at = 0
        for begin, end in sorted((*found, *super().find_spans(text)), key=lambda span: (span[0], -span[1])):
            if begin >= at:
                yield begin, end
                at = end

    def replace(self, text: str, by: str | Callable[[str, int, int], str]) -> str:
        """Return a text with something in its place; the code that stands for a name is written as it is elsewhere."""
        if by != self.code:
            return super().replace(text, by)

        def write_code(text: str, begin: int, end: int) -> str:
            found = [*self._find_stretches(fold_text(text[begin:end]))]
            return format_code(self.code, plural=bool(found) and found[-1].plural)

        return super().replace(text, write_code)

    def _find_stretches(self, folded: FoldedText) -> Iterator[NamedStretch]:
        return (one for one in self.index.find(folded, folded.tokens) if one.sure and one.codes == (self.code,))
