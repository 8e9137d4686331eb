"""A draft begun in an editor: gone on with, and there after all that can end a program, an editor or a window."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.editor.sheet import WORDS_SEPARATOR
from enquiry.cli.session import Session
from enquiry.errors import CannotWrite
from tests import TOP
from tests.cli.editor.test_session import drafts, kept, shown
from tests.conftest import Home
from tests.pretend_editor import PretendEditor, writing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pretend editor is a script")


def words(home: Home) -> list[str]:
    return [sheet.split(f"{WORDS_SEPARATOR}\n")[1].strip("\n") for sheet in kept(home)]


def test_a_draft_goes_on_where_it_stopped(home: Home, editor: PretendEditor) -> None:
    editor.does(writing("a thought", date="someday"), "", writing(None, date="yesterday"))
    assert home.run("reflect", "--editor", "-t", "a").code == 2
    listed = json.loads(home.ok("drafts", "--json"))["drafts"]
    assert [(one["name"], one["command"]) for one in listed] == [("d1", "reflect")]
    assert "a thought" in json.dumps(listed)
    assert "enquiry drafts resume d1" in home.run("note", "x").err
    ran = home.run("drafts", "resume", "d1", tty=True)  # closed again, and nothing done
    assert (ran.code, words(home)) == (1, ["a thought"])
    ran = home.run("drafts", "resume", tty=True)
    assert ran.code == 0, ran.err
    made = shown(home, "1.1")
    assert (made["text"], made["happened_on"], made["tags"]) == ("a thought", "2026-02-02", ["a"])
    assert kept(home) == []


def test_what_stands_there_can_be_saved_as_it_is(home: Home, editor: PretendEditor) -> None:
    editor.does(f"{writing('a thought')}\nsys.exit(1)")
    home.run("reflect", "--editor")
    ran = home.run("drafts", "resume", tty=True, stdin="\n")
    assert ran.code == 0, ran.err
    assert "Enter saves what stands there; d and Enter keeps it as a draft." in ran.err
    assert shown(home, "1.1")["text"] == "a thought"
    assert home.run("reflect", "half", "--editor", tty=True, stdin="d\n").code == 1
    assert words(home) == ["half"]


def test_an_edit_goes_on_and_is_compared_with_what_there_was(home: Home, editor: PretendEditor) -> None:
    home.ok("reflect", "first")
    editor.does(f"{writing('mine')}\nsys.exit(1)", writing("mine still"))
    assert home.run("edit", "1.1", "--editor").code == 1
    home.ok("edit", "1.1", "theirs")
    ran = home.run("drafts", "resume", "d1", tty=True, stdin="y\n")
    assert ran.code == 0, ran.err
    assert "Theirs, in the journal now:\n  theirs\n" in ran.err
    assert shown(home, "1.1")["text"] == "mine still"


def test_a_day_that_was_today_stays_that_day(home: Home, editor: PretendEditor) -> None:
    editor.does(f"{writing('a thought')}\nsys.exit(1)", writing("a thought, later"))
    home.run("reflect", "--editor", ENQUIRY_TODAY="2026-02-03")
    ran = home.run("drafts", "resume", tty=True, ENQUIRY_TODAY="2026-02-05")
    assert "for Tuesday 3 February 2026" in ran.err
    assert shown(home, "1.1")["happened_on"] == "2026-02-03"


def test_what_was_saved_and_not_cleared_up_is_not_saved_twice(
    home: Home, editor: PretendEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enquiry.store.drafts import OpenDraft

    def refused(_held: OpenDraft) -> None:
        raise CannotWrite("The disk is gone.", "Look for it.")

    with monkeypatch.context() as patched:
        patched.setattr(OpenDraft, "discard", refused)
        editor.writes("a thought")
        assert home.run("reflect", "--editor").code == 1
    assert shown(home, "1.1")["text"] == "a thought"
    ran = home.run("drafts", "resume", tty=True)
    assert "This was saved already, as 1.1." in ran.err
    assert len(shown(home, "1")["entries"]) == 1
    assert kept(home) == []


def test_a_full_disk_at_the_start_leaves_nothing(
    home: Home, editor: PretendEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enquiry.cli.editor import draft as editor_draft

    def full(*_: Any, **__: Any) -> None:
        raise CannotWrite("The disk is full.", "Make some room.")

    monkeypatch.setattr(editor_draft, "write_file_atomically", full)
    ran = home.run("reflect", "--editor")
    assert (ran.code, ran.err, kept(home)) == (1, "The disk is full.\nMake some room.\n", [])
    assert list(drafts(home).iterdir()) == []


def test_a_list_that_cannot_be_brought_up_to_date_loses_nothing(
    home: Home, editor: PretendEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enquiry.store.drafts import OpenDraft

    def full(*_: Any) -> None:
        raise CannotWrite("The disk is full.", "Make some room.")

    editor.writes("a thought", date="someday")
    begun = OpenDraft.keep
    monkeypatch.setattr(OpenDraft, "keep", lambda held, draft: full() if draft.text else begun(held, draft))
    assert home.run("reflect", "--editor").code == 2
    assert words(home) == ["a thought"]


def test_ctrl_c_at_a_question_keeps_the_draft(
    home: Home, editor: PretendEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> bool:
        raise KeyboardInterrupt

    editor.writes("a thought", date="someday")
    monkeypatch.setattr(Session, "confirm_continue", stopped)
    ran = home.run("reflect", "--editor", tty=True)
    assert ran.code == 130
    assert "What you wrote is kept as draft d1; to go on with it: enquiry drafts resume d1\n" in ran.err
    assert words(home) == ["a thought"]


@pytest.mark.parametrize("name", ["words.md.save", "#words.md#"])
def test_what_an_editor_saved_in_need_is_taken_up(home: Home, editor: PretendEditor, name: str) -> None:
    saved = f"(path.parent / {name!r}).write_text(text + 'last words')\nos.kill(os.getpid(), 1)"
    editor.does(saved, "write(text + '.')")
    assert "kept as draft d1" in home.run("reflect", "--editor").err
    assert words(home) == ["last words"]
    assert home.run("drafts", "resume", tty=True).code == 0
    assert shown(home, "1.1")["text"] == "\nlast words."


def test_older_or_empty_things_beside_the_sheet_are_not_taken_for_it(home: Home, editor: PretendEditor) -> None:
    old = "(path.parent / 'words.md.save').write_text('old'); os.utime(path.parent / 'words.md.save', (1, 1))"
    empty = "(path.parent / '#words.md#').write_text('')"
    editor.does(f"{old}\n{empty}\n{writing('words')}\nsys.exit(1)")
    home.run("reflect", "--editor")
    assert words(home) == ["words"]


# --- ended from outside ---------------------------------------------------------------------------------------------


def begun(home: Home, *argv: str) -> "subprocess.Popen[bytes]":
    environ = {**os.environ, **home.environ, "ENQUIRY_TODAY": "2026-02-03"}
    return subprocess.Popen(
        [sys.executable, "-m", "enquiry", *argv],
        cwd=TOP,
        env=environ,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(path: Path) -> None:
    for _ in range(1000):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} never came")


SAVES = """
(home / "number").write_text(str(os.getpid()))
for number in range(1, 4000):
    whole = path.with_name("whole")
    whole.write_text(text + "\\n".join(f"line {n}" for n in range(1, number + 1)) + "\\n")
    whole.replace(path)
    (home / "saved").write_text(str(number))
    time.sleep(0.001)
"""


def ended_at_a_moment(home: Home, editor: PretendEditor, number: int, wait: float) -> None:
    """End the program, and its editor too, while the editor saves again and again; what was saved must be there."""
    saved = editor.folder / "saved"
    saved.unlink(missing_ok=True)
    editor.does(SAVES)
    child = begun(home, "reflect", "--editor")
    wait_for(saved)
    time.sleep(wait)
    child.send_signal(number)
    child.wait(20)
    end_editor(editor)
    least = int(saved.read_text() or 0)
    assert words(home)[-1].split("\n")[:least] == [f"line {n}" for n in range(1, least + 1)]
    assert home.run("drafts", "discard", "--all", "--yes").code == 0


def end_editor(editor: PretendEditor) -> None:
    """End the pretend editor by the number it noted, and wait until it is gone."""
    number = int((editor.folder / "number").read_text())
    for _ in range(1000):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.01)


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGHUP, pytest.param(signal.SIGTERM, marks=pytest.mark.long)]
)
def test_what_the_editor_saved_survives_the_end_of_the_program(
    home: Home, editor: PretendEditor, number: signal.Signals
) -> None:
    for moment in range(2):
        ended_at_a_moment(home, editor, number, moment * 0.05)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_it_survives_at_fifty_moments(home: Home, editor: PretendEditor, number: signal.Signals) -> None:
    for moment in range(50):
        ended_at_a_moment(home, editor, number, moment * 0.01)


def test_the_list_says_what_stands_on_the_sheet_now(home: Home, editor: PretendEditor) -> None:
    killed = "\nos.kill(os.getppid(), 9)\ntime.sleep(0.1)"
    editor.does(writing("a first thought") + killed, writing("a better question") + killed)
    for argv in (("reflect",), ("edit", "1")):
        begun(home, *argv, "--editor").wait(20)
        time.sleep(0.3)
    told = home.ok("drafts")
    assert "d1  A reflection, begun 3 Feb 2026\n    a first thought\n" in told
    assert "d2  A change to 1, begun 3 Feb 2026\n    a better question\n" in told
    assert "words: a better question" in home.ok("drafts", "--plain")
    assert [one["text"] for one in json.loads(home.ok("drafts", "--json"))["drafts"]] == [
        "a first thought",
        "a better question",
    ]
    (drafts(home) / "d1" / "words.md").unlink()
    (drafts(home) / "d1" / "words.md").mkdir()
    (drafts(home) / "d2" / "words.md").write_bytes(b"only \xff words")
    told = home.ok("drafts")
    assert "d1  A reflection, begun 3 Feb 2026\nd2 " in told
    assert "    only ? words\n" in told
