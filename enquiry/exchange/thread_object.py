"""A thread as an object for programs."""

from enquiry.answers.journal import Object
from enquiry.exchange.answers import cycle_in_brief
from enquiry.insight.thread import Branch, Thread


def thread_object(thread: Thread) -> Object:
    """Return the answer of `thread`: the root with what grew from it, and the other ties."""
    ties = [{"cycle": tie.cycle, "kind": tie.kind.value, "other": tie.other} for tie in thread.ties]
    return {"thread": _branch(thread.root), "asked": thread.asked, "ties": ties}


def _branch(branch: Branch) -> Object:
    return {"cycle": cycle_in_brief(branch.cycle), "grown": [_branch(grown) for grown in branch.grown]}
