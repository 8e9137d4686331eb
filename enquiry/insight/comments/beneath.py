"""What speaks of an entry stands beneath it, and what speaks of that beneath that; each once, with its own day.

Two machines may between them have made two entries speak of one another: such a circle ends where it began.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from enquiry.model.entry import AnyEntry, Evidence, Reflection
from enquiry.model.journal import Journal

T = TypeVar("T")


def get_about(entry: AnyEntry) -> str:
    """Return the id of the entry that one speaks of, nothing where it speaks of none."""
    return entry.about if isinstance(entry, Evidence | Reflection) else ""


def list_spoken_of(entry: AnyEntry, journal: Journal) -> list[AnyEntry]:
    """Return the entry that one speaks of, the one which that speaks of, and so on."""
    known, found = {one.id: one for one in journal.iterate_entries()}, list[AnyEntry]()
    at: AnyEntry | None = known.get(get_about(entry))
    while at and at is not entry and at not in found:
        found.append(at)
        at = known.get(get_about(at))
    return found


def list_beneath(entry: AnyEntry, journal: Journal) -> list[tuple[AnyEntry, int]]:
    """Return what speaks of an entry in whatever cycle, and of that in turn, each with how deep it stands."""
    speaking = sorted((one for one in journal.iterate_entries() if get_about(one)), key=lambda one: one.happened_on)
    if not any(get_about(one) == entry.id for one in speaking):
        return []
    arranged = arrange_beneath([entry, *(one for one in speaking if one.id != entry.id)], _get_id, get_about)
    after = arranged[[one is entry for one, _ in arranged].index(True) + 1 :]
    end = next((place for place, (_, depth) in enumerate(after) if not depth), len(after))
    return after[:end]


def list_cycle_entries(entries: Sequence[AnyEntry]) -> list[tuple[AnyEntry, int]]:
    """Return entries in their order, but that what speaks of another among them stands beneath it, and how deep."""
    return arrange_beneath(entries, _get_id, get_about)


def _get_id(entry: AnyEntry) -> str:
    return entry.id


def arrange_beneath(
    things: Iterable[T], identify: Callable[[T], str], get_spoken_of: Callable[[T], str]
) -> list[tuple[T, int]]:
    """Return things in their order, each followed by those that speak of it, with how deep each stands.

    `identify` returns what a thing is known by (nothing: none speaks of it), `get_spoken_of` what the one that it
    speaks of is known by.
    """
    held = list(things)
    known, beneath, placed = {identify(one) for one in held}, defaultdict[str, list[T]](list), set[int]()
    for one in held:
        if about := get_spoken_of(one):
            beneath[about].append(one)

    def place(first: T) -> Iterator[tuple[T, int]]:
        waiting = [(first, 0)]
        while waiting:
            one, depth = waiting.pop()
            if id(one) not in placed:
                placed.add(id(one))
                yield one, depth
                waiting += [(other, depth + 1) for other in reversed(beneath[identify(one)])]

    roots = [one for one in held if not (about := get_spoken_of(one)) or about not in known]
    return [pair for one in (*roots, *held) for pair in place(one)]
