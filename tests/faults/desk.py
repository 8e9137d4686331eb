"""A desk: a home on the disk in which the program is run as the shell runs it, to be stopped, starved and hurt there.

`Desk.twin()` lays a copy beside, so that one beginning can meet many ends. Two journals are the same to a person when
their `shape` is: everything in them but the ids and moments that every run makes anew.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from enquiry.answers.records import describe_journal
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.samples import read_sample
from enquiry.store.journal import read_journal
from tests import TOP

DAY = "2026-02-03"
MADE_ANEW = {"recorded_at", "at"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_numbers = count()


class Ended(NamedTuple):
    """How a process ended: its exit code (negative for a signal) and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def acknowledged(self) -> bool:
        """Whether a person would take it for done."""
        return self.code == 0


class Desk:
    """A folder with a journal and all the program keeps, and the program run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "docs" / "journal.json"
        self.state = folder / "state" / "enquiry"
        self.journal.parent.mkdir(parents=True, exist_ok=True)

    @cached_property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ENQUIRY_", "COV", "PYTEST"))}
        own = {f"XDG_{name}_HOME": str(self.folder / name.casefold()) for name in ("CONFIG", "DATA", "STATE")}
        fixed = {"ENQUIRY_JOURNAL": str(self.journal), "ENQUIRY_TODAY": DAY, "COLUMNS": "80", "TZ": "UTC"}
        steady = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        return {**kept, **own, **fixed, **steady, **mutant()}

    def popen(self, *argv: str, before: tuple[str, ...] = (), **more: Any) -> subprocess.Popen[str]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [*before, *program(), *argv]
        return subprocess.Popen(command, cwd=TOP, env=self.environ, text=True, **{**pipes, **more})

    def run(self, *argv: str, before: tuple[str, ...] = (), **more: Any) -> Ended:
        with self.popen(*argv, before=before, **more) as process:
            out, err = process.communicate(timeout=120)
        return Ended(process.returncode, out or "", err or "")

    def ok(self, *argv: str) -> str:
        ended = self.run(*argv)
        assert ended.acknowledged, ended.err
        return ended.out

    def twin(self) -> "Desk":
        """Return a desk beside this one on which everything lies as it does here."""
        folder = self.folder.with_name(f"{self.folder.name}-{next(_numbers)}")
        shutil.copytree(self.folder, folder, symlinks=True)
        return Desk(folder)

    def clear(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def shape(self) -> str:
        """What the journal says, whichever run said it. Raises EnquiryError for a journal that can't be read."""
        return shape_of(
            json.loads(encode_answer(describe_journal(read_journal(self.journal, state_folder=self.state))))
        )

    @property
    def leftovers(self) -> list[Path]:
        return list(self.folder.rglob("*.part"))


def shape_of(document: Any) -> str:
    return json.dumps(_bare(document), sort_keys=True)


def _bare(part: Any, ids: dict[str, int] | None = None) -> Any:
    """Return a part of an export without moments, each id as its place among the ids, so that references count."""
    known: dict[str, int] = {} if ids is None else ids
    match part:
        case dict():
            return {key: _bare(value, known) for key, value in part.items() if key not in MADE_ANEW}
        case list():
            return [_bare(value, known) for value in part]
        case str() if _ID.fullmatch(part):
            return known.setdefault(part, len(known))
        case _:
            return part


def program() -> list[str]:
    """Return how the program is called; with FAULTS_MUTANT spoiled on purpose, to see the proofs fail."""
    return [sys.executable, "-m", "tests.faults.spoiled" if mutant() else "enquiry"]


def mutant() -> dict[str, str]:
    name = os.environ.get("FAULTS_MUTANT", "")
    return {"FAULTS_MUTANT": name} if name else {}


def begun(folder: Path) -> Desk:
    """Return a desk with a journal in use: a cycle with entries, notes, and several steps of history."""
    desk = Desk(folder)
    desk.ok("start", "What happens when I wait?", "--group", "Year 8")
    desk.ok("reflect", "the first words")
    desk.ok("note", "a line for later")
    desk.ok("start", "And what then?")
    (folder / "export.json").write_bytes(read_sample("science"))
    return desk


COMMANDS: dict[str, Callable[[Desk], tuple[str, ...]]] = {
    "capture": lambda _: ("evidence", "five of them spoke", "--measure", "spoke=5 of 30", "-t", "talk"),
    "edit": lambda _: ("edit", "1.1", "the better words"),
    "file": lambda _: ("file", "n1", "--as", "evidence"),
    "move": lambda _: ("move", "1.1", "n1", "2", "--as", "evidence"),
    "import": lambda desk: ("import", str(desk.folder / "export.json")),
    "undo": lambda _: ("undo", "2", "--yes"),
}
"""The kinds of change that are hurt, each as it is typed."""


def lay_copy(desk: Desk) -> None:
    """Lay a copy beside the journal that another machine wrote since, and write here too."""
    copy = desk.journal.with_name("journal-LAPTOP.json")
    shutil.copy(desk.journal, copy)
    desk.ok("edit", "1.1", "words of the laptop", "--journal", str(copy))
    desk.ok("edit", "1.1", "words of this machine")


TOGETHER: dict[str, Callable[[Desk], tuple[str, ...]]] = {"merge": lambda _: ("merge",)}
"""What is done with the copy of another machine, which `lay_copy` lays there."""


class Trial(NamedTuple):
    """A beginning, a command, and what it leads to where nothing is in its way."""

    desk: Desk
    argv: Callable[[Desk], tuple[str, ...]]
    old: str
    new: str

    def verdict(self, twin: Desk, ended: Ended) -> str:
        """Return what is wrong with an end, in words; nothing where the promise was kept.

        Rule: a command that ended well left the new journal, any other the old or the new one, whole; and it said so
        in words, never by a traceback.
        """
        shape = twin.shape
        if shape not in (self.old, self.new):
            return "neither the old journal nor the new one"
        if ended.acknowledged and shape != self.new:
            return "acknowledged, and not there"
        if "Nothing was changed" in ended.err and shape != self.old:
            return "said to be unchanged, and changed"
        # A stop in the first hundredths, before `run` is reached, is told by Python alone.
        return "a traceback" if "Traceback" in ended.err and ", in run" in ended.err else ""


def trial(desk: Desk, kind: str) -> Trial:
    if kind in TOGETHER:
        desk = desk.twin()
        lay_copy(desk)
    argv, twin = (COMMANDS | TOGETHER)[kind], desk.twin()
    twin.ok(*argv(twin))
    new = twin.shape
    twin.clear()
    assert new != desk.shape
    return Trial(desk, argv, desk.shape, new)


KILLED, STOPPED = -signal.SIGKILL, 130
