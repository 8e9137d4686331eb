"""Drafts on the disk, each in a folder of its own that only its owner can open.

    <state>/drafts/d1/draft.json    every word given so far, written whole and flushed
    <state>/drafts/d1/lock          held by the program that writes the draft; released by the kernel when that dies

Beside them lies whatever an editor needs. The folder's name is the draft's; making the folder claims the name, so that
two programs never take the same one.
"""

import os
import re
import shutil
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead, CannotWrite, JournalBusy, NotFound, suggest_nearest
from enquiry.model.asking.draft import Draft, StoredDraft
from enquiry.store.disk.atomic import sweep_temporary_files, write_file_atomically
from enquiry.store.disk.lock import LOCK_RETRY_SECONDS, try_lock_file
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import flush_folder, try_lock
from enquiry.store.encoding.layout import PROGRAM

FORMAT = 1
"""The format of a draft's file. One of a later format is left as it is, for the program that wrote it."""

DRAFT_FILE = "draft.json"
LOCK_FILE = "lock"
_DRAFT_NAME = re.compile(r"d([1-9][0-9]{0,8})")
_UNTOUCHED = "It was left as it is."


class _DraftEnvelope(msgspec.Struct):
    program: str
    format: int
    draft: msgspec.Raw


class OpenDraft(ExitStack):
    """A draft that this program has locked: nobody else opens it until the block ends or the program dies.

    It stays on the disk until `discard`; `close` lets others open it. `folder` is its own, for an editor's file.
    """

    def __init__(self, folder: Path, lock: int, draft: Draft) -> None:
        super().__init__()
        self.callback(os.close, lock)
        self.folder, self.draft = folder, draft

    @property
    def name(self) -> str:
        """The name by which a person knows the draft: `d1`."""
        return self.folder.name

    def keep(self, draft: Draft) -> None:
        """Replace the draft, and return when it is on the disk. Raises CannotWrite."""
        data = msgspec.json.encode({"program": PROGRAM, "format": FORMAT, "draft": draft})
        write_file_atomically(self.folder / DRAFT_FILE, data)
        self.draft = draft

    def discard(self) -> None:
        """Remove the draft and all that lies beside it from the disk, and let go of it. Raises CannotWrite."""
        _remove_draft(self.folder)
        self.close()


def create_draft(state_folder: Path, draft: Draft) -> OpenDraft:
    """Write a new draft under a name that no other has, and return it locked. Raises CannotWrite, leaving nothing."""
    folder = state_folder / "drafts"
    with translate_write_errors(folder):
        make_folder(folder)
        sweep_drafts(state_folder)
        number = max((int(path.name[1:]) for path in _list_draft_folders(folder)), default=0)
        lock: int | None = None
        while lock is None:
            number += 1
            mine = folder / f"d{number}"
            lock = _try_lock_draft(mine) if _create_draft_folder(mine) else None
            if lock is not None and _has_content(mine):
                os.close(lock)  # it was cleared, made again and used by another before it could be locked
                lock = None
    opened = OpenDraft(mine, lock, draft)
    try:
        opened.keep(draft)
    except CannotWrite:
        with suppress(CannotWrite), opened:  # what can't be removed now is cleared when the next one is begun
            opened.discard()
        raise
    return opened


def sweep_drafts(state_folder: Path) -> None:
    """Take away what killed programs left half written of drafts; what can't be cleared now is cleared another time."""
    for one in _list_draft_folders(state_folder / "drafts"):
        with suppress(OSError):
            _clear_draft_folder(one)


def open_draft(state_folder: Path, name: str) -> OpenDraft:
    """Return the draft of that name, locked, to go on with it.

    Raises NotFound where there is none, JournalBusy where another program is writing it, and CannotRead for one that
    can't be read, which stays as it is.
    """
    folder, lock = _lock_draft(state_folder, name)
    with ExitStack() as otherwise:
        otherwise.callback(os.close, lock)
        draft = _read_draft(folder)
        with translate_write_errors(folder):
            sweep_temporary_files(folder / DRAFT_FILE)
        otherwise.pop_all()
    return OpenDraft(folder, lock, draft)


def discard_draft(state_folder: Path, name: str) -> None:
    """Remove a draft from the disk, whether or not it can be read. Raises NotFound, CannotWrite, and JournalBusy."""
    folder, lock = _lock_draft(state_folder, name)
    try:
        _remove_draft(folder)
    finally:
        os.close(lock)


def list_drafts(state_folder: Path) -> tuple[StoredDraft, ...]:
    """Return every draft, the earliest name first, with what is wrong with those that can't be read.

    Nothing is written. Raises CannotRead for a folder that can't be looked into.
    """
    found, folder = list[StoredDraft](), state_folder / "drafts"
    with translate_read_errors(folder):
        for one in _list_draft_folders(folder):
            busy = False
            with suppress(OSError):  # looking makes no lock where there is none
                descriptor = os.open(one / LOCK_FILE, os.O_RDWR)
                try:
                    busy = not try_lock(descriptor)
                finally:
                    os.close(descriptor)
            try:
                found.append(StoredDraft(name=one.name, draft=_read_draft(one), busy=busy))
            except CannotRead as fault:
                if _has_content(one):  # else nothing was written yet; the folder goes when the next draft is begun
                    found.append(StoredDraft(name=one.name, flaw=fault.words, busy=busy))
    return tuple(found)


def _list_draft_folders(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if _DRAFT_NAME.fullmatch(path.name) and path.is_dir()]
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda path: int(path.name[1:]))


def _lock_draft(state_folder: Path, name: str) -> tuple[Path, int]:
    """Return the folder and the lock of the draft of that name. Raises NotFound, CannotWrite and JournalBusy."""
    found = {path.name: path for path in _list_draft_folders(state_folder / "drafts")}
    if name.casefold() not in found:
        hint = f"The drafts are: {', '.join(found)}." if found else "No draft waits."
        raise NotFound(f"There is no draft “{name}”.{suggest_nearest(name, found)}", hint)
    folder = found[name.casefold()]
    with translate_write_errors(folder):
        for _ in range(10):  # a program that lists the drafts holds each for a moment
            if (lock := _try_lock_draft(folder)) is not None:
                return folder, lock
            time.sleep(LOCK_RETRY_SECONDS)
    raise JournalBusy(f"The draft {folder.name} is being written in another window.", "End it there first.")


def _has_content(folder: Path) -> bool:
    """Say whether anything lies in a draft's folder but the lock and what a killed program was still writing."""
    try:
        return any(path.name != LOCK_FILE and path.suffix != ".part" for path in folder.iterdir())
    except FileNotFoundError:  # it was removed at this moment
        return False


def _read_draft(folder: Path) -> Draft:
    path = folder / DRAFT_FILE
    with translate_read_errors(path):
        data = path.read_bytes()
    try:
        envelope = msgspec.json.decode(data, type=_DraftEnvelope)
        if envelope.format > FORMAT:
            raise CannotRead(f"The draft {folder.name} was written by a newer version of enquiry.", _UNTOUCHED)
        return msgspec.json.decode(envelope.draft, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        words = f"The draft {folder.name} can't be read: {fault}."
        raise CannotRead(words, f"{_UNTOUCHED} It lies at {path}.") from fault


def _create_draft_folder(folder: Path) -> bool:
    try:
        folder.mkdir(0o700)
        folder.chmod(0o700)  # the umask may have taken away even the owner's rights
        flush_folder(folder.parent)
    except (FileExistsError, FileNotFoundError):  # another program was quicker, or took it for left behind
        return False
    return True


def _try_lock_draft(folder: Path) -> int | None:
    """Return the lock of a draft, or None where another program holds it or has removed the draft."""
    with suppress(FileNotFoundError):
        return try_lock_file(folder / LOCK_FILE)
    return None


def _clear_draft_folder(folder: Path) -> None:
    """Remove files half written, and the folder of a program that was killed before it had written anything."""
    if (lock := _try_lock_draft(folder)) is None:
        return
    try:
        sweep_temporary_files(folder / DRAFT_FILE)
        if not _has_content(folder):
            (folder / LOCK_FILE).unlink()
            folder.rmdir()
    finally:
        os.close(lock)


def _remove_draft(folder: Path) -> None:
    """Remove a draft, its words first: should the rest fail, what is left of it says nothing. Raises CannotWrite."""
    with translate_write_errors(folder):
        (folder / DRAFT_FILE).unlink(missing_ok=True)
        shutil.rmtree(folder)
        flush_folder(folder.parent)
