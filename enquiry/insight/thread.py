"""Threads: the cycles that grew from one another, over the years, and the other ties between them."""

from typing import NamedTuple

from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


class Branch(NamedTuple):
    """A cycle of a thread, and the branches that grew from it, by number."""

    cycle: Cycle
    grown: tuple["Branch", ...]


class Tie(NamedTuple):
    """A link of another kind, from a cycle of the thread or to one; `other` is a cycle's number or someone's name."""

    cycle: int
    kind: LinkKind
    other: str


class Thread(NamedTuple):
    """The whole tree that a cycle stands in, and the ties of its cycles."""

    root: Branch
    asked: int
    ties: tuple[Tie, ...]


def thread_of(cycle: Cycle, journal: Journal) -> Thread:
    """Return the thread of `cycle`: everything that grew from the first cycle it can be followed back to.

    A cycle whose parent was removed is a root, and a circle (which only a foreign file can bring) is followed once.
    """
    root = _root(cycle, journal)
    branch = _branch(root, journal, frozenset())
    numbers = set(_numbers(branch))
    ties = [
        Tie(one.number, link.kind, link.who or str(link.cycle))
        for one in journal.kept
        for link in one.links
        if one.number in numbers or link.cycle in numbers
    ]
    return Thread(branch, cycle.number, tuple(ties))


def _root(cycle: Cycle, journal: Journal) -> Cycle:
    known = {one.number: one for one in journal.kept}
    seen = {cycle.number}
    while (parent := known.get(cycle.grew_from or 0)) and parent.number not in seen:
        cycle = parent
        seen.add(cycle.number)
    return cycle


def _branch(cycle: Cycle, journal: Journal, above: frozenset[int]) -> Branch:
    path = above | {cycle.number}
    grown = (one for one in journal.kept if one.grew_from == cycle.number and one.number not in path)
    return Branch(cycle, tuple(_branch(one, journal, path) for one in grown))


def _numbers(branch: Branch) -> list[int]:
    return [branch.cycle.number, *(number for grown in branch.grown for number in _numbers(grown))]
