"""The backups that are kept: when each was written, how much it holds, and how large it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.model.backup import Backup
from enquiry.views.history.steps import when
from enquiry.views.layout import Hanging
from enquiry.views.text import said
from enquiry.views.theme import Look

ROOM = 78
"""Columns that the table needs."""


class Shelf(NamedTuple):
    """The backups of a journal, the newest first, and the mark by which the journal as it is stands among them."""

    backups: Sequence[Backup]
    present: str = ""


def shelf_view(shelf: Shelf, look: Look) -> RenderableType:
    """Draw the backups with their names, the newest first."""
    if not shelf.backups:
        return Group()
    if look.width < ROOM:
        return Group(*(part for backup in shelf.backups for part in _stacked(backup, shelf, look)))
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "right", "left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    for backup in shelf.backups:
        table.add_row(
            Text(_mark(backup, shelf, look), "accent"),
            Text(backup.name, "strong"),
            when(backup.at),
            said(backup.holds),
            Text(size_said(backup.size), "quiet"),
            Text(_aside(backup, shelf), "quiet"),
        )
    return table


def _stacked(backup: Backup, shelf: Shelf, look: Look) -> Iterator[RenderableType]:
    mark = (_mark(backup, shelf, look).ljust(2), "accent")
    yield Text.assemble(mark, (backup.name, "strong"), f"  {when(backup.at)}")
    facts = f"{backup.holds}, {size_said(backup.size)}, {_aside(backup, shelf)}"
    yield Hanging(Text("    "), Text(facts, "quiet"))


def _mark(backup: Backup, shelf: Shelf, look: Look) -> str:
    return look.marks.current if backup.mark == shelf.present else ""


def _aside(backup: Backup, shelf: Shelf) -> str:
    return "as it is now" if backup.mark == shelf.present else f"step {backup.step}" if backup.format else "set aside"


def size_said(size: int) -> str:
    """Return a number of bytes in words: "512 bytes", "96 kB", "7.7 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def shelf_lines(shelf: Shelf) -> Iterator[str]:
    """Say the same in plain lines."""
    for backup in shelf.backups:
        yield f"backup: {backup.name}"
        yield f"written: {backup.at.isoformat(timespec='minutes')}"
        yield f"holds: {backup.holds}"
        if backup.format:
            yield f"step: {backup.step}"
        yield f"size: {size_said(backup.size)}"
        if backup.mark == shelf.present:
            yield "present: yes"
        yield ""
