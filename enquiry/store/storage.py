"""The storage by which TinyDB opens a journal, or any tables that are to be kept as safely as one."""

import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from enquiry.model.backup import FileVersion
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.journal_file import read_file, replace_file
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.places import get_backups_folder, resolve_journal_path
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.format import compute_file_mark, decode_tables, encode_file, verify_file
from enquiry.store.encoding.layout import TableRow


class JournalStorage(Storage):
    """A storage for TinyDB: `TinyDB(path, storage=JournalStorage)` keeps any tables as a journal is kept.

    Each write is whole or not at all. TinyDB reads before it writes: where another program wrote in between, the
    write is refused with ChangedUnderneath instead of undoing the other's. Unlike TinyDB's own storage it makes no
    file before there is something to keep, and takes an empty file for damage, not for a new database.
    """

    def __init__(self, path: Path | str, state_folder: Path | None = None, wait: float = 10.0) -> None:
        self._state = state_folder or _own_folder()
        self._place = resolve_journal_path(Path(path), self._state)
        self._wait = wait
        self._seen: bytes | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None where there is no file. Raises CannotRead, and JournalDamaged in its forms."""
        self._seen = read_file(self._place)
        if self._seen is None:
            return None
        tables = decode_tables(verify_file(self._seen, self._place), self._place)
        return {
            name: {number: msgspec.json.decode(row) for number, row in rows.items()} for name, rows in tables.items()
        }

    def write(self, data: Mapping[str, Mapping[str, TableRow]]) -> None:
        """Put `data` in the place of what was last read, and return when it is on the disk.

        Raises CannotWrite, JournalBusy, and ChangedUnderneath where the file is no longer what was last read.
        """
        place = self._place
        kept = verify_file(self._seen, place) if self._seen is not None else None
        step = kept.generation + 1 if kept else 1
        fresh = encode_file(step, data)
        old = (
            _build_tables_version(self._seen, decode_tables(kept, place), kept.generation)
            if kept and self._seen is not None
            else None
        )
        keeping = BackupWriter(
            get_backups_folder(place.file, self._state), old, _build_tables_version(fresh, data, step)
        )
        with hold_lock(place.file, self._state, self._wait):
            replace_file(place, self._seen, [fresh], keeping)
        self._seen = fresh


def _build_tables_version(data: bytes, tables: Mapping[str, Mapping[str, TableRow]], step: int) -> FileVersion:
    """Return what is known of tables that need not be a journal's: when they are kept, and how many rows they have."""
    now = datetime.fromtimestamp(time.time()).astimezone()
    return FileVersion(now, compute_file_mark(data), step, entries=sum(map(len, tables.values())), format=FORMAT)


def _own_folder() -> Path:
    from platformdirs import PlatformDirs

    return Path(PlatformDirs("enquiry", appauthor=False).user_state_dir)
