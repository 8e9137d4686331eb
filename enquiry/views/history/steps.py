"""The history: every step in words, the newest first."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.history.changes import Field, What
from enquiry.insight.history.versions import Change, History, Told, Versions
from enquiry.insight.words import counted
from enquiry.views.history.changes import field_view
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
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


# --- Every version that a thing has had: when, by which step, and what became of its words.


def versions_view(versions: Versions, look: Look) -> RenderableType:
    """Draw the first version whole, and of each later one what differs from the one before."""
    count = counted(len(versions.changes), "version")
    parts: list[RenderableType] = [
        Text.assemble(said(versions.name, "strong"), (f" {look.marks.dot} {count}", "quiet"))
    ]
    for place, change in enumerate(versions.changes, 1):
        parts += ["", _head(place, change, look), *_became(change, look)]
    return Group(*parts)


def _head(place: int, change: Change, look: Look) -> RenderableType:
    step, dot = change.version.step, look.marks.dot
    told = f"{when(step.at)} {dot} step {step.number}, {one_line(step.did)}" if step else "before the history begins"
    return Hanging(Text(f"{place}  ", "strong"), said(told, "quiet"))


def _became(change: Change, look: Look) -> Iterator[RenderableType]:
    if change.what is What.GONE:
        yield Padding(Text("out of sight"), (0, 0, 0, 4))
    elif change.again:
        yield Padding(Text("in sight again"), (0, 0, 0, 4))
    for field in change.fields:
        yield Padding(_field(field, change, look), (0, 0, 0, 4))


def _field(field: Field, change: Change, look: Look) -> RenderableType:
    first = change.what is What.ADDED
    words = said(field.after) if first else field_view(field, look, whole=True)
    return words if field.name in ("text", "question") else Hanging(Text(f"{field.name}  ", "quiet"), words)


def versions_lines(versions: Versions) -> Iterator[str]:
    """Say the same in plain lines: of each version the fields that changed, as they were and as they became."""
    yield f"thing: {one_line(versions.name)}"
    for place, change in enumerate(versions.changes, 1):
        yield ""
        yield f"version: {place}"
        if step := change.version.step:
            yield f"when: {step.at.isoformat(timespec='minutes')}"
            yield f"step: {step.number}"
            yield f"did: {one_line(step.did)}"
        if change.what is What.GONE or change.again:
            yield f"in sight: {'no' if change.what is What.GONE else 'yes'}"
        for field in change.fields:
            if field.before:
                yield f"{field.name} was: {one_line(field.before)}"
            if field.after:
                yield f"{field.name}: {one_line(field.after)}"
