"""What waits to be taken in: the notes in the inbox, and readings that are about to be added."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.command_lines import aim_command
from enquiry.dates.period import spell_short
from enquiry.insight.inbox import HOW, NoteGroup
from enquiry.model.entry import Reading, format_reference
from enquiry.model.journal import LooseNote
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_grid, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import join_words

FILE_COMMAND = "enquiry file {} -c CYCLE --as evidence"


def draw_inbox(notes: Sequence[LooseNote], _look: RenderOptions) -> RenderableType:
    """Draw the notes with their names and days, and the command that files the first."""
    if not notes:
        return Text("The inbox is empty.")
    rows = (
        (Text(one.name, "strong"), Text(spell_short(one.happened_on, year=True), "quiet"), draw_text(one.text))
        for one in notes
    )
    return Group(draw_grid(rows, "keep keep fold"), "", Text(aim_command(FILE_COMMAND).format(notes[0].name), "accent"))


def format_inbox_lines(notes: Sequence[LooseNote]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for note in notes:
        yield from format_field_lines(("note", note.name), ("day", note.happened_on), ("text", note.text))
        yield ""
    if notes:
        yield f"command: {aim_command(FILE_COMMAND).format(notes[0].name)}"


NO_GROUP = "No notes that wait share their rarer words."


def draw_note_group(group: NoteGroup | None, _look: RenderOptions) -> RenderableType:
    """Draw notes that belong together, the words they share, and how they were found."""
    if not group:
        return Text(NO_GROUP)
    rows = (
        (Text(one.name, "strong"), Text(spell_short(one.happened_on, year=True), "quiet"), draw_text(one.text))
        for one in group.notes
    )
    words = draw_text(f"They share {join_words([f'“{word}”' for word in group.words])}.")
    return Group(draw_grid(rows, "keep right fold"), "", words, Text(HOW, "quiet"))


def format_note_group_lines(group: NoteGroup | None) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    if not group:
        yield f"together: {NO_GROUP}"
        return
    for note in group.notes:
        yield from format_field_lines(("note", note.name), ("day", note.happened_on), ("text", note.text))
        yield ""
    yield from format_field_lines(("they share", ", ".join(group.words)), ("weeks", group.weeks), ("how", HOW))


def draw_reading_list(readings: Sequence[Reading], _look: RenderOptions) -> RenderableType:
    """Draw the readings one below the other: the name each would have, its claim and its reference."""
    drawing = list[RenderableType]()
    for reading in readings:
        drawing.append(Text.assemble((reading.name, "strong"), "  ", draw_text(flatten_text(reading.text))))
        if source := format_reference(reading):
            drawing.append(Padding(draw_text(flatten_text(source), "quiet"), (0, 0, 0, 4)))
    return Group(*drawing)


def format_reading_list_lines(readings: Sequence[Reading]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for one in readings:
        yield from format_field_lines(("reading", one.name), ("text", one.text), ("reference", format_reference(one)))
        yield ""
