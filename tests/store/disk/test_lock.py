"""One writer at a time, by a lock that dies with its process."""

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from enquiry.errors import CannotWrite, ExitCode, JournalBusy
from enquiry.store.disk.lock import hold_lock, is_lock_kept
from enquiry.store.disk.places import get_lock_path
from enquiry.store.disk.system import try_lock
from tests.store.book import Book

HOLDER = """
import sys, time
from pathlib import Path
from enquiry.store.disk.lock import hold_lock, is_lock_kept
with hold_lock(Path(sys.argv[1]), Path(sys.argv[2]), 1, "enquiry reflect"):
    print("held", flush=True)
    time.sleep(60)
"""


def lock_is_free(book: Book) -> bool:
    descriptor = os.open(get_lock_path(book.path, book.state), os.O_RDWR)
    try:
        return try_lock(descriptor)
    finally:
        os.close(descriptor)


def test_a_busy_journal_is_said_after_the_wait_and_names_the_other(book: Book) -> None:
    before = book.bytes
    holder = [sys.executable, "-c", HOLDER, str(book.path), str(book.state)]
    with subprocess.Popen(holder, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(JournalBusy) as busy:
            book.add("never", wait=0.2)
        assert 0.2 <= time.monotonic() - began < 2
        assert book.read()
        other.kill()
    assert f"another program (enquiry reflect, process {other.pid})" in busy.value.words
    assert str(book.path) in busy.value.words
    assert busy.value.exit_code == ExitCode.BUSY
    assert book.bytes == before
    assert book.add("The lock died with its process.", wait=0) == "1.1"


def test_who_waits_gets_the_lock_when_it_is_free(book: Book) -> None:
    waiting = threading.Thread(target=book.add, args=("patient",))
    with hold_lock(book.path, book.state, 0):
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        assert book.names == []
    waiting.join(5)
    assert book.names == ["1.1"]


def test_no_wait_is_a_single_look(book: Book) -> None:
    with hold_lock(book.path, book.state, 0), pytest.raises(JournalBusy), hold_lock(book.path, book.state, 0):
        pytest.fail("two cannot hold one lock")


def test_all_names_of_a_file_share_a_lock(book: Book) -> None:
    link = book.path.with_name("link.json")
    link.symlink_to(book.path)
    with hold_lock(book.path, book.state, 0), pytest.raises(JournalBusy), hold_lock(link, book.state, 0):
        pytest.fail("two cannot hold one lock")


def test_two_journals_have_two_locks(book: Book) -> None:
    with hold_lock(book.path, book.state, 0), hold_lock(book.path.with_name("other.json"), book.state, 0):
        assert not lock_is_free(book)


def test_a_failing_block_lets_the_lock_go_and_the_file_stays(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), hold_lock(book.path, book.state, 0):
        assert 1 / lock_is_free(book)
    assert lock_is_free(book)
    assert get_lock_path(book.path, book.state).read_bytes() == b""


@pytest.mark.parametrize("words", [b"", b"\xff\xfe", b"12 \x1b[2J\n", b"x enquiry\n"])
def test_a_holder_that_says_nothing_good_is_another_program(book: Book, words: bytes) -> None:
    with hold_lock(book.path, book.state, 0):
        get_lock_path(book.path, book.state).write_bytes(words)
        with pytest.raises(JournalBusy, match="by another program\\."):
            book.add("never", wait=0)


def test_a_holder_that_cannot_be_asked_is_another_program(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with hold_lock(book.path, book.state, 0), pytest.raises(JournalBusy, match="by another program\\."):
        book.add("never", wait=0)


@pytest.mark.parametrize("made_again", [True, False])
def test_a_lock_file_taken_away_meanwhile_is_locked_anew(
    book: Book, made_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, looks = get_lock_path(book.path, book.state), iter([True, False])

    def taken_away_once(descriptor: int) -> bool:
        if next(looks, False):
            lock.unlink()
            if made_again:
                lock.write_bytes(b"")
        return try_lock(descriptor)

    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", taken_away_once)
    with hold_lock(book.path, book.state, 1):
        assert not lock_is_free(book)


def test_a_state_folder_that_cannot_be_made_is_said(book: Book) -> None:
    book.state = book.path / "below a file"
    with pytest.raises(CannotWrite, match="a part of its path is a file"):
        book.add("never")


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP])
def test_a_disk_without_locks_is_said_with_the_state_folder(
    book: Book, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> bool:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", refuse)
    with pytest.raises(CannotWrite) as refused:
        book.add("never")
    assert f"The state folder {book.state} lies on a disk without locks." in refused.value.words
    assert "XDG_STATE_HOME" in refused.value.hint


def test_a_journal_on_a_disk_without_locks_is_written_all_the_same(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_journal(descriptor: int) -> bool:
        if os.path.samestat(os.fstat(descriptor), book.path.stat()):
            raise OSError(errno.ENOLCK, "No locks available")
        return try_lock(descriptor)

    assert is_lock_kept(book.path) is True
    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", refuse_journal)
    assert book.add("written") == "1.1"
    assert is_lock_kept(book.path) is False
    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", lambda _: True)  # one that says so and does nothing
    assert is_lock_kept(book.path) is False


def test_a_journal_that_another_holds_is_no_disk_without_locks(book: Book) -> None:
    with hold_lock(book.path, book.state, 0):
        assert is_lock_kept(book.path) is None
