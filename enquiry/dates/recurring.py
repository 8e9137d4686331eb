"""Days that recur each year: "25 December", "Monday nearest 18 August", "Friday before Easter", "25 April observed".

"Monday nearest 18 August" is the one Monday from 15 to 21 August: never more than three days away, so there is always
exactly one. It keeps terms to whole weeks from year to year. What is counted ("third Monday of February", "last Monday
of May") and what lies before or after a day ("Monday before 25 May") is such a nearest weekday too, and is kept as one.

Easter is that of the western churches (Gregorian reckoning). "observed" moves a day that falls on a weekend to the
Monday after. What follows no rule, as Matariki does, is a list of days.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec
from dateutil.easter import easter

from enquiry.dates.period import MONTHS, find_month, find_weekday

_COUNTS = ("first", "second", "third", "fourth")
_COUNTED = re.compile(rf"(?P<count>{'|'.join(_COUNTS)}|last) (?P<weekday>[a-z]+) of (?P<month>[a-z]+)")
_FORM = re.compile(
    r"(?:(?P<weekday>[a-z]+) nearest |(?:(?P<count>second|third) )?(?P<relative>[a-z]+) (?P<side>before|after) )?"
    r"(?:(?P<easter>easter)|(?P<day>[0-9]{1,2}) (?P<month>[a-z]+))(?P<observed> observed)?"
)
_EXAMPLES = "“25 December”, “Monday nearest 18 August”, “last Monday of May” or “Friday before Easter”"
_A_COMMON_YEAR = 2025
_WEEK, _MIDST = 7, 4
"""Seven days that end on the third day after their fourth: the weekday nearest the fourth is the one among them."""


class DayPattern(NamedTuple):
    """A day of the year or Easter, shifted by some days, moved to the nearest `weekday` (0 is Monday), if any.

    Easter has the month and day about which it falls, which tell the school year it is in.
    """

    month: int
    day: int
    weekday: int | None = None
    shift: int = 0
    is_easter: bool = False
    observed: bool = False

    def place_in_year(self, begins: "DayPattern", start: int) -> date:
        """Return this day in the school year that begins on `begins` of the calendar year `start`."""
        year = start if (self.month, self.day) >= (begins.month, begins.day) else start + 1
        exact = easter(year) if self.is_easter else date(year, self.month, self.day)
        exact += timedelta(days=self.shift)
        if self.weekday is not None:
            exact += timedelta(days=(self.weekday - exact.weekday() + 3) % 7 - 3)
        return exact + timedelta(days=7 - exact.weekday()) if self.observed and exact.weekday() >= 5 else exact


@lru_cache(maxsize=256)
def parse_day_pattern(text: str) -> DayPattern:
    """Return the pattern that `text` writes; raise ValueError, worded for a person, when it writes none.

    29 February is refused: it would be missing from three years in four. So is the last weekday of February.
    """
    said = " ".join(text.casefold().split())
    found = _COUNTED.fullmatch(said) or _FORM.fullmatch(said)
    words = found.groupdict() if found else {}
    month = 4 if words.get("easter") else find_month(words.get("month") or "")
    if found is None or month is None:
        raise ValueError(f"“{text}” is not a day such as {_EXAMPLES}")
    named = words["weekday"] or words.get("relative")
    weekday = find_weekday(named) if named else None
    if named and weekday is None:
        raise ValueError(f"“{text.split()[said.split().index(named)]}” in “{text}” is not a weekday")
    longest, count = monthrange(_A_COMMON_YEAR, month)[1], words["count"]
    if found.re is _COUNTED:
        if count == "last" and month == 2:
            raise ValueError(f"“{text}” is no day of every year: February has 28 days or 29")
        day = longest + _MIDST - _WEEK if count == "last" else _MIDST + _WEEK * _COUNTS.index(count)
        return DayPattern(month, day, weekday)
    steps = _MIDST + _WEEK * (_COUNTS.index(count) if count else 0)
    shift = {"before": -steps, "after": steps, None: 0}[words["side"]]
    observed = words["observed"] is not None
    if words["easter"]:
        return DayPattern(month, 5, weekday, shift, is_easter=True, observed=observed)
    day = int(words["day"])
    if not 1 <= day <= longest:
        raise ValueError(f"“{text}” is no day of every year: {MONTHS[month - 1]} has {longest} days")
    return DayPattern(month, day, weekday, shift, observed=observed)


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


class PartPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of every year, between two days that come round; `then` names the holiday after it."""

    name: str
    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="to")
    then: str = ""

    def __post_init__(self) -> None:
        parse_day_pattern(self.first)
        parse_day_pattern(self.last)

    def place_in_year(self, begins: DayPattern, start: int) -> DatedPart:
        """Return this part with its days in the school year that begins in `start`."""
        first, last = (parse_day_pattern(day).place_in_year(begins, start) for day in (self.first, self.last))
        return DatedPart(name=self.name, first=first, last=last, then=self.then)


class HolidayPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday between two days that come round, or on one; or, where no rule tells them, on the days listed in `on`.

    `since` is the first calendar year that has it.
    """

    name: str
    first: str = msgspec.field(name="from", default="")
    last: str | None = msgspec.field(name="to", default=None)
    on: tuple[date, ...] = ()
    since: int = 0

    def __post_init__(self) -> None:
        if bool(self.first) == bool(self.on):
            raise ValueError(f"“{self.name}” has a day “from” which it lasts, or a list of days “on” which it falls")
        if self.last is not None and self.on:
            raise ValueError(f"“{self.name}” falls on single days, which have no “to”")
        if self.first:
            parse_day_pattern(self.first)
            parse_day_pattern(self.last or self.first)

    def place_in_year(self, begins: DayPattern, start: int) -> tuple[DatedHoliday, ...]:
        """Return this holiday with its days in the school year that begins in `start`, as often as it falls there."""
        if self.on:
            first, then = (date(year, begins.month, begins.day) for year in (start, start + 1))
            spans = [(day, day) for day in self.on if first <= day < then]
        else:
            first = parse_day_pattern(self.first).place_in_year(begins, start)
            spans = [(first, parse_day_pattern(self.last or self.first).place_in_year(begins, start))]
        return tuple(DatedHoliday(name=self.name, first=a, last=b) for a, b in spans if a.year >= self.since)
