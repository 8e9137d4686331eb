"""Threads: the cycles that grew from one another, over the years, and the other links between them."""

from typing import NamedTuple

from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


class ThreadBranch(NamedTuple):
    """A cycle of a thread, and the branches that grew from it, by number."""

    cycle: Cycle
    grown: tuple["ThreadBranch", ...]

    def list_numbers(self) -> list[int]:
        """Return the numbers of its cycles, each before those that grew from it."""
        return [self.cycle.number, *(number for branch in self.grown for number in branch.list_numbers())]


class ThreadLink(NamedTuple):
    """A link of another kind, from a cycle of the thread or to one; `other` is a cycle's number or someone's name."""

    cycle: int
    kind: LinkKind
    other: str


class Thread(NamedTuple):
    """The whole tree that a cycle stands in, and the links of its cycles."""

    root: ThreadBranch
    asked: int
    ties: tuple[ThreadLink, ...]


def build_thread(cycle: Cycle, journal: Journal) -> Thread:
    """Return the thread of `cycle`: everything that grew from the first cycle it can be followed back to.

    A cycle whose parent was removed is a root, and a circle (which only a foreign file can bring) is followed once.
    """
    known = {one.number: one for one in journal.kept}
    root, seen = cycle, {cycle.number}
    while (parent := known.get(root.grew_from or 0)) and parent.number not in seen:
        root = parent
        seen.add(root.number)
    branch = _build_branch(root, journal, frozenset())
    numbers = set(branch.list_numbers())
    ties = [
        ThreadLink(one.number, link.kind, link.who or str(link.cycle))
        for one in journal.kept
        for link in one.links
        if one.number in numbers or link.cycle in numbers
    ]
    return Thread(branch, cycle.number, tuple(ties))


def _build_branch(cycle: Cycle, journal: Journal, above: frozenset[int]) -> ThreadBranch:
    path = above | {cycle.number}
    grown = (one for one in journal.kept if one.grew_from == cycle.number and one.number not in path)
    return ThreadBranch(cycle, tuple(_build_branch(one, journal, path) for one in grown))
