"""The review: as a conversation and by options alone, which make the same record."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Home, made_once

QUESTION = "What happens to answers when I wait three seconds?"


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with one cycle that has a hunch, a success sign and something that disagrees."""
    hunch = ("--hunch", "I rescue them too soon", "--success", "They answer each other", "-t", "sprint")
    home.ok("start", QUESTION, *hunch, "--on", "2026-01-12")
    home.ok("evidence", "0.9 s, 7 of 30 spoke", "--measure", "wait=0.9 s", "--on", "2026-01-12")
    home.ok("act", "count three", "--on", "2026-01-14")
    home.ok("evidence", "silence stresses some", "--direction", "contradicts", "--on", "2026-01-20")
    home.ok("evidence", "3.2 s, 15 of 30 spoke", "--measure", "wait=3.2 s", "--on", "2026-01-27")
    return home


def cycle(home: Home, number: int = 1) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(home.ok("show", str(number), "--json"))["cycle"]
    return shown


def record(home: Home) -> dict[str, Any]:
    """Return what a review made, without what differs from run to run."""
    whole = cycle(home)
    reviews = [entry for entry in whole["entries"] if entry["kind"] == "review"]
    kept = [{k: v for k, v in entry.items() if k not in ("id", "recorded_at")} for entry in reviews]
    questions = [question["text"] for question in whole["questions"]]
    return {"reviews": kept, "state": whole["state"], "next_look": whole["next_look"], "questions": questions}


def test_a_conversation_and_options_make_the_same_record(begun: Home, tmp_path: Path) -> None:
    answers = "They need to know why.\n\nadapt\nthe silence has no name\nWhat do the quiet ones need?\n\nin 2 weeks\n"
    told = begun.run("review", stdin=answers, tty=True)
    assert told.code == 0, told.err
    spoken = record(begun)
    begun.ok("remove", "1.5")
    begun.ok("edit", "1", QUESTION)
    options = ("--because", "the silence has no name", "--refine", "What do the quiet ones need?")
    begun.ok("review", "They need to know why.", "--decision", "adapt", *options, "--next-look", "in 2 weeks")
    written = record(begun)
    assert spoken["reviews"][0]["text"] == "They need to know why."
    assert {**spoken["reviews"][0], "name": ""} == {**written["reviews"][0], "name": ""}
    assert spoken["next_look"] == written["next_look"] == "2026-02-17"
    assert spoken["questions"][-1] == written["questions"][-1] == "What do the quiet ones need?"


def test_it_shows_the_hunch_beside_what_was_found_and_what_disagrees_first(begun: Home) -> None:
    seen = begun.run("review", "1", stdin="", tty=True)
    assert seen.code == 0
    assert "Your hunch: I rescue them too soon" in seen.out
    assert "You said you would look at: They answer each other" in seen.out
    assert "0.9" in seen.out
    assert "3.2 s" in seen.out
    assert seen.out.index("What disagrees") < seen.out.index("silence stresses some")
    assert seen.out.index("silence stresses some") < seen.out.index("What has come since")
    assert "Nothing was written" in seen.err
    assert record(begun)["reviews"] == []


def test_what_is_no_answer_is_asked_again_and_nothing_is_lost(begun: Home) -> None:
    answers = "Think.\n\nperhaps\ncon\nit holds\nyesterday\nin 2 weeks\n"
    told = begun.run("review", stdin=answers, tty=True)
    assert told.code == 0, told.err
    assert "“perhaps” is none of them." in told.err
    assert "which is past" in told.err
    review = record(begun)["reviews"][0]
    assert (review["decision"], review["because"], review["next_look"]) == ("continue", "it holds", "2026-02-17")


def test_enter_takes_the_usual_next_look(begun: Home) -> None:
    begun.run("review", stdin="\ncontinue\n\n\n", tty=True)
    assert record(begun)["next_look"] == "2026-02-10"  # five teaching days: the cycle is a sprint


def test_without_a_name_it_walks_the_cycles_that_are_due(begun: Home) -> None:
    begun.ok("start", "What else?", "--on", "2026-01-05", "--next-look", "2026-02-03")
    begun.ok("edit", "1", "--next-look", "2026-02-10")
    told = begun.run("review", stdin="a thought\n\n\n", tty=True)
    assert "2 · What else?" in told.out
    assert QUESTION not in told.out
    assert cycle(begun, 2)["entries"][0]["text"] == "a thought"


def test_what_one_review_of_a_walk_decided_is_not_taken_over_by_the_next(home: Home) -> None:
    for question in ("What if I wait?", "What if I draw?"):
        home.ok("start", question, "--next-look", "tomorrow")
    told = home.run(
        "review", stdin="Enough.\n\nstop\nit holds\n\nStill open.\n\n\n", tty=True, ENQUIRY_TODAY="2026-02-20"
    )
    assert told.code == 0, told.err
    first, second = (cycle(home, number) for number in (1, 2))
    assert (first["state"], first["entries"][0]["because"]) == ("closed", "it holds")
    assert (second["state"], second["entries"][0]["text"]) == ("open", "Still open.")
    assert {"decision", "because"}.isdisjoint(name for name, value in second["entries"][0].items() if value)


def test_in_a_conversation_json_is_one_document(begun: Home) -> None:
    told = begun.run("review", "--json", stdin="a thought\n\n\n", tty=True)
    assert json.loads(told.out)["entry"]["text"] == "a thought"


def test_plain_agenda(begun: Home) -> None:
    begun.ok("review", "--decision", "continue", "--because", "it holds", "--on", "2026-01-21")
    told = begun.run("review", "--plain", stdin="", tty=True)
    assert "last: Last reviewed 21 January 2026: continue, because it holds." in told.out
    assert "since: 2026-01-27 1.4 evidence: 3.2 s, 15 of 30 spoke" in told.out


def test_an_agenda_with_nothing_new_says_so(begun: Home) -> None:
    begun.ok("review", "--decision", "continue")
    assert "Nothing has been written since." in begun.run("review", "1", stdin="", tty=True).out


@pytest.mark.parametrize(
    ("decision", "state", "look"),
    [
        ("continue", "open", "2026-02-10"),
        ("adapt", "open", "2026-02-10"),
        ("extend", "open", "2026-02-10"),
        ("pause", "paused", None),
        ("stop", "closed", None),
        ("embed", "open", "2026-05-13"),
    ],
)
def test_what_each_decision_brings(begun: Home, decision: str, state: str, look: str | None) -> None:
    begun.ok("review", "--decision", decision)
    made = record(begun)
    assert (made["state"], made["next_look"]) == (state, look)


def test_embed_says_both_follow_ups(begun: Home) -> None:
    said = begun.run("review", "--decision", "embed").err
    assert "Is it still happening? A look on Wednesday 13 May 2026, and another around 3 February 2027." in said


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ("12th of october", "Monday 12 October 2026, in the October holiday; school is back on Monday 26 October"),
        ("4 may", "Monday 4 May 2026, which is May Day; school is back on Tuesday 5 May 2026"),
        ("5 may", "Tuesday 5 May 2026"),
    ],
)
def test_a_next_look_that_falls_on_a_holiday_is_said(begun: Home, look: str, said: str) -> None:
    told = begun.run("review", "--decision", "continue", "--next-look", look).err
    assert f"Next look: {said}" in told
    assert ("school is back" in told) == ("school is back" in said)


def test_adapt_may_note_the_changed_action_in_the_same_step(begun: Home) -> None:
    begun.ok("review", "--decision", "adapt", "--act", "say what the silence is for")
    assert [entry["kind"] for entry in cycle(begun)["entries"]][-2:] == ["review", "action"]


def test_extend_opens_the_cycle_that_grows_from_it(begun: Home) -> None:
    told = begun.run("review", stdin="\nextend\nit works\nAnd with Year 9?\nYear 9 science\n", tty=True)
    assert told.code == 0, told.err
    assert "With which learners?" in told.err
    assert "Next look" not in told.err
    assert (cycle(begun, 2)["grew_from"], cycle(begun, 2)["group"]) == (1, "Year 9 science")
    assert "Cycle 2 · And with Year 9? grew from it" in told.err


@pytest.mark.parametrize(
    "lines",
    [
        [("review", "--decision", "extend", "--next", "And with Year 9?", "--group", "Year 9")],
        [("review", "--decision", "extend"), ("start", "And with Year 9?", "--grew-from", "1", "--group", "Year 9")],
    ],
)
def test_what_was_extended_rests_with_its_child_until_it_is_taken_up(begun: Home, lines: list[list[str]]) -> None:
    said = [begun.run(*line).err for line in lines][-1]
    assert "Cycle 1, which it grew from, rests. To take it up again: enquiry reopen 1" in said
    assert (cycle(begun)["state"], cycle(begun)["next_look"], cycle(begun, 2)["group"]) == ("resting", None, "Year 9")
    later = {"ENQUIRY_TODAY": "2027-02-03"}
    assert [one["number"] for one in json.loads(begun.ok("status", "--json", **later))["cycles"]] == [2]
    assert "Cycle 1" not in begun.ok("status", **later)
    assert [one["number"] for one in json.loads(begun.ok("pulse", "--json"))["cycles"]] == [2]
    assert "which it grew from, rests" in begun.run("close", "2").err
    begun.ok("reopen", "1")
    assert cycle(begun)["state"] == "open"


def test_a_pause_asks_for_the_day_to_take_it_up_again(begun: Home) -> None:
    told = begun.run("review", "1", stdin="\npause\nsnow\nin 6 weeks\n", tty=True)
    assert "When will you take it up again?" in told.err
    assert "To take it up again on Tuesday 17 March 2026: enquiry reopen 1" in told.err
    assert (cycle(begun)["state"], cycle(begun)["next_look"]) == ("paused", "2026-03-17")
    assert "you meant to take it up again on 17 March 2026" in begun.ok("status", "--plain", ENQUIRY_TODAY="2026-03-18")
    assert 'enquiry edit 1 --next-look "in 6 weeks"' in begun.run("review", "--decision", "pause").err
    assert cycle(begun)["next_look"] is None


# Which cycle is meant


def test_a_number_that_no_cycle_has_is_no_first_word_of_a_text(begun: Home) -> None:
    before = begun.journal.read_bytes()
    for command in ("review", "refine"):
        ran = begun.run(command, "7", "good", tty=True)
        way = f'For a text that begins with that number: enquiry {command} "7 good"'
        assert (ran.code, " ".join(ran.err.split())) == (3, f"There is no cycle 7. {way}")
    assert begun.journal.read_bytes() == before
    begun.ok("review", "-c", "1", "7", "better")


@pytest.fixture
def two(begun: Home) -> Home:
    begun.ok("start", "Does reading aloud help?")
    return begun


@pytest.mark.parametrize(
    ("words", "rest"),
    [(("1", "cannot", "tell"), "cannot tell"), (("three", "was", "hard"), "was hard"), (("2", "of", "us"), "of us")],
)
@pytest.mark.parametrize("command", ["review", "refine"])
def test_a_first_word_that_names_a_cycle_is_never_silently_text(
    two: Home, command: str, words: tuple[str, ...], rest: str
) -> None:
    before, text = two.journal.read_bytes(), " ".join(words)
    more = ["--decision", "stop"] if command == "review" else []
    number = 2 if words[0] == "2" else 1
    ran = two.run(command, *words, *more)
    assert ran.code == 2
    assert f"“{words[0]}” may be cycle {number} (" in ran.err
    ways = f'enquiry {command} -c {number} "{rest}"; for text: enquiry {command} -c 2 "{text}"\n'
    assert ran.err.endswith(f"For that cycle: {ways}")
    assert two.run(command, *words, *more, tty=True, stdin="?\n").code == 2
    assert two.journal.read_bytes() == before
    two.ok(command, *words, *more, tty=True, stdin="t\n")
    kept = cycle(two, 2)
    assert text in (kept["question"], *(entry["text"] for entry in kept["entries"]))
    two.ok("undo", "--yes")
    two.ok(command, *words, *more, tty=True, stdin="c\n")
    kept = cycle(two, number)
    assert rest in (kept["question"], *(entry["text"] for entry in kept["entries"]))


def test_what_is_surely_text_is_not_asked_about(two: Home) -> None:
    for words in (("9 of them",), ("-c", "2", "1", "cannot"), ("1 cannot tell",), ("reading", "went", "well")):
        two.ok("review", *words)
    assert len(cycle(two, 2)["entries"]) == 4


def test_stop_closes_and_leaves_no_current_cycle(begun: Home) -> None:
    begun.ok("review", "--decision", "stop", "--because", "cover fell through")
    assert begun.run("reflect", "x").code == 2


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("review", "--decision", "maybe"), "“maybe” is no choice for --decision."),
        (("review", "--because", "it holds"), "A reason was given, but no decision."),
        (("review", "--decision", "continue", "--next-look", "yesterday"), "which is past"),
        (("review", "--decision", "continue", "--refine", "x"), "--refine and --act belong to the decision to adapt."),
        (("review", "--decision", "adapt", "--next", "x"), "--next belongs to a decision"),
        (("review", "1", "-c", "2"), "Both 1 and -c 2 name a cycle."),
        (("review",), "No text was given for the review"),
    ],
)
def test_what_cannot_be_is_answered_in_words_and_nothing_is_recorded(
    begun: Home, argv: tuple[str, ...], words: str
) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert begun.journal.read_bytes() == before


def test_a_closed_cycle_is_not_reviewed(begun: Home) -> None:
    begun.ok("close", "1")
    ran = begun.run("review", "1", "--decision", "continue")
    assert ran.code == 2
    assert ran.err == "Cycle 1 is closed.\nTo take it up again: enquiry reopen 1; then review it.\n"


def test_the_next_looks_are_calendar_events_without_a_word_of_the_journal(begun: Home, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    begun.ok("review", "--decision", "continue")
    path = tmp_path / "looks.ics"
    assert "1 next look was written" in begun.run("review", "--ics", str(path)).err
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [event["DTSTART"].dt.isoformat() for event in events] == ["2026-02-10"]
    assert str(events[0]["SUMMARY"]) == "Look at enquiry 1"
    assert "wait" not in path.read_text()
    begun.ok("review", "--ics", str(path))


def test_a_question_that_asks_for_a_yes_is_told_so_once(home: Home) -> None:
    said = home.run("start", "Does greeting improve behaviour?").err
    assert "“Does” asks for a yes" in said
    assert "asks for a yes" not in home.run("refine", "Is greeting good?").err


def test_links_are_given_and_shown(home: Home) -> None:
    home.ok("start", "What happens first?")
    home.ok("start", "What happens next?", "--grew-from", "1", "--link", "replicates=1")
    home.ok("edit", "2", "--link", "shared-with=stage partner", "--link", "replicates=1")
    assert [link["kind"] for link in cycle(home, 2)["links"]] == ["replicates", "shared-with"]
    tree = home.ok("thread", "2")
    assert "▸ 2 · What happens next?" in tree
    assert "2 replicates 1" in tree
    assert "2 is shared with stage partner" in tree
    plain = home.ok("thread", "1", "--plain")
    assert "grew from: 1" in plain
    assert "tie: 2 replicates 1" in plain
    answer = json.loads(home.ok("thread", "1", "--json"))
    assert answer["thread"]["grown"][0]["cycle"]["number"] == 2
    assert answer["ties"][0] == {"cycle": 2, "kind": "replicates", "other": 1}
    assert "replicates   1" in home.ok("show", "2")


@pytest.mark.parametrize("link", ["replicate=1", "replicates", "replicates=", "=1"])
def test_what_is_no_link_is_refused(home: Home, link: str) -> None:
    home.ok("start", "What happens first?")
    ran = home.run("edit", "1", "--link", link)
    assert ran.code == 2
    assert f"“{link}” is not a link." in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_a_review_typed_at_a_real_terminal(begun: Home) -> None:
    import os

    import pexpect

    environ = {**os.environ, **begun.environ, "ENQUIRY_TODAY": "2026-02-03", "TERM": "xterm", "NO_COLOR": "1"}
    environ = {name: value for name, value in environ.items() if isinstance(value, str)}
    child = pexpect.spawn(sys.executable, ["-m", "enquiry", "review", "1"], env=environ, encoding="utf-8", timeout=20)
    for prompt, line in (
        ("What do you make of it", "They need to know why."),
        ("> ", ""),
        ("Decision", "adapt"),
        ("Because", "the silence has no name"),
        ("better question", ""),
        ("What changes", "say what the silence is for"),
        ("Next look", "in 2 weeks"),
        ("What would help", ""),
    ):
        child.expect(prompt)
        child.sendline(line)
    child.expect("Review 1.5 added")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    review = record(begun)["reviews"][0]
    assert (review["text"], review["decision"], review["next_look"]) == (
        "They need to know why.",
        "adapt",
        "2026-02-17",
    )
