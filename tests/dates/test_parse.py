import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import enquiry
from enquiry.command_lines import format_hint
from enquiry.dates.calendar import Calendar, build_calendar
from enquiry.dates.parse import read_day, read_period
from enquiry.dates.period import Period, spell, spell_short
from enquiry.dates.phrase import DateBias
from enquiry.errors import UnreadableDate

FOLDER = Path(enquiry.__file__).parent / "data" / "calendars"


def preset(name: str) -> Calendar:
    return build_calendar(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), name)


SCOTLAND, ENGLAND, ZEALAND, USA, CUSTOM = map(preset, ("scotland", "england", "new-zealand", "usa", "custom"))
CALENDARS = st.sampled_from([SCOTLAND, ENGLAND, ZEALAND, USA, CUSTOM])
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
LEANS: st.SearchStrategy[DateBias] = st.sampled_from(("past", "future"))
TODAY = date(2026, 2, 3)  # a Tuesday in Term 3


def read(
    text: str, lean: DateBias = "past", calendar: Calendar = SCOTLAND, today: date = TODAY
) -> tuple[date, date] | date:
    """The day, or the first and last day of the period, that the text names."""
    period = read_period(text, today=today, calendar=calendar, lean=lean)
    return period.begin if period.days == 1 else (period.begin, period.last)


def test_after_a_holiday_is_the_first_day_of_school_from_then_on() -> None:
    october = date(2025, 10, 8)
    back = read("after the october holiday", "future", today=october)
    assert isinstance(back, date)
    assert SCOTLAND.is_teaching_day(back)
    over = read("october holiday", "future", today=october)
    assert isinstance(over, tuple)
    assert over[1] < back <= over[1] + timedelta(days=7)
    assert read("just after Easter holidays", "future", ENGLAND) == date(2026, 4, 13)
    for text in ("after lunch", "after the snow holiday", "after"):
        with pytest.raises(UnreadableDate):
            read(text, "future")


def test_before_a_time_off_is_the_last_day_of_school_until_then() -> None:
    """A feast means the holiday named for it where there is one; "the holidays" are those nearest today."""
    assert (read("before christmas"), read("before christmas", "future")) == (date(2025, 12, 19), date(2026, 12, 18))
    assert (read("before easter", "future"), read("after easter", "future", ENGLAND)) == (
        date(2026, 3, 27),
        date(2026, 4, 13),
    )
    assert (read("after the holidays"), read("right before the school holidays", "future")) == (
        date(2026, 1, 5),
        date(2026, 3, 27),
    )
    assert read("before half term", "future", ENGLAND) == date(2026, 2, 13)
    with pytest.raises(UnreadableDate, match="no holiday of that name near today"):
        read("before the snow holiday")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 2, 3)),
        ("  ToDay ", date(2026, 2, 3)),
        ("yesterday", date(2026, 2, 2)),
        ("tomorrow", date(2026, 2, 4)),
        ("the day before  yesterday", date(2026, 2, 1)),
        ("day before yesterday", date(2026, 2, 1)),
        ("the day after tomorrow", date(2026, 2, 5)),
        ("last tuesday", date(2026, 1, 27)),
        ("next tuesday", date(2026, 2, 10)),
        ("this tuesday", date(2026, 2, 3)),
        ("last monday", date(2026, 2, 2)),
        ("last wed", date(2026, 1, 28)),
        ("next wed", date(2026, 2, 11)),
        ("next mon", date(2026, 2, 9)),
        ("this sunday", date(2026, 2, 8)),
        ("this monday", date(2026, 2, 2)),
        ("3 weeks ago", date(2026, 1, 13)),
        ("a fortnight ago", date(2026, 1, 20)),
        ("two days ago", date(2026, 2, 1)),
        ("twelve days ago", date(2026, 1, 22)),
        ("1 day ago", date(2026, 2, 2)),
        ("0 days ago", date(2026, 2, 3)),
        ("two months ago", date(2025, 12, 3)),
        ("a year ago", date(2025, 2, 3)),
        ("in 2 weeks", date(2026, 2, 17)),
        ("in a month", date(2026, 3, 3)),
        ("in an year", date(2027, 2, 3)),
        ("2026-11-20", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("1/2/2026", date(2026, 2, 1)),
        ("01.02.2026", date(2026, 2, 1)),
        ("1-2-2026", date(2026, 2, 1)),
        ("31/12/2025", date(2025, 12, 31)),
        ("3rd of April 2026", date(2026, 4, 3)),
        ("the 3rd of april 2026", date(2026, 4, 3)),
        ("Apr 3 2026", date(2026, 4, 3)),
        ("April 3rd, 2026", date(2026, 4, 3)),
        ("Fri. 3 Apr. 2026", date(2026, 4, 3)),
        ("Friday, 3 April 2026", date(2026, 4, 3)),
        ("thurs 20 nov", date(2025, 11, 20)),
        ("29 feb 2024", date(2024, 2, 29)),
        ("1 sept 2025", date(2025, 9, 1)),
        ("1950-01-01", date(1950, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
        ("start of term", date(2026, 1, 5)),
        ("the beginning of the term", date(2026, 1, 5)),
        ("end of term", date(2026, 3, 27)),
        ("start of next term", date(2026, 4, 13)),
        ("end of last term", date(2025, 12, 19)),
        ("start of year", date(2025, 8, 18)),
        ("start of session", date(2025, 8, 18)),
        ("start of last session", date(2024, 8, 19)),
        ("end of the school year", date(2026, 6, 26)),
        ("start of the week", date(2026, 2, 2)),
        ("end of november", date(2025, 11, 30)),
        ("end of 2025-26", date(2026, 6, 26)),
    ],
)
def test_days_that_mean_the_same_in_either_lean_or_look_back(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("tuesday", date(2026, 2, 3), date(2026, 2, 10)),
        ("wed", date(2026, 1, 28), date(2026, 2, 4)),
        ("monday", date(2026, 2, 2), date(2026, 2, 9)),
        ("3 feb", date(2026, 2, 3), date(2026, 2, 3)),
        ("2 feb", date(2026, 2, 2), date(2027, 2, 2)),
        ("february 4", date(2025, 2, 4), date(2026, 2, 4)),
        ("february", (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 2, 1), date(2026, 2, 28))),
        ("january", (date(2026, 1, 1), date(2026, 1, 31)), (date(2027, 1, 1), date(2027, 1, 31))),
        ("march", (date(2025, 3, 1), date(2025, 3, 31)), (date(2026, 3, 1), date(2026, 3, 31))),
        ("start of term", date(2026, 1, 5), date(2026, 4, 13)),
        ("end of term", date(2026, 3, 27), date(2026, 3, 27)),
        ("start of session", date(2025, 8, 18), date(2026, 8, 17)),
        ("end of session", date(2026, 6, 26), date(2026, 6, 26)),
        (
            "mid term",
            (date(2025, 2, 17), date(2025, 2, 18)),
            (date(2026, 2, 16), date(2026, 2, 17)),
        ),
    ],
)
def test_the_lean_decides(text: str, past: object, future: object) -> None:
    assert (read(text, "past"), read(text, "future")) == (past, future)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", date(2026, 1, 26), date(2026, 2, 1)),
        ("this week", date(2026, 2, 2), date(2026, 2, 8)),
        ("next week", date(2026, 2, 9), date(2026, 2, 15)),
        ("last month", date(2026, 1, 1), date(2026, 1, 31)),
        ("this month", date(2026, 2, 1), date(2026, 2, 28)),
        ("next month", date(2026, 3, 1), date(2026, 3, 31)),
        ("this term", date(2026, 1, 5), date(2026, 3, 27)),
        ("last term", date(2025, 10, 27), date(2025, 12, 19)),
        ("next term", date(2026, 4, 13), date(2026, 6, 26)),
        ("this session", date(2025, 8, 1), date(2026, 7, 31)),
        ("last year", date(2024, 8, 1), date(2025, 7, 31)),
        ("next school year", date(2026, 8, 1), date(2027, 7, 31)),
        ("november", date(2025, 11, 1), date(2025, 11, 30)),
        ("nov. 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("last november", date(2025, 11, 1), date(2025, 11, 30)),
        ("last february", date(2025, 2, 1), date(2025, 2, 28)),
        ("next february", date(2027, 2, 1), date(2027, 2, 28)),
        ("next march", date(2026, 3, 1), date(2026, 3, 31)),
        ("last january", date(2026, 1, 1), date(2026, 1, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("2025-26", date(2025, 8, 1), date(2026, 7, 31)),
        ("2025/26", date(2025, 8, 1), date(2026, 7, 31)),
        ("2025–26", date(2025, 8, 1), date(2026, 7, 31)),
        ("session 2025-26", date(2025, 8, 1), date(2026, 7, 31)),
        ("Session 2025/2026", date(2025, 8, 1), date(2026, 7, 31)),
        ("2011-12", date(2011, 8, 1), date(2012, 7, 31)),
        ("2011-11", date(2011, 11, 1), date(2011, 11, 30)),
        ("3-7 november", date(2025, 11, 3), date(2025, 11, 7)),
        ("from 3rd to 7th november 2024", date(2024, 11, 3), date(2024, 11, 7)),
        ("28 oct - 3 nov 2024", date(2024, 10, 28), date(2024, 11, 3)),
        ("28 dec to 3 jan 2026", date(2025, 12, 28), date(2026, 1, 3)),
        ("monday to tuesday", date(2026, 2, 2), date(2026, 2, 3)),
        ("2026-01-12 until 2026-01-16", date(2026, 1, 12), date(2026, 1, 16)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert read(text) == (first, last)


@pytest.mark.parametrize(
    ("calendar", "text", "expected"),
    [
        (USA, "1/2/2026", date(2026, 1, 2)),
        (USA, "12/25/2025", date(2025, 12, 25)),
        (ZEALAND, "2025", (date(2025, 1, 1), date(2025, 12, 31))),
        (ZEALAND, "year 2025", (date(2025, 1, 1), date(2025, 12, 31))),
        (ZEALAND, "2011-12", (date(2011, 12, 1), date(2011, 12, 31))),
        (ZEALAND, "this year", (date(2026, 1, 1), date(2026, 12, 31))),
        (ENGLAND, "half term", (date(2025, 10, 27), date(2025, 10, 31))),
        (ENGLAND, "half-term", (date(2025, 10, 27), date(2025, 10, 31))),
        (ENGLAND, "next half term", (date(2026, 2, 16), date(2026, 2, 20))),
        (ENGLAND, "last half term", (date(2025, 10, 27), date(2025, 10, 31))),
        (ENGLAND, "may half term", (date(2025, 5, 26), date(2025, 5, 30))),
        (ENGLAND, "start of half term", date(2025, 10, 27)),
        (ENGLAND, "end of the half term break", date(2025, 10, 31)),
        (USA, "this semester", (date(2026, 1, 5), date(2026, 6, 5))),
    ],
)
def test_calendars_differ(calendar: Calendar, text: str, expected: object) -> None:
    assert read(text, calendar=calendar) == expected


def test_a_shorter_month_gives_its_last_day() -> None:
    assert read("a month ago", today=date(2026, 3, 31)) == date(2026, 2, 28)
    assert read("in a year", today=date(2024, 2, 29)) == date(2025, 2, 28)


def test_terms_told_in_the_holidays() -> None:
    christmas = date(2025, 12, 28)
    assert read("last term", today=christmas) == (date(2025, 10, 27), date(2025, 12, 19))
    assert read("next term", today=christmas) == (date(2026, 1, 5), date(2026, 3, 27))
    assert read("end of term", today=christmas) == date(2025, 12, 19)
    assert read("end of term", "future", today=christmas) == date(2026, 3, 27)
    assert read("start of term", "past", today=christmas) == date(2025, 10, 27)
    with pytest.raises(UnreadableDate, match="today lies in the Christmas holiday"):
        read("this term", today=christmas)


def test_terms_told_on_their_first_and_last_days() -> None:
    assert read("next term", today=date(2026, 1, 5)) == (date(2026, 4, 13), date(2026, 6, 26))
    assert read("last term", today=date(2025, 12, 19)) == (date(2025, 8, 18), date(2025, 10, 10))
    assert read("last term", today=date(2025, 12, 20)) == (date(2025, 10, 27), date(2025, 12, 19))
    assert read("this term", today=date(2025, 12, 19)) == (date(2025, 10, 27), date(2025, 12, 19))


def test_a_half_term_told_in_the_midst_of_one() -> None:
    october = date(2025, 10, 29)
    assert read("half term", calendar=ENGLAND, today=october) == (date(2025, 10, 27), date(2025, 10, 31))
    assert read("last half term", calendar=ENGLAND, today=october) == (date(2025, 5, 26), date(2025, 5, 30))
    assert read("next half term", calendar=ENGLAND, today=october) == (date(2026, 2, 16), date(2026, 2, 20))


def test_terms_across_the_turn_of_a_session() -> None:
    assert read("last term", today=date(2025, 9, 1)) == (date(2025, 4, 14), date(2025, 6, 27))
    assert read("next term", today=date(2026, 7, 1)) == (date(2026, 8, 17), date(2026, 10, 9))


def table(**changes: object) -> dict[str, object]:
    return {"name": "m", "title": "M", "begins": "1 January", "label": "single"} | changes


def test_a_calendar_whose_terms_run_out_says_so() -> None:
    only = {"2026": {"parts": [{"name": "T", "from": date(2026, 2, 2), "to": date(2026, 2, 6)}]}}
    mine = build_calendar(table(years=only), "m.toml")
    assert read("this term", calendar=mine) == (date(2026, 2, 2), date(2026, 2, 6))
    with pytest.raises(UnreadableDate, match="no term before today"):
        read("last term", calendar=mine)
    with pytest.raises(UnreadableDate, match="no term after today"):
        read("next term", calendar=mine)


def test_a_weekend_between_two_terms_that_meet() -> None:
    with pytest.raises(UnreadableDate, match="between two terms"):
        read("this semester", calendar=preset("ontario"), today=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 feb", "February 2025 has 28 days"),
        ("29 feb", "February 2025 has 28 days"),
        ("29 feb 2026", "February 2026 has 28 days"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("31/11/2026", "November 2026 has 30 days"),
        ("0 may 2026", "May 2026 has 31 days"),
        ("2026-13-01", "no month 13"),
        ("2026-00-01", "no month 0"),
        ("20261301", "no month 13"),
        ("12/25/2025", "no month 25"),
        ("tue 20 nov 2026", "20 November 2026 is a Friday"),
        ("monday 3rd of february 2026", "3 February 2026 is a Tuesday"),
        ("1/2/98", "four digits"),
        ("1/2/126", "four digits"),
        ("26-2-1", "four digits"),
        ("3 apr 98", "four digits"),
        ("20-11-26", "the year may be the first figure or the last"),
        ("3-4", "the year must be there"),
        ("32/12", "no day 32"),
        ("11/28", "no month 28"),
        ("tuesday week", "10 February 2026 or 17 February 2026"),
        ("a week past tuesday", "27 January 2026 or 20 January 2026"),
        ("term 9", "no term of that name"),
        ("7-3 november", "it ends before it begins"),
        ("easter holiday", "no holiday of that name"),
        ("term 2 week 9", "8 weeks"),
        ("week 60", "50 weeks"),
        ("fifth monday of february", "1 February 2025 to 28 February 2025 has fewer"),
        ("the 32nd", "no month has that day"),
        ("april 20261", "four digits"),
        ("1949-12-31", "1950 to 2100"),
        ("2101-01-01", "1950 to 2100"),
        ("1 jan 0000", "1950 to 2100"),
        ("1949", "1950 to 2100"),
        ("1949-50", "1950 to 2100"),
        ("77 years ago", "1950 to 2100"),
        ("99999 years ago", "1950 to 2100"),
        ("in 99999 weeks", "1950 to 2100"),
        ("half term", "no holiday of that name"),
        ("last half term", "no holiday of that name"),
        ("next half term", "no holiday of that name"),
    ],
)
def test_a_day_that_cannot_be_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read(text)
    assert caught.value.words.startswith(f"I can't read “{text}” as a day: ")
    assert reason in caught.value.words
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "10.30",
        "10:30",
        "hier",
        "gestern",
        "mañana",
        "3 avril",
        "20. November",
        "3 mai 2026",
        "last",
        "ago",
        "weeks ago",
        "thirteen days ago",
        "-3 days ago",
        "3 days",
        "2 weeks from",
        "last november 2025",
        "this november",
        "noon",
        "2026-11-20T10:00",
        "202611",
        "20-11/2026",
        "xyz 20 nov",
        "20 nov tue",
        "tue wed",
        "last today",
        "start of",
        "start of start of term",
        "٣ apr",
        "２０２６-11-20",
        "next",
        "no date at all",
        "20 nov 2026 at school",
    ],
)
def test_what_fits_no_form_is_refused_naming_the_forms(text: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read(text)
    assert caught.value.words == f"I can't read “{text}” as a day."
    assert "2026-11-20" in caught.value.hint


@pytest.mark.parametrize("text", ["2025-27", "session 2025", "2025-13", "2025/11", "2025-2027"])
def test_a_school_year_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate, match=text) as caught:
        read(text)
    assert "2025-26" in caught.value.hint


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_no_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate, match="empty") as caught:
        read(text)
    assert "2026-11-20" in caught.value.hint


def test_the_forms_are_named_in_the_order_of_the_calendar() -> None:
    with pytest.raises(UnreadableDate) as caught:
        read("5", calendar=USA)
    assert "11/20/2026" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "meant"), [("tusday", "Tuesday"), ("last fryday", "Friday"), ("yesteday", "yesterday")]
)
def test_a_slip_of_the_fingers_is_offered_its_word(text: str, meant: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read(text)
    assert format_hint(caught.value.hint).startswith(f"Did you mean {meant}?")


def test_a_very_long_text_is_quoted_in_part() -> None:
    with pytest.raises(UnreadableDate) as caught:
        read("start of " * 5000)
    assert len(caught.value.words) < 120


@pytest.mark.parametrize("text", ["start of term", "this term", "last term", "next term", "end of semester"])
def test_a_calendar_without_terms_knows_none(text: str) -> None:
    with pytest.raises(UnreadableDate, match="names no terms"):
        read(text, calendar=CUSTOM)


def test_one_day_is_asked_and_a_longer_time_refused() -> None:
    assert read_day("yesterday", today=TODAY, calendar=SCOTLAND) == date(2026, 2, 2)
    with pytest.raises(UnreadableDate) as caught:
        read_day("Last week", today=TODAY, calendar=SCOTLAND)
    assert caught.value.words == (
        "I can't read “Last week” as a day: it is 7 days, 26 January 2026 to 1 February 2026."
    )
    assert '"start of last week"' in caught.value.hint
    assert "2026-01-26" in caught.value.hint


def test_the_hint_for_a_longer_time_can_be_followed() -> None:
    assert read("start of last week") == date(2026, 1, 26)


@given(DAYS, DAYS, CALENDARS, LEANS, st.booleans())
def test_a_day_spelt_out_is_read_back(
    day: date, today: date, calendar: Calendar, lean: DateBias, weekday: bool
) -> None:
    told = spell(day, weekday=weekday)
    assert read_day(told, today=today, calendar=calendar, lean=lean) == day
    assert read_day(spell_short(day, year=True).upper(), today=today, calendar=calendar, lean=lean) == day


@given(DAYS, DAYS, CALENDARS, LEANS)
def test_iso_is_read_everywhere(day: date, today: date, calendar: Calendar, lean: DateBias) -> None:
    assert read_day(day.isoformat(), today=today, calendar=calendar, lean=lean) == day
    assert read_day(f"{day:%Y%m%d}", today=today, calendar=calendar, lean=lean) == day


@given(DAYS, st.dates(date(1960, 1, 1), date(2090, 12, 31)))
def test_a_day_without_its_year_leans(day: date, today: date) -> None:
    assume((day.month, day.day) != (2, 29))
    back = read_day(spell_short(day), today=today, calendar=SCOTLAND, lean="past")
    ahead = read_day(spell_short(day), today=today, calendar=SCOTLAND, lean="future")
    assert back <= today <= ahead
    assert (back.month, back.day) == (ahead.month, ahead.day) == (day.month, day.day)
    assert (today - back).days < 366
    assert (ahead - today).days < 366


@given(
    st.dates(date(1960, 1, 1), date(2090, 12, 31)), st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
)
def test_weekdays_stay_within_a_week_and_next_ones_in_the_next(today: date, name: str) -> None:
    def told(text: str, lean: DateBias = "past") -> int:
        day = read_day(text, today=today, calendar=SCOTLAND, lean=lean)
        assert spell(day, weekday=True).casefold().startswith(name)
        return (day - today).days

    assert -7 <= told(f"last {name}") <= -1
    assert -6 <= told(name) <= 0
    assert 1 <= told(name, "future") <= 7
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=7)
    assert today + timedelta(days=told(f"this {name}")) in Period(monday, monday + week)
    assert told(f"next {name}") == told(f"this {name}") + week.days


@given(DAYS, CALENDARS)
def test_a_school_year_is_read_by_its_label(day: date, calendar: Calendar) -> None:
    year = calendar.find_year(day)
    if date(1950, 1, 1) <= year.period.begin and year.period.last <= date(2100, 12, 31):
        assert read_period(year.label, today=TODAY, calendar=calendar) == year.period


PHRASES = (
    "last this next start end of the in a ago day week month year term session half tue friday nov may 3 31 2026 "
    "2025-26 1/2/2026 5 0 today two 3rd , . - / 20"
)
WORDS = st.sampled_from(PHRASES.split())


@given(
    st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=6).map(" ".join), st.from_regex(r"[0-9 ./-]{1,12}")),
    CALENDARS,
    LEANS,
    DAYS,
)
@example("9999-12-31", SCOTLAND, "past", TODAY)
@example("end of 2100-01", SCOTLAND, "past", TODAY)
def test_whatever_is_said_is_read_in_range_or_refused_in_words(
    text: str, calendar: Calendar, lean: DateBias, today: date
) -> None:
    try:
        period = read_period(text, today=today, calendar=calendar, lean=lean)
    except UnreadableDate as mistake:
        refusal: UnreadableDate | None = mistake
    else:
        refusal = None
        assert period.begin >= date(1950, 1, 1)
        assert period.last <= date(2100, 12, 31)
        assert any(char.isalnum() for char in text)
    assert refusal is None or (refusal.words and refusal.hint)


@given(st.integers(0, 99).map(str) | st.from_regex(r"\A[0-9]{1,2}[.:][0-9]{2}\Z"), LEANS)
def test_bare_small_numbers_and_times_are_never_days(text: str, lean: DateBias) -> None:
    with pytest.raises(UnreadableDate):
        read_period(text, today=TODAY, calendar=SCOTLAND, lean=lean)
