"""Drafts on the disk: kept whole, each under a name of its own, private, and never lost or thrown away in silence."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from enquiry.errors import CannotRead, CannotWrite, JournalBusy, NotFound
from enquiry.model.asking.draft import Draft, DraftAnswer, StoredDraft
from enquiry.store import drafts
from enquiry.store.disk.atomic import stage_file
from enquiry.store.drafts import create_draft, discard_draft, list_drafts, open_draft
from tests import TOP
from tests.store.book import AT

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of Unix")


def a_draft(*answers: str, **fields: object) -> Draft:
    given = tuple(DraftAnswer(prompt=f"p{number}", text=text) for number, text in enumerate(answers, 1))
    defaults = {"journal": "/home/x/journal.json", "command": "reflect", "began": AT, "answers": given}
    return Draft(**{**defaults, **fields})  # type: ignore[arg-type]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def left(state: Path, *answers: str) -> str:
    """Keep a draft as a command that ended early does, and return its name."""
    with create_draft(state, a_draft(*answers)) as held:
        return held.name


def test_a_draft_is_kept_as_it_is_and_taken_up_again(state: Path) -> None:
    draft = a_draft(
        "it’s 日本\n“élan”", "\u202e", text="x", file="d.md", about="7.4", at="p2", makes="id", prompts="rolfe"
    )
    draft = Draft(**{**{f: getattr(draft, f) for f in draft.__struct_fields__}, "given": {"tag": ("a", "b"), "ed": ()}})
    with create_draft(state, draft) as held:
        assert held.name == "d1"
    assert list_drafts(state) == (StoredDraft(name="d1", draft=draft),)
    with open_draft(state, "D1") as again:
        assert again.draft == draft


def test_what_is_kept_takes_the_place_of_what_was(state: Path) -> None:
    with create_draft(state, a_draft("one")) as held:
        held.keep(a_draft("one", "two"))
        assert held.draft == a_draft("one", "two")
    assert list_drafts(state)[0].draft == a_draft("one", "two")
    assert not list(state.rglob("*.part"))


def test_a_draft_says_what_is_in_it() -> None:
    draft = a_draft("seen", "it matters")
    assert (draft.find_answer("p1"), draft.find_answer("p9")) == ("seen", "")
    assert (draft.words, draft.opening) == ("seen\nit matters", "seen")
    edited = a_draft("x", text="in the editor")
    assert (edited.words, edited.opening, a_draft().opening) == ("in the editor", "in the editor", "")


def test_a_discarded_draft_leaves_nothing_behind(state: Path) -> None:
    with create_draft(state, a_draft("one")) as held:
        (held.folder / "entry.md").write_text("in an editor")
        held.discard()
    assert list_drafts(state) == ()
    assert list((state / "drafts").iterdir()) == []
    name = left(state, "two")
    discard_draft(state, name)
    assert list((state / "drafts").iterdir()) == []


def test_no_name_is_used_while_one_is_there(state: Path) -> None:
    assert [left(state), left(state), left(state)] == ["d1", "d2", "d3"]
    discard_draft(state, "d1")
    assert left(state) == "d4"
    for name in ("d2", "d3", "d4"):
        discard_draft(state, name)
    assert left(state) == "d1"


def test_they_stand_in_the_order_of_their_names(state: Path) -> None:
    for _ in range(11):
        left(state)
    assert [one.name for one in list_drafts(state)] == [f"d{number}" for number in range(1, 12)]


def test_where_there_is_none_nothing_is_made(state: Path) -> None:
    assert list_drafts(state) == ()
    assert not state.exists()
    with pytest.raises(NotFound, match="There is no draft “d1”") as missing:
        open_draft(state, "d1")
    assert missing.value.hint == "No draft waits."
    left(state)
    with pytest.raises(NotFound) as missing:
        discard_draft(state, "d12")
    assert (missing.value.words, missing.value.hint) == (
        "There is no draft “d12”. Did you mean d1?",
        "The drafts are: d1.",
    )


def test_other_things_in_the_folder_are_nobody_s_drafts(state: Path) -> None:
    left(state)
    for name in ("d0", "dx", "notes", "d1 copy"):
        (state / "drafts" / name).mkdir()
    (state / "drafts" / "d7").write_text("a file")
    assert [one.name for one in list_drafts(state)] == ["d1"]
    assert left(state) == "d2"


# Private


@on_unix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_nobody_else_can_read_one_whatever_the_umask(state: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with create_draft(state, a_draft("one")) as held:
            held.keep(a_draft("two"))
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in state.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert len(modes) == 4


# Two windows


def test_a_draft_being_written_is_said_to_be_and_left_alone(state: Path) -> None:
    with create_draft(state, a_draft("one")) as held:
        assert [(one.name, one.busy) for one in list_drafts(state)] == [("d1", True)]
        for reach in (open_draft, discard_draft):
            with pytest.raises(JournalBusy, match="d1 is being written in another window"):
                reach(state, "d1")
        held.close()
        held.close()
    assert [(one.name, one.busy) for one in list_drafts(state)] == [("d1", False)]


BEGINNER = """
import sys
from pathlib import Path
from enquiry.store.drafts import create_draft
from tests.store.test_drafts import a_draft
for number in range(10):
    with create_draft(Path(sys.argv[1]), a_draft(f"{sys.argv[2]}-{number}")) as held:
        print(held.name)
"""


def test_programs_that_begin_at_once_never_take_the_same_name(state: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", BEGINNER, str(state), str(n)], cwd=TOP, stdout=subprocess.PIPE)
        for n in range(4)
    ]
    said = [process.communicate()[0].decode().split() for process in running]
    assert [process.returncode for process in running] == [0] * 4
    names = [name for names in said for name in names]
    assert len(set(names)) == len(names) == 40
    kept = {one.draft.words for one in list_drafts(state) if one.draft}
    assert kept == {f"{writer}-{number}" for writer in range(4) for number in range(10)}


def test_a_name_that_was_just_taken_is_passed_over(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state)
    monkeypatch.setattr(drafts, "_list_draft_folders", lambda _folder: [])
    assert left(state) == "d2"


def test_one_taken_away_at_this_moment_is_not_listed(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_list_draft_folders", lambda folder: [folder / "d1"])
    assert list_drafts(state) == ()


def test_a_lock_taken_away_while_it_was_taken_is_no_lock(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state)

    def discarded_meanwhile(descriptor: int) -> bool:
        (state / "drafts" / "d1" / "lock").unlink(missing_ok=True)
        return True

    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", discarded_meanwhile)
    with pytest.raises(JournalBusy):
        open_draft(state, "d1")


def test_a_draft_taken_away_before_it_is_locked_is_none(state: Path) -> None:
    assert drafts._try_lock_draft(state / "drafts" / "d1") is None


# What went wrong


def half_written(folder: Path) -> Path:
    """Leave what a program leaves that is killed while it writes a draft, and return its path."""
    folder.mkdir(exist_ok=True)
    target = folder / "draft.json"
    with stage_file(target, b"planted") as torn:
        left_behind = torn.with_name(torn.name)
        torn.rename(folder / "aside")
    (folder / "aside").rename(left_behind)
    return left_behind


def test_what_a_killed_program_left_is_cleared_when_the_next_begins(state: Path) -> None:
    left(state, "kept")
    torn, alone = half_written(state / "drafts" / "d1"), half_written(state / "drafts" / "d2")
    assert [one.name for one in list_drafts(state)] == ["d1"]
    left(state)
    assert not torn.exists()
    assert not alone.exists()
    assert [one.name for one in list_drafts(state)] == ["d1", "d2"]
    assert list_drafts(state)[0].draft == a_draft("kept")


def test_what_cannot_be_cleared_stops_nothing(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state)

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "bad")

    monkeypatch.setattr(drafts, "sweep_temporary_files", refuse)
    assert left(state) == "d2"


def test_taking_one_up_clears_what_was_half_written(state: Path) -> None:
    left(state, "kept")
    torn = half_written(state / "drafts" / "d1")
    with open_draft(state, "d1"):
        assert not torn.exists()


def test_a_folder_that_another_filled_meanwhile_is_no_new_one(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state, "kept")
    monkeypatch.setattr(drafts, "_list_draft_folders", lambda _folder: [])
    monkeypatch.setattr(drafts, "_create_draft_folder", lambda folder: folder.name == "d1" or not folder.mkdir())
    assert left(state, "new") == "d2"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The draft d1 can't be read"),
        (b"{", "The draft d1 can't be read"),
        (b"\xff", "The draft d1 can't be read"),
        (b'{"program":"enquiry","format":1,"draft":{"journal":1}}', "The draft d1 can't be read: Expected `str`"),
        (b'{"program":"enquiry","format":1,"draft":{}}', "missing required field"),
        (b'{"program":"enquiry","format":2,"draft":{"of":"later"}}', "was written by a newer version of enquiry"),
    ],
)
def test_one_that_cannot_be_read_is_said_to_be_and_stays(state: Path, data: bytes, said: str) -> None:
    left(state)
    path = state / "drafts" / "d1" / "draft.json"
    path.write_bytes(data)
    (found,) = list_drafts(state)
    assert (found.name, found.draft) == ("d1", None)
    assert said in found.flaw
    with pytest.raises(CannotRead, match=said):
        open_draft(state, "d1")
    left(state)
    assert path.read_bytes() == data
    discard_draft(state, "d1")
    assert [one.name for one in list_drafts(state)] == ["d2"]


def test_an_editor_s_file_alone_is_listed_and_kept(state: Path) -> None:
    left(state)
    (state / "drafts" / "d1" / "draft.json").rename(state / "drafts" / "d1" / "entry.md")
    assert "d1/draft.json can't be read" in list_drafts(state)[0].flaw
    left(state)
    assert (state / "drafts" / "d1" / "entry.md").exists()


def test_a_draft_without_its_lock_is_taken_up(state: Path) -> None:
    left(state, "one")
    (state / "drafts" / "d1" / "lock").unlink()
    assert not list_drafts(state)[0].busy
    with open_draft(state, "d1") as held:
        assert held.draft == a_draft("one")


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_takes_no_more_is_said_and_leaves_what_was(
    state: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with create_draft(state, a_draft("one")) as held:

        def full(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(os, call, full)
            with pytest.raises(CannotWrite, match="the disk is full"):
                held.keep(a_draft("one", "two"))
            with pytest.raises(CannotWrite, match="the disk is full"):
                create_draft(state, a_draft("new"))
        assert held.draft == a_draft("one")
        held.keep(a_draft("one", "two"))
    assert [(one.name, one.draft) for one in list_drafts(state)] == [("d1", a_draft("one", "two"))]


def test_a_lock_that_cannot_be_made_is_said(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state)

    def refuse(_: int) -> bool:
        raise OSError(errno.EIO, "bad")

    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", refuse)
    with pytest.raises(CannotWrite, match="the disk reported a fault"):
        open_draft(state, "d1")
    with pytest.raises(CannotWrite, match="the disk reported a fault"):
        create_draft(state, a_draft())


def test_a_draft_being_taken_up_may_meet_a_full_disk(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(state, "one")

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "bad")

    with monkeypatch.context() as broken:
        broken.setattr(drafts, "sweep_temporary_files", refuse)
        with pytest.raises(CannotWrite):
            open_draft(state, "d1")
    with open_draft(state, "d1") as held:  # it was let go
        assert held.draft == a_draft("one")
