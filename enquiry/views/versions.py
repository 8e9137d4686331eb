"""Every version that a thing has had: when, by which step, and what became of its words."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.history.changes import Field, What
from enquiry.insight.history.versions import Change, Versions
from enquiry.insight.words import counted
from enquiry.views.history.changes import field_view
from enquiry.views.history.steps import when
from enquiry.views.layout import Hanging
from enquiry.views.said import said
from enquiry.views.text import one_line
from enquiry.views.theme import Look


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
