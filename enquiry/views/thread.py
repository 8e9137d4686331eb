"""A thread as a tree: each cycle with its question, its years and what was decided."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from enquiry.dates.period import short
from enquiry.insight.thread import Branch, Thread, Tie
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

_TIES = {
    LinkKind.CONTRADICTS: "contradicts",
    LinkKind.REPLICATES: "replicates",
    LinkKind.SAME_GROUP: "is about the same group as",
    LinkKind.SHARED_WITH: "is shared with",
}


def thread_view(thread: Thread, look: Look) -> RenderableType:
    """Draw the tree, the cycle that was asked for marked, and the other ties beneath it."""
    tree = Tree(_label(thread.root.cycle, thread, look), style="none", guide_style="quiet")
    _grow(tree, thread.root, thread, look)
    ties = [said(_tie(tie), "quiet") for tie in thread.ties]
    return Group(tree, *([""] if ties else []), *ties)


def _grow(tree: Tree, branch: Branch, thread: Thread, look: Look) -> None:
    for grown in branch.grown:
        _grow(tree.add(_label(grown.cycle, thread, look), style="none"), grown, thread, look)


def _label(cycle: Cycle, thread: Thread, look: Look) -> Text:
    here = f"{look.marks.current} " if cycle.number == thread.asked else ""
    return Text.assemble(
        (here, "accent"),
        (f"{cycle.number} {look.marks.dot} ", "strong"),
        said(one_line(cycle.question), "question"),
        "\n",
        said(_became(cycle), "quiet"),
    )


def _became(cycle: Cycle) -> str:
    began, last = short(cycle.began_on, year=True), short(cycle.last_on, year=True)
    decided = cycle.decided
    if not decided or not decided.decision:
        return f"{began} to {last}, {cycle.state}"
    because = f" because {one_line(decided.because)}" if decided.because else ""
    return f"{began} to {last}, {cycle.state}; {decided.decision}{because}"


def _tie(tie: Tie) -> str:
    return f"{tie.cycle} {_TIES[tie.kind]} {tie.other}"


def thread_lines(thread: Thread) -> Iterator[str]:
    """Say the same in plain lines: each cycle after the one it grew from."""
    yield from _lines(thread.root)
    for tie in thread.ties:
        yield f"tie: {one_line(_tie(tie))}"


def _lines(branch: Branch) -> Iterator[str]:
    cycle = branch.cycle
    yield f"cycle: {cycle.number}"
    yield f"question: {one_line(cycle.question)}"
    if cycle.grew_from:
        yield f"grew from: {cycle.grew_from}"
    yield f"became: {_became(cycle)}"
    yield ""
    for grown in branch.grown:
        yield from _lines(grown)
