"""Lay out one school year: its parts, its holidays and the days on which there is teaching."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from enquiry.dates.period import Period
from enquiry.dates.recurring import DatedHoliday, DatedPart
from enquiry.dates.school_year import SchoolYear

UNNAMED_HOLIDAY = "Holiday"


class YearPart(msgspec.Struct, frozen=True):
    """A term or semester of one school year."""

    name: str
    period: Period


class Holiday(msgspec.Struct, frozen=True):
    """A holiday of one school year, or the time between two of its parts."""

    name: str
    period: Period


class TermDates(msgspec.Struct, frozen=True):
    """The parts and the holidays of one school year, each in order of dates; `within` are those that others hold whole.

    Good Friday in an Easter holiday has its name, and is no holiday beside it.
    """

    parts: tuple[YearPart, ...]
    holidays: tuple[Holiday, ...]
    within: tuple[Holiday, ...] = ()


def build_term_dates(year: SchoolYear, parts: Sequence[DatedPart], holidays: Sequence[DatedHoliday]) -> TermDates:
    """Return the year laid out, in order of dates.

    Time outside every part is holiday, named by the part before it, unless the year has no parts: then all of it
    counts. Raises ValueError, worded for a person, when a part or holiday runs backwards or leaves the year, or two
    parts overlap or share a name.
    """
    written = sorted(parts, key=lambda part: part.first)
    kept = [YearPart(part.name, _check_span(part, year)) for part in written]
    for before, after in pairwise(kept):
        if after.period.begin < before.period.end:
            raise ValueError(f"“{before.name}” and “{after.name}” overlap in {year.label}")
    names = [part.name.casefold() for part in kept]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two parts of {year.label} are called “{name}”")
    named = [Holiday(holiday.name, _check_span(holiday, year)) for holiday in holidays]
    between: list[Holiday] = []
    if kept:  # what comes before the first part is the rest of the holiday after the last one
        begins = [year.period.begin, *(part.period.end for part in kept)]
        ends = [*(part.period.begin for part in kept), year.period.end]
        after_each = [written[-1].then, *(part.then for part in written)]
        for begin, end, name in zip(begins, ends, after_each, strict=True):
            told = name or next((one.name for one in named if begin <= one.period.begin and one.period.end <= end), "")
            # A weekend between two parts that meet is no holiday.
            if begin < end and (told or any(_is_weekday(day) for day in _list_ordinals(Period(begin, end)))):
                between.append(Holiday(told or UNNAMED_HOLIDAY, Period(begin, end)))
    within = [one for one in named if any(gap.period.find_overlap(one.period) == one.period for gap in between)]
    free = sorted([*(one for one in named if one not in within), *between], key=lambda holiday: holiday.period)
    return TermDates(tuple(kept), tuple(free), tuple(within))


def list_teaching_ordinals(year: Period, holidays: Iterable[Holiday]) -> tuple[int, ...]:
    """Return the year's teaching days in order, each as its ordinal: the weekdays outside every holiday."""
    free = {day for holiday in holidays for day in _list_ordinals(holiday.period)}
    return tuple(day for day in _list_ordinals(year) if _is_weekday(day) and day not in free)


def _check_span(span: DatedPart | DatedHoliday, year: SchoolYear) -> Period:
    """Return the span's days, having checked that they run forwards and lie in the year."""
    last = span.last or span.first
    if last < span.first:
        raise ValueError(f"“{span.name}” runs backwards in {year.label}: from {span.first} to {last}")
    if span.first not in year.period or last not in year.period:
        whole = f"{year.period.begin} to {year.period.last}"
        raise ValueError(f"“{span.name}”, {span.first} to {last}, lies outside {year.label} ({whole})")
    return Period.through(span.first, last)


def _list_ordinals(period: Period) -> range:
    return range(period.begin.toordinal(), period.end.toordinal())


def _is_weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < 5  # day 1 of the ordinals is a Monday
