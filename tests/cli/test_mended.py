"""Faults that were found once: each stays mended."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from enquiry.errors import NotFound
from tests.conftest import Home, a_cycle, a_journal


def test_an_empty_name_names_nothing(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    ran = home.run("remove", "")
    assert ran.code == 3
    assert "The name of a cycle is empty." in ran.err
    with pytest.raises(NotFound):
        a_journal(a_cycle()).find_cycle(" ")


def test_a_moment_without_its_offset_is_refused(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    document = json.loads(home.ok("export"))
    document["cycles"][0]["recorded_at"] = "2026-02-03T16:30:00"
    ran = home.run("import", "-", stdin=json.dumps(document))
    assert ran.code == 2
    assert "timezone" in ran.err


def test_of_two_decisions_in_one_moment_the_later_counts(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("review", "--decision", "pause")
    home.ok("review", "--decision", "continue")
    assert json.loads(home.ok("show", "1", "--json"))["cycle"]["state"] == "open"


@pytest.mark.parametrize("value", ["m=1 000", "m=12:30", "m=1/2/3", "m=3-4", "m=1e5"])
def test_what_only_begins_like_a_number_is_no_value(home: Home, value: str) -> None:
    home.ok("start", "What happens when I wait?")
    ran = home.run("evidence", "x", "--measure", value)
    assert ran.code == 2
    assert f"“{value}” is not a measure and its value." in ran.err


@pytest.mark.parametrize(
    ("name", "field", "option"),
    [
        ("1.1", "planned", "planned"),
        ("1.1", "done", "done"),
        ("1.1", "until", "until"),
        ("1.2", "n", "n"),
        ("1.2", "stage", "stage"),
        ("1.2", "direction", "direction"),
        ("1.3", "year", "year"),
        ("1.4", "decision", "decision"),
        ("1", "next_look", "next-look"),
    ],
)
def test_what_is_no_text_is_taken_away_by_clear(home: Home, name: str, field: str, option: str) -> None:
    home.ok("start", "What happens when I wait?", "--next-look", "in 2 weeks")
    home.ok("act", "wait", "--planned", "4", "--done", "2", "--until", "2026-03-01")
    home.ok("evidence", "seen", "--n", "24", "--stage", "outcome", "--direction", "mixed")
    home.ok("read", "a claim", "--year", "1986")
    home.ok("review", "a look", "--decision", "continue")
    home.ok("edit", name, "--clear", option)
    shown = json.loads(home.ok("show", name, "--json"))
    assert (shown.get("entry") or shown["cycle"])[field] is None


def test_clear_names_what_a_thing_has(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    assert home.run("edit", "1", "--clear", "planned").code == 2
    assert home.run("edit", "1", "--clear", "question").code == 2


def test_the_day_of_a_matter_has_its_year_when_it_is_another(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01")
    home.ok("review", "--decision", "continue", "--on", "2025-09-02")
    assert "you set it for 5 March.\n" in home.ok("status", "--plain", ENQUIRY_TODAY="2026-06-01")
    assert "you set it for 5 March 2026.\n" in home.ok("status", "--plain", ENQUIRY_TODAY="2027-06-01")


def test_an_empty_list_is_empty(home: Home) -> None:
    home.ok("note", "a line")
    assert home.ok("list") == ""
    assert home.ok("tags") == ""


def test_a_relative_journal_is_meant_from_anywhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.folder)
    home.ok("config", "journal", "diary.json")
    assert home.ok("config", "journal", "--plain") == f"journal: {home.folder / 'diary.json'}\n"


def test_places_and_samples_answer_under_their_own_names(home: Home) -> None:
    assert "journal" in json.loads(home.ok("where", "--json"))["places"]
    assert "primary" in json.loads(home.ok("demo", "--list", "--json"))["samples"]
    odd = home.run("where", "--json", "--journal", "/tmp/\udcff.json")
    assert json.loads(odd.out)["places"]["journal"].startswith("/tmp/?.json")


def test_a_line_end_in_what_is_quoted_makes_no_third_line(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    assert home.run("use", "a\nb").err.count("\n") == 2


def test_an_import_says_that_settings_are_left_only_where_they_differ(home: Home, tmp_path: Path) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("export", "-o", str(tmp_path / "out.json"))
    assert "settings" not in home.run("import", str(tmp_path / "out.json")).err
    home.ok("config", "name", "A. Teacher")
    assert "The settings of this journal stay as they are." in home.run("import", str(tmp_path / "out.json")).err


def test_the_new_practice_of_a_review_is_an_action_like_any_other(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    assert "baseline" in home.run("review", "--decision", "adapt", "--act", "wait three seconds").err


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams is needed")
def test_a_closed_standard_stream_is_no_failure(home: Home) -> None:
    line = f'"{sys.executable}" -m enquiry --version >&- 2>&-'
    assert subprocess.run(["sh", "-c", line], check=False).returncode == 0
