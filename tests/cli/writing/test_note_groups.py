"""Notes that belong together: offered once a month, made a cycle by a question, let be for good."""

import json
from datetime import timedelta

import pytest

from enquiry.__main__ import main
from enquiry.cli.session import Session
from tests.answers.schemas import validator
from tests.conftest import NOW, Home, Ran, Stream, made_once


@pytest.fixture
@made_once
def noted(home: Home) -> Home:
    """A home with a cycle and three notes of three weeks about the corridor."""
    home.ok("start", "What happens when I wait?")
    home.ok("note", "loud in the corridor", "--on", "2026-01-12")
    home.ok("note", "corridors again, after PE", "--on", "2026-01-20")
    home.ok("note", "bus duty")
    home.ok("note", "the corridor was calm for once")
    return home


def at_terminal(home: Home, answers: str, *argv: str, days: int = 0) -> Ran:
    source, out, err = Stream(answers), Stream(), Stream()
    source.tty = out.tty = True
    code = main([*argv], Session(source, out, err, home.environ, clock=lambda: NOW + timedelta(days=days)))
    return Ran(code, out.getvalue(), err.getvalue())


def test_a_typed_question_opens_a_cycle_with_the_notes_on_their_own_days(noted: Home) -> None:
    told = at_terminal(noted, "What makes the corridor loud?\n", "file", "--together")
    assert "They share “corridor”." in told.out
    assert "Counted by words alone" in " ".join(told.out.split())
    assert "Cycle 2 · What makes the corridor loud? is open" in told.err
    kept = json.loads(noted.ok("show", "2", "--json"))["cycle"]
    assert [entry["happened_on"] for entry in kept["entries"]] == ["2026-01-12", "2026-01-20", "2026-02-03"]
    assert [note["name"] for note in json.loads(noted.ok("file", "--json"))["inbox"]] == ["n3"]
    noted.ok("undo")
    assert len(json.loads(noted.ok("file", "--json"))["inbox"]) == 4


def test_enter_lets_them_be_for_good_and_the_end_of_input_does_not(noted: Home) -> None:
    assert "not offered" not in at_terminal(noted, "", "file", "--together").err.split("Enter for none")[1][60:]
    assert at_terminal(noted, "\n", "file", "--together").code == 0
    assert "No notes" in at_terminal(noted, "", "file", "--together").out
    assert noted.run("file", "--together", "--decline").code == 2
    assert "share" not in at_terminal(noted, "", "status", days=40).out


def test_status_offers_them_once_a_month(noted: Home) -> None:
    assert "Notes n1, n2 and n4 share “corridor”. A question?" in " ".join(at_terminal(noted, "", "status").out.split())
    assert "share" not in at_terminal(noted, "", "status", days=20).out
    assert "share" in at_terminal(noted, "", "status", days=32).out
    noted.ok("file", "--together", "--decline")
    assert "share" not in at_terminal(noted, "", "status", days=70).out


def test_a_pipe_is_told_and_asked_nothing_and_options_that_do_not_fit_are_refused(noted: Home) -> None:
    told = noted.run("file", "--together", "--plain")
    assert "they share: corridor" in told.out
    assert "enquiry file --together --decline" in told.err
    answer = json.loads(noted.ok("file", "--together", "--json"))
    validator("file").validate(answer)
    assert (answer["words"], answer["weeks"]) == (["corridor"], 3)
    assert noted.run("file", "n1", "--together").code == noted.run("file", "--decline").code == 2
