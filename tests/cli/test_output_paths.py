"""Every option that names a file to write, found from the table of commands; what is left behind; odd paths."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from enquiry.cli.app import build_command_line
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.unfinished import note_unfinished
from tests import TOP
from tests.conftest import Home, Ran

READ = {
    ("read", "--from-bibtex"),
    ("read", "--from-csl"),
    ("read", "--from-ris"),
    ("summary", "--template"),
    ("gift", "--template"),
    ("comments", "FILE"),
    ("measures compare", "--csv"),
    ("import", "FILE"),
    ("keys enter", "[FILE]"),
    ("journals add", "[PATH]"),  # which only names it; --team changes it as any command does
    ("staffroom", "FOLDER"),
    ("sync", "[FOLDER]"),  # what is laid there is refused over what is ours in tests/cli/together
    ("pupils", "--from"),
    ("pupils add", "--from"),
}
"""The paths that are read, not written; every other option that takes a path is an output."""


class Way(NamedTuple):
    """One way to write a file: the words before its path, and whether it can be forced."""

    words: tuple[str, ...]
    forces: bool


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command of the program by its name, those within another too."""
    root = build_command_line()
    for name in root.list_commands(None):
        command = root.get_command(None, name)
        yield name, command
        for inner, one in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", one


def list_ways() -> Iterator[Way]:
    """Yield every way to write a file: each command, with each of its formats where it has several."""
    for name, command in commands():
        for option in command.params:
            takes_path = "Path" in type(option.type).__name__ or option.metavar in ("FILE", "[FILE]", "FOLDER", "DOCX")
            if not takes_path or {(name, shown) for shown in (*option.opts, option.metavar)} & READ:
                continue
            forms = next((param for param in command.params if "--format" in param.opts), None)
            choices = (
                [choice.value if hasattr(choice, "value") else choice for choice in forms.type.choices]
                if forms
                else [""]
            )
            for form in choices:
                named = [option.opts[0]] if option.param_type_name == "option" else []
                needed = ["."] if name == "staffroom" else []  # the folder that it reads
                words = (*name.split(), *needed, *(["--format", form] if form else []), *named)
                yield Way(words, any("--force" in param.opts for param in command.params))


WAYS = list(list_ways())
KINDS = ("the journal", "a link", "from its folder", "a hard link", "a backup", "the settings", "something new of ours")


@pytest.fixture
def kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a journal, backups and settings, and a draft's folder."""
    home.ok("start", "What happens when I wait?", "--next-look", "tomorrow")
    home.ok("read", "a claim", "--title", "A book")
    home.ok("config", "wait", "0.1")
    monkeypatch.chdir(home.folder)
    return home


def lead_to(home: Home, kind: str) -> Path:
    """Return a path of a kind that leads to what is ours."""
    state, settings = home.folder / "state" / "enquiry", home.folder / "config" / "enquiry" / "settings.toml"
    match kind:
        case "a link":
            path = home.folder / "link.json"
            path.unlink(missing_ok=True)
            path.symlink_to(home.journal.name)
        case "a hard link":
            path = home.folder / "hard.json"
            path.unlink(missing_ok=True)
            os.link(home.journal, path)
        case _:
            there = {"the journal": home.journal, "from its folder": Path(home.journal.name), "the settings": settings}
            there["a backup"] = next((state / "backups").rglob("b1_*"))
            path = there.get(kind, state / "new.json")
    return path


def everything(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


def assert_refused(home: Home, way: Way, kind: str, *, force: bool, code: int = 1) -> None:
    path = lead_to(home, kind)
    before = everything(home)
    ran: Ran = home.run(*way.words, str(path), *(["--force"] if force else []))
    assert (ran.code, ran.out) == (code, ""), (way, kind, ran)
    assert everything(home) == before, (way, kind)
    assert "--force" not in ran.err
    assert "replaced" not in ran.err
    assert "Nothing was written" in ran.err or code != 1, (way, kind, ran.err)


def test_the_ways_to_write_a_file_are_known() -> None:
    """One that is new is an output until it is said to be read; then it is tried with all others."""
    assert {way.words[0] for way in WAYS} == {
        "export",
        "summary",
        "gift",
        "backup",
        "review",
        "remind",
        "open",
        "keys",
        "staffroom",
    }
    assert all(way.forces for way in WAYS)
    assert len(WAYS) == 4 + 8 + 1 + 1 + 1 + 1 + 1 + 2 + 6


def test_no_command_writes_over_the_journal_by_any_force(kept: Home) -> None:
    for way in WAYS:
        assert_refused(kept, way, "the journal", force=True)


def test_no_command_writes_over_what_is_ours(kept: Home) -> None:
    """Each kind of path meets some command, with and without force; all of them meet all in the longer proof."""
    for place, kind in enumerate(KINDS):
        assert_refused(kept, WAYS[place % len(WAYS)], kind, force=bool(place % 2))


@pytest.mark.long
def test_no_command_in_any_format_writes_over_anything_of_ours(kept: Home) -> None:
    for way in WAYS:
        for kind in KINDS:
            for force in (False, True):
                assert_refused(kept, way, kind, force=force)


def test_a_journal_that_is_locked_or_damaged_is_not_written_over_either(kept: Home) -> None:
    with hold_lock(kept.journal, kept.folder / "state" / "enquiry", 1):
        assert_refused(kept, WAYS[0], "a link", force=True)
    kept.journal.write_bytes(kept.journal.read_bytes()[:-9])
    for way in WAYS:  # a sheet with the key has nothing of the journal
        assert_refused(kept, way, "a link", force=True, code=1 if way.words[0] == "keys" else 5)


# Left behind


def part_of(home: Home) -> Path:
    """Return a temporary file as a stopped command leaves it, with the note of it."""
    part = home.folder / "there" / f".enquiry-{'0' * 12}-{'1' * 16}.part"
    part.parent.mkdir()
    with note_unfinished(home.folder / "state" / "enquiry", part):
        part.write_text("words")
    return part


def test_the_next_start_of_any_command_takes_away_what_was_left_and_says_so(kept: Home) -> None:
    part = part_of(kept)
    ran = kept.run("list", "--json")
    assert not part.exists()
    assert ran.err == f"A stopped command had left this half written; it was taken away: {part}\n"
    assert kept.run("list", "--json").err == ""


def test_the_doctor_sees_no_leftover_in_what_is_being_written(kept: Home) -> None:
    part = kept.folder / f".enquiry-{'0' * 12}-{'1' * 16}.part"
    part.write_text("words")
    with note_unfinished(kept.folder / "state" / "enquiry", part):
        assert "no temporary file was left behind" in kept.run("doctor", "--plain").out
        kept.run("doctor", "--fix")
        assert part.exists()
        part.rename(kept.folder / "done.md")
    folder = kept.folder / f".enquiry-{'2' * 16}.part"
    folder.mkdir()
    (folder / "inbox.md").write_text("words")
    assert "one temporary file of a command that was stopped" in kept.run("doctor", "--plain").out
    assert f"{folder}, left behind by a stopped command, was taken away." in kept.run("doctor", "--fix").err
    assert not folder.exists()


STOPPED = """
    import os
    from enquiry.store.disk import atomic
    atomic.flush = lambda _: os.kill(os.getpid(), int(os.environ['SIGNAL']))
    from enquiry.__main__ import run
    run()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_closed_window_and_a_request_to_end_leave_nothing_half_written(
    kept: Home, number: signal.Signals, code: int
) -> None:
    out = kept.folder / "out"
    out.mkdir()
    words = ("export", "--format", "markdown", "-o", str(out / "notes"))
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(STOPPED), *words],
        cwd=TOP,
        env={**os.environ, **kept.environ, "SIGNAL": str(int(number))},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (code, b"")
    assert b"Traceback" not in ran.stderr
    assert list(out.iterdir()) == []
    assert list((kept.folder / "state" / "enquiry" / "unfinished").iterdir()) == []


# What was removed


def test_what_was_removed_or_undone_does_not_leave_unless_it_is_asked_for(kept: Home) -> None:
    kept.ok("note", "alpha planted")
    kept.ok("file", "n1", "--as", "evidence")
    kept.ok("remove", "1.2", "--because", "beta planted")
    kept.ok("reflect", "gamma planted")
    kept.ok("undo")
    kept.ok("start", "Is delta planted?", "--grew-from", "1")
    kept.ok("use", "1")
    kept.ok("remove", "2")
    notes = kept.folder / "notes"
    told = "Left out, since removed or undone: 1 cycle, 2 entries and 1 note. To write that too: --with-removed\n"
    for words in (("export",), ("export", "--format", "markdown", "-o", str(notes))):
        ran = kept.run(*words)
        assert (ran.code, ran.err.splitlines(keepends=True)[0]) == (0, told)
        assert "planted" not in ran.out
    assert "planted" not in "".join(path.read_text() for path in notes.iterdir())
    whole = kept.run("export", "--with-removed")
    assert {word for word in ("alpha", "beta", "gamma", "delta") if f"{word} planted" in whole.out} == {
        *("alpha", "beta", "gamma", "delta")
    }
    assert whole.err == ""
    kept.ok("export", "--format", "markdown", "-o", str(notes), "--with-removed", "--force")
    assert "planted" in "".join(path.read_text() for path in notes.iterdir())
    again = kept.run("export", "--format", "markdown", "-o", str(notes), "--force").err
    assert "There from before, and not written again: cycle-002-is-delta-planted.md.\n" in again


@pytest.mark.parametrize("words", [("claim",), ("--cycle", "1"), ("--format", "bibtex"), ("-o", "x.csl.json")])
def test_what_was_removed_leaves_with_the_whole_journal_alone(kept: Home, words: tuple[str, ...]) -> None:
    ran = kept.run("export", "--with-removed", *words)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--with-removed is for the whole journal, as json or markdown.")


def test_it_is_said_where_words_stay_that_were_taken_out_of_sight(kept: Home) -> None:
    assert (
        "Its words stay in the journal's file, with its history, and in its backups." in kept.run("remove", "1.1").err
    )
    words = "The words that went stay in the journal's file, with its history, and in its backups."
    assert words not in kept.run("undo").err, "an undone removal takes no word away"
    assert words in kept.run("undo", "2").err


# Odd paths


def test_a_path_with_a_line_end_in_it_is_shown_on_one_line(home: Home) -> None:
    odd = home.folder / "a\nb\tc"
    odd.mkdir()
    home.environ["ENQUIRY_JOURNAL"] = str(odd / "journal.json")
    shown = f"{home.folder}/a␊b␉c/journal.json"
    assert f"A new journal was made at {shown}\n" in home.run("start", "Why?").err
    home.ok("config", "journal", str(odd / "journal.json"))
    for look in ("where", "where --plain", "doctor", "doctor --plain", "config journal", "config --plain"):
        assert shown in " ".join(home.run(*look.split(), COLUMNS="400").out.split()), look
    assert f"written to {home.folder}/a␊b␉c/out.md:" in home.run("summary", "-o", str(odd / "out.md")).err
    assert f"{home.folder}/a␊b␉c/out.md is there already" in home.run("summary", "-o", str(odd / "out.md")).err
    for words in (
        ("export", "-o", str(odd / "x.json")),
        ("backup", "-o", str(odd)),
        ("review", "--ics", f"{odd}/i.ics"),
    ):
        assert "a␊b␉c/" in home.run(*words).err
    assert (
        home.run("restore", str(odd / "x\ny.json")).err.splitlines()[0]
        == f"There is no file {home.folder}/a␊b␉c/x␊y.json."
    )
