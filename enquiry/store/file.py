"""The journal's file: read as it is, and replaced in one safe sequence."""

import errno
import os
import stat
from typing import TYPE_CHECKING

from enquiry.errors import ChangedUnderneath
from enquiry.store.kernel import READ
from enquiry.store.places import Place, make_folder
from enquiry.store.refusal import reading, writing
from enquiry.store.whole import refuse_in_the_way, settle, staged, sweep

if TYPE_CHECKING:
    from enquiry.store.keeping import Keeping


def read_file(place: Place) -> bytes | None:
    """Return the bytes of the file at `place`, or None where there is none. Raises CannotRead."""
    with reading(place.named):
        try:
            descriptor = os.open(place.file, READ)
        except FileNotFoundError:
            return None
        try:
            _refuse_no_file(descriptor)
            with open(descriptor, "rb", closefd=False) as file:
                return file.read()
        finally:
            os.close(descriptor)


def _refuse_no_file(descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a file")


def replace_file(place: Place, seen: bytes | None, fresh: bytes, keeping: "Keeping") -> None:
    """Put `fresh` in the place of `seen` (None: no file), whole or not at all. Only for one who holds the lock.

    The old file becomes a backup, and the new one gets one. Raises CannotWrite, and ChangedUnderneath where the file
    no longer holds `seen`; the file is then as it was.
    """
    with writing(place.named):
        refuse_in_the_way(place.file)
        make_folder(place.file.parent)
        sweep(place.file)
        with staged(place.file, fresh) as temporary:
            # The bytes are compared, not the times: clocks are coarse, and a copy put back is no change.
            if read_file(place) != seen:
                raise _changed(place)
            if keeping.old and seen is not None:
                keeping.keep_replaced(keeping.old, place.file, seen)
            settle(temporary, place.file)
    keeping.keep_written(fresh)


def _changed(place: Place) -> ChangedUnderneath:
    words = f"The journal {place.named} was changed by another program meanwhile; this change was not saved."
    return ChangedUnderneath(words, "Look at it, then make the change again.")
