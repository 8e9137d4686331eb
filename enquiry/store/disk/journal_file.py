"""The journal's file: read whole, and compared with what was read before."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.disk.places import JournalPath
from enquiry.store.disk.system import READ_FLAGS

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
    """Say whether the file at `place` holds exactly these bytes (None: there is no file). Raises CannotRead."""
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
    """Give a descriptor of the file, or None where there is none. Raises CannotRead for what is no regular file."""
    with translate_read_errors(place.named):
        try:
            descriptor = os.open(place.file, READ_FLAGS)
        except FileNotFoundError:
            yield None
            return
        try:
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, "is a folder")
            if not stat.S_ISREG(mode):
                raise OSError(errno.EINVAL, "not a file")
            yield descriptor
        finally:
            os.close(descriptor)
