"""Every writing command: what it keeps, what it answers to a program, and what it says back to a person."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import Home, made_once

QUESTION = "What happens when I wait three seconds?"
SHARED = ("-t", "talk", "--tag", "maths/number", "--standard", "GTCS 3.1", "--standard", "TS2", "--privacy", "school")
SHARED_KEPT = {
    "recorded_at": "2026-02-03T16:30:00+00:00",
    "tags": ["talk", "maths/number"],
    "standards": ["GTCS 3.1", "TS2"],
    "privacy": "school",
}
WRITTEN: dict[str, tuple[tuple[str, ...], dict[str, object]]] = {
    "reading": (
        (
            *("read", "waiting lengthens answers", "--authors", "Rowe, M. B.", "--year", "1986"),
            *("--title", "Wait time", "--in", "JTE 37(1)", "--doi", "https://doi.org/10.1177/002248718603700110"),
            *("--url", "https://example.org/wait", "--fit", "mine are under a second", "--doubt", "small classes"),
        ),
        {
            "text": "waiting lengthens answers",
            "authors": "Rowe, M. B.",
            "year": 1986,
            "title": "Wait time",
            "where": "JTE 37(1)",
            "doi": "10.1177/002248718603700110",
            "url": "https://example.org/wait",
            "fit": "mine are under a second",
            "doubt": "small classes",
        },
    ),
    "action": (
        ("act", "counted to three on my fingers", "--planned", "12", "--done", "0", "--until", "2026-03-01"),
        {"text": "counted to three on my fingers", "planned": 12, "done": 0, "until": "2026-03-01"},
    ),
    "evidence": (
        (
            *("evidence", "9 of 24 answered", "--kind", "tally", "--stage", "checkpoint", "--direction", "mixed"),
            *("--n", "24", "--measure", "answered=9 of 24", "--source", "blue folder"),
        ),
        {
            "text": "9 of 24 answered",
            "evidence_kind": "tally",
            "stage": "checkpoint",
            "direction": "mixed",
            "n": 24,
            "values": [{"measure": "answered", "value": 9, "sd": None, "of": 24, "chosen": None, "tally": []}],
            "source": "blue folder",
        },
    ),
    "reflection": (("reflect", "they had been waiting for me"), {"text": "they had been waiting for me"}),
    "review": (
        ("review", "half a term in", "--decision", "adapt", "--because", "too fast", "--next-look", "in 4 weeks"),
        {"text": "half a term in", "decision": "adapt", "because": "too fast", "next_look": "2026-03-03"},
    ),
}


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with one cycle, open and current."""
    home.ok("start", QUESTION, "--on", "2025-09-01", "--quiet")
    return home


def answered(home: Home, *argv: str, **more: Any) -> dict[str, Any]:
    """Run a command with --json, and return its answer without the version."""
    answer: dict[str, Any] = json.loads(home.ok(*argv, "--json", **more))
    assert answer.pop("schema_version") == 1
    return answer


def assert_holds(whole: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    assert {name: whole.get(name, "missing") for name in part} == part


# What each command keeps, and answers with --json


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_entry_keeps_every_field_it_is_given(begun: Home, kind: str) -> None:
    argv, fields = WRITTEN[kind]
    answer = answered(begun, *argv, *SHARED, "--on", "2026-01-20", "-c", "1")
    assert list(answer) == ["entry"]
    assert_holds(answer["entry"], {"kind": kind, "name": "1.1", "happened_on": "2026-01-20", **SHARED_KEPT, **fields})
    assert answered(begun, "show", "1.1") == answer


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_entry_needs_no_field_but_its_text(begun: Home, kind: str) -> None:
    entry = answered(begun, WRITTEN[kind][0][0], "plain", "words")["entry"]
    assert_holds(entry, {"kind": kind, "text": "plain words", "happened_on": "2026-02-03", "tags": []})
    assert entry["id"]
    assert datetime.fromisoformat(entry["recorded_at"]) == datetime(2026, 2, 3, 16, 30, tzinfo=UTC)
    unsaid = {name: entry[name] for name in WRITTEN[kind][1] if name not in ("text", "evidence_kind")}
    assert not any(unsaid.values())


def test_start_keeps_every_field_it_is_given(begun: Home) -> None:
    argv = ["start", "And", "then?", "--issue", "four hands", "--why", "they wait for me", "--hunch", "I fill the gap"]
    argv += ["--group", "Year 8", "--success", "eight hands", "--success", "longer answers", "--grew-from", "1"]
    cycle = answered(begun, *argv, *SHARED, "--on", "2026-01-20", "--next-look", "in 3 weeks")["cycle"]
    assert_holds(cycle, SHARED_KEPT)
    assert_holds(cycle, {"number": 2, "question": "And then?", "state": "open", "grew_from": 1, "entries": []})
    assert_holds(cycle, {"issue": "four hands", "why": "they wait for me", "hunch": "I fill the gap"})
    assert_holds(cycle, {"group": "Year 8", "next_look": "2026-02-24"})
    assert cycle["questions"] == [{"text": "And then?", "on": "2026-01-20", "because": "", "by": ""}]
    assert [(sign["text"], sign["on"]) for sign in cycle["success"]] == [
        ("eight hands", "2026-01-20"),
        ("longer answers", "2026-01-20"),
    ]


def test_a_note_is_kept_in_the_inbox_as_an_entry_of_the_kind_note(begun: Home) -> None:
    entry = answered(begun, "note", "they", "answered", "more", *SHARED, "--on", "yesterday")["entry"]
    assert_holds(entry, SHARED_KEPT)
    assert_holds(entry, {"kind": "note", "name": "n1", "text": "they answered more", "happened_on": "2026-02-02"})
    assert answered(begun, "file")["inbox"] == [{name: entry[name] for name in entry if name != "kind"}]


def test_a_note_that_is_filed_keeps_its_day_its_moment_and_its_tags(begun: Home) -> None:
    noted = answered(begun, "note", "they answered more", *SHARED, "--on", "2026-01-20")["entry"]
    later = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
    entry = answered(begun, "file", "n1", "-c", "1", "--as", "evidence", "-t", "wait", now=later)["entry"]
    assert_holds(entry, {"kind": "evidence", "name": "1.1", "text": noted["text"], "happened_on": "2026-01-20"})
    assert_holds(entry, {"recorded_at": noted["recorded_at"], "standards": ["GTCS 3.1", "TS2"], "privacy": "school"})
    assert entry["tags"] == ["talk", "maths/number", "wait"]
    assert answered(begun, "file")["inbox"] == []
    assert answered(begun, "show", "n1")["entry"]["filed_as"] == "1.1"


@pytest.mark.parametrize("kind", ["reading", "action", "evidence", "reflection", "review", "note"])
def test_a_note_can_become_an_entry_of_any_kind(begun: Home, kind: str) -> None:
    begun.ok("note", "a line")
    assert answered(begun, "file", "n1", "--as", kind)["entry"]["kind"] == kind


def test_a_filed_note_is_not_filed_again(begun: Home) -> None:
    begun.ok("note", "a line")
    begun.ok("file", "n1")
    ran = begun.run("file", "n1")
    assert (ran.code, ran.out) == (3, "")
    assert "n1 was filed already, as 1.1" in ran.err


def test_the_inbox_is_listed_with_the_command_that_files(begun: Home) -> None:
    assert begun.ok("file") == "The inbox is empty.\n"
    begun.ok("note", "first line")
    begun.ok("note", "second line", "--on", "yesterday")
    assert begun.ok("file", "--plain").splitlines()[:3] == ["note: n1", "day: 2026-02-03", "text: first line"]
    assert "enquiry file n1 -c CYCLE --as evidence" in begun.ok("file")
    ran = begun.run("file", "-c", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "no note" in ran.err


def test_changing_commands_answer_with_the_whole_cycle(begun: Home) -> None:
    begun.ok("reflect", "a thought")
    for argv in (("use", "1"), ("refine", "Better?"), ("close", "1"), ("reopen", "1"), ("edit", "1", "--issue", "x")):
        cycle = answered(begun, *argv)["cycle"]
        assert cycle["number"] == 1
        assert [entry["text"] for entry in cycle["entries"]] == ["a thought"]


# What is said back


def test_an_entry_is_said_back_with_its_name_and_its_cycle(begun: Home) -> None:
    ran = begun.run("reflect", "3 minutes with Sam: he improved")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Reflection 1.1 added to 1 · {QUESTION}\n"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("read", "x"), f"Reading 1.1 added to 1 · {QUESTION}"),
        (("act", "x"), f"Action 1.1 added to 1 · {QUESTION}"),
        (("evidence", "x"), f"Evidence 1.1 added to 1 · {QUESTION}"),
        (("review", "--decision", "embed"), f"Review 1.1 added to 1 · {QUESTION}"),
        (("refine", "Better?"), "The question of 1 · Better? was refined."),
        (("note", "x"), "Note n1 is in the inbox. To a cycle: enquiry file n1 -c 1"),
        (("use", "wait"), f"The current cycle is 1 · {QUESTION}"),
        (("start", "Next?"), "Cycle 2 · Next? is open, and the current one."),
        (("edit", "1", "--group", "S2"), f"Cycle 1 · {QUESTION} was changed."),
        (("remove", "1"), f"Cycle 1 · {QUESTION} was removed; to bring it back: enquiry reopen 1"),
    ],
)
def test_every_writing_command_says_what_it_did(begun: Home, argv: tuple[str, ...], words: str) -> None:
    ran = begun.run(*argv)
    assert (ran.code, ran.out) == (0, "")
    assert f"{words}\n" in ran.err


@pytest.mark.parametrize(
    "argv",
    [("reflect", "x"), ("note", "x"), ("start", "x"), ("refine", "x"), ("use", "1"), ("close",), ("edit", "1", "x")],
)
def test_quiet_says_nothing(begun: Home, argv: tuple[str, ...]) -> None:
    ran = begun.run(*argv, "--quiet")
    assert ran == (0, "", "")
    answer = begun.run("show", "1", "--quiet", "--json")
    assert answer.err == ""


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("reflect", "x", "--on", "yesterday"), ", for Monday 2 February 2026\n"),
        (("reflect", "x", "--on", "today"), "three seconds?\n"),
        (("reflect", "x", "--on", "1/2/2026"), ", for Sunday 1 February 2026\n"),
        (("note", "x", "--on", "last tuesday"), ", for Tuesday 27 January 2026."),
        (("refine", "x", "--on", "2026-01-05"), ", for Monday 5 January 2026."),
        (("start", "x", "--on", "3 weeks ago"), ", for Tuesday 13 January 2026,"),
        (("close", "--on", "20 nov"), ", for Thursday 20 November 2025."),
        (("edit", "1", "--on", "2025-08-18"), f"Cycle 1 · {QUESTION} was changed, for Monday 18 August 2025."),
    ],
)
def test_the_day_is_said_back_when_it_is_not_today(begun: Home, argv: tuple[str, ...], said: str) -> None:
    assert said in begun.run(*argv).err


def test_a_day_in_figures_is_read_in_the_order_of_the_calendar(home: Home) -> None:
    home.ok("config", "calendar", "usa")
    assert "Friday 2 January 2026" in home.run("start", "x", "--on", "1/2/2026").err


def test_a_new_journal_is_said_once(home: Home) -> None:
    first, second = home.run("note", "one"), home.run("note", "two")
    assert f"A new journal was made at {home.journal}\n" in first.err
    assert "enquiry config calendar england" in first.err
    assert "new journal" not in second.err
    assert home.journal.stat().st_mode & 0o777 == 0o600


def test_a_journal_that_was_not_made_is_not_said_to_be(home: Home) -> None:
    """What is set is what holds anyway, so that nothing is to be kept."""
    assert home.run("config", "calendar", "scotland").err == "calendar is now “scotland”, in the journal.\n"
    assert not home.journal.exists()


def test_a_long_question_is_said_back_shortened_on_one_line(home: Home) -> None:
    home.ok("start", "What happens to\nthe answers I get " + "when I wait " * 10)
    said = home.run("reflect", "x").err
    assert said.count("\n") == 1
    assert said.startswith("Reflection 1.1 added to 1 · What happens to the answers I get when I")
    assert said.endswith("…\n")


def test_a_tag_close_to_an_old_one_is_noted_and_kept(begun: Home) -> None:
    begun.ok("reflect", "a", "-t", "questioning")
    begun.ok("reflect", "b", "-t", "Questioning")
    ran = begun.run("reflect", "c", "-t", "questionning")
    assert "“questionning” is new, and close to “questioning”, used 2 times." in ran.err
    assert answered(begun, "show", "1.3")["entry"]["tags"] == ["questionning"]
    assert "is new" not in begun.run("reflect", "d", "-t", "questionning").err
    assert "is new" not in begun.run("reflect", "e", "-t", "wholly-other").err


def test_a_tag_used_once_is_told_so(begun: Home) -> None:
    begun.ok("note", "a", "-t", "reading")
    assert "close to “reading”, used once." in begun.run("start", "x", "-t", "readin").err


def test_a_tag_given_twice_is_kept_once(begun: Home) -> None:
    entry = answered(begun, "reflect", "x", "-t", "#Maths / Number", "-t", "maths/number", "-t", "talk")["entry"]
    assert entry["tags"] == ["Maths/Number", "talk"]


# Days to come


def test_a_day_to_come_without_a_terminal_is_refused(begun: Home) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run("reflect", "x", "--on", "tomorrow")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "“tomorrow” is Wednesday 4 February 2026, which is yet to come.",
        "Name an earlier day, or give --yes.",
    ]
    assert begun.journal.read_bytes() == before


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("YES\n", 0), ("n\n", 2), ("\n", 2), ("", 2)])
def test_a_day_to_come_is_questioned_on_a_terminal(begun: Home, typed: str, code: int) -> None:
    ran = begun.run("reflect", "x", "--on", "tomorrow", tty=True, stdin=typed)
    assert ran.code == code
    assert "Wednesday 4 February 2026 is yet to come. Keep it? [y/N] " in ran.err
    assert len(answered(begun, "show", "1")["cycle"]["entries"]) == (code == 0)


def test_yes_answers_the_question_and_no_input_never_asks(begun: Home) -> None:
    assert begun.run("note", "x", "--on", "tomorrow", "--yes").code == 0
    ran = begun.run("note", "x", "--on", "tomorrow", "--no-input", tty=True, stdin="y\n")
    assert (ran.code, "[y/N]" in ran.err) == (2, False)


def test_a_next_look_lies_ahead(begun: Home) -> None:
    assert answered(begun, "review", "x", "--next-look", "tuesday")["entry"]["next_look"] == "2026-02-10"
    ran = begun.run("review", "x", "--next-look", "yesterday")
    assert (ran.code, ran.out) == (2, "")
    assert "“yesterday” is Monday 2 February 2026, which is past" in ran.err
    assert begun.run("start", "x", "--next-look", "2025-01-01").code == 2


# Measures


def test_a_unit_is_learned_from_the_first_value_that_has_one(begun: Home) -> None:
    begun.ok("evidence", "x", "--measure", "explain exchange=4")
    begun.ok("evidence", "x", "--measure", "Explain  Exchange=5 turns")
    begun.ok("evidence", "x", "--measure", "explain exchange=6")
    exported = json.loads(begun.ok("export"))
    assert [(m["name"], m["unit"]) for m in exported["measures"]] == [("explain exchange", "turns")]
    values = [entry["values"][0] for entry in exported["cycles"][0]["entries"]]
    assert [(value["measure"], value["value"]) for value in values] == [("explain exchange", n) for n in (4, 5, 6)]


def test_a_unit_that_differs_is_questioned(begun: Home) -> None:
    begun.ok("evidence", "x", "--measure", "pace=70 words")
    refused = begun.run("evidence", "y", "--measure", "pace=2 minutes")
    assert (refused.code, refused.out) == (2, "")
    assert "“pace” is measured in “words”, and this says “minutes”." in refused.err
    asked = begun.run("evidence", "y", "--measure", "pace=71 word", tty=True, stdin="y\n")
    assert asked.code == 0
    assert "Keep the value as “words”? [y/N]" in asked.err
    assert begun.run("evidence", "y", "--measure", "pace=71 word", "--yes").code == 0
    assert "pace  70 ▁██ 71 words" in begun.ok("show")


def test_several_measures_come_with_one_piece_of_evidence(begun: Home) -> None:
    given = ("--measure", "pace=70 words", "--measure", "accuracy=-0.5")
    entry = answered(begun, "evidence", "x", *given)["entry"]
    assert [(value["measure"], value["value"]) for value in entry["values"]] == [("pace", 70), ("accuracy", -0.5)]


def test_a_standard_deviation_belongs_to_one_value(begun: Home) -> None:
    entry = answered(begun, "evidence", "x", "--measure", "score=12.6", "--sd", "4.1", "--n", "26")["entry"]
    assert entry["values"] == [{"measure": "score", "value": 12.6, "sd": 4.1, "of": None, "chosen": None, "tally": []}]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--measure", "score=1,5"), "“score=1,5” is not a measure and its value."),
        (("--measure", "score=1,02"), "“score=1,02” is not a measure and its value."),
        (("--measure", "score"), "“score” is not a measure and its value."),
        (("--measure", "=3"), "“=3” is not a measure and its value."),
        (("--measure", "score=many"), "“score=many” is not a measure and its value."),
        (("--measure", ""), "The measure is empty."),
        (("--measure", "a=1", "--measure", "A =2"), "The measure “A” is given twice."),
        (("--sd", "1.5"), "--sd 1.5 belongs to 0 measures."),
        (("--measure", "a=1", "--measure", "b=2", "--sd", "1"), "--sd 1 belongs to 2 measures."),
        (("--measure", "a=1", "--sd", "nan"), "--sd nan is no number."),
        (("--measure", "a=1", "--sd", "inf"), "--sd inf is no number."),
        (("--measure", "a=1", "--sd", "-1"), "“-1.0” is no number from 0 for --sd."),
        (("--n", "0"), "“0” is no whole number from 1 to 1,000,000 for --n."),
    ],
)
def test_a_value_that_cannot_be_read_is_refused(begun: Home, argv: tuple[str, ...], words: str) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run("evidence", "x", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(words)
    assert len(ran.err.splitlines()) == 2
    assert begun.journal.read_bytes() == before


@pytest.mark.parametrize(
    "argv",
    [
        ("act", "x", "--planned", "-1"),
        ("act", "x", "--done", "99999999999999999999999"),
        ("act", "x", "--planned", "two"),
        ("evidence", "x", "--n", "99999999999999999999999"),
        ("read", "x", "--year", "99"),
        ("read", "x", "--doi", "foo"),
        ("act", "x", "--until", "nonsense"),
        ("act", "x", "--until", ""),
        ("reflect", "x", "--standard", ""),
        ("reflect", "x", "-t", ""),
        ("reflect", "x", "-t", "a,b"),
        ("reflect", "x", "-t", "2025"),
        ("start", "x", "--issue", "  "),
        ("start", "x", "--success", ""),
        ("read", "x", "--authors", ""),
        ("review", "x", "--because", "no decision"),
        ("reflect", "x", "--privacy", "everyone"),
        ("reflect", "x", "--on", ""),
        ("reflect", "x", "--on", "31 feb"),
        ("reflect", "x", "--on", "last week"),
        ("close", "--next", ""),
        ("refine", QUESTION),
    ],
)
def test_a_field_that_cannot_be_kept_is_refused_and_nothing_is_changed(begun: Home, argv: tuple[str, ...]) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert begun.journal.read_bytes() == before
