"""Whatever fails, and wherever a process ends, the file is the old one or the new one, whole."""

import errno
import itertools
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from enquiry.errors import CannotWrite, EnquiryError
from enquiry.model.journal import Journal
from tests.faults.disks import small_disk
from tests.store.book import Book

CALLS = [
    "open",
    "write",
    "fsync",
    "fchmod",
    "fstat",
    "link",
    "replace",
    "unlink",
    "mkdir",
    "chmod",
    "scandir",
    "ftruncate",
]
Step = Callable[[], object]


def begin(book: Book) -> None:
    book.start()


def add(book: Book) -> None:
    book.add("the new words")


def edit(book: Book) -> None:
    book.changed(lambda journal: journal.upsert_entry(replace(journal.find_entry("1.1"), text="the new words")))


KINDS = {"begin": begin, "add": add, "edit": edit}


def prepared(folder: Path, kind: str) -> Book:
    book = Book(folder)
    if kind != "begin":
        book.start().add("the first words")
    return book


def before_each_call(patch: pytest.MonkeyPatch, step: Step) -> None:
    """Let `step` happen before every call by which a change reaches the disk."""
    for name in CALLS:
        real = getattr(os, name)

        def stepped(*args: object, real: Callable[..., object] = real, **named: object) -> object:
            step()
            return real(*args, **named)

        patch.setattr(os, name, stepped)


def calls_of(folder: Path, kind: str) -> int:
    count = itertools.count()
    book = prepared(folder, kind)
    with pytest.MonkeyPatch.context() as patch:
        before_each_call(patch, lambda: next(count))
        KINDS[kind](book)
    return next(count)


def look(book: Book) -> Journal | None:
    return book.read() if book.path.exists() else None


def test_a_change_is_made_of_more_calls_than_one_would_think(tmp_path: Path) -> None:
    assert calls_of(tmp_path, "add") > 15


def words_of(change: Callable[[], None]) -> str:
    """Return the words by which the change was refused, or none where it was made."""
    try:
        change()
    except EnquiryError as error:
        return error.words
    return ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_fault_in_any_call_leaves_the_old_or_the_new_journal(tmp_path: Path, kind: str, number: int) -> None:
    for broken in range(calls_of(tmp_path / "count", kind)):
        book = prepared(tmp_path / str(broken), kind)
        before, counted = look(book), itertools.count()

        def fail(broken: int = broken, counted: "itertools.count[int]" = counted) -> None:
            if next(counted) == broken:
                raise OSError(number, os.strerror(number))

        with pytest.MonkeyPatch.context() as patch:
            before_each_call(patch, fail)
            words = words_of(partial(KINDS[kind], book))
        unchanged = "Nothing was changed" in words or "can't be read" in words
        assert unchanged or not words or "the disk did not confirm it" in words
        assert (look(book) == before) is unchanged
        again = book.add("afterwards") if look(book) else book.start().add("afterwards")
        assert again in book.names
        assert book.parts == []


def test_a_disk_that_is_really_full_leaves_the_journal_as_it_was() -> None:
    with small_disk("64k") as disk:
        if disk is None:
            pytest.skip("only where a small disk may be made")
        fill_up(disk)


def fill_up(disk: Path) -> None:
    book, added = Book(disk / "book").start(), list[str]()
    with pytest.raises(CannotWrite, match="the disk is full"):
        added.extend(map(book.add, itertools.repeat("word " * 200)))
    assert len(added) > 5
    assert book.names == added
    assert book.parts == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the names of open files are asked of /proc")
def test_the_bytes_are_on_the_disk_before_the_name_leads_to_them(tmp_path: Path) -> None:
    book, done = prepared(tmp_path, "add"), list[str]()
    fsync, put = os.fsync, os.replace

    def flushed(descriptor: int) -> None:
        done.append(f"flush {Path(f'/proc/self/fd/{descriptor}').readlink().name[:8]}")
        fsync(descriptor)

    def replaced(source: Path, target: Path) -> None:
        done.append(f"replace {target.name}")
        put(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", flushed)
        patch.setattr(os, "replace", replaced)
        book.add("the new words")
    old, new = book.previous, book.backups[0].path
    keeping = [f"replace {old.name}", f"flush {old.parent.name[:8]}"]
    assert done == ["flush .enquiry", *keeping, "replace journal.json", "flush data", f"replace {new.name}"]


def end_at(book: Book, kind: str, last: int) -> int:
    """Run the change in a child that ends for good before its call number `last`; return the child's exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    counted, patched = itertools.count(), pytest.MonkeyPatch()
    before_each_call(patched, lambda: os._exit(9) if next(counted) == last else None)
    try:
        KINDS[kind](book)
    finally:
        patched.undo()  # what measures coverage writes its own file on the way out
        os._exit(0)


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=[pytest.mark.long] * (kind != "edit")) for kind in KINDS])
def test_an_end_between_any_two_calls_leaves_the_old_or_the_new_journal(tmp_path: Path, kind: str) -> None:
    seen = set()
    calls = calls_of(tmp_path / "count", kind)
    for last in range(calls + 1):
        book = prepared(tmp_path / str(last), kind)
        before = look(book)
        assert end_at(book, kind, last) == (0 if last == calls else 9)
        after = look(book)
        seen.add(after == before)
        if after != before:
            assert after
            assert [entry.text for entry in after.iterate_entries()][-1:] == ["the new words"] * (kind != "begin")
        again = book.add("afterwards") if after else book.start().add("afterwards")
        assert again in book.names
        assert book.parts == []
    assert seen == {True, False}
