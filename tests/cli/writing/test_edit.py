"""Changing what was written: every field, the clearing of fields, and the refusal of fields a thing does not have."""

import json
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def written(home: Home) -> Home:
    """A home with one of everything: cycle 1, a reading, action, evidence, reflection and review in it, a note."""
    home.ok("start", "What happens when I wait?", "--issue", "hands", "-t", "talk", "-t", "maths", "--success", "one")
    argv = ["read", "a claim", "--authors", "Rowe", "--year", "1986", "--title", "T", "--in", "J", "--url", "u"]
    home.ok(*argv, "--doi", "10.1177/1", "--fit", "f", "--doubt", "d")
    home.ok("act", "a change", "--planned", "4", "--done", "2", "--until", "2026-03-01")
    home.ok(
        "evidence",
        "a sight",
        "--measure",
        "pace=3 words",
        "--sd",
        "1",
        "--n",
        "24",
        "--source",
        "s",
        "--standard",
        "TS1",
    )
    home.ok("reflect", "a thought")
    home.ok("review", "a look", "--decision", "continue", "--because", "b", "--next-look", "in 2 weeks")
    home.ok("note", "a line", "-t", "talk")
    return home


def edited(home: Home, name: str, *argv: str, **more: Any) -> dict[str, Any]:
    """Edit a thing, and return it as it was answered; it is shown the same way afterwards."""
    answer = json.loads(home.ok("edit", name, *argv, "--json", **more))
    assert json.loads(home.ok("show", name, "--json")) == answer
    found: dict[str, Any] = answer.get("cycle") or answer["entry"]
    return found


@pytest.mark.parametrize(
    ("name", "option", "value", "field", "kept"),
    [
        ("1", "--issue", "four hands", "issue", "four hands"),
        ("1", "--why", "it matters", "why", "it matters"),
        ("1", "--hunch", "I rush", "hunch", "I rush"),
        ("1", "--group", "S2", "group", "S2"),
        ("1", "--next-look", "in 3 weeks", "next_look", "2026-02-24"),
        ("1", "--privacy", "public", "privacy", "public"),
        ("1", "--standard", "TS5", "standards", ["TS5"]),
        ("1", "-t", "wait", "tags", ["talk", "maths", "wait"]),
        ("1", "--untag", "MATHS", "tags", ["talk"]),
        ("1.1", "--authors", "Tobin", "authors", "Tobin"),
        ("1.1", "--year", "1987", "year", 1987),
        ("1.1", "--title", "Role", "title", "Role"),
        ("1.1", "--in", "RER", "where", "RER"),
        ("1.1", "--doi", "doi:10.3102/2", "doi", "10.3102/2"),
        ("1.1", "--url", "https://x", "url", "https://x"),
        ("1.1", "--fit", "well", "fit", "well"),
        ("1.1", "--doubt", "little", "doubt", "little"),
        ("1.2", "--planned", "9", "planned", 9),
        ("1.2", "--done", "0", "done", 0),
        ("1.2", "--until", "2026-04-01", "until", "2026-04-01"),
        ("1.3", "--kind", "exit-check", "evidence_kind", "exit-check"),
        ("1.3", "--stage", "outcome", "stage", "outcome"),
        ("1.3", "--direction", "contradicts", "direction", "contradicts"),
        ("1.3", "--n", "6", "n", 6),
        ("1.3", "--source", "jotters", "source", "jotters"),
        (
            "1.3",
            "--measure",
            "PACE=7",
            "values",
            [{"measure": "pace", "value": 7, "sd": None, "of": None, "chosen": None, "tally": []}],
        ),
        ("1.4", "--on", "yesterday", "happened_on", "2026-02-02"),
        ("1.4", "-t", "talk", "tags", ["talk"]),
        ("1.5", "--decision", "pause", "decision", "pause"),
        ("1.5", "--because", "tired", "because", "tired"),
        ("1.5", "--next-look", "tomorrow", "next_look", "2026-02-04"),
        ("n1", "--on", "2026-01-05", "happened_on", "2026-01-05"),
        ("n1", "--privacy", "reviewer", "privacy", "reviewer"),
    ],
)
def test_every_field_can_be_changed(
    written: Home, name: str, option: str, value: str, field: str, kept: object
) -> None:
    before = json.loads(written.ok("show", name, "--json"))
    thing = edited(written, name, option, value)
    assert thing[field] == kept
    was = before.get("cycle") or before["entry"]
    changed = {key for key in thing if key != "entries" and thing[key] != was[key]}
    assert changed == {field}


def test_what_stood_there_before_is_said_and_how_to_go_back(written: Home) -> None:
    said = written.run("edit", "1", "Why do I wait?").err
    assert "question: What happens when I wait? (3 February 2026) → Why do I wait? (3 February 2026)" in said
    assert "enquiry undo, then enquiry refine" in said
    said = written.run("edit", "1.2", "another change", "--until", "next friday").err
    assert "“next friday” is Friday 13 February 2026." in said
    assert "text: a change → another change\nuntil: 1 March 2026 → 13 February 2026\nTo go back: enquiry undo" in said
    assert "→" not in written.run("edit", "1", "--group", "S2").err
    said = written.run("edit", "1", "--success", "two").err
    assert 'cycle 1 has 2 now. To have it alone: enquiry edit 1 --success "" --success "…"' in said
    assert edited(written, "1", "--success", "", "--success", "three")["success"][0]["text"] == "three"


@pytest.mark.parametrize(
    ("name", "option", "field", "empty"),
    [
        ("1", "--issue", "issue", ""),
        ("1", "--success", "success", []),
        ("1.1", "--authors", "authors", ""),
        ("1.1", "--title", "title", ""),
        ("1.1", "--in", "where", ""),
        ("1.1", "--doi", "doi", ""),
        ("1.1", "--url", "url", ""),
        ("1.1", "--fit", "fit", ""),
        ("1.1", "--doubt", "doubt", ""),
        ("1.2", "--until", "until", None),
        ("1.3", "--source", "source", ""),
        ("1.3", "--measure", "values", []),
        ("1.3", "--standard", "standards", []),
        ("1.5", "--because", "because", ""),
        ("1.5", "--next-look", "next_look", None),
    ],
)
def test_an_empty_text_clears_a_field(written: Home, name: str, option: str, field: str, empty: object) -> None:
    assert edited(written, name, option, "")[field] == empty


def test_the_next_look_of_a_cycle_can_be_taken_away(written: Home) -> None:
    edited(written, "1", "--next-look", "in 4 weeks")
    assert edited(written, "1", "--next-look", "")["next_look"] is None


@pytest.mark.parametrize("name", ["1.1", "1.2", "1.3", "1.4", "1.5", "n1"])
def test_the_text_is_changed_from_words_and_from_standard_input(written: Home, name: str) -> None:
    assert edited(written, name, "new", "words: [good]")["text"] == "new words: [good]"
    assert edited(written, name, "-", stdin="-5 left\nand a line\n")["text"] == "-5 left\nand a line"


def test_the_question_and_its_day_are_changed_together(written: Home) -> None:
    cycle = edited(written, "1", "Better?", "--on", "2025-09-01", "--because", "clearer")
    assert cycle["questions"] == [{"text": "Better?", "on": "2025-09-01", "because": "clearer", "by": ""}]


def test_the_latest_question_is_corrected_and_the_first_keeps_the_beginning(written: Home) -> None:
    written.ok("refine", "Beter?")
    edited(written, "1", "Better?", "--because", "a slip")
    cycle = edited(written, "1", "--on", "2025-09-01")
    assert [(q["text"], q["on"], q["because"]) for q in cycle["questions"]] == [
        ("What happens when I wait?", "2025-09-01", ""),
        ("Better?", "2026-02-03", "a slip"),
    ]


def test_tags_are_put_on_and_taken_off_together(written: Home) -> None:
    assert edited(written, "1", "-t", "wait", "--untag", "talk", "-t", "new")["tags"] == ["maths", "wait", "new"]


def test_success_signs_are_added_to_those_said_before(written: Home) -> None:
    assert [sign["text"] for sign in edited(written, "1", "--success", "two")["success"]] == ["one", "two"]
    anew = edited(written, "1", "--success", "", "--success", "three")["success"]
    assert [sign["text"] for sign in anew] == ["three"]


def test_several_fields_are_changed_at_once(written: Home) -> None:
    entry = edited(written, "1.3", "seen again", "--n", "5", "--measure", "score=4", "--sd", "2", "--on", "yesterday")
    assert (entry["text"], entry["n"], entry["happened_on"]) == ("seen again", 5, "2026-02-02")
    assert entry["values"] == [{"measure": "score", "value": 4, "sd": 2.0, "of": None, "chosen": None, "tally": []}]
    assert "score" in {measure["name"] for measure in json.loads(written.ok("export"))["measures"]}


def test_a_decision_that_is_changed_changes_the_state(written: Home) -> None:
    edited(written, "1.5", "--decision", "stop")
    assert json.loads(written.ok("show", "1", "--json"))["cycle"]["state"] == "closed"


@pytest.mark.parametrize(
    ("name", "argv", "words"),
    [
        ("1", ("--n", "3"), "--n does not belong to a cycle."),
        ("1", ("--decision", "stop"), "--decision does not belong to a cycle."),
        ("1", ("--planned", "0"), "--planned does not belong to a cycle."),
        ("1.1", ("--kind", "tally"), "--kind does not belong to a reading."),
        ("1.2", ("--in", "x"), "--in does not belong to an action."),
        ("1.3", ("--next-look", "tomorrow"), "--next-look does not belong to a piece of evidence."),
        ("1.3", ("--issue", ""), "--issue does not belong to a piece of evidence."),
        ("1.4", ("--because", "x"), "--because does not belong to a reflection."),
        ("1.5", ("--measure", "a=1"), "--measure does not belong to a review."),
        ("n1", ("--success", "x"), "--success does not belong to a note."),
        ("1", ("--untag", "zz"), "1 does not bear the tag “zz”."),
        ("1", ("--untag", "tal"), "1 does not bear the tag “tal”."),
        ("1", (), "Nothing about 1 would change."),
        ("1", ("--issue", "hands"), "Nothing about 1 would change."),
        ("1.4", ("a thought",), "Nothing about 1.4 would change."),
        ("1.4", ("",), "The text is empty."),
        ("1.3", ("--sd", "2"), "--sd 2 belongs to 0 measures."),
        ("1.4", ("--on", "2027-01-01"), "“2027-01-01” is Friday 1 January 2027, which is yet to come."),
        ("1.4", ("--on", "soonish"), "I can't read “soonish” as a day."),
        ("1.1", ("--doi", "foo"), "“foo” is not a DOI."),
        ("1.4", ("--text", "x"), "enquiry edit has no option “--text”."),
        ("1.3", ("--measure", "pace=2 minutes"), "“pace” is measured in “words”, and this says “minutes”."),
    ],
)
def test_what_cannot_be_changed_is_refused_and_nothing_is(
    written: Home, name: str, argv: tuple[str, ...], words: str
) -> None:
    before = written.journal.read_bytes()
    ran = written.run("edit", name, *argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(words)
    assert len(ran.err.splitlines()) == 2
    assert written.journal.read_bytes() == before


def test_what_an_edit_has_to_mend_is_said(written: Home) -> None:
    ran = written.run("edit", "1", "--success", "bytes \udcff", "--standard", "Own\udcff", "--yes")
    assert ran.code == 0
    assert "Note on the success sign: bytes that are not UTF-8 were replaced by �." in ran.err
    assert "Note on the standard: bytes that are not UTF-8 were replaced by �." in ran.err


def test_edit_needs_a_name(written: Home) -> None:
    ran = written.run("edit")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "What is to be changed was not named.\nName an entry, a note or a cycle: enquiry edit NAME\n"
