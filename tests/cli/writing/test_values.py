"""Measures as values: ranges, changes since the baseline, runs about a median, and finding one by its name."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from enquiry.errors import Ambiguous, NotFound
from enquiry.insight.measures.catalogue import collect_measures, find_measure, format_definition
from enquiry.insight.measures.runs import build_median_run
from enquiry.insight.measures.series import (
    Series,
    SeriesPoint,
    build_measure_change,
    collect_series,
    compute_difference,
    describe_verdict,
    format_change,
    format_change_amount,
)
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection, Counted
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue, format_measure_range, get_measure_range, is_outside_range
from tests.conftest import NOW, a_cycle, a_journal, an_entry

FIRST = date(2025, 9, 3)


def measure(name: str = "explain", unit: str = "of 24", **fields: object) -> Measure:
    return Measure(id=name, recorded_at=NOW, name=name, unit=unit, **fields)  # type: ignore[arg-type]


def with_values(*values: Number, acted: int = 1, name: str = "explain", number: int = 1) -> Cycle:
    """A cycle with a value a week, and its first action in the week `acted`."""
    weeks = [FIRST + timedelta(weeks=place) for place in range(len(values))]
    entries = [
        an_entry("evidence", day, cycle=number, number=place, values=(MeasuredValue(measure=name, value=value),))
        for place, (day, value) in enumerate(zip(weeks, values, strict=True), 1)
    ]
    action = an_entry("action", FIRST + timedelta(days=7 * acted - 1), cycle=number, number=99)
    return a_cycle(number, entries=(*entries, action))


def series(*values: Number) -> Series:
    points = (
        SeriesPoint(FIRST + timedelta(place), value, None, None, f"1.{place}") for place, value in enumerate(values)
    )
    return Series("late", "", BetterDirection.DOWN, tuple(points))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (measure(), "0 to 24"),
        (measure(lowest=1), "1 to 24"),
        (measure(highest=30), "0 to 30"),
        (measure(unit="%"), "0 to 100"),
        (measure(unit="%", highest=400), "0 to 400"),
        (measure(unit="", levels=("emerging", "secure")), "1 to 2"),
        (measure(unit="s", highest=9.5), "9.5 at most"),
    ],
)
def test_ranges_are_those_defined_or_those_the_unit_says(known: Measure, said: str) -> None:
    assert format_measure_range(*get_measure_range(known)) == said


@pytest.mark.parametrize(("value", "out"), [(-1, True), (0, False), (24, False), (24.5, True)])
def test_a_value_outside_the_range(value: Number, out: bool) -> None:
    told = MeasuredValue(measure="explain", value=value)
    assert is_outside_range(measure(), told) is out
    assert is_outside_range(measure(unit=""), replace(told, of=24)) is (value > 24)
    assert not is_outside_range(measure(unit="s"), told)


def test_definitions_leave_out_what_the_unit_says() -> None:
    assert format_definition(measure(better=BetterDirection.UP)) == "of 24, up is better"
    assert format_definition(measure(unit="%", counts=Counted.OTHER)) == "%, counts other"
    assert format_definition(measure(unit="s", better=BetterDirection.DOWN, lowest=0)) == "s, down is better, 0 or more"
    assert format_definition(measure(unit="", levels=("emerging", "secure"))) == "emerging < secure"
    assert format_definition(measure(unit="")) == ""


@pytest.mark.parametrize(
    ("by", "unit", "better", "said"),
    [
        (3.9, "of 20", BetterDirection.UP, "up 3.9, which is better"),
        (-3, "min", BetterDirection.DOWN, "down 3 min, which is better"),
        (1, "arrivals", BetterDirection.DOWN, "up 1, which is worse"),
        (-2, "%", BetterDirection.UP, "down 2 percentage points, which is worse"),
        (1, "%", BetterDirection.NEITHER, "up 1 percentage point"),
        (4, "", BetterDirection.NEITHER, "up 4"),
        (0, "%", BetterDirection.UP, "no change"),
    ],
)
def test_changes_in_words(by: Number, unit: str, better: BetterDirection, said: str) -> None:
    assert format_change_amount(by, unit, better) == said


def test_a_difference_has_no_crumbs_of_binary_fractions() -> None:
    assert compute_difference(15.1, 11.2) == 3.9
    assert isinstance(compute_difference(17, 5), int)
    assert describe_verdict(0, BetterDirection.UP) == ""


def test_the_change_is_since_the_median_of_the_values_before_the_first_action() -> None:
    cycle = with_values(41, 44, 40, 47, 48, acted=3)
    found = collect_series(cycle, a_journal(cycle, measures=(measure(unit="", better=BetterDirection.UP),)))[0]
    assert found.baseline == found.points[2]
    change = build_measure_change(found)
    assert change
    assert (change.by, change.baseline, change.since_values) == (7, True, 3)
    assert format_change(change) == "up 7 since the baseline of three values, median 41, which is better"


def test_counts_are_told_as_shares_with_both_numbers_each_day_of_its_own_total() -> None:
    values = [(5, 24, FIRST), (12, 23, FIRST + timedelta(weeks=3))]
    entries = [
        an_entry("evidence", day, number=place, values=(MeasuredValue(measure="explain", value=value, of=of),))
        for place, (value, of, day) in enumerate(values, 1)
    ]
    cycle = a_cycle(entries=(*entries, an_entry("action", FIRST + timedelta(1), number=3)))
    better = measure(unit="", better=BetterDirection.UP)
    (found,) = collect_series(cycle, a_journal(cycle, measures=(better,)))
    change = build_measure_change(found)
    assert change
    said = "21 % → 52 %, 5 of 24, 12 of 23, since the baseline of 3 Sep 2025, which is better"
    assert format_change(change) == said
    assert round(change.by, 1) == 31.3
    assert found.reach == (0, 100)


def test_without_a_baseline_the_change_is_since_the_first_value_and_says_so() -> None:
    cycle = with_values(9, 12, acted=0)
    found = collect_series(cycle, a_journal(cycle))[0]
    change = build_measure_change(found)
    assert change
    assert format_change(change) == "up 3 since the first value of 3 Sep 2025"


def test_one_value_or_only_a_baseline_is_no_change() -> None:
    for cycle in (with_values(9), with_values(9, 10, acted=3)):
        assert build_measure_change(collect_series(cycle, a_journal(cycle))[0]) is None


@pytest.mark.parametrize(("values", "is_run"), [(9, False), (10, True), (11, True)])
def test_ten_values_are_a_run(values: int, is_run: bool) -> None:
    assert bool(build_median_run(series(*range(values)))) is is_run


def test_a_run_is_told_about_its_median() -> None:
    run = build_median_run(series(9, 8, 9, 7, 8, 8, 6, 5, 5, 4, 6, 3, 4))
    assert run
    assert (run.median, run.above, run.below, run.on_it) == (6, 6, 5, 2)
    assert [point.value for point in run.longest] == [9, 8, 9, 7, 8, 8]


def test_values_on_the_median_neither_lengthen_nor_break_a_stretch() -> None:
    run = build_median_run(series(5, 5, 5, 7, 5, 8, 3, 7, 5, 2, 1))
    assert run
    assert [point.value for point in run.longest] == [7, 8]
    flat = build_median_run(series(*[5] * 10))
    assert flat
    assert (flat.longest, flat.on_it) == ((), 10)


def journal() -> Journal:
    one, other = with_values(5, 9), with_values(3, 4, number=2, name="late  Arrivals")
    return a_journal(one, other, measures=(measure(), measure("Late arrivals", ""), measure("unused", "%")))


def test_measures_come_with_their_uses_in_the_order_in_which_they_came_to_be() -> None:
    known = collect_measures(journal())
    assert [(one.name, [use.cycle.number for use in one.uses]) for one in known] == [
        *(("explain", [1]), ("Late arrivals", [2]), ("unused", [])),
    ]
    within = collect_measures(journal(), journal().find_cycle(2))
    assert [one.name for one in within] == ["Late arrivals"]


def test_values_without_a_definition_are_measures_too() -> None:
    known = collect_measures(a_journal(with_values(5, 9)))
    assert [(one.name, one.unit, one.better) for one in known] == [("explain", "", BetterDirection.NEITHER)]


def test_a_measure_is_named_by_its_name_or_enough_of_it() -> None:
    assert find_measure(journal(), "EXPLAIN").name == "explain"
    assert find_measure(journal(), "arriv").name == "Late arrivals"
    both = a_journal(measures=(measure("words"), measure("words, class")))
    assert find_measure(both, "Words").name == "words"
    with pytest.raises(Ambiguous, match="“word” fits 2 measures: “words”; “words, class”"):
        find_measure(both, "word")
    with pytest.raises(NotFound, match=r"No measure is called “explian”\. Did you mean explain\?"):
        find_measure(journal(), "explian")
    with pytest.raises(NotFound, match="Cycle 2 has no value of “explain”"):
        find_measure(journal(), "explain", cycle=journal().find_cycle(2))
