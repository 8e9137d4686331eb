"""The lock: one writer at a time. The kernel holds it, so that it is released when its process dies."""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from enquiry.errors import CannotWrite, JournalBusy
from enquiry.store.disk.batch import finish_batch, get_batch_folder
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_lock_path, make_folder
from enquiry.store.disk.system import CAN_LOCK_JOURNAL, LOCK_FLAGS, READ_FLAGS, set_owner_only, try_lock

NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}
LOCK_RETRY_SECONDS = 0.02
"""Seconds between two tries to take a lock that another program holds."""


@contextmanager
def hold_lock(journal_path: Path, state_folder: Path, wait_seconds: float, program: str = "enquiry") -> Iterator[None]:
    """Hold the journal's lock for the block. All names of one file share one lock; the lock file always stays.

    The journal's file is locked too, where its disk can, so that accounts with state folders of their own wait for each
    other: its replacement is another file, free for the next. What an ended program had decided to replace together
    (`batch`) is replaced first. Raises JournalBusy when another holds it for longer than `wait_seconds`, and
    CannotWrite where there can be no lock in the state folder, or that can't be done.
    """
    lock, until = get_lock_path(journal_path, state_folder), time.monotonic() + wait_seconds
    with translate_write_errors(lock):
        make_folder(lock.parent)
        try:
            descriptor = _wait_for_lock(partial(try_lock_file, lock), until)
        except OSError as fault:
            if fault.errno not in NO_LOCKS:
                raise
            words = f"The state folder {state_folder} lies on a disk without locks. Nothing was changed."
            raise CannotWrite(words, "Name a folder on this machine's own disk in XDG_STATE_HOME.") from fault
    if descriptor is None:
        raise _build_busy_error(journal_path, _read_lock_holder(lock))
    of_file = None
    try:
        _write_lock_holder(descriptor, f"{os.getpid()} {program}\n")
        with suppress(OSError):  # no file yet, or a disk that has no such locks: the doctor says so
            if CAN_LOCK_JOURNAL:
                of_file = _wait_for_lock(partial(try_lock_file, journal_path, READ_FLAGS), until)
                if of_file is None:
                    raise _build_busy_error(journal_path, "a program of another account")
        finish_batch(get_batch_folder(journal_path, state_folder))
        yield
    finally:
        if of_file is not None:
            os.close(of_file)
        _write_lock_holder(descriptor, "")
        os.close(descriptor)


def _wait_for_lock(take: Callable[[], int | None], until: float) -> int | None:
    """Return the descriptor that holds a lock as soon as it is free, or None where it is not by then."""
    while (descriptor := take()) is None and time.monotonic() < until:
        time.sleep(LOCK_RETRY_SECONDS)
    return descriptor


def _build_busy_error(journal_path: Path, holder: str) -> JournalBusy:
    hint = "Nothing was changed. Let it finish, or close it, then try again."
    return JournalBusy(f"The journal {journal_path} is being written by {holder}.", hint)


def try_lock_file(lock: Path, flags: int = LOCK_FLAGS) -> int | None:
    """Lock a file, which is made where there is none, and return its descriptor; closing that releases the lock.

    Returns None where another program holds the lock, or took the file away meanwhile. Raises OSError; with `flags`
    that make no file, FileNotFoundError too.
    """
    descriptor = os.open(lock, flags, 0o600)
    with suppress(FileNotFoundError), ExitStack() as otherwise:
        otherwise.callback(os.close, descriptor)
        # Who locks a file that was removed meanwhile is alone with it: the next writer would make and lock another.
        if try_lock(descriptor) and os.path.samestat(os.fstat(descriptor), lock.stat()):
            if flags & os.O_CREAT:
                set_owner_only(descriptor)
            otherwise.pop_all()
            return descriptor
    return None


def is_lock_kept(file: Path) -> bool | None:
    """Say whether a lock on the journal's file keeps others out, tried twice over. None where another holds it now."""
    try:
        first = try_lock_file(file, READ_FLAGS)
        if first is None:
            return None
        try:
            second = try_lock_file(file, READ_FLAGS)
        finally:
            os.close(first)
    except OSError:
        return False
    if second is not None:
        os.close(second)
    return second is None


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
