"""Tags that may be meant as one: those found at once are those found by comparing each with each."""

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.model.tag import fold_tag
from enquiry.query.tags import similar
from enquiry.query.tags.usage import TagUse
from tests import strategies

DAY = date(2025, 9, 1)
WORDS = ("reading", "question", "behaviour", "child", "éléve", "retrieval practice", "modelling", "feed back", "ab")


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """One of a few words with up to two letters changed, left out or put in, perhaps nested under another."""
    parts = []
    for word in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)):
        letters = list(word)
        for _ in range(draw(st.integers(0, 2))):
            at = draw(st.integers(0, len(letters) - 1))
            letters[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from(["", "s", "o", "-"]))
            letters = letters or ["x"]
        parts.append("".join(letters))
    return "/".join(parts)


@strategies.seldom
@given(st.lists(spellings(), max_size=25, unique_by=fold_tag))
def test_all_are_found_that_comparing_each_with_each_finds(tags: list[str]) -> None:
    uses = tuple(TagUse(tag, 1, (1,), DAY, DAY) for tag in sorted(tags, key=fold_tag))
    each = [pair for pair in combinations(uses, 2) if similar.find_similar_tags(pair)]
    assert [(pair.one, pair.other) for pair in similar.find_similar_tags(uses)] == each


def test_tags_that_share_little_are_not_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = list[int]()
    explain = similar._explain_likeness

    def tell(one: list[str], other: list[str]) -> str:
        compared.append(1)
        return explain(one, other)

    monkeypatch.setattr(similar, "_explain_likeness", tell)
    chance = random.Random(7)
    names = {"".join(chance.sample("abcdefghijklmnopqrstuvwxyz", 7)) for _ in range(300)}
    similar.find_similar_tags(tuple(TagUse(name, 1, (1,), DAY, DAY) for name in sorted(names)))
    assert len(compared) < 300 * 299 / 2 / 100
