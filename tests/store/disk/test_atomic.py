"""Files are written whole or not at all, and what keeps them from being written is said in words."""

import errno
import fcntl
import os
import resource
import stat
from pathlib import Path

import pytest

from enquiry.errors import CannotRead, CannotWrite
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.places import make_folder, resolve_journal_path
from enquiry.store.disk.system import flush
from tests.store.book import Book


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusing(number: int) -> object:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_it_writes_a_new_file_for_the_owner_alone(tmp_path: Path) -> None:
    write_file_atomically(tmp_path / "summary.html", b"<p>")
    assert (tmp_path / "summary.html").read_bytes() == b"<p>"
    assert stat.S_IMODE((tmp_path / "summary.html").stat().st_mode) == 0o600
    assert files(tmp_path) == ["summary.html"]


def test_it_replaces_an_old_file_and_not_the_link_to_it(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "link").symlink_to("old")
    write_file_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_bytes() == b"new"


@pytest.mark.parametrize("there", ["file", "link", "dangling link"])
@pytest.mark.parametrize("links", [True, False])
def test_an_existing_file_is_refused_when_asked(
    tmp_path: Path, there: str, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    target = tmp_path / "target"
    if there == "file":
        target.write_bytes(b"old")
    else:
        target.symlink_to(tmp_path if there == "link" else "nowhere")
    before = files(tmp_path)
    with pytest.raises(CannotWrite, match=r"there already|is a folder"):
        write_file_atomically(target, b"new", overwrite=False)
    assert files(tmp_path) == before


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_written_without_overwriting(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    write_file_atomically(tmp_path / "new", b"new", overwrite=False)
    assert (tmp_path / "new").read_bytes() == b"new"
    assert files(tmp_path) == ["new"]


def test_a_long_name_is_no_hindrance_and_one_too_long_is_said(tmp_path: Path) -> None:
    write_file_atomically(tmp_path / ("n" * 255), b"data")
    with pytest.raises(CannotWrite, match="its name is too long"):
        write_file_atomically(tmp_path / ("n" * 256), b"data")
    assert files(tmp_path) == ["n" * 255]


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="it is a folder"):
        write_file_atomically(tmp_path, b"data")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite, match="is not a file"):
        write_file_atomically(tmp_path / "pipe", b"data")
    with pytest.raises(CannotWrite, match="is not a file"):
        write_file_atomically(Path("/dev/null"), b"data")
    assert (tmp_path / "pipe").is_fifo()
    assert Path("/dev/null").is_char_device()


def test_a_missing_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"its folder is not there. Nothing was changed"):
        write_file_atomically(tmp_path / "no" / "file", b"data")
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.ENOSPC, "the disk is full"),
        ("write", errno.EDQUOT, "your share of the disk is full"),
        ("open", errno.EROFS, "the disk is read-only"),
        ("open", errno.EACCES, "its permissions, or those of its folder"),
        ("replace", errno.EPERM, "its permissions, or those of its folder"),
        ("fchmod", errno.EIO, "the disk reported a fault"),
        ("replace", errno.EXDEV, "the system says “Invalid cross-device link”"),
    ],
)
def test_a_refusal_of_the_system_is_said_in_words(
    tmp_path: Path, call: str, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    with monkeypatch.context() as broken:
        broken.setattr(os, call, refusing(number))
        with pytest.raises(CannotWrite, match=words) as said:
            write_file_atomically(target, b"new")
    assert str(target) in said.value.words
    assert said.value.hint
    assert (files(tmp_path), target.read_bytes()) == (["target"], b"old")


def test_a_disk_that_takes_little_at_a_time_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    write_file_atomically(tmp_path / "target", b"0123456789")
    assert (tmp_path / "target").read_bytes() == b"0123456789"


def test_a_folder_that_cannot_be_flushed_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    write_file_atomically(tmp_path / "target", b"data")
    assert (tmp_path / "target").read_bytes() == b"data"


def test_a_disk_that_does_not_confirm_is_said_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiry.store.disk.atomic.flush_folder", refusing(errno.EIO))
    with pytest.raises(CannotWrite, match="was written, but the disk did not confirm it"):
        write_file_atomically(tmp_path / "target", b"data")


def test_on_macos_the_drive_itself_is_told_to_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda descriptor, number: asked.append((descriptor, number)))
    flush(7)
    assert asked == [(7, 51)]


def test_a_file_larger_than_the_system_allows_leaves_the_journal_as_it_was(book: Book) -> None:
    before, limits = book.bytes, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 300, limits[1]))
    try:
        with pytest.raises(CannotWrite, match="larger than a file may be here"):
            book.add("long " * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (book.bytes, book.parts) == (before, [])
    assert book.add("short again") == "1.1"


def test_a_place_that_may_not_be_looked_at_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_symlink", refusing(errno.EACCES))
    with pytest.raises(CannotRead, match="its permissions"):
        resolve_journal_path(tmp_path / "journal.json")


def test_a_drive_that_is_not_there_ends_the_search_for_its_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    make_folder(Path("/"))
