"""`enquiry doctor` as it is used: on a sound journal, on a damaged one, on none, and beside what others left."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enquiry.exchange.samples import read_sample
from tests import TOP
from tests.conftest import Home, Ran
from tests.faults.test_faults_damage import resealed

STATES = {"fine", "note", "unseen", "wrong", "damaged"}
NAMES = [
    *("file", "checksum", "schema", "ids", "links", "values", "dates", "deletion", "history"),
    *("folders", "lock", "permissions", "backups", "continuity", "drafts", "leftovers", "copies"),
    *("key", "folder", "clocks"),
    *("settings", "journals", "calendar", "prompts", "names"),
    *("program", "clock", "terminal", "programs", "extras", "browser"),
]
LEFT = ".enquiry-0123456789ab-0123456789abcdef.part"


@pytest.fixture
def kept(home: Home) -> Home:
    """A journal with a cycle, an entry and a note."""
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "they drew it first")
    home.ok("note", "a line")
    return home


def checks(home: Home, *argv: str, **environ: Any) -> dict[str, dict[str, Any]]:
    ran = home.run("doctor", "--json", *argv, **environ)
    found = json.loads(ran.out)["checks"]
    return {check["name"]: check for check in found}


def state(home: Home, name: str, **environ: str) -> str:
    found: str = checks(home, **environ)[name]["state"]
    return found


def test_a_sound_journal_is_well(kept: Home) -> None:
    ran = kept.run("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(("All is well.\n", "worth knowing.\n"))
    found = checks(kept)
    assert list(found) == NAMES
    assert {check["state"] for check in found.values()} <= {"fine", "note"}
    assert all(check["told"] for check in found.values())


def test_it_changes_nothing(kept: Home) -> None:
    before = {path: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()}
    for argv in (("doctor",), ("doctor", "--json"), ("doctor", "--plain"), ("doctor", "--report")):
        kept.run(*argv)
    assert {path: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()} == before


def test_without_a_journal_it_says_how_one_is_made_and_makes_none(home: Home) -> None:
    ran = home.run("doctor")
    assert ran.code == 0
    assert "there is no journal at" in ran.out
    assert "enquiry start" in ran.out
    assert list(home.folder.iterdir()) == []
    assert state(home, "backups") == "fine"


def test_a_journal_that_is_gone_is_not_taken_for_a_new_one(kept: Home) -> None:
    kept.journal.unlink()
    ran = kept.run("doctor")
    assert ran.code == 1
    assert "the journal is gone" in ran.out
    assert "enquiry restore" in ran.out
    assert "versions of it are kept" in checks(kept)["file"]["told"]


def backups(home: Home) -> list[Path]:
    return sorted((home.folder / "state" / "enquiry" / "backups").rglob("b*.json"))


def test_backups_are_read_and_one_that_is_not_whole_is_named(kept: Home) -> None:
    found = checks(kept)["backups"]
    assert found["state"] == "fine"
    assert "opened and found whole" in found["told"]
    backups(kept)[0].write_bytes(b"half")
    assert checks(kept)["backups"]["told"] == "1 of three versions can't be read"
    assert kept.run("doctor").code == 1


def test_without_a_backup_fix_keeps_one(kept: Home) -> None:
    for path in backups(kept):
        path.unlink()
    assert checks(kept)["backups"]["mend"] == "backup"
    ran = kept.run("doctor", "--fix")
    assert (ran.code, ran.err) == (0, "The journal was kept as it is, among its backups.\n")
    assert [path.read_bytes() for path in backups(kept)] == [kept.journal.read_bytes()]


def test_only_so_much_of_the_backups_is_read(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiry.cli.doctor.probe.MAX_BACKUP_BYTES", 1)
    assert "the newest 1 opened" in checks(kept)["backups"]["told"]


def damage(home: Home, bad: bytes) -> Ran:
    home.journal.write_bytes(bad)
    ran = home.run("doctor")
    assert home.journal.read_bytes() == bad
    return ran


@pytest.mark.parametrize(
    ("bad", "name", "words"),
    [
        (b"", "checksum", "it is empty"),
        (b"\0" * 200, "checksum", "nothing but zeros"),
        (b'{"entries": []}', "checksum", "not a journal of this program"),
        (b'{"about": {"1": {"program": "enquiry", "format": 99}}}', "checksum", "is of format 99"),
    ],
)
def test_a_damaged_journal_is_said_with_its_reason_and_ends_in_5(kept: Home, bad: bytes, name: str, words: str) -> None:
    ran = damage(kept, bad)
    assert ran.code == 5
    assert words in " ".join(ran.out.split())
    assert "The journal can't be used as it is." in ran.out
    found = checks(kept)
    assert found[name]["state"] == "damaged"
    assert found[name]["remedy"]
    assert words.rsplit(" is ", maxsplit=1)[-1] in found[name]["told"] or words in found[name]["told"]
    assert found["schema"]["state"] == found["history"]["state"] == "unseen"


def test_every_byte_of_a_damaged_journal_may_be_looked_at(kept: Home) -> None:
    whole = kept.journal.read_bytes()
    for length in range(0, len(whole), 97):
        assert damage(kept, whole[:length]).code == 5


def test_a_hand_edit_is_damage_until_it_is_accepted(kept: Home) -> None:
    ran = damage(kept, kept.journal.read_bytes().replace(b"they drew", b"we drew"))
    assert ran.code == 5
    assert checks(kept)["checksum"]["told"] == "EditedOutside"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_is_no_file_is_said(home: Home, kind: str) -> None:
    match kind:
        case "folder":
            home.journal.mkdir()
        case "pipe":
            os.mkfifo(home.journal)
        case _:
            home.journal.symlink_to("nowhere")
    ran = home.run("doctor")
    assert ran.code == 1
    assert state(home, "file") == "wrong"
    assert state(home, "dates") == "unseen"


def test_a_read_only_journal_and_a_link_are_told(kept: Home) -> None:
    kept.journal.chmod(0o400)
    assert "read-only" in checks(kept)["file"]["reason"]
    kept.journal.chmod(0o600)
    link = kept.folder / "link.json"
    link.symlink_to(kept.journal)
    assert "a link to" in checks(kept, "--journal", str(link))["file"]["reason"]


# Permissions and leftovers, and --fix


def test_what_others_can_read_is_wrong_and_mended(kept: Home) -> None:
    kept.journal.chmod(0o644)
    (kept.folder / "state" / "enquiry").chmod(0o755)
    before = kept.journal.read_bytes()
    assert kept.run("doctor").code == 1
    assert checks(kept)["permissions"]["mend"] == "owner only"
    for path in backups(kept):
        path.unlink()
    ran = kept.run("doctor", "--fix")
    assert ran.code == 0
    assert [path.read_bytes() for path in backups(kept)] == [before]
    assert f"{kept.journal} can now be read by you alone." in ran.err
    assert kept.journal.stat().st_mode & 0o777 == 0o600
    assert (kept.folder / "state" / "enquiry").stat().st_mode & 0o777 == 0o700
    assert kept.journal.read_bytes() == before
    assert kept.run("doctor", "--fix").err == "There is nothing that --fix could mend.\n"


def test_files_of_another_user_are_told_and_left(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert "belong to another user" in checks(kept)["permissions"]["reason"]


def test_where_modes_mean_nothing_none_are_judged(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiry.cli.doctor.files.get_user_id", lambda: None)
    assert state(kept, "permissions") == "fine"


def test_leftovers_are_taken_away_by_fix_alone(kept: Home) -> None:
    left = [kept.folder / LEFT, kept.folder / "state" / "enquiry" / "locks" / LEFT]
    for path in left:
        path.write_bytes(b"half")
        path.chmod(0o600)
    stranger = kept.folder / ".enquiry-mine.part"
    stranger.write_bytes(b"x")
    assert state(kept, "leftovers") == "note"
    assert kept.run("doctor").code == 0
    ran = kept.run("doctor", "--fix", "--json")
    assert [path.exists() for path in (*left, stranger)] == [False, False, True]
    mended = json.loads(ran.out)["mended"]
    assert len([words for words in mended if "was taken away" in words]) == 2


def test_fix_on_a_damaged_journal_mends_what_is_safe_and_keeps_every_byte(kept: Home) -> None:
    kept.journal.write_bytes(b"half a jour")
    kept.journal.chmod(0o666)
    assert kept.run("doctor", "--fix").code == 5
    assert kept.journal.read_bytes() == b"half a jour"
    assert b"half a jour" in [path.read_bytes() for path in backups(kept)]
    assert kept.journal.stat().st_mode & 0o777 == 0o600


def test_fix_keeps_what_was_edited_outside_before_it_mends(kept: Home) -> None:
    edited = kept.journal.read_bytes().replace(b"they drew", b"we drew")
    kept.journal.write_bytes(edited)
    kept.journal.chmod(0o644)
    ran = kept.run("doctor", "--fix")
    assert (ran.code, kept.journal.read_bytes()) == (5, edited)
    assert edited in [path.read_bytes() for path in backups(kept)]
    assert "The journal was kept as it is" in ran.err
    assert "The journal was kept" not in kept.run("doctor", "--fix").err


def test_fix_waits_for_whoever_is_writing(kept: Home) -> None:
    from enquiry.store.disk.lock import hold_lock

    kept.ok("config", "wait", "0")
    kept.journal.chmod(0o644)
    with hold_lock(kept.journal, kept.folder / "state" / "enquiry", 0):
        ran = kept.run("doctor", "--fix")
    assert ran.code == 6
    assert kept.journal.stat().st_mode & 0o777 == 0o644


# Copies

CONFLICTS = [
    "journal (conflicted copy).json",
    "journal (Ann's conflicted copy 2026-02-03).json",
    "journal (Konflikt mit Anns Kopie).json",
    "journal.sync-conflict-20260203-163000-ABCDEFG.json",
    "journal_conflict-20260203-163000.json",
    "journal-LAPTOP.json",
    "journal (1).json",
    "journal - Copy.json",
    "Copy of journal.json",
    "journal 2.json",
    "journal.json.bak",
    "journal.json~",
    "something else entirely",
]


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_copy_with_something_of_its_own_is_wrong_however_it_is_called(kept: Home, name: str) -> None:
    shutil.copy(kept.journal, kept.folder / name)
    found = checks(kept)["copies"]
    assert (found["state"], found["told"]) == ("note", "holds nothing that the journal does not have")
    kept.ok("note", "only there", "--journal", str(kept.folder / name))
    kept.ok("reflect", "and there", "--journal", str(kept.folder / name))
    found = checks(kept)["copies"]
    assert found["state"] == "wrong"
    assert found["told"] == "holds two things that the journal does not have"
    assert name in found["reason"]
    exported = kept.ok("--journal", str(kept.folder / name), "export")
    kept.ok("import", "-", stdin=exported)
    assert state(kept, "copies") == "note"


def test_another_journal_in_the_same_folder_is_no_copy(kept: Home) -> None:
    other = kept.folder / "journal-other.json"
    kept.ok("start", "Something else?", "--journal", str(other))
    kept.ok("note", "of its own", "--journal", str(other))
    assert state(kept, "copies") == state(kept, "copies", ENQUIRY_JOURNAL=str(other)) == "fine"


def test_a_copy_that_says_something_otherwise_is_wrong(kept: Home) -> None:
    copy = kept.folder / "journal-LAPTOP.json"
    shutil.copy(kept.journal, copy)
    kept.ok("edit", "1.1", "otherwise", "--journal", str(copy))
    assert checks(kept)["copies"]["told"] == "says one thing otherwise"


@pytest.mark.parametrize("name", [name for name in CONFLICTS if "LAPTOP" not in name and "else" not in name][:4])
def test_a_copy_that_cannot_be_read_is_known_by_its_name(kept: Home, name: str) -> None:
    (kept.folder / name).write_bytes(b"half")
    found = checks(kept)["copies"]
    assert (found["state"], found["told"]) == ("wrong", "looks like a copy of the journal and can't be read")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("~$journal.json", "another program has the journal open"),
        ("~$urnal.json", "another program has the journal open"),
        (".~lock.journal.json#", "another program has the journal open"),
        (".journal.json.swp", "another program has the journal open"),
        (".journal.json.icloud", "not on this machine yet"),
    ],
)
def test_marks_of_other_programs_are_notes(kept: Home, name: str, words: str) -> None:
    (kept.folder / name).write_bytes(b"")
    found = checks(kept)["copies"]
    assert found["state"] == "note"
    assert words in found["reason"]


@pytest.mark.parametrize("name", ["lesson plan.json", "journal-backup.txt", "notes (1).docx", "journal"])
def test_what_only_lies_beside_it_is_left_alone(kept: Home, name: str) -> None:
    (kept.folder / name).write_text('{"_default": {}}')
    (kept.folder / f"{name}.d").mkdir()
    kept.ok("export", "-o", str(kept.folder / "export.json"))
    assert state(kept, "copies") == "fine"


# Settings and machine


def settle(home: Home, name: str, text: str) -> Path:
    path = home.folder / "config" / "enquiry" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("text", ["colour = 1", "x =", "wait = 'long'", "\udcff".encode(errors="surrogateescape")])
def test_settings_that_cannot_be_used_stop_nothing(kept: Home, text: str | bytes) -> None:
    path = settle(kept, "settings.toml", "")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = kept.run("doctor")
    assert ran.code == 1
    assert state(kept, "settings") == "wrong"
    assert state(kept, "history") == "fine"
    assert str(path) in kept.run("reflect", "x").err
    assert kept.run("reflect", "x").code == 0


def test_settings_that_were_changed_are_named(kept: Home) -> None:
    kept.ok("config", "wait", "3")
    assert "wait" in checks(kept)["settings"]["told"]


@pytest.mark.parametrize(("folder", "name"), [("calendars", "calendar"), ("prompts", "prompts")])
def test_files_of_ones_own_are_looked_at(kept: Home, folder: str, name: str) -> None:
    settle(kept, f"{folder}/mine.toml", "begins =")
    found = checks(kept)[name]
    assert found["state"] == "wrong"
    assert "mine" in found["reason"]
    assert "mine" not in found["told"]


def test_a_calendar_that_is_gone_is_wrong(kept: Home) -> None:
    preset = TOP / "enquiry" / "data" / "calendars" / "scotland.toml"
    path = settle(kept, "calendars/mine.toml", preset.read_text("utf-8"))
    kept.ok("config", "calendar", "mine")
    assert checks(kept)["calendar"]["told"] == "of your own"
    path.unlink()
    assert state(kept, "calendar") == "wrong"


def test_a_day_that_is_fixed_is_worth_knowing_and_one_that_is_none_is_wrong(kept: Home) -> None:
    assert state(kept, "clock", ENQUIRY_TODAY="2026-02-03") == "note"
    ran = kept.run("doctor", ENQUIRY_TODAY="soon")
    assert ran.code == 1
    assert "ENQUIRY_TODAY is “soon”" in " ".join(ran.out.split())


def test_a_clock_that_went_back_is_told(kept: Home) -> None:
    kept.ok("reflect", "from the future", ENQUIRY_TODAY="2026-09-01")
    found = checks(kept, ENQUIRY_TODAY="2026-02-03")
    assert found["dates"]["state"] == found["history"]["state"] == "note"
    kept.ok("reflect", "and back again")
    assert "went back" in checks(kept, ENQUIRY_TODAY="2027-02-03")["history"]["reason"]


def test_programs_that_are_named_and_missing_are_told(kept: Home) -> None:
    found = checks(kept, EDITOR="/home/ann/no-such-editor --wait", PAGER="cat")["programs"]
    assert found["state"] == "note"
    assert "no-such-editor" in found["reason"]
    assert found["told"] == "the editor can't be found"
    assert state(kept, "programs", EDITOR="cat", PAGER="cat -") == "fine"
    assert state(kept, "programs", EDITOR="'") == "note"


def test_a_home_that_is_not_known_is_said(home: Home) -> None:
    assert home.run("doctor", ENQUIRY_JOURNAL="~nobody-of-that-name/journal.json").code == 1
    ran = home.run("reflect", "x", ENQUIRY_JOURNAL="~nobody-of-that-name/journal.json")
    assert ran.code == 2
    assert "is not known" in ran.err


# For programs and for strangers


def test_plain_lines_say_what_the_picture_says(kept: Home) -> None:
    (kept.folder / "journal (conflicted copy).json").write_bytes(b"half")
    plain = kept.run("doctor", "--plain", COLUMNS="200").out
    drawn = " ".join(kept.run("doctor", COLUMNS="200").out.split())
    for line in plain.splitlines():
        assert not line or re.match(r"[a-z]+: .", line)
        label, _, words = line.partition(": ")
        if label in ("check", "state", "reason", "remedy", "verdict", "command"):
            assert " ".join(words.split()) in drawn


def test_contradictions_are_refused(kept: Home) -> None:
    for other in ("--fix", "--json", "--plain"):
        ran = kept.run("doctor", "--report", other)
        assert ran.code == 2
        assert f"--report and {other} contradict each other" in ran.err


PLANTED = "Zebrafink"


def plant(home: Home) -> Home:
    """Write the planted word wherever a person or a system can put one."""
    folder = home.folder / f"{PLANTED}-home" / "Documents"
    folder.mkdir(parents=True)
    planted = Home(home.folder)
    planted.journal = folder / f"{PLANTED}.json"
    planted.environ = {"ENQUIRY_JOURNAL": str(planted.journal), "COLUMNS": "80", "EDITOR": f"/{PLANTED}/vi"}
    planted.ok("import", "-", stdin=read_sample("primary").decode())
    planted.ok("start", f"{PLANTED} question", "--group", PLANTED, "-t", PLANTED, "--issue", PLANTED, "--why", PLANTED)
    planted.ok(
        "evidence", PLANTED, "--measure", f"{PLANTED}=3 {PLANTED}", "--source", PLANTED, "--standard", PLANTED, "--yes"
    )
    planted.ok("read", PLANTED, "--authors", PLANTED, "--title", PLANTED, "--in", PLANTED, "--url", PLANTED)
    planted.ok("note", PLANTED, "-t", PLANTED)
    planted.ok("config", "name", PLANTED)
    planted.ok("config", "role", PLANTED)
    settle(planted, f"calendars/{PLANTED}.toml", f"name = {PLANTED}")
    settle(planted, f"prompts/{PLANTED}.toml", f"{PLANTED}")
    settle(planted, "settings.toml", f'pager = "{PLANTED}"\n')
    (folder / f"{PLANTED} (conflicted copy).json").write_text(PLANTED)
    (folder / f"~${PLANTED}.json").write_text(PLANTED)
    (folder / LEFT).write_text(PLANTED)
    return planted


P = PLANTED.encode()
HARMS: dict[str, Callable[[bytes], bytes]] = {
    "none": lambda whole: whole,
    "open": lambda whole: whole,
    "empty": lambda _: b"",
    "words": lambda _: P,
    "cut": lambda whole: whole[:-200],
    "edited": lambda whole: whole.replace(P, P[::-1], 1),
    "a field": lambda whole: resealed(whole.replace(b'"text":', b'"%s":1,"text":' % P, 1)),
    "a value": lambda whole: resealed(whole.replace(b'"kind":"reflection"', b'"kind":"%s"' % P, 1)),
    "a table": lambda whole: resealed(whole.replace(b'"inbox"', b'"%s"' % P, 1)),
    "a name": lambda whole: resealed(whole.replace(b'"name":"n1"', b'"name":"%s"' % P, 1)),
    "history": lambda whole: resealed(whole.replace(b'"did":', b'"%s":1,"did":' % P, 1)),
}
"""Journals that are wrong in ways whose words would quote what is in them."""


@pytest.mark.parametrize("harm", HARMS)
def test_a_report_holds_no_word_of_the_journal_and_no_path(home: Home, harm: str) -> None:
    planted = plant(home)
    planted.journal.write_bytes(HARMS[harm](planted.journal.read_bytes()))
    planted.journal.chmod(0o644 if harm == "open" else 0o600)
    ran = planted.run("doctor", "--report")
    assert ran.code in (1, 5)
    assert PLANTED.casefold() not in (ran.out + ran.err).casefold()
    assert str(home.folder) not in ran.out
    assert "/" not in ran.out
    assert re.search(r"^program +enquiry \d", ran.out, re.MULTILINE)
    assert PLANTED in planted.run("doctor").out, "the doctor itself does name what is wrong"
