"""The outlet: the one place through which files for people are written, and which never writes over what is ours.

An export, a summary, a copy of the journal, a calendar, a folder of notes: whatever the force, none takes the place of
the journal, of another journal, or of anything in the program's own folders.
"""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from enquiry.errors import CannotWrite
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.disk import unfinished
from enquiry.store.disk.atomic import commit_file, name_temporary_file, stage_file, write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_lock_path, hash_path, make_folder
from enquiry.store.disk.system import flush_folder
from enquiry.store.sync_copies import is_journal_file, walk_folder
from enquiry.store.written import note_written

PAGES = "pages"
"""The folder, in the state folder, of the pages that show journals whole to their owners."""

TIMELESS = 946_684_800
"""The moment that a file in a shared folder has for its times: the first of the year 2000, in seconds of Unix time."""

_HINT = "Name another place; that one is never written over."


class NameClearance(NamedTuple):
    """That the names in a document were settled before it leaves, and how. Without one no file is written.

    `cli.privacy.leaving` gives it for what goes to others; OWN_COPY is for what stays with whoever keeps the journal,
    or holds no word of theirs.
    """

    decided: str


OWN_COPY = NameClearance("stays")


class Outlet(msgspec.Struct, frozen=True):
    """Where files for people go: anywhere but over a journal, and into none of the program's own folders.

    `journal` is the file of the journal that is looked at; `folders` are the program's other folders beside `state`.
    `confirm` asks whether what is there already may be replaced; without it nothing is.
    """

    journal: Path
    state: Path
    folders: tuple[Path, ...] = ()
    confirm: Callable[[str], bool] | None = None

    @property
    def _own(self) -> tuple[Path, ...]:
        return (self.state, *self.folders)

    def refuse_own(self, path: Path, *, copy: bool = False) -> None:
        """Raise CannotWrite for a path that leads to what is ours, by whatever link or name.

        A `copy` of the journal may take the place of an earlier copy; anything else of no journal at all.
        """
        with translate_write_errors(path):
            target = Path(os.path.realpath(path))
            if _is_same_place(target, self.journal):
                raise CannotWrite(f"{path} is the journal itself. Nothing was written.", _HINT)
            above = (target, *target.parents)
            if own := next((one for one in self._own for part in above if _is_same_place(part, one)), None):
                words = f"{path} lies in {own}, where enquiry keeps what is its own. Nothing was written."
                raise CannotWrite(words, _HINT)
            if not target.is_file():
                return
            if get_lock_path(target, self.state).exists() or (not copy and is_journal_file(target)):
                raise CannotWrite(f"{path} is a journal. Nothing was written.", _HINT)
            if target.stat().st_nlink > 1 and (name := next(self._find_names(target), None)):
                raise CannotWrite(f"{path} is another name of {name}. Nothing was written.", _HINT)

    def _find_names(self, target: Path) -> Iterator[Path]:
        """Yield the names that a file has in the program's own folders."""
        for folder in self._own:
            with suppress(OSError):  # what can't be looked at can't be written over through a name in it
                yield from (path for path in walk_folder(folder) if _is_same_place(path, target))

    def write_file(
        self, path: Path, data: bytes, _clearance: NameClearance, *, overwrite: bool, copy: bool = False
    ) -> None:
        """Write a file for a person, whole or not at all, and return when it is on the disk.

        A file that is there is replaced with `overwrite`, or where that is confirmed. Raises CannotWrite for what is
        ours, for a file that is to stay, and for the disk.
        """
        overwrite = self.settle_replacing(path, overwrite=overwrite, copy=copy)
        unfinished.sweep_unfinished(self.state)
        unfinished.sweep_stale_files(path.parent)
        write_file_atomically(path, data, overwrite=overwrite, announce=self._announce)
        note_written(self.state, path)

    def settle_replacing(self, path: Path, *, overwrite: bool, copy: bool = False) -> bool:
        """Return whether a file is written over what is there, where that was said or is confirmed.

        For whoever asks this before something else is held. Raises CannotWrite for what is ours, or is to stay.
        """
        self.refuse_own(path, copy=copy)
        if overwrite or not path.is_file():
            return overwrite
        self._ask_to_replace(f"{path} is there already.", "Write over it?", "Name another file, or give --force.")
        return True

    def lay_file(self, path: Path, data: bytes, _clearance: NameClearance) -> None:
        """Write a new file into a folder that others look into, whole or not at all, and return when it is on the disk.

        Whoever may read the folder may read it. Its times are TIMELESS, so that they do not tell when it was written.
        Raises CannotWrite.
        """
        self.refuse_own(path)
        unfinished.sweep_unfinished(self.state)
        unfinished.sweep_stale_files(path.parent)
        named = name_temporary_file(path)
        with translate_write_errors(path), self._announce(named), stage_file(path, data, named=named) as temporary:
            temporary.chmod(0o600 | path.parent.stat().st_mode & 0o044)
            os.utime(temporary, (TIMELESS, TIMELESS))
            commit_file(temporary, path, overwrite=False)
        note_written(self.state, path)

    def write_folder(
        self,
        folder: Path,
        files: Mapping[str, bytes],
        _clearance: NameClearance,
        *,
        overwrite: bool = False,
        follow: ProgressTracker = ignore_progress,
    ) -> None:
        """Write files into a folder that only its owner can open, and return when they are on the disk.

        A new folder appears whole or not at all. In one that is there already files of these names are replaced, each
        whole, with `overwrite` or where that is confirmed; other files in it stay. No link in it is followed.
        Raises CannotWrite as `write_file` does.
        """
        self.refuse_own(folder)
        unfinished.sweep_unfinished(self.state)
        unfinished.sweep_stale_files(folder.parent)
        with translate_write_errors(folder):
            if not os.path.lexists(folder):
                self._write_new_folder(folder, files, follow)
                note_written(self.state, folder)
                return
            if not folder.is_dir():
                raise NotADirectoryError(errno.EEXIST, "is a file")
        if not overwrite:
            stays = "What enquiry did not write there stays."
            hint = f"Name another folder, or give --force. {stays}"
            self._ask_to_replace(f"The folder {folder} is there already.", f"{stays} Write into it?", hint)
        for path in (folder / name for name in files):
            self.refuse_own(path)
            if path.is_symlink():
                raise CannotWrite(f"{path} is a link to elsewhere. Nothing was changed.", "Take it away first.")
        unfinished.sweep_stale_files(folder)
        for name, data in follow(files.items()):
            write_file_atomically(folder / name, data, announce=self._announce)
        note_written(self.state, folder)

    def _ask_to_replace(self, words: str, question: str, hint: str) -> None:
        if not (self.confirm and self.confirm(f"{words} {question}")):
            raise CannotWrite(f"{words} Nothing was changed.", hint)

    def _write_new_folder(self, folder: Path, files: Mapping[str, bytes], follow: ProgressTracker) -> None:
        staged = unfinished.name_temporary_folder(folder.parent)
        with unfinished.hold_temporary_folder(self.state, staged):
            for name, data in follow(files.items()):
                write_file_atomically(staged / name, data, overwrite=False)
            staged.rename(folder)
            flush_folder(folder.parent)

    @contextmanager
    def open_private_folder(self) -> Iterator[Path]:
        """Give a new folder among the program's own, for a page that another program prints; then it is gone.

        Raises CannotWrite.
        """
        own = unfinished.name_temporary_folder(self.state / unfinished.FOLDER)
        with translate_write_errors(own), unfinished.hold_temporary_folder(self.state, own) as folder:
            yield folder

    def write_page(self, data: bytes) -> Path:
        """Write the page of the journal that is looked at, for its owner alone, and return where it lies.

        It lies among the program's own files, one for each journal, and takes the place of the one before. Raises
        CannotWrite.
        """
        page = get_page_path(self.journal, self.state)
        with translate_write_errors(page):
            make_folder(page.parent)
            unfinished.sweep_stale_files(page.parent)
        write_file_atomically(page, data, announce=self._announce)
        return page

    def _announce(self, temporary: Path) -> AbstractContextManager[None]:
        return unfinished.note_unfinished(self.state, temporary)


def get_page_path(journal: Path, state_folder: Path) -> Path:
    """Return where the page of the journal at a path lies, whether or not there is one."""
    return state_folder / PAGES / f"{hash_path(journal)}.html"


def _is_same_place(path: Path, other: Path) -> bool:
    """Say whether two paths, the first of them real, lead to one file or folder, or would if it were there."""
    try:
        return path.samefile(other)
    except FileNotFoundError:
        return path == Path(os.path.realpath(other))
