"""`TinyDB(path, storage=JournalStorage)` does what TinyDB promises, and more where a journal asks for more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, delete
from tinydb.table import Document

from enquiry.errors import CannotWrite, ChangedUnderneath, JournalBusy, JournalDamaged
from enquiry.store.disk.lock import hold_lock
from enquiry.store.storage import JournalStorage


def connect(folder: Path, wait: float = 10) -> TinyDB:
    return TinyDB(folder / "db.json", storage=JournalStorage, state_folder=folder / "state", wait=wait)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TinyDB]:
    with connect(tmp_path) as database:
        yield database


def test_rows_come_back_as_they_were_given(db: TinyDB) -> None:
    row = {"text": "é 👩🏽‍🏫\n", "n": 1, "x": 0.5, "yes": True, "no": None, "list": [1, [2]], "deep": {"a": {"b": "c"}}}
    assert db.insert(row) == 1
    assert db.get(doc_id=1) == row
    assert db.all() == [row]


def test_rows_are_numbered_from_one_and_keep_their_numbers(db: TinyDB) -> None:
    assert db.insert_multiple([{"n": n} for n in "abc"]) == [1, 2, 3]
    db.remove(doc_ids=[2])
    assert [row.doc_id for row in db] == [1, 3]
    assert db.insert({"n": "d"}) == 4
    assert db.insert(Document({"n": "e"}, doc_id=2)) == 2
    assert [row["n"] for row in db] == ["a", "e", "c", "d"]


def test_a_number_in_use_is_not_given_again(db: TinyDB) -> None:
    db.insert({"n": 1})
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"n": 2}, doc_id=1))
    assert db.all() == [{"n": 1}]


def test_rows_are_found_by_what_they_say(db: TinyDB) -> None:
    db.insert_multiple([{"n": 1, "tags": ["wait"]}, {"n": 2, "tags": []}, {"m": 2}])
    assert db.search(where("n") >= 1) == [{"n": 1, "tags": ["wait"]}, {"n": 2, "tags": []}]
    assert db.get(where("tags").any(["wait"])) == {"n": 1, "tags": ["wait"]}
    assert db.get(doc_ids=[2, 3]) == [{"n": 2, "tags": []}, {"m": 2}]
    assert (db.count(where("n").exists()), len(db)) == (2, 3)
    assert db.get(where("n") == 9) is None
    assert db.contains(where("m") == 2)
    assert not db.contains(doc_id=4)


def test_rows_are_updated_where_they_stand(db: TinyDB) -> None:
    db.insert_multiple([{"n": 1, "old": True}, {"n": 2, "old": True}])
    assert db.update({"n": 5}, where("n") == 2) == [2]
    assert db.update(delete("old"), doc_ids=[1]) == [1]
    assert db.update(add("n", 1)) == [1, 2]
    assert db.update_multiple([({"last": True}, where("n") == 6)]) == [2]
    assert db.all() == [{"n": 2}, {"n": 6, "old": True, "last": True}]


def test_a_row_is_put_in_or_updated(db: TinyDB) -> None:
    assert db.upsert({"n": 1}, where("n") == 1) == [1]
    assert db.upsert({"n": 1, "again": True}, where("n") == 1) == [1]
    assert db.upsert(Document({"n": 3}, doc_id=3)) == [3]
    assert db.all() == [{"n": 1, "again": True}, {"n": 3}]


def test_rows_are_removed_and_tables_emptied(db: TinyDB) -> None:
    db.insert_multiple([{"n": n} for n in range(4)])
    assert db.remove(where("n") > 1) == [3, 4]
    db.truncate()
    assert (db.all(), len(db)) == ([], 0)
    assert db.insert({"n": 1}) == 1


def test_tables_do_not_mix(db: TinyDB) -> None:
    for name in ("b", "a", 'quoted " é'):
        db.table(name).insert({"from": name})
    assert db.tables() == {"a", "b", 'quoted " é'}
    assert db.table("a").all() == [{"from": "a"}]
    db.drop_table("a")
    assert db.tables() == {"b", 'quoted " é'}
    db.drop_tables()
    assert db.tables() == set()


def test_what_is_written_is_there_when_opened_again(db: TinyDB, tmp_path: Path) -> None:
    db.insert({"n": 1})
    db.table("other").insert({"n": 2})
    with connect(tmp_path) as again:
        assert again.all() == [{"n": 1}]
        assert again.table("other").all() == [{"n": 2}]
        again.insert({"n": 3})
    assert db.all() == [{"n": 1}, {"n": 3}]


def test_rows_that_were_given_out_are_not_the_rows_that_are_kept(db: TinyDB) -> None:
    db.insert({"list": [1]})
    db.all()[0]["list"].append(2)
    assert db.all() == [{"list": [1]}]


def test_ten_thousand_rows_go_in_at_once(db: TinyDB) -> None:
    db.insert_multiple({"n": n} for n in range(10_000))
    assert len(db) == 10_000


# Where a journal's promises differ from those of TinyDB's own storage.


def test_opening_and_reading_make_no_file(db: TinyDB, tmp_path: Path) -> None:
    """TinyDB's storage makes an empty file: an empty file here would be damage."""
    assert db.all() == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_and_not_a_new_database(tmp_path: Path) -> None:
    """A full disk or a stopped copy leaves empty files behind; taking one for new would hide the loss."""
    (tmp_path / "db.json").write_bytes(b"")
    with connect(tmp_path) as database:
        with pytest.raises(JournalDamaged, match="it is empty"):
            database.insert({"n": 1})
        with pytest.raises(JournalDamaged, match="it is empty"):
            database.all()
    assert (tmp_path / "db.json").read_bytes() == b""


def test_a_value_that_cannot_be_kept_leaves_the_file_as_it_was(db: TinyDB, tmp_path: Path) -> None:
    """TinyDB's storage writes NaN, which is not JSON."""
    db.insert({"n": 1})
    before = (tmp_path / "db.json").read_bytes()
    with pytest.raises(CannotWrite, match="the number nan"):
        db.insert({"n": float("nan")})
    assert (tmp_path / "db.json").read_bytes() == before


def test_a_write_over_what_another_wrote_meanwhile_is_refused(tmp_path: Path) -> None:
    """TinyDB's storage undoes the other's write in silence."""
    mine, theirs = (JournalStorage(tmp_path / "db.json", tmp_path / "state") for _ in range(2))
    assert mine.read() is None
    theirs.write({"t": {"1": {"n": 1}}})
    with pytest.raises(ChangedUnderneath):
        mine.write({"t": {"1": {"n": 2}}})
    assert mine.read() == {"t": {"1": {"n": 1}}}
    mine.write({"t": {"1": {"n": 3}}})
    mine.write({"t": {"1": {"n": 4}}})
    assert theirs.read() == {"t": {"1": {"n": 4}}}


def test_everything_dropped_before_anything_was_read_is_refused(db: TinyDB, tmp_path: Path) -> None:
    db.insert({"n": 1})
    with connect(tmp_path) as fresh, pytest.raises(ChangedUnderneath):
        fresh.drop_tables()
    assert len(db) == 1


def test_a_busy_database_is_said(tmp_path: Path) -> None:
    with connect(tmp_path, wait=0) as database, hold_lock(tmp_path / "db.json", tmp_path / "state", 0):
        with pytest.raises(JournalBusy):
            database.insert({"n": 1})
        assert database.all() == []


def test_without_a_folder_of_its_own_it_uses_the_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with TinyDB(tmp_path / "db.json", storage=JournalStorage) as database:
        database.insert({"n": 1})
    assert (tmp_path / "db.json").exists()
