"""`year`, `stats`, `lookback` and the lanes of `timeline` at the command line."""

import json
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "talk", "--on", "2025-09-01", "--quiet")
    home.ok("evidence", "4 of 24", "--on", "2025-09-10", "--quiet")
    home.ok("reflect", "boats", "--on", "2025-11-12", "-t", "sea", "--quiet")
    return home


def test_timeline_draws_lanes_for_a_school_year_and_a_letter_where_it_is_asked_for(kept: Home) -> None:
    lanes, letter = kept.ok("timeline", "--year", "2025-26"), kept.ok("timeline", "--year", "2025-26", "--letter")
    assert lanes.startswith("Session 2025-26 · ")
    assert letter.startswith("1 · What happens when I wait?")
    for narrower in (["1"], ["--term", "1"], ["--since", "2025-08-01"]):
        assert not kept.ok("timeline", *narrower, "--year", "2025-26").startswith("Session")
    assert kept.ok("timeline", "--year", "2025-26", "-t", "sea").count("○")
    assert kept.run("timeline", "--year", "2019-20").err == "Nothing was written that fits.\n"
    whole = json.loads(kept.ok("timeline", "--year", "2025-26", "--json"))
    assert {k: v for k, v in whole.items() if k not in ("year", "weeks")} == json.loads(
        kept.ok("timeline", "--year", "2025-26", "--letter", "--json")
    )


def pieces(home: Home, *argv: str) -> dict[str, Any]:
    years = json.loads(home.ok("year", *argv, "--json"))["years"]
    return {year["year"]: {row["name"]: sum(row["pieces"]) for row in year["rows"]} for year in years}


def test_year_is_this_one_or_each_of_the_time_asked_for(kept: Home) -> None:
    assert pieces(kept) == {"2025-26": {"evidence": 1, "reflection": 1, "review": 0}}
    assert pieces(kept, "--year", "2025-26", "--by", "cycle") == {"2025-26": {"1": 2}}
    assert pieces(kept, "boats") == {"2025-26": {"evidence": 0, "reflection": 1, "review": 0}}
    assert pieces(kept, "-t", "sea", "--since", "2020-01-01") == {
        "2025-26": {"evidence": 0, "reflection": 1, "review": 0}
    }
    assert pieces(kept, "--kind", "action") == {"2025-26": {}}
    ran = kept.run("year", "--year", "2019-20")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.\n"


def test_stats_take_terms_within_a_year_and_years_over_several(kept: Home) -> None:
    assert kept.ok("stats").startswith("Entries by kind and term\n")
    kept.ok("reflect", "long ago", "--on", "2019-11-12", "--quiet")
    assert kept.ok("stats").startswith("Entries by kind and year\n")
    assert kept.ok("stats", "boats", "--per", "week").startswith("Entries by kind and week\n")
    ran = kept.run("stats", "--by", "decision")
    assert (ran.out, ran.err) == ("", "There is nothing to count that fits.\n")


def test_nothing_to_look_back_on_is_said(home: Home) -> None:
    home.ok("start", "new?", "--quiet")
    assert home.run("lookback").err == "Nothing lies in this week of earlier years, and no promise is waiting.\n"


@pytest.mark.parametrize("command", ["year", "stats", "lookback", "timeline"])
@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["--year", "2025-27"], 2, "I can't tell which session “2025-27” means."),
        (["--year", "1802-03"], 2, "The session “1802-03” is too far away."),
        (["--since", "today", "--until", "yesterday"], 2, "--since “today”"),
        (["--term", "9"], 3, "There is no “9” in 2025-26."),
        (["-t", "tolk"], 3, "Nothing bears the tag “tolk”. Did you mean talk?"),
    ],
)
def test_what_cannot_be_looked_at_is_said(kept: Home, command: str, argv: list[str], code: int, words: str) -> None:
    ran = kept.run(command, *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(words)
