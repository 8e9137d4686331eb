"""Beliefs that say nearly the same, by their words alone."""

import re
from collections.abc import Iterable

from enquiry.model.belief import Belief
from enquiry.model.text import fold

SHARED_WORDS = 0.6
"""The share of words from which two beliefs are said to be near: twice those in common, of all in both (Dice, 1945)."""

MIN_LETTERS = 4
"""Letters that a word needs to count: shorter ones stand in every sentence."""


def find_near_belief(text: str, beliefs: Iterable[Belief]) -> Belief | None:
    """Return the belief whose present words are nearest to a text, or None where none is near."""
    wanted, near = _collect_words(text), list[tuple[float, int, Belief]]()
    for belief in beliefs:
        held = _collect_words(belief.text)
        share = 2 * len(wanted & held) / max(1, len(wanted) + len(held))
        if share >= SHARED_WORDS:
            near.append((share, -belief.number, belief))
    return max(near, key=lambda one: one[:2])[2] if near else None


def is_same_belief(text: str, belief: Belief) -> bool:
    """Say whether a text says what a belief says now, word for word: capitals, spaces and stops make no difference."""
    return re.findall(r"\w+", fold(text)) == re.findall(r"\w+", fold(belief.text))


def _collect_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= MIN_LETTERS}
