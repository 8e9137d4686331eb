"""`measures compare` from end to end: the samples, figures on the line, tables of scores, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import TOP
from tests.conftest import Home, made_once

SEEDS = TOP / "seeds"
EFFECT = "g = 0.57 (95 % interval 0.02 to 1.12, n 27 and 26): the two means lie 0.57 standard deviations apart."
SOURCES = "Where it lies, as was said: 1.16 “scripts, filing cabinet”, 1.17 “scripts, filing cabinet”."
DIFFERENCE = (
    "the first stands 2.3 higher (95 % interval 0.09 to 4.51). 10.8 → 14.9 beside 10.6 → 12.6: gained 4.1 and 2; 0.2 "
    "of the 2.3 was there before"
)
CLASSES = (
    "Where each group is one class, the class can't be told from the change. The intervals above take learners for "
    "independent; those of one class are alike: with intraclass correlations of .05, .10 and .15 that of g is -0.25 to "
    "1.39, -0.45 to 1.59 and -0.62 to 1.76. How far classes differ can't be seen in two, so they hold the truth in 94, "
    "93 and 92 of 100 at least."
)
DESIGN = (
    "Two groups, of 27 and 26 learners, set side by side as they stood afterwards; where each began is shown, and not "
    "reckoned in."
)
LIMITS = "It cannot say that the change made the difference: all else that sets the groups apart is in it too."
MIXED, OTHER = "delayed mixed test", "delayed mixed test, comparison class"
COIN = ("--mean", "14.9", "--sd", "3.9", "--n", "27", "--with-mean", "12.6", "--with-sd", "4.1", "--with-n", "26")
TWICE = ("--before-mean", "100", "--before-sd", "4.5", "--mean", "103", "--sd", "5.5", "--n", "50")
TABLE = """pupil;Sept;Dec
A1;11;14
A2;8;13,5
A3;15;16
A4;12;
A5;9;9
A6;10;15
A7;13;12
A8;14;17
A9;7;12
B1;11;14
B2;8;13
B3;15;16
B4;12;14
B5;9;11
B6;10;10
"""


@pytest.fixture
@made_once
def primary(home: Home) -> Home:
    home.ok("import", str(SEEDS / "primary.json"))
    return home


@pytest.fixture
@made_once
def maths(home: Home) -> Home:
    home.ok("import", str(SEEDS / "maths.json"))
    return home


@pytest.fixture
def table(home: Home) -> Path:
    path = home.folder / "scores.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def told(home: Home, *line: str) -> str:
    """Run a comparison and return what it says with its lines joined."""
    return " ".join(home.ok("measures", "compare", *line).split())


# --- the samples ------------------------------------------------------------------------------------------------------


def test_mixed_homework_gives_its_effect_size_last_of_all(maths: Home) -> None:
    out = maths.ok("measures", "compare", MIXED, "--with", OTHER, "-c", "1")
    said = " ".join(out.split())
    assert "g = 0.57 (95 % interval 0.02 to 1.12, n 27 and 26)" in said
    assert "It cannot say that the change made the difference" in said
    assert "10.8 of 20 (n 27)  · 1.2" in out
    places = [out.index(word) for word in ("How many moved", "14.9 of 20", "▇▇", "Effect size", "Design", "Its limits")]
    assert places == sorted(places)


def test_eight_slow_readers_are_told_of_regression_to_the_mean(primary: Home) -> None:
    out = told(primary, "words correct", "-c", "5")
    assert "Regression to The issue of cycle 5 says “slowly”" in out
    assert "g_av = 1.20 (n 8)" in out
    assert "the 95 % interval is 0.41 to 2.29 if r is .5" in out
    assert "up 21 words a minute, which is better" in out
    for yes, no in (("--chosen", "--not-chosen"), ("--chosen-low", "--not-chosen-low")):
        assert "This group was chosen because of this measure, so" in told(primary, "words correct", "-c", "5", yes)
        assert "because of this measure" not in told(primary, "words correct", "-c", "5", no)
    ran = primary.run("measures", "compare", "words correct", "-c", "5")
    assert "Keep the answer: enquiry edit 5.2 --chosen yes" in ran.err


def test_the_readers_beside_their_class_are_two_groups_each_with_its_number(primary: Home) -> None:
    out = told(primary, "words correct", "--with", "words correct, whole class", "-c", "5")
    assert "the first stands 24 words a minute lower" in out
    assert "g = -0.85 (95 % interval -1.66 to -0.03, n 8 and 26)" in out


def test_two_groups_in_one_entry_have_one_number_between_them(home: Home) -> None:
    home.ok("start", "What happens when they reread?")
    values = ("--measure", "eight=71", "--measure", "class=104")
    home.ok("evidence", "an unseen page", *values, "--n", "8")
    out = told(home, "eight", "--with", "class", "-c", "1")
    assert "None. 1.1 gives one number of learners for both groups" in out


def test_exchange_between_two_days(primary: Home) -> None:
    out = told(primary, "20-item check", "-c", "4", "--from", "2025-09-03", "--to", "2025-12-03")
    assert "g_av = 0.95 (n 24): the mean moved up by 0.95 standard deviations." in out
    assert "is 0.52 to 1.45 if r is .5 and 0.66 to 1.32 if r is .9." in out
    assert "measured twice 13 weeks apart" in out
    assert "26 Jan 2026" in out
    known = told(primary, "20-item check", "-c", "4", "--to", "2025-12-03", "--r", "0.6")
    assert "g_av = 0.95 (95 % interval 0.55 to 1.42, n 24)" in known
    assert "up 3.9, which is better (95 % interval of the mean change: 2.4 to 5.4)" in known


def test_a_day_without_a_deviation_points_to_one_with(primary: Home) -> None:
    out = told(primary, "20-item check", "-c", "4")
    assert "None. 4.24 gives no standard deviation. 4.20 gives one: --to 2025-12-03." in out


def test_counts_of_the_sample(primary: Home) -> None:
    out = told(primary, "explain exchange", "-c", "4")
    assert "5 of 24, then 17 of 24. Which of them changed is not known." in out
    assert "3 Dec 2025: 71 % (95 % interval 51 to 85 %)" in out


def test_how_the_samples_look(maths: Home, snapshot: Callable[[str, str], None]) -> None:
    snapshot(maths.ok("measures", "compare", MIXED, "--with", OTHER, "-c", "1"), "compare-mixed-homework-80")
    other = ("--journal", str(maths.folder / "other.json"))
    maths.ok("import", str(SEEDS / "primary.json"), *other)
    readers = ("measures", "compare", "words correct", "-c", "eight P6 pupils reread", *other)
    snapshot(maths.ok(*readers, COLUMNS="58"), "compare-eight-slow-readers-58")
    snapshot(maths.ok("measures", "-c", "eight P6 pupils reread", *other), "measures-eight-slow-readers-80")


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
def test_a_comparison_keeps_to_its_width(maths: Home, columns: int) -> None:
    out = maths.ok("measures", "compare", MIXED, "--with", OTHER, "-c", "1", COLUMNS=str(columns))
    assert max(map(len, out.splitlines())) <= min(columns, 100)
    assert "g = 0.57" in out


def test_plain_lines_say_the_same_in_the_same_order(maths: Home) -> None:
    assert maths.ok("--plain", "measures", "compare", MIXED, "--with", OTHER, "-c", "1").splitlines() == [
        "measure: delayed mixed test",
        "is: of 20, up is better, counts points",
        "cycle: 1",
        "moved: Not known: these are different learners, in two groups.",
        "delayed mixed test, 10 Sep 2025: 10.8 of 20 (n 27), 1.2",
        "delayed mixed test, 10 Dec 2025: 14.9 of 20 (SD 3.9, n 27), 1.16",
        "delayed mixed test, comparison class, 10 Sep 2025: 10.6 of 20 (n 26), 1.3",
        "delayed mixed test, comparison class, 10 Dec 2025: 12.6 of 20 (SD 4.1, n 26), 1.17",
        f"difference: {DIFFERENCE}",
        f"effect size: {EFFECT}",
        f"the classes: {CLASSES}",
        f"design: {DESIGN}",
        f"the sources: {SOURCES}",
        f"its limits: {LIMITS}",
        "take care: This cycle has four measures: of several, one moves by chance sooner, so tell them all.",
    ]


def test_the_answer_for_programs(maths: Home) -> None:
    document = json.loads(maths.ok("measures", "compare", MIXED, "--with", OTHER, "-c", "1", "--json"))
    found = document["comparison"]
    assert document["schema_version"] == 1
    assert (found["design"], found["cycle"], found["difference"]) == ("two-groups", 1, 2.3)
    assert round(found["effect"]["g"], 2) == 0.57
    assert round(found["effect"]["interval"]["low"], 2) == 0.02
    assert round(found["effect"]["interval"]["high"], 2) == 1.12
    assert [group["after"]["entry"] for group in found["groups"]] == ["1.16", "1.17"]
    assert found["moved"] is None
    assert found["regression_to_the_mean"] == ""


# --- figures on the line ----------------------------------------------------------------------------------------------


def test_two_groups_on_the_line_need_no_journal(home: Home) -> None:
    assert "g = 0.57 (95 % interval 0.02 to 1.12, n 27 and 26)" in told(home, *COIN)
    assert not home.journal.exists()


def test_one_group_twice_on_the_line(home: Home) -> None:
    assert "the 95 % interval is 0.30 to 0.90 if r is .5" in told(home, *TWICE)
    for line in (("--r", "0.7"), ("--sd-change", "4")):
        assert "95 % interval" in told(home, *TWICE, *line)


def test_figures_on_the_line_may_be_those_of_a_measure(primary: Home) -> None:
    out = told(primary, "20-item check", "--before-mean", "11", "--mean", "13", "-c", "5")
    assert "20-item check · of 20, up is better" in out
    assert "says “slowly”" in out
    assert "does not say how many learners" in out


# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_of_scores(home: Home, table: Path) -> None:
    before = table.read_bytes()
    out = told(home, "--csv", str(table), "--before", "sept", "--after", "dec", "--by", "pupil")
    assert "11 of 14 scored higher, 2 the same and 1 lower." in out
    assert "up 2.46 (95 % interval of the mean change: 1.24 to 3.69)" in out
    assert "g_av = 0.93 (95 % interval 0.43 to 1.56, n 14)" in out
    assert "1 of 15 learners is left out (1 with none after)." in out
    assert "A4" not in out
    assert table.read_bytes() == before
    assert sorted(path.name for path in home.folder.iterdir()) == ["scores.csv"]


def test_a_table_of_two_groups_is_adjusted_for_where_they_began(home: Home, table: Path) -> None:
    rows = TABLE.replace(",", ".").splitlines()
    parted = [f"{rows[0]};class", *(f"{row};{'4A' if at % 2 else '4B'}" for at, row in enumerate(rows[1:]))]
    table.write_text("\n".join(parted), encoding="utf-8")
    line = ("--csv", str(table), "--before", "sept", "--after", "dec")
    out = told(home, *line, "--group", "class")
    assert "Had they begun The first would stand" in out
    assert "gained" in out
    assert "of .05, .10 and .15" in out
    assert "1 of 7 learners is left out (1 with none after)" in out
    assert "with an intraclass correlation of .20 that of g is" in told(home, *line, "--group", "class", "--icc", "0.2")
    assert "--icc is about two classes" in home.run("measures", "compare", *line, "--icc", "0.2").err


def test_levels_and_answers_in_a_table(home: Home, table: Path) -> None:
    line = ("--csv", str(table), "--before", "sept", "--after", "dec")
    table.write_text("sept,dec\nemerging,secure\ndeveloping,developing\nabs,secure\n", encoding="utf-8")
    out = told(home, *line, "--levels", "emerging, developing, secure")
    assert "1 of 2 rose, 1 stayed and 0 fell." in out
    assert "0 emerging, 1 developing, 1 secure" in out
    table.write_text("sept,dec\n" + "no,yes\n" * 6 + "yes,no\n", encoding="utf-8")
    assert "6 gained it and 1 lost it" in told(home, *line)


def test_a_table_read_from_standard_input_for_a_measure_of_the_journal(primary: Home) -> None:
    line = ("measures", "compare", "20-item check", "--csv", "-", "--before", "Sept", "--after", "Dec", "-c", "4")
    out = primary.ok(*line, stdin=TABLE)
    assert "P4 class" in primary.ok(*line, "--plain", stdin=TABLE)
    assert "2.46, which is better" in " ".join(out.split())
    document = json.loads(primary.ok(*line, "--json", stdin=TABLE))["comparison"]
    assert document["moved"] == {"higher": 11, "same": 2, "lower": 1}
    assert document["missing"] == {"no_before": 0, "no_after": 1, "neither": 0}
    assert "A4" not in str(document)
    assert "Standard input is empty." in primary.run(*line, stdin="").err


def test_a_handful_of_learners_stand_as_they_are(home: Home, table: Path) -> None:
    table.write_text("\n".join(TABLE.splitlines()[:5]), encoding="utf-8")
    line = ("measures", "compare", "--csv", str(table), "--before", "sept", "--after", "dec")
    out = home.ok(*line)
    assert "sept, then dec:\n                8, then 13.5\n                11, then 14\n" in out
    assert "Fewer than 5 learners" in out
    assert "▇" not in out
    assert "scores: 8 then 13.5\n" in home.ok(*line, "--plain")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("score\n3\n", (), "scores.csv has one column only, “score”."),
        ("sept,dec\n3,x\n", (), "Row 2: “x” in “dec” is not a score."),
        ("1,2\n3,4\n", (), "scores.csv seems to have no header row"),
        ("sept,dec,by\n3,4,A\n5,6,A\n", ("--by", "by"), "Rows 2 and 3 have the same code"),
    ],
)
def test_a_table_that_can_not_be_read(home: Home, table: Path, text: str, line: tuple[str, ...], words: str) -> None:
    table.write_text(text, encoding="utf-8")
    ran = home.run("measures", "compare", "--csv", str(table), "--before", "sept", "--after", "dec", *line)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_table_that_is_not_there(home: Home) -> None:
    assert home.run("measures", "compare", "--csv", "none.csv", "--before", "a", "--after", "b").code == 3


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((), "Nothing was named to compare."),
        (("--before", "x"), "--before names a column, and no file was named."),
        (("--csv", "x.csv", "--before", "x"), "--after is missing beside --csv."),
        (("--csv", "x.csv", "--before", "x", "--after", "y", "--mean", "3"), "--mean does not go with --csv."),
        (("--sd", "3"), "--mean is missing beside a figure on the line."),
        (("--mean", "3", "--with", "x"), "--with does not go with a figure on the line."),
        (("--mean", "3"), "One mean is not a comparison."),
        (("--mean", "3", "--with-mean", "4", "--before-mean", "2"), "Two comparisons were asked for at once."),
        (("--mean", "3", "--with-mean", "4", "--r", "0.5"), "--r does not go with --with-mean."),
        (("--mean", "3", "--before-mean", "4", "--with-n", "5"), "--with-n does not go with --before-mean."),
        (("--mean", "nan", "--before-mean", "4"), "--mean nan is not a number"),
        ((*TWICE, "--r", "1"), "--r 1 would mean that every learner kept their place"),
        ((*COIN, "--icc", "1.2"), "--icc 1.2 is no intraclass correlation."),
        ((*TWICE, "--icc", "0.1"), "--icc does not go with --before-mean."),
        (("20-item check", "--icc", "0.1"), "--icc does not go with one group"),
        (("20-item check", "--group", "class"), "--group names a column, and no file was named."),
        ((*TWICE, "--r", "0.5", "--sd-change", "2"), "--r and --sd-change say the same thing"),
        ((*TWICE, "--sd-change", "50"), "--sd-change 50 can't be, where the scores spread by 4.5 and 5.5."),
        (("--mean", "3", "--before-mean", "4", "--r", "0.5"), "need both standard deviations"),
        (("20-item check", "--with", "20-ITEM check"), "--with names the measure itself"),
        (("20-item check", "--with", "explain exchange", "--r", "0.5"), "--r does not go with --with."),
        (("20-item check", "--from", "2025-12-03", "--to", "2025-09-03"), "does not come before"),
        (("20-item check", "--to", "2025-09-03"), "has nothing to set beside its value of 3 September 2025."),
        (("unused",), "“unused” has no values yet."),
    ],
)
def test_what_can_not_be_compared_is_said(primary: Home, line: tuple[str, ...], words: str) -> None:
    primary.ok("measures", "define", "unused")
    ran = primary.run("measures", "compare", *line)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_names_and_days_that_are_not_there(primary: Home) -> None:
    for line, words in (
        (("20-item check", "--to", "2025-09-04"), "“20-item check” has no value of 4 September 2025."),
        (("20-item check", "--with", "prosody"), "Cycle 4 has no value of “prosody”."),
        (("nothing",), "No measure is called “nothing”."),
    ):
        ran = primary.run("measures", "compare", *line)
        assert ran.code == 3
        assert words in ran.err


def two_cycles(home: Home) -> None:
    for number in ("1", "2"):
        home.ok("start", f"Question {number}?")
        home.ok("evidence", "first", "--measure", "pages=3", "--on", "2026-01-05", "-c", number)
        home.ok("evidence", "then", "--measure", "pages=4", "--on", "2026-02-02", "-c", number)


def test_the_current_cycles_values_are_meant_and_a_group_without_a_name_is_said(home: Home) -> None:
    two_cycles(home)
    out = told(home, "pages")
    assert "2 · Question 2?" in out
    assert 'Cycle 2 names no group: enquiry edit 2 --group "…"' in out
    assert "up 1" in out
    home.ok("start", "Question 3?")
    ran = home.run("measures", "compare", "pages")
    assert (ran.code, "“pages” is used in cycles 1, 2." in ran.err) == (2, True)


def test_two_groups_measured_only_once(home: Home) -> None:
    home.ok("start", "Question?", "--group", "Two classes")
    for name, value in (("test, mixed", 15), ("test, other class", 12)):
        home.ok("evidence", "tested", "--measure", f"{name}={value}", "--sd", "4", "--n", "25", "--yes")
    document = json.loads(home.ok("measures", "compare", "mixed", "--with", "other", "--json"))["comparison"]
    assert [group["before"] for group in document["groups"]] == [None, None]
    assert document["effect"]["interval"]


def test_a_long_series_is_compared_by_its_two_values_alone(home: Home) -> None:
    home.ok("start", "Question?")
    for day in range(1, 15):
        home.ok("evidence", "again", "--measure", f"pages={day}", "--on", f"2026-01-{day:02}")
    out = home.ok("measures", "compare", "pages", "--from", "2026-01-01")
    assert out.count("▇ ") + out.count("· ") >= 2
    assert "7 Jan 2026" not in out


def test_values_below_zero_have_no_bars(home: Home) -> None:
    home.ok("start", "Question?")
    home.ok("evidence", "a", "--measure", "swing=-3", "--on", "2026-01-05")
    home.ok("act", "something", "--on", "2026-01-06")
    home.ok("evidence", "b", "--measure", "swing=0", "--on", "2026-02-02")
    assert "The picture" not in home.ok("measures", "compare", "swing")
    assert "The picture" not in home.ok("measures", "compare", "--mean", "0", "--with-mean", "0")
    assert "The picture" in home.ok("measures", "compare", "--mean", "0", "--with-mean", "1")
