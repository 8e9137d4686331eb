"""The history: every step in words, the newest first."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.history.changes import ChangeKind, FieldChange
from enquiry.insight.history.versions import History, StepLine, VersionChange, VersionHistory
from enquiry.unsafe_chars import flatten_text
from enquiry.views.history.changes import draw_field_change
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count


def draw_history(history: History, look: RenderOptions) -> RenderableType:
    """Draw the steps with their numbers and moments; those that were undone are said to be, and stand back."""
    if not history.steps:
        return Group()
    parts: list[RenderableType] = [_list(history, look) if look.narrow else _table(history, look)]
    if history.earlier:
        parts.append(Text(f"{look.marks.ellipsis} and {history.earlier:,} earlier", "quiet"))
    return Group(*parts)


def _table(history: History, look: RenderOptions) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for told in history.steps:
        number = Text(str(told.step.number), "quiet" if told.undone else "strong")
        table.add_row(number, Text(format_moment(told.step.at), "quiet"), _draw_step_words(told, history, look))
    return table


def _list(history: History, look: RenderOptions) -> RenderableType:
    parts = list[RenderableType]()
    for told in history.steps:
        parts.append(Text.assemble((str(told.step.number), "strong"), (f"  {format_moment(told.step.at)}", "quiet")))
        parts.append(HangingIndent(Text("    "), _draw_step_words(told, history, look)))
    return Group(*parts)


def _draw_step_words(told: StepLine, history: History, look: RenderOptions) -> Text:
    dot = look.marks.dot
    words = draw_text(flatten_text(told.step.did), "quiet" if told.undone else "")
    if told.undone:
        words.append(f" {dot} undone", "quiet")
    if history.several_devices and told.step.clock.device:
        words.append(f" {dot} on {told.step.clock.device[:4]}", "quiet")
    return words


def format_moment(moment: datetime) -> str:
    """Return a moment in little room, to the minute."""
    return f"{spell_short(moment.date(), year=True)}, {moment:%H:%M}"


def format_history_lines(history: History) -> Iterator[str]:
    """Say the same in plain lines."""
    for told in history.steps:
        yield f"step: {told.step.number}"
        yield f"when: {told.step.at.isoformat(timespec='minutes')}"
        yield f"did: {flatten_text(told.step.did)}"
        if told.undone:
            yield "undone: yes"
        if history.several_devices and told.step.clock.device:
            yield f"device: {told.step.clock.device}"
        yield ""
    if history.earlier:
        yield f"earlier: {history.earlier}"


# --- Every version that a thing has had: when, by which step, and what became of its words.


def draw_versions(versions: VersionHistory, look: RenderOptions) -> RenderableType:
    """Draw the first version whole, and of each later one what differs from the one before."""
    count = format_count(len(versions.changes), "version")
    parts: list[RenderableType] = [
        Text.assemble(draw_text(versions.name, "strong"), (f" {look.marks.dot} {count}", "quiet"))
    ]
    for place, change in enumerate(versions.changes, 1):
        parts += ["", _head(place, change, look), *_became(change, look)]
    return Group(*parts)


def _head(place: int, change: VersionChange, look: RenderOptions) -> RenderableType:
    step, dot = change.version.step, look.marks.dot
    told = (
        f"{format_moment(step.at)} {dot} step {step.number}, {flatten_text(step.did)}"
        if step
        else "before the history begins"
    )
    return HangingIndent(Text(f"{place}  ", "strong"), draw_text(told, "quiet"))


def _became(change: VersionChange, look: RenderOptions) -> Iterator[RenderableType]:
    if change.what is ChangeKind.GONE:
        yield Padding(Text("out of sight"), (0, 0, 0, 4))
    elif change.again:
        yield Padding(Text("in sight again"), (0, 0, 0, 4))
    for field in change.fields:
        yield Padding(_field(field, change, look), (0, 0, 0, 4))


def _field(field: FieldChange, change: VersionChange, look: RenderOptions) -> RenderableType:
    first = change.what is ChangeKind.ADDED
    words = draw_text(field.after) if first else draw_field_change(field, look, whole=True)
    return words if field.name in ("text", "question") else HangingIndent(Text(f"{field.name}  ", "quiet"), words)


def format_versions_lines(versions: VersionHistory) -> Iterator[str]:
    """Say the same in plain lines: of each version the fields that changed, as they were and as they became."""
    yield f"thing: {flatten_text(versions.name)}"
    for place, change in enumerate(versions.changes, 1):
        yield ""
        yield f"version: {place}"
        if step := change.version.step:
            yield f"when: {step.at.isoformat(timespec='minutes')}"
            yield f"step: {step.number}"
            yield f"did: {flatten_text(step.did)}"
        if change.what is ChangeKind.GONE or change.again:
            yield f"in sight: {'no' if change.what is ChangeKind.GONE else 'yes'}"
        for field in change.fields:
            if field.before:
                yield f"{field.name} was: {flatten_text(field.before)}"
            if field.after:
                yield f"{field.name}: {flatten_text(field.after)}"
