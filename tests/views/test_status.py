"""The home page: two lines a cycle, what rests in one, the sample and a second copy spoken of."""

import re
import shutil
from datetime import date
from typing import Any

import pytest

from enquiry.dates.period import ONE_DAY
from enquiry.insight.status import AsideCycle, CycleRow, Status, build_cycle_row
from enquiry.model.choices import CycleState, Decision
from enquiry.model.journal import Journal
from enquiry.views.status import draw_status, format_status_lines
from enquiry.views.theme import RenderOptions
from tests.conftest import Home, a_cycle, an_entry, render

TODAY = date(2026, 2, 3)
THOUGHT = "They drew it before they reached for the blocks, and the four at the window table spoke first."


def a_row(*, days: int = 0, **fields: Any) -> CycleRow:
    entry = an_entry("review", TODAY - ONE_DAY * days, decision=Decision.ADAPT)
    cycle = a_cycle(7, entries=(entry,), **fields)
    return build_cycle_row(cycle, Journal())._replace(thought=THOUGHT, due="due a look since 2 Feb", current=True)


def page(*rows: CycleRow, width: int = 80, **fields: Any) -> str:
    now = Status(TODAY, "2025-26", "session", 25, (), rows, 0, empty=False)._replace(**fields)
    return render(draw_status(now, RenderOptions(width)), width)


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_cycle_takes_two_lines(width: int) -> None:
    _, _, question, facts, *rest = page(a_row(), width=width).splitlines()
    assert question == "▸ 7 · What happens when I wait?"
    assert facts.startswith("      due a look since 2 Feb · last today · ")
    assert facts.endswith("…”") or "spoke first.”" in facts
    assert rest == []
    assert (" · decided to adapt · " in facts) is (width > 80)


@pytest.mark.parametrize("width", [34, 45, 60])
def test_on_a_narrow_screen_the_thought_stands_beneath_and_no_word_is_broken(width: int) -> None:
    drawn = page(a_row(), width=width)
    assert all(len(line) <= width for line in drawn.splitlines())
    assert re.search(r"(?m)^ +“They drew it .*…”$", drawn)
    words = re.findall(r"\w+", THOUGHT)
    assert all(word in words for word in re.findall(r"\w+", drawn.partition("“")[2]))


@pytest.mark.parametrize(("days", "words"), [(0, "last today"), (1, "last yesterday"), (2, "last on 1 Feb")])
def test_when_it_was_last_written_to_is_said_as_people_do(days: int, words: str) -> None:
    assert words in page(a_row(days=days))
    assert "last on 30 Dec 2025" in page(a_row(days=35))


def test_what_rests_is_told_in_one_line_and_the_current_one_stands_above() -> None:
    resting = (
        AsideCycle(a_cycle(2), "paused", date(2025, 12, 1)),
        AsideCycle(a_cycle(3), "paused", TODAY, until=date(2026, 4, 20)),
        AsideCycle(a_cycle(4), "promised", date(2026, 5, 12)),
    )
    drawn = page(a_row(), aside=resting)
    assert drawn.endswith(
        "Paused: 2 (since 1 Dec 2025) and 3 (since 3 Feb, until 20 Apr)\nPromised: 4 (a look on 12 May)\n"
    )
    paused = a_row(state=CycleState.PAUSED)
    told = page(paused, aside=(AsideCycle(paused.cycle, "paused", TODAY),))
    assert "      paused · due a look since 2 Feb" in told
    assert "Paused:" not in told
    promised = a_row()._replace(current=False)
    assert "What happens" not in page(promised, aside=(AsideCycle(promised.cycle, "promised", TODAY),))


def test_plain_lines_say_the_same() -> None:
    resting = (AsideCycle(a_cycle(2), "paused", date(2025, 12, 1)),)
    now = Status(TODAY, "2025-26", "session", 25, (), (a_row(),), 0, empty=False, aside=resting, sample="primary")
    lines = list(format_status_lines(now))
    assert {"sample: primary", "paused: 2, since 2025-12-01", "due: due a look since 2 Feb"} <= {*lines}
    assert lines[-1] == f"last thought: {THOUGHT}"


def test_the_sample_is_marked_as_one(home: Home) -> None:
    assert "This is the sample journal “primary”" in home.ok("demo")
    path = home.folder / "data" / "enquiry" / "demo" / "primary.json"
    assert "This is the sample journal “primary”" in home.ok("--journal", str(path))
    shutil.copy(path, home.journal)
    assert "sample" not in home.ok()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("journal (conflicted copy).json", True),
        ("journal.sync-conflict-20260203-163000-ABCDEFG.json", True),
        ("journal-LAPTOP.json", True),
        ("journal.json.bak", False),
        ("else.json", False),
    ],
)
def test_a_second_copy_beside_the_journal_is_spoken_of(home: Home, name: str, told: bool) -> None:
    home.ok("note", "a line")
    shutil.copy(home.journal, home.folder / name)
    said = home.ok()
    assert (f"“{name}” beside the" in said.replace("\n", " ") and "enquiry merge" in said) is told


def test_another_journal_beside_the_journal_is_no_copy_of_it(home: Home) -> None:
    home.ok("note", "a line")
    home.ok("note", "of a team", "--journal", str(home.folder / "journal2.json"))
    assert "beside" not in home.ok()
    shutil.copy(home.journal, home.folder / "journal3.json")  # though a copy stands after it
    assert "“journal3.json” beside the" in home.ok()
