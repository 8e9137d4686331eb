"""The doctor's findings: each thing that was looked at, how it is, why, and what to do."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.doctor.check import Check, CheckState, Checkup
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count

NAME_WIDTH, STATE_WIDTH = 13, 9
STYLES = {
    CheckState.FINE: "quiet",
    CheckState.NOTE: "strong",
    CheckState.UNSEEN: "quiet",
    CheckState.WRONG: "attention",
    CheckState.DAMAGED: "attention",
}


def draw_checkup(found: Checkup, look: RenderOptions) -> RenderableType:
    """Draw the checks by their groups, and what they come to."""
    drawing = list[RenderableType]()
    for group, checks in found.groups:
        drawing += [Text(group, "question"), *(row for check in checks for row in _draw_check(check, look)), ""]
    return Group(*drawing, draw_text(format_verdict(found), "" if not found.wrong else "attention"), *_next(found))


def _draw_check(check: Check, look: RenderOptions) -> Iterator[RenderableType]:
    style = STYLES[check.state]
    words = draw_text(check.reason, "quiet" if check.state in (CheckState.FINE, CheckState.UNSEEN) else "")
    if look.narrow:
        yield Text.assemble(f"  {check.name} ", (check.state.value, style))
        yield Padding(words, (0, 0, 0, 4))
        yield from [Padding(draw_text(check.remedy, "accent"), (0, 0, 0, 4))] if check.remedy else []
        return
    label = Text.assemble(f"  {check.name:<{NAME_WIDTH}}", (f"{check.state.value:<{STATE_WIDTH}}", style))
    yield HangingIndent(label, words)
    if check.remedy:
        yield HangingIndent(Text(" " * label.cell_len), draw_text(check.remedy, "accent"))


def format_verdict(found: Checkup) -> str:
    """Return what all checks come to, in a sentence."""
    if found.is_damaged:
        return "The journal can't be used as it is. Nothing was changed in it."
    if found.wrong:
        return f"{format_count(len(found.wrong), 'thing asks', 'things ask')} for your attention.".capitalize()
    notes = sum(check.state is CheckState.NOTE for check in found.checks)
    if notes:
        return f"Nothing is wrong; {format_count(notes, 'thing is', 'things are')} worth knowing."
    return "All is well."


def _next(found: Checkup) -> Iterator[RenderableType]:
    if found.mendable:
        yield Text("enquiry doctor --fix", "accent")


def format_checkup_lines(found: Checkup) -> Iterator[str]:
    """Say the same in plain lines."""
    for group, checks in found.groups:
        for check in checks:
            yield f"check: {check.name}"
            yield f"of: {group.casefold()}"
            yield f"state: {check.state}"
            yield f"reason: {flatten_text(check.reason)}"
            if check.remedy:
                yield f"remedy: {flatten_text(check.remedy)}"
            yield ""
    yield f"verdict: {format_verdict(found)}"
    if found.mendable:
        yield "command: enquiry doctor --fix"
