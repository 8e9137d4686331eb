"""The journal's file: read as it is, replaced in one safe sequence, and opened as a database by TinyDB."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from enquiry.errors import ChangedUnderneath
from enquiry.store.format import Row, opened, sealed
from enquiry.store.kernel import READ, flush_folder
from enquiry.store.lock import held
from enquiry.store.places import Place, make_folder, place_of, previous_of
from enquiry.store.refusal import reading, writing
from enquiry.store.whole import refuse_in_the_way, settle, staged, sweep, write_whole


class JournalStorage(Storage):
    """A storage for TinyDB: `TinyDB(path, storage=JournalStorage)` keeps any tables as a journal is kept.

    Each write is whole or not at all. TinyDB reads before it writes: where another program wrote in between, the
    write is refused with ChangedUnderneath instead of undoing the other's. Unlike TinyDB's own storage it makes no
    file before there is something to keep, and takes an empty file for damage, not for a new database.
    """

    def __init__(self, path: Path | str, state_folder: Path | None = None, wait: float = 10.0) -> None:
        self._state = state_folder or _own_folder()
        self._place = place_of(Path(path), self._state)
        self._wait = wait
        self._seen: bytes | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None where there is no file. Raises CannotRead, and JournalDamaged in its forms."""
        self._seen = read_file(self._place)
        if self._seen is None:
            return None
        tables = opened(self._seen, self._place).tables
        return {
            name: {number: msgspec.json.decode(row) for number, row in rows.items()} for name, rows in tables.items()
        }

    def write(self, data: Mapping[str, Mapping[str, Row]]) -> None:
        """Put `data` in the place of what was last read, and return when it is on the disk.

        Raises CannotWrite, JournalBusy, and ChangedUnderneath where the file is no longer what was last read.
        """
        place = self._place
        generation = opened(self._seen, place).generation if self._seen is not None else 0
        fresh = sealed(generation + 1, data)
        with held(place.file, self._state, self._wait):
            replace_file(place, self._state, self._seen, fresh)
        self._seen = fresh


def _own_folder() -> Path:
    from platformdirs import PlatformDirs

    return Path(PlatformDirs("enquiry", appauthor=False).user_state_dir)


def read_file(place: Place) -> bytes | None:
    """Return the bytes of the file at `place`, or None where there is none. Raises CannotRead."""
    with reading(place.named):
        try:
            descriptor = os.open(place.file, READ)
        except FileNotFoundError:
            return None
        try:
            _refuse_no_file(descriptor)
            with open(descriptor, "rb", closefd=False) as file:
                return file.read()
        finally:
            os.close(descriptor)


def _refuse_no_file(descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a file")


def replace_file(place: Place, state_folder: Path, seen: bytes | None, fresh: bytes) -> None:
    """Put `fresh` in the place of `seen` (None: no file), whole or not at all. Only for one who holds the lock.

    The old file becomes the previous version. Raises CannotWrite, and ChangedUnderneath where the file no longer holds
    `seen`; the file is then as it was.
    """
    with writing(place.named):
        refuse_in_the_way(place.file)
        make_folder(place.file.parent)
        sweep(place.file)
        with staged(place.file, fresh) as temporary:
            # The bytes are compared, not the times: clocks are coarse, and a copy put back is no change.
            if read_file(place) != seen:
                raise _changed(place)
            if seen is not None:
                _keep_previous(place, state_folder, seen)
            settle(temporary, place.file)


def _changed(place: Place) -> ChangedUnderneath:
    words = f"The journal {place.named} was changed by another program meanwhile; this change was not saved."
    return ChangedUnderneath(words, "Look at it, then make the change again.")


def _keep_previous(place: Place, state_folder: Path, seen: bytes) -> None:
    previous = previous_of(place.file, state_folder)
    make_folder(previous.parent)
    sweep(previous)
    link = previous.with_name("previous.part")
    link.unlink(missing_ok=True)
    try:
        os.link(place.file, link)
    except OSError:  # on another disk, or on one without links
        write_whole(previous, seen)
        return
    try:
        link.replace(previous)
        flush_folder(previous.parent)
    finally:
        link.unlink(missing_ok=True)  # replacing does nothing where both are names of one file already
