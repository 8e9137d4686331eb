"""The history: every step in words, the newest first."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.history.versions import History, Told
from enquiry.views.layout import Hanging
from enquiry.views.said import said
from enquiry.views.text import one_line
from enquiry.views.theme import Look


def history_view(history: History, look: Look) -> RenderableType:
    """Draw the steps with their numbers and moments; those that were undone are said to be, and stand back."""
    if not history.steps:
        return Group()
    parts: list[RenderableType] = [_list(history, look) if look.narrow else _table(history, look)]
    if history.earlier:
        parts.append(Text(f"{look.marks.ellipsis} and {history.earlier:,} earlier", "quiet"))
    return Group(*parts)


def _table(history: History, look: Look) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for told in history.steps:
        number = Text(str(told.step.number), "quiet" if told.undone else "strong")
        table.add_row(number, Text(when(told.step.at), "quiet"), _did(told, history, look))
    return table


def _list(history: History, look: Look) -> RenderableType:
    parts = list[RenderableType]()
    for told in history.steps:
        parts.append(Text.assemble((str(told.step.number), "strong"), (f"  {when(told.step.at)}", "quiet")))
        parts.append(Hanging(Text("    "), _did(told, history, look)))
    return Group(*parts)


def _did(told: Told, history: History, look: Look) -> Text:
    dot = look.marks.dot
    words = said(one_line(told.step.did), "quiet" if told.undone else "")
    if told.undone:
        words.append(f" {dot} undone", "quiet")
    if history.several_devices and told.step.clock.device:
        words.append(f" {dot} on {told.step.clock.device[:4]}", "quiet")
    return words


def when(moment: datetime) -> str:
    """Return a moment in little room, to the minute."""
    return f"{short(moment.date(), year=True)}, {moment:%H:%M}"


def history_lines(history: History) -> Iterator[str]:
    """Say the same in plain lines."""
    for told in history.steps:
        yield f"step: {told.step.number}"
        yield f"when: {told.step.at.isoformat(timespec='minutes')}"
        yield f"did: {one_line(told.step.did)}"
        if told.undone:
            yield "undone: yes"
        if history.several_devices and told.step.clock.device:
            yield f"device: {told.step.clock.device}"
        yield ""
    if history.earlier:
        yield f"earlier: {history.earlier}"
