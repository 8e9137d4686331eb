"""Which cycle is meant when none is named, and how cycles, entries and notes are named."""

import json
import re
from datetime import timedelta

import pytest

from tests.conftest import NOW, Home, made_once


@pytest.fixture
@made_once
def two(home: Home) -> Home:
    """A home with two open cycles, the second of them current."""
    home.ok("start", "What happens when I wait?", "--quiet")
    home.ok("start", "What happens when they draw?", "--quiet")
    return home


def cycle_of(home: Home, *argv: str) -> int:
    """Write something, and return the number of the cycle it went to."""
    number: int = json.loads(home.ok(*argv, "--json"))["entry"]["cycle"]
    return number


# The current cycle


def test_writing_goes_to_the_cycle_started_last(two: Home) -> None:
    assert cycle_of(two, "reflect", "x") == 2


def test_use_makes_another_the_current_one(two: Home) -> None:
    two.ok("use", "1")
    assert cycle_of(two, "reflect", "x") == 1
    assert cycle_of(two, "reflect", "x", "-c", "2") == 2
    assert cycle_of(two, "reflect", "x") == 1


def test_without_a_current_one_the_only_open_cycle_is_meant(two: Home) -> None:
    two.ok("close")
    assert cycle_of(two, "reflect", "x") == 1


def test_with_several_open_and_none_current_it_is_asked_for(two: Home) -> None:
    two.ok("start", "A third?")
    two.ok("close", "3")
    before = two.journal.read_bytes()
    for argv in (("reflect", "x"), ("close",), ("refine", "x"), ("show",), ("timeline",)):
        ran = two.run(*argv)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.splitlines() == [
            "No cycle is the current one.",
            "Name it with -c 1, or make one current: enquiry use 1",
        ]
    assert two.journal.read_bytes() == before


def test_with_no_cycle_at_all_the_first_step_is_told(home: Home) -> None:
    ran = home.run("refine", "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("There is no cycle yet.\n")
    assert "enquiry start" in ran.err
    assert not home.journal.exists()


def test_with_every_cycle_closed_one_must_be_named(two: Home) -> None:
    two.ok("close")
    two.ok("close")
    assert two.run("reflect", "x").code == 2
    ran = two.run("reflect", "a late thought", "-c", "2")
    assert ran.code == 0
    assert ran.err == "Reflection 2.1 added to 2 · What happens when they draw? (closed)\n"


def test_a_paused_cycle_is_said_to_be_paused(two: Home) -> None:
    assert "(paused)" in two.run("review", "--decision", "pause").err
    assert "(paused)" in two.run("reflect", "x").err
    later = NOW + timedelta(hours=1)
    assert "(paused)" not in two.run("review", "--decision", "continue", now=later).err


def test_removing_the_current_cycle_leaves_none_current(two: Home) -> None:
    two.ok("remove", "2")
    assert cycle_of(two, "reflect", "x") == 1
    assert json.loads(two.ok("export"))["settings"]["current"] is None


def test_the_current_cycle_is_marked_in_the_list(two: Home) -> None:
    listed = json.loads(two.ok("list", "--json"))["cycles"]
    assert [(cycle["number"], cycle["current"]) for cycle in listed] == [(1, False), (2, True)]
    assert "cycle: 2 (current)" in two.ok("list", "--plain")
    assert "▸  2 What happens when they draw?" in two.ok("list")


# Naming a cycle


@pytest.mark.parametrize("name", ["1", " 1 ", "wait", "WAIT", "when i w", "What happens when I wait?"])
def test_a_cycle_is_named_by_its_number_or_enough_of_its_question(two: Home, name: str) -> None:
    assert cycle_of(two, "reflect", "x", "-c", name) == 1


def test_an_earlier_question_names_its_cycle_too(two: Home) -> None:
    two.ok("refine", "In what ways do three seconds matter?", "-c", "1")
    assert cycle_of(two, "reflect", "x", "-c", "wait") == 1
    assert cycle_of(two, "reflect", "x", "-c", "three seconds") == 1


@pytest.mark.parametrize(
    "argv",
    [
        ("reflect", "x", "-c", "what happens"),
        ("use", "what happens"),
        ("show", "happens when"),
        ("close", "happens"),
        ("search", "x", "-c", "happens"),
        ("timeline", "happens"),
        ("start", "x", "--grew-from", "happens"),
        ("edit", "happens", "x"),
        ("remove", "happens"),
        ("reopen", "happens"),
        ("summary", "-c", "happens"),
    ],
)
def test_a_name_that_fits_two_cycles_is_refused_with_both(two: Home, argv: tuple[str, ...]) -> None:
    before = two.journal.read_bytes()
    ran = two.run(*argv)
    assert (ran.code, ran.out) == (4, "")
    first, second = ran.err.splitlines()
    assert first.endswith("fits 2 cycles: 1 · What happens when I wait?; 2 · What happens when they draw?.")
    assert second == "Name one by its number."
    assert two.journal.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("reflect", "x", "-c", "zebra"), "No cycle's question holds “zebra”."),
        (("use", "hapens"), "No cycle's question holds “hapens”. Did you mean happens?"),
        (("use", "9"), "There is no cycle 9; the latest are: 1, 2."),
        (("use", "0"), "There is no cycle 0; the latest are: 1, 2."),
        (("show", "7.4"), "There is no cycle 7; the latest are: 1, 2."),
        (("show", "1.4"), "Cycle 1 has no entry 1.4."),
        (("show", "n12"), "There is no note n12 in the inbox."),
        (("edit", "2.1", "x"), "Cycle 2 has no entry 2.1."),
        (("remove", "n1"), "There is no note n1 in the inbox."),
        (("file", "n3"), "There is no note n3 in the inbox."),
        (("reopen", "9"), "There is no cycle 9"),
        (("search", "x", "-c", "9"), "There is no cycle 9"),
        (("timeline", "1", "9"), "There is no cycle 9"),
        (("summary", "-c", "9"), "There is no cycle 9"),
        (("start", "x", "--grew-from", "9"), "There is no cycle 9"),
        (("close", "9"), "There is no cycle 9"),
    ],
)
def test_a_name_that_fits_nothing_is_not_found(two: Home, argv: tuple[str, ...], words: str) -> None:
    before = two.journal.read_bytes()
    ran = two.run(*argv)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(words)
    assert len(ran.err.splitlines()) == 2
    assert two.journal.read_bytes() == before


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_never_taken_for_none(two: Home, name: str) -> None:
    before = two.journal.read_bytes()
    for argv in (("reflect", "x", "-c", name), ("show", name), ("search", "x", "-c", name), ("timeline", name)):
        ran = two.run(*argv)
        assert ran.code in (2, 3, 4), argv
        assert ran.out == ""
    assert two.journal.read_bytes() == before


def test_entries_and_notes_have_names_that_never_change(two: Home) -> None:
    for text in ("a", "b", "c"):
        two.ok("reflect", text)
    two.ok("note", "d")
    shown = [json.loads(two.ok("show", name, "--json"))["entry"] for name in ("2.2", "n1", "N1")]
    assert [(entry["name"], entry["text"]) for entry in shown] == [("2.2", "b"), ("n1", "d"), ("n1", "d")]
    assert two.ok("show", "2.2").startswith("2.2  reflection of What happens when they draw?\n")
    assert two.ok("show", "n1").startswith("n1  note in the inbox\n")


def test_no_number_is_used_again(two: Home) -> None:
    two.ok("reflect", "a")
    two.ok("note", "b")
    for name in ("2.1", "n1", "2"):
        two.ok("remove", name)
    assert "Cycle 3 " in two.run("start", "x").err
    assert "n2" in two.run("note", "c").err
    two.ok("reopen", "2")
    assert "2.2" in two.run("reflect", "d", "-c", "2").err


# Taking away, and bringing back


@pytest.mark.parametrize(
    ("name", "words"),
    [("1", "Cycle 1 was removed."), ("2.1", "Entry 2.1 was removed."), ("n1", "Note n1 was removed.")],
)
def test_what_was_removed_is_out_of_sight_and_can_come_back(two: Home, name: str, words: str) -> None:
    two.ok("reflect", "a thought")
    two.ok("note", "a line")
    before = json.loads(two.ok("show", name, "--json"))
    removed = json.loads(two.ok("remove", name, "--because", "by mistake", "--json"))
    thing = removed.get("cycle") or removed["entry"]
    assert thing["removed"] == {
        "at": "2026-02-03T16:30:00+00:00",
        "because": "by mistake",
        "undone": False,
        "forgotten": False,
    }
    ran = two.run("show", name)
    assert (ran.code, ran.err) == (3, f"{words}\nenquiry reopen {name} brings it back.\n")
    assert "a thought" in two.ok("export", "--with-removed")
    assert two.run("remove", name).code == 3
    assert re.search(rf"{name}\b.* is back", two.run("reopen", name).err)
    assert json.loads(two.ok("show", name, "--json")) == before


def test_a_removed_cycle_is_in_no_list_and_no_search(two: Home) -> None:
    two.ok("reflect", "a thought")
    two.ok("remove", "2")
    assert "draw" not in two.ok("list", "--all")
    assert two.ok("search", "thought") == ""
    assert two.run("reflect", "x", "-c", "draw").code == 3
    assert "draw" not in two.ok("summary")


def test_reopen_refuses_what_is_neither_closed_nor_removed(two: Home) -> None:
    two.ok("reflect", "x")
    for name in ("1", "2.1"):
        ran = two.run("reopen", name)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"“{name}” is neither closed nor removed.")
