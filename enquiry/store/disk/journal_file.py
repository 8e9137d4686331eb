"""The journal's file: read as it is, and replaced in one safe sequence."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from enquiry.errors import ChangedUnderneath
from enquiry.store.disk.atomic import commit_file, refuse_unwritable, stage_file, sweep_temporary_files
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import JournalPath, make_folder
from enquiry.store.disk.system import READ_FLAGS

if TYPE_CHECKING:
    from enquiry.store.backups.make import BackupWriter


_COMPARE_BYTES = 1 << 18
"""How many bytes are compared at a time: little enough that memory is used again, which is quicker than new memory."""


def read_file(place: JournalPath) -> bytes | None:
    """Return the bytes of the file at `place`, or None where there is none. Raises CannotRead."""
    with _open_journal_file(place) as descriptor:
        if descriptor is None:
            return None
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()


def is_file_unchanged(place: JournalPath, seen: bytes | None) -> bool:
    """Say whether the file at `place` holds these bytes (None: there is none). Raises CannotRead."""
    with _open_journal_file(place) as descriptor:
        if descriptor is None or seen is None:
            return descriptor is None and seen is None
        at = 0
        while part := os.read(descriptor, _COMPARE_BYTES):
            if not seen.startswith(part, at):
                return False
            at += len(part)
        return at == len(seen)


@contextmanager
def _open_journal_file(place: JournalPath) -> Iterator[int | None]:
    with translate_read_errors(place.named):
        try:
            descriptor = os.open(place.file, READ_FLAGS)
        except FileNotFoundError:
            yield None
            return
        try:
            _refuse_no_file(descriptor)
            yield descriptor
        finally:
            os.close(descriptor)


def _refuse_no_file(descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a file")


def replace_file(
    place: JournalPath, seen: bytes | None, fresh: Sequence[bytes | memoryview], keeping: "BackupWriter"
) -> None:
    """Put these pieces in the place of `seen` (None: no file), whole or not at all. Only for one who holds the lock.

    The old file becomes a backup, and the new one gets one. Raises CannotWrite, and ChangedUnderneath where the file
    no longer holds `seen`; the file is then as it was.
    """
    with translate_write_errors(place.named):
        refuse_unwritable(place.file)
        make_folder(place.file.parent)
        sweep_temporary_files(place.file)
        with stage_file(place.file, *fresh) as temporary:
            # The bytes are compared, not the times: clocks are coarse, and a copy put back is no change.
            if not is_file_unchanged(place, seen):
                raise _changed(place)
            if keeping.old and seen is not None:
                keeping.save_old_version(keeping.old, place.file, seen)
            commit_file(temporary, place.file)
    keeping.save_new_version(fresh)


def _changed(place: JournalPath) -> ChangedUnderneath:
    words = f"The journal {place.named} was changed by another program meanwhile; this change was not saved."
    return ChangedUnderneath(words, "Look at it, then make the change again.")
