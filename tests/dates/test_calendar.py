import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import enquiry
from enquiry.dates.calendar import Calendar, build_calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.errors import NotFound, UnreadableDate, UsageMistake

FOLDER = Path(enquiry.__file__).parent / "data" / "calendars"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
ALL = {name: build_calendar(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), name) for name in NAMES}
SCOTLAND, ENGLAND, ZEALAND, CUSTOM = ALL["scotland"], ALL["england"], ALL["new-zealand"], ALL["custom"]
SESSION = SCOTLAND.find_year_by_label("2025-26")

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
CALENDARS = st.sampled_from([ALL[name] for name in NAMES])


def built(**changes: Any) -> Calendar:
    """A calendar of one part in a year, with changes."""
    table = {
        "name": "mine",
        "title": "Mine",
        "begins": "1 August",
        "label": "split",
        "parts": [{"name": "Term 1", "from": "18 August", "to": "Friday nearest 19 December"}],
    }
    return build_calendar(table | changes, "mine.toml")


# The presets


def test_every_preset_is_there() -> None:
    expected = "australia custom england ireland new-zealand northern-ireland ontario scotland usa wales"
    assert expected.split() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_covers_every_year_from_1950_to_2100(name: str) -> None:
    calendar = ALL[name]
    assert calendar.name == name
    for number in range(1949, 2101):
        year = calendar.find_year(calendar.find_year_start(number))
        parts = calendar.list_parts(year)
        assert all(before.period.end <= after.period.begin for before, after in pairwise(parts))
        assert all(year.period.find_overlap(part.period) == part.period for part in parts)
        assert 175 <= calendar.count_teaching_days(year.period) <= 262


@pytest.mark.parametrize(
    ("name", "begins", "label", "parts"),
    [
        ("scotland", date(2025, 8, 1), "2025-26", ["Term 1", "Term 2", "Term 3", "Term 4"]),
        ("england", date(2025, 9, 1), "2025-26", ["Autumn term", "Spring term", "Summer term"]),
        ("wales", date(2025, 9, 1), "2025-26", ["Autumn term", "Spring term", "Summer term"]),
        ("northern-ireland", date(2025, 9, 1), "2025-26", ["Autumn term", "Spring term", "Summer term"]),
        ("ireland", date(2025, 9, 1), "2025-26", ["Autumn term", "Spring term", "Summer term"]),
        ("new-zealand", date(2025, 1, 1), "2025", ["Term 1", "Term 2", "Term 3", "Term 4"]),
        ("australia", date(2025, 1, 1), "2025", ["Term 1", "Term 2", "Term 3", "Term 4"]),
        ("ontario", date(2025, 9, 1), "2025-26", ["Semester 1", "Semester 2"]),
        ("usa", date(2025, 7, 1), "2025-26", ["Fall semester", "Spring semester"]),
        ("custom", date(2025, 1, 1), "2025", []),
    ],
)
def test_a_preset_cuts_its_years(name: str, begins: date, label: str, parts: list[str]) -> None:
    year = ALL[name].find_year(begins)
    assert year == SchoolYear(label, Period(begins, begins.replace(year=2026)))
    assert ALL[name].find_year(begins - timedelta(days=1)).period.end == begins
    assert [part.name for part in ALL[name].list_parts(year)] == parts


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_its_dates_are_not_official_and_shows_an_overlay(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    assert "typical, not official" in text or name == "custom"
    shown = text[text.index("# [years.") :]
    overlay = tomllib.loads("\n".join(line.removeprefix("#").removeprefix(" ") for line in shown.splitlines()))
    calendar = build_calendar(tomllib.loads(text) | overlay, name)
    [label] = overlay["years"]
    assert (
        calendar.list_parts(calendar.find_year_by_label(label))[0].period.begin
        == overlay["years"][label]["parts"][0]["from"]
    )


def test_countries_have_their_own_words() -> None:
    assert (SCOTLAND.words.year, SCOTLAND.words.learners, SCOTLAND.words.review_meeting) == ("session", "pupils", "PRD")
    assert ENGLAND.words.year == "school year"
    assert ZEALAND.words.learners == "ākonga"
    assert ALL["usa"].day_order.value == "mdy"


def list_days(period: Period) -> list[date]:
    return [period.begin + timedelta(days=n) for n in range(period.days)]


# What a day is by the lists that were published: the Ministry of Education of New Zealand (education.govt.nz, school
# terms and holidays, 2024 to 2026), the Department of Education of Northern Ireland (education-ni.gov.uk, school
# holidays 2025/2026), that of Ireland (circular 0072/2022) and the Ministry of Education of Ontario (ontario.ca, school
# year calendars, 2022-23 to 2026-27), each as its first and last day and what the first is called.
PUBLISHED = {
    "new-zealand": """
        2024-02-06 2024-02-06 Waitangi Day, 2024-03-29 2024-04-02 Good Friday, 2024-04-13 2024-04-28 Autumn holiday
        2024-06-03 2024-06-03 King's Birthday, 2024-06-28 2024-06-28 Matariki, 2024-07-06 2024-07-21 Winter holiday
        2024-09-28 2024-10-13 Spring holiday, 2024-10-28 2024-10-28 Labour Day, 2024-12-21 2025-01-26 Summer holiday
        2025-02-06 2025-02-06 Waitangi Day, 2025-04-12 2025-04-27 Autumn holiday, 2025-06-02 2025-06-02 King's Birthday
        2025-06-20 2025-06-20 Matariki, 2025-06-28 2025-07-13 Winter holiday, 2025-09-20 2025-10-05 Spring holiday
        2025-10-27 2025-10-27 Labour Day, 2025-12-20 2026-01-25 Summer holiday, 2026-02-06 2026-02-06 Waitangi Day
        2026-04-03 2026-04-19 Autumn holiday, 2026-04-27 2026-04-27 Anzac Day, 2026-06-01 2026-06-01 King's Birthday
        2026-07-04 2026-07-19 Winter holiday, 2026-09-26 2026-10-11 Spring holiday, 2026-10-26 2026-10-26 Labour Day
        2026-12-19 2026-12-31 Summer holiday""",
    "northern-ireland": """
        2025-10-30 2025-10-31 Halloween half-term, 2025-12-22 2026-01-02 Christmas holiday
        2026-02-12 2026-02-13 February half-term, 2026-03-17 2026-03-17 St Patrick's Day
        2026-04-02 2026-04-10 Easter holiday, 2026-05-04 2026-05-04 Early May bank holiday
        2026-05-25 2026-05-25 Spring bank holiday, 2026-07-01 2026-08-31 Summer holiday""",
    "ireland": """
        2023-10-30 2023-11-03 October mid-term, 2023-12-23 2024-01-07 Christmas holiday, 2024-02-05 2024-02-05 St Brigid
        2024-02-12 2024-02-16 February, 2024-03-18 2024-03-18 St Patrick, 2024-03-23 2024-04-07 Easter holiday
        2024-05-06 2024-05-06 May bank holiday, 2024-06-03 2024-06-03 June bank holiday
        2024-10-28 2024-11-01 October mid-term, 2024-12-21 2025-01-05 Christmas holiday, 2025-02-03 2025-02-03 St Brigid
        2025-02-17 2025-02-21 February, 2025-03-17 2025-03-17 St Patrick, 2025-04-12 2025-04-27 Easter holiday
        2025-05-05 2025-05-05 May bank holiday, 2025-06-02 2025-06-02 June bank holiday
        2025-10-27 2025-10-31 October mid-term, 2025-12-20 2026-01-04 Christmas holiday, 2026-02-02 2026-02-02 St Brigid
        2026-02-16 2026-02-20 February, 2026-03-17 2026-03-17 St Patrick, 2026-03-28 2026-04-12 Easter holiday
        2026-05-04 2026-05-04 May bank holiday, 2026-06-01 2026-06-01 June bank holiday""",
    "ontario": """
        2022-10-10 2022-10-10 Thanksgiving, 2022-12-19 2022-12-30 Winter break, 2023-02-20 2023-02-20 Family Day
        2023-03-13 2023-03-17 March break, 2023-04-07 2023-04-10 Good Friday, 2023-05-22 2023-05-22 Victoria Day
        2023-10-09 2023-10-09 Thanksgiving, 2023-12-25 2024-01-05 Winter break, 2024-02-19 2024-02-19 Family Day
        2024-03-11 2024-03-15 March break, 2024-03-29 2024-04-01 Good Friday, 2024-05-20 2024-05-20 Victoria Day
        2024-10-14 2024-10-14 Thanksgiving, 2024-12-23 2025-01-03 Winter break, 2025-02-17 2025-02-17 Family Day
        2025-03-10 2025-03-14 March break, 2025-04-18 2025-04-21 Good Friday, 2025-05-19 2025-05-19 Victoria Day
        2025-10-13 2025-10-13 Thanksgiving, 2025-12-22 2026-01-02 Winter break, 2026-02-16 2026-02-16 Family Day
        2026-03-16 2026-03-20 March break, 2026-04-03 2026-04-06 Good Friday, 2026-05-18 2026-05-18 Victoria Day
        2026-10-12 2026-10-12 Thanksgiving, 2026-12-21 2027-01-01 Winter break, 2027-02-15 2027-02-15 Family Day
        2027-03-15 2027-03-19 March break, 2027-03-26 2027-03-29 Good Friday, 2027-05-24 2027-05-24 Victoria Day""",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_days_off_are_free_and_no_others(name: str) -> None:
    """In the north from 9 September to 19 June: when the summer begins and ends is each school's own."""
    calendar, lines = ALL[name], PUBLISHED[name].strip().replace("\n", ",").split(",")
    read = [line.split(maxsplit=2) for line in lines]
    spans = [(Period.through(date.fromisoformat(a), date.fromisoformat(b)), told) for a, b, told in read]
    free = {day for span, _ in spans for day in list_days(span)}
    for day in list_days(Period(spans[0][0].begin, spans[-1][0].end)):
        in_summer = name != "new-zealand" and (6, 20) <= (day.month, day.day) < (9, 9)
        if day.weekday() < 5 and not in_summer:
            assert calendar.is_teaching_day(day) == (day not in free), day
    named = [(calendar.find_holiday(span.begin), told) for span, told in spans]
    assert [told for holiday, told in named if holiday is None or not holiday.name.startswith(told)] == []


# The Scottish session


def test_scottish_dates_of_2025() -> None:
    spans = [(part.name, part.period.begin, part.period.last) for part in SCOTLAND.list_parts(SESSION)]
    assert spans == [
        ("Term 1", date(2025, 8, 18), date(2025, 10, 10)),
        ("Term 2", date(2025, 10, 27), date(2025, 12, 19)),
        ("Term 3", date(2026, 1, 5), date(2026, 3, 27)),
        ("Term 4", date(2026, 4, 13), date(2026, 6, 26)),
    ]


@pytest.mark.parametrize(
    ("day", "part", "holiday", "teaching"),
    [
        (date(2025, 8, 15), None, "Summer holiday", False),
        (date(2025, 8, 18), "Term 1", None, True),
        (date(2025, 8, 23), "Term 1", None, False),
        (date(2025, 10, 10), "Term 1", None, True),
        (date(2025, 10, 11), None, "October holiday", False),
        (date(2025, 10, 13), None, "October holiday", False),
        (date(2025, 10, 24), None, "October holiday", False),
        (date(2025, 10, 27), "Term 2", None, True),
        (date(2025, 12, 25), None, "Christmas holiday", False),
        (date(2026, 2, 16), "Term 3", "February mid-term", False),
        (date(2026, 2, 18), "Term 3", None, True),
        (date(2026, 5, 4), "Term 4", "May Day", False),
        (date(2026, 6, 26), "Term 4", None, True),
        (date(2026, 7, 14), None, "Summer holiday", False),
    ],
)
def test_what_a_scottish_day_is(day: date, part: str | None, holiday: str | None, teaching: bool) -> None:
    found, free = SCOTLAND.find_part(day), SCOTLAND.find_holiday(day)
    assert (found.name if found else None, free.name if free else None) == (part, holiday)
    assert SCOTLAND.is_teaching_day(day) is teaching


def test_a_scottish_july_belongs_to_the_old_session() -> None:
    assert SCOTLAND.find_year(date(2026, 7, 31)).label == "2025-26"
    assert SCOTLAND.find_year(date(2026, 8, 1)).label == "2026-27"


def test_a_southern_year_does_not_cross_new_year() -> None:
    assert ZEALAND.find_year(date(2026, 12, 31)).label == "2026"
    assert ZEALAND.find_year(date(2027, 1, 1)).label == "2027"
    assert ZEALAND.find_holiday(date(2027, 1, 4)) is not None


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 8, 1), -2),
        (date(2025, 8, 17), 0),
        (date(2025, 8, 18), 1),
        (date(2025, 8, 24), 1),
        (date(2025, 8, 25), 2),
        (date(2025, 11, 24), 15),
        (date(2025, 11, 30), 15),
    ],
)
def test_weeks_count_from_the_first_day_of_the_first_term(day: date, week: int) -> None:
    assert SCOTLAND.compute_week_number(day) == week


def test_without_parts_weeks_count_from_the_first_day_of_the_year() -> None:
    assert CUSTOM.compute_week_number(date(2026, 1, 1)) == 1
    assert CUSTOM.compute_week_number(date(2026, 1, 5)) == 2


# Labels


@pytest.mark.parametrize(
    "label",
    ["2025-26", "2025/26", "25/26", "25-26", "2025-2026", "2025–26", " Session  2025-26 ", "school year 2025/2026"],
)
def test_a_split_label_in_its_spellings(label: str) -> None:
    assert SCOTLAND.find_year_by_label(label) == SESSION


@pytest.mark.parametrize("label", ["1999-00", "1999-2000", "2099-00", "2100-01"])
def test_a_label_at_the_turn_of_a_century(label: str) -> None:
    assert SCOTLAND.find_year_by_label(label).period.begin.year == int(label[:4])


@pytest.mark.parametrize("label", ["2026", "year 2026", "School year 2026"])
def test_a_single_label(label: str) -> None:
    assert ZEALAND.find_year_by_label(label).label == "2026"


@pytest.mark.parametrize(
    ("calendar", "label", "hint"),
    [
        (SCOTLAND, "2025", "2024-25 or 2025-26"),
        (SCOTLAND, "session 2025", "2024-25 or 2025-26"),
        (SCOTLAND, "2025-27", "2025-26 or 2026-27"),
        (SCOTLAND, "2025-25", "2025-26 or 2026-27"),
        (SCOTLAND, "2025-2027", "2025-26 or 2026-27"),
        (ZEALAND, "2025-26", "2025 or 2026"),
        (SCOTLAND, "last", "2025-26"),
        (SCOTLAND, "25-27", "2025-26 or 2026-27"),
        (ZEALAND, "25/26", "2025 or 2026"),
        (SCOTLAND, "", "2025-26"),
        (ZEALAND, "26", "written 2025"),
        (SCOTLAND, "1820-21", "1950"),
        (SCOTLAND, "2101-02", "2100"),
    ],
)
def test_a_label_that_is_not_certain_is_refused(calendar: Calendar, label: str, hint: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        calendar.find_year_by_label(label)
    assert f"“{label}”" in caught.value.words
    assert hint in caught.value.hint


def test_a_single_label_is_the_year_in_which_it_begins() -> None:
    mine = built(label="single")
    assert mine.find_year_by_label("2025").period == Period(date(2025, 8, 1), date(2026, 8, 1))


# Parts by name


@pytest.mark.parametrize(
    ("calendar", "name", "found"),
    [
        (SCOTLAND, "Term 1", "Term 1"),
        (SCOTLAND, " term  1 ", "Term 1"),
        (SCOTLAND, "4", "Term 4"),
        (ENGLAND, "autumn", "Autumn term"),
        (ENGLAND, "AUTUMN TERM", "Autumn term"),
        (ALL["usa"], "fall", "Fall semester"),
        (ALL["ontario"], "2", "Semester 2"),
    ],
)
def test_a_part_by_its_name(calendar: Calendar, name: str, found: str) -> None:
    assert calendar.find_part_by_name(calendar.find_year_by_label("2025-26"), name).name == found


@pytest.mark.parametrize("name", ["term", "", "5", "1st", "autum"])
def test_an_unknown_part_lists_those_there_are(name: str) -> None:
    with pytest.raises(NotFound, match="2025-26") as caught:
        ENGLAND.find_part_by_name(ENGLAND.find_year_by_label("2025-26"), name)
    assert "Autumn term, Spring term, Summer term" in caught.value.hint


def test_a_calendar_without_parts_says_so() -> None:
    with pytest.raises(NotFound) as caught:
        CUSTOM.find_part_by_name(CUSTOM.find_year_by_label("2026"), "autumn")
    assert "names no terms" in caught.value.hint


# Teaching days


def test_without_parts_and_holidays_every_weekday_is_taught() -> None:
    week = Period(date(2026, 7, 13), date(2026, 7, 20))
    assert CUSTOM.count_teaching_days(week) == 5
    assert CUSTOM.find_part(week.begin) is None
    assert CUSTOM.find_holiday(week.begin) is None


def test_with_holidays_alone_all_other_weekdays_are_taught() -> None:
    mine = built(parts=[], holidays=[{"name": "Fair", "from": "Tuesday nearest 9 September"}])
    assert mine.count_teaching_days(Period(date(2025, 9, 8), date(2025, 9, 15))) == 4
    assert mine.is_teaching_day(date(2026, 7, 14))


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2025, 11, 3), 0, date(2025, 11, 3)),
        (date(2025, 11, 3), 1, date(2025, 11, 4)),
        (date(2025, 11, 7), 1, date(2025, 11, 10)),
        (date(2025, 11, 3), 20, date(2025, 12, 1)),
        (date(2025, 10, 10), 1, date(2025, 10, 27)),
        (date(2025, 12, 19), 20, date(2026, 1, 30)),
        (date(2026, 6, 26), 1, date(2026, 8, 17)),
    ],
)
def test_the_nth_teaching_day_after(day: date, n: int, then: date) -> None:
    assert SCOTLAND.add_teaching_days(day, n) == then


def test_a_negative_number_of_teaching_days_is_refused() -> None:
    with pytest.raises(UsageMistake, match="-1"):
        SCOTLAND.add_teaching_days(date(2025, 11, 3), -1)


def test_a_calendar_that_is_all_holiday_does_not_search_for_ever() -> None:
    idle = built(parts=[], holidays=[{"name": "Rest", "from": "1 August", "to": "31 July"}])
    with pytest.raises(UsageMistake, match="no teaching days"):
        idle.add_teaching_days(date(2025, 11, 3), 1)


@given(CALENDARS, DAYS)
def test_every_day_belongs_to_one_year_and_one_only(calendar: Calendar, day: date) -> None:
    year = calendar.find_year(day)
    assert day in year.period
    assert calendar.find_year(year.period.last) == year
    assert calendar.find_year(year.period.end) != year
    assert calendar.find_year(year.period.begin - timedelta(days=1)) != year


@given(CALENDARS, DAYS)
def test_a_year_is_found_again_by_its_label(calendar: Calendar, day: date) -> None:
    year = calendar.find_year(day)
    assert calendar.find_year_by_label(year.label) == year
    assert calendar.find_year_by_label(f"{calendar.words.year} {year.label.replace('-', '/')}") == year


@given(CALENDARS, DAYS)
def test_outside_every_part_is_holiday_or_weekend_and_never_taught(calendar: Calendar, day: date) -> None:
    if calendar.list_parts(calendar.find_year(day)) and calendar.find_part(day) is None:
        assert calendar.find_holiday(day) is not None or day.weekday() >= 5
        assert not calendar.is_teaching_day(day)


@given(CALENDARS, DAYS)
def test_a_teaching_day_is_a_weekday_outside_holidays(calendar: Calendar, day: date) -> None:
    assert calendar.is_teaching_day(day) == (day.weekday() < 5 and calendar.find_holiday(day) is None)


@given(CALENDARS, st.lists(DAYS, min_size=3, max_size=3, unique=True).map(sorted))
def test_teaching_days_add_up(calendar: Calendar, days: list[date]) -> None:
    first, middle, last = days
    halves = calendar.count_teaching_days(Period(first, middle)) + calendar.count_teaching_days(Period(middle, last))
    assert calendar.count_teaching_days(Period(first, last)) == halves


@given(CALENDARS, DAYS, st.integers(1, 400))
def test_after_n_teaching_days_there_have_been_n(calendar: Calendar, day: date, n: int) -> None:
    then = calendar.add_teaching_days(day, n)
    tomorrow = day + timedelta(days=1)
    assert calendar.is_teaching_day(then)
    assert calendar.count_teaching_days(Period(tomorrow, then + timedelta(days=1))) == n


@given(CALENDARS, DAYS)
def test_weeks_change_on_mondays(calendar: Calendar, day: date) -> None:
    after = day + timedelta(days=1)
    if calendar.find_year(day) == calendar.find_year(after):
        step = calendar.compute_week_number(after) - calendar.compute_week_number(day)
        assert step == (1 if after.weekday() == 0 else 0)


def test_counting_teaching_days_over_forty_years_is_quick() -> None:
    whole = Period(date(1986, 8, 1), date(2026, 8, 1))
    years = [Period(date(year, 8, 1), date(year + 1, 8, 1)) for year in range(1986, 2026)]
    assert SCOTLAND.count_teaching_days(whole) == sum(SCOTLAND.count_teaching_days(year) for year in years)
    for _ in range(5000):
        SCOTLAND.count_teaching_days(whole)


# Overlays


def test_real_dates_stand_in_for_one_year_alone() -> None:
    real = {"parts": [{"name": "Term 1", "from": date(2025, 8, 13), "to": date(2025, 12, 23), "then": "Yule"}]}
    mine = built(years={"2025/26": real}, holidays=[{"name": "Fair", "from": "9 September"}])
    assert mine.list_parts(mine.find_year_by_label("2025-26"))[0].period == Period(
        date(2025, 8, 13), date(2025, 12, 24)
    )
    assert mine.list_parts(mine.find_year_by_label("2026-27"))[0].period.begin == date(2026, 8, 18)
    assert [holiday.name for holiday in mine.list_holidays(mine.find_year_by_label("2025-26"))] == [
        "Yule",
        "Fair",
        "Yule",
    ]


EASTERS = "2000-04-23 2008-03-23 2011-04-24 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2038-04-25"


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("25 April", "2026-04-25 2027-04-25"),
        ("25 April observed", "2024-04-25 2026-04-27 2027-04-26"),
        ("Monday nearest 18 August", "2025-08-18 2026-08-17"),
        ("last Monday of May", "2024-05-27 2025-05-26 2026-05-25 2027-05-31"),
        ("first Monday of May", "2024-05-06 2025-05-05 2026-05-04 2027-05-03"),
        ("fourth Thursday of November", "2024-11-28 2025-11-27 2026-11-26"),
        ("third Monday of January", "2025-01-20 2026-01-19 2027-01-18"),
        ("Monday before 25 May", "2022-05-23 2025-05-19 2026-05-18 2027-05-24"),
        ("Monday after 25 April", "2025-04-28 2026-04-27 2027-04-26"),
        ("second Friday after 1 March", "2026-03-13 2027-03-12"),
        ("Easter", EASTERS),
        ("Friday before Easter", "2008-03-21 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2038-04-23"),
        ("Monday after  EASTER", "2024-04-01 2025-04-21 2026-04-06 2027-03-29"),
        ("Sunday before Easter", "2026-03-29"),
        ("second Monday after Easter", "2024-04-08 2025-04-28 2026-04-13"),
        ("third friday before easter", "2026-03-20"),
    ],
)
def test_a_day_that_comes_round(written: str, first: str) -> None:
    mine = built(begins="1 January", label="single", parts=[], holidays=[{"name": "Fair", "from": written}])
    for day in map(date.fromisoformat, first.split()):
        [fair] = mine.list_holidays(mine.find_year(day))
        assert fair.period == Period.of_day(day)


def test_a_holiday_that_follows_no_rule_is_a_list_of_days_and_another_begins_some_year() -> None:
    diwali = {"name": "Diwali", "on": [date(2026, 11, 9), date(2027, 10, 29)]}
    mine = built(holidays=[diwali, {"name": "Fair", "from": "second Monday of September", "since": 2026}])

    def named(label: str) -> list[str]:
        holidays = mine.list_holidays(mine.find_year_by_label(label))
        return [one.name for one in holidays if one.name != "Holiday"]

    assert [named(label) for label in ("2025-26", "2026-27", "2027-28", "2028-29")] == [
        [],
        ["Fair", "Diwali"],
        ["Fair", "Diwali"],
        ["Fair"],
    ]
    assert not mine.is_teaching_day(date(2026, 11, 9))
    matariki = [ALL["new-zealand"].find_holiday(date(2030, 6, 21)), ALL["new-zealand"].find_holiday(date(2021, 6, 25))]
    assert [one and one.name for one in matariki] == ["Matariki", None]


def test_what_of_a_year_is_only_a_pattern_is_known() -> None:
    real = {"parts": [{"name": "Term 1", "from": date(2025, 8, 13), "to": date(2025, 12, 23)}]}
    fair = [{"name": "Fair", "from": "9 September"}]
    years = {"2025-26": real, "2026-27": {"holidays": []}, "2027-28": real | {"parts": [], "holidays": []}}
    mine = built(years=years, holidays=fair)
    told = [mine.find_guess(mine.find_year_by_label(f"{n}-{n + 1}")) for n in range(2025, 2029)]
    assert told == ["holidays", "terms", "", "dates"]
    assert [CUSTOM.find_guess(CUSTOM.find_year(date(2026, 5, 1)))] == [""]
    dated = {
        name: [label for label, _ in calendar.years if not calendar.find_guess(calendar.find_year_by_label(label))]
        for name, calendar in ALL.items()
    }
    assert {name: labels for name, labels in dated.items() if labels} == {
        "new-zealand": ["2024", "2025", "2026"],
        "northern-ireland": ["2025-26"],
        "ireland": ["2023-24", "2024-25", "2025-26"],
    }
    assert ALL["ontario"].find_guess(ALL["ontario"].find_year_by_label("2026-27")) == "terms"


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_where_its_dates_are_published_and_which_are_certain(name: str) -> None:
    source = ALL[name].source
    labels = [label for label, _ in ALL[name].years]
    assert ("publish" in source and ("Certain: " in source or "no year is certain" in source)) or name == "custom"
    assert all(label in source for label in (labels[:1] + labels[-1:]))


def test_teaching_days_are_counted_back() -> None:
    for n in (1, 5, 20, 190, 400):
        day = date(2026, 2, 3)
        back = SCOTLAND.subtract_teaching_days(day, n)
        assert SCOTLAND.is_teaching_day(back)
        assert SCOTLAND.count_teaching_days(Period(back, day)) == n
    with pytest.raises(UsageMistake, match="before 1950"):
        SCOTLAND.subtract_teaching_days(date(2026, 2, 3), 99_999)


def test_an_empty_list_of_real_holidays_replaces_the_pattern() -> None:
    mine = built(years={"2025-26": {"holidays": []}}, holidays=[{"name": "Fair", "from": "9 September"}])
    assert mine.is_teaching_day(date(2025, 9, 9))
    assert not mine.is_teaching_day(date(2026, 9, 9))


def test_a_gap_without_a_name_takes_that_of_the_holiday_in_it() -> None:
    parts = [
        {"name": "One", "from": date(2025, 8, 18), "to": date(2025, 10, 10)},
        {"name": "Two", "from": date(2025, 10, 27), "to": date(2025, 12, 19)},
        {"name": "Three", "from": date(2025, 12, 22), "to": date(2026, 6, 26)},
    ]
    october = {"name": "Tattie holiday", "from": date(2025, 10, 13), "to": date(2025, 10, 24)}
    mine = built(years={"2025-26": {"parts": parts, "holidays": [october]}})
    names = [(holiday.name, holiday.period.days) for holiday in mine.list_holidays(mine.find_year_by_label("2025-26"))]
    assert names == [("Holiday", 17), ("Tattie holiday", 16), ("Holiday", 35)]
    assert mine.find_holiday(date(2025, 12, 20)) is None  # a weekend between two parts that meet


def test_a_holiday_within_another_has_its_name_and_is_no_second_one() -> None:
    year = ALL["new-zealand"].find_year_by_label("2026")
    listed = [holiday.name for holiday in ALL["new-zealand"].list_holidays(year)]
    assert "Labour Day" in listed
    assert not {"Good Friday", "Matariki"} & set(listed)
    assert {"Good Friday", "Matariki", "Term 1"} <= {time.name for time in ALL["new-zealand"].list_named_times(year)}
    held = ALL["new-zealand"].find_holiday(date(2026, 4, 3))
    assert held is not None
    assert held.name == "Autumn holiday"


def test_equal_calendars_are_one_key() -> None:
    assert built() == built()
    assert hash(built()) == hash(built())


# Files that cannot be used


def test_the_nearest_weekday_is_never_more_than_three_days_away() -> None:
    for year in range(1950, 2100):
        begin = SCOTLAND.list_parts(SCOTLAND.find_year(date(year, 9, 1)))[0].period.begin
        assert begin.weekday() == 0
        assert abs((begin - date(year, 8, 18)).days) <= 3


def part(first: str, last: str, name: str = "Term 2") -> dict[str, str]:
    return {"name": name, "from": first, "to": last}


TERM_1 = part("18 August", "19 December", "Term 1")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"begin": "1 August"}, "unknown field begin"),
        ({"parts": [TERM_1 | {"until": "x"}]}, "parts[0]"),
        ({"parts": [{"name": "Term 1", "from": "18 August"}]}, "to"),
        ({"begins": "30 February"}, "February has 28 days"),
        ({"begins": "29 February"}, "February has 28 days"),
        ({"begins": "August"}, "“August”"),
        ({"begins": "Monday nearest 1 August"}, "same day each year"),
        ({"label": "both"}, "label"),
        ({"title": 7}, "title"),
        ({"parts": [part("31 June", "19 December")]}, "June has 30 days"),
        ({"parts": [part("18 Augustus", "19 December")]}, "“18 Augustus”"),
        ({"parts": [part("Mo nearest 18 August", "19 December")]}, "“Mo”"),
        ({"parts": [TERM_1, part("1 December", "1 March")]}, "“Term 1” and “Term 2” overlap"),
        ({"parts": [TERM_1, part("19 December", "1 March")]}, "overlap"),
        ({"parts": [TERM_1, part("5 January", "1 March", "term 1")]}, "two parts"),
        ({"parts": [part("5 January", "18 August")]}, "backwards"),
        ({"parts": [part("Monday nearest 2 August", "19 December")]}, "outside"),
        ({"holidays": [{"name": "Summer", "from": "1 July", "to": "10 August"}]}, "backwards"),
        ({"holidays": [{"name": "Fair", "from": "Freeday before Easter"}]}, "“Freeday” in"),
        ({"holidays": [{"name": "Fair", "from": "fifth Monday of May"}]}, "is not a day such as"),
        ({"holidays": [{"name": "Fair", "from": "Monday before Yule"}]}, "is not a day such as"),
        ({"holidays": [{"name": "Fair", "from": "last Monday of February"}]}, "28 days or 29"),
        ({"holidays": [{"name": "Fair"}]}, "“Fair” has a day"),
        ({"holidays": [{"name": "Fair", "from": "1 May", "on": [date(2026, 5, 1)]}]}, "“Fair” has a day"),
        ({"holidays": [{"name": "Fair", "to": "1 May", "on": [date(2026, 5, 1)]}]}, "no “to”"),
        ({"begins": "Easter"}, "same day each year"),
        ({"parts": [part("1 March", "Friday before Easter"), part("2 April", "1 May", "T")]}, "overlap"),
        ({"years": {"2025": {}}}, "2024-25 or 2025-26"),
        ({"years": {"2025-26": {}, "2025/26": {}}}, "twice"),
        ({"years": {"2025-26": {"terms": []}}}, "terms"),
        (
            {"years": {"2025-26": {"parts": [{"name": "T", "from": date(2025, 7, 1), "to": date(2025, 9, 1)}]}}},
            "outside",
        ),
        ({"years": {"2025-26": {"parts": [{"name": "T", "from": "2025-02-30", "to": "2025-09-01"}]}}}, "parts[0]"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_place(changes: dict[str, object], told: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        built(**changes)
    assert "mine.toml" in caught.value.words
    assert told in caught.value.words
    assert caught.value.hint
    assert "`" not in caught.value.words


def test_a_missing_key_is_told() -> None:
    with pytest.raises(UsageMistake, match="title"):
        build_calendar({"name": "mine"}, "mine.toml")
