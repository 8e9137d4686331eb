"""Places: the file a journal's path leads to, read and compared; where its lock, backups and device id are kept."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead
from enquiry.model.backup import Backup
from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.disk.system import READ_FLAGS, flush_folder

_COMPARE_BYTES = 1 << 18
"""How many bytes are compared at a time: little enough that memory is used again, which is quicker than new memory."""


class JournalPath(msgspec.Struct, frozen=True):
    """A journal's path as it was named, and the file it leads to.

    `find_backup` returns the newest backup that opens, which errors about a damaged file name; None where the state
    folder is not known.
    """

    named: Path
    file: Path
    find_backup: Callable[[], Backup | None] = lambda: None


def resolve_journal_path(path: Path, find_backup: Callable[[], Backup | None] = lambda: None) -> JournalPath:
    """Return where the journal named `path` lies. Links are followed, so that a change replaces the file they lead to.

    Raises CannotRead for a link that leads nowhere: a new file there is hardly what its owner wants.
    """
    real = Path(os.path.realpath(path))
    with translate_read_errors(path):
        astray = path.is_symlink() and not real.exists()
    if astray:
        raise CannotRead(f"{path} is a link to {real}, which is not there.", "Mend the link, or take it away.")
    return JournalPath(path, real, find_backup)


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


def get_lock_path(path: Path, state_folder: Path) -> Path:
    """Return the lock file of the journal at `path`."""
    return state_folder / "locks" / f"{hash_path(path)}.lock"


def get_backups_folder(path: Path, state_folder: Path) -> Path:
    """Return the folder for the backups of the journal at `path`, whether or not there is one yet."""
    return state_folder / "backups" / hash_path(path)


def hash_path(path: Path) -> str:
    """Return the hash that names what is kept of a journal: one for every name of its file, or there were two locks."""
    return sha256(os.fsencode(os.path.normcase(os.path.realpath(path)))).hexdigest()[:24]


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, open to their owner alone. Raises OSError."""
    if folder.is_dir() or folder == folder.parent:
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):  # another process was quicker; a file in the way fails at the next step
        folder.mkdir(0o700)
        folder.chmod(0o700)  # the umask may have taken away even the owner's rights
        flush_folder(folder.parent)
