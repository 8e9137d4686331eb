"""`undo`, `redo`, `history` and `show --versions`, as a person and a program use them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from enquiry.errors import CannotRead, ChangedUnderneath
from tests import TOP
from tests.conftest import NOW, Home
from tests.store.book import read_history

SEEDS = TOP / "seeds"
STAYS = "The words that went stay in the journal's file, with its history, and in its backups."


@pytest.fixture
def kept(home: Home) -> Home:
    """A journal of four steps: a cycle, a reflection in it, that reflection edited, a note."""
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "They drew it first")
    home.ok("edit", "1.1", "They drew it, and only then asked for the blocks to check", now=NOW + timedelta(days=1))
    home.ok("note", "a line", now=NOW + timedelta(days=2))
    return home


def steps(home: Home) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(home.ok("history", "--json"))["steps"]
    return found


# undo and redo


def test_undo_shows_what_changes_and_says_what_it_did(kept: Home) -> None:
    kept.ok("undo")
    ran = kept.run("undo")
    assert ran.out.splitlines() == [
        "reflection 1.1 will change",
        "    text  They drew it[-, and only then asked for the blocks to check-]{+",
        "          first+}",
        "Undone: step 3, reflection 1.1 edited.",
    ]
    assert ran.err == f"{STAYS}\nTo take that back: enquiry redo\n"
    assert json.loads(kept.ok("show", "1.1", "--json"))["entry"]["text"] == "They drew it first"
    ran = kept.run("redo")
    assert ran.out.endswith("\nRedone: step 3, reflection 1.1 edited.\n")
    assert ran.err == f"{STAYS}\nTo take that back: enquiry undo\n"
    assert "only then asked" in kept.ok("show", "1.1")


def test_plain_lines_say_the_same(kept: Home) -> None:
    assert kept.ok("undo", "2", "--plain").splitlines() == [
        "will change: reflection 1.1",
        "text is: They drew it, and only then asked for the blocks to check",
        "text will be: They drew it first",
        "",
        "will go: note n1",
        "text is: a line",
        "day is: 5 February 2026",
        "",
        "Undone: step 4, note n1 added.",
        "Undone: step 3, reflection 1.1 edited.",
    ]


def test_json_says_it_once(kept: Home) -> None:
    answer = json.loads(kept.ok("undo", "2", "--json"))
    assert [(step["step"], step["did"]) for step in answer["undone"]] == [
        (4, "note n1 added"),
        (3, "reflection 1.1 edited"),
    ]
    assert [(one["thing"], one["name"], one["what"]) for one in answer["changes"]] == [
        ("reflection", "1.1", "changed"),
        ("note", "n1", "gone"),
    ]
    assert answer["dry_run"] is False
    assert [step["step"] for step in json.loads(kept.ok("redo", "2", "--json"))["redone"]] == [3, 4]


def test_a_trial_changes_nothing(kept: Home) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("undo", "--to", "1", "--dry-run")
    assert "reflection 1.1 would go: They drew it" in ran.out
    assert ran.out.splitlines()[-1] == "Would be undone: step 2, reflection 1.1 added."
    assert ran.err == ""
    assert json.loads(kept.ok("undo", "--dry-run", "--json"))["dry_run"] is True
    assert kept.run("redo", "--dry-run").code == 1
    assert kept.journal.read_bytes() == before


@pytest.mark.parametrize(("answer", "done"), [("y\n", True), ("n\n", False), ("", False)])
def test_more_than_one_step_is_asked_about_at_a_terminal(kept: Home, answer: str, done: bool) -> None:
    ran = kept.run("undo", "3", tty=True, stdin=answer)
    assert "Undo these 3 steps? [y/N]" in ran.err
    assert ran.out.endswith("\nNothing was changed.\n") is not done
    assert (kept.run("show", "1.1").code == 0) is not done
    assert "reflection 1.1 will go" in ran.out


def test_one_step_is_not_asked_about_and_nothing_is_without_a_terminal(kept: Home) -> None:
    assert "[y/N]" not in kept.run("undo", tty=True).err
    assert "[y/N]" not in kept.run("undo", "2").err
    assert "[y/N]" not in kept.run("redo", "2", "--yes", tty=True).err


def test_the_first_step_undone_leaves_an_empty_journal_in_its_file(kept: Home) -> None:
    kept.ok("undo", "--to", "0")
    assert "Nothing is written yet." in kept.ok()
    assert kept.journal.exists()
    assert kept.run("show", "1").err == "Cycle 1 was undone.\nenquiry reopen 1 brings it back.\n"
    assert kept.run("undo").err == "There is nothing to undo.\nenquiry history shows every step there was.\n"
    kept.ok("start", "Another?")
    assert "2  Another?" in " ".join(kept.ok("list").split()).replace("2 Another?", "2  Another?")


def test_a_number_is_not_given_again_after_an_undo(kept: Home) -> None:
    kept.ok("undo", "3")
    assert "Reflection 1.2 added" in kept.run("reflect", "after").err
    assert "Note n2" in kept.run("note", "after").err
    ran = kept.run("redo")
    assert (ran.code, ran.err.splitlines()[0]) == (
        1,
        "There is nothing to redo: step 6 (reflection 1.2 added) was written after the undo.",
    )
    assert kept.run("reopen", "1.1").err.endswith(" is back\n")


def test_an_undone_undo_is_a_redo_and_the_line_goes_on(kept: Home) -> None:
    kept.ok("undo", "2")
    kept.ok("redo")
    kept.ok("undo", "2")
    assert [step["undone"] for step in steps(kept)] == [False, False, False, True, True, True, False]
    kept.ok("redo", "3")
    assert [step["undone"] for step in steps(kept)] == [False] * 8


def test_steps_that_cancel_one_another_are_undone_all_the_same(kept: Home) -> None:
    kept.ok("remove", "1.1")
    kept.ok("reopen", "1.1")
    assert kept.ok("undo", "2") == "Undone: step 6, reflection 1.1 reopened.\nUndone: step 5, reflection 1.1 removed.\n"
    assert kept.ok("undo").endswith("\nUndone: step 4, note n1 added.\n")
    kept.ok("redo", "3")
    assert kept.run("redo").code == 1


def test_an_import_is_undone_and_can_come_again(home: Home) -> None:
    home.ok("import", str(SEEDS / "primary.json"))
    whole = json.loads(home.ok("export"))
    ran = home.run("undo")
    assert "the settings will change" in ran.out
    assert "pieces of evidence" in ran.out
    assert home.run("list").code == 0
    again = home.run("import", str(SEEDS / "primary.json"))
    assert again.err == "Added: 6 cycles, 79 entries, 4 notes, 8 measures, 3 beliefs.\n"
    assert json.loads(home.ok("export")) == whole


def test_what_was_undone_of_a_cycle_comes_again_with_an_import(kept: Home) -> None:
    file = kept.folder / "whole.json"
    kept.ok("export", "-o", str(file))
    whole = json.loads(file.read_text())
    kept.ok("undo", "3")
    assert "Added: 0 cycles, 1 entry, 1 note, 0 measures." in kept.run("import", str(file)).err
    assert json.loads(kept.ok("export")) == whole


def test_an_import_after_everything_was_undone_takes_the_settings_and_keeps_numbers_apart(kept: Home) -> None:
    kept.ok("undo", "4")
    kept.ok("import", str(SEEDS / "science.json"))
    whole = json.loads(kept.ok("export", "--with-removed"))
    assert [cycle["number"] for cycle in whole["cycles"]] == [1, 2]
    assert whole["settings"]["calendar"] == "wales"
    assert [cycle["number"] for cycle in whole["cycles"] if cycle["id"] == whole["settings"]["current"]] == [2]
    assert json.loads(kept.ok("status", "--json"))["cycles"][0]["current"] is True


def test_backups_that_cannot_be_looked_at_hinder_no_new_journal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise CannotRead("no", "")

    monkeypatch.setattr("enquiry.store.backups.catalogue.list_stored_backups", refuse)
    assert home.run("note", "a line").code == 0


def test_settings_measures_and_filing_are_undone(kept: Home) -> None:
    kept.ok("config", "calendar", "wales")
    kept.ok("evidence", "seen", "--measure", "pace=3 words")
    kept.ok("file", "n1", "--as", "evidence")
    kept.ok("undo")
    assert "n1" in kept.ok("file")
    kept.ok("undo")
    assert kept.run("measures").out == ""
    assert json.loads(kept.ok("measures", "--json"))["measures"] == []
    kept.ok("undo")
    assert kept.ok("config", "calendar", "--plain") == "calendar: scotland\n"
    kept.ok("evidence", "seen again", "--measure", "pace=4 minutes")
    assert json.loads(kept.ok("measures", "--json"))["measures"][0]["unit"] == "minutes"


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("undo", "9"), 2, "Only 4 steps can be undone, not 9."),
        (("undo", "0"), 2, "“0” is no whole number from 1 for [N]."),
        (("undo", "x"), 2, "“x” is no whole number from 1 for [N]."),
        (("undo", "--to", "9"), 3, "There is no step 9; the latest is 4."),
        (("undo", "--to", "4"), 2, "Nothing after step 4 is left to undo."),
        (("undo", "2", "--to", "1"), 2, "2 and --to 1 both say how far to go back."),
        (("redo",), 1, "There is nothing to redo: nothing is undone."),
    ],
)
def test_what_cannot_be_undone_is_said(kept: Home, argv: tuple[str, ...], code: int, words: str) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run(*argv)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err.splitlines()[0]
    assert len(ran.err.splitlines()) == 2
    assert kept.journal.read_bytes() == before


def test_a_step_that_was_undone_is_no_place_to_go_back_to(kept: Home) -> None:
    kept.ok("undo", "2")
    kept.ok("note", "after")
    ran = kept.run("undo", "--to", "3")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "Step 3 was itself undone, so there is no going back to it.")
    kept.ok("undo", "--to", "5")
    assert kept.run("redo", "9").err.startswith("Only 1 step can be redone, not 9.")


def test_many_steps_are_counted(kept: Home) -> None:
    for number in range(12):
        kept.ok("note", f"line {number}")
    ran = kept.run("undo", "15")
    assert ran.out.splitlines()[-1] == "Undone: 5 more, to step 2."
    assert ran.err.splitlines()[-1] == "To take that back: enquiry redo 15"


def test_a_journal_written_meanwhile_is_not_undone_unseen(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.cli.history import undo as reversing

    monkeypatch.setattr(reversing, "show_changes", lambda *_, **__: kept.ok("note", "from another window"))
    ran = kept.run("undo")
    assert (ran.code, ran.err.splitlines()[0]) == (
        ChangedUnderneath.exit_code,
        "Something was written in another window meanwhile; nothing was undone or redone.",
    )
    assert [step["undone"] for step in steps(kept)] == [False] * 5


def test_nothing_undoes_where_there_is_no_journal(home: Home) -> None:
    for argv in (("undo",), ("redo",), ("history",), ("show", "1", "--versions")):
        assert home.run(*argv).code == 3
    assert not home.journal.exists()


def test_a_clock_that_goes_back_hinders_nothing(kept: Home) -> None:
    kept.ok("note", "early", now=NOW - timedelta(days=900))
    kept.ok("undo", now=NOW - timedelta(days=1900))
    kept.ok("redo", now=NOW - timedelta(days=2900))
    clocks = [step.clock for step in read_history(kept.journal)]
    assert clocks == sorted(clocks)
    assert len(set(clocks)) == 7
    assert "early" in kept.ok("show", "n2")


def test_a_bad_row_of_history_is_said_and_nothing_is_changed(kept: Home) -> None:
    from tests.faults.test_faults_damage import resealed

    bad = resealed(kept.journal.read_bytes().replace(b'"text":"They drew it first"', b'"mood":"They drew it first"'))
    kept.journal.write_bytes(bad)
    ran = kept.run("undo", "2")
    assert ran.code == 5
    assert "history holds a row of “entries” that can't be read" in ran.err
    assert kept.journal.read_bytes() == bad


# history


def test_history_lists_the_steps_the_newest_first(kept: Home) -> None:
    kept.ok("undo")
    ran = kept.run("history")
    assert ran.out.splitlines() == [
        "5  3 Feb 2026, 16:30  step 4 undone: note n1 added",
        "4  5 Feb 2026, 16:30  note n1 added · undone",
        "3  4 Feb 2026, 16:30  reflection 1.1 edited",
        "2  3 Feb 2026, 16:30  reflection 1.1 added",
        "1  3 Feb 2026, 16:30  cycle 1 opened",
    ]
    assert ran.err == "Take back the latest: enquiry undo; all after a step: enquiry undo --to STEP\n"


def test_history_in_plain_lines_and_json(kept: Home) -> None:
    kept.ok("undo")
    assert kept.ok("history", "-n", "2", "--plain").splitlines() == [
        "step: 5",
        "when: 2026-02-03T16:30+00:00",
        "did: step 4 undone: note n1 added",
        "",
        "step: 4",
        "when: 2026-02-05T16:30+00:00",
        "did: note n1 added",
        "undone: yes",
        "",
        "earlier: 3",
    ]
    first, second, *_ = steps(kept)
    assert (first["undoes"], first["undone"], second["undone"], first["redoes"]) == ([4], False, True, [])
    assert set(first["clock"]) == {"wall", "count", "device"}


def test_history_is_narrowed_by_days_cycle_and_number(kept: Home) -> None:
    kept.ok("start", "Another?", now=NOW + timedelta(days=3))
    kept.ok("file", "n1", "-c", "1", now=NOW + timedelta(days=3))

    def found(*argv: str) -> list[int]:
        return [step["step"] for step in json.loads(kept.ok("history", "--json", *argv))["steps"]]

    assert found("-c", "1") == [6, 4, 3, 2, 1]
    assert found("-c", "2") == [5]
    assert found("--since", "2026-02-05") == [6, 5, 4]
    assert found("--until", "2026-02-04", "-c", "1") == [3, 2, 1]
    assert found("--limit", "1") == [6]
    assert kept.run("history", "--limit", "2").err == "To see 4 earlier steps too: enquiry history --limit 6\n"
    assert kept.run("history", "--since", "2026-03-01", now=NOW + timedelta(days=90)).err.startswith("No step fits.")
    assert kept.run("history", "-c", "9").code == 3


def test_history_says_where_only_when_it_is_not_one_place(kept: Home) -> None:
    assert " on " not in kept.ok("history")
    for file in (kept.folder / "state" / "enquiry" / "devices").iterdir():
        file.write_text("other12345\n")
    kept.ok("note", "from the laptop")
    assert " · on othe" in kept.ok("history")
    assert "device: other12345" in kept.ok("history", "--plain")
    for file in (kept.folder / "state" / "enquiry" / "devices").iterdir():
        file.write_text("not a name")
    kept.ok("note", "from a machine that lost its name")
    assert len({step["clock"]["device"] for step in steps(kept)}) == 3


# show --versions


def test_every_version_of_a_text_is_shown(kept: Home) -> None:
    kept.ok("remove", "1.1")
    kept.ok("reopen", "1.1")
    kept.ok("edit", "1.1", "-t", "maths")
    assert kept.ok("show", "1.1", "--versions").splitlines() == [
        "reflection 1.1 · five versions",
        "",
        "1  3 Feb 2026, 16:30 · step 2, reflection 1.1 added",
        "    They drew it first",
        "    day  3 February 2026",
        "",
        "2  4 Feb 2026, 16:30 · step 3, reflection 1.1 edited",
        "    They drew it[- first-]{+, and only then asked for the blocks to check+}",
        "",
        "3  3 Feb 2026, 16:30 · step 5, reflection 1.1 removed",
        "    out of sight",
        "",
        "4  3 Feb 2026, 16:30 · step 6, reflection 1.1 reopened",
        "    in sight again",
        "",
        "5  3 Feb 2026, 16:30 · step 7, reflection 1.1 edited",
        "    tags  now maths",
    ]


def test_versions_of_a_cycle_and_a_note(kept: Home) -> None:
    kept.ok("refine", "In what ways do answers change when I wait?", "--because", "it asked too little")
    kept.ok("edit", "n1", "a better line")
    told = kept.ok("show", "1", "--versions")
    assert "now In what ways do answers change when I wait? (3 February 2026, because it\n    asked too little)" in told
    assert "question refined" not in told
    assert "note n1 · two versions" in kept.ok("show", "n1", "--versions")
    answer = json.loads(kept.ok("show", "n1", "--versions", "--json"))["versions"]
    assert [(one["step"], one["entry"]["text"]) for one in answer] == [(4, "a line"), (6, "a better line")]
    answer = json.loads(kept.ok("show", "1", "--versions", "--json"))["versions"]
    assert [len(one["cycle"]["questions"]) for one in answer] == [1, 2]
    lines = kept.ok("show", "n1", "--versions", "--plain").splitlines()
    assert lines[-6:] == [
        "version: 2",
        "when: 2026-02-03T16:30+00:00",
        "step: 6",
        "did: note n1 edited",
        "text was: a line",
        "text: a better line",
    ]


def test_versions_of_what_is_out_of_sight_are_shown_too(kept: Home) -> None:
    kept.ok("remove", "1.1")
    assert "They drew it first" in kept.ok("show", "1.1", "--versions")
    lines = kept.ok("show", "1.1", "--versions", "--plain").splitlines()
    assert "in sight: no" in lines
    kept.ok("undo", "5")
    assert "They drew it first" in kept.ok("show", "1.1", "--versions")
    assert kept.run("show", "1.9", "--versions").code == 3


def test_the_current_cycle_has_versions(kept: Home) -> None:
    assert kept.ok("show", "--versions").startswith("cycle 1 · one version")
