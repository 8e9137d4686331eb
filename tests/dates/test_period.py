from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.period import EARLIEST, LATEST, ONE_DAY, Period, spell, spell_period, spell_short
from enquiry.errors import UsageMistake

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(lambda begin, days: Period(begin, begin + timedelta(days=days)), DAYS, st.integers(1, 3000))
WEEK = Period(date(2025, 11, 3), date(2025, 11, 10))


def test_its_end_is_outside_it() -> None:
    assert date(2025, 11, 3) in WEEK
    assert date(2025, 11, 9) in WEEK
    assert date(2025, 11, 10) not in WEEK
    assert date(2025, 11, 2) not in WEEK
    assert WEEK.days == 7
    assert WEEK.last == date(2025, 11, 9)


def test_a_day_is_a_period_of_a_day() -> None:
    day = Period.of_day(date(2024, 2, 29))
    assert (day.days, day.last, day.end) == (1, date(2024, 2, 29), date(2024, 3, 1))


def test_through_holds_both_its_days() -> None:
    assert Period.through(date(2025, 11, 3), date(2025, 11, 9)) == WEEK


@pytest.mark.parametrize("end", [date(2025, 11, 3), date(2025, 11, 2)])
def test_an_empty_or_backward_period_is_refused_naming_both_days(end: date) -> None:
    with pytest.raises(UsageMistake, match="runs backwards") as caught:
        Period(date(2025, 11, 3), end)
    assert "3 November 2025" in caught.value.words
    assert spell(end) in caught.value.words
    assert caught.value.hint


def test_clipping_touching_periods_leaves_nothing() -> None:
    after = Period(WEEK.end, WEEK.end + timedelta(days=3))
    assert WEEK.find_overlap(after) is None
    assert after.find_overlap(WEEK) is None
    assert WEEK.find_overlap(Period(date(2025, 11, 9), date(2026, 1, 1))) == Period.of_day(date(2025, 11, 9))


def test_periods_sort_by_their_beginning() -> None:
    assert sorted([Period.of_day(WEEK.last), WEEK]) == [WEEK, Period.of_day(WEEK.last)]


@given(PERIODS, PERIODS, DAYS)
def test_a_day_is_in_the_clipping_when_it_is_in_both(one: Period, other: Period, day: date) -> None:
    clipped = one.find_overlap(other)
    assert clipped == other.find_overlap(one)
    assert (clipped is not None and day in clipped) == (day in one and day in other)


@given(PERIODS)
def test_its_days_are_those_inside_it(period: Period) -> None:
    assert period.begin in period
    assert period.last in period
    assert period.end not in period
    assert (period.last - period.begin).days + 1 == period.days


def test_days_written_for_people() -> None:
    day = date(2025, 10, 8)
    assert spell(day) == "8 October 2025"
    assert spell(day, weekday=True) == "Wednesday 8 October 2025"
    assert spell(day, year=False) == "8 October"
    assert spell(day, year=False, weekday=True) == "Wednesday 8 October"
    assert spell_short(day) == "8 Oct"
    assert spell_short(day, year=True) == "8 Oct 2025"
    assert spell_period(WEEK) == "3 November 2025 to 9 November 2025"
    assert spell_period(Period.of_day(day)) == "8 October 2025"


def test_a_period_that_goes_as_far_as_days_can_is_open_there() -> None:
    since, until = Period(date(2025, 9, 1), LATEST + ONE_DAY), Period(EARLIEST, date(2025, 9, 1))
    assert spell_period(since) == "since 1 September 2025"
    assert spell_period(until) == "until 31 August 2025"
    assert spell_period(Period(EARLIEST, LATEST + ONE_DAY)) == "all years"


@pytest.mark.parametrize(
    ("month", "name"),
    list(enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1)),
)
def test_months_are_english_whatever_the_machine_speaks(month: int, name: str) -> None:
    assert spell_short(date(2026, month, 1)) == f"1 {name}"
    assert spell(date(2026, month, 1)).split()[1].startswith(name)
