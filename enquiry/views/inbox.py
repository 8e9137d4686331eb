"""The notes that wait in the inbox."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.model.journal import LooseNote
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


def draw_inbox(notes: Sequence[LooseNote], _look: RenderOptions) -> RenderableType:
    """Draw the notes with their names and days, and the command that files the first."""
    if not notes:
        return Text("The inbox is empty.")
    table = Table.grid(padding=(0, 2))
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for note in notes:
        table.add_row(Text(note.name, "strong"), Text(spell_short(note.happened_on), "quiet"), draw_text(note.text))
    return Group(table, "", Text(_format_file_command(notes[0]), "accent"))


def _format_file_command(note: LooseNote) -> str:
    return f"enquiry file {note.name} -c 7 --as evidence"


def format_inbox_lines(notes: Sequence[LooseNote]) -> Iterator[str]:
    """Say the same in plain lines."""
    for note in notes:
        yield f"note: {note.name}"
        yield f"day: {note.happened_on.isoformat()}"
        yield f"text: {flatten_text(note.text)}"
        yield ""
    if notes:
        yield f"command: {_format_file_command(notes[0])}"
