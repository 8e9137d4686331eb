"""Writing in an editor: every command's sheet, what comes of it, and that nothing that was written is lost."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.editor.sheet import WORDS_SEPARATOR
from enquiry.cli.session import Session
from tests.conftest import Home
from tests.pretend_editor import PretendEditor, writing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pretend editor is a script")

AWKWARD = [
    "# a heading\n\n- [ ] done [/done] :smile:",
    "--- \n+++\n---",
    "-",
    "7",
    "--on yesterday",
    "  begins with spaces\n\tand a tab",
    "\n\nbegins with empty lines",
    "%s $HOME `x` \\n 'quotes' \"double\"",
    "日本 élève 🙂 \u202eabc",
    f"{WORDS_SEPARATOR}\n{WORDS_SEPARATOR}",
    "tags: no\ndate: 1 January 1990",
    "\x1b[31mred\x00",
]


def drafts(home: Home) -> Path:
    return home.folder / "state" / "enquiry" / "drafts"


def kept(home: Home) -> list[str]:
    """Return the sheets that wait as drafts."""
    return [(path / "words.md").read_text("utf-8") for path in sorted(drafts(home).glob("d*"))]


def shown(home: Home, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))
    return next(found[key] for key in ("cycle", "entry", "note") if key in found)


# --- every command --------------------------------------------------------------------------------------------------


SHEETS = {
    "note": (["date: 3 February 2026", "tags:"], "n1"),
    "start": (["date: 3 February 2026", "tags:", "group:", "issue:", "hunch:", "success:"], "2"),
    "reflect": (["cycle: 1", "date: 3 February 2026", "tags:"], "1.1"),
    "act": (["cycle: 1", "date: 3 February 2026", "tags:", "planned:", "done:", "until:"], "1.1"),
    "evidence": (
        ["cycle: 1", "date: 3 February 2026", "tags:", "kind:", "direction:", "n:", "measure:", "source:"],
        "1.1",
    ),
    "read": (
        ["cycle: 1", "date: 3 February 2026", "tags:"]
        + [
            f"{name}:"
            for name in ("authors", "year", "title", "in", "doi", "url", "fit", "expects", "changed", "doubt")
        ],
        "1.1",
    ),
    "review": (["cycle: 1", "date: 3 February 2026", "tags:", "decision:", "because:", "next-look:"], "1.1"),
    "refine": (["cycle: 1", "date: 3 February 2026", "because:"], "1"),
}


@pytest.mark.parametrize("command", SHEETS)
def test_a_sheet_holds_what_is_worth_a_line_and_what_is_written_is_saved(
    home: Home, editor: PretendEditor, command: str
) -> None:
    lines, name = SHEETS[command]
    editor.writes("They drew it first?\n\nThen blocks.\n", date="yesterday")
    ran = home.run(command, "--editor")
    assert (ran.code, ran.out) == (0, ""), ran.err
    ((_, sheet),) = editor.called
    assert [line for line in sheet.split(WORDS_SEPARATOR)[0].split("\n") if line and not line.startswith("#")] == lines
    made = shown(home, name)
    latest = made["questions"][-1] if "questions" in made else made
    assert latest["text"] == "They drew it first?\n\nThen blocks."
    assert latest.get("on", latest.get("happened_on")) == "2026-02-02"
    assert "for Monday 2 February 2026" in ran.err
    assert kept(home) == []


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_are_the_same_by_argument_pipe_and_editor(home: Home, editor: PretendEditor, text: str) -> None:
    clean = text.replace("\0", "\ufffd")
    home.ok("note", "--", text) if text != "-" else home.ok("note", "-", stdin="-")
    home.ok("note", "-", stdin=text)
    editor.writes(f"{text}\n")
    home.ok("note", "--editor")
    assert [shown(home, name)["text"] for name in ("n1", "n2", "n3")] == [clean] * 3


def test_every_field_that_is_filled_in_is_kept(home: Home, editor: PretendEditor) -> None:
    fields = {"tags": "wait, #Talk/partner", "kind": "tally", "direction": "mixed", "n": "24", "source": "blue folder"}
    editor.writes("14 of 24", **fields, measure="wait=3 s", standard="GTCS 2.1", stage="checkpoint", privacy="school")
    home.ok("evidence", "--editor", "--yes")
    made = shown(home, "1.1")
    assert made["tags"] == ["wait", "Talk/partner"]
    assert (made["evidence_kind"], made["direction"], made["n"]) == ("tally", "mixed", 24)
    assert (made["source"], made["stage"], made["standards"]) == ("blue folder", "checkpoint", ["GTCS 2.1"])
    assert made["privacy"] == "school"
    assert made["values"][0]["value"] == 3


def test_what_was_given_already_stands_on_the_sheet(home: Home, editor: PretendEditor) -> None:
    home.ok("start", "What do drawings change?", "--quiet")
    editor.writes("Words enough\n")
    options = [
        "-c",
        "wait",
        "-t",
        "a",
        "-t",
        "b",
        "--on",
        "last monday",
        "--until",
        "in 2 weeks",
        "--standard",
        "GTCS 2.1",
    ]
    home.ok("act", "half", "a thought", *options, "--planned", "4", "--editor")
    ((_, sheet),) = editor.called
    for line in ("cycle: 1", "tags: a, b", "date: 2 February 2026", "until: 17 February 2026", "planned: 4"):
        assert f"\n{line}\n" in sheet
    assert "\nstandard: GTCS 2.1\n" in sheet
    assert sheet.endswith(f"{WORDS_SEPARATOR}\nhalf a thought\n")
    made = shown(home, "1.1")
    assert (made["text"], made["planned"], made["until"]) == ("Words enough", 4, "2026-02-17")


def test_choices_are_told_and_other_cycles_can_be_named(home: Home, editor: PretendEditor) -> None:
    home.ok("start", "What do drawings change?", "--quiet")
    editor.writes("x", cycle="wait")
    home.ok("evidence", "--editor")
    ((_, sheet),) = editor.called
    assert sheet.startswith("# Evidence for 2 · What do drawings change?\n")
    assert "# direction: supports, mixed, contradicts, unclear\n" in sheet
    assert "# kind: pupil-work, assessment, exit-check, noticing, tally, …\n" in sheet
    assert shown(home, "1.1")["text"] == "x"


def test_a_review_may_be_a_decision_without_words(home: Home, editor: PretendEditor) -> None:
    editor.writes("", decision="continue", because="it is early", next_look="in 2 weeks")
    home.ok("review", "--editor")
    made = shown(home, "1.1")
    assert (made["text"], made["decision"], made["because"]) == ("", "continue", "it is early")
    assert made["next_look"] == "2026-02-17"


def test_a_better_question_begins_with_the_one_there_is(home: Home, editor: PretendEditor) -> None:
    editor.does("write(text.replace('wait?', 'wait three seconds?').replace('because:', 'because: too wide'))")
    home.ok("refine", "--editor")
    assert [(one["text"], one["because"]) for one in shown(home, "1")["questions"]] == [
        ("What happens when I wait?", ""),
        ("What happens when I wait three seconds?", "too wide"),
    ]


def test_a_program_gets_its_one_document(home: Home, editor: PretendEditor) -> None:
    editor.writes("words")
    ran = home.run("reflect", "--editor", "--json", "--quiet")
    assert (json.loads(ran.out)["entry"]["text"], ran.err) == ("words", "")


# --- nothing to save ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "does"),
    [
        (["reflect"], ""),
        (["reflect"], "write('')"),
        (["reflect"], "write('\\n \\n')"),
        (["reflect"], "path.unlink()"),
        (["reflect"], "write('# x\\n' + text + '\\n')"),
        (["edit", "1"], "write(text)"),
        (["edit", "1"], "write('')"),
        (["refine"], ""),
    ],
)
def test_where_nothing_was_written_nothing_is_saved(
    home: Home, editor: PretendEditor, argv: list[str], does: str
) -> None:
    before = home.journal.read_bytes()
    editor.does(does)
    ran = home.run(*argv, "--editor")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Nothing was changed in the editor, so nothing was saved.\n"
    assert home.journal.read_bytes() == before
    assert kept(home) == []


def test_an_editor_that_fails_saves_nothing(home: Home, editor: PretendEditor) -> None:
    before = home.journal.read_bytes()
    editor.does("sys.exit(3)", f"{writing('a thought')}\nsys.exit(3)", f"{writing('another')}\nos.kill(os.getpid(), 9)")
    ran = home.run("reflect", "--editor")
    assert (ran.code, kept(home)) == (1, [])
    assert f"The editor “{editor.command}” ended with exit code 3, so nothing was saved.\n" in ran.err
    ran = home.run("reflect", "--editor")
    assert ran.code == 1
    assert ran.err.endswith("\nWhat you wrote is kept as draft d1; to go on with it: enquiry drafts resume d1\n")
    ran = home.run("reflect", "--editor")
    assert "was ended by signal 9, so nothing was saved.\n" in ran.err
    assert [sheet.split(f"{WORDS_SEPARATOR}\n")[1] for sheet in kept(home)] == ["a thought", "another"]
    assert home.journal.read_bytes() == before


def test_words_given_before_are_kept_when_the_editor_is_only_closed(home: Home, editor: PretendEditor) -> None:
    ran = home.run("reflect", "half a thought", "--editor")
    assert ran.code == 1
    assert "kept as draft d1" in ran.err
    assert "half a thought" in kept(home)[0]


def test_an_editor_that_came_back_too_soon_may_still_be_open(
    home: Home, editor: PretendEditor, monkeypatch: pytest.MonkeyPatch
) -> None:

    def told(_session: Session, question: str) -> str:
        assert "still open" in question
        (sheet,) = drafts(home).glob("d*/words.md")
        sheet.write_text(sheet.read_text("utf-8") + "words")  # in the editor's window, which is open still
        return ""

    monkeypatch.setattr(Session, "ask_line", told)
    assert home.run("note", "--editor", tty=True).code == 0
    assert shown(home, "n1")["text"] == "\nwords"


# --- mistakes -------------------------------------------------------------------------------------------------------


MISTAKES = [
    ({"cycle": "9"}, 3, "There is no cycle 9; the latest are: 1."),
    ({"cycle": "zebra"}, 3, "No cycle's question holds “zebra”."),
    ({"date": "some day"}, 2, "“some day”"),
    ({"date": "tomorrow"}, 2, "yet to come"),
    ({"tags": "a;b"}, 2, "The tag “a;b” holds ';'."),
    ({"kind": "talley"}, 2, "“talley” is no choice for kind. Did you mean tally?"),
    ({"n": "many"}, 2, "many"),
    ({"drection": "mixed"}, 2, "There is no field “drection” here. Did you mean direction?"),
    ({"ics": "x"}, 2, "There is no field “ics” here."),
    ({"untag": "x"}, 2, "There is no field “untag” here."),
]


@pytest.mark.parametrize(("fields", "code", "words"), MISTAKES)
def test_a_mistake_in_a_field_loses_nothing(
    home: Home, editor: PretendEditor, fields: dict[str, str], code: int, words: str
) -> None:
    before = home.journal.read_bytes()
    editor.writes("a long thought", **fields)
    ran = home.run("evidence", "--editor")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert ran.err.endswith(" What you wrote is kept as draft d1; to go on with it: enquiry drafts resume d1\n")
    assert home.journal.read_bytes() == before
    assert "a long thought" in kept(home)[0]


@pytest.mark.parametrize(
    ("does", "words"),
    [
        ("write('only words')", "The ruled line between the fields and your words is gone."),
        ("write('I saw it\\n' + text + 'x')", "Line 1 is no field: “I saw it”."),
        ("write('date: yesterday\\n' + text + 'x')", "The field “date” stands twice."),
        (writing("", tags="a"), "The reflection is empty."),
        (writing("x" * 1_000_001), "The reflection is 1,000,001 bytes long"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_kept(home: Home, editor: PretendEditor, does: str, words: str) -> None:
    editor.does(does)
    ran = home.run("reflect", "--editor")
    assert ran.code == 2
    assert ran.err.startswith(words)
    assert len(kept(home)) == 1


def test_at_a_terminal_a_mistake_opens_the_editor_again(home: Home, editor: PretendEditor) -> None:
    editor.does(writing("a thought", date="someday"), writing("a thought", date="yesterday"))
    ran = home.run("reflect", "--editor", tty=True, stdin="\n")
    assert ran.code == 0, ran.err
    assert "Enter opens the editor again; d and Enter keeps it as a draft." in ran.err
    assert "someday" in editor.called[1][1]
    assert shown(home, "1.1")["happened_on"] == "2026-02-02"
    assert kept(home) == []


@pytest.mark.parametrize("stdin", ["d\n", ""])
def test_a_mistake_can_be_left_for_later(home: Home, editor: PretendEditor, stdin: str) -> None:
    editor.writes("a thought", date="someday")
    ran = home.run("reflect", "--editor", tty=True, stdin=stdin)
    assert ran.code == 2
    assert "drafts resume d1" in ran.err
    assert len(kept(home)) == 1


def test_what_can_be_known_before_is_said_before_the_editor_opens(home: Home, editor: PretendEditor) -> None:
    for argv, code in (
        (["-c", "9"], 3),
        (["--on", "someday"], 2),
        (["-t", "a,b"], 2),
        (["--no-input"], 2),
        (["-"], 2),
    ):
        assert home.run("reflect", *argv, "--editor").code == code
    assert home.run("edit", "1.9", "--editor").code == 3
    ran = home.run("edit", "1", "--on", "yesterday", "--editor")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "The editor opens all of it, and no other option goes with that.")
    assert editor.called == []
    assert kept(home) == []


def test_a_journal_that_is_busy_or_gone_loses_nothing(home: Home, editor: PretendEditor) -> None:
    editor.does(f"{writing('a thought')}\nPath({str(home.journal)!r}).write_text('not a journal')")
    ran = home.run("reflect", "--editor", tty=True, stdin="\n")
    assert ran.code == 5
    assert "drafts resume d1" in ran.err
    assert "a thought" in kept(home)[0]


@pytest.mark.parametrize("name", ["no-such-editor", "'half"])
def test_without_an_editor_nothing_is_left_behind(home: Home, editor: PretendEditor, name: str) -> None:
    ran = home.run("reflect", "--editor", ENQUIRY_EDITOR=name)
    assert (ran.code, kept(home)) == (1, [])
    assert "Name one that is installed: ENQUIRY_EDITOR=nano" in ran.err


def test_an_editor_that_cannot_be_started_leaves_only_what_was_typed(home: Home, editor: PretendEditor) -> None:
    editor.file.write_bytes(b"\x7fELF not really")
    assert home.run("reflect", "--editor").code == 1
    assert kept(home) == []
    ran = home.run("reflect", "a thought", "--editor")
    assert "can't be started" in ran.err
    assert "a thought" in kept(home)[0]


# --- editing --------------------------------------------------------------------------------------------------------


def test_an_edit_changes_what_was_changed_and_nothing_else(home: Home, editor: PretendEditor) -> None:
    home.ok("evidence", "14 of 24", "--kind", "tally", "--n", "24", "-t", "a", "-t", "b", "--source", "folder")
    editor.writes("15 of 24", tags="b, c", n="", direction="mixed")
    ran = home.run("edit", "1.1", "--editor")
    assert (ran.code, ran.err) == (0, "Evidence 1.1 of 1 · What happens when I wait? was changed.\n")
    made = shown(home, "1.1")
    assert (made["text"], made["tags"], made["n"]) == ("15 of 24", ["b", "c"], None)
    assert (made["direction"], made["evidence_kind"], made["source"]) == ("mixed", "tally", "folder")


def test_at_a_terminal_an_edit_of_nothing_else_opens_the_editor(home: Home, editor: PretendEditor) -> None:
    home.ok("note", "a line")
    editor.writes("a better line", tags="x")
    assert home.run("edit", "n1", tty=True).code == 0
    assert (shown(home, "n1")["text"], shown(home, "n1")["tags"]) == ("a better line", ["x"])
    ran = home.run("edit", "n1")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "Nothing about n1 would change.")


def test_a_cycle_is_edited_with_its_question(home: Home, editor: PretendEditor) -> None:
    editor.writes("What happens after I wait?", hunch="I rescue\n    them", date="1 feb")
    home.ok("edit", "wait", "--editor")
    made = shown(home, "1")
    assert (made["questions"][0]["text"], made["questions"][0]["on"]) == ("What happens after I wait?", "2026-02-01")
    assert made["hunch"] == "I rescue\nthem"


def test_every_field_of_a_reading_and_a_review_can_be_taken_away(home: Home, editor: PretendEditor) -> None:
    reading = {"authors": "Rowe, M.", "year": "1986", "title": "Wait", "in": "JTE", "url": "https://example.org"}
    options = [
        part for name, value in {**reading, "fit": "here", "doubt": "old"}.items() for part in (f"--{name}", value)
    ]
    home.ok("read", "waiting lengthens", "--doi", "10.1177/002248718603700110", *options)
    empty = dict.fromkeys(("authors", "year", "title", "in", "url", "fit", "doubt", "doi"), "")
    editor.writes(None, **empty)  # type: ignore[arg-type]
    home.ok("edit", "1.1", "--editor")
    made = shown(home, "1.1")
    assert {made[name] for name in ("authors", "title", "where", "url", "fit", "doubt", "doi")} == {""}
    assert made["year"] is None
    home.ok(
        "review", "--decision", "continue", "--because", "early", "--standard", "GTCS 2.1", "--standard", "GTCS 3.1"
    )
    editor.does(
        "write(text.replace('standard: GTCS 3.1\\n', '').replace('because: early', 'because: it is early'))",
        "write(text.replace('standard: GTCS 2.1\\n', '').replace('decision: continue', 'decision:'))",
    )
    home.ok("edit", "1.2", "--editor")
    assert (shown(home, "1.2")["standards"], shown(home, "1.2")["because"]) == (["GTCS 2.1"], "it is early")
    home.ok("edit", "1.2", "--editor")
    assert (shown(home, "1.2")["standards"], shown(home, "1.2")["decision"]) == ([], None)


@pytest.mark.parametrize("text", AWKWARD)
def test_what_is_opened_and_closed_again_is_unchanged(home: Home, editor: PretendEditor, text: str) -> None:
    home.ok("reflect", "-", stdin=text)
    before = home.journal.read_bytes()
    editor.does("write(text.rstrip('\\n') + '\\n')")
    assert home.run("edit", "1.1", "--editor").code == 1
    assert home.journal.read_bytes() == before


# --- where it lies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_the_sheet(home: Home, editor: PretendEditor, umask: int) -> None:
    note = home.folder / "modes"
    editor.does(f"Path({str(note)!r}).write_text(f'{{path.stat().st_mode:o}} {{path.parent.stat().st_mode:o}}')")
    before = os.umask(umask)
    try:
        home.run("reflect", "--editor")
    finally:
        os.umask(before)
    assert note.read_text() == "100600 40700"


def test_an_editor_that_returns_at_once_is_asked_about_whatever_its_name(home: Home, tmp_path: Path) -> None:
    """As gedit does where a window of it is open already: it hands the file over and ends."""
    pretend = PretendEditor(tmp_path / "pretend", "gedit").does("")
    home.environ["ENQUIRY_EDITOR"] = pretend.command
    home.ok("start", "What happens when I wait?", "--quiet")
    ran = home.run("reflect", "--editor", stdin="\n", tty=True)
    assert "Nothing was changed. If your editor is still open, write there and save, then press Enter." in ran.err
