"""The journal's file: read as it is, and replaced in one safe sequence."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from enquiry.errors import ChangedUnderneath
from enquiry.store.disk.atomic import refuse_in_the_way, settle, staged, sweep
from enquiry.store.disk.os_errors import reading, writing
from enquiry.store.disk.places import Place, make_folder
from enquiry.store.disk.system import READ

if TYPE_CHECKING:
    from enquiry.store.backups.make import Keeping


_PART = 1 << 18
"""How many bytes are compared at a time: little enough that memory is used again, which is quicker than new memory."""


def read_file(place: Place) -> bytes | None:
    """Return the bytes of the file at `place`, or None where there is none. Raises CannotRead."""
    with _opened(place) as descriptor:
        if descriptor is None:
            return None
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()


def still_holds(place: Place, seen: bytes | None) -> bool:
    """Say whether the file at `place` holds these bytes (None: there is none). Raises CannotRead."""
    with _opened(place) as descriptor:
        if descriptor is None or seen is None:
            return descriptor is None and seen is None
        at = 0
        while part := os.read(descriptor, _PART):
            if not seen.startswith(part, at):
                return False
            at += len(part)
        return at == len(seen)


@contextmanager
def _opened(place: Place) -> Iterator[int | None]:
    with reading(place.named):
        try:
            descriptor = os.open(place.file, READ)
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


def replace_file(place: Place, seen: bytes | None, fresh: Sequence[bytes | memoryview], keeping: "Keeping") -> None:
    """Put these pieces in the place of `seen` (None: no file), whole or not at all. Only for one who holds the lock.

    The old file becomes a backup, and the new one gets one. Raises CannotWrite, and ChangedUnderneath where the file
    no longer holds `seen`; the file is then as it was.
    """
    with writing(place.named):
        refuse_in_the_way(place.file)
        make_folder(place.file.parent)
        sweep(place.file)
        with staged(place.file, *fresh) as temporary:
            # The bytes are compared, not the times: clocks are coarse, and a copy put back is no change.
            if not still_holds(place, seen):
                raise _changed(place)
            if keeping.old and seen is not None:
                keeping.keep_replaced(keeping.old, place.file, seen)
            settle(temporary, place.file)
    keeping.keep_written(fresh)


def _changed(place: Place) -> ChangedUnderneath:
    words = f"The journal {place.named} was changed by another program meanwhile; this change was not saved."
    return ChangedUnderneath(words, "Look at it, then make the change again.")
