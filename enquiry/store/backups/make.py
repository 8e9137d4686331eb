"""Replacing the journal's file with backups: of the replaced file, made before, and of the new one, made after.

The replaced file is kept under a second name (a hard link), which costs nothing and is on the disk already. The new
file is copied, so that nothing is lost whatever happens to it afterwards; the copy is not flushed, since the journal
itself is on the disk.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from enquiry.errors import ChangedUnderneath
from enquiry.model.backup import Backup, FileVersion
from enquiry.store.backups.catalogue import FORMAT_1_BACKUP, build_backup_name, scan_backups
from enquiry.store.backups.rotation import select_surplus_backups
from enquiry.store.disk import atomic
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, is_file_unchanged, make_folder
from enquiry.store.disk.system import flush_folder
from enquiry.words import format_count

_OTHER_NAMES = "The journal had {} by hard links; they stay with the version before. Symbolic links would follow."
DEFAULT_BACKUP_LIMIT = 200_000_000
"""The bytes that backups of one journal may take together, where the settings say nothing else."""


class BackupWriter(msgspec.Struct, frozen=True):
    """The folder of a journal's backups, the version that a change replaces (None: no file), and the one it writes.

    `limit` is how many bytes the backups may take together.
    """

    folder: Path
    old: FileVersion | None
    new: FileVersion
    limit: int = DEFAULT_BACKUP_LIMIT

    def replace_file(self, place: JournalPath, seen: bytes | None, fresh: Sequence[bytes | memoryview]) -> list[str]:
        """Replace `seen` (None: no file) with these pieces, whole or not at all, with backups of both versions.

        Returns what is to be said: that other names of the file stay with the version before. Only for the holder of
        the lock. Raises CannotWrite, and ChangedUnderneath where the file no longer holds `seen`; the file is then as
        it was.
        """
        said = list[str]()
        with translate_write_errors(place.named):
            atomic.refuse_unwritable(place.file)
            make_folder(place.file.parent)
            atomic.sweep_temporary_files(place.file)
            with atomic.stage_file(place.file, *fresh) as temporary:
                # The bytes are compared, not the times: clocks are coarse, and a copy put back is no change.
                if not is_file_unchanged(place, seen):
                    raise _build_changed_error(place)
                if seen is not None and (names := count_other_names(place.file, self.folder)):
                    said.append(_OTHER_NAMES.format(format_count(names, "other name")))
                if self.old and seen is not None:
                    self.save_old_version(self.old, place.file, seen)
                try:
                    _put_in_place(temporary, place.file, new=seen is None)
                except FileExistsError as fault:
                    raise _build_changed_error(place) from fault
                except FileNotFoundError as fault:  # nobody who holds the lock takes a temporary file away
                    if place.file.parent.is_dir():
                        raise _build_changed_error(place) from fault
                    raise
        self.save_new_version(fresh)
        return said

    def save_old_version(self, old: FileVersion, file: Path, data: bytes) -> None:
        """Back up the file that is about to be replaced. Raises OSError and CannotWrite; nothing is changed then."""
        make_folder(self.folder)
        atomic.sweep_folder(self.folder)
        if (self.folder / FORMAT_1_BACKUP).exists():  # it gets a name like all others, unless it can't be read
            backups = sorted(scan_backups(self.folder), key=lambda backup: backup.number)
            if backups and not backups[0].number:
                backups[0].path.replace(self.folder / build_backup_name(backups[-1].number + 1, backups[0]))
        target = self.folder / _choose_backup_name(old, scan_backups(self.folder))
        link = self.folder / ".enquiry-replaced.part"
        try:
            os.link(file, link)
            link.chmod(0o600)
        except OSError:  # on another disk, or on one without links
            link.unlink(missing_ok=True)
            atomic.write_file_atomically(target, data)
            return
        try:
            link.replace(target)
            flush_folder(self.folder)
        finally:
            link.unlink(missing_ok=True)  # replacing does nothing where both are names of one file already

    def save_new_version(self, data: Sequence[bytes | memoryview]) -> None:
        """Back up what was written, then remove surplus backups. A failure is ignored: nothing is lost by it."""
        with suppress(OSError):
            make_folder(self.folder)
            target = self.folder / _choose_backup_name(self.new, scan_backups(self.folder))
            with atomic.stage_file(target, *data, flushed=False) as temporary:
                temporary.replace(target)
            for backup in select_surplus_backups(scan_backups(self.folder), self.limit):
                backup.path.unlink(missing_ok=True)


def _put_in_place(temporary: Path, file: Path, *, new: bool) -> None:
    """Put the temporary file in the journal's place; a new one only where there is none. Raises as `commit_file`."""
    if new:
        try:
            os.link(temporary, file)
            atomic.confirm_name(file)
        except FileExistsError:
            raise
        except OSError:  # the disk has no links
            new = False
    if not new:
        atomic.commit_file(temporary, file)


def count_other_names(file: Path, folder: Path) -> int:
    """Return how many other names (hard links) a journal's file has, those among its backups aside. Raises OSError."""
    found = file.stat()
    if found.st_nlink < 2:
        return 0
    with suppress(FileNotFoundError):
        return found.st_nlink - 1 - sum(backup.path.samefile(file) for backup in scan_backups(folder))
    return found.st_nlink - 1


def _build_changed_error(place: JournalPath) -> ChangedUnderneath:
    words = "was changed by another program meanwhile; this change was not saved."
    return ChangedUnderneath(f"The journal {place.named} {words}", "Look at it, then make the change again.")


def _choose_backup_name(version: FileVersion, kept: Iterable[Backup]) -> str:
    """Return the file name for a version: the newest backup's where that is this version already, else a new one."""
    newest = max(kept, key=lambda backup: backup.number, default=None)
    if newest and (newest.mark, newest.step) == (version.mark, version.step):
        return newest.path.name
    return build_backup_name(newest.number + 1 if newest else 1, version)
