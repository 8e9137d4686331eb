"""A journal goes on from the last step this machine knows, or it is said, and what was known is held."""

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from enquiry.errors import ChangedUnderneath, JournalBusy, UsageMistake
from enquiry.model.backup import Backup
from enquiry.store.backups import make
from enquiry.store.backups.catalogue import read_backup
from enquiry.store.backups.continuity import accept_copy, list_apart_versions
from enquiry.store.backups.restore import restore_version
from enquiry.store.disk import lock
from enquiry.store.encoding.rows import JournalContents
from enquiry.store.journal import change_journal
from tests.store.book import Book, a_reflection, tick


def held(book: Book) -> list[Backup]:
    return [backup for backup in book.backups if backup.held]


def says(book: Book, text: str) -> tuple[str, ...]:
    """Add an entry, and return what was said of the file that it replaced."""
    with change_journal(book.path, state_folder=book.state, stamp=tick(os.urandom(4).hex())) as step:
        step.journal = step.journal.upsert_entry(a_reflection(step.journal.find_cycle(1).next_name, text))
    return step.said


def texts(book: Book) -> list[str]:
    return [entry.text for entry in book.read().iterate_entries()]


def restore(book: Book, data: bytes) -> None:
    restore_version(book.path, data, state_folder=book.state, stamp=tick())


def other_home(book: Book) -> Book:
    other = Book(book.path.parent.parent)
    other.state = other.state.with_name("other state")
    return other


def test_an_older_copy_put_back_is_said_once_and_what_was_known_outlives_the_rotation(book: Book) -> None:
    book.add("one")
    old = book.bytes
    book.add("two")
    book.add("three")
    newest = book.bytes
    book.path.write_bytes(old)
    lacks = "it lacks two steps that this machine knows, the latest of 3 February 2026, 16:30"
    assert says(book, "four") == (f"The journal is an older copy: {lacks}. That one is held: enquiry restore b4",)
    assert [says(book, f"later {number}") for number in range(12)] == [()] * 12
    (kept,) = held(book)
    assert (kept.name, kept.path.read_bytes()) == ("b4", newest)
    assert [backup.name for backup, _ in list_apart_versions(book.path, book.state)] == ["b4"]
    assert kept.holds.endswith(", held")


def test_another_copy_is_told_from_an_older_one(book: Book) -> None:
    old, other = book.bytes, other_home(book)
    book.add("here")
    book.path.write_bytes(old)
    other.add("there")
    assert says(book, "here again")[0].startswith("The journal is another copy: it lacks one step that this machine ")
    assert [texts_in(backup) for backup in held(book)] == [["here"]]


def texts_in(backup: Backup) -> list[str]:
    return [entry.text for entry in read_backup(backup)[1].iterate_entries()]


def test_two_homes_that_go_on_from_one_another_raise_no_alarm(book: Book) -> None:
    other = other_home(book)
    for number in range(4):
        assert says((book, other)[number % 2], str(number)) == ()
    assert (held(book), held(other), len(book.names)) == ([], [], 4)


def test_what_is_restored_by_the_program_raises_no_alarm(book: Book) -> None:
    old = book.bytes
    book.add("one")
    restore(book, old)
    assert (says(book, "two"), held(book), list_apart_versions(book.path, book.state)) == ((), [], [])


def test_restoring_what_is_held_lets_it_go(book: Book) -> None:
    old = book.bytes
    book.add("one")
    book.path.write_bytes(old)
    says(book, "two")
    restore(book, held(book)[0].path.read_bytes())
    assert (held(book), texts(book), says(book, "three")) == ([], ["one"], ())


def test_an_older_copy_that_is_restored_over_is_held_for(book: Book) -> None:
    old = book.bytes
    book.add("one")
    book.path.write_bytes(old)
    restore(book, old)
    assert [texts_in(backup) for backup in held(book)] == [["one"]]


def test_a_copy_that_is_accepted_is_gone_on_from(book: Book) -> None:
    old = book.bytes
    book.add("one")
    book.path.write_bytes(old)
    accept_copy(book.path, state_folder=book.state, stamp=tick())
    assert (says(book, "two"), held(book)) == ((), [])
    book.path.write_bytes(old)
    says(book, "three")
    assert len(held(book)) == 1
    accept_copy(book.path, state_folder=book.state, stamp=tick())
    assert (held(book), list_apart_versions(book.path, book.state), texts(book)) == ([], [], ["three"])
    book.path.unlink()
    with pytest.raises(UsageMistake):
        accept_copy(book.path, state_folder=book.state, stamp=tick())


def test_what_was_held_and_came_back_is_let_go_when_more_is_held(book: Book) -> None:
    """The older copy, then the newer, then the older again: of what is in the file nothing need be held."""
    old = book.bytes
    book.add("one")
    newer = book.bytes
    book.path.write_bytes(old)
    says(book, "aside")
    book.path.write_bytes(newer)
    says(book, "two")
    assert sorted(map(texts_in, held(book))) == [["aside"]]
    book.path.write_bytes(old)
    says(book, "three")
    assert sorted(map(texts_in, held(book))) == [["aside"], ["one", "two"]]


def test_a_journal_begun_where_one_was_taken_away_holds_what_was_known(book: Book) -> None:
    book.add("one")
    book.path.unlink()
    book.start()
    assert [texts_in(backup) for backup in held(book)] == [["one"]]


def test_a_backup_that_was_torn_is_no_reason_for_an_alarm(book: Book) -> None:
    book.add("one")
    book.backups[0].path.write_bytes(b"")
    other_home(book).add("two")
    assert (says(book, "three"), held(book)) == ((), [])


def test_nothing_is_opened_where_the_file_is_as_it_was_left(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: JournalContents) -> None:
        pytest.fail("the history need not be read")

    monkeypatch.setattr("enquiry.store.backups.continuity.decode_step_ids", refuse)
    assert says(book, "one") == ()


def test_a_second_name_of_the_file_is_said_once_and_a_backup_is_none(book: Book) -> None:
    os.link(book.path, book.path.with_name("desk.json"))
    assert says(book, "one") == (
        "The journal had one other name by hard links; they stay with the version before. Symbolic links would follow.",
    )
    assert says(book, "two") == ()
    os.link(book.path, book.backups[0].path.with_stem("link"))
    (book.backups[0].path.with_stem("link")).replace(book.backups[0].path)  # as a kill in the middle leaves it
    assert says(book, "three") == ()


# --- Two accounts, with unlucky timing.


@contextmanager
def between(step: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, after the file was compared and before it is replaced."""
    put, left = make._put_in_place, [step]

    def delayed(temporary: Path, file: Path, *, new: bool) -> None:
        if left:
            left.pop()()
        put(temporary, file, new=new)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "_put_in_place", delayed)
        yield


def test_two_accounts_wait_for_each_other(book: Book) -> None:
    other, refused = other_home(book), list[str]()

    def write() -> None:
        with pytest.raises(JournalBusy, match="by a program of another account") as busy:
            other.add("theirs", wait=0)
        refused.append(busy.value.words)

    with between(write):
        book.add("mine")
    assert (len(refused), texts(book), held(book)) == (1, ["mine"], [])
    other.add("theirs")
    assert texts(book) == ["mine", "theirs"]


def test_a_temporary_file_that_another_account_swept_is_no_missing_folder(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk has no locks: who was swept away says so, and nothing of the other's is lost."""
    monkeypatch.setattr(lock, "CAN_LOCK_JOURNAL", False)
    with between(lambda: other_home(book).add("theirs")), pytest.raises(ChangedUnderneath, match="was not saved"):
        book.add("mine")
    assert (texts(book), book.parts) == (["theirs"], [])


def test_of_two_accounts_that_make_a_journal_one_does(no_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiry.store.disk.atomic.sweep_temporary_files", lambda _: None)
    with between(lambda: other_home(no_book).start().add("theirs")), pytest.raises(ChangedUnderneath):
        no_book.start()
    assert texts(no_book) == ["theirs"]


def find_lost(homes: tuple[Book, Book], acknowledged: dict[str, Book]) -> set[str]:
    """Return what was acknowledged and is not in the journal; each must be in a version of which the doctor knows."""
    there = set(texts(homes[0])) if homes[0].path.exists() else set()
    apart = {home: list_apart_versions(home.path, home.state) for home in homes if homes[0].path.exists()}
    for text, home in acknowledged.items():
        known = any(entry.text == text for _, journal in apart.get(home, ()) for entry in journal.iterate_entries())
        assert text in there or known, f"“{text}” is in no file that the doctor names"
    return set(acknowledged) - there


def run_history(folder: Path, seed: int, length: int) -> set[str]:
    """Let two homes write in one file that is put back, taken away and raced for at random; return what is apart."""
    chance, first = random.Random(seed), Book(folder).start()
    homes, copies, acknowledged = (first, other_home(first)), [first.bytes], dict[str, Book]()

    def write(home: Book) -> None:
        text = f"{seed}-{len(acknowledged)}"
        with suppress(JournalBusy):
            home.add(text, wait=0)
            acknowledged[text] = home

    for _ in range(length):
        home, rival = chance.sample(homes, 2)
        match chance.choices(("write", "copy", "back", "race", "unlocked", "unswept"), (8, 3, 2, 2, 1, 1))[0]:
            case "write":
                write(home)
            case "copy":
                copies.append(home.bytes)
            case "back":
                home.path.write_bytes(chance.choice(copies))
            case race:
                with pytest.MonkeyPatch.context() as patch, between(partial(write, rival)):
                    patch.setattr(lock, "CAN_LOCK_JOURNAL", race == "race")
                    if race == "unswept":
                        patch.setattr("enquiry.store.disk.atomic.sweep_temporary_files", lambda _: None)
                    write(home)
    lost = find_lost(homes, acknowledged)
    for home in homes:
        for number in range(12):
            home.add(f"end {seed} {number}")
    assert find_lost(homes, acknowledged) == lost
    return lost


def test_nothing_acknowledged_is_in_no_file_whatever_is_put_back(tmp_path: Path) -> None:
    lost = [run_history(tmp_path / str(seed), seed, 12) for seed in range(2)]
    assert any(lost)


@pytest.mark.long
def test_nothing_acknowledged_is_in_no_file_in_two_hundred_histories(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    lost = [run_history(tmp_path / str(seed), seed, 30) for seed in range(200)]
    told = f"{sum(map(bool, lost))} of 200 random histories of two homes with files put back left notes out of the file"
    figure(f"{told}; all {sum(map(len, lost))} are in a version that is held and that the doctor names")


@pytest.mark.long
def test_a_second_mount_of_the_folder_is_another_journal_that_waits_all_the_same(book: Book, tmp_path: Path) -> None:
    there = tmp_path / "mounted"
    there.mkdir()
    mounted = subprocess.run(["mount", "--bind", str(book.path.parent), str(there)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only where a folder may be mounted twice")
    try:
        other = Book(tmp_path)
        other.path = there / book.path.name

        def write() -> None:
            with pytest.raises(JournalBusy):
                other.add("theirs", wait=0)

        with between(write):
            book.add("mine")
        other.add("theirs")
        assert texts(book) == ["mine", "theirs"]
    finally:
        subprocess.run(["umount", str(there)], check=True)
