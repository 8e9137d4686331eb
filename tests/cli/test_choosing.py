"""Choosing at a terminal by number or word; where nobody can be asked, what is no choice is refused."""

import json

import pytest

from enquiry.cli.choosing import choose, list_choices, read_choice
from enquiry.cli.session import Session
from tests.conftest import Home, Stream

CHOICES = {"supports": "it is as you thought", "mixed": "it is so in part", "contradicts": "it is not as you thought"}


def chosen(lines: str) -> tuple[str, str]:
    source, err = Stream(lines), Stream()
    source.tty = True
    return choose(Session(source, Stream(), err, {}), "Which?", CHOICES), err.getvalue()


def test_it_is_chosen_by_number_or_by_a_word() -> None:
    for typed in ("2\n", "Mixed\n", "mix\n", "9\nnothing like it\n2\n"):
        assert chosen(typed)[0] == "mixed"
    for typed in ("\n", "", "9\n9\n9\n9\n"):
        assert chosen(typed)[0] == ""
    assert "9 is not from 1 to 3." in chosen("9\n")[1]


@pytest.mark.parametrize("width", [34, 60, 140])
def test_a_list_fits_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = "\n".join(list_choices(CHOICES)).split("\n")
    assert max(map(len, lines)) <= width
    assert " ".join(" ".join(lines).split()).startswith("1 supports it is as you thought 2 mixed")


def test_a_number_that_is_a_choice_itself_is_that_choice() -> None:
    assert read_choice("2", ["1", "2", "3"]) == ("2", "")
    assert read_choice("2", ["a", "b"]) == ("b", "")


def test_an_option_is_read_kindly_and_asked_about_at_a_terminal(home: Home) -> None:
    home.ok("start", "What now?", "--quiet")

    def kind(*argv: str, **more: str) -> str:
        made = json.loads(home.ok("evidence", "x", "--json", *argv, **more, tty=bool(more)))
        return str(made["entry"]["evidence_kind"])

    assert kind("--kind", "Exit Tickets") == "exit-check"
    assert kind("--kind", "pupil", stdin="9\n") == "pupil-voice"
    assert kind("--kind", "poem", stdin="tally\n") == "tally"
    stopped = home.run("evidence", "x", "--kind", "poem", stdin="\n", tty=True)
    assert stopped.code == 2
    assert "(Enter to save nothing)" in stopped.err
    ran = home.run("evidence", "x", "--kind", "pupil")
    assert ran.err.startswith("“pupil” fits several choices for --kind: pupil-work and pupil-voice.\n")
    home.ok("search", "kind:reflections", "x")


def test_a_reader_is_named_kindly_and_picked_at_a_terminal(home: Home) -> None:
    home.ok("start", "What now?", "--quiet")
    assert home.ok("summary", "--for", "Accred", "--dry-run") == home.ok(
        "summary", "--for", "accreditation", "--dry-run"
    )
    ran = home.run("summary", "--for", "boss", "--dry-run", stdin="prd\n", tty=True)
    assert ran.code == 0
    assert "prd            Your review meeting: one to two pages since the last one." in " ".join(ran.err.split("\n"))
    assert home.run("summary", "--for", "boss", "--dry-run").code == 3
