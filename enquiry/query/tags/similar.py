"""Tags in use that may be meant as one: each pair with what sets the two apart, in words.

They are listed in the order of the alphabet and never ranked; nothing is changed by looking.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import NamedTuple

from enquiry.model.tag import fold_tag
from enquiry.query.tags.usage import TagUse

SIMILARITY_RATIO = 0.85
"""The ratio by `difflib` from which two tags are spelled alike."""

MIN_TAG_LETTERS = 5
"""Letters a tag needs to be compared by spelling alone: short words differ by little and mean much."""


class SimilarTags(NamedTuple):
    """Two tags that may be one, and what sets them apart."""

    one: TagUse
    other: TagUse
    reason: str

    @property
    def older(self) -> TagUse:
        """The one that has been in use longer; of two of one day the first in the alphabet."""
        return self.other if self.other.first < self.one.first else self.one

    @property
    def newer(self) -> TagUse:
        """The other one."""
        return self.one if self.older is self.other else self.other


def find_similar_tags(uses: tuple[TagUse, ...]) -> tuple[SimilarTags, ...]:
    """Return the pairs of tags that may be meant as one, in the order of the alphabet."""
    forms = list[list[str]]()
    for use in uses:
        tag = joined = fold_tag(use.tag)
        forms.append([tag, *(rule(tag) for _, rule in _RULES)])  # as it is, by each rule alone, and by all of them
        for _, rule in _RULES:
            joined = rule(joined)
        forms[-1].append(joined)
    return tuple(
        SimilarTags(uses[one], uses[other], reason)
        for one, other in sorted({*_pair_equal_forms(forms), *_pair_close_spellings(forms)})
        if (reason := _explain_likeness(forms[one], forms[other]))
    )


def _pair_equal_forms(forms: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of tags that have one of their forms, or their last words, in common."""
    alike = defaultdict[tuple[int, str], list[int]](list)
    nested = defaultdict[str, list[int]](list)
    for place, of_tag in enumerate(forms):
        for rule, form in enumerate(of_tag[1:]):
            alike[rule, form].append(place)
        nested[of_tag[-1].rpartition("/")[2]].append(place)
    for places in alike.values():
        yield from combinations(places, 2)
    for places in nested.values():
        for one in (place for place in places if "/" not in forms[place][0]):
            yield from ((min(one, other), max(one, other)) for other in places if other != one)


def _pair_close_spellings(forms: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of tags beside one another in the tree that may be spelled alike."""
    beside = defaultdict[str, list[tuple[str, int]]](list)
    for place, (tag, *_) in enumerate(forms):
        parent, _, own = tag.rpartition("/")
        if len(own) >= MIN_TAG_LETTERS:
            beside[parent].append((own, place))
    for of_parent in beside.values():
        known = PieceIndex()
        for own, one in sorted(of_parent, key=lambda tag: len(tag[0])):
            yield from ((min(one, other), max(one, other)) for other in known.find_close(own))
            known.add(own, one)


class PieceIndex:
    """Tags by the pieces they can be cut into, so that a tag looks for pieces and not through all tags.

    Where so many letters of two tags are not shared in their order, and the shorter is cut into one piece more, one of
    its pieces stands whole in the longer, and not far from its place.
    """

    def __init__(self) -> None:
        self.pieces = defaultdict[tuple[int, int, int, str], list[int]](list)
        self.letters: dict[int, set[str]] = {}

    def find_close(self, own: str) -> Iterator[int]:
        """Return the places of tags, none of them longer, that may be spelled alike: all that are, and some others."""
        found, length, letters = set[int](), len(own), set(own)
        for shorter in range(MIN_TAG_LETTERS, length + 1):
            apart, more = _count_most_apart(shorter, length), length - shorter
            for begin, end in _cut_in_pieces(shorter, apart + 1) if more <= apart else ():
                for moved in range(max(-begin, (more - apart + 1) // 2), (more + apart) // 2 + 1):
                    found.update(self.pieces.get((shorter, apart, begin, own[begin + moved : end + moved]), ()))
        most = _count_most_apart(length, length)
        return (place for place in found if len(letters ^ self.letters[place]) <= most)

    def add(self, own: str, place: int) -> None:
        """Add a tag, cut in each way that one as long or longer may ask for."""
        self.letters[place] = set(own)
        longest = int(len(own) * (2 - SIMILARITY_RATIO) / SIMILARITY_RATIO) + 1
        for apart in {_count_most_apart(len(own), longer) for longer in range(len(own), longest + 1)}:
            for begin, end in _cut_in_pieces(len(own), apart + 1):
                self.pieces[len(own), apart, begin, own[begin:end]].append(place)


def _count_most_apart(one: int, other: int) -> int:
    """Return how many letters of two tags of these lengths may be unshared for `SIMILARITY_RATIO` to be reached."""
    return int((1 - SIMILARITY_RATIO) * (one + other) + 0.001)


def _cut_in_pieces(length: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield where each of so many pieces of about one length begins and ends."""
    return pairwise(length * place // count for place in range(count + 1))


def _explain_likeness(one: list[str], other: list[str]) -> str:
    """Return what sets two tags apart, by the first form in which they are the same; nothing where they are far."""
    for place, (reason, _) in enumerate(_RULES, 1):
        if one[place] == other[place]:
            return reason
    if one[-1] == other[-1]:
        return "they differ only in how they are written"
    last, other_last = one[-1].rpartition("/")[2], other[-1].rpartition("/")[2]
    if last == other_last and ("/" not in one[0] or "/" not in other[0]):
        return "they are the same word, one of them nested"
    (parent, _, own), (other_parent, _, other_own) = one[0].rpartition("/"), other[0].rpartition("/")
    if parent != other_parent or min(len(own), len(other_own)) < MIN_TAG_LETTERS:
        return ""
    matcher = SequenceMatcher(None, own, other_own, autojunk=False)
    alike = matcher.quick_ratio() >= SIMILARITY_RATIO and matcher.ratio() >= SIMILARITY_RATIO
    return "they are spelled nearly alike" if alike else ""


_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth"}
_IRREGULAR |= {"criteria": "criterion", "quizzes": "quiz"}

_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=[a-z]{2})our(?=s?\b|ed|ing|al|ful|ite|able)", "or"),
        (r"(?<=[a-z]{2})is(?=e\b|es\b|ed\b|ing\b|ation)", "iz"),
        (r"(?<=[a-z]{2})ys(?=e\b|es\b|ed\b|ing\b)", "yz"),
        (r"(?<=[a-z]{2})tre(?=s?\b)", "ter"),
        (r"(?<=[a-z]{2})ogue(?=s?\b)", "og"),
        (r"(?<=[a-z]{2})lled\b", "led"),
        (r"(?<=[a-z]{2})lling\b", "ling"),
        (r"\bprogramme(?=s?\b)", "program"),
        (r"\bpractise", "practice"),
        (r"\blicence", "license"),
        (r"(?<=judg|ledg)ement", "ment"),
        (r"\bgrey", "gray"),
        (r"\bmaths\b", "math"),
        (r"\b(enrol|fulfil|instil)(?=s?\b|ment)", r"\1l"),
        (r"\b(p|encyclop)ae", r"\1e"),
        (r"\bdraught", "draft"),
    )
)


def _convert_to_american(tag: str) -> str:
    for british, american in _AMERICAN:
        tag = british.sub(american, tag)
    return tag


def _make_tag_singular(tag: str) -> str:
    """Return the singular of each English word as far as its ending tells; others stay as they are."""

    def convert_word(found: re.Match[str]) -> str:
        word = found[0]
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return word.removesuffix(ending) + instead
        return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word

    return re.sub(r"[^\W\d_]+", convert_word, tag)


_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("they differ in a hyphen or a space", lambda tag: re.sub(r"[\s_’'-]+", "", tag)),
    (
        "they differ in an accent",
        lambda tag: "".join(c for c in unicodedata.normalize("NFD", tag) if not unicodedata.combining(c)),
    ),
    ("they differ in British and American spelling", _convert_to_american),
    ("one is the plural of the other", _make_tag_singular),
    # question, questions, questioned, questioning
    ("they come from one word", lambda tag: re.sub(r"(?<=[^\W\d_]{4})(?:ings?|ed|s)(?![^\W\d_])", "", tag)),
)
"""What may set two tags apart, in words, and the form in which it no longer does."""
