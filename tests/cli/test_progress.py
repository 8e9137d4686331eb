"""Long work says how far it is: after a second, at a terminal, and never where nobody would read it."""

import json
import re

import pytest

from enquiry.__main__ import main
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.views.progress import format_progress_line
from tests.conftest import Home, Stream


class Clock:
    """Seconds that go by at each look."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Work whose every piece takes half a second."""
    clock = Clock(0.5)
    monkeypatch.setattr("enquiry.cli.progress.monotonic", clock)
    return clock


def at_terminal(width: int = 80) -> Session:
    err = Stream()
    err.tty = True
    session = Session(Stream(), Stream(), err, {"COLUMNS": str(width), "TERM": "xterm"})
    session.began = 0
    return session


def worked(session: Session, things: int = 10) -> list[str]:
    """Do some work that is followed, and return the lines that were drawn or said."""
    with track_progress(session, "Writing the notes", "files") as follow:
        assert list(follow(range(things))) == list(range(things))
    said = session.stderr.getvalue()  # type: ignore[attr-defined]
    return [line.strip() for line in re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said)) if line.strip()]


def test_a_bar_says_how_many_how_fast_and_how_long_still(slow: Clock) -> None:
    drawn = worked(at_terminal())
    assert drawn[0].startswith("Writing the notes ━")
    assert any(re.fullmatch(r"Writing the notes [━╸╺]+ 5 of 10 files, 2/s, 3 s left", line) for line in drawn)
    assert all(len(line) <= 80 for line in drawn)


def test_a_narrow_terminal_gets_the_words_alone(slow: Clock) -> None:
    assert "Writing the notes 5 of 10 files, 2/s, 3 s left" in worked(at_terminal(60))


def test_the_line_is_taken_away_and_the_cursor_shown_again_whatever_happens(slow: Clock) -> None:
    session = at_terminal()

    def work() -> None:
        with track_progress(session, "Writing", "files") as follow:
            assert [10 // (6 - number) for number in follow(range(10))]

    with pytest.raises(ZeroDivisionError):
        work()
    said = session.stderr.getvalue()  # type: ignore[attr-defined]
    assert said.rindex("\x1b[?25h") > said.rindex("\x1b[?25l")
    assert said.endswith("\x1b[2K")


def test_one_piece_of_work_after_another_has_a_bar_each(slow: Clock) -> None:
    session = at_terminal()
    with track_progress(session, "Searching", "entries") as follow:
        assert [list(follow(range(n))) for n in (6, 8)] == [list(range(6)), list(range(8))]
    said = session.stderr.getvalue()  # type: ignore[attr-defined]
    assert "of 6 entries" in said
    assert "of 8 entries" in said
    assert said.count("\x1b[?25l") == said.count("\x1b[?25h") == 2


def test_nothing_is_said_of_work_that_is_done_in_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiry.cli.progress.monotonic", Clock(0.05))
    assert worked(at_terminal(), 15) == []


@pytest.mark.parametrize("silent", ["no terminal", "quiet"])
def test_nothing_is_said_where_nobody_reads_it_or_wants_it(silent: str, slow: Clock) -> None:
    session = at_terminal()
    if silent == "quiet":
        session.quiet = True
    else:
        session.stderr.tty = False  # type: ignore[attr-defined]
    assert worked(session) == []
    assert slow.now == 0


def test_in_plain_form_it_is_a_sentence_every_ten_seconds(slow: Clock) -> None:
    session = at_terminal()
    session.plain = True
    assert worked(session, 60) == [
        "Writing the notes: 1 of 60 files, 1 a second, 59 s left",
        "Writing the notes: 21 of 60 files, 2 a second, 21 s left",
        "Writing the notes: 41 of 60 files, 2 a second, 10 s left",
    ]


@pytest.mark.parametrize(
    ("far", "words"),
    [
        ((0, 9, 1.0), "Reading: 0 of 9 files"),
        ((1200, 4000, 3.0), "Reading: 1,200 of 4,000 files, 400 a second, 7 s left"),
        ((10, 10_000, 10.0), "Reading: 10 of 10,000 files, 1 a second, 167 min left"),
        ((119, 239, 119.0), "Reading: 119 of 239 files, 1 a second, 2 min left"),
    ],
)
def test_how_far_it_is_in_words(far: tuple[int, int, float], words: str) -> None:
    assert format_progress_line("Reading", "files", *far) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("export", "Writing the journal"),
        ("export --format markdown -o new", "Making the notes"),
        ("export --format markdown -o new", "Writing the notes"),
        ("import notes", "Reading the notes"),
        ("import journal.export.json", "Reading the export"),
        ("import more.export.json", "Writing the journal"),
        ("doctor", "Reading the backups"),
        ("search drew", "Searching"),
    ],
)
def test_the_commands_whose_work_grows_say_how_far_they_are(
    line: str, words: str, home: Home, slow: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.folder)
    kept(home)
    out, err = Stream(), Stream()
    err.tty = True
    session = Session(Stream(), out, err, {**home.environ, "TERM": "xterm", "ENQUIRY_TODAY": "2026-02-03"})
    session.began = 0
    assert main([*line.split(), "--plain"], session) in (0, 1)
    assert re.search(rf"^{words}: [0-9]+ of [0-9]+ (cycles|files|entries|records)", err.getvalue(), re.MULTILINE)


def kept(home: Home) -> None:
    """Write six cycles down, one by one, and hand them over in every form."""
    for number in range(1, 7):
        home.ok("start", f"What happens when I wait {number} seconds?")
        home.ok("reflect", "They drew it first.")
    home.ok("export", "--format", "markdown", "-o", "notes")
    home.ok("export", "-o", "journal.export.json")
    more = json.loads((home.folder / "journal.export.json").read_bytes())
    for cycle in more["cycles"]:
        cycle["id"] = f"another-{cycle['number']}"
        for entry in cycle["entries"]:
            entry |= {"id": f"another-{entry['name']}", "cycle": cycle["id"]}
    (home.folder / "more.export.json").write_text(json.dumps(more))
