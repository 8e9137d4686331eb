"""A leader's staff are not learners: whom a group is made of is asked once, and is right in every view and document."""

import json

import pytest

from enquiry.insight.summary.disclosure import has_few_learners
from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def head(home: Home) -> Home:
    """A head's journal: one cycle about teachers, measured twice, with few of them once."""
    home.ok("config", "role", "head")
    home.ok(
        "start", "What makes planning together worth its hour?", "--group", "P4 to P7 teachers", "--on", "2025-09-01"
    )
    value = ("--measure", "planned together=5 of 12", "--counts", "teachers", "--n", "12")
    home.ok("evidence", "asked in the staffroom", "--kind", "survey", *value, "--on", "2025-09-02")
    home.ok("act", "an hour a week", "--on", "2025-09-09")
    later = ("--measure", "planned together=9 of 12", "--n", "12")
    home.ok("evidence", "asked again", "--kind", "survey", *later, "--on", "2025-12-02")
    home.ok("evidence", "It saves my Sunday.", "--kind", "staff voice", "--n", "1", "--on", "2025-12-03")
    return home


def test_a_leaders_group_is_called_what_it_is_in_every_view_and_document(head: Home) -> None:
    told = [
        head.ok("show", "1.1"),
        head.ok("show", "1", "--plain"),
        head.ok("measures", "compare", "planned together"),
        head.ok("summary", "--for", "self", "--format", "markdown"),
        head.ok("summary", "--for", "school", "--share", "1", "--format", "text"),
        head.ok("list", "--all"),
    ]
    assert not [text for text in told if "learner" in text.casefold()]
    assert "teachers  12" in " ".join(told[0].split("\n")) or "teachers: 12" in told[1]
    assert "12 teachers" in told[3]
    assert "of 12 teachers" in " ".join(told[2].split())


def test_staff_evidence_belongs_to_the_colleagues(head: Home) -> None:
    pulse = json.loads(head.ok("pulse", "--json"))["cycles"][0]
    cells = {cell["kind"]: cell for cell in pulse["grid"] if cell["entries"]}
    assert {kind: cell["perspective"] for kind, cell in cells.items()} == {
        "survey": "colleagues",
        "staff-voice": "colleagues",
    }
    assert "through colleagues (" in head.ok("pulse", "--all")
    assert "colleagues" in head.ok("stats", "--by", "perspective")
    head.ok("edit", "1", "--group-of", "learners")
    assert "learners" in head.ok("stats", "--by", "perspective")


def test_few_teachers_are_as_close_as_few_pupils(head: Home) -> None:
    out = head.ok("summary", "--for", "school", "--share", "1", "--format", "markdown")
    assert "more than 7 of 12" in out
    assert "9 of 12" not in out
    assert "my Sunday" not in head.ok("summary", "--for", "peer", "--share", "1", "--format", "markdown")
    assert has_few_learners("Three teachers said it cost them their marking hour.")


def test_it_is_asked_once_where_the_words_are_not_certain(home: Home) -> None:
    ran = home.run("start", "Who speaks?", "--group", "the six", tty=True, stdin="\n")
    assert "Whom is the group made of" in ran.out + ran.err
    assert json.loads(home.ok("show", "1", "--json"))["cycle"]["group_of"] == "learners"
    assert "Whom is" not in home.run("start", "What helps?", "--group", "S2 class", tty=True).err
    home.run("start", "Who leads?", "--group", "the twelve", tty=True, stdin="teachers\n")
    assert json.loads(home.ok("show", "3", "--json"))["cycle"]["group_of"] == "teachers"
    ran = home.run("edit", "3", "--group", "the thirteen", tty=True)
    assert "Whom is" not in ran.err
    ran = home.run("start", "What do they need?", "--group", "parents of P1")
    assert "The group is taken for families. If it is not: enquiry edit 4 --group-of learners" in ran.err
    home.ok("close", "4", "--because", "done", "--next", "And at home?")
    assert json.loads(home.ok("show", "5", "--json"))["cycle"]["group"] == "parents of P1"


def test_questions_ask_of_those_who_are_meant(head: Home) -> None:
    asked = head.run("evidence", tty=True, stdin="They laughed\n\n\n\n\n\n\n\n\n")
    assert "How many teachers is it about?" in asked.out + asked.err
    asked = head.run("start", tty=True, stdin="What now?\n\n\n\n\n\n\n")
    assert "Which teachers are meant?" in asked.out + asked.err
