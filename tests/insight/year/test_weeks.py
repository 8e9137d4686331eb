"""A school year cut into weeks, terms and holidays."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.calendar import Calendar
from enquiry.insight.year.weeks import WeekRange, build_week_ranges
from enquiry.presets import load_calendar

CALENDARS = (
    *("scotland", "england", "wales", "northern-ireland", "ireland", "new-zealand", "australia", "ontario", "usa"),
    "custom",
)


@lru_cache
def calendar(name: str) -> Calendar:
    return load_calendar(name, Path("nowhere"))


SCOTLAND = calendar("scotland")


@given(st.sampled_from(CALENDARS), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_day_of_a_year_lies_in_one_week_of_that_year(name: str, day: date) -> None:
    held = calendar(name)
    year = held.find_year(day)
    stretches = build_week_ranges(year, held, (year.period.begin, year.period.last))
    weeks = [week for stretch in stretches for week in stretch.weeks]
    assert [week.days.begin for week in weeks[1:]] == [week.days.end for week in weeks[:-1]]
    assert (weeks[0].days.begin, weeks[-1].days.end) == (year.period.begin, year.period.end)
    [own] = [week for week in weeks if day in week.days]
    assert own.number == held.compute_week_number(day)
    assert own.taught == (held.count_teaching_days(own.days) > 0 or held.find_holiday(own.days.begin) is None)
    assert sum(len(stretch.weeks) for stretch in stretches) == len(weeks)


def told(stretches: tuple[WeekRange, ...]) -> list[tuple[str, int, int]]:
    return [(one.name, one.weeks[0].number, len(one.weeks)) for one in stretches]


def test_a_year_is_cut_into_terms_and_holidays_without_its_summer() -> None:
    assert told(build_week_ranges(SCOTLAND.find_year_by_label("2025-26"), SCOTLAND)) == [
        ("Term 1", 1, 8),
        ("October holiday", 9, 2),
        ("Term 2", 11, 8),
        ("Christmas holiday", 19, 2),
        ("Term 3", 21, 12),
        ("Spring holiday", 33, 2),
        ("Term 4", 35, 11),
    ]


def test_what_lies_in_the_summer_is_not_left_out() -> None:
    held = build_week_ranges(SCOTLAND.find_year_by_label("2025-26"), SCOTLAND, [date(2025, 8, 13), date(2026, 7, 31)])
    assert told(held)[0] == ("Summer holiday", 0, 1)
    assert told(held)[-1] == ("Summer holiday", 46, 5)


def test_a_scottish_july_belongs_to_the_old_session_and_a_southern_year_ends_with_december() -> None:
    july = SCOTLAND.find_year(date(2026, 7, 15))
    assert july.label == "2025-26"
    southern = calendar("new-zealand")
    year = southern.find_year_by_label("2025")
    days = [stretch.days for stretch in build_week_ranges(year, southern, (year.period.begin, year.period.last))]
    assert (days[0].begin, days[-1].last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_term_that_a_holiday_cuts_in_two_goes_on_after_it() -> None:
    england = calendar("england")
    autumn = [
        one for one in build_week_ranges(england.find_year_by_label("2025-26"), england) if one.name == "Autumn term"
    ]
    assert [one.goes_on for one in autumn] == [False, True]
