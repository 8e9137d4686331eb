"""Other people's texts through every command: nothing in them acts on standard output, on standard error or a terminal.

One journal holds every hostile text in every field a person can fill; every command looks at it. Then every command is
handed every text as what it asks for: a name, a day, a tag, a file, a choice.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pexpect
import pytest
from msgspec.structs import replace

from enquiry.answers.records import describe_journal
from enquiry.cli.app import PANELS, build_command_line
from enquiry.exchange.encoding import encode_answer
from enquiry.model.settings import SavedQuery
from tests import TOP
from tests.conftest import Home, Ran, made_once
from tests.faults.desk import Desk
from tests.hostile import DAY, bundle_texts
from tests.hostile import filled as filled_value
from tests.strategies import HOSTILE

Note = Callable[[str], None]
COMMANDS = [name for names in PANELS.values() for name in names]
STYLES = re.compile(r"\x1b\[[0-9;]*m")
ISOLATES = re.compile("\u2068([^\u2068\u2069\n]*)\u2069")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

LOOKS: dict[str, list[str]] = {
    "drafts resume": ["d1"],
    "drafts discard": ["d1"],
    "list": ["--all"],
    "show": ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "n1"],
    "timeline": ["", "1"],
    "pulse": ["", "1", "--leading"],
    "thread": ["1"],
    "search": ["--tag wait", "--kind reflection", "x", "--saved"],
    "tags": ["", "--similar"],
    "tags rename": ["no yes --dry-run", "good better --dry-run"],
    "tags merge": ["no --into yes --dry-run", "good --into better --dry-run"],
    "tags remove": ["no --dry-run", "good --dry-run"],
    "measures": ["", "hands"],
    "measures show": ["hands"],
    "measures define": ["hands"],
    "measures compare": ["hands", ""],
    "stats": ["", "--by tag --per year", "--by group"],
    "standards": ["", "1", "nothing"],
    "summary": ["", "--year 2025-26", "--dry-run", "--for strange"],
    "config": ["", "name"],
    "demo": ["--list"],
    "doctor": ["", "--report"],
    "use": ["x"],
    "import": ["nowhere.json"],
    "remind": ["nowhere/looks.ics"],
    "edit": ["1.1"],
    "move": ["1.1 x"],
    "reopen": ["1.1"],
    "remove": ["x"],
    "about": ["x"],
    "pupils remove": ["x"],
    "believe": ["1"],
    "trace": ["1"],
    "replay": ["1"],
    "readings": ["", "--tried"],
    "gifts show": ["g1"],
    "gifts withdraw": ["g1"],
    "comments": ["nowhere.docx"],
    "answer": ["1.7 yes"],
    "staffroom": ["nowhere"],
    "journals add": ["x"],
    "journals rename": ["x y"],
    "journals forget": ["x"],
}
"""How each command looks at the journal; others are called by their names alone. What needs an argument stands here."""

READ_FROM = {"--from-bibtex", "--from-csl", "--from-ris", "--from", "--template", "--journal"}
"""Options that name a file to be read; `measures compare --csv` is one of them too. All others are written to."""
SLOW = {"pdf"}
"""Formats for which another program is started; their text is looked at in `tests/documents`."""
BINARY = {"docx"}


def iterate_commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every command of the program by the words that call it, those within others too."""
    command = command or build_command_line()
    if path:
        yield " ".join(path), command
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from iterate_commands(command.get_command(None, name), (*path, name))


ALL = dict(iterate_commands())


def is_file(option: Any) -> bool:
    return type(option.type).__name__ == "TyperPath" and option.param_type_name == "option"


def iterate_forms(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the options that ask a command for each form in which it answers, found from its own options."""
    yield from ((), ("--plain",), ("--json",), ("--color", "always"), ("--wide",))
    options = [option for option in ALL[path].params if option.param_type_name == "option"]
    formats = [str(choice) for o in options if "--format" in o.opts for choice in o.type.choices]
    yield from (("--csv",) for option in options if "--csv" in option.opts and not is_file(option))
    yield from (("--format", form) for form in formats if form not in SLOW | BINARY)
    for option in options:
        if (
            is_file(option)
            and option.opts[0] not in READ_FROM
            and (path, option.opts[0]) != ("measures compare", "--csv")
        ):
            yield (option.opts[0], "WRITTEN")
            yield from ((option.opts[0], "WRITTEN", "--format", form) for form in formats if form not in SLOW)


STRANGE = "\x1b]52;c;eA==\x07 \x9b31m \u202e =1+1 ;=1 \r\nBEGIN:VEVENT"


def brought(text: str) -> bytes:
    """Return an exported journal of somebody else that holds a text wherever an export may hold one."""
    journal = filled_value(text)
    cycles = (
        replace(c, tags=("good",), next_look=DAY, entries=tuple(replace(e, tags=("good",)) for e in c.entries))
        for c in journal.cycles
    )
    queries = (SavedQuery(name=text, text=text),)
    whole = replace(journal, cycles=tuple(cycles), inbox=tuple(replace(n, tags=()) for n in journal.inbox))
    whole = replace(whole, beliefs=tuple(replace(belief, tags=()) for belief in journal.beliefs))
    return encode_answer(describe_journal(whole.update_settings(queries=queries)))


def lay_presets(folder: Path) -> None:
    """Lay presets of one's own, with a strange text wherever they hold one."""
    said = json.dumps(STRANGE)
    for name, text in {
        "standards": f"name = {said}\ntitle = {said}\npublisher = {said}\nversion = {said}\nlink = {said}\n"
        f"[[codes]]\ncode = {said}\ntitle = {said}\n",
        "readers": f'name = "strange"\ntitle = {said}\nabout = {said}\ncircle = "private"\n'
        f'[[sections]]\nheading = {said}\nwrite = [{said}]\nholds = ["facts"]\n',
    }.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "strange.toml").write_text(text, encoding="utf-8")


def list_written(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts in a file that was written, or in the files of a folder or a Word document."""
    files = [*path.rglob("*")] if path.is_dir() else [path] if path.exists() else []
    for file in files:
        if is_zipfile(file):
            with ZipFile(file) as held:
                for name in held.namelist():
                    yield name, held.read(name).decode("utf-8", "replace") if name.endswith(".xml") else ""
        else:
            yield file.name, file.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def typeable(text: str) -> bool:
    """Say whether a shell can hand a program the text as an argument at all."""
    return "\0" not in text


def list_lines(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return how one writes `text` wherever a person can write: command lines, each with what is typed when it asks."""
    typed = text.replace("\0", "\ufffd")
    named = ("--authors", typed, "--title", typed, "--in", typed, "--url", typed, "--fit", typed)
    return [
        (("start", "--group", typed, "--issue", typed, "--hunch", typed, "--success", typed, "-"), text),
        *(((command, "-"), text) for command in ("act", "evidence", "reflect", "read", "review", "note")),
        (("evidence", "--source", typed, "--standard", typed, "--", typed), ""),
        (("evidence", "--measure", f"{typed}=3 {typed}", "-t", typed, "--", typed), ""),
        (("read", *named, "--", typed), ""),
        (("review", "--decision", "adapt", "--because", typed, "--", typed), ""),
        (("refine", "-", "--because", typed), text),
        (("config", "name", "--", typed), ""),
    ]


def filled(home: Home, text: str) -> None:
    """Write `text` wherever a person can write, as one would who was asked for it on standard input or by an option."""
    for argv, stdin in list_lines(text):
        home.run(*argv, stdin=stdin)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose journal holds every hostile text in every field beside others, and in some field alone."""
    desk = Desk(tmp_path_factory.mktemp("hostile") / "desk")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in desk.environ.items():
            if name.startswith("XDG_"):
                patch.setenv(name, value)
        home = at(desk)
        for bundle in bundle_texts(HOSTILE, 8):
            filled(home, bundle)
        for place, text in enumerate(HOSTILE):
            lines = list_lines(text)
            argv, stdin = lines[place % len(lines)]
            home.run(*argv, stdin=stdin)
        yield desk


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with little on it, all of it somebody else's: imported journals and presets of one's own."""
    desk = Desk(tmp_path_factory.mktemp("hostile") / "few")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in desk.environ.items():
            if name.startswith("XDG_"):
                patch.setenv(name, value)
        for text in (STRANGE, "\x1b]52;c;eA==\x07", "a\r\nb"):
            (desk.folder / "export.json").write_bytes(brought(text))
            at(desk).ok("import", str(desk.folder / "export.json"))
        lay_presets(desk.folder / "config" / "enquiry")
        yield desk


def at(desk: Desk) -> Home:
    home = Home(desk.folder)
    home.environ = {"ENQUIRY_JOURNAL": str(desk.journal), "COLUMNS": "80", "ENQUIRY_TODAY": "2026-02-03"}
    return home


def assert_nothing_acts(written: str, what: object) -> None:
    """Fail for a character that acts. A table's and a terminal's own line ends (`\\r\\n`) do not."""
    written = written.replace("\r\n", "\n")
    found = ACTING.search(ISOLATES.sub(r"\1", STYLES.sub("", written)))
    assert not found, f"{what}: {written[max(0, found.start() - 60) : found.end() + 20]!r}"


def test_what_a_command_needs_is_known() -> None:
    needing = {path for path, command in ALL.items() if any(p.required for p in command.params if p.nargs)}
    assert needing <= set(LOOKS), "say in LOOKS what it is to look at"


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("switches", ["", "--plain"])
def test_no_command_that_looks_lets_a_text_act(
    full: Desk, command: str, switches: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in LOOKS.get(command, [""]):
        look(full, (*command.split(), *words.split(), *switches.split()), capsys)


@pytest.mark.parametrize("command", ALL)
def test_no_form_of_an_answer_lets_a_text_act(few: Desk, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = few.folder / "written"
    for form in iterate_forms(command):
        named = [str(written) if word == "WRITTEN" else word for word in form]
        for words in LOOKS.get(command, [""])[: 1 if form else None]:
            look(few, (*command.split(), *words.split(), *named), capsys)
            for name, text in list_written(written):
                if command != "backup":  # its bytes are the journal's own
                    assert_nothing_acts(text, (command, form, name))
            shutil.rmtree(written) if written.is_dir() else written.unlink(missing_ok=True)


def look(desk: Desk, argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    ran = at(desk).run(*argv, "--no-input")
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
@made_once
def in_use(home: Home) -> Home:
    """A home in which a line stands wherever a person can write."""
    filled(home, "a line")
    return home


@pytest.fixture
def elsewhere(in_use: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in use; files that a text names by chance are made in it."""
    monkeypatch.chdir(in_use.folder)
    return in_use


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_that_a_command_is_handed_acts(
    elsewhere: Home, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    some = [text for text in HOSTILE if typeable(text)][COMMANDS.index(command) % 16 :: 16]
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
@pytest.mark.parametrize(
    "command",
    [
        "",
        *(
            name if place % 6 == 0 else pytest.param(name, marks=pytest.mark.long)
            for place, name in enumerate(COMMANDS)
        ),
    ],
)
def test_nothing_acts_under_a_real_terminal(full: Desk, command: str) -> None:
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
    assert_nothing_acts(written, command)
