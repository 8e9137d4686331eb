"""The doctor's findings: each thing that was looked at, how it is, why, and what to do."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command, format_hint
from enquiry.insight.doctor import CheckState, Checkup
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count

NAME_WIDTH, STATE_WIDTH = 13, 9
STYLES = {CheckState.NOTE: "strong", CheckState.WRONG: "attention", CheckState.DAMAGED: "attention"}


def draw_checkup(found: Checkup, look: RenderOptions) -> RenderableType:
    """Draw the checks by their groups, and what they come to."""
    drawing = list[RenderableType]()
    for group, checks in found.groups:
        drawing.append(Text(group, "question"))
        for check in checks:
            style = STYLES.get(check.state, "quiet")
            words = draw_text(show_on_one_line(check.reason), "quiet" if style == "quiet" else "")
            remedy = draw_text(show_on_one_line(format_hint(check.remedy)), "accent")
            if look.narrow:
                drawing.append(Text.assemble(f"  {check.name} ", (check.state.value, style)))
                drawing += [Padding(text, (0, 0, 0, 4)) for text in (words, remedy) if text is words or text]
            else:
                state = (f"{check.state.value:<{STATE_WIDTH}}", style)
                label = Text.assemble(f"  {check.name:<{NAME_WIDTH}}", state)
                drawing.append(HangingIndent(label, words))
                drawing += [HangingIndent(Text(" " * label.cell_len), remedy)] if remedy else []
        drawing.append("")
    drawing.append(draw_text(format_verdict(found), "" if not found.wrong else "attention"))
    return Group(*drawing, *([Text(format_command(Act(ActKind.FIX)), "accent")] if found.mendable else []))


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


def format_checkup_lines(found: Checkup) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for group, check in ((group, check) for group, checks in found.groups for check in checks):
        remedy = ("remedy", show_on_one_line(format_hint(check.remedy)) or None)
        facts = (("of", group.casefold()), ("state", check.state), ("reason", show_on_one_line(check.reason)))
        yield from format_field_lines(("check", check.name), *facts, remedy)
        yield ""
    command = format_command(Act(ActKind.FIX)) if found.mendable else None
    yield from format_field_lines(("verdict", format_verdict(found)), ("command", command))
