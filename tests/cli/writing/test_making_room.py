"""What gives way: said with what is begun, shown beside it, and asked for gently, once in a school year."""

import json

from tests.conftest import Home

ASKED = "What could give way"


def start(home: Home, question: str, *more: str, today: str = "2026-02-03") -> str:
    ran = home.run("start", question, *more, columns=100, ENQUIRY_TODAY=today)
    assert ran.code == 0, ran.err
    return " ".join(ran.err.split())


def test_more_begun_than_stopped_is_said_once_in_a_school_year_and_not_in_a_pipe(home: Home) -> None:
    assert ASKED not in start(home, "What happens when I wait?")
    assert ASKED not in home.run("start", "What do the quiet ones need?", "--json").err
    assert home.run("undo").code == 0
    told = start(home, "What do the quiet ones need?")
    assert "Begun: 1 and 3; stopped or made smaller: nothing so far. What could give way to 3?" in told
    assert 'enquiry edit 3 --instead "…"' in told
    assert ASKED not in start(home, "And the loud ones?")
    home.ok("start", "Next year, then?", ENQUIRY_TODAY="2026-09-01")
    assert ASKED in start(home, "And what else?", today="2026-09-02")


def test_what_gives_way_is_kept_with_what_it_gives_way_to_and_nothing_is_asked_then(home: Home) -> None:
    start(home, "What happens when I wait?", "--instead", "the weekly quiz")
    assert "give way" not in start(home, "What do the quiet ones need?", "--instead", "homework club on Mondays")
    home.ok("act", "A card in place of a grade.", "--instead", "the typed sheet")
    assert (
        "stopped, or left to make room: 2026-02-03, gave way to 2.1: the typed sheet"
        in home.ok("pulse", "--plain").splitlines()
    )
    assert "the typed sheet" in home.ok("pulse")
    found = json.loads(home.ok("pulse", "--json"))
    assert [one["name"] for one in found["begun"]] == ["1", "2", "2.1"]
    assert [one["text"] for one in found["stopped"]] == [
        "the weekly quiz",
        "homework club on Mondays",
        "the typed sheet",
    ]
    assert json.loads(home.ok("pulse", "1", "--json"))["begun"] == []
    assert "instead of: the typed sheet" in home.ok("timeline", "2")
    assert "what gives way: the typed sheet" in " ".join(home.ok("summary").split())
    assert home.ok("search", "typed", "sheet", "--plain")


def test_the_interview_of_a_beginning_asks_what_gives_way_and_enter_skips_it(home: Home) -> None:
    ran = home.run("start", stdin="What happens when I wait?\n\n\n\n\n\nThe quiz.\n\n", tty=True)
    assert ran.code == 0, ran.err
    assert "What will I stop, or do less of, to make room for it?" in ran.err
    assert json.loads(home.ok("show", "1", "--json"))["cycle"]["instead"] == "The quiz."
    ran = home.run("act", stdin="I wait.\n\n\n\n\n\n", tty=True)
    assert ran.code == 0, ran.err
    assert "What do I stop, or do less of, to make room for it?" in ran.err
