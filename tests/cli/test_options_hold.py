"""No option is lost in silence: each one of every command changes what comes of it, or is refused.

The options are found from the commands themselves, so that a new one is tried too. Those that every command has are
tested in `test_global_options`, the editor and the interview by themselves.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from enquiry.cli.app import build_command_line
from enquiry.exchange.samples import read_sample
from tests.conftest import NOW, Home

APART = {
    "--json",
    "--plain",
    "--quiet",
    "--yes",
    "--no-input",
    "--wide",
    "--no-pager",
    "--color",
    "--journal",
    "--help",
}
APART |= {"--editor", "--prompts"}
VALUES = dict(
    line.strip().split(" ", 1)
    for line in """
        --on 2026-01-20
        --since 2026-02-03
        --until 2025-10-20
        --as-at 2026-01-05
        --tag arithmetic
        --standard GTCS 2.1.2
        --privacy school
        --cycle 3
        --year 2024-25
        --term 2
        --next-look in 3 weeks
        --limit 1
        --link replicates=3
        --doi 10.1234/abcd
        --measure blocks out=13
        --sd 2
        --n 13
        --to 1
        --output made.json
        --by cycle
        --share 3
        --include 3.1
        --hold 3.1
        --grew-from 3
        --regex the
        --ics made.ics
    """.strip().splitlines()
)
"""What an option is given that takes neither a choice, a number nor any words."""
LINES = {
    name.strip(): shlex.split(line)
    for name, line in (
        text.split(":")
        for text in """
        note: some words
        start: some words
        read: some words
        act: some words
        evidence: some words
        reflect: some words
        review: some words
        refine: some words
        move: 4.1
        edit: 4.1
        remove: 4.1
        reopen: 1
        close: 4
        use: 2
        show: 2
        thread: 2
        search: the
        timeline: --year 2025-26
        tags rename: arithmetic counting
        tags merge: arithmetic --into counting
        tags remove: arithmetic
        measures show: "20-item check"
        measures define: pace
        measures compare: "20-item check"
        backup: -o made
        import: sample.json
        drafts discard: d1
    """.strip().splitlines()
    )
}
"""What a command is given beside the option."""
WITHOUT_EFFECT = {
    "search --all": "it is for a terminal",
    "backup --force": "nothing is there yet",
    "demo --fresh": "the sample is new",
    "remind --force": "a calendar that was made here is written over anyhow",
    "tags remove --nested": "nothing is nested under the tag",
    "lookback --until": "what it tells of is earlier",
}


def iterate_commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    command = command or build_command_line()
    if path:
        yield " ".join(path), command
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from iterate_commands(command.get_command(None, name), (*path, name))


def get_value(option: Any) -> list[str]:
    if getattr(option, "is_flag", False):
        return []
    if choices := list(getattr(option.type, "choices", None) or ()):
        return [str(getattr(choices[-1], "value", choices[-1]))]
    return [VALUES.get(option.opts[0], "7" if option.type.name.split()[0] in ("integer", "float") else "made words")]


@pytest.fixture
def kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A sample in use, with a note that waits, a removed cycle and an undone step."""
    monkeypatch.chdir(home.folder)
    Path("sample.json").write_bytes(read_sample("primary"))
    home.ok("import", "sample.json", now=NOW - timedelta(days=1))
    home.ok("note", "a line")
    home.ok("remove", "1")
    home.ok("reflect", "a thought", "-t", "arithmetic")
    home.ok("reflect", "a slip")
    home.ok("undo")
    return home


@pytest.mark.long
def test_every_option_of_every_command_changes_something_or_is_refused(kept: Home) -> None:
    start, silent, tried = kept.journal.read_bytes(), list[str](), 0
    waiting = re.search(r"note: (n\d+)\n.*\n?text: a line", kept.ok("file", "--plain"))
    assert waiting
    lines = {**LINES, "file": [waiting[1]]}

    def run(*argv: str) -> tuple[object, ...]:
        kept.journal.write_bytes(start)
        for made in Path().glob("made*"):
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        ran = kept.run(*argv, "--no-input")
        changed = kept.journal.read_bytes() != start and kept.ok("export", "--with-removed")
        said = (re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "an id", text) for text in (ran.out, ran.err, str(changed)))
        return (ran.code, *said)

    for name, command in iterate_commands():
        line = (*name.split(), *lines.get(name, ()))
        without = run(*line)
        for option in command.params:
            if option.param_type_name == "option" and not APART & {*option.opts}:
                tried += 1
                if run(*line, option.opts[0], *get_value(option)) == without:
                    silent.append(f"{name} {option.opts[0]}")
    assert tried > 250
    assert sorted(silent) == sorted(WITHOUT_EFFECT), "; ".join(silent)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("review", "a look", "--ics", "x.ics"), "--ics writes the next looks, and nothing else goes with it."),
        (("review", "a look", "--force"), "--force was given, but no file."),
        (("demo", "--list", "science"), "--list and science contradict each other."),
        (("demo", "--list", "--fresh"), "--list and --fresh contradict each other."),
        (("reopen", "1", "--because", "x"), "--because is for a cycle that is taken up again, and “1” was removed."),
        (("reopen", "1", "--on", "yesterday"), "--on is for a cycle that is taken up again, and “1” was removed."),
        (("close", "--group", "x"), "--group was given, but no cycle to come."),
        (("review", "--decision", "extend", "--group", "x"), "--group was given, but no cycle to come."),
        (
            ("review", "--decision", "extend", "--next", "And?", "--next-look", "in 3 weeks"),
            "A cycle that is extended rests with the one that grows from it, and has no next look.",
        ),
    ],
)
def test_what_would_be_lost_is_refused(home: Home, argv: tuple[str, ...], words: str) -> None:
    home.ok("start", "Why?")
    home.ok("start", "What then?")
    home.ok("remove", "1")
    before = home.journal.read_bytes()
    ran = home.run(*argv)
    assert (ran.code, ran.err.splitlines()[0]) == (2, words)
    assert home.journal.read_bytes() == before


def test_a_kind_and_a_cycle_that_are_named_hold(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("act", "waited")
    home.ok("evidence", "they spoke")
    lines: list[tuple[str, ...]] = [("year", "--kind", "action"), ("year", "kind:action")]
    for argv in lines:
        assert "action 1, all 1" in home.ok(*argv, "--plain")
        assert "evidence" not in home.ok(*argv)
    assert "action 1" not in home.ok("year", "--plain")
    assert "action: 1.1" not in home.ok("year", "--kind", "evidence", "--plain")
    assert "review 0" in home.ok("year", "--kind", "review", "--kind", "action", "--plain")
    home.ok("close")
    assert home.ok("list").strip() == ""
    assert "What happens when I wait?" in home.ok("list", "-c", "1")
    assert "What happens when I wait?" in home.ok("list", "cycle:1")
