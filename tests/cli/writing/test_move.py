"""Entries in the wrong place: moved to another cycle or made another kind, by every way to say it; nothing is lost."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from enquiry.model.choices import EntryKind
from tests.conftest import Home, made_once
from tests.pretend_editor import PretendEditor

LOST = "can't hold what evidence 1.1 has: direction supports; measure spoke 14 of 24.\n"


@pytest.fixture
@made_once
def misfiled(home: Home) -> Home:
    """Cycle 1 with a measured piece of evidence, a reflection and a review that embeds; cycle 2, current; a note."""
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01")
    home.ok("evidence", "14 of 24 spoke", "--measure", "spoke=14 of 24", "--direction", "supports", "--on", "yesterday")
    home.ok("reflect", "they drew it first", "-t", "talk", "--privacy", "school")
    home.ok("review", "a look", "--decision", "stop", "--because", "enough")
    home.ok("start", "What do they read?")
    home.ok("note", "a line for later")
    return home


def shown(home: Home, name: str) -> dict[str, Any]:
    answer = json.loads(home.ok("show", name, "--json"))
    found: dict[str, Any] = answer.get("cycle") or answer["entry"]
    return found


def states(home: Home) -> list[str]:
    return [cycle["state"] for cycle in json.loads(home.ok("list", "--all", "--json"))["cycles"]]


@pytest.mark.parametrize(
    "argv", [("move", "1.2", "2"), ("move", "1.2", "read"), ("move", "1.2", "-c", "2"), ("edit", "1.2", "-c", "2")]
)
def test_an_entry_moves_with_all_it_has_and_says_both_names(misfiled: Home, argv: tuple[str, ...]) -> None:
    before = shown(misfiled, "1.2")
    ran = misfiled.run(*argv)
    assert ran.err == "Reflection 1.2 is now reflection 2.1 of 2 · What do they read?\n"
    after = shown(misfiled, "2.1")
    assert after == {**before, "name": "2.1", "cycle": 2}
    assert misfiled.run("show", "1.2").err == "1.2 was moved: it is 2.1 now.\n"
    assert shown(misfiled, "1.2") == after
    assert "reflection 1.2 moved to 2.1" in misfiled.ok("history")
    assert "moved  1.2 is 2.1 now" in misfiled.ok("show", "1")
    again = misfiled.run(*argv)
    assert (again.code, again.err.splitlines()[0]) == (
        2,
        "Nothing about 2.1 would change."
        if argv[0] == "edit"
        else "Reflection 2.1 of 2 · What do they read? is there already.",
    )
    assert "name  was 1.2; now 2.1" in misfiled.ok("show", "2.1", "--versions")


def test_the_number_left_is_never_given_again_and_leads_on_from_move_to_move(misfiled: Home) -> None:
    misfiled.ok("move", "1.3", "2")
    misfiled.ok("reflect", "another", "-c", "1")
    assert shown(misfiled, "1.4")["text"] == "another"
    misfiled.ok("move", "2.1", "1")
    assert [shown(misfiled, name)["name"] for name in ("1.3", "2.1", "1.5")] == ["1.5"] * 3
    misfiled.ok("reflect", "a third", "-c", "2")
    assert shown(misfiled, "2.2")["text"] == "a third"
    assert [one["entry"] for one in shown(misfiled, "2")["moved"]] == ["1.5"]


def test_undo_brings_it_back_and_the_number_it_had_meanwhile_stays_taken(misfiled: Home) -> None:
    before = json.loads(misfiled.ok("export", "--with-removed"))
    misfiled.ok("move", "1.1", "1.2", "2", "--as", "note", "--yes")
    moved = json.loads(misfiled.ok("export", "--with-removed"))
    misfiled.ok("undo")
    assert shown(misfiled, "1.1")["values"][0]["value"] == 14
    assert shown(misfiled, "2.2")["name"] == "1.2"
    misfiled.ok("redo")
    assert json.loads(misfiled.ok("export", "--with-removed")) == moved
    misfiled.ok("undo")
    misfiled.ok("reflect", "new")
    assert shown(misfiled, "2.3")["text"] == "new"
    misfiled.ok("undo")
    back = json.loads(misfiled.ok("export"))
    assert [c["entries"] for c in back["cycles"]] == [c["entries"] for c in before["cycles"]]


def test_several_and_a_note_move_in_one_step(misfiled: Home) -> None:
    answer = json.loads(misfiled.ok("move", "1.2", "N1", "1.2", "2", "--as", "evidence", "--json"))
    assert [(one["was"], one["entry"]["name"], one["entry"]["kind"]) for one in answer["moved"]] == [
        ("1.2", "2.1", "evidence"),
        ("n1", "2.2", "evidence"),
    ]
    assert "reflection 1.2 made evidence 2.1, note n1 filed as evidence 2.2" in misfiled.ok("history", COLUMNS="140")
    misfiled.ok("undo")
    assert [shown(misfiled, name)["name"] for name in ("1.2", "n1")] == ["1.2", "n1"]


@pytest.mark.parametrize("argv", [("move", "1.1", "2", "--as", "reflection"), ("edit", "1.1", "--as", "reflection")])
def test_what_a_new_kind_cannot_hold_is_shown_and_asked_about(misfiled: Home, argv: tuple[str, ...]) -> None:
    ran = misfiled.run(*argv)
    assert (ran.code, ran.err) == (2, f"A reflection {LOST}To let it go (its history keeps it): --yes\n")
    assert misfiled.run(*argv, tty=True, stdin="n\n").code == 2
    assert shown(misfiled, "1.1")["kind"] == "evidence"
    assert f"A reflection {LOST[:-1]} Its history keeps that. Let it go? [y/N]" in (
        misfiled.run(*argv, tty=True, stdin="y\n").err
    )
    assert shown(misfiled, "1.1")["kind"] == "reflection"
    assert "measure  was spoke 14 of 24; now nothing" in misfiled.ok("show", "1.1", "--versions")


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_may_become_every_other(misfiled: Home, kind: EntryKind) -> None:
    for name in ("1.1", "1.2", "1.3"):
        before = shown(misfiled, name)
        if before["kind"] != kind:
            misfiled.ok("edit", name, "--as", kind, "--yes")
        after = shown(misfiled, name)
        assert (after["kind"], after["name"]) == (kind, name)
        assert all(before[field] == after[field] for field in ("text", "happened_on", "tags", "privacy", "recorded_at"))
    assert "wrong" not in misfiled.run("doctor").err


def test_edit_moves_converts_and_fills_in_at_once(misfiled: Home) -> None:
    ran = misfiled.run("edit", "1.2", "-c", "2", "--as", "evidence", "--kind", "tally", "--n", "6", "they drew")
    told = "Reflection 1.2 is now evidence 2.1 of 2 · What do they read?\ntext: they drew it first → they drew\n"
    assert ran.err == f"{told}To go back: enquiry undo\n"
    found = shown(misfiled, "2.1")
    assert (found["evidence_kind"], found["n"], found["text"], found["tags"]) == ("tally", 6, "they drew", ["talk"])


def test_a_review_takes_its_decision_with_it(misfiled: Home) -> None:
    assert states(misfiled) == ["closed", "open"]
    ran = misfiled.run("move", "1.3", "2")
    assert ran.err.splitlines()[1:] == ["Cycle 1 is open now.", "Cycle 2 is closed now."]
    assert states(misfiled) == ["open", "closed"]
    misfiled.ok("edit", "2.1", "--as", "reflection", "--yes")
    assert states(misfiled) == ["open", "open"]


def test_a_review_opens_no_closed_cycle_by_moving_there(misfiled: Home) -> None:
    misfiled.ok("review", "go on", "--decision", "continue")
    ran = misfiled.run("move", "2.1", "1")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "Cycle 1 is closed, and review 2.1 (continue) would open it.",
    )
    assert states(misfiled) == ["closed", "open"]


def test_a_look_that_a_review_set_goes_with_it(misfiled: Home) -> None:
    misfiled.ok("start", "A third?")
    misfiled.ok("review", "here", "-c", "2", "--next-look", "2026-03-02")
    misfiled.ok("review", "wrong place", "-c", "2", "--next-look", "2026-04-20")
    misfiled.ok("move", "2.2", "3")
    assert [shown(misfiled, name)["next_look"] for name in ("2", "3")] == ["2026-03-02", "2026-04-20"]


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("1.2", "9"), 3, "There is no cycle 9; the latest are: 1, 2."),
        (("1.2", "nothing"), 3, "No cycle's question holds “nothing”."),
        (("1.9", "2"), 3, "Cycle 1 has no entry 1.9."),
        (("1.2",), 2, "Where 1.2 should go was not said."),
        (("2",), 2, "“2” is where to, and what moves was not said."),
        (("1", "2"), 2, "“1” is a cycle, and only entries and notes move."),
        (("1.2", "2", "-c", "1"), 2, "Both “2” and -c 1 name a cycle."),
        (("1.2", "1"), 2, "Reflection 1.2 of 1 · What happens when I wait? (closed) is there already."),
        (
            ("1.2", "--as", "reflection"),
            2,
            "Reflection 1.2 of 1 · What happens when I wait? (closed) is there already.",
        ),
        (("1.2", "1.9", "2"), 3, "Cycle 1 has no entry 1.9."),
    ],
)
def test_what_cannot_move_is_refused_and_nothing_does(
    misfiled: Home, argv: tuple[str, ...], code: int, words: str
) -> None:
    before = misfiled.journal.read_bytes()
    ran = misfiled.run("move", *argv)
    assert (ran.code, ran.err.splitlines()[0]) == (code, words)
    assert misfiled.journal.read_bytes() == before


def test_a_removed_cycle_takes_nothing_and_leaving_one_is_remembered(misfiled: Home) -> None:
    misfiled.ok("move", "1.2", "2")
    misfiled.ok("remove", "1")
    assert shown(misfiled, "1.2")["name"] == "2.1"
    ran = misfiled.run("move", "2.1", "1")
    assert (ran.code, ran.err.splitlines()[0]) == (3, "Cycle 1 was removed.")
    misfiled.ok("remove", "1.2")
    assert misfiled.run("show", "1.2").err.splitlines()[0] == "Entry 2.1 was removed."


def test_edit_minus_c_alone_names_the_cycle(misfiled: Home) -> None:
    misfiled.ok("edit", "-c", "1", "--group", "Year 8")
    misfiled.ok("edit", "-c", "1", "What", "if I wait?")
    assert (shown(misfiled, "1")["group"], shown(misfiled, "1")["question"]) == ("Year 8", "What if I wait?")
    ran = misfiled.run("edit", "2", "-c", "1")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "Both 2 and -c 1 name a cycle.")
    ran = misfiled.run("edit", "n1", "-c", "1")
    hint = "A note becomes an entry of a cycle: enquiry move n1 CYCLE --as KIND"
    assert (ran.code, ran.err.splitlines()) == (2, ["--cycle does not belong to a note.", hint])


# By the editor's sheet


def test_the_sheet_of_an_entry_says_its_cycle_and_type_and_changes_them(misfiled: Home, tmp_path: Path) -> None:
    editor = PretendEditor(tmp_path / "pretend")
    misfiled.environ["ENQUIRY_EDITOR"] = editor.command
    editor.writes("they drew", cycle="2", type="evidence", kind="tally")
    ran = misfiled.run("edit", "1.2", "--editor")
    assert (
        "\ncycle: 1\n# type: reading, action, evidence, reflection, review, …\ntype: reflection\n"
        in editor.called[0][1]
    )
    assert ran.err == "Reflection 1.2 is now evidence 2.1 of 2 · What do they read?\n"
    assert (shown(misfiled, "2.1")["evidence_kind"], shown(misfiled, "2.1")["text"]) == ("tally", "they drew")


def test_what_is_moved_while_its_sheet_is_open_is_changed_where_it_went(
    misfiled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor is a function here, which another window moves the entry in."""
    misfiled.environ["ENQUIRY_EDITOR"] = "true"

    def edit_meanwhile(name: str, into: str, **changed: str) -> str:
        def run(_editor: object, sheet: Path, _line: int) -> int:
            misfiled.ok("move", name, into)
            text = sheet.read_text()
            for old, new in changed.items():
                text = re.sub(rf"(?m)^{old}: .*$", f"{old}: {new}", text)
            sheet.write_text(text.replace("they drew it first", "they drew it at once"))
            return 0

        monkeypatch.setattr("enquiry.cli.editor.session.run_editor", run)
        return misfiled.run("edit", name, "--editor").err

    said = edit_meanwhile("1.2", "2")
    assert "1.2 was changed elsewhere meanwhile, though not where you changed it; both stand." in said
    assert shown(misfiled, "2.1")["text"] == "they drew it at once"
    misfiled.ok("start", "A third?")
    assert "2.1 was changed elsewhere while you were writing." in edit_meanwhile("2.1", "1", cycle="3")
    assert shown(misfiled, "2.1")["name"] == "1.4"


# Taken to another journal


def test_a_journal_with_moved_entries_is_taken_in_with_its_numbers(misfiled: Home) -> None:
    before = misfiled.ok("export")
    misfiled.ok("move", "1.2", "2")
    moved = misfiled.ok("export")
    ran = misfiled.run("import", "-", stdin=before)
    assert "2.1 differs from the one in the file in cycle; it was left as it is." in ran.err
    misfiled.ok("edit", "2.1", "--as", "note")
    ran = misfiled.run("import", "-", stdin=before)
    assert "2.1 differs from the one in the file in type (note here, reflection there); cycle; it was left" in ran.err
    misfiled.ok("import", "-", "--take-changes", "--yes", stdin=before)
    assert (shown(misfiled, "2.1")["kind"], shown(misfiled, "2.1")["cycle"]) == ("reflection", 2)
    misfiled.ok("undo")
    assert (shown(misfiled, "1.2")["name"], misfiled.run("doctor").code) == ("2.1", 0)
    elsewhere = ("--journal", str(misfiled.folder / "elsewhere.json"))
    misfiled.ok("start", "Mine", *elsewhere)
    misfiled.ok("import", "-", *elsewhere, stdin=moved)
    assert json.loads(misfiled.ok("show", "2.2", "--json", *elsewhere))["entry"]["name"] == "3.1"
    misfiled.ok("reflect", "another", "-c", "2", *elsewhere)
    assert "another" in misfiled.ok("show", "2.4", *elsewhere)
