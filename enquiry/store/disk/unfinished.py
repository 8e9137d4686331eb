"""What is being written for people just now, noted in the state folder, so that what ended programs left is found.

    <state>/unfinished/1f0c…    the path of one temporary file or folder; locked by the program that writes it

The kernel releases the lock when the program dies. A note that nobody holds names what can be swept.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from enquiry.errors import CannotWrite, JournalBusy
from enquiry.store.disk import batch
from enquiry.store.disk.lock import hold_lock, try_lock_file
from enquiry.store.disk.places import make_folder
from enquiry.store.disk.system import try_lock

FOLDER = "unfinished"
STALE_SECONDS = 86_400
"""No file takes as long to write: an older temporary file that nothing is noted of was left, by whomever."""

TEMPORARY_NAME = re.compile(r"\.enquiry-(?:[0-9a-f]{12}-)?[0-9a-f]{16}\.part")
"""What temporary files (with a hash of the target's name) and temporary folders are called."""

_FOLDER_FILE = re.compile(r"[a-z0-9-]{1,120}\.md")


def name_temporary_folder(parent: Path) -> Path:
    """Return the path of a temporary folder in `parent` that nothing has yet."""
    return parent / f".enquiry-{os.urandom(8).hex()}.part"


@contextmanager
def note_unfinished(state_folder: Path, temporary: Path) -> Iterator[None]:
    """Keep a note of a temporary file or folder for the block, which makes it and takes it away.

    Where no note can be kept (a full disk, no locks) the block runs all the same: what is written matters more.
    """
    folder = state_folder / FOLDER
    with ExitStack() as afterwards:
        with suppress(OSError):
            make_folder(folder)
            for note in (folder / os.urandom(8).hex() for _ in range(3)):
                if (lock := try_lock_file(note)) is not None:  # else it was swept before it was locked
                    afterwards.callback(_close_note, note, lock, temporary)
                    os.write(lock, os.fsencode(temporary.absolute()))
                    break
        yield


def _close_note(note: Path, lock: int, temporary: Path) -> None:
    os.close(lock)
    with suppress(OSError):  # where the temporary file could not be taken away, whoever comes next tries again
        if not os.path.lexists(temporary):
            note.unlink()


@contextmanager
def hold_temporary_folder(state_folder: Path, folder: Path) -> Iterator[Path]:
    """Make a temporary folder that its owner alone can open, noted as unfinished, and give it; then it is gone.

    It may be given another name within the block, and then stays. Raises OSError.
    """
    if folder.parent == state_folder / FOLDER:
        make_folder(folder.parent)
    with note_unfinished(state_folder, folder):
        folder.mkdir(0o700)
        try:
            folder.chmod(0o700)  # the umask may have taken away even the owner's rights
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_unfinished(state_folder: Path) -> list[Path]:
    """Take away what ended programs left half written, and return it. What is in use, or out of reach now, stays."""
    swept, own = list[Path](), state_folder / FOLDER
    for note, left, in_use in _read_notes(own):
        if in_use:
            continue
        with suppress(OSError):
            if left and TEMPORARY_NAME.fullmatch(left.name) and os.path.lexists(left):
                if not remove_temporary(left, whole=left.parent == own):
                    continue
                swept.append(left)
            elif left and not left.parent.exists():  # a stick that is not plugged in now
                continue
            note.unlink()
    return swept


def settle_leftovers(state_folder: Path) -> Iterator[str]:
    """Do what ended programs had decided, take away what they left half written, and yield what is to be told of it."""
    yield from finish_batches(state_folder)
    for path in sweep_unfinished(state_folder):
        yield f"A stopped command had left this half written; it was taken away: {path}"


def finish_batches(state_folder: Path) -> Iterator[str]:
    """Yield what is to be told of each batch that was decided. What another program holds is its own affair."""
    with suppress(OSError):
        for folder in sorted((state_folder / batch.FOLDER).iterdir()):
            plan = batch.read_plan(folder)
            if plan is None:
                with suppress(OSError):
                    if (lock := try_lock_file(state_folder / "locks" / f"{folder.name}.lock")) is not None:
                        batch.finish_batch(folder)
                        os.close(lock)
                continue
            with suppress(JournalBusy):
                try:
                    with hold_lock(Path(plan.journal), state_folder, 0):  # which does it
                        yield plan.said
                except CannotWrite as fault:
                    yield fault.words


def list_in_use(state_folder: Path) -> set[Path]:
    """Return what running programs are writing for people just now."""
    return {path for _, path, in_use in _read_notes(state_folder / FOLDER) if path and in_use}


def sweep_stale_files(folder: Path) -> None:
    """Take away temporary files of this program's in a folder that are older than anything takes to write."""
    with suppress(OSError), os.scandir(folder) as names:
        for name in names:
            if TEMPORARY_NAME.fullmatch(name.name):
                with suppress(OSError):
                    if time.time() - name.stat(follow_symlinks=False).st_mtime > STALE_SECONDS:
                        remove_temporary(Path(name.path))


def remove_temporary(path: Path, *, whole: bool = False) -> bool:
    """Remove a temporary file or folder of this program's, and say whether it is gone.

    Of a folder only what this program writes there goes, unless `whole` says that it is all its own. Raises OSError.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return True
    if whole:
        shutil.rmtree(path, ignore_errors=True)
        return not path.exists()
    for file in list(path.iterdir()):
        if _FOLDER_FILE.fullmatch(file.name) or TEMPORARY_NAME.fullmatch(file.name):
            file.unlink()
    with suppress(OSError):  # something else lies in it
        path.rmdir()
    return not path.exists()


def _read_notes(folder: Path) -> Iterator[tuple[Path, Path | None, bool]]:
    """Yield each note with the path in it and whether a program that runs holds it."""
    try:
        with os.scandir(folder) as names:
            notes = [Path(name.path) for name in names if re.fullmatch("[0-9a-f]{16}", name.name)]
    except OSError:
        return
    for note in notes:
        with suppress(OSError):
            descriptor = os.open(note, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
            try:
                in_use, raw = not try_lock(descriptor), os.read(descriptor, 1 << 16)
                begun = not raw and time.time() - os.fstat(descriptor).st_mtime < STALE_SECONDS  # made, not yet locked
            finally:
                os.close(descriptor)
            path = Path(os.fsdecode(raw)) if raw and b"\0" not in raw else None
            yield note, path if path and path.is_absolute() else None, in_use or begun
