"""What the shell suggests, in process and in real shells; and that suggesting neither writes, waits nor complains."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from enquiry.__main__ import main
from enquiry.cli.completion import complete_cycles, complete_tags
from enquiry.cli.session import Session
from enquiry.store.journal import change_journal
from tests import TOP
from tests.conftest import NOW, Home, Stream, a_cycle, a_journal, made_once
from tests.store.book import tick
from tests.strategies import HOSTILE

if TYPE_CHECKING:
    import pexpect

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
Completed = Callable[..., list[str]]


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with three cycles (one closed, the second current), entries, notes and tags."""
    home.ok("start", "What happens when I wait?", "-t", "questioning")
    home.ok("start", "Does drawing first help?", "-t", "maths/drawing")
    home.ok("start", "What else?")
    home.ok("close")
    home.ok("use", "2")
    home.ok("reflect", "they drew it first", "-t", "exit check")
    home.ok("reflect", "in the first", "-c", "1")
    home.ok("note", "latecomers: same four")
    home.ok("note", "filed already")
    home.ok("file", "n2", "-c", "1")
    return home


@pytest.fixture
def completed(begun: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Completed:
    """What a shell is handed for a command line whose last word is incomplete; standard error must stay silent."""

    def complete(*words: str, shell: str = "bash", **environ: str) -> list[str]:
        bash = {"COMP_WORDS": "\n".join(("enquiry", *words)), "COMP_CWORD": str(len(words))}
        others = {
            "_TYPER_COMPLETE_ARGS": " ".join(("enquiry", *words)),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        }
        typed = {"_ENQUIRY_COMPLETE": f"complete_{shell}", **(bash if shell == "bash" else others)}
        for name, value in typed.items():
            monkeypatch.setenv(name, value)
        session = Session(Stream(), Stream(), Stream(), {**begun.environ, **typed, **environ}, clock=lambda: NOW)
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([], session)
        told = capfd.readouterr()
        assert (ended.value.code, told.err) == (0, "")
        return list(filter(None, told.out.splitlines()))

    return complete


def test_readings_that_claim_something_and_priorities_are_suggested(begun: Home, completed: Completed) -> None:
    begun.ok("read", "waiting helps", "--expects", "longer answers")
    begun.ok("read", "silence frightens")
    begun.ok("config", "priorities", "Talk", "Boats")
    assert completed("review", "--tried", "") == ["2.2"]
    assert completed("edit", "2", "--priority", "") == ["1", "2"]


TAGS = ["exit\\ check", "maths/drawing", "questioning"]


@pytest.mark.parametrize(
    "command", ["note", "start", "reflect", "edit", "list", "timeline", "search", "summary", "file"]
)
@pytest.mark.parametrize("option", ["-t", "--tag"])
def test_every_tag_option_knows_the_tags(completed: Completed, command: str, option: str) -> None:
    assert completed(command, option, "") == TAGS


def test_tags_are_suggested_by_their_beginning(completed: Completed) -> None:
    assert completed("note", "-t", "q") == ["questioning"]
    assert completed("edit", "2.1", "--untag", "ex") == ["exit\\ check"]
    assert completed("note", "-t", "zz") == []


@pytest.mark.parametrize(
    "words",
    [("reflect", "-c"), ("file", "--cycle"), ("search", "-c"), ("summary", "-c"), ("use",), ("timeline",), ("close",)],
)
def test_cycles_are_suggested_the_current_one_first(completed: Completed, words: tuple[str, ...]) -> None:
    assert completed(*words, "") == ["2", "1", "3"]


def test_what_grows_names_where_it_grew(completed: Completed) -> None:
    assert completed("start", "--grew-from", "") == ["2", "1", "3"]


def test_a_cycle_s_question_explains_it(completed: Completed) -> None:
    assert completed("use", "", shell="fish") == [
        "2\tDoes drawing first help?",
        "1\tWhat happens when I wait?",
        "3\tWhat else? (closed)",
    ]


@pytest.mark.parametrize("option", ["--include", "--hold"])
def test_what_may_leave_is_named_by_cycle_and_entry(completed: Completed, option: str) -> None:
    assert completed("summary", "--share", "") == ["2", "1", "3"]
    assert completed("summary", option, "") == []
    assert completed("summary", option, "1") == ["1.1", "1.2"]


def test_readers_are_suggested_one_s_own_among_them(completed: Completed, begun: Home) -> None:
    ours = ["accreditation", "friend", "handover", "peer", "prd", "school", "self", "update"]
    assert completed("summary", "--for", "") == ours
    folder = begun.folder / "config" / "enquiry" / "readers"
    folder.mkdir(parents=True)
    text = 'name = "mine"\ntitle = "M"\nabout = "Mine."\ncircle = "private"\n[[sections]]\nholds = ["months"]\n'
    (folder / "mine.toml").write_text(text)
    assert completed("summary", "--for", "m") == ["mine"]
    assert completed("summary", "--for", "mi", shell="fish") == ["mine\tMine."]
    (folder / "mine.toml").write_text("broken = ")
    assert completed("summary", "--for", "") == []


@pytest.mark.parametrize("command", ["note", "start", "reflect", "edit"])
def test_codes_of_standards_are_suggested_by_their_beginning(completed: Completed, command: str, begun: Home) -> None:
    assert completed(command, "--standard", "GT")[:3] == ["GTCS\\ 1", "GTCS\\ 1.1", "GTCS\\ 1.2"]
    assert completed(command, "--standard", "TS4", shell="fish") == ["TS4"]
    folder = begun.folder / "config" / "enquiry" / "standards"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("broken = ")
    assert completed(command, "--standard", "GT") == []


@pytest.mark.parametrize("command", ["show", "edit", "remove"])
def test_things_are_cycles_and_notes_and_once_a_number_is_begun_entries(completed: Completed, command: str) -> None:
    assert completed(command, "") == ["2", "1", "3", "n1"]
    assert completed(command, "1") == ["1", "1.1", "1.2"]
    assert completed(command, "2.") == ["2.1"]


def test_a_note_that_waits_can_be_filed(completed: Completed) -> None:
    assert completed("file", "", shell="fish") == ["n1\tlatecomers same four"]


def test_what_is_closed_or_removed_can_be_brought_back(completed: Completed, begun: Home) -> None:
    begun.ok("remove", "1.1")
    begun.ok("remove", "n1")
    assert completed("reopen", "") == ["3", "1.1", "n1"]


def test_kinds_are_suggested_too(completed: Completed) -> None:
    assert completed("file", "n1", "--as", "r") == ["reading", "reflection", "review"]


def test_the_journal_named_on_the_line_is_the_one_that_is_looked_into(completed: Completed, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    assert completed("note", "--journal", str(other), "-t", "") == []
    other.write_bytes((tmp_path / "journal.json").read_bytes())
    assert completed("--journal", str(other), "note", "-t", "", ENQUIRY_JOURNAL="elsewhere") == TAGS


def test_without_a_session_the_environment_is_asked(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody: Any = SimpleNamespace(obj=None)
    monkeypatch.setenv("ENQUIRY_JOURNAL", str(begun.journal))
    assert complete_tags(nobody) == ["exit check", "maths/drawing", "questioning"]
    assert complete_cycles(nobody)[0] == ("2", "Does drawing first help?")


# Tags of several words, in each shell's quoting


@pytest.mark.parametrize(
    ("shell", "typed", "suggested"),
    [
        ("bash", "exit\\ ch", ["exit\\ check"]),
        ("bash", '"exit c', ["exit check"]),
        ("bash", "'ex", ["exit check"]),
        ("fish", "ex", ["exit check"]),
        ("zsh", "ex", ["""_arguments '*: :(("exit check"))'"""]),
        ("powershell", "ex", ["'exit check'::: "]),
        ("pwsh", "'ex", ["'exit check'::: "]),
    ],
)
def test_a_tag_of_two_words_reaches_the_shell_whole(
    completed: Completed, shell: str, typed: str, suggested: list[str]
) -> None:
    assert completed("note", "-t", typed, shell=shell) == suggested


@pytest.mark.parametrize(
    ("shell", "suggested"),
    [
        ("bash", ["o\\&o\\'s", "o’s"]),
        ("fish", ["o&o's", "o’s"]),
        ("zsh", ["""_arguments '*: :(("o’s"))'"""]),
        ("powershell", ["'o&o''s'::: ", "'o’’s'::: "]),
    ],
)
def test_apostrophes_are_quoted_or_left_out(
    completed: Completed, begun: Home, shell: str, suggested: list[str]
) -> None:
    begun.ok("note", "x", "-t", "o&o's", "-t", "o’s")
    assert completed("note", "-t", "o", shell=shell) == suggested


# What people wrote is never obeyed by a shell

TRAPS = ("\\$(touch pwned)", "'$(touch pwned)'", "`touch pwned`", '"; touch pwned; "', "x'; touch pwned; '")


def hostile(home: Home, traps: tuple[str, ...]) -> None:
    """Put traps into every question and tag of a journal, past the rules of every door."""
    texts = [trap.encode("utf-8", "replace").decode() for trap in traps]
    cycles = [a_cycle(number, text, tags=(text, "maths")) for number, text in enumerate(texts, 1)]
    with change_journal(home.journal, state_folder=home.folder / "state" / "enquiry", stamp=tick("traps")) as step:
        step.journal, step.did = a_journal(*cycles), "traps laid"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_only_tags_that_a_command_takes_are_suggested(completed: Completed, begun: Home, shell: str) -> None:
    hostile(begun, (*TRAPS, *HOSTILE))
    lines = completed("use", "", shell=shell) + completed("note", "-t", "", shell=shell)
    assert not set("$`;[]{}<>\x1b") & set("".join(lines).replace(":::", ""))
    assert any("touch pwned" in line for line in lines) == (shell != "bash")  # bash shows no explanations


# It writes nothing, waits for nobody and never complains


def standing(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return everything under a folder: when it was changed, its rights, and what it holds."""
    found = {}
    for path in sorted(folder.rglob("*")):
        kept = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(kept.st_mode) else b""
        found[str(path)] = (kept.st_mtime_ns, kept.st_mode, content)
    return found


LINES = (("note", "-t", ""), ("reflect", "-c", ""), ("show", "1"), ("file", ""), ("reopen", ""), ("sh",))


def test_nothing_is_written_and_no_folder_is_made(completed: Completed, begun: Home) -> None:
    before = standing(begun.folder)
    for words in LINES:
        completed(*words)
    begun.journal.unlink()
    before.pop(str(begun.journal))
    for words in LINES:
        completed(*words)
    assert standing(begun.folder) == before


def test_it_does_not_wait_for_one_who_writes(completed: Completed, begun: Home) -> None:
    from enquiry.store.disk.lock import hold_lock

    with hold_lock(begun.journal, begun.folder / "state" / "enquiry", 0, "a test"):
        assert completed("note", "-t", "") == TAGS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"not a journal",
        b"\xff\xfe",
        b'{"_default": {}}',
        b"[" * 100_000,
        b'{"journal": {"1": {"format": 99}}}',
    ],
)
def test_a_damaged_journal_suggests_nothing(completed: Completed, begun: Home, content: bytes) -> None:
    begun.journal.write_bytes(content)
    assert [completed(*words) for words in LINES[:-1]] == [[]] * (len(LINES) - 1)
    assert begun.journal.read_bytes() == content


def test_an_edited_journal_suggests_its_tags_alone(completed: Completed, begun: Home) -> None:
    """Tags are glanced at; cycles and entries are read, which such a file does not allow."""
    begun.journal.write_bytes(begun.journal.read_bytes().replace(b"questioning", b"questionable"))
    assert "questionable" in completed("note", "-t", "")
    assert completed("note", "-t", "ques") == ["questionable"]
    assert completed("show", "") == []


def test_a_newer_journal_suggests_nothing(completed: Completed, begun: Home) -> None:
    begun.journal.write_bytes(begun.journal.read_bytes().replace(b'"format":6', b'"format":7'))
    assert completed("note", "-t", "") == []


def test_what_is_in_the_way_suggests_nothing(completed: Completed, begun: Home) -> None:
    begun.journal.unlink()
    begun.journal.mkdir()
    assert completed("note", "-t", "") == []
    begun.journal.rmdir()
    begun.journal.symlink_to(begun.folder / "nowhere")
    assert completed("note", "-t", "") == []
    assert completed("note", "-t", "", ENQUIRY_JOURNAL="~no-such-person/journal.json") == []


def test_broken_settings_suggest_nothing(completed: Completed, begun: Home) -> None:
    settings = begun.folder / "config" / "enquiry" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("journal = [")
    assert completed("note", "-t", "", ENQUIRY_JOURNAL="") == []


def test_a_wrong_day_is_no_concern_of_it(completed: Completed) -> None:
    assert completed("note", "-t", "q", ENQUIRY_TODAY="never") == ["questioning"]


def test_completing_in_bash_loads_neither_rich_nor_what_only_writing_needs(begun: Home) -> None:
    typed = {"_ENQUIRY_COMPLETE": "complete_bash", "COMP_WORDS": "enquiry\nnote\n-t\n", "COMP_CWORD": "3"}
    script = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, sep='\\n'));"
        "from enquiry.__main__ import run; run()"
    )
    environ = {**os.environ, **begun.environ, **typed}
    ran = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert "questioning" in ran.stdout
    assert not {"rich", "rich.console", "tinydb", "tomlkit"} & set(ran.stdout.split())


# In real shells

SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "source {script}"),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -D -u; source {script}"),
    "fish": (["--no-config", "-i"], "source {script}"),
}


@pytest.fixture
def environ(begun: Home) -> dict[str, str]:
    """The environment of a shell that finds the program by its name."""
    folder = begun.folder / "bin"
    folder.mkdir()
    program = folder / "enquiry"
    checkout = TOP
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{checkout}" exec "{sys.executable}" -m enquiry "$@"\n')
    program.chmod(0o700)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **begun.environ, "PATH": path, "HOME": str(begun.folder), "TERM": "xterm"}


@contextmanager
def typing_in(shell: str, environ: dict[str, str], folder: Path) -> "Iterator[pexpect.spawn[str]]":
    """Give a shell that completes the program's command lines."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    import pexpect

    asked = {**environ, "_ENQUIRY_COMPLETE": f"source_{shell}"}
    script = folder / "completion"
    script.write_bytes(subprocess.run(["enquiry"], env=asked, capture_output=True, check=True).stdout)
    arguments, setup = SHELLS[shell]
    child = pexpect.spawn(
        shell, arguments, env=environ, cwd=str(folder), encoding="utf-8", timeout=30, dimensions=(24, 200)
    )
    try:
        child.sendline(setup.format(script=script))
        child.sendline("echo begin'ning'")
        child.expect("beginning")
        yield child
    finally:
        child.close(force=True)


@on_unix
@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes_names_tags_and_kinds(begun: Home, environ: dict[str, str], shell: str) -> None:
    """Each line is typed with a tab in it and run: what came of it is what was completed."""
    with typing_in(shell, environ, begun.folder) as child:
        for line, whole, result in (
            ("enquiry show 2.\t", "2\\.1", "they drew it first"),
            ("enquiry note 'one line' -t exi\t", "exit\\W{1,3}check", "is in the inbox"),
            ("enquiry file n1 -c 2 --as evi\t", "evidence", "evidence.*2\\.2"),
            ("enquiry remo\t1.1", "remove", "removed"),
        ):
            child.send(line)
            child.expect(whole)
            child.send("\r")
            child.expect(result)
    notes = json.loads(begun.ok("export"))["inbox"]
    assert [note["tags"] for note in notes if note["name"] == "n3"] == [["exit check"]]


@on_unix
@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_obeys_nothing_that_people_wrote(begun: Home, environ: dict[str, str], shell: str) -> None:
    hostile(begun, TRAPS)
    begun.ok("start", "The last of them?", "-t", "really the last")
    with typing_in(shell, environ, begun.folder) as child:
        for line, shown in (("enquiry use \t\t", "6"), ("enquiry note x -t \t\t", "really")):
            child.send(line)
            child.expect(shown)
            child.send("\x15")
            child.sendline("echo carried' 'on")
            child.expect("carried on")
    assert not list(begun.folder.rglob("pwned"))


@on_unix
def test_the_script_is_shown_and_nothing_is_installed(begun: Home, environ: dict[str, str]) -> None:
    before = set(begun.folder.rglob("*"))
    asked = ["bash", "-c", "enquiry --show-completion; true"]
    shown = subprocess.run(asked, env=environ, capture_output=True, text=True, check=True)
    assert "complete -o default -F _enquiry_completion enquiry" in shown.stdout
    assert set(begun.folder.rglob("*")) == before


def test_prompt_sets_are_suggested_to_the_commands_they_are_for(completed: Completed, begun: Home) -> None:
    folder = begun.folder / "config" / "enquiry" / "prompts"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("about =")
    assert completed("reflect", "--prompts", "r") == ["review", "rolfe"]
    assert completed("act", "--prompts", "") == ["act"]


def test_drafts_are_suggested_with_their_first_words(completed: Completed, begun: Home) -> None:
    assert completed("drafts", "resume", "") == []
    folder = begun.folder / "state" / "enquiry" / "drafts"
    for name in ("d1", "d2"):
        (folder / name).mkdir(parents=True)
        (folder / name / "draft.json").write_text("{")
    assert completed("drafts", "resume", "") == ["d1", "d2"]
    assert completed("drafts", "discard", "d2") == ["d2"]
    answers = '"answers":[{"prompt":"saw","text":"$(x) they [drew] it"}]'
    began = '"began":"2026-02-03T16:30:00Z","command":"reflect"'
    draft = f'{{"program":"enquiry","format":1,"draft":{{"journal":"/j",{began},{answers}}}}}'
    (folder / "d1" / "draft.json").write_text(draft)
    assert completed("drafts", "resume", "d1", shell="fish") == ["d1\t(x) they drew it"]


def test_folders_that_cannot_be_looked_into_suggest_nothing(completed: Completed, begun: Home) -> None:
    (begun.folder / "state" / "enquiry").mkdir(parents=True, exist_ok=True)
    (begun.folder / "state" / "enquiry" / "drafts").write_text("in the way")
    assert completed("drafts", "resume", "") == []


def test_gifts_are_suggested_with_whom_they_are_for(completed: Completed, begun: Home) -> None:
    begun.ok("gift", "1", "--to", "stage partner", "-o", str(begun.folder / "x.md"), "--quiet")
    assert completed("gifts", "withdraw", "") == ["g1"]
    assert completed("gifts", "show", "g", shell="fish") == ["g1\tfor stage partner"]
