"""The interview at a real terminal: stopped, closed, killed and gone on with, and not a character lost."""

import json
import os
import random
import signal
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from enquiry.model.asking.prompt import Prompt
from enquiry.presets import load_prompts
from tests.conftest import Home, made_once

if TYPE_CHECKING:
    import pexpect

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ANSWERS = {
    "": "Ça [good] :smile: 日本 “so” – it’s 24 %, isn’t it?",
    "kind": "tally",
    "group": "Ça [good] pupils",
    "direction": "contradicts",
    "n": "24",
    "measure": "wait=3.2 s",
    "year": "1986",
    "doi": "10.1177/00224",
    "planned": "12",
    "done": "9",
    "until": "2026-03-27",
}
LONG = pytest.mark.long
GUIDED = (
    "start",
    "reflect",
    *(pytest.param(name, marks=LONG) for name in ("read", "act", "evidence", "note", "refine")),
)


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--quiet")
    return home


def at_a_terminal(home: Home, *argv: str, echo: bool = False, **environ: str) -> "pexpect.spawn[str]":
    """Return the program at a pseudo-terminal of its own."""
    import pexpect

    env = {**os.environ, **home.environ, "TERM": "xterm", "NO_COLOR": "1", "ENQUIRY_TODAY": "2026-02-03", **environ}
    env.pop("COLUMNS")
    command = ["-m", "enquiry", *argv]
    return pexpect.spawn(
        sys.executable, command, env=env, encoding="utf-8", timeout=30, dimensions=(24, 200), echo=echo
    )


def ended(child: "pexpect.spawn[str]") -> int:
    """Wait for the program to end; return its exit code, or the signal that ended it, negative."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.exitstatus is not None else -(child.signalstatus or 0)


def prompts(command: str) -> tuple[Prompt, ...]:
    found = load_prompts("quick" if command == "reflect" else command, Path("/nowhere"))
    return found.name_group("learners").prompts


def answer_to(prompt: Prompt) -> str:
    return ANSWERS.get(prompt.field, f"{ANSWERS['']} {prompt.name}")


def answer(child: "pexpect.spawn[str]", prompt: Prompt) -> None:
    """Answer a prompt, and end the answer where it may have several lines."""
    child.expect_exact(prompt.asks)
    child.expect_exact("> ")
    child.sendline(answer_to(prompt))
    if prompt.long:
        child.expect_exact("> ")
        child.sendline("")


def drafts(home: Home) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(home.ok("drafts", "--json"))["drafts"]
    return found


def words_kept(home: Home) -> list[str]:
    (draft,) = drafts(home)
    return [answer["text"] for answer in draft["answers"]]


def said_by(thing: object) -> list[str]:
    """Return every text that stands anywhere in a JSON value."""
    match thing:
        case dict():
            return [text for value in thing.values() for text in said_by(value)]
        case list():
            return [text for value in thing for text in said_by(value)]
        case _:
            return [str(thing)]


@pytest.mark.parametrize("command", GUIDED)
def test_ctrl_c_after_each_answer_and_going_on_loses_nothing(begun: Home, command: str) -> None:
    """The interview is stopped at each prompt in turn, and the next session takes it on from there."""
    asked = prompts(command)
    child = at_a_terminal(begun, command)
    for place, prompt in enumerate(asked[:-1]):
        answer(child, prompt)
        child.expect_exact(asked[place + 1].asks)
        child.expect_exact("> ")
        child.sendintr()
        child.expect(r"To go on with it:\s+enquiry drafts resume d1")
        assert ended(child) == 130
        assert words_kept(begun) == [answer_to(one) for one in asked[: place + 1]]
        child = at_a_terminal(begun, "drafts", "resume", "d1")
    answer(child, asked[-1])
    assert ended(child) == 0
    journal = json.loads(begun.ok("export"))
    for prompt in asked:
        if prompt.field not in ("n", "planned", "done", "year", "measure"):
            assert any(answer_to(prompt) in text for text in said_by(journal)), prompt.name
    assert drafts(begun) == []


@pytest.mark.parametrize("command", GUIDED)
def test_skipping_help_back_and_the_end_at_a_real_terminal(begun: Home, command: str) -> None:
    first, *others = prompts(command)
    child = at_a_terminal(begun, command)
    child.expect_exact("> ")
    child.sendline("?")
    child.expect_exact(f"For example: {first.example}")
    answer_with(child, "one")
    if others:
        child.expect_exact(others[0].asks)
        child.sendline("<")
        child.expect_exact("> ")
        child.sendline("")  # the line that stands there to be changed is kept as it is
        answer_with(child, "two")
        child.expect_exact(others[0].asks)
        child.expect_exact("> ")
        child.sendeof()
    assert ended(child) == 0
    text = "one\\ntwo" if others else "one"
    assert f'"{text}"' in begun.ok("export")


def answer_with(child: "pexpect.spawn[str]", text: str) -> None:
    child.expect_exact("> ")
    child.sendline(text)
    child.expect_exact("> ")
    child.sendline("")


def test_a_line_begun_is_kept_when_it_is_stopped_or_the_window_closes(begun: Home) -> None:
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        child = at_a_terminal(begun, "reflect", echo=True)
        child.expect_exact("> ")
        child.send("half a thought")
        child.expect_exact("half a thought")
        child.kill(number)
        assert ended(child) == code
        assert words_kept(begun) == ["half a thought"]
        begun.ok("drafts", "discard", "--all", "--yes")


def test_keys_mend_a_line_and_a_paste_keeps_its_lines(begun: Home) -> None:
    child = at_a_terminal(begun, "note", echo=True)
    child.expect_exact("> ")
    child.send("wrogn\x7f\x7fng ")
    child.send("\x1b[200~para one\n\npara two\x1b[201~")
    child.expect_exact("para two")
    child.sendline("")
    child.expect_exact("> ")
    child.sendline("")
    assert ended(child) == 0
    assert '"wrong para one\\n\\npara two"' in begun.ok("export")


@pytest.mark.parametrize("length", [4_090, 4_200, 20_000])
def test_a_long_line_is_whole_with_line_editing(begun: Home, length: int) -> None:
    child = at_a_terminal(begun, "note")
    child.expect_exact("> ")
    send(child, "x" * length + "\n\n")
    assert ended(child) == 0
    assert f'"{"x" * length}"' in begun.ok("export")


def send(child: "pexpect.spawn[str]", text: str) -> None:
    """Send a long text in pieces, reading what comes back, so that neither side waits for the other."""
    for start in range(0, len(text), 1000):
        child.send(text[start : start + 1000])
        read_on(child)


def read_on(child: "pexpect.spawn[str]") -> None:
    import pexpect

    try:
        while True:
            child.read_nonblocking(65536, timeout=0)
    except (pexpect.TIMEOUT, pexpect.EOF):
        pass


def without_line_editing(home: Home, *argv: str) -> "pexpect.spawn[str]":
    """Return the program at a terminal whose output goes to a file: there lines are the terminal's own."""
    import pexpect

    env = {**os.environ, **home.environ, "TERM": "xterm", "NO_COLOR": "1", "ENQUIRY_TODAY": "2026-02-03"}
    command = f"exec '{sys.executable}' -m enquiry {' '.join(argv)} > '{home.folder}/out.json'"
    return pexpect.spawn("/bin/sh", ["-c", command], env=env, encoding="utf-8", timeout=30, echo=False)


def test_a_line_that_the_terminal_cut_is_said(begun: Home) -> None:
    """The kernel hands over 4,095 bytes of a line."""
    child = without_line_editing(begun, "note", "--json")
    child.expect_exact("> ")
    child.sendline("y" * 5000)
    child.expect_exact("hands over no more of one line than that")
    child.sendline("")
    assert ended(child) == 0
    assert json.loads((begun.folder / "out.json").read_text())["entry"]["text"] == "y" * 4095


def test_bytes_that_are_not_text_are_mended_and_said(begun: Home) -> None:
    child = without_line_editing(begun, "note", "--json")
    child.expect_exact("> ")
    os.write(child.child_fd, b"caf\xe9 in\n")
    child.expect_exact("> ")
    child.sendline("")
    child.expect_exact("were replaced by \ufffd")
    assert ended(child) == 0
    assert json.loads((begun.folder / "out.json").read_text())["entry"]["text"] == "caf\ufffd in"


# Killed at any moment


def interview_ended_by(home: Home, number: signal.Signals, after: float, word: str) -> tuple[list[str], str]:
    """Answer a reflection until a signal comes; return the answers known to be finished, and what is kept of it."""
    import pexpect

    child = at_a_terminal(home, "reflect", "--quiet")
    finished = list[str]()
    try:
        child.expect_exact("> ")
        begin = time.monotonic()
        for place in range(3):
            child.sendline(f"{word} {place}")
            child.expect_exact("> ")
            finished.append(f"{word} {place}")  # the next line is asked for: this one is on the disk
            if time.monotonic() - begin >= after:
                child.kill(number)
            child.sendline("")
            child.expect_exact("> ")
        child.kill(number)
        child.expect(pexpect.EOF)
    except (pexpect.EOF, OSError, ProcessLookupError):
        pass
    child.close(force=True)
    return finished, home.ok("drafts", "--json") + home.ok("export")


def ended_at_many_moments(home: Home, times: int) -> None:
    chance = random.Random(4)
    signals = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
    for number in range(times):
        word = f"planted-{number}"
        finished, kept = interview_ended_by(home, signals[number % 3], chance.uniform(0, 0.05), word)
        assert finished
        assert all(answer in kept for answer in finished), (number, finished)
    for draft in drafts(home):
        assert not draft["flaw"]
    assert_only_where_it_belongs(home, "planted-")
    home.run("drafts", "discard", "--all", "--yes")
    home.run("reflect", tty=True, stdin="afterwards\n\n")
    left = [path for path in home.folder.rglob("*") if path.is_file() and b"planted-" in path.read_bytes()]
    assert {path.name for path in left} <= {"journal.json", "previous.json"}


def assert_only_where_it_belongs(home: Home, word: str) -> None:
    """A planted word is in the journal, its earlier version and drafts; and nobody else can read any of them."""
    for path in home.folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        if path.is_file() and word.encode() in path.read_bytes():
            assert path.name in ("journal.json", "previous.json", "draft.json") or path.suffix == ".part", path
            assert mode == 0o600, path
            assert "drafts" in path.parts or path.suffix != ".part"


def test_ended_at_a_dozen_moments_every_finished_answer_is_in_the_draft(begun: Home) -> None:
    ended_at_many_moments(begun, 12)


@pytest.mark.long
def test_ended_at_fifty_moments_by_each_signal(begun: Home) -> None:
    ended_at_many_moments(begun, 150)


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_drafts_are_private_whatever_the_umask(begun: Home, umask: int) -> None:
    before = os.umask(umask)
    try:
        child = at_a_terminal(begun, "reflect")
        child.expect_exact("> ")
        child.sendline("planted")
        child.expect_exact("> ")
        child.sendintr()
        assert ended(child) == 130
    finally:
        os.umask(before)
    folder = begun.folder / "state" / "enquiry" / "drafts"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*")) if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert words_kept(begun) == ["planted"]
