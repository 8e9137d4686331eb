"""Backups as values: the stored versions of a journal's file, and what is known of each."""

from datetime import datetime
from pathlib import Path

import msgspec

from enquiry.words import choose_form, format_amount


class FileVersion(msgspec.Struct, frozen=True):
    """One version of a journal's file: when it was written, after which step, and how much it holds.

    A version of format 0 is a file that was set aside, since it was not as enquiry wrote it: only its bytes are known.
    """

    at: datetime
    mark: str
    step: int = 0
    cycles: int = 0
    entries: int = 0
    notes: int = 0
    format: int = 0

    @property
    def fullness(self) -> int:
        """How much it holds, to compare with others."""
        return self.cycles + self.entries + self.notes

    @property
    def holds(self) -> str:
        """What it holds in words."""
        if not self.format:
            return "not as enquiry wrote it"
        entries = choose_form(self.entries, "entry", "entries")
        return f"{format_amount(self.cycles, 'cycle')}, {self.entries:,} {entries}"


class Backup(FileVersion, frozen=True, kw_only=True):
    """A stored version: its number, by which a person names it (`b41`), its file, and its size in bytes.

    `held` says that no rotation removes it: the journal does not go on from it, and it may hold what is nowhere else.
    """

    number: int
    path: Path
    size: int
    held: bool = False

    @property
    def holds(self) -> str:
        """What it holds in words, and that it is held."""
        return f"{super().holds}{', held' if self.held else ''}"

    @property
    def name(self) -> str:
        """The name by which a person knows it."""
        return f"b{self.number}"
