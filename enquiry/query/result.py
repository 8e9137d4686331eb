"""The result of a search: what was found in its order, and how much of it is told."""

from typing import NamedTuple

from enquiry.query.highlight import build_finders
from enquiry.query.matching import Finder
from enquiry.query.select import CycleMatch, Selection

FEW_ENTRIES = 3
"""Entries of a cycle that are told one by one though the whole cycle was found."""


class MatchCounts(NamedTuple):
    """How many cycles, entries and notes there are."""

    cycles: int
    entries: int
    notes: int


class SearchResult(NamedTuple):
    """What is told of what was found; `all` counts the whole of it. Of a search by cycles alone no entry is told."""

    told: Selection
    all: MatchCounts
    only_cycles: bool = False

    @property
    def wanted(self) -> tuple[Finder, ...]:
        """What is to be marked."""
        return build_finders(self.told.query.sought, self.told.strings)

    @property
    def left(self) -> MatchCounts:
        """How much more was found than is told."""
        told = count_matches(self.told)
        return MatchCounts(*(whole - some for whole, some in zip(self.all, told, strict=True)))


def build_result(selection: Selection, *, most: int | None = None, only_cycles: bool = False) -> SearchResult:
    """Return the result, of at most so many lines: the best matches where it is ranked, else the first."""
    told = selection if most is None else _pick_best(selection, most, only_cycles=only_cycles)
    return SearchResult(told, count_matches(selection), only_cycles)


def count_matches(selection: Selection) -> MatchCounts:
    """Return how much was found. A cycle counts where it is found itself or anything in it is."""
    return MatchCounts(len(selection.found), len(selection.entries), len(selection.notes))


def is_found_whole(found: CycleMatch, selection: Selection) -> bool:
    """Say whether a cycle was found whole, with more entries than a few, and not because it was named.

    Then its entries say nothing of the search, and a line about them all is enough.
    """
    query = selection.query
    narrowed = query.sought or query.window or query.cycles or selection.strings
    return (
        found.itself
        and not narrowed
        and len(found.entries) > FEW_ENTRIES
        and len(found.entries) == len(found.cycle.kept)
    )


def _pick_best(selection: Selection, most: int, *, only_cycles: bool) -> Selection:
    """Return the part of a selection that is worth most: the best matches, each with its cycle."""
    names = [name for one in selection.found for name in _list_line_names(one, selection, only_cycles=only_cycles)]
    names += [note.name for note in selection.notes]
    place = {name: at for at, name in enumerate(selection.ranked)}
    best = set(sorted(names, key=lambda name: place.get(name, len(place)))[:most])
    found = [_narrow_match(one, best, selection, only_cycles=only_cycles) for one in selection.found]
    notes = tuple(note for note in selection.notes if note.name in best)
    return selection._replace(found=tuple(one for one in found if one), notes=notes)


def _list_line_names(found: CycleMatch, selection: Selection, *, only_cycles: bool) -> list[str]:
    """Return the names of what takes a line: each entry, or the cycle where its entries are not told."""
    if only_cycles or not found.entries or is_found_whole(found, selection):
        return [str(found.cycle.number)]
    return [entry.name for entry in found.entries]


def _narrow_match(found: CycleMatch, best: set[str], selection: Selection, *, only_cycles: bool) -> CycleMatch | None:
    if str(found.cycle.number) in best and _list_line_names(found, selection, only_cycles=only_cycles) == [
        str(found.cycle.number)
    ]:
        return found
    entries = tuple(entry for entry in found.entries if entry.name in best)
    return found._replace(entries=entries) if entries else None
