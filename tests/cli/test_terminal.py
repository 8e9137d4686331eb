"""At a terminal: prompts, stopping with Ctrl-C, and the pager, mostly on a pseudo-terminal of its own."""

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enquiry.__main__ import main
from enquiry.answers.records import describe_journal
from enquiry.cli.session import Session
from enquiry.cli.terminal import measure_terminal
from enquiry.exchange.encoding import encode_answer
from tests.conftest import NOW, Home, Stream, a_cycle, a_journal, an_entry, made_once

if TYPE_CHECKING:
    import pexpect

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--quiet")
    return home


@contextmanager
def terminal(home: Home, *argv: str, **environ: str) -> "Iterator[pexpect.spawn[str]]":
    """Give the program on a pseudo-terminal of 24 lines; it has ended when the block does."""
    import pexpect

    env = {**os.environ, **home.environ, "TERM": "xterm", "NO_COLOR": "1", "ENQUIRY_TODAY": "2026-02-03", **environ}
    env.pop("COLUMNS")
    command = ["-m", "enquiry", *argv]
    child = pexpect.spawn(
        sys.executable, command, env=env, encoding="utf-8", timeout=20, dimensions=(24, 80), echo=False
    )
    try:
        yield child
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)


def entries(home: Home) -> list[tuple[str, str]]:
    cycle = json.loads(home.ok("show", "1", "--json"))["cycle"]
    return [(entry["name"], entry["text"]) for entry in cycle["entries"]]


# Prompts


@on_unix
def test_what_is_typed_at_a_terminal_is_kept(begun: Home) -> None:
    with terminal(begun, "reflect") as child:
        child.expect("What did I see\\?")
        child.sendline("3 minutes with Sam: [good] :smile:")
        child.expect("> ")
        child.sendline("-5 left, 日本 élève")
        child.expect("> ")
        for _ in range(3):
            child.sendline("")
            child.expect("> |Reflection 1.1 added to 1 · What happens when I wait\\?")
    assert child.exitstatus == 0
    assert entries(begun) == [("1.1", "3 minutes with Sam: [good] :smile:\n-5 left, 日本 élève")]


@on_unix
def test_the_end_of_input_ends_a_prompt(begun: Home) -> None:
    with terminal(begun, "note") as child:
        child.expect("What did I notice\\?[^>]*> ")
        child.sendline("a line")
        child.expect("> ")
        child.sendeof()
        child.expect("Note n1 is in the inbox")
    assert child.exitstatus == 0


@on_unix
def test_ctrl_c_at_a_prompt_stops_and_leaves_the_journal_as_it_was(begun: Home) -> None:
    before = begun.journal.read_bytes()
    with terminal(begun, "reflect") as child:
        child.expect("> ")
        child.sendline("half a thought")
        child.expect("> ")
        child.sendintr()
        child.expect("Stopped\\.")
    assert "Traceback" not in (child.before or "")
    assert child.exitstatus == 130
    assert begun.journal.read_bytes() == before
    assert begun.run("reflect", "after").code == 0


@on_unix
def test_a_day_to_come_is_questioned_at_a_real_terminal(begun: Home) -> None:
    for typed, status in (("n", 2), ("y", 0)):
        with terminal(begun, "reflect", "x", "--on", "tomorrow") as child:
            child.expect("Wednesday 4 February 2026 is yet to come. Keep it\\? \\[y/N\\] ")
            child.sendline(typed)
        assert child.exitstatus == status
    assert entries(begun) == [("1.1", "x")]


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("reflect", "What did I see?"),
        ("note", "What did I notice?"),
        ("start", "What do I want to find out?"),
        ("read", "What does it say, in my own words?"),
        ("act", "What did I change?"),
        ("evidence", "What did I see, hear or count?"),
        ("refine", "What is the question now?"),
        ("review", "What do you make of it?"),
    ],
)
def test_every_writing_command_asks_its_own_question(begun: Home, command: str, question: str) -> None:
    ran = begun.run(command, tty=True, stdin="one [good]\ntwo\n\n")
    assert ran.code == 0, ran.err
    assert ran.err.count(f"\n{question}\n> > > ") == 1
    assert "one [good]\\ntwo" in begun.ok("export")


def test_a_prompt_that_is_not_answered_keeps_nothing(begun: Home) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run("reflect", tty=True, stdin="\n\n\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Nothing was written for the reflection.\nNothing was saved.\n")
    assert begun.journal.read_bytes() == before


def test_no_input_never_asks(begun: Home) -> None:
    ran = begun.run("reflect", "--no-input", tty=True, stdin="x\n\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("No text was given for the reflection")


# The pager


@pytest.fixture
def long(begun: Home) -> Home:
    """A home whose timeline is longer than a terminal of 24 lines."""
    for number in range(30):
        begun.ok("reflect", f"thought number {number}")
    return begun


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that keeps what it was given, and shows it."""
    script = tmp_path / "my pager"
    script.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\ntee "{tmp_path}/paged"\n')
    script.chmod(0o700)
    return f"'{script}' --quietly"


@on_unix
def test_long_output_goes_through_the_pager_at_a_terminal(long: Home, pager: str) -> None:
    with terminal(long, "timeline", ENQUIRY_PAGER=pager) as child:
        child.expect("thought number 29")
    assert child.exitstatus == 0
    paged = (long.folder / "paged").read_text(encoding="utf-8")
    assert "thought number 0" in paged
    assert "\x1b[" in paged
    assert (long.folder / "asked").read_text() == "--quietly\n"


@on_unix
def test_short_output_and_no_pager_go_straight_to_the_terminal(long: Home, pager: str) -> None:
    for argv in (("list",), ("timeline", "--no-pager"), ("timeline", "--json"), ("timeline", "--plain")):
        with terminal(long, *argv, ENQUIRY_PAGER=pager) as child:
            child.expect("wait")
        assert child.exitstatus == 0
    assert not (long.folder / "paged").exists()


def paged(home: Home, *argv: str, **environ: str) -> tuple[int, str, str]:
    """Run the program with standard output on a terminal; return its code and streams."""
    out, err = Stream(), Stream()
    out.tty = True
    code = main(list(argv), Session(Stream(), out, err, {**home.environ, **environ}, clock=lambda: NOW))
    return code, out.getvalue(), err.getvalue()


def test_a_pipe_is_never_paged(long: Home, pager: str) -> None:
    assert "thought number 29" in long.ok("timeline", ENQUIRY_PAGER=pager)
    assert not (long.folder / "paged").exists()


def test_the_pager_is_the_environments_then_the_settings_then_the_usual_one(long: Home, pager: str) -> None:
    asked = long.folder / "asked"
    long.ok("config", "pager", f"{pager} settings")
    paged(long, "timeline", ENQUIRY_PAGER=f"{pager} own", PAGER=f"{pager} usual")
    assert asked.read_text() == "--quietly own\n"
    paged(long, "timeline", PAGER=f"{pager} usual")
    assert asked.read_text() == "--quietly settings\n"
    long.ok("config", "pager", "")
    paged(long, "timeline", PAGER=f"{pager} usual")
    assert asked.read_text() == "--quietly usual\n"


@pytest.mark.parametrize("missing", ["no-such-pager-anywhere", " "])
def test_without_its_pager_the_text_is_simply_written(long: Home, missing: str) -> None:
    code, out, _ = paged(long, "timeline", ENQUIRY_PAGER=missing)
    assert code == 0
    assert "thought number 29" in out


@on_unix
@pytest.mark.parametrize("failing", ["false", "sh -c 'exit 3'", "sh -c 'read line; exit 1'"])
def test_what_a_pager_fails_to_show_is_written(long: Home, failing: str) -> None:
    code, out, err = paged(long, "timeline", ENQUIRY_PAGER=failing)
    assert (code, err) == (0, "")
    assert "thought number 29" in out


@on_unix
def test_ctrl_c_in_a_pager_is_the_pagers_own(long: Home, tmp_path: Path) -> None:
    script = tmp_path / "patient"
    script.write_text("#!/bin/sh\ntrap 'echo caught; exit 0' INT\ncat > /dev/null\necho ready\nread never < /dev/tty\n")
    script.chmod(0o700)
    with terminal(long, "timeline", ENQUIRY_PAGER=str(script)) as child:
        child.expect("ready")
        child.sendintr()
        child.expect("caught")
    assert child.exitstatus == 0


@on_unix
def test_ten_thousand_hits_fill_no_terminal(begun: Home, pager: str) -> None:
    """A search tells the best thirty, through the pager where even they are too long."""
    entries = tuple(an_entry("note", date(2025, 10, 1), f"silence {n}", number=n) for n in range(1, 10_001))
    whole = describe_journal(a_journal(a_cycle(entries=entries)))
    path = begun.folder / "many.json"
    path.write_bytes(encode_answer(whole))
    begun.ok("import", str(path), "--journal", str(begun.folder / "other.json"))
    code, out, _ = paged(begun, "search", "silence", "--journal", str(begun.folder / "other.json"), "--no-pager")
    assert (code, out.count("«silence»")) == (0, 30)
    assert "and 9970 entries more: --limit 60, or --all for all of them" in out


def test_a_pager_that_cannot_be_used_is_named(long: Home) -> None:
    code, out, err = paged(long, "timeline", ENQUIRY_PAGER="less '")
    assert (code, out) == (2, "")
    assert err.startswith("The pager “less '” can't be read: No closing quotation.\n")
    script = long.folder / "broken"
    script.write_bytes(b"\x7fELF not really")
    script.chmod(0o700)
    code, out, err = paged(long, "timeline", ENQUIRY_PAGER=str(script))
    assert (code, out) == (1, "")
    assert err.startswith(f"The pager “{script}” can't be started: ")


@pytest.mark.parametrize(("columns", "width"), [("50", 50), ("7", 20), ("0", 80), ("wide", 80), ("", 80)])
def test_the_width_is_what_columns_says_else_eighty_where_nothing_can_tell(columns: str, width: int) -> None:
    assert measure_terminal(io.StringIO(), {"COLUMNS": columns}) == width
