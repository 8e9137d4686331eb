"""The lock: one writer at a time, held by the kernel, so that it dies with its process."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from enquiry.errors import JournalBusy
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_lock_path, make_folder
from enquiry.store.disk.system import LOCK_FLAGS, set_owner_only, try_lock

LOCK_RETRY_SECONDS = 0.02
"""Seconds between two looks at a lock that somebody holds."""


@contextmanager
def hold_lock(journal_path: Path, state_folder: Path, wait_seconds: float, program: str = "enquiry") -> Iterator[None]:
    """Hold the journal's lock for the block. All names of one file share one lock; the lock file always stays.

    Raises JournalBusy when another holds it for longer than `wait_seconds`, and CannotWrite where there can be no lock.
    """
    lock = get_lock_path(journal_path, state_folder)
    with translate_write_errors(lock):
        make_folder(lock.parent)
        descriptor = _wait_for_lock(lock, journal_path, wait_seconds)
    try:
        _write_lock_holder(descriptor, f"{os.getpid()} {program}\n")
        yield
    finally:
        _write_lock_holder(descriptor, "")
        os.close(descriptor)


def _wait_for_lock(lock: Path, journal_path: Path, wait_seconds: float) -> int:
    until = time.monotonic() + wait_seconds
    while (descriptor := _try_lock_file(lock)) is None:
        if time.monotonic() >= until:
            raise JournalBusy(
                f"The journal {journal_path} is being written by {_read_lock_holder(lock)}.",
                "Nothing was changed. Let it finish, or close it, then try again.",
            )
        time.sleep(LOCK_RETRY_SECONDS)
    return descriptor


def _try_lock_file(lock: Path) -> int | None:
    descriptor = os.open(lock, LOCK_FLAGS, 0o600)
    try:
        if try_lock(descriptor) and _is_lock_current(lock, descriptor):
            set_owner_only(descriptor)
            return descriptor
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _is_lock_current(lock: Path, descriptor: int) -> bool:
    # Who locks a file that was deleted meanwhile is alone with it: the next writer would make and lock another.
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _write_lock_holder(descriptor: int, words: str) -> None:
    with suppress(OSError):  # a courtesy to those who wait; a full disk is said when the journal is written
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, words.encode())


def _read_lock_holder(lock: Path) -> str:
    try:
        said = re.fullmatch(r"(\d{1,10}) ([\w .-]{1,80})\n", lock.read_text("utf-8", "replace"))
    except OSError:
        said = None
    return f"another program ({said[2]}, process {said[1]})" if said else "another program"
