"""Keeping: a backup of what a change replaces, made before it, and one of what it wrote, made after.

The version that is replaced is kept by a second name for its file, which costs nothing and is on the disk already.
What was just written is copied, so that whatever happens to the journal's file afterwards nothing is lost; that copy
need not be waited for, since the journal itself is on the disk.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from enquiry.model.backup import Backup, Version
from enquiry.store.backups.catalogue import EARLIER, file_name, listed
from enquiry.store.backups.rotation import spare
from enquiry.store.disk.atomic import staged, sweep_all, write_whole
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import flush_folder

LIMIT = 200_000_000
"""The bytes that backups of one journal may take together, where the settings say nothing else."""


class Keeping(msgspec.Struct, frozen=True):
    """Where backups are kept, the version that a change replaces (None: there was none), and the one it writes."""

    folder: Path
    old: Version | None
    new: Version
    limit: int = LIMIT

    def keep_replaced(self, old: Version, file: Path, data: bytes) -> None:
        """Keep the file that is about to be replaced. Raises OSError and CannotWrite; nothing is changed then."""
        make_folder(self.folder)
        sweep_all(self.folder)
        _take_over(self.folder)
        target = self.folder / _name_for(old, listed(self.folder))
        link = self.folder / ".enquiry-replaced.part"
        try:
            os.link(file, link)
            link.chmod(0o600)
        except OSError:  # on another disk, or on one without links
            link.unlink(missing_ok=True)
            write_whole(target, data)
            return
        try:
            link.replace(target)
            flush_folder(self.folder)
        finally:
            link.unlink(missing_ok=True)  # replacing does nothing where both are names of one file already

    def keep_written(self, data: Sequence[bytes | memoryview]) -> None:
        """Keep a copy of what was written, and let go of what need not be kept. What fails here loses nothing."""
        with suppress(OSError):
            make_folder(self.folder)
            target = self.folder / _name_for(self.new, listed(self.folder))
            with staged(target, *data, flushed=False) as temporary:
                temporary.replace(target)
            for backup in spare(listed(self.folder), self.limit):
                backup.path.unlink(missing_ok=True)


def _take_over(folder: Path) -> None:
    """Give the version that a program of format 1 kept a name like all others; one that can't be read stays."""
    if (folder / EARLIER).exists():
        backups = sorted(listed(folder), key=lambda backup: backup.number)
        if backups and not backups[0].number:
            backups[0].path.replace(folder / file_name(backups[-1].number + 1, backups[0]))


def _name_for(version: Version, kept: Iterable[Backup]) -> str:
    """Return the name for a version: that of the newest backup where that is the version already, else a new one."""
    newest = max(kept, key=lambda backup: backup.number, default=None)
    if newest and (newest.mark, newest.step) == (version.mark, version.step):
        return newest.path.name
    return file_name(newest.number + 1 if newest else 1, version)
