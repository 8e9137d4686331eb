"""Where in a line the words stand that were looked for, so that they can be marked there."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from enquiry.query.matching import Finder, normalise_characters, normalise_for_search
from enquiry.query.predicates import SearchTerm

Span = tuple[int, int]


def build_finders(sought: Iterable[SearchTerm], strings: Iterable[str] = ()) -> tuple[Finder, ...]:
    """Return what finds each word and phrase, and each string that stands anywhere, in a line."""
    literal = (Finder(normalise_for_search(text), frozenset(), whole=False, anywhere=True) for text in strings)
    return tuple(one for one in (*(term.finder for term in sought), *literal) if one.wanted)


def locate_matches(line: str, wanted: Iterable[Finder]) -> list[Span]:
    """Return where what is wanted stands in `line`, in order and without overlaps; of two in one place the longer."""
    folded, places = (line.lower(), []) if line.isascii() else _normalise_with_places(line)  # the common case is quick
    found = sorted({span for one in wanted for span in one.find_spans(folded)}, key=lambda span: (span[0], -span[1]))
    kept: list[Span] = []
    for begin, end in found:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return [(places[begin][0], places[end - 1][1]) for begin, end in kept] if places else kept


def _normalise_with_places(line: str) -> tuple[str, list[Span]]:
    """Return `line` normalised, and for each character of that where in `line` it came from.

    A letter and the marks that follow it are normalised together.
    """
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


_normalise_cached = lru_cache(maxsize=4096)(normalise_characters)
