"""The result of a search: what was found in its order, and how much of it is shown."""

from typing import NamedTuple

from enquiry.query.matching import Finder, normalise_for_search
from enquiry.query.select import CycleMatch, Selection

FEW_ENTRIES = 3
"""Up to so many entries of a cycle are listed one by one though the whole cycle was found."""


class MatchCounts(NamedTuple):
    """How many cycles, entries and notes there are."""

    cycles: int
    entries: int
    notes: int


class SearchResult(NamedTuple):
    """`told` is the part that is shown; `all` counts everything that was found, and `left` what is not shown.

    `wanted` finds what is to be marked. In a search for cycles alone no entry is shown.
    """

    told: Selection
    all: MatchCounts
    only_cycles: bool
    left: MatchCounts
    wanted: tuple[Finder, ...]


def build_result(selection: Selection, *, most: int | None = None, only_cycles: bool = False) -> SearchResult:
    """Return the result, of at most so many lines: the best matches where it is ranked, else the first."""
    told = selection if most is None else _limit_selection(selection, most, only_cycles=only_cycles)
    every, some = map(count_matches, (selection, told))
    left = MatchCounts(*(whole - part for whole, part in zip(every, some, strict=True)))
    strings = (
        Finder(normalise_for_search(text), frozenset(), whole=False, anywhere=True) for text in selection.strings
    )
    wanted = tuple(one for one in (*(term.finder for term in selection.query.sought), *strings) if one.wanted)
    return SearchResult(told, every, only_cycles, left, wanted)


def count_matches(selection: Selection) -> MatchCounts:
    """Return how much was found. A cycle counts where it is found itself or anything in it is."""
    entries = sum(len(found.entries) for found in selection.found)
    return MatchCounts(len(selection.found), entries, len(selection.notes))


def is_found_whole(found: CycleMatch, selection: Selection) -> bool:
    """Say whether a cycle was found whole, with more entries than a few, and not because it was named.

    Its entries then say nothing about the search, and one line about all of them is enough.
    """
    query = selection.query
    narrowed = query.sought or query.window or query.cycles or selection.strings
    is_long = FEW_ENTRIES < len(found.entries) == len(found.cycle.kept)
    return found.itself and is_long and not narrowed


def _limit_selection(selection: Selection, most: int, *, only_cycles: bool) -> Selection:
    """Return the best of a selection, in at most so many lines: of entries, or of cycles shown without any."""
    names, without = list[str](), set[str]()
    for one in selection.found:
        if only_cycles or not one.entries or is_found_whole(one, selection):
            without.add(str(one.cycle.number))
            names.append(str(one.cycle.number))
        else:
            names += [entry.name for entry in one.entries]
    names += [note.name for note in selection.notes]
    place = {name: at for at, name in enumerate(selection.ranked)}
    best = set(sorted(names, key=lambda name: place.get(name, len(place)))[:most])
    found = []
    for one in selection.found:
        if (number := str(one.cycle.number)) in without:
            found += [one] if number in best else []
        elif entries := tuple(entry for entry in one.entries if entry.name in best):
            found.append(one._replace(entries=entries))
    return selection._replace(found=tuple(found), notes=tuple(note for note in selection.notes if note.name in best))
