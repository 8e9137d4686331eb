"""`backup` and `restore`: the list, the difference, the drill for every damage, and copies kept elsewhere."""

import json
import shutil
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Home
from tests.faults.test_faults_damage import DAMAGE, MISMADE, resealed
from tests.store.book import Book

Harm = Callable[[bytes], bytes]


def sealed_again(harm: Harm) -> Harm:
    return lambda data: resealed(harm(data))


HARM: dict[str, Harm] = {name: harm for name, (harm, _, _) in DAMAGE.items()}
HARM |= {f"sealed: {name}": sealed_again(harm) for name, (harm, _) in MISMADE.items()}
NEWER = {name for name, (_, _, words) in DAMAGE.items() if "is of format" in words}


@pytest.fixture
def kept(home: Home) -> Home:
    """A journal of three steps over three days, whose texts the kinds of damage know."""
    home.ok("start", "Does waiting three seconds help?")
    home.ok("reflect", "Waited. Zoë spoke.", now=NOW + timedelta(days=1))
    home.ok("reflect", "Waited again.", now=NOW + timedelta(days=2))
    return home


def backups(home: Home) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(home.ok("restore", "--json"))["backups"]
    return found


# The list


def test_the_backups_are_listed_the_newest_first(kept: Home) -> None:
    ran = kept.run("restore")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0].startswith("▸ b3 5 Feb 2026, 16:30 1 cycle, 2 entries ")
    assert lines[0].endswith("as it is now")
    assert lines[2].startswith("b1 3 Feb 2026, 16:30 1 cycle, 0 entries ")
    assert lines[2].endswith("step 1")
    assert "the ten newest, one a day for 30 days, one a month for 12 months" in ran.err
    assert "of 200 MB used." in ran.err
    assert ran.err.endswith("To look before anything is changed: enquiry restore b2 --dry-run\n")


def test_the_list_in_plain_lines_and_json(kept: Home) -> None:
    lines = kept.ok("restore", "--plain").splitlines()
    assert lines[:4] == ["backup: b3", "written: 2026-02-05T16:30+00:00", "holds: 1 cycle, 2 entries", "step: 3"]
    assert lines[4].startswith("size: ")
    assert lines[5:8] == ["present: yes", "", "backup: b2"]
    first, second, _ = backups(kept)
    assert (first["name"], first["step"], first["entries"], first["present"]) == ("b3", 3, 2, True)
    assert (second["present"], Path(second["path"]).stat().st_size) == (False, second["size"])


def test_an_empty_list_says_so(home: Home) -> None:
    ran = home.run("restore")
    assert (ran.code, ran.out) == (0, "")
    assert "No backups are kept yet" in ran.err
    assert json.loads(home.ok("restore", "--json"))["backups"] == []


def test_where_names_the_folder_of_the_backups(kept: Home) -> None:
    places = json.loads(kept.ok("where", "--json"))["places"]
    assert {Path(backup["path"]).parent for backup in backups(kept)} == {Path(places["backups"])}


# Restoring


def test_the_difference_is_shown_first_and_nothing_is_changed_by_looking(kept: Home) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("restore", "b1", "--dry-run")
    assert ran.out.splitlines() == [
        "reflection 1.1 would go: Waited. Zoë spoke.",
        "reflection 1.2 would go: Waited again.",
        "Nothing was changed. To restore it: enquiry restore b1",
    ]
    assert ran.err == ""
    assert kept.journal.read_bytes() == before


@pytest.mark.parametrize(("answer", "done"), [("yes\n", True), ("\n", False)])
def test_restoring_asks_and_keeps_what_it_replaces(kept: Home, answer: str, done: bool) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("restore", "B2", tty=True, stdin=answer)
    assert "Put b2 of 4 February 2026, 16:30 in the journal's place? [y/N]" in ran.err
    assert (kept.run("show", "1.2").code == 3) is done
    assert ran.out.startswith("reflection 1.2 will go: Waited again.\n")
    if done:
        assert ran.out.endswith("The journal is b2 of 4 February 2026, 16:30 again.\n")
        assert "What it replaced is kept: enquiry restore b3" in ran.err
        kept.ok("restore", "b3", "--yes")
        assert kept.journal.read_bytes() == before
    else:
        assert ran.out.endswith("Nothing was changed.\n")


def test_without_anybody_to_ask_nothing_is_restored(kept: Home) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("restore", "b1")
    assert (ran.code, ran.err) == (
        2,
        "This asks first, and there is nobody to ask.\nLook with --dry-run, then give --yes.\n",
    )
    assert kept.journal.read_bytes() == before


def test_json_answers_once(kept: Home) -> None:
    looked = json.loads(kept.ok("restore", "b1", "--dry-run", "--json"))
    assert (looked["restored"], looked["dry_run"], len(looked["changes"])) == (False, True, 2)
    done = json.loads(kept.ok("restore", "b1", "--yes", "--json"))
    assert (done["restored"], done["from"], done["changes"][0]["what"]) == (
        True,
        "b1",
        "gone",
    )


def test_restoring_the_journal_as_it_is_says_so(kept: Home) -> None:
    assert "The journal as it is says the same as b3" in kept.run("restore", "b3", "--dry-run").err


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("restore", "b99"), 3, "There is no backup b99."),
        (("restore", "/nowhere/at-all.json"), 3, "There is no file /nowhere/at-all.json."),
        (("restore", "--dry-run"), 2, "--dry-run was given, but no backup."),
        (("restore", "b1", "--accept-edit"), 2, "“b1” and --accept-edit contradict each other."),
        (("restore", "--accept-edit"), 2, "is as enquiry wrote it."),
        (("backup",), 2, "Backups are made by themselves at every change"),
        (("backup", "-o", "/nowhere/at-all.json"), 1, "/nowhere/at-all.json can't be written"),
    ],
)
def test_what_cannot_be_restored_or_copied_is_said(kept: Home, argv: tuple[str, ...], code: int, words: str) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run(*argv)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 2
    assert kept.journal.read_bytes() == before


def test_a_file_that_is_no_journal_is_not_restored(kept: Home) -> None:
    export = kept.folder / "export.json"
    kept.ok("export", "-o", str(export), "--names-are-fine")
    before = kept.journal.read_bytes()
    ran = kept.run("restore", str(export), "--yes")
    assert (ran.code, kept.journal.read_bytes()) == (5, before)
    assert "it is not a journal of this program" in ran.err


def test_a_journal_that_is_gone_is_offered_back(kept: Home) -> None:
    whole = kept.journal.read_bytes()
    kept.journal.unlink()
    ran = kept.run("show")
    assert ran.code == 3
    assert "enquiry restore b3 brings back the one of 5 February 2026, 16:30" in ran.err
    told = kept.run("restore", "b3", "--yes").err
    assert "So there is nothing to compare b3 of 5 February 2026, 16:30 with." in told
    assert "holds one cycle and two entries." in told
    assert kept.journal.read_bytes() == whole


def test_a_new_journal_in_the_place_of_one_that_is_gone_says_that_backups_are_kept(kept: Home) -> None:
    kept.journal.unlink()
    ran = kept.run("note", "a line")
    assert "Backups of an earlier journal in this place are kept: enquiry restore lists them." in ran.err
    for number in range(30):
        kept.ok("note", f"line {number}")
    assert 3 in [backup["step"] for backup in backups(kept) if backup["entries"] == 2]
    assert "earlier journal" not in kept.run("note", "b").err


# The drill


@pytest.fixture
def used(home: Home) -> Home:
    """The journal of two steps that the kinds of damage know, in a home."""
    book = Book(home.folder)
    book.path, book.state = home.journal, home.folder / "state" / "enquiry"
    book.start().add("Waited. Zoë spoke.")
    return home


@pytest.mark.parametrize("name", HARM)
def test_after_every_damage_what_is_offered_brings_everything_back(used: Home, name: str) -> None:
    whole = used.journal.read_bytes()
    harmed = HARM[name](whole)
    assert harmed != whole
    with used.journal.open("wb") as file:  # where it lies, so that a second name for the file would be harmed too
        file.write(harmed)
    told = used.run("reflect", "never")
    assert told.code == 5
    assert used.journal.read_bytes() == harmed
    if name in NEWER:
        assert "Install a later version" in told.err
        assert used.run("restore", "b2", "--yes").code == 5
        assert used.journal.read_bytes() == harmed
        return
    assert "enquiry restore b2 goes back to 3 February 2026, 16:30 (1 cycle, 1 entry)" in told.err
    ran = used.run("restore", "b2", "--yes")
    assert ran.code == 0, ran.err
    assert used.journal.read_bytes() == whole
    assert harmed in [Path(backup["path"]).read_bytes() for backup in backups(used)]
    assert used.run("reflect", "and on").err.startswith("Reflection 1.2 added")


# Edits made outside


def test_an_edit_is_shown_as_a_difference_and_kept_when_it_is_accepted(kept: Home) -> None:
    harmed = kept.journal.read_bytes().replace(b"Waited again.", "Wartete wieder, und Zoë sprach.".encode())
    kept.journal.write_bytes(harmed)
    told = kept.run("show")
    assert told.code == 5
    assert "enquiry restore --accept-edit shows what was changed and keeps it; enquiry restore b3 goes back" in told.err
    ran = kept.run("restore", "--accept-edit", "--dry-run")
    assert ran.out.splitlines() == [
        "reflection 1.2 changed",
        "    text  [-Waited again-]{+Wartete wieder, und Zoë sprach+}.",
        "Nothing was changed. To keep it so: enquiry restore --accept-edit",
    ]
    assert ran.err.splitlines()[0] == "That was changed outside enquiry."
    assert kept.journal.read_bytes() == harmed
    assert json.loads(kept.ok("restore", "--accept-edit", "--yes", "--json"))["accepted"] is True
    assert "Wartete" in kept.ok("show", "1.2")
    assert harmed in [Path(backup["path"]).read_bytes() for backup in backups(kept)]
    assert "set aside" in kept.ok("restore")
    assert "what was changed outside enquiry accepted" in kept.ok("history")
    kept.ok("undo")
    assert "Waited again." in kept.ok("show", "1.2")


def test_an_edit_that_is_not_wanted_stays_where_it_is(kept: Home) -> None:
    harmed = kept.journal.read_bytes().replace(b"again", b"once more")
    kept.journal.write_bytes(harmed)
    ran = kept.run("restore", "--accept-edit", tty=True, stdin="n\n")
    assert ran.err.endswith("Keep the journal as it was edited? [y/N] ")
    assert ran.out.endswith("\nNothing was changed.\n")
    assert kept.journal.read_bytes() == harmed


def test_an_edit_of_the_layout_alone_is_said(kept: Home) -> None:
    whole = kept.journal.read_bytes()
    kept.journal.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert "Only how it is laid out was changed" in kept.run("restore", "--accept-edit", "--yes").err
    assert kept.journal.read_bytes() == whole


def test_an_edit_without_its_own_version_is_compared_with_the_one_before(kept: Home) -> None:
    Path(backups(kept)[0]["path"]).unlink()
    kept.journal.write_bytes(kept.journal.read_bytes().replace(b"again", b"once more"))
    ran = kept.run("restore", "--accept-edit", "--yes")
    assert "reflection 1.2 added: Waited once more." in ran.out
    assert "compared with b2 of 4 February 2026, 16:30: what enquiry wrote between shows too" in ran.err
    told = kept.run("undo")
    assert (told.code, told.err.splitlines()[0]) == (
        1,
        "Step 4 (what was changed outside enquiry accepted) can't be undone: what it replaced is not known.",
    )


def test_an_edit_with_no_backup_at_all_is_said(kept: Home) -> None:
    shutil.rmtree(Path(backups(kept)[0]["path"]).parent)
    kept.journal.write_bytes(kept.journal.read_bytes().replace(b"again", b"once more"))
    assert "No backup is kept that it could be compared with" in kept.run("restore", "--accept-edit", "--yes").err
    assert "once more" in kept.ok("show", "1.2")


# Copies elsewhere


def test_a_copy_goes_to_a_file_or_a_folder_and_comes_back(kept: Home) -> None:
    stick = kept.folder / "stick"
    stick.mkdir()
    ran = kept.run("backup", "-o", str(stick))
    copy = stick / "enquiry-2026-02-03.json"
    assert ran.err == f"The journal (1 cycle, 2 entries) was written to {copy} and read back.\n"
    assert copy.read_bytes() == kept.journal.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert kept.run("backup", "-o", str(stick)).code == 1
    kept.ok("reflect", "later")
    kept.ok("backup", "-o", str(copy), "--force")
    kept.ok("undo", "--to", "1")
    kept.ok("restore", str(copy), "--yes")
    assert "later" in kept.ok("show", "1.3")
    answer = json.loads(kept.ok("backup", "-o", str(stick / "other.json"), "--json"))
    assert (answer["written"], answer["cycles"], answer["entries"]) == (str(stick / "other.json"), 1, 3)


def test_a_copy_in_a_place_of_its_own_is_a_journal_by_itself(kept: Home) -> None:
    copy = kept.folder / "copy.json"
    kept.ok("backup", "-o", str(copy))
    assert "Zoë" in kept.ok("show", "1.1", "--journal", str(copy))
    assert "reflection 1.2 added" in kept.ok("history", "--journal", str(copy))


def test_a_home_that_is_not_known_is_said(home: Home) -> None:
    home.ok("start", "What?", "--quiet")
    ran = home.run("restore", "~nobody-of-that-name/journal.json")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "The home folder in “~nobody-of-that-name/journal.json” is not known.",
    )
