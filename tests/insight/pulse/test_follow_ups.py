"""When a follow-up falls: a term later, and a year later."""

import tomllib
from datetime import date

import pytest

from enquiry.dates.calendar import build_calendar
from enquiry.dates.period import Period
from enquiry.insight.pulse.follow_ups import add_term, add_year
from tests import TOP
from tests.conftest import scotland


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 8, 18), date(2025, 10, 27)),  # the first day of a term gives the first of the next
        (date(2025, 8, 25), date(2025, 11, 3)),  # a week in, a week in
        (date(2025, 10, 15), date(2025, 12, 19)),  # after a longer term the last day of a shorter one
        (date(2026, 6, 24), date(2026, 10, 9)),  # over the summer, into the next year
    ],
)
def test_a_term_later_is_as_far_into_the_next_term(day: date, later: date) -> None:
    assert add_term(day, scotland()) == later


def test_without_terms_a_term_is_sixty_teaching_days() -> None:
    table = tomllib.loads((TOP / "enquiry/data/calendars/custom.toml").read_text())
    custom = build_calendar(table, "custom")
    later = add_term(date(2026, 1, 5), custom)
    assert custom.count_teaching_days(Period.through(date(2026, 1, 6), later)) == 60


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 9, 1), date(2026, 9, 1)),
        (date(2025, 10, 24), date(2026, 10, 26)),  # a Saturday of the October holiday is stepped over
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_year_later_is_a_teaching_day(day: date, later: date) -> None:
    assert add_year(day, scotland()) == later
    assert scotland().is_teaching_day(later)
