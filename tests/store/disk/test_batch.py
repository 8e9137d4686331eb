"""Several files are replaced together or not at all, and what was decided is done by whoever comes next."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from enquiry.errors import CannotWrite, JournalBusy
from enquiry.store.disk import batch
from enquiry.store.disk.batch import FileBatch, get_batch_folder, open_batch
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.unfinished import settle_leftovers


class Killed(BaseException):
    """The program ends here."""


class Place:
    """A journal, two files beside it and one elsewhere, all with old words."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.journal, self.elsewhere = folder / "data" / "journal.json", folder / "config" / "note.txt"
        self.files = [self.state / "a.json", self.state / "b.json"]
        for path in (self.journal, *self.files):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"old")

    def replace_all(self) -> None:
        with hold_lock(self.journal, self.state, 0), open_batch(self.journal, self.state) as staged:
            self.stage(staged)
            staged.commit("It is done now.")

    def stage(self, staged: FileBatch) -> None:
        staged.stage(self.journal, b"n", b"ew")
        staged.stage(self.files[0], b"new")
        staged.stage(self.elsewhere, b"new")
        staged.remove(self.files[1])

    @property
    def found(self) -> list[bytes]:
        return [path.read_bytes() if path.exists() else b"" for path in (self.journal, *self.files, self.elsewhere)]


OLD, NEW = [b"old", b"old", b"old", b""], [b"new", b"new", b"", b"new"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_all_of_it_is_done_and_nothing_is_left(place: Place) -> None:
    place.replace_all()
    assert place.found == NEW
    assert not get_batch_folder(place.journal, place.state).exists()
    assert list(settle_leftovers(place.state)) == []


def end_at(monkeypatch: pytest.MonkeyPatch, name: str, number: int, fault: BaseException) -> None:
    """Let the call of that number of a function of the system end the program."""
    calls = iter(range(1000))
    module: Any = Path if name in ("replace", "unlink") else os
    real: Callable[..., Any] = getattr(module, name)

    def call(*given: Any, **more: Any) -> Any:
        if next(calls) == number:
            raise fault
        return real(*given, **more)

    monkeypatch.setattr(module, name, call)


def test_ended_at_any_call_it_is_old_or_new_after_the_next_start(tmp_path: Path) -> None:
    """Killed, or refused by the disk; `drop` is skipped, as it is where the program is killed."""
    ends = set[bytes]()
    for name in ("open", "write", "fsync", "replace", "unlink", "rename"):
        for number in range(1, 5) if name == "write" else range(12):  # others are of the lock's holder
            for kill in (True, False):
                place = Place(tmp_path / f"{name}-{number}-{kill}")
                with pytest.MonkeyPatch.context() as patched:
                    if kill:
                        patched.setattr(FileBatch, "drop", lambda _: None)
                    end_at(patched, name, number, Killed() if kill else OSError(28, "full"))
                    with suppress(Killed, CannotWrite):
                        place.replace_all()
                list(settle_leftovers(place.state))
                with hold_lock(place.journal, place.state, 0):
                    pass
                assert place.found in (OLD, NEW), (name, number, kill)
                assert not (place.state / "batches").exists() or not list((place.state / "batches").iterdir())
                ends.add(place.found[0])
    assert ends == {b"old", b"new"}


def test_what_was_decided_is_done_by_the_next_who_writes_or_starts(place: Place) -> None:
    for finish in (lambda: list(settle_leftovers(place.state)), lambda: hold_lock(place.journal, place.state, 0)):
        with hold_lock(place.journal, place.state, 0):
            folder = get_batch_folder(place.journal, place.state)
            folder.mkdir(parents=True, mode=0o700)
            staged = FileBatch(place.journal, place.state)
            place.stage(staged)
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(batch, "_do_plan", lambda *_: None)
                staged.commit("It is done now.")
            assert list(settle_leftovers(place.state)) == []  # another program is at it
        assert place.found[0] == b"old"
        done = finish()
        if isinstance(done, list):
            assert done == ["It is done now."]
        else:
            with done:
                pass
        assert place.found == NEW
        place.__init__(place.state.parent)  # type: ignore[misc]
        place.elsewhere.unlink()


def test_what_can_t_be_done_now_is_said_and_keeps_others_from_writing(place: Place) -> None:
    with pytest.MonkeyPatch.context() as patched:
        end_at(patched, "replace", 1, OSError(30, "read-only"))
        with pytest.raises(CannotWrite, match="decided before"):
            place.replace_all()
    with pytest.MonkeyPatch.context() as patched:
        end_at(patched, "replace", 0, OSError(30, "read-only"))
        assert "decided before" in next(settle_leftovers(place.state))
        assert place.found != NEW
    with hold_lock(place.journal, place.state, 0):
        assert place.found == NEW


def test_a_batch_across_disks_is_copied(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.parent == get_batch_folder(place.journal, place.state) and path.name.isdecimal():
            raise OSError(18, "another disk")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    place.replace_all()
    assert place.found == NEW


def test_nobody_replaces_what_another_holds(place: Place) -> None:
    with hold_lock(place.journal, place.state, 0), pytest.raises(JournalBusy):
        place.replace_all()
    assert place.found == OLD


def test_a_folder_that_can_t_be_written_is_seen_before_anything_is_decided(place: Place) -> None:
    real = os.access
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: Path(path) != place.files[0].parent and real(path, mode))
        with pytest.raises(CannotWrite, match="state can't be written"):
            place.replace_all()
    assert place.found == OLD
    assert not get_batch_folder(place.journal, place.state).exists()
