"""The year's priorities: up to three in the journal, and the words of one in each cycle that serves it."""

import json

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("config", "priorities", "Talk before writing", "Talk at home", "Boats")
    return home


def test_up_to_three_are_set_shown_and_taken_away(begun: Home) -> None:
    assert begun.ok("config", "priorities", "--plain") == "priorities: Talk before writing; Talk at home; Boats\n"
    assert json.loads(begun.ok("config", "priorities", "--json"))["settings"] == {
        "priorities": ["Talk before writing", "Talk at home", "Boats"]
    }
    ran = begun.run("config", "priorities", "a", "b", "c", "d")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "Four priorities are more than three: “a”, “b”, “c”, “d”.")
    assert begun.run("config", "priorities", "Boats", "boats").err.startswith("The priority “Boats” was given twice.")
    told = begun.run("config", "priorities", "Reading")
    assert told.err.splitlines()[0] == "Priority 1: Reading"
    begun.ok("undo")
    assert "Talk at home" in begun.ok("config", "priorities")
    assert begun.run("config", "priorities", "--unset").err == "There are no priorities now.\n"
    assert begun.run("edit", "1", "--priority", "1").err.startswith("The journal has no priorities yet")


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("3", 0, "Boats"),
        ("talk b", 0, "Talk before writing"),
        ("BOATS", 0, "Boats"),
        ("talk", 4, "“talk” fits two priorities."),
        ("4", 3, "There is no priority 4."),
        ("boots", 3, "No priority begins with “boots”. Did you mean Boats?"),
    ],
)
def test_a_cycle_names_one_by_its_number_or_its_beginning(begun: Home, typed: str, code: int, words: str) -> None:
    ran = begun.run("edit", "1", "--priority", typed)
    assert ran.code == code
    if code:
        assert ran.err.splitlines()[0] == words
    else:
        assert f"priority: {words}\n" in begun.ok("show", "1", "--plain")


def test_what_is_renamed_or_taken_away_while_a_cycle_names_it_stands_and_is_said(begun: Home) -> None:
    begun.ok("start", "And boats?", "--priority", "boats")
    told = begun.run("config", "priorities", "Reading").err
    assert "Cycle 2 still names “Boats”: enquiry edit 2 --priority …" in told
    assert "priority: Boats\n" in begun.ok("show", "2", "--plain")
    begun.ok("act", "a boat")
    assert "Boats (a priority before)" in begun.ok("year")
    begun.ok("edit", "2", "--priority", "")
    assert "priority" not in begun.ok("show", "2", "--plain")


def test_one_that_comes_of_what_a_cycle_grew_from_is_shown_as_that(begun: Home) -> None:
    begun.ok("edit", "1", "--priority", "3")
    begun.ok("start", "And boats?", "--grew-from", "1")
    assert "priority: Boats (of what it grew from)\n" in begun.ok("show", "2", "--plain")
    begun.ok("edit", "2", "--priority", "1")
    assert "of what it grew from" not in begun.ok("show", "2")
