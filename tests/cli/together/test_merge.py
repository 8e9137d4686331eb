"""`enquiry merge`: what comes, changes, stands twice and is called anew; and whatever else may lie there."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cli.together.conftest import COPY, LATER, Apart
from tests.conftest import Home
from tests.faults.test_faults_damage import resealed


def texts(home: Home) -> list[tuple[str, str]]:
    [cycle] = json.loads(home.ok("export"))["cycles"]
    return [(entry["name"], entry["text"]) for entry in cycle["entries"]]


def test_it_is_shown_first_and_nothing_is_changed(kept: Apart) -> None:
    kept.bring()
    before = kept.journal.read_bytes()
    ran = kept.run("merge", "-n")
    assert ran.out.splitlines() == [
        "3 things come: reflection 1.2, evidence 1.4 and note n1.",
        "1 thing changes: the tags of 1.",
        "1.1 has two texts. The later one stands; yours is kept with it.",
        "1.2 stays: one removed it while another wrote there.",
        f"1.3 of “{COPY}” is 1.4 from now on.",
    ]
    assert ran.err == "Nothing was changed. To take it in: enquiry merge\n"
    assert (kept.journal.read_bytes(), kept.copy.exists()) == (before, True)


def test_nothing_of_either_is_lost_and_the_copy_goes_to_the_backups(kept: Apart) -> None:
    copied = kept.bring().read_bytes()
    before = kept.journal.read_bytes()
    ran = kept.run("merge")
    assert "enquiry settle 1.1" in " ".join(ran.out.split())
    kept_as = re.fullmatch(r"As it was before is kept: enquiry restore (b\d+)\nThe copy was moved .*\n", ran.err)
    assert kept_as
    assert texts(kept) == [
        ("1.1", "16 of 30 spoke"),
        ("1.2", "so they need time to think"),
        ("1.3", "seen at school"),
        ("1.4", "seen at home"),
    ]
    assert not kept.copy.exists()
    backups = [path.read_bytes() for path in (kept.folder / "state").rglob("b*.json")]
    assert copied in backups
    assert before in backups
    assert kept.run("doctor").code == 0
    shown = kept.ok("show", "1.1")
    assert shown.index("16 of 30") < shown.index("also written, text") < shown.index("half of them spoke")
    assert "Two machines wrote differently in 1.1 and one other place." in kept.ok()
    assert kept.run("merge").out.startswith("No copy of the journal lies beside it.")
    kept.ok("restore", kept_as[1], "--yes")
    assert texts(kept) == [("1.1", "half of them spoke"), ("1.3", "seen at school")]


def test_two_machines_that_know_the_same_hold_the_same_bytes(kept: Apart) -> None:
    shutil.copy(kept.journal, kept.folder / "school.json")
    kept.ok("merge", str(kept.laptop))
    told = kept.there("merge", str(kept.folder / "school.json"))
    assert "What was 1.3 here is 1.4 from now on." in told
    assert kept.laptop.read_bytes() == kept.journal.read_bytes()
    assert kept.laptop.exists()
    assert kept.ok("merge", str(kept.laptop)) == "Nothing new on either side.\n"
    kept.ok("note", "since")
    assert kept.ok("merge", str(kept.laptop)).startswith("Nothing new in “journal.json”.")


def test_the_answer_to_programs_says_it_all(kept: Apart) -> None:
    kept.bring()
    told = json.loads(kept.ok("merge", "--json"))
    assert (told["taken"], told["handed"], told["before"], told["dry_run"]) == (5, 4, "b2", False)
    assert [one["title"] for one in told["came"]] == ["reflection 1.2", "evidence 1.4", "note n1"]
    [clash] = told["clashes"]
    assert (clash["name"], clash["stands"], clash["other"]) == ("1.1", "16 of 30 spoke", "half of them spoke")
    assert told["kept_against_removal"] == ["1.2"]
    assert told["renamed"] == [{"was": "1.3", "now": "1.4", "mine": False}]
    assert [os.path.basename(one) for one in told["moved"]] == [COPY]  # noqa: PTH119 (a path in JSON)


def test_undo_afterwards_takes_back_the_own_latest_step_and_leaves_the_others(kept: Apart) -> None:
    kept.ok("merge", str(kept.laptop))
    assert "cycle 1 edited" in kept.ok("undo")
    shown = kept.ok("show", "1")
    assert "S2" not in shown
    assert "waiting" in shown
    kept.ok("redo")
    assert "S2" in kept.ok("show", "1")
    assert len({line.rpartition(" on ")[2] for line in kept.ok("history").splitlines()}) == 2


def test_old_names_lead_on(kept: Apart) -> None:
    kept.there("start", "And at home?")
    kept.there("evidence", "of the second")
    kept.ok("start", "And at school?")
    kept.ok("merge", str(kept.laptop))
    assert kept.run("show", "1.3").err == "1.4 was also called 1.3, where it was written: enquiry show 1.4\n"
    assert "also called  1.3" in kept.ok("show", "1.4")
    ran = kept.run("show", "2.1")
    assert "of the second" in ran.out
    assert ran.err == "What was called 2.1 is 3.1 now.\n"
    assert "3 was also called 2" in kept.run("show", "2").err
    assert "1.4" in kept.ok("search", '"1.3"')
    assert "«half of them» spoke" in kept.ok("search", "half of them")
    kept.ok("move", "1.4", "2")
    assert "seen at home" in kept.ok("show", "1.4")
    assert "also called" not in kept.ok("show", "2.1")


def test_a_measure_that_both_made_is_what_either_said_of_it(kept: Apart) -> None:
    kept.ok("evidence", "three", "--measure", "spoke=3")
    kept.there("evidence", "four", "--measure", "spoke=4")
    kept.there("measures", "define", "spoke", "--unit", "words")
    kept.ok("merge", str(kept.laptop))
    assert "spoke  ·  words" in kept.ok("measures")


# What else may lie there


def test_another_journal_is_refused_and_taken_all_the_same_where_that_is_said(kept: Apart) -> None:
    other = kept.folder / "theirs.json"
    kept.ok("start", "Something else?", "--journal", str(other))
    ran = kept.run("merge", str(other))
    assert ran.code == 2
    assert "is another journal (its first step is of 3 February 2026)" in ran.err
    assert "enquiry import" in ran.err
    kept.ok("merge", str(other), "--anyway")
    assert "Something else?" in kept.ok("list")


@pytest.mark.parametrize("harm", [lambda data: data[:-500], lambda data: data.replace(b"seen", b"been")])
def test_what_has_not_arrived_whole_is_left_for_the_next_time(kept: Apart, harm: Callable[[bytes], bytes]) -> None:
    copy = kept.bring()
    copy.write_bytes(harm(copy.read_bytes()))
    before = kept.journal.read_bytes()
    for argv in (("merge",), ("merge", str(copy))):
        ran = kept.run(*argv)
        assert ran.code == 0
        assert "has not arrived whole, or is damaged" in ran.out
    assert (kept.journal.read_bytes(), copy.exists()) == (before, True)
    copy.write_bytes(b"")
    assert "has not arrived whole" in kept.ok("merge", str(copy))


def test_a_newer_copy_is_left_and_the_others_are_taken_in(kept: Apart) -> None:
    copy = kept.bring("journal (1).json")
    newer = kept.bring("journal (2).json")
    newer.write_bytes(resealed(newer.read_bytes().replace(b'"format":6', b'"format":9', 1)))
    ran = kept.run("merge")
    assert ran.code == 5
    assert "is of format 9" in ran.out
    assert (copy.exists(), newer.exists()) == (False, True)
    assert "seen at home" in kept.ok("show", "1")


def test_the_journal_itself_no_file_and_another_kind_of_file(kept: Apart) -> None:
    assert kept.run("merge", str(kept.journal)).code == 2
    assert kept.run("merge", "nowhere.json").code == 3
    kept.ok("export", "-o", str(kept.folder / "out.json"))
    ran = kept.run("merge", str(kept.folder / "out.json"))
    assert (ran.code, "enquiry import" in ran.err) == (2, True)
    kept.journal.unlink()
    assert kept.run("merge", str(kept.laptop)).code == 3


def test_an_older_copy_than_one_taken_in_before_changes_nothing(kept: Apart) -> None:
    older = kept.bring("older.json")
    kept.there("note", "later")
    kept.ok("merge", str(kept.laptop))
    before = kept.journal.read_bytes()
    assert "Nothing new" in kept.ok("merge", str(older))
    assert kept.journal.read_bytes() == before


def test_three_copies_of_three_ages_are_taken_in_at_once(kept: Apart) -> None:
    kept.bring("journal (1).json")
    kept.there("note", "second")
    kept.bring("journal (2).json")
    kept.there("note", "third", now=LATER + timedelta(days=2000))
    kept.bring("journal (3).json")
    kept.ok("merge")
    assert [path.name for path in kept.folder.glob("journal*")] == ["journal.json"]
    assert [note["text"] for note in json.loads(kept.ok("export"))["inbox"]] == ["a line", "second", "third"]
    kept.ok("note", "written after a clock that was years ahead")
    assert "a clock was wrong" in " ".join(kept.run("doctor").out.split())


def test_a_copy_changed_by_hand_without_its_backup_loses_nothing(kept: Apart) -> None:
    kept.laptop.write_bytes(kept.laptop.read_bytes().replace(b"seen at home", b"seen by hand"))
    shutil.rmtree(kept.folder / "state" / "enquiry" / "backups", ignore_errors=True)
    kept.there("restore", "--accept-edit", "--yes")
    kept.ok("merge", str(kept.laptop))
    assert ("1.4", "seen by hand") in texts(kept)
    assert kept.run("doctor").code == 0


def test_what_was_changed_by_hand_in_what_both_know_stands_beside_the_others(kept: Apart) -> None:
    """The edited version is kept nowhere, so that the laptop's history does not tell what was there before."""
    kept.laptop.write_bytes(kept.laptop.read_bytes().replace(b"when I wait?", b"when I pause?"))
    shutil.rmtree(kept.folder / "state" / "enquiry" / "backups", ignore_errors=True)
    kept.there("restore", "--accept-edit", "--yes")
    kept.ok("edit", "1", "What happens when I am quiet?")
    shutil.copy(kept.journal, kept.folder / "school.json")
    kept.ok("merge", str(kept.laptop))
    kept.there("merge", str(kept.folder / "school.json"))
    assert kept.journal.read_bytes() == kept.laptop.read_bytes()
    shown = kept.ok("show", "1")
    assert "when I am quiet?" in shown
    assert "when I pause?" in shown
    assert kept.ok("merge", str(kept.folder / "school.json")).startswith("Nothing new")


def test_what_is_not_there_yet_or_can_not_be_read_is_left(kept: Apart) -> None:
    (kept.folder / ".journal.json.icloud").write_bytes(b"")
    assert "“.journal.json.icloud” is not on this machine yet" in kept.ok("merge")
    copy = kept.bring()
    (kept.folder / "journal (1).json").symlink_to(kept.folder / "nowhere")
    (kept.folder / "journal (2).json").symlink_to(kept.folder / "journal (2).json")  # in a circle, as from a bad disk
    ran = kept.run("merge")
    assert (ran.code, copy.exists()) == (1, False)
    assert "It is left for the next time." in " ".join(ran.out.split())


def test_import_points_to_it(kept: Apart) -> None:
    ran = kept.run("import", str(kept.laptop))
    assert (ran.code, f"enquiry merge {kept.laptop}" in ran.err) == (2, True)


def test_restoring_where_another_machine_writes_too_says_what_comes_back(kept: Apart) -> None:
    kept.ok("merge", str(kept.laptop))
    before = {file.name for file in (kept.folder / "state" / "enquiry" / "devices").iterdir()}
    ran = kept.run("restore", "b2", "--yes")
    assert "what they hold comes back" in ran.err
    assert len(before) - len(list((kept.folder / "state" / "enquiry" / "devices").iterdir())) == 1
    kept.ok("note", "after it")
    kept.ok("merge", str(kept.laptop))
    assert "seen at home" in kept.ok("show", "1")


def test_it_can_be_read_in_lines_and_on_a_narrow_screen(kept: Apart) -> None:
    kept.bring()
    assert kept.ok("merge", "-n", "--plain").startswith("3 things come: ")
    assert all(len(line) <= 40 for line in kept.ok("merge", COLUMNS="40").splitlines())
    plain = kept.ok("show", "1.1", "--plain")
    assert "also written, text, 2026-02-03T16:30+00:00: half of them spoke" in plain
    assert "settle: enquiry settle 1.1" in plain
    kept.ok("show", "1.2", "--versions")


def test_exports_and_folders_hold_what_stands_twice_and_what_was_called_otherwise(kept: Apart) -> None:
    kept.ok("merge", str(kept.laptop))
    whole = kept.ok("export", "--with-removed")
    assert '"first": 3' in whole
    assert "half of them spoke" in whole
    other = ("--journal", str(kept.folder / "other.json"))
    kept.ok("import", "-", *other, stdin=whole)
    assert kept.ok("export", "--with-removed", *other) == whole
    kept.ok("export", "--format", "markdown", "-o", str(kept.folder / "notes"))
    third = ("--journal", str(kept.folder / "third.json"))
    kept.ok("import", str(kept.folder / "notes"), *third)
    assert kept.ok("export", "--with-removed", *third) == whole


def test_history_tells_the_present_name_of_what_was_called_otherwise(kept: Apart) -> None:
    kept.ok("merge", str(kept.laptop))
    kept.ok("start", "What else?")
    kept.ok("move", "1.3", "-c", "2")
    told = [
        line for line in kept.ok("history", "--plain").splitlines() if line.startswith(("did: evidence 1.3 a", "now: "))
    ]
    assert sorted(told) == ["did: evidence 1.3 added", "did: evidence 1.3 added", "now: 1.4", "now: 2.1"]
    assert "evidence 1.3 added · now 2.1" in kept.ok("history")
    steps = json.loads(kept.ok("history", "--json"))["steps"]
    assert sorted(name for step in steps for name in step["now"]) == ["1.4", "2.1"]
