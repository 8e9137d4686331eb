"""`enquiry summary --for`: readers, what may leave, previews, and documents in every format."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with two cycles; of the first an entry is shared with the reviewer, the second is private."""
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01", "--group", "Year 8", "-t", "talk")
    home.ok("act", "counted to three", "--on", "2025-09-08")
    home.ok("evidence", "more hands", "--on", "2025-10-01", "--privacy", "reviewer", "--direction", "supports")
    home.ok("evidence", "one hates it", "--kind", "case-pupil", "--direction", "contradicts", "--on", "2025-10-02")
    home.ok("reflect", "=they had been waiting for me", "--on", "2025-10-06", "-t", "for-my-reviewer")
    home.ok("start", "What helps at home?", "--on", "2025-09-15")
    home.ok("reflect", "nobody knows", "--on", "2025-10-20")
    return home


def summary(home: Home, *argv: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(home.ok("summary", *argv, "--json"))["summary"]
    return told


def told(summary: dict[str, Any]) -> list[str]:
    sections = ("disagreed", "seen", "done", "thought", "decisions", "readings", "notes")
    return [line["name"] for cycle in summary["cycles"] for section in sections for line in cycle[section]]


# What may leave


def test_a_private_journal_lets_nothing_go_and_says_how(kept: Home) -> None:
    ran = kept.run("summary", "--for", "school")
    assert ran.code == 0
    assert "Nothing of this time was shared with this reader." in ran.out
    assert "What happens when I wait?" not in ran.out
    assert ran.err == (
        "Held back: the words of 1 and 2, 1.1, 1.3, 1.4 and 2.1: its privacy is private.\n"
        "Held back: 1.2: its privacy is reviewer.\n"
        "To let a cycle, or all, go for once: enquiry summary --for school --share 1\n"
    )


def test_what_was_shared_goes_and_the_cycle_s_words_do_not(kept: Home) -> None:
    found = summary(kept, "--for", "prd")
    assert told(found) == ["1.2"]
    assert (found["cycles"][0]["goes"], found["cycles"][0]["question"], found["partial"]) == (False, "", True)


def test_a_cycle_is_let_go_for_once(kept: Home) -> None:
    found = summary(kept, "--for", "prd", "--share", "wait")
    assert sorted(told(found)) == ["1.1", "1.2", "1.3", "1.4"]
    text = kept.ok("summary", "--for", "prd", "--share", "1", "--format", "markdown")
    assert "one hates it" not in text
    assert "- 2 October 2025: **Case pupil.** (kept back: it is about one learner)" in text
    assert "What helps at home?" not in text
    assert summary(kept, "--for", "prd")["cycles"][0]["goes"] is False


def test_an_entry_is_included_or_held_by_its_name(kept: Home) -> None:
    text = kept.ok("summary", "--for", "prd", "--share", "1", "--include", "1.3", "--hold", "1.1", "--plain")
    assert "one hates it" in text
    assert "counted to three" not in text
    assert "nobody knows" in kept.ok("summary", "--for", "prd", "--include", "2.1", "--plain")
    assert "nobody knows" in kept.ok("summary", "--for", "prd", "--share", "all", "--plain")


def test_a_field_of_a_cycle_is_held_by_its_name(kept: Home) -> None:
    kept.ok("refine", "What happens when I wait for Sam?", "-c", "1")
    kept.ok("refine", "What happens when I wait longer?", "-c", "1")
    shared = ("summary", "--for", "prd", "--share", "1")
    assert "Asked before as “What happens when I wait for Sam?”" in kept.ok(
        *shared, "--format", "text", "--names-are-fine"
    )
    assert "goes: 1 asked-before What happens when I wait for Sam?\n" in kept.ok(*shared, "--dry-run", "--plain")
    for form in ("markdown", "html", "text", "csv", "json"):
        told = kept.ok(*shared, "--hold", "1:asked-before", "--hold", "1:group", "--format", form)
        assert "Sam" not in told
        assert "Year 8" not in told
        assert "counted to three" in told


def test_who_was_shared_with_for_good_needs_nothing_more(kept: Home) -> None:
    for name in ("1", "1.1", "1.2", "1.3", "1.4"):
        kept.ok("edit", name, "--privacy", "school")
    ran = kept.run("summary", "--for", "peer", "--plain", "-c", "1")
    assert "one hates it" in ran.out
    assert "Held back" not in ran.err


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("--share", "1"), 2, "--share lets things go to a reader, but this summary stays with you."),
        (("--hold", "1.1"), 2, "--hold lets things go to a reader, but this summary stays with you."),
        (("--for", "prd", "--share", "9"), 3, "There is no cycle 9"),
        (("--for", "prd", "--include", "1.9"), 3, "Cycle 1 has no entry 1.9."),
        (("--for", "prd", "--include", "1"), 2, "“1” names no entry of a cycle."),
        (("--for", "prd", "--include", "1.1", "--hold", "1.1"), 2, "1.1 is both included and held."),
        (
            ("--for", "prd", "--hold", "1:grup"),
            2,
            "“1:grup” names nothing that a cycle says of itself. Did you mean group?",
        ),
        (("--for", "prd", "--hold", "1:asked-before"), 2, "Cycle 1 has nothing in “asked-before” to be held back."),
        (("--for", "prd", "--hold", "9:group"), 3, "There is no cycle 9"),
        (("--for", "prd", "--hold", "2:tags", "-c", "1"), 2, "Cycle 2 has nothing in “tags” to be held back."),
        (("--for", "prd", "--hold", "1:group", "-c", "2"), 2, "Cycle 1 is not among what is asked for."),
        (("--hold", "1:group"), 2, "--hold lets things go to a reader, but this summary stays with you."),
        (("--for", "prd", "--remember", "--dry-run"), 2, "--remember keeps what may go to a reader, and --dry-run"),
        (("--remember",), 2, "--remember keeps what may go to a reader, but this summary stays with you."),
        (("--for", "prd", "--forget", "-o", "prd.md"), 2, "--forget makes no document, so -o says nothing."),
        (("--for", "prdd", "--forget"), 3, "There is no reader “prdd”. Did you mean prd?"),
        (("--for", "prdd"), 3, "There is no reader “prdd”. Did you mean prd?"),
        (("--for", ""), 3, "There is no reader “”."),
        (("--open",), 2, "--open was given, but no file to show."),
        (("--format", "csv", "--plain"), 2, "--plain and --format csv contradict each other."),
        (("--format", "wrod"), 2, "“wrod” is no choice for --format."),
        (("--for", "prd", "--share", "1", "--include", "2.1", "-c", "1"), 2, "2.1 is not among what is asked for."),
        (("--for", "prd", "--share", "2", "-c", "1"), 2, "Cycle 2 is not among what is asked for."),
    ],
)
def test_what_cannot_be_asked_is_refused(kept: Home, argv: tuple[str, ...], code: int, words: str) -> None:
    ran = kept.run("summary", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.splitlines()[0].startswith(words)
    assert len(ran.err.splitlines()) == 2


# The time


def test_a_review_summary_begins_at_the_last_meeting(kept: Home) -> None:
    ran = kept.run("summary", "--for", "prd", "--share", "all", "--json")
    assert json.loads(ran.out)["summary"]["window"] == {"begin": "2025-08-01", "end": "2026-08-01"}
    assert ran.err.startswith("It tells of the whole session. To begin at your last PRD: enquiry config meeting DAY\n")
    assert kept.run("config", "meeting", "2 oct 2025").err == "meeting is now “2025-10-02”, in the journal.\n"
    ran = kept.run("summary", "--for", "prd", "--share", "all", "--json")
    found = json.loads(ran.out)["summary"]
    assert found["window"] == {"begin": "2025-10-02", "end": "2026-02-04"}
    assert sorted(told(found)) == ["1.3", "1.4", "2.1"]
    assert "config meeting" not in ran.err
    assert found["title"] == "2 October 2025 to 3 February 2026"
    assert summary(kept, "--for", "prd", "--year", "2025-26")["window"]["begin"] == "2025-08-01"
    assert summary(kept, "--for", "prd", "--as-at", "2025-09-30")["window"]["begin"] == "2025-08-01"
    assert kept.ok("config", "meeting", "--plain") == "meeting: 2025-10-02\n"
    assert json.loads(kept.ok("export"))["settings"]["meeting"] == "2025-10-02"
    kept.ok("config", "meeting", "")
    assert kept.ok("config", "meeting", "--plain") == "meeting: \n"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("someday", "I can't read “someday” as a day"),
        ("2026-02-04", "“2026-02-04” is 4 February 2026, which is yet to"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(kept: Home, day: str, words: str) -> None:
    before = kept.journal.read_bytes()
    ran = kept.run("config", "meeting", day)
    assert ran.code == 2
    assert ran.err.startswith(words)
    assert kept.journal.read_bytes() == before


def test_an_update_goes_back_five_years_and_an_accreditation_to_the_beginning(kept: Home) -> None:
    kept.ok("start", "Long ago?", "--on", "2012-03-01")
    assert summary(kept, "--for", "update")["window"] == {"begin": "2021-02-03", "end": "2026-02-04"}
    assert summary(kept, "--for", "accreditation")["window"] == {"begin": "2012-03-01", "end": "2026-02-04"}


# Readers of one's own


OWN = """
name = "my-own"
title = "For the {review_meeting}"
about = "My own."
circle = "private"

[[sections]]
heading = "Thoughts of the {year}"
holds = ["thought"]
"""


def own_reader(home: Home, text: str) -> Path:
    folder = home.folder / "config" / "enquiry" / "readers"
    folder.mkdir(parents=True)
    (folder / "my-own.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_reader_of_one_s_own_is_used_by_its_name(kept: Home) -> None:
    folder = own_reader(kept, OWN)
    text = kept.ok("summary", "--for", "my-own", "--format", "markdown")
    assert text.startswith("# For the PRD, session 2025-26\n")
    assert "## Thoughts of the session\n" in text
    assert "nobody knows" in text
    assert f"readers: {folder}\n" in kept.ok("where", "--plain")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            OWN.replace("thought", "thoughts"),
            "cannot be used: Invalid enum value 'thoughts' (at sections[0].holds[0]).",
        ),
        (OWN.replace("]", "", 1), "can't be read: "),
        ("", "cannot be used: Object missing required field name."),
    ],
)
def test_a_broken_reader_says_where(kept: Home, text: str, words: str) -> None:
    own_reader(kept, text)
    ran = kept.run("summary", "--for", "my-own")
    assert (ran.code, ran.out) == (2, "")
    assert "my-own.toml" in ran.err
    assert words in ran.err
    assert kept.run("summary").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('extends = "my-own"', "extends itself: my-own, then my-own."),
        ('extends = "prdd"', "extends “prdd”, which is no reader. Did you mean prd?"),
        ("extends = 7", "extends “7”, which is no reader."),
        ('extends = "prd"\nleave_out = ["Standards"]', "leaves out “Standards”, which the reader it extends does not"),
        ('extends = "prd"\nsections = 3', "cannot be used: "),
        ('extends = "prd"\nweather = "rain"', "cannot be used: Object contains unknown field weather."),
        ('extends = "prd"\n[[sections]]\nholds = ["thoughts"]', "cannot be used: Invalid enum value 'thoughts'"),
    ],
)
def test_a_reader_that_extends_what_it_cannot_is_refused(kept: Home, text: str, words: str) -> None:
    own_reader(kept, text)
    ran = kept.run("summary", "--for", "my-own")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert "my-own.toml" in ran.err
    assert words in ran.err


def test_a_reader_takes_what_it_does_not_say_from_the_one_it_extends(kept: Home) -> None:
    lines = (
        *('extends = "prd"', 'title = "For the mentor"', 'leave_out = ["What surprised me"]'),
        *("[[sections]]", 'heading = "Questions for my reviewer"', 'holds = ["thought"]'),
        *("[[sections]]", 'heading = "And more"', 'holds = ["done"]'),
    )
    folder = own_reader(kept, "\n".join(lines))
    text = kept.ok("summary", "--for", "my-own", "--share", "1", "--format", "markdown")
    assert text.startswith("# For the mentor, session 2025-26\n")
    headings = re.findall("## (.*)\n", text)
    assert "What surprised me" not in headings
    assert "How I know" in headings
    assert headings[-2:] == ["Questions for my reviewer", "And more"]
    (folder / "prd.toml").write_text('extends = "prd"\ntitle = "My own way"', encoding="utf-8")
    assert kept.ok("summary", "--for", "prd", "--share", "1").startswith("My own way, session 2025-26\n")
    (folder / "a.toml").write_text('extends = "b"', encoding="utf-8")
    (folder / "b.toml").write_text('extends = "a"', encoding="utf-8")
    assert "extends itself: a, then b, then a." in kept.run("summary", "--for", "a").err


# Documents


@pytest.mark.parametrize(
    ("name", "form", "beginning"),
    [
        ("prd.md", "markdown", "# PRD summary"),
        ("prd.txt", "text", "PRD summary"),
        ("prd.csv", "csv", '\ufeff"entry","cycle",'),
        ("prd.json", "json", "{"),
    ],
)
def test_a_file_gets_the_format_of_its_ending(kept: Home, name: str, form: str, beginning: str) -> None:
    path = kept.folder / name
    kept.ok("summary", "--for", "prd", "--share", "1", "-o", str(path))
    written = path.read_bytes().decode()
    assert written.startswith(beginning)
    assert written == kept.ok("summary", "--for", "prd", "--share", "1", "--format", form)


def test_measures_are_a_table_of_their_own(kept: Home) -> None:
    kept.ok("evidence", "six", "--measure", "hands=6 of 24", "-c", "1", "--privacy", "school")
    path = kept.folder / "measures.csv"
    kept.ok("summary", "--for", "peer", "--format", "csv-measures", "-o", str(path))
    told = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert told == '"hands","",1,"1.5","2026-02-03",6,24,"","","6 of 24"'


def test_a_formula_is_defused_in_the_table_and_stays_as_it_was_elsewhere(kept: Home) -> None:
    assert '"\'=they had been waiting for me"' in kept.ok("summary", "--format", "csv")
    assert "=they had been waiting for me" in kept.ok("summary", "--format", "text")


def test_the_file_is_shown_with_open_or_why_not_is_said(kept: Home) -> None:
    path = kept.folder / "year.md"
    ran = kept.run("summary", "-o", str(path), "--open")
    assert (ran.code, path.exists()) == (0, True)
    assert ran.err.endswith("There is no screen here to show it on; open it where there is one.\n")


# The preview


def test_a_dry_run_lists_what_goes_and_what_does_not(kept: Home) -> None:
    ran = kept.run("summary", "--for", "prd", "--share", "1", "--hold", "1.1", "--dry-run")
    assert ran.code == 0
    assert "Goes\n  1 What happens when I wait?\n         group       Year 8\n" in ran.out
    assert re.search(r"\n    1\.2  evidence +more hands\n", ran.out)
    assert "  1.3: it is about one learner.\n" in ran.out
    assert "  1.1: you held it back.\n" in ran.out
    assert "  the words of 2 and 2.1: its privacy is private.\n" in ran.out
    assert ran.err.endswith("The summary would hold 3 entries of 1 cycle. Nothing was written.\n")


def test_a_dry_run_answers_programs_too(kept: Home) -> None:
    answer = json.loads(kept.ok("summary", "--for", "prd", "--share", "1", "--dry-run", "--json"))
    assert answer["schema_version"] == 1
    preview = answer["preview"]
    assert (preview["reader"], preview["goes"]) == ("prd", ["1.3", "1.2", "1.1", "1.4"])
    assert {
        "cycle": 2,
        "name": "2.1",
        "kind": "reflection",
        "verdict": "held back",
        "reason": "its privacy is private",
    } in preview["held"]
    assert [one["heading"] for one in preview["silent"]] == [
        *("What I read, and what it changed", "In others' words", "What I want next"),
        *("Standards touched", "Time it took", "What I want help with"),
    ]
    assert {"of": "1", "field": "group", "words": "Year 8"} in preview["told"]
    assert (preview["few"], preview["echoes"]) == ([], [])
    assert "goes: 1.2 evidence more hands\n" in kept.ok("summary", "--for", "prd", "--dry-run", "--plain")


def test_a_dry_run_for_oneself_holds_nothing_back(kept: Home) -> None:
    text = kept.ok("summary", "--dry-run")
    assert "one hates it" in text
    assert "Held back" not in text
