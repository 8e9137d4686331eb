"""Backups: every version is kept, the present one too, by names that say what they are, for the owner alone."""

import errno
import itertools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from enquiry.errors import CannotRead, CannotWrite, JournalBusy, JournalDamaged, JournalMissing, JournalNewer, NotFound
from enquiry.model.record import Removal
from enquiry.store.backups.catalogue import find_best_backup, is_readable_backup, list_stored_backups, read_backup
from enquiry.store.backups.make import BackupWriter
from enquiry.store.backups.restore import read_copy, restore_version, save_copy
from enquiry.store.disk.atomic import stage_file
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.places import get_backups_folder
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.journal import change_journal
from enquiry.store.outlet import Outlet
from tests.faults.test_faults_store import before_each_call
from tests.store.book import AT, Book, a_cycle, tick
from tests.store.test_journal import mode


def outlet(book: Book) -> Outlet:
    return Outlet(book.path, book.state)


def folder(book: Book) -> Path:
    return get_backups_folder(book.path, book.state)


def restore(book: Book, data: bytes) -> None:
    restore_version(book.path, data, state_folder=book.state, stamp=tick())


def test_every_version_is_kept_and_the_present_one_is_the_newest(book: Book) -> None:
    versions = [book.bytes]
    for text in "abc":
        book.add(text)
        versions.append(book.bytes)
    assert [backup.path.read_bytes() for backup in book.backups] == versions[::-1]
    assert [(b.name, b.step, b.cycles, b.entries, b.format) for b in book.backups][:2] == [
        ("b4", 4, 1, 3, FORMAT),
        ("b3", 3, 1, 2, FORMAT),
    ]
    assert all(map(is_readable_backup, book.backups))


def test_a_name_says_what_the_file_is(book: Book) -> None:
    book.add("a")
    name = book.backups[0].path.name
    assert name.startswith(f"b2_2026-02-03T163000.000+0000_step-2_cycles-1_entries-1_notes-0_format-{FORMAT}_")
    assert book.backups[0].at == AT


def test_what_is_removed_counts_as_gone(book: Book) -> None:
    book.add("a")
    book.changed(lambda journal: journal.upsert_entry(replace(journal.find_entry("1.1"), removed=Removal(at=AT))))
    assert [backup.entries for backup in book.backups] == [0, 1, 0]


def test_the_replaced_version_costs_no_room_where_disks_have_links(book: Book) -> None:
    before = book.path.stat().st_ino
    book.add("a")
    assert book.previous.stat().st_ino == before


def test_a_journal_damaged_where_it_lies_loses_nothing(book: Book) -> None:
    book.add("the last words")
    whole = book.bytes
    with book.path.open("r+b") as file:  # as an editor or a bad disk does it, without a new file
        file.truncate(10)
    best = find_best_backup(book.path, book.state)
    assert best
    restore(book, best.path.read_bytes())
    assert book.bytes == whole
    assert [backup.format for backup in book.backups[:2]] == [FORMAT, 0]
    assert book.backups[1].path.read_bytes() == whole[:10]


def test_restoring_can_be_undone_by_restoring(book: Book) -> None:
    book.add("one")
    early = book.bytes
    book.add("two")
    late = book.bytes
    restore(book, early)
    assert (book.bytes, book.names) == (early, ["1.1"])
    restore(book, book.backups[1].path.read_bytes())
    assert (book.bytes, book.names) == (late, ["1.1", "1.2"])
    book.add("three")
    assert book.names == ["1.1", "1.2", "1.3"]


def test_restoring_over_nothing_makes_the_journal(book: Book) -> None:
    whole = book.bytes
    book.path.unlink()
    with pytest.raises(JournalMissing) as missing:
        book.read()
    assert "enquiry restore b1 brings back the one of 3 February 2026, 16:30" in missing.value.hint
    restore(book, whole)
    assert book.bytes == whole


@pytest.mark.parametrize("data", [b"", b"{}", b"Dear diary"])
def test_what_is_no_journal_is_never_put_in_its_place(book: Book, data: bytes) -> None:
    before = book.bytes
    with pytest.raises(JournalDamaged):
        restore(book, data)
    assert (book.bytes, len(book.backups)) == (before, 1)


def test_a_journal_of_a_later_format_is_not_replaced(book: Book) -> None:
    good = book.bytes
    newer = good.replace(b'"format":%d' % FORMAT, b'"format":%d' % (FORMAT + 1))
    book.path.write_bytes(newer)
    with pytest.raises(JournalNewer):
        restore(book, good)
    assert book.bytes == newer


def test_a_read_only_journal_is_not_replaced(book: Book) -> None:
    good = book.bytes
    book.add("a")
    book.path.chmod(0o400)
    with pytest.raises(CannotWrite, match="read-only"):
        restore(book, good)


def test_nothing_is_restored_while_another_writes(book: Book) -> None:
    book.add("one")
    before, old = book.bytes, book.previous.read_bytes()
    with hold_lock(book.path, book.state, 0), pytest.raises(JournalBusy):
        restore_version(book.path, old, state_folder=book.state, stamp=tick(), wait=0)
    assert (book.bytes, len(book.backups)) == (before, 2)
    restoring = threading.Thread(target=restore, args=(book, old))
    with change_journal(book.path, state_folder=book.state, stamp=tick()) as step:
        restoring.start()
        restoring.join(0.1)
        assert (restoring.is_alive(), book.bytes) == (True, before)
        step.journal = step.journal.update_settings(name="Sam")
    restoring.join(5)
    assert (book.bytes, len(book.backups)) == (old, 4)


def test_other_files_in_the_folder_are_left_alone(book: Book) -> None:
    strange = folder(book) / "mine.txt"
    strange.write_text("x")
    made_up = folder(book) / book.backups[0].path.name.replace("2026-02-03", "2026-99-03").replace("b1_", "b7_")
    made_up.write_bytes(b"")
    for number in range(20):
        book.add(str(number))
    assert strange.exists()
    assert len(book.backups) <= 20
    assert [backup.name for backup in book.backups][:2] == ["b27", "b26"]


def test_backups_that_cannot_be_looked_at_are_said(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CannotRead, match="permissions"):
        list_stored_backups(book.path, book.state)
    assert find_best_backup(book.path, book.state) is None


def test_without_a_folder_there_are_none(no_book: Book) -> None:
    assert no_book.backups == ()
    assert find_best_backup(no_book.path, no_book.state) is None


def test_a_backup_let_go_while_it_is_listed_is_left_out(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book.add("a")
    gone = book.previous
    real = os.scandir

    class Vanishing:
        def __init__(self, path: Path) -> None:
            self.files = list(real(path))
            gone.unlink(missing_ok=True)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.files)

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(os, "scandir", Vanishing)
    assert [backup.name for backup in book.backups] == ["b2"]


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_backups_and_copies_are_the_owners_alone_under_any_umask(no_book: Book, umask: None) -> None:
    no_book.start().add("one")
    no_book.path.chmod(0o644)  # as somebody made it
    no_book.add("two")
    copy = no_book.path.parent / "copy.json"
    save_copy(no_book.path, outlet(no_book), copy, tick(), overwrite=False)
    assert {mode(path) for path in [copy, *folder(no_book).iterdir()]} == {0o600}
    assert mode(folder(no_book)) == 0o700
    assert read_copy(copy)[0] == no_book.bytes


def test_the_size_limit_of_the_settings_is_kept(book: Book) -> None:
    for number in range(12):
        with change_journal(book.path, state_folder=book.state, stamp=tick(str(number)), limit=1) as step:
            step.journal = step.journal.upsert_cycle(a_cycle(number + 2))
    assert len(book.backups) == 3


def test_a_month_of_days_is_kept_in_the_folder(book: Book) -> None:
    for day in range(60):
        with change_journal(book.path, state_folder=book.state, stamp=tick(str(day), AT + timedelta(days=day))) as step:
            step.journal = step.journal.upsert_cycle(a_cycle(day + 2))
    days = sorted({(backup.at - AT).days for backup in book.backups})
    assert days == sorted({25, *range(30, 60)})  # the last of February, and thirty days


# Faults


def test_a_copy_that_cannot_be_made_hinders_no_change(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path, *data: bytes, flushed: bool = True) -> AbstractContextManager[Path]:
        if target != book.path:
            raise OSError(errno.ENOSPC, "No space left on device")
        return stage_file(target, *data, flushed=flushed)

    monkeypatch.setattr("enquiry.store.backups.make.atomic.stage_file", full)
    assert book.add("kept") == "1.1"
    assert [backup.step for backup in book.backups] == [1]
    monkeypatch.undo()
    book.add("again")
    assert [backup.step for backup in book.backups] == [3, 2, 1]


def rotated(book: Book) -> Callable[[], None]:
    """Return a change whose rotation lets several backups go."""
    for number in range(9):
        book.add(str(number))
    first = book.backups[-1].path
    for number in range(50, 54):
        shutil.copy(first, first.with_name(first.name.replace("b1_", f"b{number}_")))
    return lambda: BackupWriter.save_new_version(_keeping(book), [book.bytes])


def _keeping(book: Book) -> BackupWriter:
    newest = max((backup for backup in book.backups if backup.step == 10), key=lambda backup: backup.number)
    return BackupWriter(folder(book), None, newest)


def end_within(act: Callable[[], None], last: int) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    counted, patched = itertools.count(), pytest.MonkeyPatch()
    before_each_call(patched, lambda: os._exit(9) if next(counted) == last else None)
    try:
        act()
    finally:
        patched.undo()  # what measures coverage writes its own file on the way out
        os._exit(0)


def test_an_end_anywhere_in_a_rotation_loses_nothing_that_is_to_be_kept(tmp_path: Path) -> None:
    ended = 0
    for last in itertools.count():
        book = Book(tmp_path / str(last)).start()
        act = rotated(book)
        code = end_within(act, last)
        assert book.read()
        assert {backup.number for backup in book.backups} >= {*range(6, 11), *range(50, 54)}  # the ten newest but one
        book.add("afterwards")
        assert book.parts == []
        assert find_best_backup(book.path, book.state) == book.backups[0]
        if code == 0:
            break
        ended += 1
    assert ended > 10


# Copies


def test_a_copy_is_the_journal_and_its_history(book: Book, tmp_path: Path) -> None:
    book.add("a")
    version = save_copy(book.path, outlet(book), tmp_path / "copy.json", tick(), overwrite=False)
    assert (tmp_path / "copy.json").read_bytes() == book.bytes
    assert (version.step, version.holds) == (2, "1 cycle, 1 entry")


def test_a_copy_writes_over_nothing_unless_it_is_told_to(book: Book, tmp_path: Path) -> None:
    there = tmp_path / "there.json"
    there.write_text("mine")
    with pytest.raises(CannotWrite, match="is there already"):
        save_copy(book.path, outlet(book), there, tick(), overwrite=False)
    assert there.read_text() == "mine"
    save_copy(book.path, outlet(book), there, tick(), overwrite=True)
    assert there.read_bytes() == book.bytes


def test_the_journal_is_no_copy_of_itself(book: Book) -> None:
    link = book.path.with_name("link.json")
    link.symlink_to(book.path)
    for target in (book.path, link):
        with pytest.raises(CannotWrite, match="is the journal itself"):
            save_copy(book.path, outlet(book), target, tick(), overwrite=True)


def test_a_copy_that_reads_back_otherwise_is_said(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad_disk(path: Path, data: bytes, **_: object) -> None:
        path.write_bytes(data[:-1])

    monkeypatch.setattr("enquiry.store.outlet.write_file_atomically", bad_disk)
    with pytest.raises(CannotWrite, match="does not hold what was written"):
        save_copy(book.path, outlet(book), tmp_path / "copy.json", tick(), overwrite=False)


def test_a_copy_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        read_copy(tmp_path / "no.json")


def test_a_damaged_journal_is_not_copied_out(book: Book, tmp_path: Path) -> None:
    book.path.write_bytes(b"")
    with pytest.raises(JournalDamaged):
        save_copy(book.path, outlet(book), tmp_path / "copy.json", tick(), overwrite=False)
    assert not (tmp_path / "copy.json").exists()


def test_a_backup_gives_its_journal(book: Book) -> None:
    assert read_backup(book.backups[0]) == (book.bytes, book.read())
