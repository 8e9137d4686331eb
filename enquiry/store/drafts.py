"""Drafts on the disk, each in a folder of its own that nobody but its owner can open.

    <state>/drafts/d1/draft.json    every word given so far, written whole and flushed
    <state>/drafts/d1/lock          held by the program that writes it; the kernel lets go of it when that dies

Beside them lies whatever an editor needs. The folder's name is the draft's; making it is the claim to it, so that two
programs never take the same one.
"""

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from enquiry.errors import CannotRead, CannotWrite, JournalBusy, NotFound, near
from enquiry.model.draft import Draft, Waiting
from enquiry.store.disk.atomic import sweep, write_whole
from enquiry.store.disk.lock import PAUSE
from enquiry.store.disk.os_errors import reading, writing
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import SHARED, flush_folder, owner_only, try_lock

PROGRAM = "enquiry"
FORMAT = 1
"""The format of a draft's file. One of a later format is left as it is, for the program that wrote it."""

_FILE = "draft.json"
_LOCK = "lock"
_TRIES = 10
_NAME = re.compile(r"d([1-9][0-9]{0,8})")


class _Envelope(msgspec.Struct):
    program: str
    format: int
    draft: msgspec.Raw


class Held:
    """A draft in the hands of this program: nobody else takes it up until the block ends or the program dies.

    It stays on the disk until `discard`. `folder` is its own, for an editor's file.
    """

    def __init__(self, folder: Path, lock: int, draft: Draft) -> None:
        self.folder = folder
        self.draft = draft
        self._lock: int | None = lock

    @property
    def name(self) -> str:
        """What the draft is called by: `d1`."""
        return self.folder.name

    def keep(self, draft: Draft) -> None:
        """Put `draft` in the place of what was kept, and return when it is on the disk. Raises CannotWrite."""
        data = msgspec.json.encode({"program": PROGRAM, "format": FORMAT, "draft": draft})
        write_whole(self.folder / _FILE, data)
        self.draft = draft

    def discard(self) -> None:
        """Take the draft and all that lies beside it from the disk. Raises CannotWrite."""
        with writing(self.folder):
            _remove(self.folder)
        self.let_go()

    def let_go(self) -> None:
        """Let others take the draft up."""
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go()


def begin(state_folder: Path, draft: Draft) -> Held:
    """Keep a new draft under a name that no other has, and return it held. Raises CannotWrite, and leaves nothing."""
    folder = state_folder / "drafts"
    with writing(folder):
        make_folder(folder)
        _clear(folder)
        held = Held(*_claimed(folder), draft)
    try:
        held.keep(draft)
    except CannotWrite:
        with suppress(CannotWrite), held:  # what can't be taken away again is cleared when the next one is begun
            held.discard()
        raise
    return held


def take_up(state_folder: Path, name: str) -> Held:
    """Return the draft of that name, held, to go on with it.

    Raises NotFound where there is none, JournalBusy where another program is writing it, and CannotRead for one that
    can't be read, which stays as it is.
    """
    folder = _folder_of(state_folder, name)
    lock = _held_lock(folder)
    try:
        draft = _read(folder)
        with writing(folder):
            sweep(folder / _FILE)
    except (CannotRead, CannotWrite):
        os.close(lock)
        raise
    return Held(folder, lock, draft)


def discard(state_folder: Path, name: str) -> None:
    """Take the draft of that name from the disk, whether or not it can be read.

    Raises NotFound, CannotWrite, and JournalBusy where another program is writing it.
    """
    folder = _folder_of(state_folder, name)
    lock = _held_lock(folder)
    try:
        with writing(folder):
            _remove(folder)
    finally:
        os.close(lock)


def drafts_in(state_folder: Path) -> tuple[Waiting, ...]:
    """Return every draft, the earliest name first, those that can't be read as such. Nothing is written.

    Raises CannotRead for a folder that can't be looked into.
    """
    with reading(state_folder / "drafts"):
        return tuple(filter(None, map(_waiting, _folders(state_folder / "drafts"))))


def _folders(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir()]
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda path: int(path.name[1:]))


def _waiting(folder: Path) -> Waiting | None:
    busy = _is_busy(folder)
    try:
        return Waiting(name=folder.name, draft=_read(folder), busy=busy)
    except CannotRead as fault:
        # What was begun and never kept holds nothing; it goes when the next draft is begun.
        return Waiting(name=folder.name, flaw=fault.words, busy=busy) if _holds_something(folder) else None


def _holds_something(folder: Path) -> bool:
    """Say whether anything lies in a draft's folder but the lock and what a killed program was still writing."""
    try:
        return any(path.name != _LOCK and path.suffix != ".part" for path in folder.iterdir())
    except FileNotFoundError:  # it was taken away at this moment
        return False


def _read(folder: Path) -> Draft:
    path = folder / _FILE
    with reading(path):
        data = path.read_bytes()
    try:
        envelope = msgspec.json.decode(data, type=_Envelope)
        if envelope.format > FORMAT:
            raise CannotRead(f"The draft {folder.name} was written by a newer version of enquiry.", _LEFT)
        return msgspec.json.decode(envelope.draft, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise CannotRead(f"The draft {folder.name} can't be read: {fault}.", f"{_LEFT} It lies at {path}.") from fault


_LEFT = "It was left as it is."


# --- names and locks ------------------------------------------------------------------------------------------------


def _folder_of(state_folder: Path, name: str) -> Path:
    found = {path.name: path for path in _folders(state_folder / "drafts")}
    if name.casefold() not in found:
        hint = f"The drafts are: {', '.join(found)}." if found else "No draft waits."
        raise NotFound(f"There is no draft “{name}”.{near(name, found)}", hint)
    return found[name.casefold()]


def _claimed(folder: Path) -> tuple[Path, int]:
    """Return a new folder, the first after all that are there, and its lock. Raises OSError."""
    number = max((int(path.name[1:]) for path in _folders(folder)), default=0) + 1
    while True:
        mine = folder / f"d{number}"
        if _made(mine) and (lock := _lock(mine)) is not None:
            if not _holds_something(mine):
                return mine, lock
            os.close(lock)  # it was cleared, made again and used by another before it could be locked
        number += 1


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(0o700)
        folder.chmod(0o700)  # the umask may have taken away even the owner's rights
        flush_folder(folder.parent)
    except (FileExistsError, FileNotFoundError):  # another program was quicker, or took it for left behind
        return False
    return True


def _held_lock(folder: Path) -> int:
    with writing(folder):
        for _ in range(_TRIES):  # whoever only looks whether the draft is being written holds it for a moment
            if (lock := _lock(folder)) is not None:
                return lock
            time.sleep(PAUSE)
    raise JournalBusy(f"The draft {folder.name} is being written in another window.", "End it there first.")


def _lock(folder: Path) -> int | None:
    """Return the lock of a draft, or None where another program holds it or has taken the draft away."""
    try:
        descriptor = os.open(folder / _LOCK, SHARED, 0o600)
    except FileNotFoundError:
        return None
    try:
        if try_lock(descriptor) and _still_there(folder, descriptor):
            owner_only(descriptor)
            return descriptor
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _still_there(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), (folder / _LOCK).stat())
    except FileNotFoundError:
        return False


def _is_busy(folder: Path) -> bool:
    """Say whether a running program is writing the draft; looking makes no lock where there is none."""
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not try_lock(descriptor)
    finally:
        os.close(descriptor)


def _clear(folder: Path) -> None:
    """Remove what programs left that were killed before they had kept anything, and files half written."""
    for one in _folders(folder):
        with suppress(OSError):  # what can't be cleared now is cleared another time
            _clear_one(one)


def _clear_one(folder: Path) -> None:
    lock = _lock(folder)
    if lock is None:
        return
    try:
        sweep(folder / _FILE)
        if not _holds_something(folder):
            (folder / _LOCK).unlink()
            folder.rmdir()
    finally:
        os.close(lock)


def _remove(folder: Path) -> None:
    """Remove a draft, its words first: should the rest fail, what is left of it says nothing."""
    (folder / _FILE).unlink(missing_ok=True)
    shutil.rmtree(folder)
    flush_folder(folder.parent)
