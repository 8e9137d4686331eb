"""What goes wrong: two plain lines on standard error, the right code, nothing on standard output, nothing lost."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from enquiry.errors import EnquiryError, ExitCode
from tests.conftest import Home, Ran, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "questioning", "--quiet")
    home.ok("reflect", "a thought")
    return home


def assert_two_lines(ran: Ran, code: int, words: str) -> None:
    """An error is what went wrong, then what to do; nothing else is said."""
    assert (ran.code, ran.out) == (code, "")
    lines = ran.err.splitlines()
    assert len(lines) == 2, ran.err
    assert words in lines[0]
    assert lines[1]
    assert "Traceback" not in ran.err


# The command line itself


@pytest.mark.parametrize(
    ("argv", "words", "hint"),
    [
        (("reflekt", "hi"), "There is no command “reflekt”. Did you mean reflect?", "enquiry note reflekt …"),
        (("lst",), "There is no command “lst”. Did you mean list?", "enquiry --help"),
        (("--color", "always", "lst"), "There is no command “lst”. Did you mean list?", "enquiry note lst …"),
        (("--quiet", "don't"), "There is no command “don't”.", "enquiry note don't …"),
        (("xyzzy",), "There is no command “xyzzy”.", "enquiry note xyzzy …"),
        (("--jsn",), "enquiry has no option “--jsn”. Did you mean --json?", "enquiry --help shows its options."),
        (("list", "--jsno"), "enquiry list has no option “--jsno”. Did you mean --json?", "enquiry list --help"),
        (("reflect", "--onn", "x"), "enquiry reflect has no option “--onn”. Did you mean --on?", "reflect --help"),
        (("reflect", "-5 left"), "enquiry reflect has no option “-5”.", "enquiry reflect -- -5 …"),
        (("note", "-x"), "enquiry note has no option “-x”.", "put -- before it: enquiry note -- -x …"),
        (("use", "-1"), "enquiry use has no option “-1”.", "enquiry use --help shows its options."),
        (("list", "--json", "--plain"), "--json and --plain contradict each other.", "Give one of them."),
        (("--json", "list", "--plain"), "--json and --plain contradict each other.", "Give one of them."),
        (("--plain", "--json"), "--json and --plain contradict each other.", "Give one of them."),
        (("--color", "blue", "list"), "“blue” is no choice for --color.", "Choose auto, always, never."),
        (("list", "--color=grey"), "“grey” is no choice for --color.", "Choose auto, always, never."),
        (("list", "--kind", "nite"), "“nite” is no choice for --kind. Did you mean note?", "reading, action, evidence"),
        (("review", "--decision=maybee"), "“maybee” is no choice for --decision.", "continue, adapt, pause, stop"),
        (("evidence", "x", "--stage", "first"), "“first” is no choice for --stage.", "baseline, during"),
        (("file", "n1", "--as", "poem"), "“poem” is no choice for --as.", "reading, action"),
        (("evidence", "x", "--kind", "peer"), "“peer” fits several choices for --kind: peer-observation and", "pupil"),
        (("export", "--format", "csv"), "“csv” is no choice for --format.", "json"),
        (("use",), "Which cycle is to be the current one was not said.", "Name it by its number: enquiry list"),
        (("use", "1", "2"), "enquiry use has no place for “2”.", "enquiry use --help shows how it is used."),
        (("file", "n1", "2"), "enquiry file has no place for “2”.", "If it is a cycle, type -c 2. enquiry file --help"),
        (("evidence", "x", "--baseline"), "enquiry evidence has no option “--baseline”. It is --stage baseline.", "he"),
        (("evidence", "x", "--contradicts"), "“--contradicts”. It is --direction contradicts.", "--help"),
        (("act", "x", "--date", "15/9"), "enquiry act has no option “--date”. It is --on.", "enquiry act --help"),
        (
            ("act", "x", "--on", "next"),
            "I can't read “next” as a day.",
            "or 2026-11-20. One of several words needs quotes.",
        ),
        (
            ("act", "x", "--on", "27"),
            "I can't read “27” as a day.",
            "or 2026-11-20. One of several words needs quotes.",
        ),
        (("list", "--tag"), "--tag was given without what it says.", "enquiry list --help shows how it is used."),
        (("edit", "--issue"), "--issue was given without what it says.", "enquiry edit --help shows how it is used."),
        (("gifts", "show", "g1", "--color"), "--color was given without what it says.", "enquiry gifts show --help"),
        (("edit", "1", "--question", "x"), "“--question”. The text is typed without one.", "enquiry edit --help"),
        (("edit", "1", "--sign", "x"), "enquiry edit has no option “--sign”. It is --success.", "enquiry edit --help"),
        (("use", "--decide"), "enquiry use has no option “--decide”.", "enquiry use --help shows its options."),
        (("summary", "--force"), "--force was given, but no file to write over.", "-o FILE"),
        (("export", "--force"), "--force was given, but no file to write over.", "-o FILE"),
        (("summary", "--json", "--format", "markdown"), "--json and --format markdown contradict", "Give one of them."),
        (("summary", "--plain", "--format", "json"), "--plain and --format json contradict", "Give one of them."),
        (("config", "colour"), "There is no setting “colour”. Did you mean color?", "The settings are: calendar,"),
    ],
)
def test_a_slip_is_named_with_what_was_perhaps_meant(kept: Home, argv: tuple[str, ...], words: str, hint: str) -> None:
    ran = kept.run(*argv)
    assert_two_lines(ran, 2, words)
    assert hint in ran.err.splitlines()[1]


@pytest.mark.parametrize("command", ["note", "start", "read", "act", "evidence", "reflect", "review", "refine"])
def test_no_text_and_no_terminal_says_how_to_give_it(kept: Home, command: str) -> None:
    ran = kept.run(command)
    assert_two_lines(ran, 2, "No text was given for the ")
    assert f"enquiry {command} " in ran.err
    assert "pipe it in with -" in ran.err


@pytest.mark.parametrize("command", ["note", "start", "read", "act", "evidence", "reflect", "review", "refine"])
@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_text_is_refused(kept: Home, command: str, text: str) -> None:
    before = kept.journal.read_bytes()
    assert_two_lines(kept.run(command, text), 2, " is empty.")
    assert_two_lines(kept.run(command, "-", stdin=text), 2, " is empty.")
    assert kept.journal.read_bytes() == before


@pytest.mark.parametrize(
    "day", ["blarg", "31/2/2026", "2026-02-30", "32 nov", "yesterdy", "1800-01-01", "next blue moon"]
)
def test_a_day_that_cannot_be_read_names_the_forms(kept: Home, day: str) -> None:
    ran = kept.run("reflect", "x", "--on", day)
    assert_two_lines(ran, 2, f"“{day}”")
    assert "2026-11-20" in ran.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("config", "calendar", "englnd"), "There is no calendar “englnd”. Did you mean england?"),
        (("demo", "primery"), "There is no sample “primery”. Did you mean primary?"),
        (("import", "/nowhere/at-all.json"), "There is no file /nowhere/at-all.json."),
        (("list", "--tag", "questionin"), "Nothing bears the tag “questionin”. Did you mean questioning?"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(kept: Home, argv: tuple[str, ...], words: str) -> None:
    assert_two_lines(kept.run(*argv), 3, words)


# The journal's file


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _data: b"", "it is empty"),
    "cut short": (lambda data: data[: len(data) // 2], "it ends too early"),
    "zeros": (lambda _data: b"\0" * 64, "it holds nothing but zeros"),
    "changed by hand": (lambda data: data.replace(b"thought", b"thouhgt"), "changed by something other than enquiry"),
    "another file": (lambda _data: b'{"hello": "world"}', "it is not a journal of this program"),
    "no JSON": (lambda _data: b"Dear diary", "it is not JSON"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "UTF-16"),
    "newer": (lambda data: data.replace(b'"format":6', b'"format":9'), "is of format 9"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(
    "argv", [(), ("list",), ("show", "1"), ("reflect", "x"), ("start", "x"), ("export",), ("config", "name", "x")]
)
def test_a_damaged_journal_is_left_as_it_is(kept: Home, damage: str, argv: tuple[str, ...]) -> None:
    spoil, words = DAMAGE[damage]
    spoilt = spoil(kept.journal.read_bytes())
    kept.journal.write_bytes(spoilt)
    ran = kept.run(*argv)
    assert_two_lines(ran, 5, words)
    assert str(kept.journal) in ran.err
    assert ("enquiry restore" in ran.err.splitlines()[1]) is (damage != "newer")
    assert kept.journal.read_bytes() == spoilt


def test_what_is_offered_puts_back_all_that_was_written(kept: Home) -> None:
    kept.ok("reflect", "the last thought")
    whole = kept.journal.read_bytes()
    kept.journal.write_bytes(b"")
    named = re.search(r"enquiry restore (b\d+) goes back to 3 February 2026, 16:30", kept.run().err)
    assert named
    [backup] = kept.folder.rglob(f"{named[1]}_*.json")
    kept.journal.write_bytes(backup.read_bytes())
    assert kept.journal.read_bytes() == whole


def test_a_folder_in_its_place_is_said(home: Home) -> None:
    home.journal.mkdir()
    for argv in ((), ("list",), ("reflect", "x"), ("start", "x")):
        assert_two_lines(home.run(*argv), 1, f"{home.journal} can't be ")
    assert home.journal.is_dir()


def test_a_file_marked_read_only_is_not_replaced(kept: Home) -> None:
    kept.journal.chmod(0o400)
    before = kept.journal.read_bytes()
    assert_two_lines(kept.run("reflect", "x"), 1, f"{kept.journal} is read-only; nothing was changed.")
    assert "a thought" in kept.ok("show")
    assert kept.journal.read_bytes() == before


def test_a_folder_that_is_a_file_is_said(home: Home) -> None:
    (home.folder / "notes").write_text("mine")
    ran = home.run("start", "x", "--journal", str(home.folder / "notes" / "journal.json"))
    assert ran.code == 1
    assert "a part of its path is a file" in ran.err
    assert (home.folder / "notes").read_text() == "mine"


HOLD = """
import sys
from pathlib import Path
from enquiry.store.disk.lock import hold_lock
with hold_lock(Path(sys.argv[1]), Path(sys.argv[2]), 5.0, "backup"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_journal_that_another_holds_is_waited_for_and_then_left(kept: Home) -> None:
    kept.ok("config", "wait", "0.2")
    before = kept.journal.read_bytes()
    argv = [sys.executable, "-c", HOLD, str(kept.journal), str(kept.folder / "state" / "enquiry")]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        ran = kept.run("reflect", "x")
        looked = kept.run("show")
        holder.communicate("")
    assert_two_lines(ran, 6, f"The journal {kept.journal} is being written by another program (backup, process ")
    assert looked.code == 0
    assert kept.journal.read_bytes() == before
    assert kept.run("reflect", "x").code == 0


# Settings, the environment and calendars


@pytest.mark.parametrize("text", ["wait = = 3", "wait = 'long'", "colour = 'always'", "color = 'blue'", "wait = -1"])
def test_settings_that_cannot_be_used_stop_nothing_and_are_named_with_their_line(kept: Home, text: str) -> None:
    settings = kept.folder / "config" / "enquiry" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text)
    for argv in (("reflect", "x"), ("start", "x", "--quiet"), ("list",)):
        ran = kept.run(*argv)
        assert ran.code == 0
        assert ran.err.startswith(f"{settings}, line 1: ")
        assert "The usual values stand in.\nTo see and mend it: enquiry config\n" in ran.err
        assert ran.err.count("stand in") == 1
    assert settings.read_text() == text


def test_settings_that_are_no_file_are_said(kept: Home) -> None:
    settings = kept.folder / "config" / "enquiry" / "settings.toml"
    settings.mkdir(parents=True)
    assert kept.run("reflect", "x").err.startswith(f"The settings in {settings} can't be read: ")
    ran = kept.run("config", "--plain")
    assert ran.out.startswith("calendar: scotland\n")
    assert ran.err.endswith("\nMend the file, or move it away.\n")


@pytest.mark.parametrize("today", ["soon", "2026-13-01", "3/2/2026"])
def test_a_fixed_day_that_is_no_day_is_said(kept: Home, today: str) -> None:
    for argv in (("reflect", "x"), (), ("summary",)):
        assert_two_lines(kept.run(*argv, ENQUIRY_TODAY=today), 2, f"ENQUIRY_TODAY is “{today}”, which is no day.")


def test_a_fixed_day_is_today(kept: Home) -> None:
    assert kept.ok(ENQUIRY_TODAY="2026-06-01").startswith("Monday 1 June 2026")
    assert kept.run("reflect", "x", "--on", "today", ENQUIRY_TODAY=" 2026-02-01 ").err.endswith("wait?\n")


def test_a_calendar_of_ones_own_that_is_broken_is_named(kept: Home) -> None:
    own = kept.folder / "config" / "enquiry" / "calendars" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_text("begins =")
    assert_two_lines(kept.run("config", "calendar", "mine"), 2, f"The calendar {own} can't be read")
    own.write_text("begins = 1")
    assert kept.run("config", "calendar", "mine").code == 2
    assert "calendar: scotland" in kept.ok("config", "--plain")


# All errors


def test_every_kind_of_error_has_an_exit_code_of_its_family() -> None:
    def family(error: type[EnquiryError]) -> list[type[EnquiryError]]:
        return [error, *(below for child in error.__subclasses__() for below in family(child))]

    assert len(family(EnquiryError)) > 10
    assert {error.exit_code for error in family(EnquiryError)} <= set(ExitCode)
    assert all(error.__doc__ for error in family(EnquiryError))


def test_a_fault_of_the_system_is_worded(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(5, "Input/output error", "/some/file")

    monkeypatch.setattr("enquiry.insight.status.build_status", fail)
    ran = kept.run()
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[0] == "The system refused: Input/output error (/some/file)."


def test_stopping_is_said_in_a_word(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("enquiry.insight.status.build_status", stop)
    assert kept.run() == (130, "", "Stopped.\n")
