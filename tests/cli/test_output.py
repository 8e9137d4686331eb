"""Streams, colours and encodings; real processes where a stream is the point."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from enquiry.__main__ import main
from enquiry.cli.output import show_in_pager
from enquiry.cli.session import Session
from tests.conftest import NOW, Home, Stream, made_once

ESCAPE = "\x1b["
MANY = "a line long enough to fill a pipe; " * 2000


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "talk", "--quiet")
    home.ok("evidence", "日本 élève: 4 of 24", "--measure", "hands=4")
    home.ok("evidence", "more", "--measure", "hands=9")
    return home


def process(home: Home, *argv: str | bytes, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as the shell does, in the same home."""
    command = [sys.executable, "-m", "enquiry", *argv]
    env = {**os.environ, **home.environ, "ENQUIRY_TODAY": "2026-02-03", **environ}
    return subprocess.run(command, input=stdin, capture_output=True, env=env, check=False, timeout=60)


# A whole cycle, and a crowd, in real processes


def test_a_whole_cycle_in_real_processes(home: Home) -> None:
    for argv in (
        ("start", "What happens when I wait?"),
        ("act", "counted to three"),
        ("evidence", "9 of 24", "--kind", "tally", "--n", "24"),
        ("reflect", "3 minutes with Sam: he improved"),
        ("review", "--decision", "adapt", "--because", "too fast"),
        ("close", "--next", "And then?"),
    ):
        ran = process(home, *argv)
        assert (ran.returncode, ran.stdout) == (0, b""), ran.stderr
        assert b"Traceback" not in ran.stderr
    exported = json.loads(process(home, "export", "--names-are-fine").stdout)
    assert [cycle["state"] for cycle in exported["cycles"]] == ["closed", "open"]
    assert [entry["name"] for entry in exported["cycles"][0]["entries"]] == ["1.1", "1.2", "1.3", "1.4"]
    assert process(home, "list").stdout.decode().count("\n") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("line", "full", "code"),
    [("--version", "stdout", 1), ("show 1", "stdout", 1), ("show 9", "stdout", 3), ("show 9", "stderr", 3)],
)
def test_a_stream_that_takes_nothing_is_said_once_and_ends_with_the_right_code(
    kept: Home, line: str, full: str, code: int
) -> None:
    environ = {**os.environ, **kept.environ}
    with Path("/dev/full").open("wb") as device:
        out, err = (device if full == name else subprocess.PIPE for name in ("stdout", "stderr"))
        command = (sys.executable, "-m", "enquiry", *line.split())
        ran = subprocess.run(command, env=environ, check=False, timeout=60, stdout=out, stderr=err)
    assert ran.returncode == code
    if full == "stdout":
        assert ran.stderr.count(b"\n") == 2
        assert b"Exception" not in ran.stderr


def test_eight_processes_at_once_add_eight_entries(kept: Home) -> None:
    codes = []

    def add(number: int) -> None:
        codes.append(process(kept, "reflect", f"from {number}").returncode)

    crowd = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert codes == [0] * 8
    entries = json.loads(kept.ok("show", "--json"))["cycle"]["entries"]
    assert {entry["text"] for entry in entries} >= {f"from {number}" for number in range(8)}
    assert [entry["name"] for entry in entries] == [f"1.{number}" for number in range(1, 11)]


# Broken pipes


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell that tells the codes of a pipe")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("argv", ["export", "show 1 --json", "show 1 --plain", "list", "search a", "search a --json"])
def test_a_reader_that_goes_away_is_no_error(kept: Home, argv: str, unbuffered: str) -> None:
    kept.ok("reflect", MANY)
    command = f'"{sys.executable}" -m enquiry {argv} | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}'
    env = {**os.environ, **kept.environ, "PYTHONUNBUFFERED": unbuffered}
    ran = subprocess.run(["bash", "-c", command], capture_output=True, env=env, check=False, timeout=60)
    assert (ran.stdout, ran.stderr) == (b"0\n", b"")


@pytest.mark.parametrize(("end", "code"), [(BrokenPipeError, 0), (KeyboardInterrupt, 130)])
def test_an_end_while_the_last_is_written_is_told_as_any_other(
    kept: Home, tmp_path: Path, end: type[BaseException], code: int
) -> None:
    with (tmp_path / "out").open("w") as file:

        class Ending(Stream):
            def flush(self) -> None:
                raise end

            def fileno(self) -> int:
                return file.fileno()

        session = Session(Stream(), Ending(), Stream(), kept.environ, clock=lambda: NOW)
        assert main(["list", "--plain"], session) == code
        file.write("what is left goes nowhere")
    assert (tmp_path / "out").read_text() == ("" if end is BrokenPipeError else "what is left goes nowhere")


def test_what_is_said_to_nobody_stops_nothing(kept: Home) -> None:
    class Gone(Stream):
        def write(self, *_text: object) -> int:
            raise BrokenPipeError

    session = Session(Stream(), Stream(), Gone(), kept.environ, clock=lambda: NOW)
    assert main(["reflect", "line ends\r\nare mended, and said"], session) == 0
    assert "line ends" in kept.ok("show")


# JSON


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_documents_are_utf_8_whatever_the_encoding_of_the_terminal(kept: Home, encoding: str) -> None:
    ran = process(kept, "export", PYTHONIOENCODING=encoding)
    assert json.loads(ran.stdout.decode("utf-8")) == json.loads(kept.ok("export"))
    shown = process(kept, "show", "1.1", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(shown.stdout.decode("utf-8"))["entry"]["text"] == "日本 élève: 4 of 24"
    document = process(kept, "summary", "--format", "markdown", PYTHONIOENCODING=encoding)
    assert "日本 élève" in document.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("status",),
        ("list",),
        ("show",),
        ("show", "1.1"),
        ("timeline",),
        ("search", "more"),
        ("tags",),
        ("where",),
        ("config",),
        ("summary",),
        ("export",),
        ("file",),
        ("demo", "--list"),
        ("reflect", "x"),
        ("config", "name", "x"),
    ],
)
def test_json_is_one_document_with_its_version_wherever_the_switch_stands(kept: Home, argv: tuple[str, ...]) -> None:
    for line in ((*argv, "--json"), ("--json", *argv)):
        out = kept.ok(*line)
        assert json.loads(out)["schema_version"] == (2 if argv == ("export",) else 1)
        assert out.endswith("}\n")


@pytest.mark.parametrize(
    "argv",
    [(), ("list",), ("show",), ("timeline",), ("search", "more"), ("tags",), ("where",), ("config",), ("summary",)],
)
def test_plain_is_lines_of_a_label_and_a_value(kept: Home, argv: tuple[str, ...]) -> None:
    lines = kept.ok(*argv, "--plain", "--color", "always").splitlines()
    assert lines
    for line in filter(None, lines):
        assert re.match(r"^(  |[\w .-]+: |[\w .-]+:$)", line), line
    assert not re.search("[─│┄⋮▁█\x1b]", "\n".join(lines))


def test_a_path_is_never_broken_and_stands_alone_where_it_has_no_room(kept: Home) -> None:
    lines = kept.ok("where", COLUMNS="20").splitlines()
    assert lines[lines.index("journal") + 1] == str(kept.journal)
    assert f"journal    {kept.journal}" in kept.ok("where", COLUMNS="200")


# Colour


@pytest.mark.parametrize(
    ("argv", "environ", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "auto"), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "auto"), {"NO_COLOR": "1"}, False),
    ],
)
@pytest.mark.parametrize("command", [("status",), ("show",), ("timeline",), ("search", "more"), ("summary",)])
def test_escapes_are_written_only_where_colour_is_wanted(
    kept: Home, command: tuple[str, ...], argv: tuple[str, ...], environ: dict[str, str], colored: bool
) -> None:
    assert (ESCAPE in kept.ok(*command, *argv, **environ)) is colored


def test_the_settings_can_ask_for_colour_too(kept: Home) -> None:
    kept.ok("config", "color", "always")
    assert ESCAPE in kept.ok("list")
    assert ESCAPE not in kept.ok("list", "--color", "never")


def test_json_has_no_colour_even_when_it_is_wanted(kept: Home) -> None:
    assert ESCAPE not in kept.ok("show", "--json", "--color", "always")


def test_what_is_seen_in_colour_is_seen_without(kept: Home) -> None:
    for argv in (("status",), ("show",), ("timeline",), ("search", "more"), ("summary",)):
        colored = re.sub(r"\x1b\[[0-9;]*m", "", kept.ok(*argv, "--color", "always"))
        assert list(map(str.rstrip, colored.splitlines())) == kept.ok(*argv).splitlines()


def on_a_terminal(home: Home, *argv: str, **environ: str) -> str:
    """Run the program with standard output on a terminal of the same encoding."""
    out = Stream()
    out.tty = True
    session = Session(Stream(), out, Stream(), {**home.environ, "TERM": "xterm", **environ}, clock=lambda: NOW)
    assert main([*argv, "--no-pager"], session) == 0
    return out.getvalue()


def test_a_terminal_gets_colour_unless_it_is_dumb_or_asked_not_to(kept: Home) -> None:
    assert ESCAPE in on_a_terminal(kept, "timeline")
    assert ESCAPE not in on_a_terminal(kept, "timeline", TERM="dumb")
    assert ESCAPE not in on_a_terminal(kept, "timeline", "--color", "never")
    without = on_a_terminal(kept, "list", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", without)


# Encodings


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("argv", [(), ("show",), ("timeline",), ("search", "more"), ("summary",), ("list",), ("tags",)])
def test_a_terminal_that_lacks_the_signs_gets_plain_ones(home: Home, encoding: str, argv: tuple[str, ...]) -> None:
    home.ok("start", "What happens when I wait?", "-t", "talk", "--on", "2025-09-01")
    for value in ("4", "6", "9"):
        home.ok("evidence", "more hands", "--measure", f"hands={value}", "--direction", "mixed", "--on", "2025-11-03")
    home.ok("review", "--decision", "adapt", "--next-look", "in 3 weeks")
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    session = Session(Stream(), out, Stream(), home.environ, clock=lambda: NOW)
    assert main(list(argv), session) == 0


def test_an_old_console_does_not_crash(kept: Home) -> None:
    for argv in (("timeline",), ("reflect", "日本"), ("list", "--tag", "日本")):
        ran = process(kept, *argv, PYTHONIOENCODING="cp1252")
        assert ran.returncode in (0, 3)
        assert b"Traceback" not in ran.stderr
    ran = process(kept, "timeline", PYTHONIOENCODING="cp1252")
    text = ran.stdout.decode("cp1252")
    assert "* evidence" in text
    assert "---" in text
    assert json.loads(kept.ok("show", "1.3", "--json"))["entry"]["text"] == "日本"


# Streams that are not there


def test_a_program_started_without_its_streams_still_answers(kept: Home) -> None:
    session = Session(environ=kept.environ)
    assert session.stdin
    with pytest.MonkeyPatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, None)
        session = Session(environ=kept.environ, clock=lambda: NOW)
        assert main(["reflect"], session) == 2
        assert main(["reflect", "-"], session) == 2
        assert main(["list"], session) == 0


# Help and version


def commands() -> list[str]:
    from enquiry.cli.app import PANELS

    return [name for panel in PANELS.values() for name in panel]


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_with_an_example(home: Home, command: str) -> None:
    text = home.ok(command, "--help")
    assert text.startswith("$ enquiry")
    assert "--json" in text
    assert not home.journal.exists()


def test_the_version_is_said_on_standard_output(home: Home) -> None:
    from enquiry import __version__

    assert home.run("--version") == (0, f"enquiry {__version__}\n", "")


def test_python_m_and_the_console_script_are_one(home: Home) -> None:
    script = Path(sys.executable).parent / "enquiry"
    if not script.exists():
        pytest.skip("the console script is not installed beside this Python")
    ran = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == process(home, "--version").stdout.decode()


# The pager


@pytest.mark.skipif(os.name != "posix", reason="a script stands for the pager")
def test_a_pager_is_told_to_draw_and_how_to_go_on_where_the_person_said_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager, told = home.folder / "pager", home.folder / "told"
    pager.write_text(f'#!/bin/sh\necho "$LESS|$LV" >> {told}\ncat > /dev/null\n')
    pager.chmod(0o755)
    monkeypatch.delenv("LESS", raising=False)
    monkeypatch.delenv("LV", raising=False)
    show_in_pager("line\n" * 200, str(pager), Stream())
    monkeypatch.setenv("LESS", "-S")
    show_in_pager("line\n" * 200, str(pager), Stream())
    first, second = told.read_text().splitlines()
    assert first.startswith("FRX")
    assert "Space goes on" in first
    assert first.endswith("|-c")
    assert second == "-S|-c"
