"""Errors of the operating system, translated into CannotRead and CannotWrite with a reason and a hint."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from enquiry.errors import CannotRead, CannotWrite

_DISK_FULL = ("the disk is full", "Make some room, then try again.")
_UNCHANGED = " Nothing was changed."
_NOT_ALLOWED = ("its permissions, or those of its folder, do not allow it", "Change them, or choose another place.")

_REASONS: dict[int | None, tuple[str, str]] = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: ("your share of the disk is full", _DISK_FULL[1]),
    errno.EFBIG: ("it would be larger than a file may be here", "Choose another place."),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: ("the disk is read-only", "Choose a place that can be written to."),
    errno.EISDIR: ("it is a folder", "Name a file."),
    errno.ENOTDIR: ("a part of its path is a file, not a folder", "Check the path."),
    errno.ENOENT: ("its folder is not there", "Make the folder, or check the path."),
    errno.EEXIST: ("it is there already", "Choose another name, or say that it may be replaced."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter one."),
    errno.ELOOP: ("its links lead in a circle", "Mend them, or name the file itself."),
    errno.EIO: ("the disk reported a fault", "Save a copy of what matters elsewhere, then check the disk."),
}


@contextmanager
def translate_write_errors(
    path: Path, error: type[CannotRead | CannotWrite] = CannotWrite, done: str = "written", then: str = _UNCHANGED
) -> Iterator[None]:
    """Turn an OSError within the block into CannotWrite that names `path`, the reason and what to do."""
    try:
        yield
    except OSError as fault:
        unknown = (f"the system says “{fault.strerror or type(fault).__name__}”", "Try another place.")
        reason, hint = _REASONS.get(fault.errno, unknown)
        raise error(f"{path} can't be {done}: {reason}.{then}", hint) from fault


def translate_read_errors(path: Path) -> AbstractContextManager[None]:
    """Turn an OSError within the block into CannotRead that names `path`, the reason and what to do."""
    return translate_write_errors(path, CannotRead, "read", "")
