"""Measures at the command line: listed, shown, defined, and questioned where a value does not fit."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests import TOP
from tests.conftest import Home, made_once

SEEDS = TOP / "seeds"


@pytest.fixture
@made_once
def primary(home: Home) -> Home:
    home.ok("import", str(SEEDS / "primary.json"))
    return home


@pytest.fixture
@made_once
def late(home: Home) -> Home:
    """A cycle with thirteen weeks of late arrivals, an action in the fourth."""
    home.ok("start", "How does a quiet start change late arrivals?", "--on", "2025-09-01")
    for week, value in enumerate((9, 8, 9, 7, 8, 8, 6, 5, 5, 4, 6, 3, 4)):
        day = date(2025, 9, 12) + timedelta(weeks=week)
        home.ok("evidence", "counted", "--measure", f"late={value}", "--n", "27", "--on", day.isoformat())
    home.ok("act", "a quiet start", "--on", "2025-10-05")
    home.ok("measures", "define", "late", "--better", "down", "--lowest", "0", "--unit", "arrivals")
    return home


# --- listing ----------------------------------------------------------------------------------------------------------


def test_measures_are_listed_with_what_they_are_and_how_they_changed(primary: Home) -> None:
    out = primary.ok("measures")
    assert "20-item check  ·  of 20, up is better, counts points\n   4  11.2 ▅▆▆ 14.6 " in out
    assert "up 3.4 since the baseline of 3 Sep 2025" in out
    assert "explain exchange  ·  of 24, up is better, counts learners\n   4  5 of 24 ▂▄▅▆ 17 of 24 " in out
    assert "21 % → 71 %, 5 of 24, 17 of" in out


def test_only_one_cycles_measures(primary: Home) -> None:
    for line in (("measures", "-c", "4"), ("measures", "--cycle", "blocks to drawings")):
        out = primary.ok(*line)
        assert "explain exchange" in out
        assert "prosody" not in out


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
def test_the_list_keeps_to_its_width(primary: Home, columns: int) -> None:
    out = primary.ok("measures", COLUMNS=str(columns))
    assert max(map(len, out.splitlines())) <= columns
    assert out.count("which is better") + out.count("which is\n") >= 4 or columns == 40


def test_the_list_for_programs_and_in_plain_lines(primary: Home) -> None:
    document = json.loads(primary.ok("measures", "-c", "4", "--json"))
    assert document["schema_version"] == 1
    check = document["measures"][0]
    assert (check["name"], check["unit"], check["better"], check["highest"]) == ("20-item check", "of 20", "up", 20)
    use = check["cycles"][0]
    assert [value["stage"] for value in use["values"]] == ["baseline", "outcome", "follow-up"]
    assert (use["change"]["by"], use["change"]["since"], use["change"]["latest"]) == (3.4, "4.2", "4.24")
    assert use["run"] is None
    plain = primary.ok("--plain", "measures", "-c", "4")
    assert (
        "measure: explain exchange\nis: of 24, up is better, counts learners\ncycle: 4\n"
        "values: 2025-09-03 5 of 24 (n 24), 4.2" in plain
    )
    assert "change: 21 % → 71 %, 5 of 24, 17 of 24, since the baseline of 3 Sep 2025, which is better" in plain


def test_an_empty_journal_has_no_measures(home: Home) -> None:
    home.ok("note", "nothing measured yet")
    ran = home.run("measures")
    assert (ran.code, ran.out.strip()) == (0, "")
    assert "No measure is in use yet" in ran.err
    assert json.loads(home.ok("measures", "--json"))["measures"] == []


def test_a_measure_without_values_or_with_one(home: Home) -> None:
    home.ok("measures", "define", "alone")
    home.ok("start", "What happens?")
    home.ok("evidence", "once", "--measure", "single=3")
    assert "alone\n\nsingle\n   1  3  one value so far" in home.ok("measures")
    assert (
        home.ok("measures", "--plain") == "measure: alone\n\nmeasure: single\ncycle: 1\nvalues: 2026-02-03 3, 1.1\n\n"
    )
    assert home.ok("measures", "show", "single", "--plain") == (
        "measure: single\ncycle: 1\nquestion: What happens?\nvalue: 2026-02-03 3, baseline, 1.1\n"
    )
    ran = home.run("measures", "single")
    assert "Set side by side" not in ran.err


def test_values_before_any_action_are_all_baseline(home: Home) -> None:
    home.ok("start", "What happens?", "--on", "2026-01-01")
    for day in ("2026-01-05", "2026-01-12"):
        home.ok("evidence", "counted", "--measure", f"pages={day[-1]}", "--on", day)
    assert "   1  5 █▁ 2 (not from 0)  all of it before the first action" in home.ok("measures")
    assert "down 3" in home.ok("measures", "compare", "pages")


# --- showing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [("measures", "show", "20-item", "check"), ("measures", "20-item check")])
def test_a_measure_is_shown_whole_with_or_without_the_verb(primary: Home, line: tuple[str, ...]) -> None:
    ran = primary.run(*line)
    assert "3 Sep 2025   11.2  4.1  24  baseline   4.2" in ran.out
    assert "26 Jan 2026   14.6       24  follow-up  4.24" in ran.out
    assert "11.2 ▅▆▆ 14.6" in ran.out
    assert "Up 3.4 since the baseline of 3 Sep 2025, which is better." in ran.out
    assert 'enquiry measures compare "20-item check"' in ran.err


def test_a_cycle_named_before_or_after_a_measure_is_kept_to(primary: Home) -> None:
    for line in (
        ("-c", "4", "prosody"),
        ("show", "prosody", "-c", "4"),
        ("prosody", "-c", "4"),
        ("-c", "4", "compare", "prosody"),
    ):
        ran = primary.run("measures", *line)
        assert ran.code == 3
        assert "Cycle 4 has no value of “prosody”." in ran.err


def test_a_long_series_is_a_run_chart(late: Home) -> None:
    out = late.ok("measures", "late")
    assert "8.5 ┄┄┄" in out
    assert "13 values about a median of 8.5, that of the four before the action: 2 above," in out
    assert "A shift: 10 in a row lie below it, 3 Oct 2025 to 5 Dec 2025" in out
    assert "Down 4.5 arrivals since the baseline of four values, median 8.5, which is" in out
    assert out.count("◆") == 13
    plain = late.ok("measures", "late", "--plain")
    assert "value: 2025-09-12 9, n 27, baseline, 1.1" in plain
    assert "run: 13 values about a median of 8.5" in plain
    run = json.loads(late.ok("measures", "late", "--json"))["measures"][0]["cycles"][0]["run"]
    assert (run["median"], run["frozen"], run["shift"], run["longest"][0]) == (8.5, 4, True, "1.4")


def test_where_there_is_little_room_values_are_a_list(late: Home) -> None:
    out = late.ok("measures", "late", COLUMNS="50")
    assert "  12 Sep 2025  9 (n 27), baseline, 1.1\n" in out
    assert max(map(len, out.splitlines())) <= 50


def test_an_unknown_measure_is_refused_with_what_may_have_been_meant(primary: Home) -> None:
    for word, meant in (("comapre", "compare"), ("prosdy", "prosody")):
        ran = primary.run("measures", word)
        assert (ran.code, ran.out) == (3, "")
        assert f"No measure is called “{word}”. Did you mean {meant}?" in ran.err
    assert primary.run("measures", "words").code == 4
    assert primary.run("measures", "--colour").code == 2


# --- defining ---------------------------------------------------------------------------------------------------------


def test_a_measure_is_defined_and_then_changed_only_where_something_is_said(home: Home) -> None:
    ran = home.run("measures", "define", "20-item", "check", "--unit", "of 20", "--better", "up")
    assert ran.err.endswith("“20-item check” is now a measure: of 20, up is better.\n")
    document = json.loads(home.ok("measures", "define", "20-ITEM  check", "--lowest", "0.5", "--json"))
    assert {key: document["measure"][key] for key in ("name", "unit", "better", "lowest", "highest")} == {
        "name": "20-item check",
        "unit": "of 20",
        "better": "up",
        "lowest": 0.5,
        "highest": None,
    }
    assert (
        "“20-item check” is a measure: of 20, up is better, 0.5 to 25."
        in home.run("measures", "define", "20-item check", "--highest", "25").err
    )
    assert (
        "“20-item check” is a measure: up is better"
        in home.run("measures", "define", "20-item check", "--unit", "").err
    )
    assert len(json.loads(home.ok("measures", "--json"))["measures"]) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("x", "--lowest", "5", "--highest", "5"), "The range of “x” runs backwards: 5 to 5."),
        (("x", "--lowest", "30", "--unit", "of 20"), "runs backwards: 30 to 20"),
        (("x", "--lowest", "nan"), "--lowest nan is not a number"),
        (("x", "--lowest", "1e300"), "--lowest 1e+300 is not a number"),
        (("x", "--highest", "1e12"), "from -999,999,999,999 to 999,999,999,999"),
        (("x", "--highest", "inf"), "--highest inf is not a number"),
        (("x=y",), "can't be a measure's name"),
        ((" ",), "The name is empty."),
        (("x", "--better", "upward"), "“upward” is no choice for --better."),
        ((), "NAME"),
    ],
)
def test_what_can_not_be_a_measure_is_said(home: Home, line: tuple[str, ...], words: str) -> None:
    ran = home.run("measures", "define", *line)
    assert ran.code == 2
    assert words in ran.err
    assert not home.journal.exists()


def test_a_definition_is_for_all_cycles(primary: Home) -> None:
    ran = primary.run("measures", "-c", "4", "define", "x")
    assert (ran.code, "Leave out -c" in ran.err) == (2, True)


def test_a_range_says_which_values_lie_outside_it_already(late: Home) -> None:
    ran = late.run("measures", "define", "late", "--highest", "8")
    assert "Outside that range already: 1.1, 1.3. They stay as they are." in ran.err


# --- questioned -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words", "hint"),
    [
        ("lates=3", "“lates” is new, and close to “late”, which is in use.", "Write it as “late”"),
        ("late=-1", "“late” runs 0 or more, and this says -1.", "Check the value."),
        ("late=3 %", "“late” is measured in “arrivals”, and this says “%”.", "in that unit"),
    ],
)
def test_a_value_that_does_not_fit_is_questioned(late: Home, given: str, words: str, hint: str) -> None:
    before = late.journal.read_bytes()
    line = ("evidence", "counted", "--measure", given)
    ran = late.run(*line)
    assert ran.code == 2
    assert words in ran.err
    assert hint in ran.err
    assert late.run(*line, tty=True, stdin="n\n").code == 2
    assert late.journal.read_bytes() == before
    asked = late.run(*line, tty=True, stdin="y\n")
    assert asked.code == 0
    assert f"{words} Keep" in asked.err
    assert late.run(*line, "--yes").code == 0


def test_a_definition_close_to_another_is_questioned_too(late: Home) -> None:
    assert "close to “late”" in late.run("measures", "define", "latte").err
    assert late.run("measures", "define", "latte", "--yes").code == 0


def test_a_score_above_its_of_20_is_questioned_from_the_first_value_on(home: Home) -> None:
    home.ok("start", "What happens?")
    ran = home.run("evidence", "counted", "--measure", "explain=25 of 24")
    assert "“explain” runs from 0 to 24, and this says 25." in ran.err
    ran = home.run("evidence", "counted", "--measure", "explain=5 of 24", "--n", "24")
    assert 'Say which way is better, up or down: enquiry measures define "explain" --better up' in ran.err
    assert 'Does “explain” count learners or points? Say so once: enquiry measures define "explain"' in ran.err


def test_a_unit_left_out_at_first_is_learned(home: Home) -> None:
    home.ok("start", "What happens?")
    home.ok("evidence", "counted", "--measure", "pages=5")
    home.ok("evidence", "counted", "--measure", "pages=6 a day")
    assert json.loads(home.ok("measures", "--json"))["measures"][0]["unit"] == "a day"


# --- what is counted --------------------------------------------------------------------------------------------------


def test_a_count_keeps_its_own_total_every_day_and_nothing_is_asked(home: Home) -> None:
    home.ok("start", "What happens?", "--on", "2026-01-05")
    home.ok("evidence", "a", "--measure", "explain=5 of 24", "--on", "2026-01-05")
    home.ok("act", "b", "--on", "2026-01-06")
    home.ok("evidence", "c", "--measure", "explain=12 of 23")
    out = home.ok("--plain", "measures", "show", "explain")
    assert "value: 2026-01-05 5 of 24, baseline, 1.1" in out
    assert "21 % → 52 %, 5 of 24, 12 of 23, since the baseline of 5 Jan 2026" in out
    ran = home.run("evidence", "c", "--measure", "explain=12")
    assert (ran.code, "“explain” was so many of so many until now, and this says no total." in ran.err) == (2, True)


def test_what_is_counted_is_said_in_words_in_an_option_or_once_at_a_terminal(home: Home) -> None:
    def counted(*line: str, **more: Any) -> list[str | None]:
        assert home.run("evidence", "x", *line, **more).code == 0
        return [one["counts"] for one in json.loads(home.ok("measures", "--json"))["measures"]]

    home.ok("start", "What happens?")
    assert counted("--measure", "explain=14 of 20 learners") == ["learners"]
    assert counted("--measure", "sure=2 of 4", "--counts", "points")[1:] == ["points"]
    assert counted("--measure", "check=11.2 of 20")[2:] == ["points"]
    assert counted("--measure", "spoke=5 of 24")[3:] == [None]
    assert counted("--measure", "asked=5 of 24", tty=True, stdin="learners\n")[4:] == ["learners"]
    assert counted("--measure", "left=5 of 24", tty=True, stdin="\n")[5:] == [None]
    ran = home.run("evidence", "x", "--measure", "left=6 of 24", tty=True, stdin="")
    assert "What does" not in ran.err
    ran = home.run("evidence", "x", "--measure", "spoke=5 of 24", "--counts", "things")
    assert (ran.code, "“things” is no choice for --counts." in ran.err) == (2, True)
    ran = home.run("evidence", "x", "--measure", "explain=25 of 24 learners")
    assert (ran.code, "More learners than there were can't be" in ran.err) == (2, True)


def test_what_is_counted_is_changed_in_one_step_that_is_asked_and_undone(home: Home) -> None:
    home.ok("start", "What happens?")
    home.ok("evidence", "x", "--measure", "sure=2 of 4 pupils")
    ran = home.run("measures", "define", "sure", "--counts", "points")
    assert ran.code == 2
    assert "“sure” counts learners, in one value already, and this says points." in ran.err
    home.ok("measures", "define", "sure", "--counts", "points", "--yes")
    assert json.loads(home.ok("measures", "--json"))["measures"][0]["counts"] == "points"
    home.ok("undo", "--yes")
    assert json.loads(home.ok("measures", "--json"))["measures"][0]["counts"] == "learners"


def test_named_levels_are_read_told_and_compared(home: Home) -> None:
    levels = ("--levels", "emerging, developing, secure", "--better", "up")
    assert "emerging < developing < secure, up is better" in home.run("measures", "define", "writing", *levels).err
    home.ok("start", "What happens?", "--on", "2026-01-05")
    home.ok("evidence", "a", "--measure", "writing=developing", "--on", "2026-01-05")
    home.ok("act", "b", "--on", "2026-01-06")
    home.ok("evidence", "c", "--measure", "writing=Secure")
    out = home.ok("measures", "show", "writing")
    assert "developing ▅█ secure" in out
    assert "Developing → secure since the baseline of 5 Jan 2026, which is better." in out
    assert "no distance between them" in " ".join(home.ok("measures", "compare", "writing").split())
    ran = home.run("evidence", "c", "--measure", "writing=expert")
    assert (ran.code, "“writing=expert” is not a measure and its value." in ran.err) == (2, True)
    ran = home.run("measures", "define", "writing", "--levels", "low, high")
    assert (ran.code, "has 2 values by the levels emerging, developing, secure" in ran.err) == (2, True)
    for raw, words in (("one", "one level alone"), ("a, A", "stands twice"), ("a, 2", "read as a number")):
        assert words in home.run("measures", "define", "other", "--levels", raw).err


def test_why_a_group_was_chosen_is_asked_once_at_the_baseline_and_kept(home: Home) -> None:
    line = ("evidence", "a", "--measure", "words=71", "--n", "8")
    home.ok("start", "What happens?", "--group", "Eight readers", "--on", "2026-01-05")
    asked = home.run(*line, tty=True, stdin="yes\n")
    assert "Was this group chosen because of “words”? yes or no" in asked.err
    assert "chosen because of it: yes" in home.ok("--plain", "show", "1.1")
    assert "chosen because" not in home.run(*line, tty=True, stdin="").err
    home.ok("edit", "1.1", "--chosen", "no")
    assert "chosen because of it: no" in home.ok("--plain", "show", "1.1")
    home.ok("edit", "1.1", "--measure", "words=72")
    assert "chosen because of it: no" in home.ok("--plain", "show", "1.1")
    ran = home.run("edit", "1.1", "--chosen", "perhaps")
    assert (ran.code, "“perhaps” is no choice for --chosen." in ran.err) == (2, True)
    home.ok("start", "And the class?", "--group", "P4 class")
    assert "chosen because" not in home.run(*line, tty=True, stdin="").err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("--measure", "late=3", "--sd", "2"), "--sd 2 is given without --n."),
        (("--measure", "late=3", "--sd", "nan", "--n", "4"), "--sd nan is no number"),
        (("--sd", "2", "--n", "4"), "--sd 2 belongs to 0 measures."),
        (("--measure", "late=3", "--measure", "LATE=4"), "“LATE” is given twice."),
        (("--measure", "late"), "“late” is not a measure and its value."),
    ],
)
def test_a_value_that_is_not_whole_is_refused(late: Home, line: tuple[str, ...], words: str) -> None:
    before = late.journal.read_bytes()
    ran = late.run("evidence", "counted", *line)
    assert (ran.code, late.journal.read_bytes()) == (2, before)
    assert words in ran.err


def test_an_edit_knows_how_many_the_evidence_is_about(late: Home) -> None:
    assert late.run("edit", "1.1", "--measure", "late=8", "--sd", "2").code == 0
    late.ok("evidence", "counted", "--measure", "late=3")
    ran = late.run("edit", "1.15", "--measure", "late=3", "--sd", "2")
    assert (ran.code, "--sd 2 is given without --n." in ran.err) == (2, True)


@pytest.mark.parametrize("line", [(), ("show",), ("define",), ("compare",)])
def test_each_has_help_with_an_example_and_the_switches_of_every_command(home: Home, line: tuple[str, ...]) -> None:
    out = home.ok("measures", *line, "--help", "--plain")
    assert f"$ enquiry {' '.join(('measures', *line))}" in out
    assert "--json" in out
    assert "--plain" in out


def test_a_bare_number_names_a_cycle_here_too(primary: Home) -> None:
    assert primary.ok("measures", "4") == primary.ok("measures", "-c", "4") == primary.ok("measures", "show", "4")
    assert primary.run("measures", "99").code == 3
    primary.ok("measures", "define", "4")
    assert primary.ok("measures", "4").strip() == "4"


def test_a_comma_stands_before_decimals_by_the_country_of_the_calendar(home: Home) -> None:
    home.ok("start", "How long?")
    folder = home.folder / "config" / "enquiry" / "calendars"
    folder.mkdir(parents=True)
    base = 'title = "X"\nbegins = "1 August"\nlabel = "split"\n'
    for name, more in (
        ("de", 'country = "de"'),
        ("ch", 'country = "CH"\ndecimal_comma = true'),
        ("bad", 'country = "DEU"'),
    ):
        (folder / f"{name}.toml").write_text(f'name = "{name}"\n{base}{more}\n')
    assert home.run("evidence", "x", "--measure", "pause=3,5 s").code == 2
    for name in ("de", "ch"):
        home.ok("config", "calendar", name)
        home.ok("evidence", "x", "--measure", "pause=3,5 s", "--yes")
        assert json.loads(home.ok("measures", "--json"))["measures"][0]["cycles"][0]["values"][-1]["value"] == 3.5
    home.ok("edit", "1", "--target", "pause=2,5 s by 1 march")
    assert "pause 2.5 s by 1 March 2026" in home.ok("show", "1")
    ran = home.run("config", "calendar", "bad")
    assert (ran.code, "“DEU” must be a country's code of two letters" in ran.err) == (2, True)
