"""The history drawn: every step in words, the newest first; and every version that a record has had."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.history.changes import ChangeKind
from enquiry.insight.history.versions import History, VersionChange, VersionHistory
from enquiry.unsafe_chars import flatten_text
from enquiry.views.history.changes import draw_field_change, draw_labelled_change, format_field_change_lines
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count


def draw_history(history: History, look: RenderOptions) -> RenderableType:
    """Draw the steps with their numbers and moments; those that were undone are marked so, and stand back."""
    if not history.steps:
        return Group()
    columns = (Column(justify="right", no_wrap=True), Column(no_wrap=True), Column(overflow="fold"))
    parts, table = list[RenderableType](), Table.grid(*columns, padding=(0, 2))
    for told in history.steps:
        words = draw_text(flatten_text(told.step.did), "quiet" if told.undone else "")
        words.append(f" {look.marks.dot} undone" if told.undone else "", "quiet")
        if history.several_devices and told.step.clock.device:
            words.append(f" {look.marks.dot} on {told.step.clock.device[:4]}", "quiet")
        number = Text(str(told.step.number), "quiet" if told.undone and not look.narrow else "strong")
        moment = Text(format_moment(told.step.at), "quiet")
        if look.narrow:
            parts += [Text.assemble(number, "  ", moment), HangingIndent(Text("    "), words)]
        else:
            table.add_row(number, moment, words)
    if not look.narrow:
        parts.append(table)
    if history.earlier:
        parts.append(Text(f"{look.marks.ellipsis} and {history.earlier:,} earlier", "quiet"))
    return Group(*parts)


def format_moment(moment: datetime) -> str:
    """Return a moment in few characters, to the minute."""
    return f"{spell_short(moment.date(), year=True)}, {moment:%H:%M}"


def format_history_lines(history: History) -> Iterator[str]:
    """Yield the same as plain lines."""
    for told in history.steps:
        step, device = told.step, told.step.clock.device if history.several_devices else None
        when = step.at.isoformat(timespec="minutes")
        yield from format_field_lines(("step", step.number), ("when", when), ("did", step.did))
        yield from format_field_lines(("undone", "yes" if told.undone else None), ("device", device or None))
        yield ""
    if history.earlier:
        yield f"earlier: {history.earlier}"


# --- Every version that a record has had: when, by which step, and what became of its words.


def draw_versions(versions: VersionHistory, look: RenderOptions) -> RenderableType:
    """Draw the first version whole, and of each later one what differs from the one before."""
    dot, parts = look.marks.dot, list[RenderableType]()
    count = format_count(len(versions.changes), "version")
    parts.append(Text.assemble(draw_text(versions.name, "strong"), (f" {dot} {count}", "quiet")))
    for place, change in enumerate(versions.changes, 1):
        told = "before the history begins"
        if step := change.version.step:
            told = f"{format_moment(step.at)} {dot} step {step.number}, {flatten_text(step.did)}"
        parts += ["", HangingIndent(Text(f"{place}  ", "strong"), draw_text(told, "quiet"))]
        parts += [Padding(part, (0, 0, 0, 4)) for part in _draw_version(change, look)]
    return Group(*parts)


def _draw_version(change: VersionChange, look: RenderOptions) -> Iterator[RenderableType]:
    if change.what is ChangeKind.GONE or change.again:
        yield Text("in sight again" if change.again else "out of sight")
    for field in change.fields:
        own_words = field.name in ("text", "question")
        if change.what is ChangeKind.ADDED:
            words = draw_text(field.after)
            yield words if own_words else HangingIndent(Text(f"{field.name}  ", "quiet"), words)
        elif own_words:
            yield draw_field_change(field, look, whole=True)
        else:
            yield draw_labelled_change(field, look, whole=True)


def format_versions_lines(versions: VersionHistory) -> Iterator[str]:
    """Yield the same as plain lines: of each version the fields that changed, as they were and as they became."""
    yield f"thing: {flatten_text(versions.name)}"
    for place, change in enumerate(versions.changes, 1):
        yield from ("", f"version: {place}")
        if step := change.version.step:
            when = step.at.isoformat(timespec="minutes")
            yield from format_field_lines(("when", when), ("step", step.number), ("did", step.did))
        if change.what is ChangeKind.GONE or change.again:
            yield f"in sight: {'no' if change.what is ChangeKind.GONE else 'yes'}"
        for field in change.fields:
            yield from format_field_change_lines(field)
