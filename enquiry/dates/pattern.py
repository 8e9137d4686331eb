"""Days that recur each year: "25 December", "Monday nearest 18 August".

"Monday nearest 18 August" is the one Monday from 15 to 21 August: never more than three days away, so there is always
exactly one. It keeps terms to whole weeks from year to year, and also says what is usually said by counting: the fourth
Thursday of November (22 to 28) is the Thursday nearest 25 November.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec

from enquiry.dates.period import MONTHS, find_month, find_weekday

_FORM = r"(?:(?P<weekday>[A-Za-z]+) nearest )?(?P<day>[0-9]{1,2}) (?P<month>[A-Za-z]+)"
_A_COMMON_YEAR = 2025


class DayPattern(NamedTuple):
    """A month and day, and the weekday (0 is Monday) that it is moved to, if any."""

    month: int
    day: int
    weekday: int | None

    def place_in_year(self, begins: "DayPattern", start: int) -> date:
        """Return this day in the school year that begins on `begins` of the calendar year `start`."""
        year = start if (self.month, self.day) >= (begins.month, begins.day) else start + 1
        exact = date(year, self.month, self.day)
        if self.weekday is None:
            return exact
        return exact + timedelta(days=(self.weekday - exact.weekday() + 3) % 7 - 3)


@lru_cache(maxsize=256)
def parse_day_pattern(text: str) -> DayPattern:
    """Return the pattern that `text` writes; raise ValueError, worded for a person, when it writes none.

    29 February is refused: it would be missing from three years in four.
    """
    found = re.fullmatch(_FORM, " ".join(text.split()))
    month = find_month(found["month"]) if found else None
    if found is None or month is None:
        raise ValueError(f"“{text}” is not a day such as “25 December” or “Monday nearest 18 August”")
    weekday = find_weekday(found["weekday"]) if found["weekday"] else None
    if found["weekday"] and weekday is None:
        raise ValueError(f"“{found['weekday']}” in “{text}” is not a weekday")
    day, longest = int(found["day"]), monthrange(_A_COMMON_YEAR, month)[1]
    if not 1 <= day <= longest:
        raise ValueError(f"“{text}” is no day of every year: {MONTHS[month - 1]} has {longest} days")
    return DayPattern(month, day, weekday)


class DatedPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of one year with its real days, `last` included; `then` names the holiday after it."""

    name: str
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    then: str = ""


class DatedHoliday(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday of one year with its real days, `last` included; a single day where no `last` is given."""

    name: str
    first: date = msgspec.field(name="from")
    last: date | None = msgspec.field(name="to", default=None)


class _SpanPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    first: str = msgspec.field(name="from")
    last: str | None = msgspec.field(name="to", default=None)

    def __post_init__(self) -> None:
        parse_day_pattern(self.first)
        parse_day_pattern(self.last or self.first)

    def find_days(self, begins: DayPattern, start: int) -> tuple[date, date]:
        """Return the first and the last day in the school year that begins in `start`."""
        first = parse_day_pattern(self.first).place_in_year(begins, start)
        return first, parse_day_pattern(self.last or self.first).place_in_year(begins, start)


class PartPattern(_SpanPattern, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of every year, between two days that come round; `then` names the holiday after it."""

    last: str = msgspec.field(name="to")
    then: str = ""

    def place_in_year(self, begins: DayPattern, start: int) -> DatedPart:
        """Return this part with its days in the school year that begins in `start`."""
        first, last = self.find_days(begins, start)
        return DatedPart(name=self.name, first=first, last=last, then=self.then)


class HolidayPattern(_SpanPattern, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday of every year, between two days that come round, or on one."""

    def place_in_year(self, begins: DayPattern, start: int) -> DatedHoliday:
        """Return this holiday with its days in the school year that begins in `start`."""
        first, last = self.find_days(begins, start)
        return DatedHoliday(name=self.name, first=first, last=last)
