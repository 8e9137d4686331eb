"""A thread as a tree: each cycle with its question, its years and what was decided."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from enquiry.dates.period import spell_short
from enquiry.insight.thread import Thread, ThreadLink
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines
from enquiry.views.replay.question import list_earlier_questions
from enquiry.views.theme import RenderOptions

_LINK_WORDS = {LinkKind.SAME_GROUP: "is about the same group as", LinkKind.SHARED_WITH: "is shared with"}


def draw_thread(thread: Thread, look: RenderOptions) -> RenderableType:
    """Draw the tree, the cycle that was asked for marked, and the other links beneath it."""
    tree = Tree(_draw_branch_label(thread.root.cycle, thread, look), style="none", guide_style="quiet")
    waiting = [(tree, thread.root)]
    for node, branch in waiting:  # what is appended on the way is drawn too
        labels = (_draw_branch_label(grown.cycle, thread, look) for grown in branch.grown)
        waiting += [(node.add(label, style="none"), grown) for label, grown in zip(labels, branch.grown, strict=True)]
    ties = [draw_text(_format_thread_link(tie), "quiet") for tie in thread.ties]
    return Group(tree, *([""] if ties else []), *ties)


def _draw_branch_label(cycle: Cycle, thread: Thread, look: RenderOptions) -> RenderableType:
    here = f"{look.marks.current} " if cycle.number == thread.asked else ""
    named = Text.assemble((here, "accent"), (f"{cycle.number} {look.marks.dot} ", "strong"))
    lines = (_format_outcome(cycle), *list_earlier_questions(thread.changes, cycle.number))
    return Group(
        HangingIndent(named, draw_text(flatten_text(cycle.question), "question")),
        *(HangingIndent(Text(" " * len(here)), draw_text(words.strip(), "quiet")) for words in lines),
    )


def _format_outcome(cycle: Cycle) -> str:
    began, last = spell_short(cycle.began_on, year=True), spell_short(cycle.last_on, year=True)
    decided = cycle.decided
    if not decided or not decided.decision:
        return f"{began} to {last}, {cycle.state}"
    because = f" because {flatten_text(decided.because)}" if decided.because else ""
    return f"{began} to {last}, {cycle.state}; {decided.decision}{because}"


def _format_thread_link(tie: ThreadLink) -> str:
    return f"{tie.cycle} {_LINK_WORDS.get(tie.kind, tie.kind.value)} {tie.other}"


def format_thread_lines(thread: Thread) -> Iterator[str]:
    """Yield the same as `label: value` lines: each cycle after the one it grew from."""
    for branch in thread.root.walk():
        cycle, parent = branch.cycle, ("grew from", branch.parent)
        became = ("became", _format_outcome(cycle))
        yield from format_field_lines(("cycle", cycle.number), ("question", cycle.question), parent, became)
        yield from (f"asked: {words}" for words in list_earlier_questions(thread.changes, cycle.number))
        yield ""
    yield from format_field_lines(*(("tie", _format_thread_link(tie)) for tie in thread.ties))
