"""Beliefs in a list, those that nothing stands against, and those that say nearly the same by their words alone."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from enquiry.insight.beliefs.trace import Reason, build_reason
from enquiry.model.belief import Belief
from enquiry.model.choices import Held, Side
from enquiry.model.journal import Journal
from enquiry.model.text import fold

SHARED_WORDS = 0.6
"""The share of words from which two beliefs are said to be near: twice those in common, of all in both (Dice, 1945)."""

MIN_LETTERS = 4
"""Letters that a word needs to count: shorter ones stand in every sentence."""


class BeliefLine(NamedTuple):
    """A belief in a list: `last` is the last word that came for or against it, of entries in sight."""

    belief: Belief
    last: Reason | None


def list_reasons(belief: Belief, journal: Journal, side: Side) -> tuple[Reason, ...]:
    """Return the entries that stand on one side of a belief now, in the order in which that was said."""
    return tuple(build_reason(word, journal) for word in belief.latest_words if word.side is side)


def list_beliefs(journal: Journal, *, untested: bool = False) -> tuple[BeliefLine, ...]:
    """Return the beliefs by number, or those that are held and that nothing stands against."""
    found = list[BeliefLine]()
    for belief in journal.believed:
        if untested and not is_untested(belief, journal):
            continue
        words = [word for word in belief.latest_words if journal.find_entry_in_sight(word.entry)]
        found.append(BeliefLine(belief, build_reason(words[-1], journal) if words else None))
    return tuple(found)


def is_untested(belief: Belief, journal: Journal) -> bool:
    """Say whether a belief is held and no entry in sight stands against it. It is no less for that."""
    against = (word for word in belief.latest_words if word.side is Side.AGAINST)
    return belief.held is not Held.GIVEN_UP and not any(journal.find_entry_in_sight(one.entry) for one in against)


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
