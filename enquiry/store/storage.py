"""TinyDB on a journal's file: the tables through which every change inserts, updates and removes rows.

TinyDB lets a storage decide where tables come from and go to, and a table class how rows are held. Here a row is a
line of the file until it is asked for, and only the lines of changed rows are encoded: an entry in a journal of ten
thousand costs little more than one in a new journal. `TinyDB(path)` without these classes reads the same file.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from enquiry.insight.history.diff import SETTINGS, RecordDiff
from enquiry.model.step import RecordRow
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.places import JournalPath, read_file
from enquiry.store.encoding.format import encode_lines
from enquiry.store.encoding.layout import FORMAT, splice_tables
from enquiry.store.encoding.rows import JournalContents, build_contents, decode_file, encode_exactly, encode_row

_DECODER = msgspec.json.Decoder(RecordRow)

ReplacedRow = list[object]
"""A table's name, a record's id, and the row it had (None: it had none), as a step keeps them."""


class TableRows(MutableMapping[Any, Any]):
    """The rows of a table by number, each decoded from its line in the file when it is asked for.

    `changes` holds rows that were set, and None for those that were deleted. TinyDB reads rows by numbers as text
    (`key=str`) and changes them by whole numbers (`key=int`); a row asked for to be changed is kept in `changes`.
    """

    def __init__(
        self, contents: JournalContents, name: str, changes: dict[int, RecordRow | None], key: type[int] | type[str]
    ) -> None:
        self.changes = changes
        self._contents, self._name, self._key = contents, name, key
        self._lines = contents.spans[name].lines

    @property
    def last_number(self) -> int:
        """The number of the last row in the file, which is the highest; 0 where there is none."""
        return next(reversed(self._lines), 0)

    def __getitem__(self, number: int | str) -> RecordRow:
        number = int(number)
        if number not in self:
            raise KeyError(number)
        kept = self.changes.get(number)
        row = _DECODER.decode(self._contents.read_row(self._name, number)) if kept is None else kept
        if self._key is int:
            self.changes[number] = row
        return row

    def __setitem__(self, number: int | str, row: RecordRow) -> None:
        self.changes[int(number)] = row

    def __delitem__(self, number: int | str) -> None:
        if number not in self:
            raise KeyError(number)
        self.changes[int(number)] = None

    def __contains__(self, number: object) -> bool:
        number = int(cast(int, number))
        return self.changes[number] is not None if number in self.changes else number in self._lines

    def __iter__(self) -> Iterator[int | str]:
        rows = {**self._lines, **self.changes}
        return (self._key(number) for number, row in rows.items() if row is not None)

    def __len__(self) -> int:
        known = self._lines
        return len(known) + sum((row is not None) - (number in known) for number, row in self.changes.items())


class JournalStorage(Storage):
    """The storage of a journal: reads its file when it is made, collects changed rows, and writes them in `commit`.

    For the holder of the journal's lock. Where there is no file, `data` is None and the tables are empty. `contents`
    are other contents to go on from than those of the file, whose bytes are `data`.

    Raises CannotRead, and JournalDamaged in its forms.
    """

    def __init__(self, place: JournalPath, data: bytes | None = None, contents: JournalContents | None = None) -> None:
        self.data = data if contents else read_file(place)
        if contents is None:
            contents = build_contents({}, 0, FORMAT, place) if self.data is None else decode_file(self.data, place)
        self.contents = contents
        self._changes: dict[str, dict[int, RecordRow | None]] = {name: {} for name in contents.spans}

    def read(self) -> dict[str, dict[str, RecordRow]]:
        """Return the tables as changed so far, their rows decoded as they are asked for."""
        return cast(dict[str, dict[str, RecordRow]], {name: self.open_rows(name, str) for name in self._changes})

    def open_rows(self, name: str, key: type[int] | type[str] = int) -> TableRows:
        """Return the rows of a table as changed so far, to change them further. Raises KeyError for other tables."""
        return TableRows(self.contents, name, self._changes[name], key)

    def write(self, data: dict[str, Any]) -> None:
        """Collect what was changed in these tables, whose rows are those of `open_rows`."""
        self._changes.update({name: rows.changes for name, rows in data.items()})

    def encode(self, generation: int) -> tuple[str, Sequence[bytes | memoryview]]:
        """Return the mark and the pieces of the file with the changed rows in it; `generation` counts its writes.

        Raises CannotWrite for values that JSON can't give back.
        """
        contents = self.contents
        changes = {
            name: {number: None if row is None else encode_exactly(row, "row") for number, row in rows.items()}
            for name, rows in self._changes.items()
        }
        return encode_lines(generation, splice_tables(contents.data, contents.spans, changes))

    def commit(self, generation: int, make_backups: Callable[[str], BackupWriter]) -> list[str]:
        """Write the changed rows to the file, whole or not at all, and return when they are on the disk.

        Returns what is to be said, as `replace_file` does. `generation` counts the writes of the file; `make_backups`
        is given the new file's mark. Raises CannotWrite for the disk and for values that JSON can't give back, and
        ChangedUnderneath where the file is no longer what was read.
        """
        mark, pieces = self.encode(generation)
        return make_backups(mark).replace_file(self.contents.place, self.data, pieces)


class JournalTable(Table):
    """A table of a journal, which changes rows where they are, instead of reading and writing all of them."""

    def _get_next_id(self) -> int:
        rows = cast(JournalStorage, self._storage).open_rows(self.name)
        if self._next_id is None and not rows.changes:  # TinyDB would look at every row for the highest number
            self._next_id = rows.last_number + 1  # type: ignore[assignment]
        return int(super()._get_next_id())  # type: ignore[no-untyped-call]

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = cast(JournalStorage, self._storage)
        rows = storage.open_rows(self.name)
        updater(rows)
        storage.write({self.name: rows})
        self.clear_cache()


class JournalDatabase(TinyDB):
    """A journal as a TinyDB database: `JournalDatabase(place)`; `JournalStorage` says what else it takes."""

    table_class = JournalTable

    def __init__(self, place: JournalPath, data: bytes | None = None, contents: JournalContents | None = None) -> None:
        super().__init__(place, data, contents, storage=JournalStorage)

    @property
    def storage(self) -> JournalStorage:
        """The storage, whose `commit` writes what was changed."""
        return cast(JournalStorage, self._storage)

    def apply_diffs(self, found: Iterable[RecordDiff], follow: ProgressTracker = ignore_progress) -> list[ReplacedRow]:
        """Insert, update and remove the rows of records that differ, and return the rows as they were before.

        A replaced record keeps the number of its row, and so its place. Raises CannotWrite for a record that can't be
        kept.
        """
        before = list[ReplacedRow]()
        for name, diffs in groupby(found, key=lambda diff: diff.table):
            table, of_table = self.table(name), list(diffs)
            old = getattr(self.storage.contents.tables, name).items() if any(diff.before for diff in of_table) else ()
            numbers = {getattr(record, "id", SETTINGS): number for number, record in old}
            of_table.sort(key=lambda diff: (diff.id not in numbers, numbers.get(diff.id, 0)))  # as merging lays them
            for diff in follow(of_table):
                number = numbers.get(diff.id)
                before.append([name, diff.id, None if number is None else table.get(doc_id=number)])
                row = encode_row(diff.after) if diff.after else None
                if number is None and row is not None:
                    table.insert(row)
                elif number is not None and row is not None:
                    table.update(partial(_replace_fields, row), doc_ids=[number])
                elif number is not None:
                    table.remove(doc_ids=[number])
        return before


def _replace_fields(row: RecordRow, document: MutableMapping[Any, Any]) -> None:
    """Make the row of a document equal to `row`; an update with `row` would keep other fields."""
    document.clear()
    document.update(row)
