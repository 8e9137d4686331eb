"""Writing a file whole or not at all: whoever looks sees the old file or the new one, never a part."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path

from enquiry.errors import CannotWrite
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.system import CREATE_FLAGS, flush, flush_folder, set_owner_only

Announcement = Callable[[Path], AbstractContextManager[object]]
"""Told the path of a temporary file before that is made; its block ends when the file is gone."""


def write_file_atomically(
    path: Path, data: bytes, *, overwrite: bool = True, announce: Announcement = nullcontext
) -> None:
    """Write `data` to the file at `path`, readable by its owner alone, and return when it is on the disk.

    A link is followed, so that the file it leads to is replaced. With `overwrite=False` a file that is there already
    is refused, even one that appears at the last moment. Raises CannotWrite; the old file is then as it was.
    """
    target = Path(os.path.realpath(path)) if overwrite else path
    with translate_write_errors(path):
        refuse_unwritable(target)
        named = name_temporary_file(target)
        with announce(named), stage_file(target, data, named=named) as temporary:
            commit_file(temporary, target, overwrite=overwrite)


def refuse_unwritable(target: Path) -> None:
    """Raise CannotWrite for a target that replacing would harm: a folder, a device, a file marked read-only."""
    if not target.exists():
        return
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not target.is_file():
        raise CannotWrite(f"{target} is not a file.", "Name a file, or leave the name out.")
    # Putting a new file in the place of an old one asks only for rights to the folder, so the mark is honoured here.
    if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise CannotWrite(f"{target} is read-only; nothing was changed.", "Allow writing to it, or choose another.")


@contextmanager
def stage_file(
    target: Path, *data: bytes | memoryview, flushed: bool = True, named: Path | None = None
) -> Iterator[Path]:
    """Give the path of a temporary file beside `target` that holds the data, on the disk; it is removed afterwards.

    With `flushed=False` the disk is not waited for. `named` is the path to use, else one is chosen. Raises OSError.
    """
    temporary = named or name_temporary_file(target)
    descriptor = create_file(temporary)
    try:
        write_and_close(descriptor, *data, flushed=flushed)
        yield temporary
    finally:
        with suppress(OSError):  # it may have been put in its place; and a disk that fails can't be helped here
            temporary.unlink()


def create_file(path: Path) -> int:
    """Make a file where there is none, for its owner alone, and return its descriptor. Raises OSError."""
    return os.open(path, CREATE_FLAGS, 0o600)


def write_and_close(descriptor: int, *data: bytes | memoryview, flushed: bool = True) -> None:
    """Write a new file, readable by its owner alone, and wait for the disk unless told not to. Raises OSError."""
    try:
        set_owner_only(descriptor)
        for piece in data:
            left = memoryview(piece)
            while left:
                left = left[os.write(descriptor, left) :]
        if flushed:
            flush(descriptor)
    finally:
        os.close(descriptor)


def commit_file(temporary: Path, target: Path, *, overwrite: bool = True) -> None:
    """Put the temporary file in the target's place; with `overwrite=False` only where there is none.

    Raises OSError, and CannotWrite where the disk does not confirm.
    """
    try:
        if not overwrite:
            os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # the disk has no links (memory sticks): an empty file of that name is a claim to it
        os.close(os.open(target, CREATE_FLAGS, 0o600))
        overwrite = True
    if overwrite:
        temporary.replace(target)
    confirm_name(target)


def confirm_name(target: Path) -> None:
    """Wait until the file's name is on the disk. Raises CannotWrite where the disk does not confirm it."""
    try:
        flush_folder(target.parent)
    except OSError as fault:
        msg = f"{target} was written, but the disk did not confirm it: {fault.strerror}."
        raise CannotWrite(msg, "Check that what you wrote is there, and check the disk.") from fault


def name_temporary_file(target: Path) -> Path:
    """Return the path of a temporary file beside `target` that nothing has yet."""
    return target.with_name(f"{_get_temporary_prefix(target)}{os.urandom(8).hex()}.part")


def _get_temporary_prefix(target: Path) -> str:
    # A hash stands for the name, which may itself be as long as names can be.
    return f".enquiry-{sha256(os.fsencode(target.name)).hexdigest()[:12]}-"


def sweep_temporary_files(target: Path) -> None:
    """Remove temporary files that a killed process left beside `target`. Only for the holder of the target's lock."""
    sweep_folder(target.parent, _get_temporary_prefix(target))


def sweep_folder(folder: Path, prefix: str = ".enquiry-") -> None:
    """Remove every temporary file in a folder of the program's own. Only for the holder of the journal's lock."""
    with os.scandir(folder) as names:
        left = [name.path for name in names if name.name.startswith(prefix) and name.name.endswith(".part")]
    for name in left:
        Path(name).unlink(missing_ok=True)
