"""A stretch of days, days written out for people, and the English names in them, whatever a machine speaks."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Self

import msgspec

from enquiry.errors import UsageMistake

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)} | {"a": 1, "an": 1}

ORDINALS = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
    **dict.fromkeys(("fifth", "5th"), 5),
    "last": -1,
}
"""Which of several, counted from the first; -1 is the last."""

_MONTH_BY_WORD = {
    word.casefold(): number for number, name in enumerate(MONTHS, start=1) for word in (name, name[:3])
} | {"sept": 9}
_WEEKDAY_BY_WORD = {word.casefold(): number for number, name in enumerate(WEEKDAYS) for word in (name, name[:3])}
_WEEKDAY_BY_WORD |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


def find_month(word: str) -> int | None:
    """Return 1 to 12 for a month's full name or its first three letters (and "sept"), in any case."""
    return _MONTH_BY_WORD.get(word.casefold())


def find_weekday(word: str) -> int | None:
    """Return 0 (Monday) to 6 for a weekday's full or usual short name, in any case."""
    return _WEEKDAY_BY_WORD.get(word.casefold())


ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
"""The first and the last day that can be kept."""


class Period(msgspec.Struct, frozen=True, order=True):
    """The days from `begin` up to, and not including, `end`. Never empty, never backwards.

    Periods sort by their beginning, then by their end. Raises UsageMistake when `end` is not after `begin`.
    """

    begin: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            words = f"The period runs backwards: it begins on {spell(self.begin)} and ends before {spell(self.end)}."
            raise UsageMistake(words, "Give an earlier beginning or a later end.")

    @classmethod
    def of_day(cls, day: date) -> Self:
        """Return the period that holds `day` alone."""
        return cls(day, day + ONE_DAY)

    @classmethod
    def through(cls, first: date, last: date) -> Self:
        """Return the period from `first` to `last`, both inside it, as people write it."""
        return cls(first, last + ONE_DAY)

    @property
    def days(self) -> int:
        """How many days it holds, weekends and holidays included."""
        return (self.end - self.begin).days

    @property
    def last(self) -> date:
        """The last day inside it."""
        return self.end - ONE_DAY

    def __contains__(self, day: date) -> bool:
        return self.begin <= day < self.end

    def find_overlap(self, other: "Period") -> "Period | None":
        """Return the days in both periods, or None when they share none."""
        begin, end = max(self.begin, other.begin), min(self.end, other.end)
        return Period(begin, end) if begin < end else None


def merge_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the same days as few periods, in order: those that overlap or meet become one."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.begin <= merged[-1].end:
            merged[-1] = Period(merged[-1].begin, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return tuple(merged)


def begin_next_month(day: date) -> date:
    """Return the first day of the calendar month after that of `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def spell(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """Return a day in full: "8 October 2025", "Wednesday 8 October 2025", "8 October"."""
    words = [WEEKDAYS[day.weekday()]] if weekday else []
    words += [str(day.day), MONTHS[day.month - 1]]
    words += [str(day.year)] if year else []
    return " ".join(words)


def spell_moment(moment: datetime) -> str:
    """Return a moment in full, to the minute: "8 October 2025, 16:05"."""
    return f"{spell(moment.date())}, {moment:%H:%M}"


def spell_short(day: date, *, year: bool = False) -> str:
    """Return a day in short: "8 Oct" or "8 Oct 2025"."""
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{words} {day.year}" if year else words


def spell_period(period: Period) -> str:
    """Return a period with both its days: "3 November 2025 to 9 November 2025", or the one day it holds.

    One that reaches as far as days can is open there: "since 3 November 2025", "until 9 November 2025", "all years".
    """
    if period.days == 1:
        return spell(period.begin)
    if period.last >= LATEST:
        return f"since {spell(period.begin)}" if period.begin > EARLIEST else "all years"
    if period.begin <= EARLIEST:
        return f"until {spell(period.last)}"
    return f"{spell(period.begin)} to {spell(period.last)}"
