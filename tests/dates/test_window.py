import tomllib
from datetime import date
from pathlib import Path

import pytest

import enquiry
from enquiry.dates.calendar import Calendar, build_calendar
from enquiry.dates.parse import read_window
from enquiry.dates.period import Period
from enquiry.errors import NotFound, UnreadableDate, UsageMistake

FOLDER = Path(enquiry.__file__).parent / "data" / "calendars"
TODAY = date(2026, 2, 3)


def preset(name: str) -> Calendar:
    return build_calendar(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), name)


SCOTLAND, ENGLAND = preset("scotland"), preset("england")


def told(
    calendar: Calendar = SCOTLAND,
    /,
    since: str | None = None,
    until: str | None = None,
    year: str | None = None,
    term: str | None = None,
) -> Period | None:
    return read_window(since=since, until=until, year=year, term=term, today=TODAY, calendar=calendar)


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Period:
    return Period.through(date(*first), date(*last))


def test_nothing_given_is_no_window() -> None:
    assert told() is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"since": "2025-11-03"}, days((2025, 11, 3), (2100, 12, 31))),
        ({"until": "2025-11-03"}, days((1950, 1, 1), (2025, 11, 3))),
        ({"since": "2025-11-03", "until": "2025-11-03"}, days((2025, 11, 3), (2025, 11, 3))),
        ({"since": "november", "until": "november"}, days((2025, 11, 1), (2025, 11, 30))),
        ({"since": "start of term", "until": "end of term"}, days((2026, 1, 5), (2026, 3, 27))),
        ({"since": "last week", "until": "today"}, days((2026, 1, 26), (2026, 2, 3))),
        ({"year": "2024-25"}, days((2024, 8, 1), (2025, 7, 31))),
        ({"year": "last session"}, days((2024, 8, 1), (2025, 7, 31))),
        ({"term": "2"}, days((2025, 10, 27), (2025, 12, 19))),
        ({"term": "Term 4"}, days((2026, 4, 13), (2026, 6, 26))),
        ({"term": "last term"}, days((2025, 10, 27), (2025, 12, 19))),
        ({"year": "2024-25", "term": "1"}, days((2024, 8, 19), (2024, 10, 11))),
        ({"year": "last year", "term": "1"}, days((2024, 8, 19), (2024, 10, 11))),
        ({"year": "2025-26", "since": "2026-07-01"}, days((2026, 7, 1), (2026, 7, 31))),
        (
            {"year": "2025-26", "since": "2025-09-01", "until": "2025-12-01", "term": "1"},
            days((2025, 9, 1), (2025, 10, 10)),
        ),
    ],
)
def test_options_hold_together(options: dict[str, str], expected: Period) -> None:
    assert told(**options) == expected


def test_a_named_term_of_the_present_year() -> None:
    assert told(ENGLAND, term="autumn") == days((2025, 9, 2), (2025, 12, 19))


@pytest.mark.parametrize(
    ("options", "quoted"),
    [
        ({"since": "2025-11-04", "until": "2025-11-03"}, ("--since “2025-11-04”", "--until “2025-11-03”")),
        ({"since": "today", "until": "yesterday"}, ("3 February 2026", "2 February 2026")),
        ({"year": "2024-25", "since": "2025-08-01"}, ("--year “2024-25”", "--since “2025-08-01”")),
        ({"year": "2024-25", "until": "2024-07-31"}, ("--year “2024-25”", "--until “2024-07-31”")),
        ({"term": "1", "since": "2025-10-11", "until": "today"}, ("--term “1”", "--since “2025-10-11”")),
        ({"year": "2024-25", "term": "this term"}, ("--year “2024-25”", "--term “this term”")),
    ],
)
def test_options_that_contradict_are_both_quoted(options: dict[str, str], quoted: tuple[str, str]) -> None:
    with pytest.raises(UsageMistake) as caught:
        told(**options)
    assert all(part in caught.value.words for part in quoted)
    assert caught.value.hint


def test_each_option_refuses_what_it_cannot_read() -> None:
    with pytest.raises(UnreadableDate, match="sometime"):
        told(since="sometime")
    with pytest.raises(UnreadableDate, match="31 feb"):
        told(until="31 feb")
    with pytest.raises(UnreadableDate) as caught:
        told(year="2025")
    assert "2024-25 or 2025-26" in caught.value.hint
    with pytest.raises(NotFound, match="autumn"):
        told(term="autumn")
