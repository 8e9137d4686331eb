"""The life of a cycle: refined, reviewed, paused, stopped, closed, opened again, and grown from."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW, Home, made_once

LATER = NOW + timedelta(hours=1)


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with one cycle of September, tagged and about a group."""
    argv = ["start", "Does waiting help?", "--on", "2025-09-01", "--group", "Year 8", "-t", "talk"]
    home.ok(*argv, "--standard", "TS2", "--privacy", "school", "--next-look", "in 3 weeks", "--quiet")
    return home


def cycle(home: Home, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", str(number), "--json"))["cycle"]
    return found


# The question


def test_refining_keeps_every_version_with_its_day_and_reason(begun: Home) -> None:
    begun.ok("refine", "What", "happens", "when I wait?", "--because", "it asked for a yes", "--on", "2025-10-06")
    begun.ok("refine", "What do the quiet ones do when I wait?")
    assert [(q["text"], q["on"], q["because"]) for q in cycle(begun)["questions"]] == [
        ("Does waiting help?", "2025-09-01", ""),
        ("What happens when I wait?", "2025-10-06", "it asked for a yes"),
        ("What do the quiet ones do when I wait?", "2026-02-03", ""),
    ]
    assert cycle(begun)["question"] == "What do the quiet ones do when I wait?"
    assert "Does waiting help? (1 September 2025)" in begun.ok("show")
    assert "it asked for a yes" in begun.ok("timeline")


def test_refining_to_the_same_question_is_refused(begun: Home) -> None:
    ran = begun.run("refine", "Does waiting help?")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("That is already the question of cycle 1.")


# Reviews


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("continue", "open"),
        ("adapt", "open"),
        ("embed", "open"),
        ("extend", "open"),
        ("pause", "paused"),
        ("stop", "closed"),
    ],
)
def test_a_decision_leaves_the_cycle_in_its_state_and_needs_no_text(begun: Home, decision: str, state: str) -> None:
    entry = json.loads(begun.ok("review", "--decision", decision, "--because", "of reasons", "--json"))["entry"]
    assert (entry["decision"], entry["because"], entry["text"]) == (decision, "of reasons", "")
    assert cycle(begun)["state"] == state


def test_a_decision_takes_a_paused_cycle_up_again(begun: Home) -> None:
    begun.ok("review", "--decision", "pause")
    begun.ok("review", "--decision", "continue", now=LATER)
    assert cycle(begun)["state"] == "open"


def test_a_review_without_a_decision_changes_no_state_and_needs_a_text(begun: Home) -> None:
    begun.ok("review", "--decision", "pause")
    begun.ok("review", "nothing has moved")
    assert cycle(begun)["state"] == "paused"
    ran = begun.run("review")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("No text was given for the review")


def test_the_next_look_is_the_cycles_own(begun: Home) -> None:
    assert cycle(begun)["next_look"] == "2026-02-24"
    begun.ok("review", "--decision", "continue", "--next-look", "in 5 weeks")
    assert cycle(begun)["next_look"] == "2026-03-10"
    begun.ok("review", "--decision", "stop", now=LATER)
    assert cycle(begun)["next_look"] is None


def test_a_reason_belongs_to_a_decision(begun: Home) -> None:
    ran = begun.run("review", "x", "--because", "why not")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("A reason was given, but no decision.")
    assert cycle(begun)["entries"] == []


# Closing and opening


def test_closing_says_what_it_did_and_how_to_go_on(begun: Home) -> None:
    ran = begun.run("close", "--because", "it runs by itself")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "Cycle 1 · Does waiting help? is closed.",
        "Its look on Tuesday 24 February 2026 is planned no longer.",
        "To open the one that grows from it: enquiry start --grew-from 1 …",
    ]
    closed = cycle(begun)
    assert (closed["state"], closed["next_look"]) == ("closed", None)
    assert closed["turns"] == [
        {"state": "closed", "on": "2026-02-03", "at": "2026-02-03T16:30:00+00:00", "because": "it runs by itself"}
    ]
    assert "Does waiting help?" not in begun.ok("list")
    assert "Does waiting help?" in begun.ok("list", "--all")


def test_closing_opens_the_cycle_that_grows_from_it(begun: Home) -> None:
    answer = json.loads(begun.ok("close", "1", "--next", "What do the quiet ones need?", "--json"))
    grown = answer["cycle"]
    assert answer["closed"]["state"] == "closed"
    assert (grown["number"], grown["question"], grown["grew_from"]) == (2, "What do the quiet ones need?", 1)
    inherited = {name: grown[name] for name in ("group", "tags", "standards", "privacy", "state")}
    assert inherited == {
        "group": "Year 8",
        "tags": ["talk"],
        "standards": ["TS2"],
        "privacy": "school",
        "state": "open",
    }
    said = begun.run("reflect", "x")
    assert "added to 2 · What do the quiet ones need?" in said.err


def test_what_grew_is_said_back(begun: Home) -> None:
    said = begun.run("close", "--next", "And then?", "--on", "yesterday").err
    assert said.splitlines() == [
        "Cycle 1 · Does waiting help? is closed, for Monday 2 February 2026.",
        "Its look on Tuesday 24 February 2026 is planned no longer.",
        "Cycle 2 · And then? grew from it; it is open, and the current one.",
    ]
    assert cycle(begun, 2)["questions"][0]["on"] == "2026-02-02"
    assert "grew into" in begun.ok("show", "1")
    assert "grew from" in begun.ok("show", "2")


def test_closing_another_cycle_leaves_the_current_one(begun: Home) -> None:
    begun.ok("start", "Another?")
    begun.ok("close", "1")
    assert "added to 2" in begun.run("reflect", "x").err


def test_a_closed_cycle_is_not_closed_again(begun: Home) -> None:
    begun.ok("close")
    before = begun.journal.read_bytes()
    ran = begun.run("close", "1", "--next", "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Cycle 1 is closed already.\n")
    assert begun.journal.read_bytes() == before


def test_closing_on_a_day_to_come_is_questioned(begun: Home) -> None:
    assert begun.run("close", "--on", "2026-03-01").code == 2
    assert cycle(begun)["state"] == "open"
    assert begun.run("close", "--on", "2026-03-01", "--yes").code == 0


@pytest.mark.parametrize("ended", [("close",), ("review", "--decision", "pause"), ("review", "--decision", "stop")])
def test_a_cycle_is_taken_up_again(begun: Home, ended: tuple[str, ...]) -> None:
    begun.ok(*ended)
    ran = begun.run("reopen", "1", "--because", "the new class needs it", "--on", "today")
    assert (ran.code, ran.out, ran.err) == (0, "", "Cycle 1 · Does waiting help? is open again\n")
    assert cycle(begun)["state"] == "open"
    assert cycle(begun)["turns"][-1]["because"] == "the new class needs it"


def test_a_whole_cycle_as_a_new_user_would_type_it(home: Home) -> None:
    home.ok("start", "What happens to answers when I wait three seconds?", "-t", "questioning", "--on", "2025-09-01")
    home.ok("read", "waiting lengthens answers", "--authors", "Rowe", "--year", "1986", "--on", "2025-09-03")
    home.ok("evidence", "4 of 24 answered", "--measure", "answered=4 of 24", "--n", "24", "--on", "2025-09-05")
    home.ok("act", "counted to three", "--planned", "10", "--done", "7", "--on", "2025-09-08")
    home.ok("evidence", "9 of 24", "--measure", "answered=9 of 24", "--direction", "supports", "--on", "2025-10-01")
    home.ok("evidence", "two hate the silence", "--direction", "contradicts", "--on", "2025-10-02")
    home.ok("reflect", "they had been waiting for me", "--on", "2025-10-03")
    home.ok("review", "--decision", "adapt", "--because", "the quiet ones still wait", "--on", "2025-10-06")
    home.ok("close", "--because", "it is habit", "--next", "What do the quiet ones need?")
    timeline = home.ok("timeline", "1")
    for words in ("4 of 24 answered", "ADAPT", "done 7 of 10 planned", "two hate the silence", "holiday"):
        assert words in timeline
    found = home.ok("search", "--tag", "questioning")
    assert "ADAPT" in found
    assert "the quiet ones still wait" in found
    year = home.folder / "year.md"
    home.ok("summary", "--year", "2025-26", "-o", str(year))
    text = year.read_text(encoding="utf-8")
    assert text.index("two hate the silence") < text.index("What was seen")
    assert "What do the quiet ones need?" in text


# What was promised outlives the closing


@pytest.fixture
def embedded(begun: Home) -> Home:
    """The cycle of September embedded on 3 February and closed; a look is promised on 13 May."""
    begun.ok("review", "it holds", "--decision", "embed")
    said = begun.run("close").err
    assert "The look on Wednesday 13 May 2026 stays promised. To let it go: enquiry edit 1 --clear next-look" in said
    return begun


AFTER = {"ENQUIRY_TODAY": "2026-09-08"}
MEANT = "Cycle 1 was embedded on 3 February 2026; you meant to look on 13 May 2026 whether it is still happening."


def test_a_closed_cycle_is_spoken_of_when_its_promised_look_has_come(embedded: Home) -> None:
    assert cycle(embedded)["next_look"] == "2026-05-13"
    assert MEANT not in embedded.ok("status", "--plain", ENQUIRY_TODAY="2026-05-12")
    for command in ("status", "lookback"):
        assert MEANT in embedded.ok(command, "--plain", **AFTER)


def test_a_follow_up_keeps_the_promise_and_clearing_lets_it_go(embedded: Home) -> None:
    embedded.ok("evidence", "they still wait", "-c", "1", **AFTER)
    for command in ("status", "lookback"):
        assert "you meant to look" not in embedded.ok(command, "--plain", **AFTER)
    later = {"ENQUIRY_TODAY": "2027-02-04"}
    assert "you meant to look on 3 February 2027" in embedded.ok("status", "--plain", **later)
    embedded.ok("edit", "1", "--clear", "next-look")
    assert "you meant to look" not in embedded.ok("status", "--plain", **later)


def test_what_was_not_embedded_leaves_no_look_behind(begun: Home) -> None:
    begun.ok("close")
    assert cycle(begun)["next_look"] is None


def test_correcting_the_review_that_embedded_keeps_the_promise(embedded: Home) -> None:
    embedded.ok("edit", "1.1", "--because", "it is a habit now")
    assert cycle(embedded)["next_look"] == "2026-05-13"
    embedded.ok("edit", "1.1", "--decision", "continue")
    assert cycle(embedded)["next_look"] is None


# Naming the cycle


def test_every_command_about_a_cycle_takes_it_by_option_and_refuses_two(begun: Home) -> None:
    begun.ok("start", "Another?")
    for argv in (
        ["show"],
        ["thread"],
        ["pulse"],
        ["use"],
        ["timeline"],
        ["list"],
        ["measures"],
        ["edit", "--why", "x"],
    ):
        assert begun.run(*argv, "-c", "1").code == 0, argv
    for command in ("show", "thread", "use", "close"):
        ran = begun.run(command, "2", "-c", "1")
        assert (ran.code, ran.err.splitlines()[0]) == (2, "Both 2 and -c 1 name a cycle.")
    assert begun.run("use").code == 2
    begun.ok("close", "-c", "1", "--next", "And then?", "--group", "Year 9")
    assert (cycle(begun)["state"], cycle(begun, 3)["group"]) == ("closed", "Year 9")
    assert begun.run("close", "2", "--group", "Year 9").code == 2


def test_a_reason_given_later_is_kept_with_the_same_question(begun: Home) -> None:
    ran = begun.run("refine", "Does waiting help?", "--because", "it asks for a yes")
    assert ran.err == "The question of 1 · Does waiting help? is the same, and has the reason now.\n"
    assert [(q["text"], q["on"], q["because"]) for q in cycle(begun)["questions"]] == [
        ("Does waiting help?", "2025-09-01", "it asks for a yes")
    ]
    again = begun.run("refine", "Does waiting help?", "--because", "it asks for a yes")
    assert (again.code, again.err.splitlines()[0]) == (2, "That is already the question of cycle 1.")
    assert begun.run("refine", "Does waiting help?", "--because", "y", "--on", "yesterday").code == 2


def test_reopen_and_remove_take_a_cycle_as_c_names_it_too(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("remove", "-c", "1")
    home.ok("reopen", "-c", "1")
    home.ok("close", "1")
    assert "open again" in home.run("reopen", "--cycle", "1").err
    for command in ("reopen", "remove"):
        ran = home.run(command)
        assert (ran.code, f"What to {command} was not named." in ran.err) == (2, True)
        assert home.run(command, "1", "-c", "2").code == 2
