"""The tags a journal knows: how often each is used, and which lie close to one another."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from enquiry.model.journal import Journal
from enquiry.model.text import fold


class TagUse(NamedTuple):
    """A tag as it was first written, how many cycles, entries and notes bear it, and between which days."""

    tag: str
    used: int
    cycles: tuple[int, ...]
    first: date
    last: date


class _Borne(NamedTuple):
    tag: str
    on: date
    cycle: int | None


def tag_uses(journal: Journal) -> tuple[TagUse, ...]:
    """Return every tag in use, in the order of the alphabet. Tags that differ only in case are one."""
    uses: dict[str, list[_Borne]] = {}
    for borne in _borne(journal):
        uses.setdefault(fold(borne.tag), []).append(borne)
    return tuple(_use(uses[key]) for key in sorted(uses))


def _use(borne: list[_Borne]) -> TagUse:
    cycles = tuple(sorted({one.cycle for one in borne if one.cycle is not None}))
    days = [one.on for one in borne]
    return TagUse(borne[0].tag, len(borne), cycles, min(days), max(days))


def _borne(journal: Journal) -> Iterator[_Borne]:
    for cycle in journal.kept:
        for tag in cycle.tags:
            yield _Borne(tag, cycle.questions[0].on, cycle.number)
        for entry in cycle.kept:
            for tag in entry.tags:
                yield _Borne(tag, entry.happened_on, cycle.number)
    for note in journal.waiting:
        for tag in note.tags:
            yield _Borne(tag, note.happened_on, None)


def closest(tag: str, journal: Journal) -> TagUse | None:
    """Return the known tag a new one is easily confused with, or None when it is known itself or near to none.

    Rule: a ratio of 0.8 or more by `difflib` between the two, folded.
    """
    counts = Counter(fold(one.tag) for one in _borne(journal))
    wanted = fold(tag)
    if wanted in counts:
        return None
    found = get_close_matches(wanted, counts, n=1, cutoff=0.8)
    return next((use for use in tag_uses(journal) if fold(use.tag) == found[0]), None) if found else None
