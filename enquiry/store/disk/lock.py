"""The lock: one writer at a time. The kernel holds it, so that it is released when its process dies."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from enquiry.errors import JournalBusy
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_lock_path, make_folder
from enquiry.store.disk.system import LOCK_FLAGS, set_owner_only, try_lock

LOCK_RETRY_SECONDS = 0.02
"""Seconds between two tries to take a lock that another program holds."""


@contextmanager
def hold_lock(journal_path: Path, state_folder: Path, wait_seconds: float, program: str = "enquiry") -> Iterator[None]:
    """Hold the journal's lock for the block. All names of one file share one lock; the lock file always stays.

    Raises JournalBusy when another holds it for longer than `wait_seconds`, and CannotWrite where there can be no lock.
    """
    lock = get_lock_path(journal_path, state_folder)
    with translate_write_errors(lock):
        make_folder(lock.parent)
        until = time.monotonic() + wait_seconds
        while (descriptor := try_lock_file(lock)) is None:
            if time.monotonic() >= until:
                raise JournalBusy(
                    f"The journal {journal_path} is being written by {_read_lock_holder(lock)}.",
                    "Nothing was changed. Let it finish, or close it, then try again.",
                )
            time.sleep(LOCK_RETRY_SECONDS)
    try:
        _write_lock_holder(descriptor, f"{os.getpid()} {program}\n")
        yield
    finally:
        _write_lock_holder(descriptor, "")
        os.close(descriptor)


def try_lock_file(lock: Path) -> int | None:
    """Lock a file, which is made where there is none, and return its descriptor; closing that releases the lock.

    Returns None where another program holds the lock, or removed the file meanwhile. Raises OSError.
    """
    descriptor = os.open(lock, LOCK_FLAGS, 0o600)
    with suppress(FileNotFoundError), ExitStack() as otherwise:
        otherwise.callback(os.close, descriptor)
        # Who locks a file that was removed meanwhile is alone with it: the next writer would make and lock another.
        if try_lock(descriptor) and os.path.samestat(os.fstat(descriptor), lock.stat()):
            set_owner_only(descriptor)
            otherwise.pop_all()
            return descriptor
    return None


def _write_lock_holder(descriptor: int, words: str) -> None:
    with suppress(OSError):  # a courtesy to those who wait; a full disk is reported when the journal is written
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, words.encode())


def _read_lock_holder(lock: Path) -> str:
    with suppress(OSError):
        if said := re.fullmatch(r"(\d{1,10}) ([\w .-]{1,80})\n", lock.read_text("utf-8", "replace")):
            return f"another program ({said[2]}, process {said[1]})"
    return "another program"
