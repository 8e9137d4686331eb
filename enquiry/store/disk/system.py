"""What is asked of the operating system and differs between systems: locks, flushing, permissions."""

import errno
import os
import sys
from pathlib import Path

CREATE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
LOCK_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
CAN_LOCK_JOURNAL = sys.platform != "win32"
"""Whether a file that is open and locked can be replaced."""

if sys.platform == "win32":  # pragma: no cover - measured on other systems
    import msvcrt

    _LOCKED_OFFSET = 1 << 30  # a locked byte can't be read by others, so it lies beyond the holder's words

    def try_lock(descriptor: int) -> bool:
        """Take the lock that dies with this process, and say whether it was free."""
        os.lseek(descriptor, _LOCKED_OFFSET, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def flush(descriptor: int) -> None:
        """Wait until the file's bytes are on the disk."""
        os.fsync(descriptor)

    def set_owner_only(descriptor: int) -> None:
        """Do nothing: a file in a person's own folders is theirs alone here."""

    def flush_folder(folder: Path) -> None:
        """Do nothing: folders can't be flushed here, and need not be."""

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Take the lock that dies with this process, and say whether it was free."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def flush(descriptor: int) -> None:
        """Wait until the file's bytes are on the disk. On macOS fsync alone stops at the drive's own memory."""
        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is None:
            os.fsync(descriptor)
        else:
            fcntl.fcntl(descriptor, full)

    def set_owner_only(descriptor: int) -> None:
        """Let nobody but the owner read or write the file, whatever the umask says."""
        os.fchmod(descriptor, 0o600)

    def flush_folder(folder: Path) -> None:
        """Wait until the names in the folder are on the disk. Some network disks can't; they are taken as they are."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as fault:
            if fault.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(descriptor)
