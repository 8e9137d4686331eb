"""`--about`: evidence and reflections that speak of an entry go to its cycle, and stand beneath it."""

import json
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def two(home: Home) -> Home:
    """Two cycles: 1.1 was done, 2 is the current one."""
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01", "--quiet")
    home.ok("act", "I count to three.", "--on", "2025-09-02", "--quiet")
    home.ok("reflect", "It is long.", "--on", "2026-01-20", "--quiet")
    home.ok("start", "Who asks?", "--on", "2026-01-12", "--quiet")
    return home


def entry(home: Home, *argv: str) -> Any:
    return json.loads(home.ok(*argv, "--json"))["entry"]


def test_without_a_cycle_it_goes_to_that_of_what_it_speaks_of(two: Home) -> None:
    assert (entry(two, "reflect", "--about", "1.1", "aloud")["name"], two.run("show", "1.3").code) == ("1.3", 0)
    elsewhere = entry(two, "evidence", "--about", "1.1", "-c", "2", "they count too")
    assert (elsewhere["name"], elsewhere["about"]) == ("2.1", "1.1")
    shown = two.ok("show", "1.1")
    assert shown.index("aloud") < shown.index("they count too")
    assert "about: 1.1" in shown


def test_it_can_be_said_later_and_taken_back(two: Home) -> None:
    two.ok("edit", "1.2", "--about", "1.1")
    assert entry(two, "show", "1.2")["about"] == "1.1"
    two.ok("edit", "1.2", "--about", "")
    assert entry(two, "show", "1.2")["about"] == ""


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["reflect", "--about", "1.9", "x"], 3, "Cycle 1 has no entry 1.9."),
        (["reflect", "--about", "1", "x"], 2, "“1” names no entry of a cycle."),
        (["reflect", "--about", "nowhere", "x"], 3, "No cycle's question holds “nowhere”."),
        (["edit", "1.2", "--about", "1.2"], 2, "It would speak of itself"),
        (["edit", "1.1", "--about", "1.2"], 2, "--about does not belong to an action."),
        (["act", "--about", "1.1", "x"], 2, "enquiry act has no option “--about”."),
    ],
)
def test_what_it_can_not_be_about(two: Home, argv: list[str], code: int, words: str) -> None:
    ran = two.run(*argv)
    assert (ran.code, words in ran.err) == (code, True), ran.err


def test_two_entries_can_not_be_about_each_other(two: Home) -> None:
    two.ok("reflect", "--about", "1.2", "so it is")
    assert "speaks of it" in two.run("edit", "1.2", "--about", "1.3").err


def test_on_the_timeline_it_stands_beneath_with_its_own_day_and_breaks_the_silence(two: Home) -> None:
    two.ok("reflect", "--about", "1.1", "aloud", "--on", "2025-11-03", "--quiet")
    line = two.ok("timeline", "1", "--plain")
    assert line.index("I count to three.") < line.index("aloud") < line.index("It is long.")
    assert "day: 2025-11-03\nwhat: reflection 1.3\non: 1.1\ntext: aloud" in line
    assert line.count("silence:") == 2
    marks = json.loads(two.ok("timeline", "1", "--json"))["marks"]
    assert {one["entry"]: one["about"] for one in marks if one.get("entry")} == {"1.1": None, "1.2": None, "1.3": "1.1"}


def test_a_review_has_it_beneath_and_says_what_it_is_on(two: Home) -> None:
    two.ok("reflect", "--about", "1.1", "aloud", "--on", "2025-11-03", "--quiet")
    ran = two.run("review", "1", stdin="\n" * 12, tty=True)
    seen = ran.out
    assert seen.index("I count to three.") < seen.index("aloud") < seen.index("It is long.")
    assert "reflection on 1.1" in seen


def test_without_what_it_speaks_of_it_stands_by_itself(two: Home) -> None:
    two.ok("reflect", "--about", "1.1", "aloud", "--quiet")
    two.ok("remove", "1.1")
    assert "aloud" in two.ok("show", "1")
    assert "aloud" in two.ok("timeline", "1")
    assert json.loads(two.ok("export"))["cycles"][0]["entries"][-1]["about"] == ""


def test_of_several_that_speak_of_something_removed_it_is_said_of_all(two: Home) -> None:
    two.ok("reflect", "aloud", "--about", "1.1")
    two.ok("reflect", "or in writing", "--about", "1.1")
    assert " speak of it, and stay.\n" in two.run("remove", "1.1").err


def test_what_speaks_of_something_removed_says_so(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "15 of 30 spoke")
    home.ok("reflect", "so they need time", "--about", "1.1")
    home.ok("reflect", "do they", "--about", "1.2")
    assert "\n1.2 speaks of it, and stays.\n" in home.run("remove", "1.1").err
    assert "1.1, which was removed" in home.ok("show", "1.2")
    assert "about: 1.2\n" in home.ok("show", "1.3", "--plain")
    home.ok("review", "--decision", "embed")
    shown = home.ok("show", "1.4")
    assert not shown.endswith("\n\n")
    home.ok("refine", "What do they say when I wait?")
    assert "after 1.4 review · embed" in home.ok("show", "--question", "1")
