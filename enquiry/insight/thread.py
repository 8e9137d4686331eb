"""Threads: the cycles that grew from one another, over the years, and the other ties between them."""

from typing import NamedTuple

from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


class ThreadBranch(NamedTuple):
    """A cycle of a thread, and the branches that grew from it, by number."""

    cycle: Cycle
    grown: tuple["ThreadBranch", ...]


class ThreadLink(NamedTuple):
    """A link of another kind, from a cycle of the thread or to one; `other` is a cycle's number or someone's name."""

    cycle: int
    kind: LinkKind
    other: str


class Thread(NamedTuple):
    """The whole tree that a cycle stands in, and the ties of its cycles."""

    root: ThreadBranch
    asked: int
    ties: tuple[ThreadLink, ...]


def build_thread(cycle: Cycle, journal: Journal) -> Thread:
    """Return the thread of `cycle`: everything that grew from the first cycle it can be followed back to.

    A cycle whose parent was removed is a root, and a circle (which only a foreign file can bring) is followed once.
    """
    root = _find_thread_root(cycle, journal)
    branch = _build_branch(root, journal, frozenset())
    numbers = set(_collect_numbers(branch))
    ties = [
        ThreadLink(one.number, link.kind, link.who or str(link.cycle))
        for one in journal.kept
        for link in one.links
        if one.number in numbers or link.cycle in numbers
    ]
    return Thread(branch, cycle.number, tuple(ties))


def _find_thread_root(cycle: Cycle, journal: Journal) -> Cycle:
    known = {one.number: one for one in journal.kept}
    seen = {cycle.number}
    while (parent := known.get(cycle.grew_from or 0)) and parent.number not in seen:
        cycle = parent
        seen.add(cycle.number)
    return cycle


def _build_branch(cycle: Cycle, journal: Journal, above: frozenset[int]) -> ThreadBranch:
    path = above | {cycle.number}
    grown = (one for one in journal.kept if one.grew_from == cycle.number and one.number not in path)
    return ThreadBranch(cycle, tuple(_build_branch(one, journal, path) for one in grown))


def _collect_numbers(branch: ThreadBranch) -> list[int]:
    return [branch.cycle.number, *(number for grown in branch.grown for number in _collect_numbers(grown))]
