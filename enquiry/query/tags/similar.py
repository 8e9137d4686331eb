"""Tags in use that may be meant as one: each pair with what sets the two apart, in words.

They are listed in the order of the alphabet and never ranked; nothing is changed by looking.
"""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
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
    forms = {}
    for use in uses:
        tag = joined = fold_tag(use.tag)
        forms[use.tag] = [tag, *(rule(tag) for _, rule in _RULES)]  # as it is, by each rule alone, and by all of them
        for _, rule in _RULES:
            joined = rule(joined)
        forms[use.tag].append(joined)
    return tuple(
        SimilarTags(one, other, reason)
        for one, other in combinations(uses, 2)
        if (reason := _explain_likeness(forms[one.tag], forms[other.tag]))
    )


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
    shorter, longer = sorted((len(own), len(other_own)))
    if parent != other_parent or shorter < MIN_TAG_LETTERS or 2 * shorter < SIMILARITY_RATIO * (shorter + longer):
        return ""
    matcher = SequenceMatcher(None, own, other_own, autojunk=False)
    alike = matcher.quick_ratio() >= SIMILARITY_RATIO and matcher.ratio() >= SIMILARITY_RATIO
    return "they are spelled nearly alike" if alike else ""


_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth"}
_IRREGULAR |= {"criteria": "criterion", "quizzes": "quiz"}

_AMERICAN = (
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


def _convert_to_american(tag: str) -> str:
    for british, american in _AMERICAN:
        tag = re.sub(british, american, tag)
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
