"""The summary: any window, as at any day, on the terminal and as documents that say the same."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with a session's work: one cycle refined, contradicted and decided on, one stopped, one note."""
    home.ok("config", "name", "A. Teacher")
    home.ok("config", "role", "Class teacher")
    argv = ["start", "Does waiting help?", "-t", "talk", "--on", "2025-09-01", "--group", "Year 8"]
    home.ok(*argv, "--issue", "four hands", "--hunch", "I fill the gap", "--success", "nine hands")
    home.ok("read", "waiting lengthens answers", "--authors", "Rowe", "--year", "1986", "--on", "2025-09-03")
    home.ok("evidence", "few hands", "--measure", "hands=4 of 24", "--n", "24", "--on", "2025-09-05")
    home.ok("act", "counted to three", "--planned", "10", "--done", "7", "--on", "2025-09-08")
    home.ok("evidence", "more hands", "--measure", "hands=9 of 24", "--direction", "supports", "--on", "2025-10-01")
    home.ok("evidence", "three hate the silence", "--direction", "contradicts", "--n", "3", "--on", "2025-10-02")
    home.ok("reflect", "they had been waiting for me", "--on", "2025-10-06", "-t", "wait")
    home.ok("refine", "What happens when I wait?", "--because", "it asked for a yes", "--on", "2025-11-03")
    argv = ["review", "--decision", "adapt", "--because", "the quiet ones still wait", "--on", "2025-11-10"]
    home.ok(*argv, "--next-look", "in 3 weeks")
    home.ok("start", "What helps at home?", "-t", "homework", "--on", "2025-09-15")
    home.ok("review", "--decision", "stop", "--because", "no time for it", "--on", "2025-10-20")
    home.ok("note", "a loose line", "--on", "2025-12-01")
    return home


def summary(home: Home, *argv: str) -> dict[str, Any]:
    answer = json.loads(home.ok("summary", *argv, "--json"))
    assert answer["schema_version"] == 1
    told: dict[str, Any] = answer["summary"]
    return told


def texts(lines: list[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines]


# What it tells


def test_without_more_it_is_the_school_year_so_far(kept: Home) -> None:
    told = summary(kept)
    assert (told["title"], told["as_at"]) == ("session 2025-26", "2026-02-03")
    assert told["window"] == {"begin": "2025-08-01", "end": "2026-08-01"}
    assert (told["name"], told["role"]) == ("A. Teacher", "Class teacher")
    assert [(cycle["number"], cycle["state"]) for cycle in told["cycles"]] == [(1, "open"), (2, "closed")]
    assert told["entries"] == 8
    assert told["unfiled"] == 1
    assert told == summary(kept, "--year", "2025-26")


def test_a_cycle_is_told_whole(kept: Home) -> None:
    cycle = summary(kept)["cycles"][0]
    assert cycle["question"] == "What happens when I wait?"
    assert [version["text"] for version in cycle["versions"]] == ["Does waiting help?", "What happens when I wait?"]
    assert (cycle["group"], cycle["issue"], cycle["hunch"]) == ("Year 8", "four hands", "I fill the gap")
    assert cycle["success"] == ["nine hands"]
    assert texts(cycle["disagreed"]) == ["three hate the silence"]
    assert texts(cycle["seen"]) == ["few hands", "more hands"]
    assert texts(cycle["done"]) == ["counted to three"]
    assert "done 7 of 10 planned" in cycle["done"][0]["beside"]
    assert texts(cycle["thought"]) == ["they had been waiting for me"]
    assert texts(cycle["readings"]) == ["waiting lengthens answers"]
    assert "Rowe (1986)" in cycle["readings"][0]["beside"]
    assert [line["on"] for line in cycle["decisions"]] == ["2025-11-10"]
    assert "the quiet ones still wait" in json.dumps(cycle["decisions"])
    assert cycle["next_look"] == "2026-02-24"


@pytest.mark.parametrize("argv", [(), ("--plain",), ("--format", "markdown")])
def test_every_telling_holds_it_all_and_what_disagreed_first(kept: Home, argv: tuple[str, ...]) -> None:
    text = kept.ok("summary", *argv)
    for words in (
        *("A. Teacher", "Class teacher", "session 2025-26", "What happens when I wait?", "Does waiting help?"),
        *("four hands", "I fill the gap", "counted to three", "done 7 of 10 planned", "three hate the silence"),
        *("more hands", "they had been waiting for me", "dapt", "the quiet ones still wait", "waiting lengthens"),
        *("What helps at home?", "no time for it", "hands", "9 of 24", "24 February 2026"),
    ):
        assert words in text or (argv == ("--plain",) and words == "24 February 2026"), words
    assert text.index("three hate the silence") < text.index("few hands")


def test_counts_of_fewer_than_five_learners_are_told_to_nobody_else(kept: Home) -> None:
    for argv in ((), ("--plain",), ("--format", "markdown"), ("--json",)):
        text = " ".join(kept.ok("summary", *argv).split())
        assert "fewer than" not in text
        assert "4 of 24" in text
        assert "3 learners" in text
        let_go = ("--for", "accreditation", "--share", "1", "--include", "1.5")
        text = " ".join(kept.ok("summary", *let_go, "--year", "2025-26", *argv).split())
        assert "fewer than 5 of 24" in text
        assert "fewer than 5 learners" in text
        assert "4 of 24" not in text
        assert "3 learners" not in text


def test_the_months_of_the_window_are_counted(kept: Home) -> None:
    months = {month["begins"]: month["pieces"] for month in summary(kept)["months"]}
    assert months == {
        "2025-08-01": 0,
        "2025-09-01": 1,
        "2025-10-01": 4,
        "2025-11-01": 1,
        "2025-12-01": 0,
        "2026-01-01": 0,
        "2026-02-01": 0,
    }
    assert "| Aug 2025 | Sep 2025 | Oct 2025 |" in kept.ok("summary", "--format", "markdown")


def test_what_was_written_at_the_time_is_counted(kept: Home) -> None:
    assert summary(kept)["at_the_time"] == {"within": 0, "of": 8}
    kept.ok("reflect", "today", "-c", "1")
    assert summary(kept)["at_the_time"] == {"within": 1, "of": 9}


# Which window


@pytest.mark.parametrize(
    ("argv", "title", "entries"),
    [
        (("--year", "2024-25"), "session 2024-25", 0),
        (("--term", "1"), "18 August 2025 to 10 October 2025", 6),
        (("--since", "2025-10-01", "--until", "2025-10-31"), "1 October 2025 to 31 October 2025", 4),
        (("--since", "2025-11-01"), "", 1),
        (("--until", "2025-09-05"), "", 2),
        (("--year", "2025-26", "--until", "2025-09-30"), "1 August 2025 to 30 September 2025", 3),
    ],
)
def test_any_window_can_be_told(kept: Home, argv: tuple[str, ...], title: str, entries: int) -> None:
    told = summary(kept, *argv)
    assert told["entries"] == entries
    assert title in told["title"]


def test_a_window_with_nothing_in_it_says_so(kept: Home) -> None:
    assert "Nothing was written in this time." in kept.ok("summary", "--year", "2019-20")
    assert "Nothing was written in this time." in kept.ok("summary", "--year", "2019-20", "--format", "markdown")
    path = kept.folder / "year.md"
    ran = kept.run("summary", "--year", "2019-20", "-o", str(path))
    assert (ran.code, ran.out, path.exists()) == (1, "", False)
    assert ran.err.startswith("The journal has nothing of session 2019-20 for this, so no file was written.\n")
    assert summary(kept, "--year", "2019-20")["cycles"] == []


def test_as_at_hides_what_came_later(kept: Home) -> None:
    told = summary(kept, "--as-at", "2025-10-01", "--typed-later")
    assert told["as_at"] == "2025-10-01"
    first, second = told["cycles"]
    assert first["question"] == "Does waiting help?"
    assert len(first["versions"]) == 1
    assert (first["decisions"], first["disagreed"], first["thought"]) == ([], [], [])
    assert texts(first["seen"]) == ["few hands", "more hands"]
    assert (second["state"], second["decisions"]) == ("open", [])
    assert told["unfiled"] == 0
    assert told["months"][-1]["begins"] == "2025-10-01"
    text = kept.ok("summary", "--as-at", "2025-10-01", "--typed-later", "--format", "markdown")
    for later in ("What happens when I wait?", "three hate the silence", "no time for it", "24 February"):
        assert later not in text


def test_an_october_summary_is_as_whole_as_the_one_made_then(kept: Home) -> None:
    kept.ok("reflect", "much later", "-c", "1")
    asked = ("summary", "--as-at", "2025-10-06", "--typed-later", "--format", "markdown")
    assert kept.ok(*asked) == kept.ok(*asked, ENQUIRY_TODAY="2026-06-20")


def typed(home: Home, day: str, *argv: str) -> None:
    """Type a command on a day."""
    home.ok(*argv, now=datetime.fromisoformat(f"{day}T16:00:00+00:00"))


def test_as_at_a_day_is_what_was_known_then(home: Home) -> None:
    """Nothing typed, reworded, refined, moved or decided later is in any format; what was removed since stays out."""
    typed(home, "2025-09-01", "start", "First question?", "--hunch", "early hunch", "-t", "earlytag")
    typed(home, "2025-09-02", "evidence", "early words", "--source", "early source")
    typed(home, "2025-09-03", "reflect", "never mind me")
    typed(home, "2025-09-04", "note", "early note")
    typed(home, "2025-11-20", "evidence", "LATE entry", "--on", "2025-09-20")
    typed(home, "2025-11-20", "edit", "1.1", "LATE words", "--source", "LATE source", "-t", "LATEtag")
    typed(home, "2025-11-20", "refine", "LATE question?", "--because", "LATE because", "--on", "2025-09-21")
    typed(home, "2025-11-20", "edit", "1", "--hunch", "LATE hunch", "--group", "LATE group", "-t", "LATEtag")
    typed(home, "2025-11-21", "start", "LATE cycle?", "--on", "2025-09-10", "--grew-from", "1")
    typed(home, "2025-11-22", "remove", "1.2", "--yes")
    typed(home, "2025-11-22", "close", "1", "--because", "LATE reason", "--on", "2025-09-25")
    later = datetime(2025, 12, 1, tzinfo=UTC)
    for form in ("markdown", "html", "text", "csv", "csv-measures", "json"):
        for reader in (("self",), ("accreditation", "--share", "all")):
            asked = ("summary", "--for", *reader, "--format", form)
            known = home.ok(*asked, "--as-at", "2025-10-01", now=later)
            assert "LATE" not in known
            assert "never mind me" not in known
            assert ("early words" in known) is (form != "csv-measures")
            assert ("LATE" in home.ok(*asked, now=later)) is (form != "csv-measures")
    told = json.loads(home.ok("summary", "--as-at", "2025-10-01", "--json", now=later))["summary"]
    (cycle,) = told["cycles"]
    assert (cycle["question"], cycle["hunch"], cycle["state"]) == ("First question?", "early hunch", "open")
    assert (cycle["seen"][0]["name"], cycle["tags"], told["unfiled"]) == ("1.1", ["earlytag"], 1)
    whole = home.ok("summary", "--as-at", "2025-10-01", "--typed-later", now=later)
    assert "LATE entry (noticing, baseline, written down on 20 November 2025)" in " ".join(whole.split())
    assert "LATE cycle?" in whole
    assert "open · begun 10 September 2025 · written down on 21 November 2025" in whole
    assert "LATE words" not in whole
    assert "with the day it was written" in " ".join(whole.split())
    assert "LATE" not in home.ok("summary", "--as-at", "2025-08-31", "--year", "2025-26", now=later)


def test_what_is_private_now_is_private_as_at_any_day(home: Home) -> None:
    typed(home, "2025-09-01", "start", "Shared once?", "--privacy", "public")
    typed(home, "2025-11-20", "edit", "1", "--privacy", "private")
    asked = ("summary", "--for", "school", "--as-at", "2025-10-01")
    assert "Shared once?" not in home.ok(*asked)


def test_the_state_and_what_comes_next_are_those_of_the_time_told_of(home: Home) -> None:
    typed(home, "2025-03-01", "start", "Spring?", "--next-look", "2025-09-09")
    typed(home, "2025-09-09", "review", "-c", "1", "--decision", "stop")
    told = json.loads(home.ok("summary", "--year", "2024-25", "--json"))["summary"]
    assert (told["cycles"][0]["state"], told["still_open"]) == ("open", [[1, "Spring?"]])
    assert json.loads(home.ok("summary", "--year", "2025-26", "--json"))["summary"]["still_open"] == []


def test_as_at_a_day_of_an_earlier_year_is_that_year(kept: Home) -> None:
    assert summary(kept, "--as-at", "2025-07-31")["title"] == "session 2024-25"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--year", "2026-27"), "The time asked for begins on 1 August 2026, after 3 February 2026"),
        (("--since", "2026-03-01"), "The time asked for begins on 1 March 2026, after 3 February 2026"),
        (("--as-at", "2025-09-01", "--since", "2025-10-01"), "The time asked for begins on 1 October 2025"),
        (("--as-at", "2026-02-04"), "“2026-02-04” is Wednesday 4 February 2026, which is yet to come."),
        (("--typed-later",), "--typed-later is for a summary as at an earlier day."),
        (("--as-at", "someday"), "I can't read “someday” as a day"),
        (("--as-at", ""), "There is no day to read: the text is empty."),
        (("--year", "2024-25", "--since", "2025-09-01"), "have no day in common"),
    ],
)
def test_a_window_that_cannot_be_told_is_refused(kept: Home, argv: tuple[str, ...], words: str) -> None:
    ran = kept.run("summary", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err.splitlines()[0]
    assert len(ran.err.splitlines()) == 2


# What it is narrowed to


@pytest.mark.parametrize(
    ("argv", "cycles", "chosen"),
    [
        (("--tag", "homework"), [2], "tag homework"),
        (("--tag", "talk", "--kind", "evidence"), [1], "tag talk, kind evidence"),
        (("-c", "home"), [2], "cycle home"),
        (("-c", "1", "--kind", "reflection", "--kind", "reading"), [1], "kind reflection, kind reading, cycle 1"),
    ],
)
def test_a_narrowed_summary_says_what_it_was_narrowed_to(
    kept: Home, argv: tuple[str, ...], cycles: list[int], chosen: str
) -> None:
    told = summary(kept, *argv)
    assert [cycle["number"] for cycle in told["cycles"]] == cycles
    assert told["chosen"] == chosen
    assert f"Only part of the journal is here: {chosen}." in kept.ok("summary", *argv)
    assert f"Only part of the journal is here: {chosen}." in kept.ok("summary", *argv, "--format", "markdown")
    assert f"chosen: Only part of the journal is here: {chosen}.\n" in kept.ok("summary", *argv, "--plain")
    assert "Only part" not in kept.ok("summary")


# Documents


def test_a_file_gets_the_format_of_its_ending(kept: Home) -> None:
    for name, form in (("year.md", "markdown"), ("year.MARKDOWN", "markdown"), ("year.json", "json")):
        ran = kept.run("summary", "-o", str(kept.folder / name))
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"The summary was written to {kept.folder / name}: 8 entries of 2 cycles.\n"
        written = (kept.folder / name).read_text(encoding="utf-8")
        assert written == kept.ok("summary", "--format", form)
    assert json.loads((kept.folder / "year.json").read_text())["summary"] == summary(kept)
    assert (kept.folder / "year.md").stat().st_mode & 0o777 == 0o600


def test_a_format_can_be_given_for_any_ending(kept: Home) -> None:
    kept.ok("summary", "-o", str(kept.folder / "year.txt"), "--format", "markdown")
    assert (kept.folder / "year.txt").read_text(encoding="utf-8").startswith("# Enquiry summary, session 2025-26\n")
    ran = kept.run("summary", "--output", str(kept.folder / "again.json"), "--json")
    assert json.loads(ran.out) == {"schema_version": 1, "written": str(kept.folder / "again.json"), "format": "json"}


@pytest.mark.parametrize("name", ["year.odt", "year", ".md", "year.mdd"])
def test_an_unknown_ending_is_refused(kept: Home, name: str) -> None:
    ran = kept.run("summary", "-o", str(kept.folder / name))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"There is no format for “{name}”.")
    assert not (kept.folder / name).exists()


def test_a_file_that_is_there_is_kept_unless_force_is_given(kept: Home) -> None:
    path = kept.folder / "year.md"
    path.write_text("mine")
    ran = kept.run("summary", "-o", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{path} is there already. Nothing was changed.\n")
    assert path.read_text() == "mine"
    kept.ok("summary", "-o", str(path), "--force")
    assert path.read_text(encoding="utf-8").startswith("# Enquiry summary")


def test_a_file_that_cannot_be_written_is_said(kept: Home) -> None:
    ran = kept.run("summary", "-o", str(kept.folder / "nowhere" / "year.md"))
    assert (ran.code, ran.out) == (1, "")
    assert "its folder is not there" in ran.err
    assert kept.run("summary", "-o", str(kept.folder), "--format", "json", "--force").code == 1


def test_a_dry_run_writes_nothing(kept: Home) -> None:
    path = kept.folder / "year.md"
    ran = kept.run("summary", "-o", str(path), "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith("For self, session 2025-26\n\nGoes\n  name: A. Teacher\n")
    assert "\n  1 What happens when I wait?\n" in ran.out
    assert ran.err == f"{path} would hold 8 entries of 2 cycles. Nothing was written.\n"
    assert not path.exists()


def test_the_same_journal_gives_the_same_bytes(kept: Home) -> None:
    assert kept.ok("summary", "--format", "markdown") == kept.ok("summary", "--format", "markdown")
    assert kept.ok("summary", "--format", "json") == kept.ok("summary", "--json") == kept.ok("summary", "--json")
