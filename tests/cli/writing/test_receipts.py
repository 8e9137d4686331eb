"""Receipts: the thing's name, the question, the first line as it was saved, and what comes next."""

from typing import Any

import pytest

from tests.conftest import Home, made_once

QUESTION = "In what ways does counting to three before I take an answer change who speaks in P5 and P6?"


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    home.ok("start", QUESTION)
    return home


def test_a_receipt_shows_what_a_shell_left_of_a_line(kept: Home) -> None:
    ran = kept.run("reflect", "It", "cost", "", "0", "and they asked why", columns=80)
    assert ran.err.splitlines() == [
        "Reflection 1.1 added to 1 · In what ways does counting to three before I take…",
        "  It cost  0 and they asked why",
        "Next: a line now and then, until the look on 5 Mar.",
    ]


def test_a_choice_is_told_as_it_was_understood(kept: Home) -> None:
    ran = kept.run("evidence", "5 of 24", "--kind", "jotters", "--direction", "against", columns=80)
    assert ran.err.splitlines()[1:3] == ["  5 of 24", "  kind pupil-work · direction contradicts"]
    assert "\n  decision adapt\n" in kept.run("review", "Not yet", "--decision", "change", columns=60).err
    assert kept.run("evidence", "they drew it", columns=80).err.splitlines()[2].startswith("Next:")


def test_a_value_is_told_as_it_was_read(kept: Home) -> None:
    ran = kept.run("evidence", "a test", "--measure", "explain=5 of 24", "--measure", "talk=78%", columns=80)
    assert "  a test\n  explain 5 of 24\n  talk 78%\n" in ran.err
    bright = kept.run("evidence", "x", "--measure", "talk=79%", "--color", "always", columns=80)
    assert "\x1b[2mtalk 79%\x1b[0m\n" in bright.err
    assert "explain" not in kept.run("evidence", "again", "--measure", "explain=6 of 24", "--quiet", columns=80).err


def test_the_question_is_as_long_as_the_width_allows(kept: Home) -> None:
    for columns in (60, 80, 140):
        head = kept.run("reflect", "x", columns=columns).err.splitlines()[0]
        assert head.endswith("…") is (columns < 140)
        assert columns - 2 <= len(head) <= columns or columns == 140
    assert QUESTION in kept.run("reflect", "x", columns=140).err


def test_in_a_pipe_a_receipt_is_one_short_line(kept: Home) -> None:
    ran = kept.run("reflect", "they drew it first")
    assert ran.err == "Reflection 1.1 added to 1 · In what ways does counting to three before…\n"
    assert kept.run("reflect", "more", "--quiet", columns=80).err == ""


def test_a_long_text_ends_with_how_long_it_is(kept: Home) -> None:
    several = kept.run("reflect", "one line\nand another of it", columns=60).err.splitlines()
    assert several[1] == "  one line … 6 words"
    long = kept.run("reflect", "word " * 200, columns=60).err.splitlines()
    assert long[3].endswith("word … 200 words")
    assert [len(line) <= 60 for line in long] == [True] * len(long)


def test_what_can_be_done_with_it_comes_after_it(kept: Home) -> None:
    assert kept.run("note", "a thought", columns=60).err.splitlines() == [
        "Note n1 is in the inbox.",
        "  a thought",
        "To a cycle:",
        "  enquiry file n1 -c 1",
    ]
    removed = kept.run("remove", "n1", columns=60).err.splitlines()
    assert removed[:2] == ["Note n1 was removed", "  a thought"]
    assert "  enquiry reopen n1" in removed


def test_a_new_cycle_shows_its_question_whole_and_what_comes_first(kept: Home) -> None:
    assert kept.run("start", QUESTION, columns=60).err.splitlines()[:5] == [
        "Cycle 2 is open, and the current one.",
        "  In what ways does counting to three before I take an",
        "  answer change who speaks in P5 and P6?",
        "Next: take a first look before anything changes.",
        "  enquiry evidence -c 2 --stage baseline",
    ]


def test_a_question_with_dots_of_its_own_is_told_once(kept: Home) -> None:
    said = kept.run("start", "What happens when … I wait?", columns=80).err
    assert said.startswith("Cycle 2 · What happens when … I wait? is open, and the current one.\nNext: ")
    long = kept.run("start", "What happens when … I wait … and wait? " + QUESTION, columns=60).err
    assert long.startswith("Cycle 3 is open, and the current one.\n  What happens when … I wait … and wait? ")


def test_the_first_action_without_a_baseline_has_its_own_reminder(kept: Home) -> None:
    said = kept.run("act", "counted to three", columns=80).err
    assert said.count("enquiry evidence -c 1 --stage baseline") == 1
    assert "Next:" not in said
    assert "Next: log how things were" in kept.run("reflect", "it took long", columns=80).err


@pytest.mark.parametrize(
    ("environ", "argv", "colored"),
    [
        ({"NO_COLOR": ""}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"NO_COLOR": ""}, ("--color", "never"), False),
        ({"NO_COLOR": "", "TERM": "dumb"}, (), False),
        ({"NO_COLOR": ""}, ("--plain",), False),
    ],
)
def test_the_name_is_in_colour_where_colours_are_shown(
    kept: Home, environ: dict[str, Any], argv: tuple[str, ...], colored: bool
) -> None:
    said = kept.run("reflect", "x", *argv, columns=80, **environ).err
    assert ("\x1b[35m1.1\x1b[0m" in said) is colored
    assert ("\x1b[2mNext: " in said) is colored
