"""What is raced, against what, and how near it should come: the figures this project holds itself to."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.peers import Peer
from tests.bench.racing import Command
from tests.bench.writing import TAG, write_journal

HERE = Path(__file__).parent
PROGRAM = str(Path(sys.executable).with_name("enquiry"))
LINE = ("they", "drew", "it", "first,", "and", "only", "then", "asked", "for", "the", "blocks")


class Work(NamedTuple):
    """One line of the table: a command, its rival, and the ratio of their times that it should not exceed."""

    name: str
    command: Command
    against: str
    rival: Command
    reach: float


class Stand:
    """A journal of so many entries in a folder of its own, and the program called on it."""

    def __init__(self, folder: Path, entries: int, environ: Mapping[str, str]) -> None:
        own = folder / str(entries)
        own.mkdir(parents=True)
        self.entries = entries
        self.journal = own / "journal.json"
        self.environ = {
            **environ,
            "ENQUIRY_JOURNAL": str(self.journal),
            **{f"XDG_{kind}_HOME": str(own / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")},
        }
        write_journal(self.journal, own / "state" / "enquiry", entries)

    def call(self, *words: str, **more: str) -> Command:
        """Return the program called with these words."""
        return Command((PROGRAM, *words), {**self.environ, **more})


def bare(environ: Mapping[str, str], name: str, *words: str, **more: str) -> Command:
    """Return one of the bare programs called with these words."""
    return Command((sys.executable, str(HERE / f"{name}.py"), *words), {**environ, **more})


def works(stand: Stand, environ: Mapping[str, str], peers: list[Peer]) -> list[Work]:
    """Return everything that is raced on one journal, in the order of the table."""
    floor, drawing = bare(environ, "bare", "one", "word"), bare(environ, "bare_rich", "one", "word")
    asked = {"COMP_WORDS": "enquiry\nsearch\n--tag\nread", "COMP_CWORD": "3"}
    offered = {"COMP_WORDS": "bare.py\non", "COMP_CWORD": "1"}
    reflect, tagged = stand.call("reflect", *LINE), stand.call("search", "--tag", TAG)
    year = stand.call("summary", "--year", "2005-06", "--format", "markdown")
    typer, rich = "a bare Typer program", "a bare Typer program with Rich"
    table = [
        Work("--version", stand.call("--version"), typer, floor, 1.3),
        Work("-h", stand.call("-h"), typer, bare(environ, "bare", "--help"), 1.3),
        Work(
            "completing a tag",
            stand.call(_ENQUIRY_COMPLETE="complete_bash", **asked),
            typer,
            bare(environ, "bare", **{"_BARE.PY_COMPLETE": "complete_bash"}, **offered),
            1.3,
        ),
        Work("reflect", reflect, typer, floor, 2.5),
        *(Work(name, stand.call(*name.split()), rich, drawing, 2.0) for name in ("status", "show 7", "timeline 7")),
        Work("summary of a year, Markdown", year, rich, drawing, 3.0),
    ]
    for peer in peers:
        whole = peer.name.startswith("jrnl")
        table.append(Work("reflect", reflect, f"{peer.name}, writing", peer.writing, 1 / 30 if whole else 2.0))
        table.append(Work("search --tag", tagged, f"{peer.name}, by tag", peer.listing, 1.0 if whole else 2.0))
        if whole:
            words = stand.call("search", "blocks", "first")
            table.append(Work("search of words", words, f"{peer.name}, by tag", peer.listing, 1.0))
    return table
