"""`replay`: what was known at each decision, as a person, a pipe and a program get it, and the question at its end."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from enquiry.__main__ import main
from enquiry.cli.session import Session
from tests.answers.schemas import validator
from tests.conftest import NOW, Home, Ran, Stream, made_once


def later(days: float) -> dict[str, Any]:
    return {"now": NOW + timedelta(days=days)}


@pytest.fixture
@made_once
def lived(home: Home) -> Home:
    """A home with a cycle that was reviewed twice: evidence was typed late, edited, removed and undone since."""
    home.ok("start", "What happens when I wait?", "--hunch", "They need time.", "--success", "longer answers")
    home.ok("evidence", "two of the class spoke", **later(1))
    home.ok("act", "I count to three", **later(2))
    home.ok("evidence", "the quiet table began", "--direction", "contradicts", **later(3))
    home.ok("review", "It works.", "--decision", "continue", "--because", "more of them speak", **later(4))
    home.ok("evidence", "a visitor saw nothing change", "--on", "2026-02-05", **later(6))
    home.ok("edit", "1.3", "the quiet table began to answer", **later(7))
    home.ok("edit", "1", "--hunch", "They need a partner.", **later(7))
    home.ok("reflect", "a hasty line", **later(8))
    home.ok("review", "Not for all.", "--decision", "adapt", "--because", "four still wait", **later(9))
    home.ok("remove", "1.6", **later(10))
    home.ok("edit", "1.7", "--decision", "stop", **later(11))
    return home


def read(home: Home, *argv: str) -> list[dict[str, Any]]:
    answer = json.loads(home.ok("replay", *argv, "--json", **later(20)))
    validator("replay").validate(answer)
    decisions: list[dict[str, Any]] = answer["decisions"]
    return decisions


def name_known(decision: dict[str, Any]) -> list[str]:
    return [one["entry"]["name"] for one in decision["known"]]


def test_each_decision_has_what_was_recorded_by_then_in_the_words_of_then(lived: Home) -> None:
    first, second, anew = read(lived, "1")
    assert name_known(first) == ["1.1", "1.2", "1.3"]
    assert first["known"][2]["entry"]["text"] == "the quiet table began"
    assert [(one["before"], one["after"]) for one in first["known"][2]["changes"]] == [
        ("the quiet table began", "the quiet table began to answer")
    ]
    assert [(one["entry"]["name"], one["came"], one["how"]) for one in first["later"]] == [("1.5", "2026-02-09", "")]
    assert (first["hunch"], second["hunch"]) == ("They need time.", "They need a partner.")
    assert [one["entry"]["name"] for one in second["known"] if one["fresh"]] == ["1.5", "1.3"]
    assert second["gone"] == [{"name": "1.6", "kind": "reflection", "became": "removed"}]
    assert (second["review"]["decision"], anew["review"]["decision"]) == ("adapt", "stop")
    assert [one["after"] for one in second["changes"]] == ["stop"]
    assert {one["told_by"] for one in (first, second, anew)} == {"steps"}


def test_the_hunch_and_signs_are_those_of_the_first_action_and_their_changes_follow(lived: Home) -> None:
    expected = json.loads(lived.ok("replay", "1", "--json"))["expected"]
    assert (expected["action"]["name"], expected["hunch"]) == ("1.2", "They need time.")
    assert [sign["text"] for sign in expected["success"]] == ["longer answers"]
    [changed] = expected["changes"]
    assert (changed["on"], changed["change"]["after"]) == ("2026-02-10", "They need a partner.")


def test_what_is_forgotten_undone_or_done_again_is_not_told_as_though_it_stood(lived: Home) -> None:
    lived.ok("undo", "--yes", **later(12))
    assert [one["review"]["decision"] for one in read(lived, "1")] == ["continue", "adapt"]
    lived.ok("redo", "--yes", **later(12))
    assert len(read(lived, "1")) == 3
    lived.ok("forget", "1.3", "--confirm", "forget", **later(13))
    told = lived.ok("replay", "1", "--json", **later(20))
    assert "quiet table" not in told
    assert {"name": "1.3", "kind": "evidence", "became": "forgotten"} in json.loads(told)["decisions"][0]["gone"]


def test_what_came_in_one_piece_is_told_by_its_moments_and_said_to_be(lived: Home, tmp_path: Any) -> None:
    lived.ok("export", "-o", str(tmp_path / "all.json"), "--names-are-fine")
    lived.journal.unlink()
    lived.ok("start", "Another?", **later(30))
    lived.ok("import", str(tmp_path / "all.json"), **later(31))
    first, second = read(lived, "2")
    assert name_known(first) == ["2.1", "2.2", "2.3"]
    assert first["known"][2]["entry"]["text"] == "the quiet table began to answer"  # as it came
    assert {first["told_by"], second["told_by"]} == {"moments"}
    assert [(one["entry"]["name"], one["came"]) for one in first["later"]] == [("2.5", "2026-02-09")]
    told = " ".join(lived.ok("replay", "2").split())
    assert "came in one piece, with step 2" in told
    assert "can't be told" in told


def test_a_cycle_without_a_review_says_so_and_a_closing_is_a_decision(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    told = home.run("replay")
    assert "Nothing has been decided in it yet." in told.out
    assert "enquiry review -c 1" in told.err
    assert home.run("replay", "1", "--answer", "yes").code == 2
    home.ok("note", "loud today", **later(1))
    home.ok("close", "--because", "the class has gone", **later(2))
    home.ok("file", "n1", "-c", "1", **later(3))
    [closed] = read(home, "1")
    assert (closed["turned"], closed["because"], closed["review"]) == ("closed", "the class has gone", None)
    assert closed["later"][0]["how"] == "it waited in the inbox as n1 then"


def at_terminal(home: Home, answers: str, *argv: str, days: float = 20, columns: int = 80) -> Ran:
    source, out, err = Stream(answers), Stream(), Stream()
    source.tty = out.tty = True
    environ = {**home.environ, "COLUMNS": str(columns), "NO_COLOR": "1"}
    code = main(
        ["replay", "--no-pager", *argv], Session(source, out, err, environ, clock=lambda: NOW + timedelta(days=days))
    )
    return Ran(code, re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()), err.getvalue())


def test_its_one_question_is_kept_as_a_reflection_and_told_the_next_time(lived: Home) -> None:
    told = at_terminal(lived, "Yes, sooner.\n\n", "1")
    assert "Knowing only this, would I decide it again? (Enter skips; an" in told.err
    assert "Reflection 1.8 added to 1" in told.err
    again = at_terminal(lived, "", "1", days=21)
    assert "would I decide it again? You wrote on 23 February 2026:\n  Yes, sooner." in again.out
    assert "Enter skips" not in again.err
    lived.ok("reopen", "1", **later(22))
    assert "Enter skips" in at_terminal(lived, "", "1", days=23).err


def test_passed_over_it_is_not_asked_again_and_can_be_answered_in_a_line(lived: Home) -> None:
    assert "Enter skips" in at_terminal(lived, "\n", "1").err
    assert "Enter skips" not in at_terminal(lived, "\n", "1").err
    assert "Reflection 1.8" in lived.run("replay", "1", "--answer", "No.").err
    lived.ok("edit", "1.8", "No, and yes.")
    entry = json.loads(lived.ok("show", "1.8", "--json"))["entry"]
    asked = "Knowing only this, would I decide it again?"
    assert [(part["asked"], part["text"]) for part in entry["parts"]] == [(asked, "No, and yes.")]


def test_its_answer_moves_neither_the_last_day_of_a_closed_cycle_nor_its_pulse(lived: Home) -> None:
    def look() -> Any:
        [listed] = json.loads(lived.ok("list", "--all", "--json", **later(400)))["cycles"]
        return listed["last_on"], lived.ok("pulse", "1", "--plain", **later(400)).split("reflection")[0]

    before = look()
    lived.ok("replay", "1", "--answer", "No.", **later(400))
    assert look() == before
    lived.ok("reflect", "it goes on all the same", "-c", "1", **later(400))
    assert look()[0] > before[0]


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
def test_it_fits_the_screen_and_is_told_whole_in_plain_lines(lived: Home, columns: int) -> None:
    told = at_terminal(lived, "", "1", "--no-input", columns=columns)
    assert max(map(len, told.out.splitlines())) <= columns
    assert "the quiet table began" in " ".join(told.out.split())
    plain = lived.ok("replay", "1", "--plain")
    for line in (
        "decision: continue",
        "new, written by then: 2026-02-06 1.3 disagrees: the quiet table began",
        "told by: steps",
    ):
        assert line in plain.splitlines()


def test_a_question_that_a_decision_put_better_was_not_asked_before_it(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("act", "waited", "-c", "1")
    refined = ("--refine", "What do they need to know about the silence?")
    home.ok("review", "not everybody", "--decision", "adapt", "--because", "it puzzled them", *refined)
    [decision] = read(home, "1")
    assert decision["question"] == "What happens when I wait?"
