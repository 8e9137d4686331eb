"""The drafts that wait: what each was to become, when it was begun, its first words, and how to go on with it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.drafts import Listed, becoming
from enquiry.model.draft import Waiting
from enquiry.views.text import one_line, said, said_briefly
from enquiry.views.theme import Look
from enquiry.views.words import counted

NONE = "No draft waits: all that was written is saved."


def drafts_view(listed: Listed, look: Look) -> RenderableType:
    """Draw each draft with its first words, and the commands for the latest."""
    if not listed.drafts:
        return Text(NONE)
    drawing = list[RenderableType]()
    for one in listed.drafts:
        drawing += [_head(one, listed, look)]
        if one.draft and one.draft.opening:
            drawing.append(Padding(said_briefly(one.draft.opening, look), (0, 0, 0, 4)))
    if ready := listed.ready:
        name = ready[-1].name
        drawing += [
            "",
            Text(f"enquiry drafts resume {name}", "accent"),
            Text(f"enquiry drafts discard {name}", "accent"),
        ]
    return Group(*drawing)


def _head(one: Waiting, listed: Listed, look: Look) -> Text:
    words = f"{becoming(one.draft)}, begun {short(one.draft.began.date(), year=True)}" if one.draft else one.flaw
    dot = f" {look.marks.dot} "
    notes = "".join(dot + note for note in _notes(one, listed))
    return Text.assemble((f"{one.name:<4}", "strong"), said(words), said(notes, "quiet"))


def _notes(one: Waiting, listed: Listed) -> Iterator[str]:
    if one.busy:
        yield "being written in another window"
    if one.draft:
        if one.draft.answers:
            yield counted(len(one.draft.answers), "answer")
        if one.draft.journal != listed.journal:
            yield f"of another journal, {one.draft.journal}"


def drafts_lines(listed: Listed) -> Iterator[str]:
    """Say the same in plain lines."""
    for one in listed.drafts:
        yield f"draft: {one.name}"
        if one.draft:
            yield f"what: {becoming(one.draft)}"
            yield f"began: {one.draft.began.date().isoformat()}"
            yield f"journal: {one_line(one.draft.journal)}"
            yield f"words: {one_line(one.draft.words)}"
        else:
            yield f"flaw: {one_line(one.flaw)}"
        yield from (f"note: {one_line(note)}" for note in _notes(one, listed))
        yield ""
