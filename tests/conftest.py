"""What all tests share: a run of the program in a home of its own, builders of values, drawings as text, snapshots."""

import functools
import io
import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.console import Console, RenderableType
from rich.theme import Theme

from enquiry.__main__ import main
from enquiry.cli.session import Session
from enquiry.dates.calendar import Calendar
from enquiry.model.belief import Belief, BeliefVersion
from enquiry.model.choices import EntryKind, Privacy
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.record import generate_id
from enquiry.presets import load_shipped_calendar
from enquiry.views.theme import STYLES
from tests.pretend_editor import PretendEditor

for _signal in (signal.SIGINT, *([signal.SIGHUP] if os.name == "posix" else [])):
    if signal.getsignal(_signal) is signal.SIG_IGN:  # as in the background; what a test starts is to be stopped
        signal.signal(_signal, signal.default_int_handler if _signal is signal.SIGINT else signal.SIG_DFL)

NOW = datetime(2026, 2, 3, 16, 30, tzinfo=UTC)
SNAPSHOTS = Path(__file__).parent / "snapshots"


class Ran(NamedTuple):
    """What a run of the program left: its exit code and both streams."""

    code: int
    out: str
    err: str


class Home:
    """A home of its own, and the program run in it: `home.run("reflect", "they drew it first")`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal.json"
        self.environ = {"ENQUIRY_JOURNAL": str(self.journal), "COLUMNS": "80"}

    def run(
        self, *argv: str, stdin: str = "", tty: bool = False, columns: int = 0, now: datetime = NOW, **environ: str
    ) -> Ran:
        """Run the program; `tty` says that a person types, `columns` that messages go to a terminal of that width."""
        source, out, err = Stream(stdin), Stream(), Stream()
        source.tty, err.tty = tty, err.tty or bool(columns)
        environ |= {"COLUMNS": str(columns), "NO_COLOR": environ.get("NO_COLOR", "1")} if columns else {}
        session = Session(source, out, err, {**self.environ, **environ}, clock=lambda: now)
        code = main(list(argv), session)
        return Ran(code, out.getvalue(), err.getvalue())

    def ok(self, *argv: str, **kwargs: Any) -> str:
        """Run what must succeed, and return its standard output."""
        ran = self.run(*argv, **kwargs)
        assert ran.code == 0, ran.err
        return ran.out


def made_once(build: Callable[[Home], Home]) -> Callable[[Home], Home]:
    """Return a fixture that runs its commands once in each process and copies the journal and settings afterwards.

    Backups and the earlier version lie in the state folder and are not copied.
    """
    made: dict[Path, bytes] = {}

    @functools.wraps(build)
    def copy(home: Home) -> Home:
        if not made:
            build(home)
            kept = [path for path in home.folder.rglob("*") if path.is_file()]
            made.update({path.relative_to(home.folder): path.read_bytes() for path in kept})
            shutil.rmtree(home.folder / "state", ignore_errors=True)  # as in all copies
            return home
        for name, content in made.items():
            if name.parts[0] != "state":
                (home.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (home.folder / name).write_bytes(content)
                (home.folder / name).chmod(0o600)
        return home

    return copy


class Stream(io.StringIO):
    """A stream that may claim to be a terminal."""

    tty = False

    def isatty(self) -> bool:
        return self.tty


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in a folder of its own; nothing outside it is read or written."""
    for name in [name for name in os.environ if name.startswith("ENQUIRY_")]:
        monkeypatch.delenv(name)
    for variable, folder in (("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    return Home(tmp_path)


def cycle_id(number: int) -> str:
    """Return the id of the cycle that `a_cycle` makes for a number."""
    return generate_id(NOW, number.to_bytes(10, "big"))


def entry_id(name: str) -> str:
    """Return the id of the entry that `an_entry` makes for a name, such as 7.4."""
    return generate_id(NOW, f"e{name}".encode().ljust(10))


def a_cycle(number: int = 1, question: str = "What happens when I wait?", **fields: Any) -> Cycle:
    """Return a cycle with a question, open since 1 September 2025 unless said otherwise.

    `grew_from` may be given as the number of a cycle that this makes.
    """
    if isinstance(fields.get("grew_from"), int):
        fields["grew_from"] = cycle_id(fields["grew_from"])
    on = fields.pop("on", date(2025, 9, 1))
    defaults = {"id": cycle_id(number), "recorded_at": NOW, "number": number}
    questions = (Question(text=question, on=on),)
    return Cycle(**{**defaults, "questions": questions, **fields})


def an_entry(
    kind: EntryKind | str, on: date, text: str = "something", *, cycle: int = 1, number: int = 1, **fields: Any
) -> AnyEntry:
    """Return an entry of a kind, dated and recorded on a day unless said otherwise."""
    name = f"{cycle}.{number}"
    defaults = {
        "id": entry_id(name),
        "recorded_at": datetime(on.year, on.month, on.day, 16, tzinfo=UTC),
        "cycle": cycle_id(cycle),
        "name": name,
        "happened_on": on,
        "text": text,
    }
    return ENTRY_CLASSES[EntryKind(kind)](**{**defaults, **fields})


def a_note(number: int = 1, text: str = "a line", **fields: Any) -> LooseNote:
    """Return a note in the inbox."""
    defaults = {"id": generate_id(NOW, f"n{number}".encode().ljust(10)), "recorded_at": NOW, "happened_on": NOW.date()}
    return LooseNote(**{**defaults, "name": f"n{number}", "text": text, **fields})


def a_belief(number: int = 1, text: str = "Waiting helps.", **fields: Any) -> Belief:
    """Return a belief, on trial since 1 September 2025 unless its versions are given."""
    on = fields.pop("on", date(2025, 9, 1))
    at = datetime(on.year, on.month, on.day, 16, tzinfo=UTC)
    defaults = {"id": generate_id(NOW, f"d{number}".encode().ljust(10)), "recorded_at": at, "number": number}
    return Belief(**{**defaults, "versions": (BeliefVersion(text=text, on=on, at=at),), **fields})


def a_gift(number: int = 1, to: str = "stage partner", **fields: Any) -> Gift:
    """Return a gift in the register, to a critical friend, of a cycle 1 unless said otherwise."""
    defaults = {"id": generate_id(NOW, f"g{number}".encode().ljust(10)), "recorded_at": NOW, "as_at": NOW.date()}
    defaults |= {
        "reader": "friend",
        "circle": Privacy.CRITICAL_FRIEND,
        "cycles": (cycle_id(1),),
        "file": "exchange.docx",
    }
    return Gift(**{**defaults, "name": f"g{number}", "to": to, **fields})


def scotland() -> Calendar:
    """Return the calendar of Scotland as it comes with the program."""
    return load_shipped_calendar("scotland")


def a_journal(*cycles: Cycle, **fields: Any) -> Journal:
    """Return a journal of some cycles."""
    return Journal(cycles=cycles, **fields)


def render(drawing: RenderableType, width: int = 80, *, color: bool = False) -> str:
    """Return a drawing as text of a fixed width, without trailing spaces."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, theme=Theme(STYLES, inherit=False), force_terminal=color, markup=False)
    console.print(drawing)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compare a text with the file kept under its name; `SNAPSHOTS=write` keeps what is given instead."""

    def compare(text: str, name: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        if os.environ.get("SNAPSHOTS") == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no snapshot {path.name}: run with SNAPSHOTS=write and look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Note a figure that a proof has measured; all of them are printed when the run ends."""
    return lambda words: record_property("figure", words)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures that were measured, so that the README can carry them."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    found = [words for report in reports for name, words in getattr(report, "user_properties", ()) if name == "figure"]
    if found:
        terminalreporter.section("what was measured")
        for words in sorted(set(found)):
            terminalreporter.write_line(words)


@pytest.fixture
def editor(home: Home, tmp_path: Path) -> PretendEditor:
    """A pretend editor, named in a home with one cycle."""
    pretend = PretendEditor(tmp_path / "pretend")
    home.environ["ENQUIRY_EDITOR"] = pretend.command
    home.ok("start", "What happens when I wait?", "--quiet")
    return pretend
