"""Asks: made, answered and listed; told where their cycle is looked at, and in summaries for whoever was asked."""

import json
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """Two enquiries, an ask of the depute in the second, and one of a stage partner in the first."""
    home.ok("start", "What happens when I wait?")
    home.ok("ask", "Tell me what you see at the back.", "--of", "stage partner", "--on", "2026-01-12")
    home.ok("start", "What do the quiet ones need?")
    home.ok("ask", "An hour a fortnight of cover.", "--of", "depute")
    return home


def ask(home: Home, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))["entry"]
    return found


def test_an_ask_belongs_to_the_current_cycle_and_says_how_it_is_answered(begun: Home) -> None:
    ran = begun.run("ask", "A second pair of eyes.", "-c", "1", "--on", "2026-02-02")
    assert ran.err.splitlines()[:2] == [
        "Ask 1.2 added to 1 · What happens when I wait?, for Monday 2 February 2026",
        "When there is an answer: enquiry answer 1.2",
    ]
    assert (ask(begun, "2.1")["kind"], ask(begun, "2.1")["of"], ask(begun, "2.1")["answer"]) == ("ask", "depute", None)


def test_it_is_answered_by_its_name_on_a_day_and_may_be_answered_otherwise_later(begun: Home) -> None:
    ran = begun.run("answer", "2.1", "partly", "Fridays", "only.", "--on", "yesterday")
    assert ran.err.startswith("Ask 2.1 of 2 · What do the quiet ones need? was answered: partly, for Monday 2 February")
    told = ask(begun, "2.1")
    assert (told["answer"], told["answered_on"], told["came_of_it"]) == ("partly", "2026-02-02", "Fridays only.")
    begun.ok("answer", "2.1", "granted")
    assert (ask(begun, "2.1")["answer"], ask(begun, "2.1")["answered_on"]) == ("yes", "2026-02-02")
    begun.ok("edit", "2.1", "--clear", "answer")
    assert (ask(begun, "2.1")["answer"], ask(begun, "2.1")["answered_on"]) == (None, None)
    begun.ok("undo", "3")
    assert ask(begun, "2.1")["answer"] is None


def test_what_is_missing_or_no_ask_is_said(begun: Home) -> None:
    begun.ok("reflect", "They waited too.")
    for typed, words, hint in (
        (("answer",), "Which of 2 open asks was answered was not named.", "enquiry asks lists them."),
        (("answer", "2.1"), "No answer was given for 2.1, so nothing was saved.", "It is yes, partly or no:"),
        (("answer", "2.2", "yes"), "2.2 is no ask, and only asks are answered.", "enquiry asks lists them."),
        (("answer", "2.1", "perhaps"), "“perhaps” is no answer, so nothing was saved.", "It is yes, partly or no:"),
        (("ask", "2.1"), "“2.1” is the name of an ask, and no ask by itself.", "To answer it: enquiry answer 2.1 yes"),
        (("edit", "2.1", "--answered", "yesterday"), "2.1 has a day on which it was answered, but no answer.", "Give"),
    ):
        ran = begun.run(*typed)
        assert ran.code == 2, typed
        first, second, *_ = ran.err.splitlines()
        assert (first.startswith(words), second.startswith(hint)) == (True, True), ran.err
    begun.ok("answer", "2.1", "no")
    begun.ok("answer", "--on", "today", "granted", "She came.")
    assert ask(begun, "1.1")["came_of_it"] == "She came."
    assert begun.run("answer").err.startswith("No ask is open.")


def test_at_a_terminal_it_asks_which_how_and_what_came_of_it(begun: Home) -> None:
    ran = begun.run("answer", stdin="2\npartly\nOne hour.\n", tty=True)
    assert ran.code == 0, ran.err
    assert "Which one was answered?" in ran.err
    assert "“An hour a fortnight of cover.”: how was it answered?" in ran.err
    assert (ask(begun, "2.1")["answer"], ask(begun, "2.1")["came_of_it"]) == ("partly", "One hour.")
    asked = begun.run("ask", stdin="A quiet room.\n\nhead teacher\n", tty=True)
    assert asked.code == 0, asked.err
    assert (ask(begun, "2.2")["text"], ask(begun, "2.2")["of"]) == ("A quiet room.", "head teacher")


def test_asks_lists_what_is_open_then_what_was_answered_and_narrows(begun: Home) -> None:
    begun.ok("answer", "2.1", "no", "There is no money.")
    told = begun.ok("asks").splitlines()
    assert told[:3] == [
        "Open",
        "  1.1   Tell me what you see at the back.",
        "        12 Jan 2026 · asked of stage partner",
    ]
    assert told[-1].strip() == "no, 3 February 2026: There is no money."
    assert "Answered" not in begun.ok("asks", "--open")
    plain = begun.ok("asks", "--of", "DEPUTE", "--plain").splitlines()
    assert plain[0] == "ask: 2.1"
    assert "answer: no, 3 February 2026" in plain
    found = json.loads(begun.ok("asks", "cycle:1", "--json"))
    assert ([one["name"] for one in found["open"]], found["answered"]) == (["1.1"], [])
    assert begun.run("asks", "-t", "nothing").err.startswith("No tag") or begun.run("asks", "money").err == ""
    assert [line.split()[0] for line in begun.ok("search", "kind:ask", "--plain").splitlines() if "2.1" in line]


def test_an_open_ask_stands_in_the_head_of_its_cycle_and_before_its_review_and_never_in_the_status(
    begun: Home,
) -> None:
    assert "no answer yet  An hour a fortnight of cover. (2.1)" in begun.ok("show", "2")
    told = begun.run("review", "2", stdin="\n", tty=True)
    assert "You asked for: An hour a fortnight of cover. (2.1, depute, 3 February 2026)" in told.out.replace("\n", " ")
    assert "cover" not in begun.ok("status").partition("What do the quiet")[0]
    begun.ok("answer", "2.1", "yes")
    assert "no answer yet" not in begun.ok("show", "2")


def test_a_review_asks_what_would_help_and_keeps_it_beside_itself_in_one_step(begun: Home) -> None:
    told = begun.run("review", "2", stdin="Too soon to say.\n\ncontinue\nfor now\n\nA day off.\nhead\n", tty=True)
    assert told.code == 0, told.err
    assert "Ask 2.3 added with it: A day off." in told.err
    assert (ask(begun, "2.3")["of"], ask(begun, "2.2")["decision"]) == ("head", "continue")
    begun.ok("undo")
    assert begun.run("show", "2.3").code == 3
    ran = begun.run(
        "review", "-c", "2", "--decision", "adapt", "--act", "Wait.", "--ask", "Less.", "--of", "head", "It is so."
    )
    assert "Action 2.5 added with it: Wait." in ran.err
    assert "Ask 2.6 added with it: Less." in ran.err
    assert begun.run("review", "-c", "2", "--of", "head", "It is so.").code == 2
    stopped = begun.run("review", "2", stdin="Enough.\n\nstop\nit is enough\n", tty=True)
    assert "What would help?" not in stopped.err


def test_a_summary_tells_what_was_asked_of_its_reader_and_of_nobody_else(begun: Home) -> None:
    for reader, told, untold in (
        ("prd", "An hour a fortnight of cover.", "Tell me what you see"),
        ("school", "An hour a fortnight of cover.", "Tell me what you see"),
        ("peer", "Tell me what you see at the back.", "An hour a fortnight"),
    ):
        page = begun.ok("summary", "--for", reader, "--share", "1", "--share", "2", "--names-are-fine")
        assert told in page.replace("\n", " "), reader
        assert untold not in page.replace("\n", " "), reader
    both = begun.ok("summary", "--for", "accreditation", "--share", "1", "--share", "2", "--names-are-fine")
    assert "What I asked for" in both
    held = begun.ok("summary", "--for", "prd", "--share", "1", "--dry-run")
    assert "it was asked of somebody else" in " ".join(held.split())
    assert "An hour a fortnight" not in begun.ok("summary", "--for", "prd", "--names-are-fine")


def test_a_year_later_it_is_looked_back_at(begun: Home) -> None:
    begun.ok("answer", "1.1", "yes", "She came twice.")
    later = begun.ok("lookback", ENQUIRY_TODAY="2027-02-03")
    lines = [line.strip() for line in later.splitlines()]
    at = lines.index("A year ago you asked for")
    assert "Tell me what you see at the back." in lines[at + 1]
    assert "stage partner: yes, 3 February 2026: She came twice." in " ".join(lines)
    assert "enquiry answer 2.1" in later
    assert json.loads(begun.ok("lookback", "--json", ENQUIRY_TODAY="2027-02-03"))["asks"][1]["name"] == "2.1"


def test_without_a_cycle_it_waits_as_a_note_that_is_filed_as_an_ask(home: Home) -> None:
    ran = home.run("ask", "An hour.", "--of", "depute")
    assert ran.err.splitlines()[-1].endswith("enquiry file n1 --as ask --of depute")
    home.ok("start", "What happens when I wait?")
    home.ok("file", "n1", "--as", "ask", "--of", "depute")
    assert ask(home, "1.1")["of"] == "depute"
