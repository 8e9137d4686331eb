"""Several files replaced together: all of them or none, whatever ends the program in between.

    <state>/batches/<hash>/plan.json    which staged file belongs in whose place, and what is to go
    <state>/batches/<hash>/0, 1, …      the staged files, whole and on the disk

Everything is staged first. Once the plan is on the disk the batch is decided, and whoever takes the lock of its journal
next, or starts the program, does what is left of it; without a plan nothing has happened, and the staged files go. The
plan holds paths alone.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from enquiry.store.disk.atomic import (
    commit_file,
    create_file,
    name_temporary_file,
    stage_file,
    write_and_close,
    write_file_atomically,
)
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import hash_path, make_folder
from enquiry.store.disk.system import flush_folder

FOLDER = "batches"
_PLAN = "plan.json"


class BatchPlan(msgspec.Struct, frozen=True):
    """What a batch that is decided does: the staged files in their targets' places, in order, then what goes.

    `said` is what its owner is told once it is done.
    """

    journal: str
    moves: tuple[tuple[str, str], ...]
    gone: tuple[str, ...] = ()
    said: str = ""


def get_batch_folder(journal: Path, state_folder: Path) -> Path:
    """Return the folder of the batch of the journal at a path, whether or not there is one."""
    return state_folder / FOLDER / hash_path(journal)


class FileBatch:
    """A batch being staged. Only for the holder of the journal's lock; nothing is replaced before `commit`."""

    def __init__(self, journal: Path, state_folder: Path) -> None:
        self.journal, self.state = journal, state_folder
        self.folder = get_batch_folder(journal, state_folder)
        self._moves = list[tuple[str, str]]()
        self._gone = list[str]()

    def stage(self, target: Path, *data: bytes | memoryview) -> None:
        """Write what is to stand at `target`, and wait until it is on the disk. Raises OSError."""
        named = self.folder / str(len(self._moves))
        if target == self.journal:  # beside it, so that it gets there by one rename on whatever disk it lies
            named = name_temporary_file(target)
        self._moves.append((str(named), str(target)))
        write_and_close(create_file(named), *data)

    def remove(self, path: Path) -> None:
        """Let a file, or a folder with all in it, go with the batch."""
        self._gone.append(str(path))

    def commit(self, said: str = "") -> None:
        """Decide the batch and do it. Raises CannotWrite; where it was decided it is done later, which that says."""
        folders = {Path(path).parent for path in (*(target for _, target in self._moves), *self._gone)}
        for folder in sorted(folders):
            with translate_write_errors(folder):
                if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):  # better said before than after
                    raise PermissionError(errno.EACCES, "not allowed")
        plan = BatchPlan(str(self.journal), tuple(self._moves), tuple(self._gone), said)
        if not plan.moves and not plan.gone:
            return
        with stage_file(self.folder / _PLAN, msgspec.json.encode(plan)) as temporary:
            flush_folder(self.journal.parent)
            commit_file(temporary, self.folder / _PLAN)
        _do_plan(self.folder, plan)

    def drop(self) -> None:
        """Take away what was staged, where nothing was decided. It raises nothing: what stays is swept later."""
        if not (self.folder / _PLAN).exists():
            for named, _ in self._moves:
                with suppress(OSError):
                    Path(named).unlink(missing_ok=True)
            shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def open_batch(journal: Path, state_folder: Path) -> Iterator[FileBatch]:
    """Give a batch for the block, which stages and commits it. Only for the holder of the journal's lock.

    Raises CannotWrite; what was not decided leaves nothing behind.
    """
    batch = FileBatch(journal, state_folder)
    try:
        with translate_write_errors(batch.folder):
            make_folder(batch.folder)
            yield batch
    finally:
        batch.drop()


def read_plan(folder: Path) -> BatchPlan | None:
    """Return the plan of a batch that is decided and not done; None where nothing is decided."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):  # it is written whole or not at all
        return msgspec.json.decode((folder / _PLAN).read_bytes(), type=BatchPlan)
    return None


def finish_batch(folder: Path) -> None:
    """Do what is left of a batch that was decided, and take away one that was not.

    Only for the holder of the lock of its journal. Raises CannotWrite, which says that it is tried again.
    """
    if not folder.is_dir():
        return
    if plan := read_plan(folder):
        _do_plan(folder, plan)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _do_plan(folder: Path, plan: BatchPlan) -> None:
    then = " It was decided before, and is finished as soon as that can be written: enquiry status tries again."
    with translate_write_errors(folder, then=then):
        for named, target in plan.moves:
            staged, place = Path(named), Path(target)
            with translate_write_errors(place, then=then):
                if not staged.exists():  # it has got there already
                    continue
                make_folder(place.parent)
                try:
                    staged.replace(place)
                except OSError as fault:
                    if fault.errno != errno.EXDEV:
                        raise
                    write_file_atomically(place, staged.read_bytes())  # on another disk than the state folder
                    staged.unlink()
        for path in map(Path, plan.gone):
            with translate_write_errors(path, done="removed", then=then):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        for parent in {Path(path).parent for path in (*(target for _, target in plan.moves), *plan.gone)}:
            if parent.is_dir():
                flush_folder(parent)
        (folder / _PLAN).unlink()
        flush_folder(folder)
        shutil.rmtree(folder, ignore_errors=True)
