"""Threads: the cycles that grew from one another, over the years, and the other links between them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from enquiry.insight.replay.question import QuestionChange, list_question_changes
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.step import Step


class ThreadBranch(NamedTuple):
    """A cycle of a thread, the number of the one it grew from, and the branches that grew from it, by number."""

    cycle: Cycle
    parent: int | None
    grown: tuple["ThreadBranch", ...]

    def walk(self) -> Iterator["ThreadBranch"]:
        """Yield it and every branch that grew from it, each before those that grew from that."""
        yield self
        for branch in self.grown:
            yield from branch.walk()


class ThreadLink(NamedTuple):
    """A link of another kind, from a cycle of the thread or to one; `other` is a cycle's number or someone's name."""

    cycle: int
    kind: LinkKind
    other: str


class Thread(NamedTuple):
    """The whole tree that a cycle stands in, the links of its cycles, and how their questions changed, where looked up.

    The `changes` are those within a cycle, each with the entry before it.
    """

    root: ThreadBranch
    asked: int
    ties: tuple[ThreadLink, ...]
    changes: tuple[QuestionChange, ...] = ()


def build_thread(cycle: Cycle, journal: Journal, steps: Sequence[Step] | None = None) -> Thread:
    """Return the thread of `cycle`: everything that grew from the first cycle it can be followed back to.

    With the `steps` of the history it holds how the questions changed.

    A cycle whose parent was removed is a root, and a circle (which only a foreign file can bring) is followed once.
    """
    *_, root = journal.iterate_ancestors(cycle)
    branch = _build_branch(root, journal, frozenset())
    inside = {one.cycle.id for one in branch.walk()}
    ties = [
        ThreadLink(one.number, link.kind, link.who or journal.get_name(link.cycle or ""))
        for one in journal.kept
        for link in one.links
        if one.id in inside or link.cycle in inside
    ]
    changes = () if steps is None else list_question_changes([one.cycle for one in branch.walk()], journal, steps)
    return Thread(branch, cycle.number, tuple(ties), tuple(changes))


def _build_branch(cycle: Cycle, journal: Journal, above: frozenset[str]) -> ThreadBranch:
    path = above | {cycle.id}
    grown = (one for one in journal.kept if one.grew_from == cycle.id and one.id not in path)
    branches = tuple(_build_branch(one, journal, path) for one in grown)
    return ThreadBranch(cycle, journal.get_number(cycle.grew_from), branches)
