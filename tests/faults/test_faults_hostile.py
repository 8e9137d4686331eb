"""Other people's texts through every command: nothing in them acts on standard output, on standard error or a terminal.

One journal holds every hostile text in every field a person can fill; every command looks at it. Then every command is
handed every text as what it asks for: a name, a day, a tag, a file, a choice.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

import pexpect
import pytest

from enquiry.cli.app import PANELS
from tests import TOP
from tests.conftest import Home, Ran
from tests.faults.desk import Desk
from tests.strategies import HOSTILE

Note = Callable[[str], None]
COMMANDS = [name for names in PANELS.values() for name in names]
STYLES = re.compile(r"\x1b\[[0-9;]*m")
ISOLATES = re.compile("\u2068([^\u2068\u2069\n]*)\u2069")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

LOOKS: dict[str, list[str]] = {
    "list": ["--all"],
    "show": ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "n1"],
    "timeline": ["", "1"],
    "pulse": ["", "1"],
    "thread": ["1"],
    "search": ["--tag wait", "--kind reflection", "x"],
    "measures": ["", "list", "show hands"],
    "summary": ["", "--year 2025-26"],
    "export": ["", "--format bibtex", "--format csl-json"],
    "config": ["", "name"],
    "demo": ["--list"],
    "doctor": ["", "--report"],
    "history": [""],
}
"""How each command looks at the journal; others are called by their names alone."""


def typeable(text: str) -> bool:
    """Say whether a shell can hand a program the text as an argument at all."""
    return "\0" not in text


def filled(home: Home, text: str) -> None:
    """Write `text` wherever a person can write, as one would who was asked for it on standard input or by an option."""
    typed = text.replace("\0", "\ufffd")
    home.run("start", "-", "--group", typed, "--issue", typed, "--hunch", typed, "--success", typed, stdin=text)
    for command in ("act", "evidence", "reflect", "read", "review", "note"):
        home.run(command, "-", stdin=text)
    home.run("evidence", typed, "--source", typed, "--measure", f"{typed}=3 {typed}", "--standard", typed, "-t", typed)
    home.run("read", typed, "--authors", typed, "--title", typed, "--in", typed, "--url", typed, "--fit", typed)
    home.run("review", typed, "--decision", "adapt", "--because", typed)
    home.run("refine", "-", "--because", typed, stdin=text)
    home.run("config", "name", typed)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose journal holds every hostile text."""
    desk = Desk(tmp_path_factory.mktemp("hostile") / "desk")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in desk.environ.items():
            if name.startswith("XDG_"):
                patch.setenv(name, value)
        home = Home(desk.folder)
        home.environ = {"ENQUIRY_JOURNAL": str(desk.journal), "COLUMNS": "80", "ENQUIRY_TODAY": "2026-02-03"}
        for text in HOSTILE:
            filled(home, text)
        yield desk


def at(desk: Desk) -> Home:
    home = Home(desk.folder)
    home.environ = {"ENQUIRY_JOURNAL": str(desk.journal), "COLUMNS": "80", "ENQUIRY_TODAY": "2026-02-03"}
    return home


def assert_nothing_acts(written: str, what: object) -> None:
    found = ACTING.search(ISOLATES.sub(r"\1", STYLES.sub("", written)))
    assert not found, f"{what}: {written[max(0, found.start() - 60) : found.end() + 20]!r}"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("switches", ["", "--plain", "--json", "--color always"])
def test_no_command_that_looks_lets_a_text_act(
    full: Desk, command: str, switches: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in LOOKS.get(command, [""]):
        argv = (command, *words.split(), *switches.split(), "--no-input")
        ran = at(full).run(*argv)
        assert_nothing_acts(ran.out + ran.err + capsys.readouterr().out, argv)
        assert "itself made a mistake" not in ran.err, ran.err


def handed(command: str, text: str) -> Iterator[tuple[str, ...]]:
    """Yield command lines that hand a command the text in various places."""
    yield (command, text)
    yield (command, text, "--help")
    yield (command, "1.1", "--on", text)
    yield (command, "1", f"--{text}")
    yield (command, "--journal", text, "--json")
    yield (command, "-c", text, "-t", text, "--kind", text)
    yield (command, "--since", text, "--year", text, "-o", text)


def hand_each(home: Home, texts: list[str], commands: list[str], capsys: pytest.CaptureFixture[str]) -> int:
    runs = 0
    for text in texts:
        for argv in ((text,), *(line for command in commands for line in handed(command, text))):
            ran: Ran = home.run(*argv, "--no-input")
            runs += 1
            assert_nothing_acts(ran.out + ran.err + capsys.readouterr().out, argv)
            assert "itself made a mistake" not in ran.err, (argv, ran.err)
            assert "The system refused" not in ran.err, (argv, ran.err)
    return runs


@pytest.fixture
def elsewhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in use; files that a text names by chance are made in it."""
    monkeypatch.chdir(home.folder)
    filled(home, "a line")
    return home


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_that_a_command_is_handed_acts(
    elsewhere: Home, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    some = [text for text in HOSTILE if typeable(text)][COMMANDS.index(command) % 8 :: 8]
    hand_each(elsewhere, some, [command], capsys)


@pytest.mark.long
def test_no_text_that_any_command_is_handed_acts(
    elsewhere: Home, capsys: pytest.CaptureFixture[str], figure: Note
) -> None:
    texts = [text for text in HOSTILE if typeable(text)]
    runs = hand_each(elsewhere, texts, COMMANDS, capsys)
    figure(f"hostile: {len(HOSTILE)} texts, {len(COMMANDS)} commands, {runs:,} command lines: no control byte")


@lru_cache(maxsize=1)
def terminal_is_there() -> bool:
    return sys.platform != "win32" and os.path.exists("/dev/ptmx")  # noqa: PTH110


@pytest.mark.skipif(not terminal_is_there(), reason="there are no pseudo-terminals here")
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_nothing_acts_under_a_real_terminal(full: Desk, command: str) -> None:
    """A terminal's own line ends (`\\r\\n`) apart."""
    words = LOOKS.get(command, [""])[0].split()
    environ = {**full.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "enquiry", *filter(None, [command]), *words, "--no-pager", "--no-input"],
        cwd=str(TOP),
        env=environ,
        dimensions=(40, 80),
        encoding="utf-8",
        codec_errors="surrogateescape",
        timeout=60,
    )
    written = child.read()
    child.close()
    assert child.signalstatus is None
    assert_nothing_acts(written.replace("\r\n", "\n"), command)
