"""The doctor's findings: each thing that was looked at, how it is, why, and what to do."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.doctor.check import Check, Checkup, State
from enquiry.insight.words import counted
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

NAME_WIDTH, STATE_WIDTH = 13, 9
STYLES = {
    State.FINE: "quiet",
    State.NOTE: "strong",
    State.UNSEEN: "quiet",
    State.WRONG: "attention",
    State.DAMAGED: "attention",
}


def doctor_view(found: Checkup, look: Look) -> RenderableType:
    """Draw the checks by their groups, and what they come to."""
    drawing = list[RenderableType]()
    for group, checks in found.groups:
        drawing += [Text(group, "question"), *(row for check in checks for row in _rows(check, look)), ""]
    return Group(*drawing, said(verdict(found), "" if not found.wrong else "attention"), *_next(found))


def _rows(check: Check, look: Look) -> Iterator[RenderableType]:
    style = STYLES[check.state]
    words = said(check.reason, "quiet" if check.state in (State.FINE, State.UNSEEN) else "")
    if look.narrow:
        yield Text.assemble(f"  {check.name} ", (check.state.value, style))
        yield Padding(words, (0, 0, 0, 4))
        yield from [Padding(said(check.remedy, "accent"), (0, 0, 0, 4))] if check.remedy else []
        return
    label = Text.assemble(f"  {check.name:<{NAME_WIDTH}}", (f"{check.state.value:<{STATE_WIDTH}}", style))
    yield Hanging(label, words)
    if check.remedy:
        yield Hanging(Text(" " * label.cell_len), said(check.remedy, "accent"))


def verdict(found: Checkup) -> str:
    """Return what all checks come to, in a sentence."""
    if found.is_damaged:
        return "The journal can't be used as it is. Nothing was changed in it."
    if found.wrong:
        return f"{counted(len(found.wrong), 'thing asks', 'things ask')} for your attention.".capitalize()
    notes = sum(check.state is State.NOTE for check in found.checks)
    if notes:
        return f"Nothing is wrong; {counted(notes, 'thing is', 'things are')} worth knowing."
    return "All is well."


def _next(found: Checkup) -> Iterator[RenderableType]:
    if found.mendable:
        yield Text("enquiry doctor --fix", "accent")


def doctor_lines(found: Checkup) -> Iterator[str]:
    """Say the same in plain lines."""
    for group, checks in found.groups:
        for check in checks:
            yield f"check: {check.name}"
            yield f"of: {group.casefold()}"
            yield f"state: {check.state}"
            yield f"reason: {one_line(check.reason)}"
            if check.remedy:
                yield f"remedy: {one_line(check.remedy)}"
            yield ""
    yield f"verdict: {verdict(found)}"
    if found.mendable:
        yield "command: enquiry doctor --fix"
