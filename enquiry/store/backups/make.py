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

from enquiry.model.backup import Backup, FileVersion
from enquiry.store.backups.catalogue import FORMAT_1_BACKUP, build_backup_name, scan_backups
from enquiry.store.backups.rotation import select_surplus_backups
from enquiry.store.disk.atomic import stage_file, sweep_folder, write_file_atomically
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import flush_folder

DEFAULT_BACKUP_LIMIT = 200_000_000
"""The bytes that backups of one journal may take together, where the settings say nothing else."""


class BackupWriter(msgspec.Struct, frozen=True):
    """Where backups are kept, the version that a change replaces (None: there was none), and the one it writes."""

    folder: Path
    old: FileVersion | None
    new: FileVersion
    limit: int = DEFAULT_BACKUP_LIMIT

    def save_old_version(self, old: FileVersion, file: Path, data: bytes) -> None:
        """Keep the file that is about to be replaced. Raises OSError and CannotWrite; nothing is changed then."""
        make_folder(self.folder)
        sweep_folder(self.folder)
        _rename_format_1_backup(self.folder)
        target = self.folder / _choose_backup_name(old, scan_backups(self.folder))
        link = self.folder / ".enquiry-replaced.part"
        try:
            os.link(file, link)
            link.chmod(0o600)
        except OSError:  # on another disk, or on one without links
            link.unlink(missing_ok=True)
            write_file_atomically(target, data)
            return
        try:
            link.replace(target)
            flush_folder(self.folder)
        finally:
            link.unlink(missing_ok=True)  # replacing does nothing where both are names of one file already

    def save_new_version(self, data: Sequence[bytes | memoryview]) -> None:
        """Keep a copy of what was written, and let go of what need not be kept. What fails here loses nothing."""
        with suppress(OSError):
            make_folder(self.folder)
            target = self.folder / _choose_backup_name(self.new, scan_backups(self.folder))
            with stage_file(target, *data, flushed=False) as temporary:
                temporary.replace(target)
            for backup in select_surplus_backups(scan_backups(self.folder), self.limit):
                backup.path.unlink(missing_ok=True)


def _rename_format_1_backup(folder: Path) -> None:
    """Give the version that a program of format 1 kept a name like all others; one that can't be read stays."""
    if (folder / FORMAT_1_BACKUP).exists():
        backups = sorted(scan_backups(folder), key=lambda backup: backup.number)
        if backups and not backups[0].number:
            backups[0].path.replace(folder / build_backup_name(backups[-1].number + 1, backups[0]))


def _choose_backup_name(version: FileVersion, kept: Iterable[Backup]) -> str:
    """Return the name for a version: that of the newest backup where that is the version already, else a new one."""
    newest = max(kept, key=lambda backup: backup.number, default=None)
    if newest and (newest.mark, newest.step) == (version.mark, version.step):
        return newest.path.name
    return build_backup_name(newest.number + 1 if newest else 1, version)
