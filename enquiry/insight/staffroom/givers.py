"""Who gave, as far as that must be known so that no number points at anyone: which gifts are one person's.

Nothing in a file says whose it is, and one journal lays one file in a folder. Where somebody has laid more (from a
second journal, or as a copy that a synchronising program made) their questions tell: gifts with a question that is the
same or nearly so, or with the same name, count as one giver's. Of colleagues who ask one question together that makes
one, too: rather a theme untold than a person pointed at.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from enquiry.model.colleagues.offer import StaffroomGift
from enquiry.model.text import fold, fold_words

ENOUGH = 3
"""Givers below this are never told as a number, nor is anything told of what fewer gave."""

_NEAR = 0.7
"""How much of the words of two questions is the same (of all in either) where they are nearly the same."""


_MOST_COMPARED = 100
"""Texts that another one is compared with on account of one word."""


def normalise_text(text: str) -> str:
    """Return a text in the form in which two are the same: its letters and digits, folded, with single spaces."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def group_by_giver(gifts: Sequence[StaffroomGift], mine: Iterable[str] = ()) -> list[int]:
    """Return for each gift the number of its giver: that of the first gift of theirs, or -1 for oneself.

    `mine` are questions of whoever reads: a gift that asks one of them is their own.
    """
    own = -1
    leaders = {own: own, **{at: at for at in range(len(gifts))}}

    def lead(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = leaders[leaders[at]]
            at = leaders[at]
        return at

    def join(one: int, other: int) -> None:
        first, second = sorted((lead(one), lead(other)))
        leaders[second] = first

    asked = dict[str, int]()  # each question once, with the first gift that asks it
    for at, text in [(own, text) for text in mine] + [
        (at, e.question) for at, g in enumerate(gifts) for e in g.enquiries
    ]:
        if key := normalise_text(text):
            join(at, asked.setdefault(key, at))
    named = dict[str, int]()
    for at, gift in enumerate(gifts):
        if gift.name:
            join(at, named.setdefault(fold_words(gift.name), at))
    for one, other in list_near_pairs(list(asked)):
        join(asked[one], asked[other])
    return [lead(at) for at in range(len(gifts))]


def list_near_pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of texts that are nearly the same, whatever the order in which they are given.

    Two sets of words of which so much is shared share one of the rarest of each: only those are compared that do, and
    of a word that very many texts have the first _MOST_COMPARED.
    """
    words = {text: frozenset(text.split()) for text in texts}
    common = Counter(word for held in words.values() for word in held)
    by_word, pairs = defaultdict[str, list[str]](list), list[tuple[str, str]]()
    for text, held in sorted(words.items()):
        rare = sorted(held, key=lambda word: (common[word], word))[: len(held) - int(_NEAR * len(held)) + 1]
        others = dict.fromkeys(other for word in rare for other in by_word[word])
        pairs += [(text, one) for one in others if len(held & words[one]) >= _NEAR * len(held | words[one])]
        for word in rare:
            if len(by_word[word]) < _MOST_COMPARED:
                by_word[word].append(text)
    return pairs
