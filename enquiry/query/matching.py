"""How words are compared: without case, accents and the shape of quotes, and joined with their other forms.

A word is found where a word begins with it (`wait` in *waiting*, not `art` in *start*), and in its other forms: those
of a regular ending, and those the table of forms joins to it (*write, wrote, written*). A quotation is found as it
stands, from the beginning of a word to the end of one. In scripts that put no spaces between words, anywhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from enquiry.model.text import fold

_MARKS = re.compile(r"(?<=[^\W\d_])[\u0300-\u036f]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_SHAPES = tuple(zip("’‘‛ʼ‐‑‒–—−", "''''------", strict=True))
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]+")
"""Soft hyphens, joiners and signs of no width: they come with text that was copied, and are no part of a word."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CONTINUES = rf"[^\W_{_UNSPACED}]"

_WORD = re.compile(rf"(?<!{_CONTINUES})[^\W_]+")

_GAP = r"[^\S\n]+"
"""Between the words of a quotation: any space, but for the line end that divides one text from the next."""

Span = tuple[int, int]
"""Where something stands in a text."""


def normalise_characters(text: str) -> str:
    """Return a text folded, without accents and invisible signs, and with one shape of each quote and dash."""
    if text.isascii() or (text := _unify_shapes(text)).isascii():  # the common cases are quick
        return text.lower()
    lowered = text.lower()
    if _ACCENT.search(lowered):
        return _normalise_whole(text)
    return _BEYOND_ASCII.sub(lambda found: _normalise_cached(found[0]), lowered)  # mostly a few signs and letters


def _normalise_whole(text: str) -> str:
    apart = unicodedata.normalize("NFD", fold(_INVISIBLE.sub("", text)))
    return _unify_shapes(unicodedata.normalize("NFC", _MARKS.sub("", apart)))


_normalise_cached = lru_cache(maxsize=4096)(_normalise_whole)


def _unify_shapes(text: str) -> str:
    for shape, plain in _SHAPES:  # far quicker than `str.translate`, which asks for each character
        text = text.replace(shape, plain)
    return text


def normalise_for_search(text: str) -> str:
    """Return a text as words are looked for in it: normalised, and on one line."""
    told = normalise_characters(text)
    if told.isprintable() and "  " not in told and told[:1] != " " != told[-1:]:
        return told  # the common case: there is no space to be taken away
    return " ".join(told.split())


class Finder:
    """Finds a word, a `whole` quotation, or a string `anywhere` in normalised text; `roots` are of a word's forms."""

    def __init__(self, wanted: str, roots: frozenset[str], *, whole: bool, anywhere: bool = False) -> None:
        self.wanted = wanted
        self.roots = roots
        before = rf"(?<!{_CONTINUES})" if re.match(_CONTINUES, wanted) and not anywhere else ""
        after = rf"(?!{_CONTINUES})" if whole and re.match(_CONTINUES, wanted[-1:]) else ""
        self.literal = re.compile(before + _GAP.join(map(re.escape, wanted.split(" "))) + after)
        begun = sorted(root[:-1] if len(root) > 2 else root for root in roots)
        self.begun = [one for place, one in enumerate(begun) if not one.startswith(tuple(begun[:place]))]
        self.begun = self.begun or [wanted.partition(" ")[0]]

    def is_in(self, text: str) -> bool:
        """Say whether it stands in a normalised text."""
        return next(self.find_spans(text), None) is not None

    def count_in(self, text: str) -> int:
        """Return at how many places of a normalised text it stands."""
        for begun in self.begun:  # looking for letters alone is far quicker, and mostly finds none
            if begun in text:
                return sum(1 for _ in self.find_spans(text))
        return 0

    def find_spans(self, text: str) -> Iterator[Span]:
        """Yield where it stands in a normalised text, the whole word where that is one of its forms."""
        for begun in self.begun:  # whatever is found begins with one of these
            at = text.find(begun)
            while at >= 0:
                found = (_WORD if self.roots else self.literal).match(text, at)
                end = found.end() if found else at
                if found and self.roots and find_word_root(found[0]) not in self.roots:
                    end = at + len(self.wanted) if found[0].startswith(self.wanted) else at
                if end > at:
                    yield at, end
                at = text.find(begun, max(at + 1, end))


@lru_cache(maxsize=256)
def build_finder(text: str, forms: tuple[str, ...] = (), *, whole: bool = False) -> Finder:
    """Return what finds a word with its forms, or with `whole` a quotation; made once for each."""
    wanted = normalise_for_search(text) or text  # of invisible signs alone: they are found nowhere
    is_english = len(wanted) >= 3 and wanted.isascii() and wanted.isalpha()
    roots = frozenset(map(find_word_root, (wanted, *forms))) if is_english and not whole else frozenset()
    return Finder(wanted, roots, whole=whole)


def locate_matches(line: str, wanted: Iterable[Finder]) -> list[Span]:
    """Return where what is wanted stands in `line`, in order and without overlaps; of two in one place the longer."""
    unified = line if line.isascii() else _unify_shapes(line)
    folded, places = (unified.lower(), []) if unified.isascii() else _normalise_with_places(line)
    found = [span for one in wanted for span in one.find_spans(folded)]
    kept: list[Span] = []
    for begin, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return [(places[begin][0], places[end - 1][1]) for begin, end in kept] if places else kept


def _normalise_with_places(line: str) -> tuple[str, list[Span]]:
    """Return `line` normalised, and for each character of that where in `line` it came from; none where each stays one.

    A letter and the marks that follow it are normalised together.
    """
    alone = {one: _normalise_cached(one) for one in set(line)}
    if all(len(told) == 1 and not _is_combining(one) for one, told in alone.items()):
        return "".join([alone[one] for one in line]), []
    folded, places, begin = [], list[Span](), 0
    for place in range(1, len(line) + 1):
        if place == len(line) or not _is_combining(line[place]):
            text = _normalise_cached(line[begin:place])
            folded.append(text)
            places += [(begin, place)] * len(text)
            begin = place
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _is_combining(character: str) -> bool:
    return bool(unicodedata.combining(unicodedata.normalize("NFKC", character)[:1] or " "))


_ENDINGS = (
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=...)(?<=[sxzh])es$"), ""),
    (re.compile(r"(?<=..)(?<![siu])s$"), ""),
    (re.compile(r"(?<=...)ing$"), ""),
    (re.compile(r"(?<=...)(?<!e)ed$"), ""),
)


@lru_cache(maxsize=20_000)
def find_word_root(word: str) -> str:
    """Return what the regular forms of an English word share: *stop* of stopped, *studi* of studies, *mak* of making.

    Rule: the ending of a plural, -ing and -ed go where three letters and a vowel are left; then a doubled last
    consonant is one, a last e goes, a last y is an i, and -iz and -yz are -is and -ys. It need be no word itself: it
    only has to be the same for all forms, and but for its last letter to begin each of them.
    """
    if len(word) < 3:
        return word
    cuts = (ending.sub(put, word) for ending, put in _ENDINGS if ending.search(word))
    stem = next((cut for cut in cuts if re.search(r"[aeiouy]", cut)), word)
    stem = re.sub(r"([^aeiouy])\1$", r"\1", stem)
    stem = re.sub(r"(?<=...)e$", "", stem)
    return re.sub(r"(?<=..)([iy])z$", r"\1s", re.sub(r"(?<=..)(?<![aeiou])y$", "i", stem))
