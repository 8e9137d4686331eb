"""`enquiry sync`: what one machine writes comes to the other by way of a folder that anything may carry."""

import errno
import json
import os
import random
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from enquiry.cli.together.sync import describe_left_copy
from enquiry.errors import ExitCode
from enquiry.store.disk.lock import hold_lock
from enquiry.store.keys.identity import adopt_identity, generate_identity, read_identity, write_waiting_identity
from enquiry.store.keys.locked import lock, require_key
from enquiry.store.sharing.folder import CopyFault, LeftCopy, SharedCopy, list_copies, read_shared_copy
from enquiry.store.sharing.memory import FileStamp, locate_record
from tests.answers.schemas import validator
from tests.cli.together.machines import SHARED, Machine
from tests.cli.together.test_keys import make_key
from tests.pretend_editor import PretendEditor

Machines = Callable[[str], Machine]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    for name in [name for name in os.environ if name.startswith("ENQUIRY_")]:
        monkeypatch.delenv(name)
    (tmp_path / SHARED).mkdir()
    return lambda name: Machine(tmp_path, name, monkeypatch)


@pytest.fixture
def laptop(machine: Machines) -> Machine:
    """A machine with a cycle and an entry."""
    one = machine("laptop")
    one.ok("start", "What happens when I wait?")
    one.ok("reflect", "they waited")
    return one


@pytest.fixture
def pair(laptop: Machine, machine: Machines) -> tuple[Machine, Machine]:
    """Two machines that share a journal, both with all of it."""
    school = machine("school")
    laptop.join()
    school.join()
    return laptop, school


def tell(one: Machine) -> dict[str, list[str]]:
    """Return the texts of a machine's journal by cycle."""
    document = json.loads(one.ok("export"))
    return {cycle["question"]: sorted(entry["text"] for entry in cycle["entries"]) for cycle in document["cycles"]}


# Set up, there and back


def test_what_one_machine_writes_comes_to_the_other(laptop: Machine, machine: Machines) -> None:
    school = machine("school")
    said = laptop.join()
    assert "Handed over: 2 steps." in said
    assert "On the other machine, by the folder's path there: enquiry sync FOLDER" in said
    assert "Taken in: 2 steps of laptop" in school.join()
    assert school.journal.read_bytes() == laptop.journal.read_bytes()
    school.ok("reflect", "at school they did not")
    assert "Handed over: 1 step." in school.said("sync")
    assert "school has 1 step you have not seen." in laptop.ok("status")
    assert "Would be taken in: 1 step of school" in laptop.said("sync", "--dry-run")
    assert "Taken in: 1 step of school" in laptop.said("sync")
    assert tell(laptop) == tell(school) == {"What happens when I wait?": ["at school they did not", "they waited"]}
    school.said("sync")
    for one in (laptop, school):
        assert "Nothing new on either side." in one.said("sync")
    assert "have not seen" not in laptop.ok("status") + school.ok("status")


def test_machines_that_know_the_same_hold_the_same_bytes(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("reflect", "here")
    school.ok("reflect", "there")
    for one in (laptop, school, laptop, school):
        one.said("sync")
    assert laptop.journal.read_bytes() == school.journal.read_bytes()
    assert tell(laptop)["What happens when I wait?"] == ["here", "there", "they waited"]


def test_a_machine_is_asked_what_it_is_called_and_whether_it_goes_by_itself(laptop: Machine, machine: Machines) -> None:
    ran = laptop.run("sync", str(laptop.shared), "--unlocked", stdin="desk\nn\n", tty=True)
    assert "This folder holds no journal yet." in ran.err
    assert "What shall this machine be called?" in ran.err
    assert (laptop.shared / "desk.json").exists()
    again = laptop.run("sync", str(laptop.shared), "--unlocked", "--machine", "desk", tty=True)
    assert "by itself" not in again.err  # it was declined
    school = machine("school")
    ran = school.run("sync", str(laptop.shared), "--unlocked", stdin="desk\ny\n", tty=True)
    assert "In this folder is already desk." in ran.err
    assert "Another machine is called desk already, so this one is desk-2." in ran.err
    assert "sync is now “auto”" in ran.err
    assert school.ok("config", "sync", "--json").count("auto") == 1


def test_a_machine_that_is_called_anew_leaves_no_copy_behind(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.said("sync", str(laptop.shared), "--unlocked", "--machine", "desk")
    assert {path.name for path in laptop.shared.iterdir()} == {"desk.json", "school.json"}
    laptop.ok("reflect", "under another name")
    laptop.said("sync")
    assert "1 step of desk" in school.said("sync")


def test_it_answers_a_program(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    school.ok("reflect", "for a program")
    school.said("sync")
    told = json.loads(laptop.ok("sync", "--json"))
    validator("sync").validate(told)
    assert told["taken"] == [{"machine": "school", "steps": 1}]
    assert {"handed", "clashes", "renamed", "kept_against_removal", "unseen"} <= told.keys()


def test_a_machine_leaves_and_its_copy_goes_if_told(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    assert "stays there" in laptop.said("sync", "--leave")
    assert laptop.copy.exists()
    assert "laptop.json lies still" in " ".join(laptop.run("doctor").out.split())
    for when in ("auto", "asked"):
        laptop.ok("config", "sync", when)
        assert "laptop.json lies still" in laptop.ok("status")
    assert laptop.run("sync").code == ExitCode.USAGE
    assert "was taken out" in school.said("sync", "--leave", "--yes")
    assert not school.copy.exists()
    assert tell(laptop) == tell(school)
    laptop.said("sync", str(laptop.shared), "--unlocked")
    assert [path.name for path in laptop.shared.iterdir()] == ["laptop.json"]
    assert "lies still" not in laptop.run("doctor").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("sync",), "shares the journal with no other yet"),
        (("sync", "--leave"), "shares the journal with no other yet"),
        (("sync", "--machine", "desk"), "--machine belongs to a folder"),
        (("sync", "--anyway"), "--anyway belongs to a folder"),
        (("sync", "shared", "--leave"), "--leave takes nothing beside it"),
        (("sync", "shared", "--dry-run"), "--dry-run looks at a folder that is set up"),
        (("sync", "shared", "--unlocked", "--machine", "a/b"), "A machine can't be called “a/b”"),
        (("sync", "shared", "--unlocked", "--machine", "con"), "A machine can't be called “con”"),
        (("sync", "laptop/journal.json", "--unlocked"), "is the journal itself"),
        (("sync", "a-file", "--unlocked"), "is a file, and no folder"),
        (("sync", "laptop", "--unlocked"), "The journal itself lies in"),
        (("sync", "laptop/state/enquiry/backups", "--unlocked"), "where enquiry keeps what is its own"),
        (("sync", "shared"), "there is no key on this machine"),
    ],
)
def test_what_cannot_be_shared_is_said(laptop: Machine, argv: tuple[str, ...], said: str) -> None:
    top = laptop.folder.parent
    (top / "a-file").write_text("a file")
    named = [str(top / word) if (top / word).exists() and word != "sync" else word for word in argv]
    ran = laptop.run(*named)
    assert said in ran.err
    assert ran.code in (ExitCode.USAGE, ExitCode.FAILED)
    assert list(laptop.shared.iterdir()) == []


def test_a_folder_is_made_where_its_own_folder_is_there(laptop: Machine) -> None:
    made = laptop.folder.parent / "drive" / "enquiry"
    assert laptop.run("sync", str(made), "--unlocked").code == ExitCode.USAGE
    made.parent.mkdir()
    refused = laptop.run("sync", str(made), "--unlocked")
    assert refused.code == ExitCode.USAGE
    assert f"To make it: mkdir {made}" in refused.err
    assert not made.exists()
    assert laptop.run("sync", str(made), "--unlocked", stdin="n\n", tty=True).code == ExitCode.USAGE
    assert not made.exists()
    laptop.said("sync", str(made), "--unlocked", stdin="y\na/b\nlaptop\n\n", tty=True)
    assert made.stat().st_mode & 0o777 == 0o700
    moved = laptop.folder.parent / "stick"
    moved.mkdir()
    for ran in (
        laptop.run("sync", str(moved), "--unlocked"),
        laptop.run("sync", str(moved), "--unlocked", stdin="n\n", tty=True),
    ):
        assert ran.code == ExitCode.USAGE
        assert "is another folder" in ran.err
        assert list(moved.iterdir()) == []
    assert "stays there; it is written no more" in laptop.said("sync", str(moved), "--unlocked", "--yes")
    assert [one.name for one in moved.iterdir()] == ["laptop.json"]


def test_a_folder_that_is_a_link_is_the_folder_it_leads_to(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    laptop, school = pair
    (tmp_path / "link").symlink_to(laptop.shared)
    laptop.said("sync", str(tmp_path / "link"), "--unlocked", "--machine", "laptop")
    laptop.ok("reflect", "by way of a link")
    laptop.said("sync")
    assert "1 step of laptop" in school.said("sync")


def test_a_damaged_journal_is_laid_nowhere(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    laptop.said("sync")
    laptop.ok("reflect", "more")
    copy, whole = laptop.copy.read_bytes(), laptop.journal.read_bytes()
    laptop.journal.write_bytes(whole.replace(b"more", b"less"))
    assert laptop.run("sync").code == ExitCode.DAMAGED
    assert laptop.copy.read_bytes() == copy
    laptop.ok("restore", "--accept-edit", "--yes")
    assert "Handed over" in laptop.said("sync")


# What comes half, old, foreign or spoiled


def test_a_copy_that_is_half_there_is_left_and_taken_in_when_it_is_whole(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    school.ok("reflect", "in full")
    school.said("sync")
    whole = school.copy.read_bytes()
    for part in (whole[: len(whole) // 2], b"", whole[:30]):
        school.copy.write_bytes(part)
        ran = laptop.run("sync")
        assert ran.code == 0
        assert "school's copy has not arrived whole (" in ran.err
    school.copy.write_bytes(whole)
    assert "1 step of school" in laptop.said("sync")


def test_a_placeholder_of_a_copy_that_is_not_here_yet_is_said(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    school.copy.rename(school.shared / ".school.json.icloud")
    assert "school's copy has not arrived whole; it is left" in laptop.said("sync")


def test_an_older_copy_that_comes_back_changes_nothing(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    before = school.copy.read_bytes()
    school.ok("reflect", "later")
    school.said("sync")
    laptop.said("sync")
    journal = laptop.journal.read_bytes()
    school.copy.write_bytes(before)
    assert "Nothing new on either side." in laptop.said("sync")
    assert laptop.journal.read_bytes() == journal


def test_a_newer_format_is_left_and_the_others_are_taken_in(pair: tuple[Machine, Machine], machine: Machines) -> None:
    laptop, school = pair
    third = machine("third")
    third.join()
    for one in (school, third):
        one.ok("reflect", f"of {one.name}")
        one.said("sync")
    school.copy.write_bytes(school.copy.read_bytes().replace(b'"format":6', b'"format":9'))
    ran = laptop.run("sync")
    assert ran.code == ExitCode.DAMAGED
    assert "school's copy is of format 9, which this program does not know; update it." in ran.err
    assert "of third" in tell(laptop)["What happens when I wait?"]


def test_a_step_that_several_copies_hold_is_counted_once(pair: tuple[Machine, Machine], machine: Machines) -> None:
    laptop, school = pair
    third = machine("third")
    third.join()
    third.ok("reflect", "of third")
    third.said("sync")
    school.ok("reflect", "of school")
    school.said("sync")
    assert "school has 2 steps you have not seen." in laptop.ok("status")
    assert "third has" not in laptop.ok("status")
    laptop.ok("reflect", "of laptop")
    assert laptop.said("sync").startswith("Taken in: 2 steps of school (2 entries). Handed over: 1 step.\n")


def test_another_journal_is_not_taken_in_unless_told(laptop: Machine, machine: Machines) -> None:
    laptop.join()
    other = machine("other")
    other.ok("start", "Another question?")
    ran = other.run("sync", str(other.shared), "--unlocked")
    assert ran.code == ExitCode.USAGE
    assert "laptop's copy is another journal (its first step is of 3 February 2026)." in ran.err
    assert "enquiry import" in ran.err
    assert not (other.shared / "other.json").exists()
    other.join("--anyway")
    assert set(tell(other)) == {"Another question?", "What happens when I wait?"}
    assert "Taken in: 1 step of other" in laptop.said("sync")


def test_a_machine_whose_journal_holds_nothing_but_settings_joins_without_a_word(
    laptop: Machine, machine: Machines
) -> None:
    laptop.join()
    school = machine("school")
    school.ok("config", "calendar", "wales")
    school.join()
    assert tell(school) == tell(laptop)


def test_two_machines_that_took_one_name_apart_are_told_apart(laptop: Machine, machine: Machines) -> None:
    """Each set up while the folder had not come to it; then one copy wrote over the other."""
    school = machine("school")
    laptop.join()
    school.join()
    third = machine("third")
    third.said("sync", str(laptop.shared), "--unlocked", "--machine", "third")
    third.ok("reflect", "of the third")
    third.said("sync")
    shutil.copy(third.shared / "third.json", laptop.copy)
    said = laptop.said("sync")
    assert "Another machine is called laptop too; this one is laptop-2 now." in said
    assert "of the third" in tell(laptop)["What happens when I wait?"]
    assert (laptop.shared / "laptop-2.json").exists()


def test_a_copy_of_its_own_that_went_back_or_is_gone_is_laid_again(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    before = laptop.copy.read_bytes()
    laptop.ok("reflect", "later")
    laptop.said("sync")
    whole = laptop.copy.read_bytes()
    for spoil in (lambda: laptop.copy.write_bytes(before), laptop.copy.unlink):
        spoil()
        assert "was laid in" in laptop.said("sync")
        assert laptop.copy.read_bytes() == whole


def test_files_that_are_no_copies_are_passed_over(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    (laptop.shared / "notes.json").write_text('{"a": 1}')
    (laptop.shared / ".hidden.json").write_text("x")
    (laptop.shared / "folder.json").mkdir()
    (laptop.shared / "link.json").symlink_to("/etc/passwd")
    assert "Nothing new on either side." in laptop.said("sync")


def test_a_copy_that_was_put_aside_is_taken_in_and_is_no_machine(
    pair: tuple[Machine, Machine], machine: Machines
) -> None:
    laptop, school = pair
    aside = laptop.shared / "laptop (conflicted copy).json"
    part = laptop.shared / f".enquiry-{'a' * 12}-{'b' * 16}.part"
    laptop.ok("reflect", "on a copy that lost")
    laptop.said("sync")
    laptop.copy.rename(aside)
    part.write_bytes(b"{")
    os.utime(part, (1_000_000, 1_000_000))
    assert "A copy of laptop that was put aside has 1 step you have not seen." in " ".join(school.ok("status").split())
    told = " ".join(school.run("doctor").out.split())
    assert "seems to be a copy of laptop that was put aside, and holds 1 step not seen here" in told
    assert "1 step of a copy of laptop that was put aside" in school.said("sync", "--dry-run")
    told = json.loads(school.ok("sync", "--json"))
    validator("sync").validate(told)
    assert told["taken"] == [{"machine": "laptop", "steps": 1}]
    assert tell(school)["What happens when I wait?"] == ["on a copy that lost", "they waited"]
    for one in (laptop, school):  # each says it once, when it first sees it: the second by the first's JSON
        said = " ".join(one.said("sync").split())
        assert ("it can be deleted" in said) == (one is laptop)
        assert ("left half written in the folder" in said) == (one is laptop)
        assert "it can be deleted" not in one.said("sync")
        told = " ".join(one.run("doctor").out.split())
        assert "put aside, and holds nothing more" in told
        assert "They can be deleted by hand." in told
    report = school.run("doctor", "--report").out
    assert "conflicted" not in report
    assert aside.exists()
    assert part.exists()
    desk = machine("desk")
    asked = desk.run("sync", str(laptop.shared), "--unlocked", stdin="laptop\n", tty=True).err
    assert "In this folder are already laptop and school." in asked
    assert "so this one is laptop-2" in asked


def test_by_itself_a_copy_that_was_put_aside_is_said_once(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("config", "sync", "auto")
    shutil.copy(school.copy, laptop.shared / "school-DESKTOP-7F3K.json")
    (laptop.shared / "school (1).json").write_bytes(school.copy.read_bytes()[:99])
    said = " ".join(laptop.said("reflect", "one").split())
    assert "school-DESKTOP-7F3K.json seems to be a copy of school that was put aside" in said
    assert "it can be deleted, unless a machine is called school-DESKTOP-7F3K." in said
    assert "school (1).json, a copy of school that was put aside, has not arrived whole" in said
    assert "put aside" not in laptop.said("reflect", "two")
    school.ok("reflect", "three")
    school.said("sync")
    school.copy.rename(laptop.shared / "laptop (1).json")  # its own, as two machines of one name would have it
    said = " ".join(laptop.said("reflect", "four").split())
    assert "Taken in: 1 step of a copy of laptop that was put aside (1 entry" in said
    assert "is called laptop too" not in said
    (laptop.shared / "school (1).json").unlink()
    forgot = " ".join(laptop.ok("forget", "1.2", "--confirm", "forget").split())
    assert "Not yet: laptop (1).json in" in forgot


def test_a_locked_copy_that_was_put_aside_is_opened_as_any_other(locked: tuple[Machine, Machine]) -> None:
    laptop, school = locked
    school.ok("reflect", "locked")
    school.said("sync")
    aside = laptop.shared / "school.json.sync-conflict-20261127-101112-ABCDEFG.age"
    (laptop.shared / "school.json.age").rename(aside)
    said = " ".join(laptop.said("sync").split())
    assert "Taken in: 1 step of a copy of school that was put aside (1 entry)" in said
    assert f"{aside.name} seems to be a copy of school" in said
    before = LeftCopy(SharedCopy("school", aside, None, aside=True), CopyFault.OTHER_KEY, "the key before")
    assert f"To take it in: enquiry merge {aside}; then delete it." in describe_left_copy(before)


def test_a_machine_that_a_person_called_copy_stays_a_machine(laptop: Machine, machine: Machines) -> None:
    other = machine("laptop copy")
    laptop.join()
    other.join()
    other.ok("reflect", "written on it")
    other.said("sync")
    assert "laptop copy has 1 step you have not seen." in laptop.ok("status")
    said = laptop.said("sync")
    assert "Taken in: 1 step of laptop copy (1 entry)" in said
    assert "put aside" not in said + laptop.run("doctor").out
    asked = machine("desk").run("sync", str(laptop.shared), "--unlocked", stdin="\n", tty=True).err
    assert "In this folder are already laptop and laptop copy." in asked


# The folder itself


@pytest.mark.parametrize("fault", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_folder_that_is_read_only_or_full_is_said(
    pair: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    laptop, school = pair
    laptop.ok("reflect", "more")
    school.ok("reflect", "of school")
    school.said("sync")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr("enquiry.store.sharing.folder.stage_file", refuse)
    ran = laptop.run("sync")
    assert ran.code == ExitCode.FAILED
    assert f"{laptop.copy} can't be written: " in ran.err
    assert "The journal here is whole." in ran.err
    assert "of school" in str(tell(laptop))
    laptop.ok("config", "sync", "auto")
    assert "can't be written" in laptop.said("note", "in a read-only week")


def test_a_copy_that_is_taken_away_while_it_is_read_is_left(
    pair: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, school = pair
    school.ok("reflect", "gone again")
    school.said("sync")
    listed = list_copies(laptop.shared, "laptop")
    school.copy.unlink()
    monkeypatch.setattr("enquiry.cli.together.sync.list_copies", lambda *_: listed)
    ran = laptop.run("sync")
    assert ran.code == ExitCode.FAILED
    assert "school's copy can't be read just now; it is left for the next time." in ran.err


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_copies_and_what_is_remembered_are_the_owner_s_alone(laptop: Machine, umask: int) -> None:
    before = os.umask(umask)
    try:
        laptop.join()
    finally:
        os.umask(before)
    for path in (laptop.copy, *(laptop.state / "sync").iterdir()):
        assert path.stat().st_mode & 0o777 == 0o600


def test_three_copies_of_three_ages_come_together(pair: tuple[Machine, Machine], machine: Machines) -> None:
    """The third has been away since the beginning; one clock is years ahead, one years behind."""
    laptop, school = pair
    third = machine("third")
    third.join()
    school.clock, third.clock = school.clock.replace(year=2031), third.clock.replace(year=2019)
    third.ok("reflect", "of the third, long ago")
    for number in range(3):
        school.ok("reflect", f"of school {number}")
        school.said("sync")
        laptop.said("sync")
        laptop.ok("reflect", f"of the laptop {number}")
    for one in (third, laptop, school, third, laptop, school):
        one.said("sync")
    assert tell(laptop) == tell(school) == tell(third)
    assert len(tell(third)["What happens when I wait?"]) == 8
    assert laptop.journal.read_bytes() == school.journal.read_bytes() == third.journal.read_bytes()


def test_a_folder_that_is_gone_is_a_plain_line_and_is_not_made(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    away = laptop.shared.rename(laptop.shared.with_name("away"))
    laptop.ok("reflect", "on the train")
    ran = laptop.run("sync")
    assert ran.code == ExitCode.FAILED
    assert "is not there now." in ran.err
    assert not laptop.shared.exists()
    assert laptop.run("status").code == 0
    away.rename(laptop.shared)
    assert "Handed over: 1 step." in laptop.said("sync")


def test_a_journal_that_moved_into_the_folder_is_told_the_way_out(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    laptop.journal.rename(laptop.shared / "journal.json")
    laptop.journal.symlink_to(laptop.shared / "journal.json")
    ran = laptop.run("sync", str(laptop.shared), "--unlocked")
    assert ran.code == ExitCode.USAGE
    assert "enquiry config journal" in ran.err
    assert "--move" in ran.err


def test_a_moved_journal_stays_shared(laptop: Machine) -> None:
    del laptop.environ["ENQUIRY_JOURNAL"]
    laptop.ok("start", "Where does it lie?")
    laptop.join()
    laptop.said("config", "journal", str(laptop.folder / "elsewhere.json"), "--move")
    assert "Nothing new on either side." in laptop.said("sync")


def test_a_journal_that_was_restored_gets_back_what_was_shared(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("reflect", "to be gone back over")
    laptop.said("sync")
    school.said("sync")
    device = (laptop.state / "devices").glob("*")
    before = {path.name: path.read_bytes() for path in device}
    assert "comes back at the next sync or merge" in laptop.said("restore", "b1", "--yes")
    laptop.said("sync")
    laptop.ok("reflect", "under a new id")
    assert before.keys() == {path.name for path in (laptop.state / "devices").glob("*")}
    assert before != {path.name: path.read_bytes() for path in (laptop.state / "devices").glob("*")}
    laptop.said("sync")
    school.said("sync")
    assert tell(laptop) == tell(school)


# Nothing is lost, whatever fails, and nothing leaves readable


def test_a_fault_of_the_disk_at_any_call_loses_nothing(
    pair: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call that opens, writes, flushes, names or removes a file fails in turn. (Those of the kernel: `faults`.)"""
    laptop, school = pair
    laptop.ok("reflect", "of the laptop")
    school.ok("reflect", "of school")
    school.said("sync")
    top = laptop.folder.parent
    for name in ("laptop", SHARED):
        shutil.copytree(top / name, top / "kept" / name)
    failing, wrong, before = _FailingCalls(monkeypatch), list[str](), tell(laptop)
    for number in range(400):
        for name in ("laptop", SHARED):
            shutil.rmtree(top / name)
            shutil.copytree(top / "kept" / name, top / name)
        failing.begin(number, errno.ENOSPC if number % 2 else errno.EIO)
        ran = laptop.run("sync")
        failing.end()
        if not failing.failed:
            break
        if ran.code == 0 and "of school" not in str(tell(laptop)):
            wrong.append(f"call {number}: acknowledged, and not there")
        if "Nothing was changed" in ran.err and tell(laptop) != before:
            wrong.append(f"call {number}: said to be unchanged, and changed")
        if "of the laptop" not in str(tell(laptop)) or "enquiry itself" in ran.err:
            wrong.append(f"call {number}: {ran.err}")
    assert number > 50
    assert wrong == []
    laptop.said("sync")
    school.said("sync")
    assert tell(school) == tell(laptop)
    assert not list(laptop.folder.parent.rglob("*.part"))


class _FailingCalls:
    """Makes one of the calls of this process to the disk fail, counted from `begin`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fault, self.left, self.failed = 0, -1, False
        for name in ("open", "write", "fsync", "replace", "rename", "unlink", "link", "scandir", "fchmod"):
            monkeypatch.setattr(os, name, self._wrap(getattr(os, name)))

    def _wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.left == 0:
                self.failed = True
                self.left -= 1
                raise OSError(self.fault, os.strerror(self.fault))
            self.left -= 1
            return real(*args, **kwargs)

        return call

    def begin(self, number: int, fault: int) -> None:
        self.fault, self.left, self.failed = fault, number, False

    def end(self) -> None:
        self.left = -1


def test_no_spoiled_copy_is_taken_in(pair: tuple[Machine, Machine]) -> None:
    """A thousand cut or flipped copies; the locked ones are in `store/keys/test_locked.py`."""
    _, school = pair
    data, rng = school.copy.read_bytes(), random.Random(7)
    copy, taken = SharedCopy("school", school.copy, FileStamp(0, 0)), 0
    for number in range(1000):
        at = rng.randrange(len(data))
        flipped = data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        school.copy.write_bytes(flipped if number % 2 else data[:at])
        read = read_shared_copy(copy, (), locked=False, known=True)
        assert isinstance(read, LeftCopy), at
        taken += not isinstance(read, LeftCopy)
    assert taken == 0


WORDS = [f"zeb{number:02}edeeq" for number in range(50)]


def test_no_planted_word_is_readable_in_the_folder_in_git_or_in_a_locked_backup(
    locked: tuple[Machine, Machine], tmp_path: Path
) -> None:
    laptop, school = locked
    laptop.ok("reflect", " ".join(WORDS[:25]))
    school.ok("note", " ".join(WORDS[25:]))
    for one in (laptop, school, laptop):
        one.said("sync")
    laptop.ok("backup", "-o", str(laptop.shared / "own.backup.age"))
    assert all(word in laptop.journal.read_text("utf-8") for word in WORDS)
    files = [path.read_bytes() for path in laptop.shared.rglob("*") if path.is_file()]
    if git := shutil.which("git"):
        named = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        for argv in (["init", "-q"], ["add", "-A"], [*named, "commit", "-qm", "copies"]):
            subprocess.run([git, "-C", str(laptop.shared), *argv], check=True)
        objects = [path for path in (laptop.shared / ".git" / "objects").rglob("*") if path.is_file()]
        assert len(objects) >= 5
        files += [zlib.decompress(path.read_bytes()) for path in objects]
    assert len(files) >= 3
    assert [word for word in WORDS for data in files if word.encode() in data] == []


def test_every_machine_gone_the_typed_sheet_brings_back_the_same_bytes(
    locked: tuple[Machine, Machine], machine: Machines
) -> None:
    laptop, _ = locked
    laptop.ok("reflect", "the last words")
    laptop.said("sync")
    (laptop.shared / "school.json.age").unlink()
    sheet = laptop.folder / "sheet.txt"
    laptop.ok("keys", "-o", str(sheet))
    key = sheet.read_text("utf-8").partition("line:")[2].partition("What it opens")[0].strip()
    new = machine("new")
    new.said("keys", "enter", stdin=key.lower(), tty=True)
    new.said("sync", str(new.shared), "--machine", "new")
    assert new.journal.read_bytes() == laptop.journal.read_bytes()
    if age := shutil.which("age"):
        secret = "".join(key.split()[1::2])
        (new.folder / "typed.txt").write_text(f"{secret}\n")
        command = [age, "-d", "-i", str(new.folder / "typed.txt"), str(laptop.shared / "laptop.json.age")]
        (new.folder / "by-age.json").write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
        assert (new.folder / "by-age.json").read_bytes() == laptop.journal.read_bytes()
        with TinyDB(new.folder / "by-age.json") as opened:
            assert [row["text"] for row in opened.table("entries")] == ["they waited", "the last words"]


def test_what_only_this_machine_s_copy_still_holds_comes_back_before_it_is_laid_again(
    pair: tuple[Machine, Machine],
) -> None:
    """An earlier version took the journal's place while nobody else had seen what was handed over."""
    laptop, school = pair
    earlier = laptop.journal.read_bytes()
    laptop.ok("reflect", "handed over and seen by nobody")
    laptop.said("sync")
    laptop.journal.write_bytes(earlier)
    laptop.ok("reflect", "written on the earlier version")
    laptop.ok("reflect", "and once more")
    said = laptop.said("sync")
    assert "Taken in: 1 step of laptop" in said
    assert "too; this one is" not in said
    school.said("sync")
    assert tell(school) == tell(laptop)
    assert len(tell(laptop)["What happens when I wait?"]) == 4


def test_a_journal_that_is_gone_comes_back_from_the_folder(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    laptop.ok("reflect", "before it was gone")
    laptop.said("sync")
    whole = laptop.journal.read_bytes()
    laptop.journal.unlink()
    assert "3 steps of laptop" in laptop.said("sync")
    assert laptop.journal.read_bytes() == whole
    assert laptop.copy.exists()


# By itself


def test_by_itself_it_hands_over_after_saving_and_looks_before(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    for one in pair:
        one.ok("config", "sync", "auto")
    laptop.ok("reflect", "seen at once")
    assert "Taken in: 1 step of laptop" in school.run("status").err
    said = school.said("reflect", "and answered")
    assert "Taken in" not in said
    assert "Taken in: 1 step of school" in laptop.said("note", "a line")
    assert "seen at once" in tell(school)["What happens when I wait?"]
    assert "and answered" in tell(laptop)["What happens when I wait?"]


def test_by_itself_what_was_written_in_an_editor_is_handed_over_too(
    pair: tuple[Machine, Machine], tmp_path: Path
) -> None:
    laptop, school = pair
    laptop.ok("config", "sync", "auto")
    editor = PretendEditor(tmp_path / "pretend").writes("in the editor")
    laptop.ok("reflect", "--editor", tty=True, ENQUIRY_EDITOR=editor.command)
    assert "1 step of laptop" in school.said("sync")


def test_by_itself_it_is_never_an_error_and_complains_once_a_day(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    laptop.ok("config", "sync", "auto")
    shutil.rmtree(laptop.shared)
    laptop.shared.write_text("a file in its place")
    said = laptop.said("reflect", "on a Monday")
    assert said.count("is not there now") == 1
    assert "is not there now" not in laptop.said("note", "a line") + laptop.run("status").err
    laptop.clock += timedelta(days=1)
    assert "is not there now" in laptop.said("note", "on a Tuesday")


def test_by_itself_it_leaves_a_half_copy_and_says_so_once(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("config", "sync", "auto")
    school.copy.write_bytes(school.copy.read_bytes()[:100])
    assert "has not arrived whole" in laptop.said("reflect", "one")
    assert "has not arrived whole" not in laptop.said("reflect", "two")


# Locked


@pytest.fixture
def locked(laptop: Machine, machine: Machines) -> tuple[Machine, Machine]:
    """Two machines with one key that share a journal."""
    pytest.importorskip("pyrage")
    school, identity = machine("school"), generate_identity(date(2026, 2, 3))
    for one in (laptop, school):
        adopt_identity(one.state, identity)
        one.said("sync", str(one.shared), "--machine", one.name)
    return laptop, school


def test_locked_copies_are_read_by_machines_with_the_key_alone(
    locked: tuple[Machine, Machine], machine: Machines
) -> None:
    laptop, school = locked
    school.ok("reflect", "behind a lock")
    school.said("sync")
    assert "Taken in: 1 step of school" in laptop.said("sync")
    assert {path.name for path in laptop.shared.iterdir()} == {"laptop.json.age", "school.json.age"}
    assert all(b"lock" not in path.read_bytes() for path in laptop.shared.iterdir())
    stranger = machine("stranger")
    stranger.ok("start", "Whose is this?")
    adopt_identity(stranger.state, generate_identity(date(2026, 2, 3)))
    ran = stranger.run("sync", str(stranger.shared))
    assert ran.code == ExitCode.FAILED
    assert "is locked with another key" in ran.err
    assert len(list(laptop.shared.iterdir())) == 2


def test_the_sheet_is_never_laid_beside_what_its_key_locks(locked: tuple[Machine, Machine]) -> None:
    laptop, _ = locked
    ran = laptop.run("keys", "-o", str(laptop.shared / "sheet.txt"))
    assert ran.code == ExitCode.USAGE
    assert not (laptop.shared / "sheet.txt").exists()


def test_a_copy_that_is_forged_open_or_of_another_key_is_not_taken_in(locked: tuple[Machine, Machine]) -> None:
    import pyrage

    laptop, school = locked
    school.ok("reflect", "a forger's words")
    data, copy = school.journal.read_bytes(), laptop.shared / "school.json.age"
    own = (laptop.state / "key.txt").read_text().split()[-1]
    public = pyrage.x25519.Identity.from_str(own).to_public()
    other = lock(data, generate_identity(date(2026, 2, 3)))
    for spoiled, said in (
        (pyrage.encrypt(data, [public]), "was not written by a machine that has your key"),
        (data, "is not locked: the whole journal lies there for everybody to read"),
        (other, "is locked with another key"),
    ):
        copy.write_bytes(spoiled)
        ran = laptop.run("sync")
        assert ran.code == (ExitCode.DONE if spoiled == data else ExitCode.FAILED)
        assert f"school's copy {said}" in ran.err
        assert (f"enquiry merge {copy}; then delete it" in ran.err) == (spoiled == data)
        assert "forger" not in laptop.ok("export")


def test_an_open_copy_gives_way_to_a_locked_one(pair: tuple[Machine, Machine]) -> None:
    pytest.importorskip("pyrage")
    laptop, _ = pair
    adopt_identity(laptop.state, generate_identity(date(2026, 2, 3)))
    laptop.run("sync", str(laptop.shared))
    assert not laptop.copy.exists()
    assert (laptop.shared / "laptop.json.age").exists()


def test_a_key_is_made_or_typed_where_the_folder_is_named(laptop: Machine, machine: Machines) -> None:
    """The first machine makes it and is shown its sheet, the second is asked for the sheet."""
    pytest.importorskip("pyrage")
    ran = laptop.run("sync", str(laptop.shared), "--machine", "laptop", stdin="\n", tty=True)
    assert ran.code == ExitCode.USAGE
    assert "That needs a key." in ran.err
    assert "The sheet was not typed back" in ran.err
    identity = read_identity(laptop.state, waiting=True)
    assert identity
    adopt_identity(laptop.state, replace(identity, confirmed=date(2026, 2, 3)))
    laptop.said("sync", str(laptop.shared), "--machine", "laptop")
    school, typed = machine("school"), f"{identity.secret}\nschool\nn\n"
    said = school.said("sync", str(school.shared), stdin=typed, tty=True)
    assert "they open with the key on the recovery sheet" in said
    assert "Taken in: 2 steps of laptop" in said
    assert "By itself: enquiry config sync auto" in said


def test_a_renewed_key_locks_this_machine_s_copy_anew(locked: tuple[Machine, Machine]) -> None:
    laptop, school = locked
    school.ok("reflect", "before it was renewed")
    school.said("sync")
    laptop.ok("status")  # from here on the program is run on the laptop
    before = laptop.copy.with_suffix(".json.age").read_bytes()
    renew, sheet = ("keys", "renew", "--force", "-o"), laptop.folder / "sheet.txt"
    assert "Taken in: 1 step of school" in make_key(laptop, *renew, str(sheet), slips=3).err
    ran = make_key(laptop, *renew, str(sheet), groups=re.findall(r"\d\) (\S+)", sheet.read_text("utf-8")))
    assert ran.code == 0, ran.err
    assert 0 < ran.err.index("is locked with the new key") < ran.err.index("has the key: take it away")
    assert laptop.copy.with_suffix(".json.age").read_bytes() != before
    assert "laptop's copy is locked with another key" in school.run("sync").err
    school.ok("reflect", "with the key before")
    school.run("sync")
    assert "is locked with the key before this one. On school: enquiry keys enter" in laptop.run("sync").err
    (laptop.folder / "typed.txt").write_text(require_key(laptop.state).secret)
    school.said("keys", "enter", str(laptop.folder / "typed.txt"), "--yes")
    school.said("sync")
    laptop.said("sync")
    assert tell(laptop) == tell(school)


def test_another_window_in_the_folder_is_waited_for(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    laptop.ok("config", "wait", "0")
    record = locate_record(laptop.journal, laptop.state)
    with hold_lock(record, laptop.state, 0):
        ran = laptop.run("sync")
    assert ran.code == ExitCode.BUSY
    assert "Another window is at work in the shared folder." in ran.err


def test_a_record_that_was_spoiled_is_named_and_the_folder_named_anew(pair: tuple[Machine, Machine]) -> None:
    laptop, _ = pair
    locate_record(laptop.journal, laptop.state).write_text("{")
    ran = laptop.run("sync")
    assert ran.code == ExitCode.FAILED
    assert "Name the folder once more: enquiry sync FOLDER" in ran.err
    assert laptop.run("status").code == 0
    assert "can't be read" in " ".join(laptop.run("doctor").out.split())
    assert "this one is laptop-2" in laptop.join()
    laptop.ok("reflect", "now its name stands in the history")
    laptop.said("sync")
    locate_record(laptop.journal, laptop.state).write_text("{")
    assert "this one is" not in laptop.said("sync", str(laptop.shared), "--unlocked", "--machine", "laptop-2")


def test_what_one_machine_forgot_is_gone_from_the_other_after_its_sync(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("reflect", "Zebedeeq was absent")
    for one in pair:
        one.said("sync")
    school.ok("note", "meanwhile at school")
    laptop.ok("forget", "--word", "Zebedeeq", "--confirm", "forget")
    for one in (laptop, school, laptop, school):
        one.said("sync")
    files = [path for one in pair for path in (*one.folder.rglob("*"), *one.shared.iterdir()) if path.is_file()]
    assert [path for path in files if b"Zebedeeq" in path.read_bytes()] == []
    assert tell(laptop) == tell(school)


def without_gaps(text: str) -> str:
    """Return a text without white space: a long path may be broken at the edge of the terminal."""
    return "".join(text.split())


def test_what_is_forgotten_goes_from_copies_that_are_written_no_more(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    away, stick = laptop.folder.parent / "stick", laptop.folder.parent / "drive"
    laptop.ok("reflect", "Zebedeeq was absent")
    for folder in (away, stick):
        folder.mkdir()
        laptop.said("sync", str(folder), "--unlocked", "--yes")
    assert "laptop.json lies still in a folder where it is written no more." in laptop.ok("status")
    shutil.rmtree(away)
    told = without_gaps(laptop.ok("forget", "--word", "Zebedeeq", "--confirm", "forget"))
    gone = f"Taken away, since it was written no more: the copy of laptop in {laptop.shared}."
    beyond = f"can't be reached now: the copy of laptop in {away}. Delete it there."
    later = f"Not yet: the copy of laptop in {stick}, until each machine syncs."
    assert [one for one in (gone, beyond, later) if without_gaps(one) not in told] == []
    assert not laptop.copy.exists()
    laptop.said("sync")
    assert b"Zebedeeq" not in (stick / "laptop.json").read_bytes()
    shutil.rmtree(stick)
    told = without_gaps(laptop.ok("forget", "1.1", "--confirm", "forget"))
    assert without_gaps(f"the copies in {stick}, which is not there now") in told
    school.ok("reflect", "as school")
    school.said("sync")
    school.said("sync", str(school.shared), "--unlocked", "--machine", "desk")
    shutil.copy(school.shared / "desk.json", school.copy)
    school.ok("reflect", "as desk")
    school.said("sync")
    assert "school.json lies still" in " ".join(school.run("doctor").out.split())


def test_where_two_texts_stand_the_machine_is_named(pair: tuple[Machine, Machine]) -> None:
    laptop, school = pair
    laptop.ok("edit", "1.1", "they waited at home")
    school.ok("edit", "1.1", "they waited at school", now=school.clock + timedelta(minutes=5))
    school.said("sync")
    said = laptop.said("sync")
    assert "1.1 has two texts. The later one stands; yours is kept with it: enquiry settle 1.1" in said
    assert "1.1" in laptop.ok("status")
    assert "written on laptop, 3 February 2026" in laptop.run("settle", "1.1").out
    assert "also written on laptop, text, 3 February 2026" in laptop.ok("show", "1.1")
    assert "also written on laptop, text, 3 February 2026" in laptop.ok("show", "1")
    told = json.loads(laptop.ok("settle", "1.1", "--keep", "both", "--json"))
    assert told["settled"] == ["1.1"]
    laptop.said("sync")
    school.said("sync")
    assert tell(school) == tell(laptop)
    assert "on school" in laptop.ok("history")


# The doctor


def test_the_doctor_looks_at_key_folder_and_clocks(locked: tuple[Machine, Machine]) -> None:
    laptop, school = locked
    told = " ".join(laptop.ok("doctor").split())
    assert "its recovery sheet was" in told or "waits until" in told
    assert "two copies, each locked and opened" in told
    school.run("reflect", "from a day to come", now=school.clock.replace(year=2031))
    school.said("sync")
    laptop.said("sync")
    assert "school's clock said 3 February 2031" in " ".join(laptop.run("doctor").out.split())
    (laptop.shared / "school.json.age").write_bytes(b"age-encryption.org/v1\n")
    (laptop.shared / "third.json").write_bytes(laptop.journal.read_bytes())
    told = " ".join(laptop.run("doctor").out.split())
    assert "school's copy has not arrived whole" in told
    assert "third's copy is not locked" in told
    report = laptop.run("doctor", "--report").out
    assert str(laptop.shared) not in report
    assert "school" not in report
    (laptop.shared / "laptop.json").write_bytes(b"open")
    assert "lies open in it" in " ".join(laptop.run("doctor").out.split())
    shutil.rmtree(laptop.shared)
    assert "is not there now" in " ".join(laptop.run("doctor").out.split())
    write_waiting_identity(laptop.state, generate_identity(date(2026, 2, 3)))
    assert "a key waits" in " ".join(laptop.run("doctor").out.split())
    (laptop.state / "key.txt").write_text("no key")
    assert "holds no key" in " ".join(laptop.run("doctor").out.split())
    (laptop.state / "key.txt").unlink()
    assert "there is no key on this machine" in " ".join(laptop.run("doctor").out.split())


# By way of git


def git(folder: Path, *argv: str) -> str:
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    ran = subprocess.run(["git", "-C", str(folder), *named, *argv], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def exchange(one: Machine, hub: Path) -> None:
    """Commit what a machine laid in its clone, take in what is in the hub, and hand over both."""
    git(one.shared, "add", "-A")
    if git(one.shared, "status", "--porcelain"):
        git(one.shared, "commit", "-qm", "copy")
    if git(hub, "for-each-ref"):
        git(one.shared, "pull", "-q", "--no-rebase", "--no-edit", "origin", "HEAD")
    git(one.shared, "push", "-q", "origin", "HEAD")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_forty_rounds_by_way_of_git_meet_no_conflict(
    laptop: Machine, machine: Machines, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """Each machine writes its own file alone, so that git has nothing to bring together within one."""
    hub, machines = tmp_path / "hub.git", (laptop, machine("school"))
    subprocess.run(["git", "init", "-q", "--bare", str(hub)], check=True)
    for one in machines:
        one.shared = tmp_path / f"{one.name}-git"
        subprocess.run(["git", "clone", "-q", str(hub), str(one.shared)], check=True)
    for one in machines:
        one.join()
        exchange(one, hub)
        one.said("sync")
    for number in range(40):
        for one in machines:
            one.ok("reflect", f"{one.name} {number}")
            one.said("sync")
        for one in machines:
            exchange(one, hub)
    for one in (*machines, *machines):
        exchange(one, hub)
        one.said("sync")
    told = [tell(one)["What happens when I wait?"] for one in machines]
    assert told[0] == told[1]
    assert len(told[0]) == 81
    assert laptop.journal.read_bytes() == machines[1].journal.read_bytes()
    figure("git: 40 rounds of two machines, 0 conflicts")
