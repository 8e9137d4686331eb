"""The backups drawn: when each was written, how much it holds, and its size."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.model.backup import Backup
from enquiry.views.history.steps import format_moment
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions

TABLE_WIDTH = 78
"""Columns that the table needs."""


class BackupList(NamedTuple):
    """The backups of a journal, the newest first, and the mark by which the journal as it is stands among them."""

    backups: Sequence[Backup]
    present: str = ""


def draw_backup_list(shelf: BackupList, look: RenderOptions) -> RenderableType:
    """Draw the backups with their names, the newest first."""
    if not shelf.backups:
        return Group()
    columns = (Column(justify="right" if place in (1, 4) else "left", no_wrap=True) for place in range(6))
    parts, table = list[RenderableType](), Table.grid(*columns, padding=(0, 2))
    for backup in shelf.backups:
        present = backup.mark == shelf.present
        mark = look.marks.current if present else ""
        step = "as it is now" if present else f"step {backup.step}" if backup.format else "set aside"
        moment, size = format_moment(backup.at), format_size(backup.size)
        if look.width < TABLE_WIDTH:
            parts.append(Text.assemble((mark.ljust(2), "accent"), (backup.name, "strong"), f"  {moment}"))
            parts.append(HangingIndent(Text("    "), Text(f"{backup.holds}, {size}, {step}", "quiet")))
        else:
            name, holds = Text(backup.name, "strong"), draw_text(backup.holds)
            table.add_row(Text(mark, "accent"), name, moment, holds, Text(size, "quiet"), Text(step, "quiet"))
    return Group(*parts) if parts else table


def format_size(size: int) -> str:
    """Return a number of bytes in words: "512 bytes", "96 kB", "7.7 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def format_backup_list_lines(shelf: BackupList) -> Iterator[str]:
    """Yield the same as plain lines."""
    for backup in shelf.backups:
        yield from (f"backup: {backup.name}", f"written: {backup.at.isoformat(timespec='minutes')}")
        yield f"holds: {backup.holds}"
        present = "yes" if backup.mark == shelf.present else None
        step = backup.step if backup.format else None
        yield from format_field_lines(("step", step), ("size", format_size(backup.size)), ("present", present))
        yield ""
