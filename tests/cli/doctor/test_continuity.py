"""What the doctor says of a journal that does not go on from what was known, and the ways on that it names."""

import json
import os
import shutil
from typing import Any

import pytest

from tests.conftest import Home


@pytest.fixture
def kept(home: Home) -> Home:
    """A journal with a cycle and an entry, and a copy of it aside that was made before one more."""
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "they drew it first")
    shutil.copy(home.journal, home.folder / "aside")
    home.ok("reflect", "only in the newer one")
    return home


def put_back(home: Home) -> None:
    home.journal.write_bytes((home.folder / "aside").read_bytes())


def check(home: Home, name: str = "continuity") -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(home.run("doctor", "--json").out)["checks"]
    return next(one for one in found if one["name"] == name)


def test_an_older_copy_is_named_with_the_ways_on(kept: Home) -> None:
    assert check(kept)["state"] == "fine"
    put_back(kept)
    found = check(kept)
    assert (found["state"], kept.run("doctor").code) == ("wrong", 1)
    assert found["reason"].startswith("the journal is an older copy: it lacks one step that this machine knows")
    assert 'enquiry restore "b3" --dry-run; to go on with this one: enquiry restore --accept-copy' in found["remedy"]
    (kept.folder / ".enquiry-0123456789ab-0123456789abcdef.part").write_bytes(b"")
    for backup in (kept.folder / "state").rglob("b2_*.json"):
        backup.unlink()
    assert kept.run("doctor", "--fix").code == 1  # what it backs up first is no reason to forget the newer one
    assert "holds one thing that the journal does not have" in check(kept)["reason"]


def test_a_note_is_taken_into_an_older_copy_and_what_is_held_can_be_brought_in(kept: Home) -> None:
    put_back(kept)
    ran = kept.run("reflect", "written into the older one")
    assert ran.code == 0
    assert "The journal is an older copy: it lacks one step" in ran.err
    assert "That one is held: enquiry restore b3" in ran.err
    for number in range(12):
        assert "older copy" not in kept.run("note", f"later {number}").err
    found = check(kept)
    assert (found["state"], found["told"].endswith("holds one thing that the journal does not have")) == ("wrong", True)
    assert "held" in kept.ok("restore")
    assert 'enquiry merge "b3"' in found["remedy"]
    kept.ok("merge", "b3")
    assert "only in the newer one" in kept.ok("show", "1")
    assert check(kept)["state"] == "note"
    assert "b3 stays among the backups" in kept.run("restore", "--accept-copy", "--yes").out
    assert check(kept)["state"] == "fine"


def test_going_on_with_a_copy_is_shown_and_asked_first(kept: Home) -> None:
    assert kept.run("restore", "--accept-copy").code == 2
    assert kept.run("restore", "b1", "--accept-copy").code == 2
    put_back(kept)
    before = kept.journal.read_bytes()
    ran = kept.run("restore", "--accept-copy", "--dry-run")
    assert (ran.code, "1.2" in ran.out, "Nothing was changed." in ran.out) == (0, True, True)
    assert kept.run("restore", "--accept-copy").code == 2  # nobody to ask
    assert "Nothing was changed." in kept.run("restore", "--accept-copy", tty=True, stdin="n\n").out
    assert check(kept)["state"] == "wrong"
    assert json.loads(kept.ok("restore", "--accept-copy", "--yes", "--json"))["accepted"] is True
    assert (check(kept)["state"], kept.journal.read_bytes()) == ("fine", before)


def test_restoring_what_is_held_is_a_way_on(kept: Home) -> None:
    put_back(kept)
    kept.ok("note", "into the older one")
    kept.ok("restore", "b3", "--yes")
    assert (check(kept)["state"], "only in the newer one" in kept.ok("show", "1")) == ("fine", True)


def test_a_backup_beside_the_journal_and_none_elsewhere_are_no_fault(kept: Home) -> None:
    kept.ok("backup", "-o", str(kept.folder / "journal-backup.json"))
    kept.ok("edit", "1.1", "said otherwise since")
    assert check(kept, "copies")["state"] == "note"
    shutil.rmtree(kept.folder / "state" / "enquiry" / "backups")
    assert (check(kept, "backups")["state"], kept.run("doctor").code) == ("note", 0)


def test_a_file_that_no_lock_keeps_is_told(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(kept, "lock")["state"] == "fine"
    monkeypatch.setattr("enquiry.store.disk.lock.try_lock", lambda _: True)
    assert (check(kept, "lock")["state"], kept.run("doctor").code) == ("note", 0)


def test_a_second_name_of_the_file_is_told(kept: Home) -> None:
    os.link(kept.journal, kept.folder / "desk")
    found = check(kept, "file")
    assert (found["state"], "one other name by hard links" in found["told"]) == ("note", True)


def test_a_folder_that_cannot_be_written_is_told(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    for folder in (kept.folder, kept.folder / "state" / "enquiry"):
        monkeypatch.setattr(os, "access", lambda path, mode, shut=folder: path != shut and access(path, mode))
        found = check(kept, "folders")
        assert (found["state"], str(folder) in found["reason"], str(folder) in found["told"]) == ("wrong", True, False)
