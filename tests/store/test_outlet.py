"""Files for people go through one place, and never over what is ours: every kind of path, every way, any force."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from enquiry.errors import CannotWrite
from enquiry.store.disk.places import get_lock_path
from enquiry.store.disk.system import flush_folder
from enquiry.store.outlet import OWN_COPY, Outlet
from tests import TOP
from tests.store.book import Book

CODE = TOP / "enquiry"


@pytest.fixture
def outlet(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """An outlet beside a journal with all that the program keeps, seen from the journal's folder."""
    config, data = tmp_path / "config", tmp_path / "own-data"
    for folder in (config / "readers", data, book.state / "drafts" / "d1"):
        folder.mkdir(parents=True)
    for file in (
        config / "settings.toml",
        config / "readers" / "own.toml",
        book.state / "drafts" / "d1" / "draft.json",
    ):
        file.write_text("ours")
    monkeypatch.chdir(book.path.parent)
    return Outlet(book.path, book.state, (config, data, tmp_path / "later"))


def linked(path: Path, link: Path) -> Path:
    link.symlink_to(path)
    return link


def hard_linked(path: Path, link: Path) -> Path:
    os.link(path, link)
    return link


def another_journal(book: Book) -> Path:
    """Return a journal that was written from this machine, and is damaged since."""
    other = Book(book.path.parent.parent / "other")
    other.state = book.state
    other.start().path.write_bytes(b"")
    return other.path


def damaged(book: Book) -> Path:
    book.path.write_bytes(b"")
    return book.path


KINDS: dict[str, Callable[[Book, Outlet, Path], Path]] = {
    "the journal": lambda book, _outlet, _here: book.path,
    "a damaged journal": lambda book, _outlet, _here: damaged(book),
    "from its folder": lambda book, _outlet, _here: Path(book.path.name),
    "round about": lambda book, _outlet, _here: book.path.parent / ".." / book.path.parent.name / book.path.name,
    "a link": lambda book, _outlet, here: linked(book.path, here / "link"),
    "a link to a link": lambda book, _outlet, here: linked(linked(book.path, here / "link"), here / "another"),
    "through a linked folder": lambda book, _outlet, here: linked(book.path.parent, here / "link") / book.path.name,
    "a hard link": lambda book, _outlet, here: hard_linked(book.path, here / "hard"),
    "a journal's place": lambda _book, outlet, _here: outlet.folders[1] / "journal.json",
    "another journal": lambda book, _outlet, _here: another_journal(book),
    "a backup": lambda book, _outlet, _here: book.backups[0].path,
    "a backup's other name": lambda book, _outlet, here: hard_linked(book.backups[0].path, here / "hard"),
    "the settings": lambda _book, outlet, _here: outlet.folders[0] / "settings.toml",
    "a link to the settings": lambda _book, outlet, here: linked(outlet.folders[0] / "settings.toml", here / "link"),
    "a reader": lambda _book, outlet, _here: outlet.folders[0] / "readers" / "own.toml",
    "a reader's other name": lambda _b, outlet, here: hard_linked(
        outlet.folders[0] / "readers" / "own.toml", here / "h"
    ),
    "a draft": lambda book, _outlet, _here: book.state / "drafts" / "d1" / "draft.json",
    "the lock": lambda book, _outlet, _here: get_lock_path(book.path, book.state),
    "the device": lambda book, _outlet, _here: next((book.state / "devices").iterdir()),
    "something new beside": lambda book, _outlet, _here: book.state / "new.json",
    "a new folder's file": lambda book, _outlet, _here: book.state / "no" / "such" / "new.json",
    "our folder": lambda book, _outlet, _here: book.state,
    "our folder, not made yet": lambda _book, outlet, _here: outlet.folders[-1],
    "in our folder, not made yet": lambda _book, outlet, _here: outlet.folders[-1] / "new.json",
    "a link to our folder": lambda book, _outlet, here: linked(book.state, here / "link"),
}
"""Paths that lead to what is ours, each made in a folder of its own."""


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_over_what_is_ours(book: Book, outlet: Outlet, tmp_path: Path, kind: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    path = KINDS[kind](book, outlet, here)
    before = everything(tmp_path)
    ways: list[Callable[[], None]] = [
        *(
            lambda f=f, c=c: outlet.write_file(path, b"x", OWN_COPY, overwrite=f, copy=c)
            for f in (0, 1)
            for c in (0, 1)
        ),
        *(lambda f=f: outlet.write_folder(path, {"journal.md": b"x"}, OWN_COPY, overwrite=f) for f in (0, 1)),
    ]
    for way in ways:
        with pytest.raises(CannotWrite) as refused:
            way()
        assert str(path) in refused.value.words
        assert "Nothing was written" in refused.value.words
        assert "replaced" not in str(refused.value.hint)
        assert everything(tmp_path) == before


def test_a_file_of_a_folder_may_be_no_other_name_of_ours(book: Book, outlet: Outlet, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    outlet.write_folder(notes, {"inbox.md": b"x"}, OWN_COPY)
    hard_linked(book.path, notes / "journal.md")
    with pytest.raises(CannotWrite, match=r"journal\.md is the journal itself"):
        outlet.write_folder(notes, {"inbox.md": b"y", "journal.md": b"y"}, OWN_COPY, overwrite=True)
    assert (notes / "inbox.md").read_bytes() == b"x"


def test_a_copy_takes_the_place_of_an_earlier_copy_and_nothing_else_does(outlet: Outlet, book: Book) -> None:
    copy = book.path.with_name("copy.json")
    copy.write_bytes(book.bytes)
    with pytest.raises(CannotWrite, match=r"copy\.json is a journal\."):
        outlet.write_file(copy, b"x", OWN_COPY, overwrite=True)
    outlet.write_file(copy, b"x", OWN_COPY, overwrite=True, copy=True)
    outlet.write_file(copy, b"y", OWN_COPY, overwrite=True)
    assert copy.read_bytes() == b"y"


def test_what_is_the_person_s_is_written(outlet: Outlet, tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    outlet.write_file(mine, b"one", OWN_COPY, overwrite=False)
    os.link(mine, tmp_path / "other name.md")
    with pytest.raises(CannotWrite, match="is there already") as refused:
        outlet.write_file(mine, b"two", OWN_COPY, overwrite=False)
    assert "--force" in str(refused.value.hint)
    outlet.write_file(mine, b"two", OWN_COPY, overwrite=True)
    assert mine.read_bytes() == b"two"


def test_what_is_there_already_is_asked_about_and_what_is_ours_is_not(outlet: Outlet, tmp_path: Path) -> None:
    mine, folder, asked = tmp_path / "mine.md", tmp_path / "notes", list[str]()

    def answer(question: str) -> bool:
        asked.append(question)
        return len(asked) % 2 == 0

    asking = replace(outlet, confirm=answer)
    asking.write_file(mine, b"one", OWN_COPY, overwrite=False)
    asking.write_folder(folder, {"a.md": b"one"}, OWN_COPY)
    assert asked == []
    with pytest.raises(CannotWrite, match="Nothing was changed"):
        asking.write_file(mine, b"two", OWN_COPY, overwrite=False)
    asking.write_file(mine, b"three", OWN_COPY, overwrite=False)
    with pytest.raises(CannotWrite, match="Nothing was changed"):
        asking.write_folder(folder, {"a.md": b"two"}, OWN_COPY)
    asking.write_folder(folder, {"a.md": b"three"}, OWN_COPY)
    assert (mine.read_bytes(), (folder / "a.md").read_bytes()) == (b"three", b"three")
    assert asked[:2] == [f"{mine} is there already. Write over it?"] * 2
    with pytest.raises(CannotWrite, match="journal itself"):
        asking.write_file(outlet.journal, b"", OWN_COPY, overwrite=False)
    assert len(asked) == 4


@pytest.mark.parametrize("umask", [0o000, 0o777], ids=oct)
def test_a_folder_is_the_owner_s_alone_and_its_last_name_is_on_the_disk(
    outlet: Outlet, tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = list[tuple[Path, bool]]()
    notes = tmp_path / "notes"

    def note(folder: Path) -> None:
        flushed.append((folder, notes.is_dir()))
        flush_folder(folder)

    monkeypatch.setattr("enquiry.store.outlet.flush_folder", note)
    before = os.umask(umask)
    try:
        outlet.write_folder(notes, {"inbox.md": b"x", "journal.md": b"y"}, OWN_COPY)
    finally:
        os.umask(before)
    assert flushed == [(tmp_path, True)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in notes.iterdir()} == {0o600}
    assert stat.S_IMODE(notes.stat().st_mode) == 0o700


# What is left behind


def write_a_file(outlet: Outlet, there: Path) -> None:
    outlet.write_file(there / "summary.md", b"words of a child", OWN_COPY, overwrite=True)


def write_a_folder(outlet: Outlet, there: Path) -> None:
    outlet.write_folder(there / "notes", {"inbox.md": b"words", "journal.md": b"of a child"}, OWN_COPY)


def write_into_a_folder(outlet: Outlet, there: Path) -> None:
    outlet.write_folder(there, {"inbox.md": b"words", "journal.md": b"of a child"}, OWN_COPY, overwrite=True)


def print_a_page(outlet: Outlet, _there: Path) -> None:
    with outlet.open_private_folder() as folder:
        (folder / "summary.html").write_bytes(b"words of a child")
        os._exit(9)


@pytest.mark.parametrize("write", [write_a_file, write_a_folder, write_into_a_folder, print_a_page])
def test_what_a_killed_program_left_is_taken_away_by_the_next(
    outlet: Outlet, tmp_path: Path, write: Callable[[Outlet, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, next_place = tmp_path / "there", tmp_path / "next"
    there.mkdir()
    next_place.mkdir()
    child = os.fork()
    if not child:
        monkeypatch.setattr("enquiry.store.disk.atomic.flush", lambda _: os._exit(9))
        write(outlet, there)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert list(tmp_path.rglob("*.part"))
    outlet.write_file(next_place / "other.md", b"x", OWN_COPY, overwrite=False)
    assert list(tmp_path.rglob("*.part")) == []
    assert list(there.iterdir()) == []
    assert list((outlet.state / "unfinished").iterdir()) == []


# One place


def test_every_file_for_a_person_goes_through_the_outlet() -> None:
    """Who writes otherwise writes what is the program's own: settings, drafts, sheets, a page in a private folder."""
    ways = re.compile(
        r"import write_file_atomically|import stage_file|\.write_text\(|\.write_bytes\(|\bopen\([^)]*[\"'][wax]b?[\"']"
    )
    found = {
        path.relative_to(CODE).as_posix(): set(ways.findall(path.read_text("utf-8"))) for path in CODE.rglob("*.py")
    }
    outside = {name: ways for name, ways in found.items() if ways and not name.startswith("store/")}
    assert outside == {
        "cli/session.py": {"import write_file_atomically"},
        "cli/settings.py": {"import write_file_atomically"},
        "cli/editor/draft.py": {"import write_file_atomically"},
        "cli/together/settling.py": {"import write_file_atomically"},
        "documents/pdf/browser.py": {".write_text("},
    }
