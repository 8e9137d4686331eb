"""`enquiry readings`: each source once, and how what it claims turned out here."""

import json

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def read(home: Home) -> Home:
    """A home in which one reading was tried in two classes, and another never looked at."""
    rowe = ("--authors", "Rowe, M. B.", "--year", "1986", "--expects", "longer answers")
    for day, group, verdict in (("2024-09-10", "S2 class", "as claimed"), ("2025-09-10", "S1 class", "in part: a few")):
        home.ok("start", "What happens when I wait?", "--group", group, "--on", day, "--quiet")
        home.ok("read", "waiting lengthens answers", *rowe, "--on", day, "-t", "talk", "--quiet")
        name = "1.1" if day < "2025" else "2.1"
        home.ok("review", "Think.", "--tried", f"{name}={verdict}", "--on", day.replace("-09-", "-11-"), "--quiet")
    home.ok("read", "boats float", "--expects", "a model of each", "--on", "2025-10-01", "--quiet")
    return home


def test_each_is_listed_once_with_where_it_stands(read: Home) -> None:
    assert read.ok("readings").splitlines() == [
        "Rowe 1986",
        "  Rowe, M. B. (1986)",
        "  1.1   10 Sep 2024  waiting lengthens answers",
        "                     would have you see longer answers",
        "  2.1   10 Sep 2025  waiting lengthens answers",
        "                     would have you see longer answers",
        "  tried in two classes: once as claimed, once in part",
        "",
        "  2.3    1 Oct 2025  boats float",
        "                     would have you see a model of each",
    ]


def test_what_was_tried_is_told_by_day_and_what_was_not_is_named(read: Home) -> None:
    assert read.ok("readings", "--tried").splitlines() == [
        "Rowe 1986: tried in two classes: once as claimed, once in part.",
        "  1.2   10 Nov 2024  as claimed, with S2 class",
        "  2.2   10 Nov 2025  in part, with S1 class: a few",
        "",
        "boats float",
        "  2.3    1 Oct 2025  not looked at yet; would have you see a model of each",
    ]
    plain = read.ok("readings", "--tried", "--plain")
    assert "reading: Rowe 1986\ntried: in two classes: once as claimed, once in part\n" in plain
    assert "review: 2.2, 2025-11-10\nverdict: in part\nwhy: a few\n" in plain
    [rowe, boats] = json.loads(read.ok("readings", "--json"))["readings"]
    assert [trial["verdict"] for trial in rowe["trials"]] == ["as-claimed", "in-part"]
    assert ([one["entry"] for one in rowe["entries"]], boats["entries"][0]["open"]) == (["1.1", "2.1"], True)


def test_it_is_narrowed_as_everything_is(read: Home) -> None:
    assert "boats" not in read.ok("readings", "-t", "talk")
    assert "Rowe" not in read.ok("readings", "boats")
    assert "10 Sep 2024" in read.ok("readings", "--year", "2025-26", "-t", "talk")  # a reading is told whole
    assert read.ok("readings", "--kind", "note") == ""
    read.ok("note", "x")
    ran = read.run("readings", "--tried", "--since", "2026-01-01")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0] == "No reading that fits was tried, or would have you see anything."


def test_where_nothing_was_read_that_is_said(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    assert home.run("readings").err.splitlines()[0] == "No reading yet."
    assert json.loads(home.ok("readings", "--json"))["readings"] == []
