"""What is raced, against what, and how near it should come: the figures this project holds itself to."""

import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.app import PANELS
from enquiry.store.encoding.layout import FORMAT
from tests.bench.installing import Install
from tests.bench.peers import Peer
from tests.bench.racing import Command, run
from tests.bench.writing import COMMON, LAST, RARE, TAG, Shape, write_bibtex, write_gifts, write_journal, write_mail

HERE = Path(__file__).parent
LINE = "they drew it first, and only then asked for the blocks"
ALWAYS = "--since 1986-01-01"

LOOKING = {
    "status": ("status",),
    "list": ("list", "list --all"),
    "show": ("show 1", "show 1.3 --versions"),
    "timeline": ("timeline 1", f"timeline {ALWAYS}"),
    "search": (
        f"search {RARE}",
        f"search {COMMON} --all",
        f"search --tag {TAG} --all",
        f"search {RARE} OR {COMMON} --all",
    ),
    "tags": ("tags", "tags --similar"),
    "summary": (f"summary {ALWAYS}", f"summary {ALWAYS} --format markdown"),
    "export": ("export -o {out}/export.json --force",),
    "doctor": ("doctor",),
    "pulse": ("pulse 1",),
    "thread": ("thread 1",),
    "trace": ("trace 1",),
    "comments": ("comments {out}/mail.txt --gift g1 --dry-run",),
    "staffroom": ("staffroom {out}/gifts",),
    "about": ("about somebody",),
    "forget": ("forget 1.1 --dry-run",),
    "guide": ("guide commands",),
    "history": ("history", "history --limit 100000"),
    "import": ("import {out}/export.json --dry-run",),
    "remind": ("remind {out}/looks.ics --force",),
    "help": ("help search",),
    "backup": ("backup -o {out}/copy.json --force",),
}
"""How the commands that look are called, where that is more than their names."""

CHANGING = {
    "note": (f"note {LINE}",),
    "start": ("start What happens then?",),
    "read": ("read Rowe on wait time", "read --from-bibtex {out}/reads.bib"),
    "act": (f"act {LINE}",),
    "evidence": (f"evidence {LINE}",),
    "reflect": (f"reflect {LINE}",),
    "review": ("review it goes on --decision continue --because 'it works'",),
    "believe": ("believe waiting helps --because 1.1",),
    "ask": ("ask an hour of cover --of depute",),
    "answer": ("answer yes",),
    "gift": ("gift 1 --to 'my pair' -o {out}/gift.md --force --names-are-fine",),
    "refine": ("refine What happens then, and for whom?",),
    "file": ("file n1 --as reflection",),
    "move": ("move 1.3 2",),
    "use": ("use 2",),
    "edit": ("edit 1.1 they drew it later",),
    "close": ("close",),
    "reopen": ("reopen 1",),
    "remove": ("remove 1.1 --yes",),
    "undo": ("undo --yes",),
    "redo": ("redo --yes",),
    "tags": ("tags rename oracy talk --yes",),
}
"""How those are called that change the journal; it is made anew for each run."""

OTHERS = {"demo": "demo -h", "sync": "sync -h", "keys": "keys -h", "browse": "browse -h"}
"""What would write a journal of its own, or asks for another machine, or for somebody at the keys."""


def list_calls() -> Iterator[tuple[str, bool]]:
    """Yield how each command of the program is called, and whether that changes the journal."""
    for name in (name for names in PANELS.values() for name in names):
        yield from ((line, True) for line in CHANGING.get(name, ()))
        usual = () if name in CHANGING else (OTHERS.get(name, name),)
        yield from ((line, False) for line in LOOKING.get(name, usual))


def write_beside(folder: Path, shape: Shape) -> None:
    """Write what the calls read besides a journal of that shape."""
    few = max(3, shape.entries // 100)
    write_bibtex(folder / "reads.bib", few * 10)
    write_gifts(folder / "gifts", few)
    write_mail(folder / "mail.txt", few)


class Work(NamedTuple):
    """One line of the table: a command, its rival, and the ratio of their times that it should not exceed."""

    name: str
    command: Command
    against: str
    rival: Command
    reach: float | None = None


class Stand:
    """A journal of some shape in a folder of its own, and the program called on it.

    What the program keeps with it stands in the folder `kept`, and in `made` as it was at first.
    """

    def __init__(self, folder: Path, shape: Shape, environ: Mapping[str, str], form: int = FORMAT) -> None:
        self.shape, self.folder = shape, folder / f"journal-{len(list(folder.glob('journal-*')))}"
        self.kept, self.made = self.folder / "kept", self.folder / "made"
        self.kept.mkdir(parents=True)
        self.kept.chmod(0o700)
        journal = self.kept / "journal.json"
        self.environ = {
            **environ,
            "ENQUIRY_JOURNAL": str(journal),
            "ENQUIRY_TODAY": LAST.isoformat(),
            "ENQUIRY_PAGER": "cat",
            **{f"XDG_{kind}_HOME": str(self.kept / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")},
        }
        write_journal(journal, shape, form)
        journal.chmod(0o600)
        write_beside(self.folder, shape)
        shutil.copytree(self.kept, self.made)

    def call(self, own: Install, line: str, *, changes: bool = False, terminal: bool = False, **more: str) -> Command:
        """Return the program called so; for what changes the journal, that is made anew before each run."""
        words = shlex.split(line.replace("{out}", str(self.folder)))
        fresh = (self.made, self.kept) if changes else None
        return Command((own.program, *words), {**self.environ, **more}, fresh, terminal)

    def fit(self, other: Install) -> "Stand":
        """Return a stand with the same journal in the format that another revision writes: this one where it can."""
        form = other.format
        return self if form == FORMAT else Stand(self.folder.parent, self.shape, self.environ, form)


def bare(own: Install, environ: Mapping[str, str], name: str, *words: str, **more: str) -> Command:
    """Return one of the bare programs called with these words."""
    return Command((own.python, str(HERE / f"{name}.py"), *words), {**environ, **more})


def list_start_works(own: Install, stand: Stand, environ: Mapping[str, str]) -> list[Work]:
    """Return what a start costs, beside a bare program."""
    floor, drawing = bare(own, environ, "bare", "one", "word"), bare(own, environ, "bare_rich", "one", "word")
    asked = {"COMP_WORDS": "enquiry\nsearch\n--tag\nread", "COMP_CWORD": "3"}
    offered = {"COMP_WORDS": "bare.py\non", "COMP_CWORD": "1"}
    typer, rich = "a bare Typer program", "a bare Typer program with Rich"
    completing = stand.call(own, "", changes=False, terminal=False, _ENQUIRY_COMPLETE="complete_bash", **asked)
    offering = bare(own, environ, "bare", **{"_BARE.PY_COMPLETE": "complete_bash"}, **offered)
    looks, few = ("status", "show 1", "timeline 1", f"search {RARE}"), stand.shape.entries <= 3_000
    return [
        Work("--version", stand.call(own, "--version"), typer, floor, 1.3),
        Work("-h", stand.call(own, "-h"), typer, bare(own, environ, "bare", "--help"), 1.3),
        Work("completing a tag", completing, typer, offering, 1.3),
        Work("reflect", stand.call(own, f"reflect {LINE}", changes=True), typer, floor, 1.5 if few else None),
        Work("note", stand.call(own, f"note {LINE}", changes=True), typer, floor, 1.6 if few else None),
        *(Work(name, stand.call(own, name), rich, drawing, 1.7 if few else None) for name in looks),
    ]


def list_peer_works(own: Install, stand: Stand, peer: Peer) -> list[Work]:
    """Return what is raced beside another program that has the same texts."""
    reflect, many = stand.call(own, f"reflect {LINE}", changes=True), stand.shape.entries > 50_000
    if peer.name.startswith("jrnl"):
        searched = (f"search {RARE}", f"search {COMMON}")
        return [
            Work("reflect", reflect, f"{peer.name}, writing", peer.writing, 1 / 30),
            *(Work(line, stand.call(own, line), f"{peer.name}, by tag", peer.listing, 0.5) for line in searched),
        ]
    by_tag = stand.call(own, f"search --tag {TAG}")
    return [
        Work("reflect", reflect, f"{peer.name}, adding", peer.writing, 0.8 if many else 1.8),
        Work("search --tag", by_tag, f"{peer.name}, by tag", peer.listing, 2.0),
    ]


def list_revision_works(
    folder: Path, environ: Mapping[str, str], own: Install, other: Install, revision: str
) -> Iterator[Work]:
    """Yield what is raced beside another revision, each on a journal that makes it heavy."""
    shapes = (
        (Shape(3_600, 12, 300, 300, 6), (("status", 0.5),)),
        (Shape(26_000), (("undo --yes", 0.1), ("history", None))),
        (Shape(3_000, years=10), ((f"summary {ALWAYS}", 0.4),)),
        (Shape(4_000, tags=2_000), (("tags", 0.2), ("tags --similar", None))),
        (Shape(2_000, 2_000, 1, years=5), (("timeline 1", 0.4),)),
        (
            Shape(10_000),
            (
                *((f"summary --year 2005-06 -o {{out}}/year.{ending} --force", 0.7) for ending in ("docx", "pdf")),
                (f"search {COMMON} --all", None),
            ),
        ),
    )
    for shape, lines in shapes:
        stand = Stand(folder, shape, environ)
        rival = stand.fit(other)
        for line, reach in lines:
            changes = line.startswith("undo")
            pair = stand.call(own, line, changes=changes), rival.call(other, line, changes=changes)
            yield Work(f"{line.replace('{out}/', '')}, {shape.name}", pair[0], revision, pair[1], reach)


def time_calls(
    stand: Stand, own: Install, runs: int, terminals: tuple[bool, ...] = (False, True)
) -> Iterator[tuple[str, float]]:
    """Yield the least seconds of processor that each call of the program takes, in a pipe and at a terminal."""
    for line, changes in list_calls():
        for terminal in terminals:
            if line.startswith("redo"):
                continue  # it needs an undo before it; the two cost the same
            command = stand.call(own, line, changes=changes, terminal=terminal)
            yield f"{line}{', at a terminal' if terminal else ''}", min(run(command).cpu for _ in range(runs))
