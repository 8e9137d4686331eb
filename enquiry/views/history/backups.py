"""The backups that are kept: when each was written, how much it holds, and how large it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.model.backup import Backup
from enquiry.views.history.steps import format_moment
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
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
    if look.width < TABLE_WIDTH:
        return Group(*(part for backup in shelf.backups for part in _stacked(backup, shelf, look)))
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "right", "left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    for backup in shelf.backups:
        table.add_row(
            Text(_choose_backup_mark(backup, shelf, look), "accent"),
            Text(backup.name, "strong"),
            format_moment(backup.at),
            draw_text(backup.holds),
            Text(format_size(backup.size), "quiet"),
            Text(_describe_backup_step(backup, shelf), "quiet"),
        )
    return table


def _stacked(backup: Backup, shelf: BackupList, look: RenderOptions) -> Iterator[RenderableType]:
    mark = (_choose_backup_mark(backup, shelf, look).ljust(2), "accent")
    yield Text.assemble(mark, (backup.name, "strong"), f"  {format_moment(backup.at)}")
    facts = f"{backup.holds}, {format_size(backup.size)}, {_describe_backup_step(backup, shelf)}"
    yield HangingIndent(Text("    "), Text(facts, "quiet"))


def _choose_backup_mark(backup: Backup, shelf: BackupList, look: RenderOptions) -> str:
    return look.marks.current if backup.mark == shelf.present else ""


def _describe_backup_step(backup: Backup, shelf: BackupList) -> str:
    return "as it is now" if backup.mark == shelf.present else f"step {backup.step}" if backup.format else "set aside"


def format_size(size: int) -> str:
    """Return a number of bytes in words: "512 bytes", "96 kB", "7.7 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def format_backup_list_lines(shelf: BackupList) -> Iterator[str]:
    """Say the same in plain lines."""
    for backup in shelf.backups:
        yield f"backup: {backup.name}"
        yield f"written: {backup.at.isoformat(timespec='minutes')}"
        yield f"holds: {backup.holds}"
        if backup.format:
            yield f"step: {backup.step}"
        yield f"size: {format_size(backup.size)}"
        if backup.mark == shelf.present:
            yield "present: yes"
        yield ""
