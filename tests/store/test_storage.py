"""A journal is a TinyDB database whose rows are lines of its file: decoded when touched, and written when changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import TinyDB, where
from tinydb.operations import add, delete
from tinydb.table import Document

from enquiry.errors import CannotWrite, ChangedUnderneath, JournalDamaged
from enquiry.model.backup import FileVersion
from enquiry.model.journal import Journal
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.places import JournalPath, get_backups_folder, resolve_journal_path
from enquiry.store.encoding import layout, rows
from enquiry.store.encoding.rows import JournalContents
from enquiry.store.journal import change_journal
from enquiry.store.storage import JournalDatabase, JournalTable, TableRows
from tests.store.book import AT, Book, a_cycle, a_reflection, tick


def connect(book: Book) -> JournalDatabase:
    return JournalDatabase(resolve_journal_path(book.path))


def commit(database: JournalDatabase, book: Book) -> None:
    folder, generation = get_backups_folder(book.path, book.state), database.storage.contents.generation + 1
    database.storage.commit(
        generation, lambda mark: BackupWriter(folder, None, FileVersion(AT, mark, generation, format=2))
    )


@pytest.fixture
def db(book: Book) -> Iterator[JournalDatabase]:
    """A database whose table of entries holds 1.1, 1.2 and 1.3."""
    for text in "abc":
        book.add(text)
    with connect(book) as database:
        yield database


@pytest.fixture
def entries(db: JournalDatabase) -> JournalTable:
    table = db.table("entries")
    assert isinstance(table, JournalTable)
    return table


def texts(table: JournalTable) -> list[object]:
    return [row.get("text") for row in table]


def test_rows_come_back_as_they_were_given(entries: JournalTable) -> None:
    row = {"text": "é 👩🏽‍🏫\n", "n": 1, "x": 0.5, "yes": True, "no": None, "list": [1, [2]], "deep": {"a": {"b": "c"}}}
    assert entries.insert(row) == 4
    assert entries.get(doc_id=4) == row
    assert entries.all()[-1] == row


def test_rows_are_read_without_a_change(db: JournalDatabase, book: Book) -> None:
    assert db.tables() == {"settings", "cycles", "entries", "inbox", "measures", "gifts", "beliefs", "history"}
    entries = db.table("entries")
    assert (len(entries), texts(entries), len(db.table("history"))) == (3, ["a", "b", "c"], 4)  # type: ignore[arg-type]
    found = entries.get(doc_id=2)
    assert isinstance(found, Document)
    assert (found.doc_id, found["name"]) == (2, "1.2")
    assert [row.doc_id for row in entries.get(doc_ids=[3, 1])] == [1, 3]
    assert entries.get(doc_id=4) is None
    assert entries.contains(doc_id=3)
    assert [row["name"] for row in entries.search(where("text") >= "b")] == ["1.2", "1.3"]
    before = book.bytes.partition(b"},")[2]
    commit(db, book)
    assert book.bytes.partition(b"},")[2] == before


def test_rows_are_numbered_on_from_the_last_and_keep_their_numbers(entries: JournalTable) -> None:
    assert entries.insert_multiple([{"text": "d"}, {"text": "e"}]) == [4, 5]
    entries.remove(doc_ids=[2, 4])
    assert [row.doc_id for row in entries] == [1, 3, 5]
    assert entries.insert({"text": "f"}) == 6
    with pytest.raises(ValueError, match="already exists"):
        entries.insert(Document({"text": "g"}, doc_id=1))
    assert entries.insert(Document({"text": "g"}, doc_id=2)) == 2
    assert sorted((row.doc_id, row["text"]) for row in entries) == [(1, "a"), (2, "g"), (3, "c"), (5, "e"), (6, "f")]
    assert len(entries) == 5


def test_rows_are_updated_where_they_stand(entries: JournalTable) -> None:
    assert entries.update({"text": "B"}, where("text") == "b") == [2]
    assert entries.update(delete("name"), doc_ids=[1, 9]) == [1]
    assert entries.update(add("text", "!")) == [1, 2, 3]  # type: ignore[arg-type]
    assert entries.update_multiple([({"last": True}, where("text") == "c!")]) == [3]
    assert entries.upsert({"text": "d"}, where("text") == "d") == [4]
    assert entries.upsert(Document({"again": True}, doc_id=4)) == [4]
    assert texts(entries) == ["a!", "B!", "c!", "d"]
    assert ("name" in (entries.get(doc_id=1) or {}), entries.get(doc_id=4)) == (False, {"text": "d", "again": True})


def test_rows_are_removed_and_tables_emptied(entries: JournalTable) -> None:
    assert entries.remove(where("text") > "a") == [2, 3]
    entries.truncate()
    assert (entries.all(), len(entries)) == ([], 0)
    assert entries.insert({"n": 1}) == 1
    assert entries.remove(doc_ids=[1]) == [1]
    assert (len(entries), entries.get(doc_id=1)) == (0, None)


def test_only_rows_that_are_touched_are_decoded(db: JournalDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    touched, read_row = list[tuple[str, int]](), JournalContents.read_row

    def follow(contents: JournalContents, table: str, number: int) -> object:
        touched.append((table, number))
        return read_row(contents, table, number)

    monkeypatch.setattr(JournalContents, "read_row", follow)
    entries = db.table("entries")
    entries.insert({"text": "d"})
    entries.remove(doc_ids=[1])
    assert (len(entries), touched) == (3, [])
    entries.update({"text": "B"}, doc_ids=[2])
    assert touched == [("entries", 2)]


def test_only_lines_that_are_changed_are_written(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """All else goes to the disk as views of the bytes that were read."""
    for text in "abc":
        book.add(text)
    made, splice = list[bytes](), layout.splice_tables

    def follow(*given: object) -> Iterator[bytes | memoryview]:
        for piece in splice(*given):  # type: ignore[arg-type]
            if isinstance(piece, bytes) and piece.strip(b",\n"):
                made.append(piece)
            yield piece

    monkeypatch.setattr("enquiry.store.storage.splice_tables", follow)
    book.add("d")
    assert [piece.partition(b":")[0] for piece in made] == [b'"4"', b'"5"']
    assert [b'"text":"d"' in made[0], b'"did":"reflection 1.4 added"' in made[1]] == [True, True]


def test_what_is_committed_is_what_any_tinydb_reads(db: JournalDatabase, book: Book) -> None:
    db.table("entries").remove(doc_ids=[2])
    db.table("entries").insert({**a_entry(db), "id": "new", "name": "1.4", "text": "d"})
    assert book.names == ["1.1", "1.2", "1.3"]
    commit(db, book)
    assert book.names == ["1.1", "1.3", "1.4"]
    with TinyDB(book.path) as plain:
        assert [(row.doc_id, row["text"]) for row in plain.table("entries")] == [(1, "a"), (3, "c"), (4, "d")]


def a_entry(database: JournalDatabase) -> dict[str, object]:
    return dict(database.table("entries").get(doc_id=1) or {})


# Where a journal's promises differ from those of TinyDB's own storage.


def test_opening_and_reading_make_no_file(no_book: Book) -> None:
    """TinyDB's storage makes an empty file: an empty file here would be damage."""
    with connect(no_book) as database:
        assert database.table("entries").all() == []
    assert not no_book.path.parent.exists()


def test_an_empty_file_is_damage_and_not_a_new_database(book: Book) -> None:
    """A full disk or a stopped copy leaves empty files behind; taking one for new would hide the loss."""
    book.path.write_bytes(b"")
    with pytest.raises(JournalDamaged, match="it is empty"):
        connect(book)
    assert book.bytes == b""


def test_what_is_not_committed_is_not_written(db: JournalDatabase, book: Book) -> None:
    before = book.bytes
    with connect(book) as database:
        database.table("entries").truncate()
    assert book.bytes == before


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (float("nan"), "would not be read back"),
        (float("-inf"), "would not be read back"),
        ("half \ud800", "surrogates not allowed"),
        ({"\udfff": 1}, "surrogates not allowed"),
        ({1: "one"}, "would not be read back"),
        ([{"deep": [float("nan")]}], "would not be read back"),
        (2**64, "can't be kept: a whole number beyond 64 bits"),
        (-(2**63) - 1, "can't be kept: a whole number beyond 64 bits"),
        (b"bytes", "would not be read back"),
        ({1, 2}, "would not be read back"),
        (AT, "would not be read back"),
    ],
)
def test_a_value_that_json_cannot_give_back_leaves_the_file_as_it_was(
    db: JournalDatabase, book: Book, value: object, words: str
) -> None:
    """TinyDB's storage writes NaN, which is not JSON."""
    before = book.bytes
    db.table("entries").insert({"field": value})
    with pytest.raises(CannotWrite, match=words):
        commit(db, book)
    assert (book.bytes, book.parts) == (before, [])


def test_lists_without_end_are_refused(db: JournalDatabase, book: Book) -> None:
    endless: list[object] = []
    endless.append(endless)
    db.table("entries").insert({"field": endless})
    with pytest.raises(CannotWrite, match="can't be kept"):
        commit(db, book)


def test_a_write_over_what_another_wrote_meanwhile_is_refused(db: JournalDatabase, book: Book) -> None:
    """TinyDB's storage undoes the other's write in silence."""
    db.table("entries").remove(doc_ids=[1])
    book.add("theirs")
    theirs = book.bytes
    with pytest.raises(ChangedUnderneath):
        commit(db, book)
    assert book.bytes == theirs


def test_there_are_no_other_tables(db: JournalDatabase) -> None:
    with pytest.raises(KeyError):
        db.table("about").insert({"program": "another"})
    with pytest.raises(KeyError):
        db.insert({"n": 1})


def count_steps(book: Book, monkeypatch: pytest.MonkeyPatch, entries: int) -> Counter[str]:
    """Return how often one more entry looked at the rows of a journal with so many, by what it did with them."""
    grown = a_journal_of(entries)
    with change_journal(book.path, state_folder=book.state, stamp=tick(f"grown {entries}")) as step:
        step.journal = grown
    found, read, walk, alone = Counter[str](), JournalContents.read_row, TableRows.__iter__, rows._decode_rows

    def count_alone(table: str, kind: Any, lines: Mapping[Any, Any], place: JournalPath) -> list[Any]:
        found[f"decoded alone: {table}"] += len(lines)
        return alone(table, kind, lines, place)

    def count_walk(table: TableRows) -> Iterator[int | str]:
        found["walked through a table"] += 1
        return walk(table)

    def count_read(kept: JournalContents, table: str, number: int) -> Any:
        found[f"read to be changed: {table}"] += 1
        return read(kept, table, number)

    with monkeypatch.context() as watch:
        watch.setattr(rows, "_decode_rows", count_alone)
        watch.setattr(TableRows, "__iter__", count_walk)
        watch.setattr(JournalContents, "read_row", count_read)
        book.add("one more")
    return found


def a_journal_of(entries: int) -> Journal:
    written = tuple(a_reflection(f"1.{number}") for number in range(1, entries + 1))
    return Journal(cycles=(replace(a_cycle(), entries=written),))


def test_one_more_entry_decodes_the_last_step_alone_however_long_the_journal(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [count_steps(book, monkeypatch, entries) for entries in (3, 300)]
    assert found == [{"decoded alone: history": 2}] * 2  # for the new step's stamp, and for when the file was written
