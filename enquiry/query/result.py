"""The result of a search: what was found in its order, and how much of it is told."""

from typing import NamedTuple

from enquiry.query.highlight import finders
from enquiry.query.matching import Finder
from enquiry.query.select import Found, Selection

FEW = 3
"""Entries of a cycle that are told one by one though the whole cycle was found."""


class Counts(NamedTuple):
    """How many cycles, entries and notes there are."""

    cycles: int
    entries: int
    notes: int


class Result(NamedTuple):
    """What is told of what was found; `all` counts the whole of it. Of a search by cycles alone no entry is told."""

    told: Selection
    all: Counts
    only_cycles: bool = False

    @property
    def wanted(self) -> tuple[Finder, ...]:
        """What is to be marked."""
        return finders(self.told.query.sought, self.told.strings)

    @property
    def left(self) -> Counts:
        """How much more was found than is told."""
        told = counts_of(self.told)
        return Counts(*(whole - some for whole, some in zip(self.all, told, strict=True)))


def result_of(selection: Selection, *, most: int | None = None, only_cycles: bool = False) -> Result:
    """Return the result, of at most so many lines: the best matches where it is ranked, else the first."""
    told = selection if most is None else _best(selection, most, only_cycles=only_cycles)
    return Result(told, counts_of(selection), only_cycles)


def counts_of(selection: Selection) -> Counts:
    """Return how much was found. A cycle counts where it is found itself or anything in it is."""
    return Counts(len(selection.found), len(selection.entries), len(selection.notes))


def is_whole(found: Found, selection: Selection) -> bool:
    """Say whether a cycle was found whole, with more entries than a few, and not because it was named.

    Then its entries say nothing of the search, and a line about them all is enough.
    """
    query = selection.query
    narrowed = query.sought or query.window or query.cycles or selection.strings
    return found.itself and not narrowed and len(found.entries) > FEW and len(found.entries) == len(found.cycle.kept)


def _best(selection: Selection, most: int, *, only_cycles: bool) -> Selection:
    """Return the part of a selection that is worth most: the best matches, each with its cycle."""
    names = [name for one in selection.found for name in _lines(one, selection, only_cycles=only_cycles)]
    names += [note.name for note in selection.notes]
    place = {name: at for at, name in enumerate(selection.ranked)}
    best = set(sorted(names, key=lambda name: place.get(name, len(place)))[:most])
    found = [_kept(one, best, selection, only_cycles=only_cycles) for one in selection.found]
    notes = tuple(note for note in selection.notes if note.name in best)
    return selection._replace(found=tuple(one for one in found if one), notes=notes)


def _lines(found: Found, selection: Selection, *, only_cycles: bool) -> list[str]:
    """Return the names of what takes a line: each entry, or the cycle where its entries are not told."""
    if only_cycles or not found.entries or is_whole(found, selection):
        return [str(found.cycle.number)]
    return [entry.name for entry in found.entries]


def _kept(found: Found, best: set[str], selection: Selection, *, only_cycles: bool) -> Found | None:
    if str(found.cycle.number) in best and _lines(found, selection, only_cycles=only_cycles) == [
        str(found.cycle.number)
    ]:
        return found
    entries = tuple(entry for entry in found.entries if entry.name in best)
    return found._replace(entries=entries) if entries else None
