"""Forty kinds of damage, each met by real commands: named, refused with exit 5, every byte left, a way back offered."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enquiry.cli.app import PANELS
from enquiry.errors import JournalNewer
from enquiry.exchange.samples import read_sample
from tests.conftest import Home, made_once
from tests.faults.test_faults_damage import DAMAGE

NEEDS_NO_JOURNAL = {"help", "doctor", "where", "demo", "restore", "config", "drafts", "guide", "schema", "keys"}
NEEDS_NO_JOURNAL |= {"pupils", "browse", "journals", "staffroom"}
"""What can be asked of a damaged journal: how it is, where it lies, and the way back; and what asks for a terminal."""

GIVEN = {
    "file": ("n1",),
    "believe": ("Waiting helps",),
    "trace": ("1",),
    "comments": ("-",),
    "ask": ("cover",),
    "edit": ("1.1", "other words"),
    "move": ("1.1", "2"),
    "show": ("1",),
    "use": ("1",),
    "about": ("Anna",),
    "remove": ("1.1",),
    "forget": ("1.1", "--confirm", "forget"),
    "reopen": ("1.1",),
    "search": ("words",),
    "import": ("-",),
    "backup": ("-o", "never"),
    "sync": ("shared", "--unlocked"),
}
WRITES = (
    "note",
    "start",
    "read",
    "act",
    "evidence",
    "reflect",
    "review",
    "refine",
    "edit",
    "move",
    "close",
    "reopen",
    "remove",
)
LINES = [
    (name, *GIVEN.get(name, ("some words",) if name in WRITES[:8] else ()))
    for names in PANELS.values()
    for name in names
    if name not in NEEDS_NO_JOURNAL
]


@pytest.fixture
@made_once
def written(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "Waited. Zoë spoke.")
    home.ok("note", "a line")
    return home


@pytest.fixture
def kept(written: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.chdir(written.folder)
    return written


def files(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


def hurt(home: Home, harm: Callable[[bytes], bytes]) -> dict[Path, bytes]:
    whole = home.journal.read_bytes()
    assert b'"generation":3' in whole
    home.journal.write_bytes(harm(whole.replace(b'"generation":3', b'"generation":2', 1)))
    return files(home)


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused_by_a_command_that_looks_and_one_that_writes(kept: Home, name: str) -> None:
    harm, kind, _ = DAMAGE[name]
    before = hurt(kept, harm)
    for argv in (("status",), ("reflect", "never"), ("export",)):
        ran = kept.run(*argv)
        assert (ran.code, ran.out) == (5, ""), argv
        assert len(ran.err.splitlines()) == 2
        assert str(kept.journal) in ran.err
        assert ("a later version" if kind is JournalNewer else "enquiry restore") in ran.err
    assert files(kept) == before
    assert kept.run("doctor").code == 5
    assert files(kept) == before


def test_there_are_forty_kinds(figure: Callable[[str], None]) -> None:
    assert len(DAMAGE) >= 40
    figure(f"damage: {len(DAMAGE)} kinds, each refused with exit 5, bytes unchanged, and the way back named")


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0]))
@pytest.mark.parametrize("name", ["cut in half", "a text changed", "a later layout"])
def test_every_command_refuses_a_damaged_journal(kept: Home, line: tuple[str, ...], name: str) -> None:
    harm, _, _ = DAMAGE[name]
    before = hurt(kept, harm)
    ran = kept.run(*line, "--no-input", stdin=read_sample("science").decode())
    assert ran.code == 5, ran.err
    assert files(kept) == before
