"""Read days as they are written: 2026-11-20, 20/11/2026, "3rd of April 2026", "november", "2025"."""

import re
from calendar import monthrange
from datetime import date

from enquiry.dates.period import EARLIEST, LATEST, WEEKDAYS, Period, find_month, find_weekday, spell
from enquiry.dates.phrase import PhraseContext
from enquiry.dates.school_year import LabelStyle

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]+))?")
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]+)"
_YEAR = r"(?: (?P<year>[0-9]+))?"
_WEEKDAY = r"(?:(?!the )(?P<weekday>[a-z]+) )?"
_NAMED = (
    re.compile(rf"{_WEEKDAY}{_DAY} (?:of )?{_MONTH}{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY}{_YEAR}"),
)
_MONTH_ALONE = re.compile(rf"(?:(?P<which>last|next) )?{_MONTH}{_YEAR}")
# Eight years on either side hold a 29 February, even around 1900 and 2100.
_REACH = 8


def read_year_first_date(asked: PhraseContext) -> Period | None:
    """Read 2026-11-20 and 20261120; 2026/11/20 and 2026.11.20 can mean nothing else and are read too."""
    found = _YEAR_FIRST.fullmatch(asked.said)
    if found is None:
        return None
    year, _, month, day, *packed = found.groups()
    return asked.build_day(int(year or packed[0]), int(month or packed[1]), int(day or packed[2]))


def read_year_last_date(asked: PhraseContext) -> Period | None:
    """Read 20/11/2026, 20.11.2026 and 20-11-2026 in the calendar's order, and in no other.

    The year must be there, and have four digits: 1/2 is a fraction, 1/2/26 has six readings, and 10.30 is a time.
    """
    found = _YEAR_LAST.fullmatch(asked.said)
    if found is None or (found[2] == "." and found[4] is None):
        return None
    day_first = asked.calendar.day_order.value == "dmy"
    order = "day/month/year" if day_first else "month/day/year"
    if found[4] is None or len(found[4]) != 4:
        raise asked.refuse("the year must be there, with four digits", f"Write it as {order}, or as 2026-11-20.")
    day, month = (int(found[1]), int(found[3])) if day_first else (int(found[3]), int(found[1]))
    if not 1 <= month <= 12:
        hint = f"This calendar reads figures as {order}; 2026-11-20 is the same everywhere."
        raise asked.refuse(f"there is no month {month}", hint)
    return asked.build_day(int(found[4]), month, day)


def read_year_and_month(asked: PhraseContext) -> Period | None:
    """Read 2025-11 as November 2025.

    Where the calendar labels years so, 2011-12 is the school year: the label is on every page, the month on none.
    """
    found = _YEAR_AND_MONTH.fullmatch(asked.said)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    follows = int(found[2]) == (int(found[1]) + 1) % 100
    if follows and asked.calendar.label is LabelStyle.SPLIT:
        return None
    return asked.build_month(int(found[1]), int(found[2]))


def read_day_and_month(asked: PhraseContext) -> Period | None:
    """Read "3 Apr", "3rd of April 2026", "April 3", "tue 20 nov", leaning where no year is given.

    A day without its year may be today in either lean. A weekday must agree with the date.
    """
    for form in _NAMED:
        found = form.fullmatch(asked.said)
        month = find_month(found["month"]) if found else None
        if found is None or month is None:
            continue
        weekday = find_weekday(found["weekday"]) if found["weekday"] else None
        if found["weekday"] and weekday is None:
            continue
        day, today = int(found["day"]), asked.today
        if found["year"] is not None:
            period = asked.build_day(_parse_whole_year(asked, found["year"]), month, day)
        else:
            years = range(today.year - _REACH, today.year + _REACH + 1)
            near = (Period.of_day(date(y, month, day)) for y in years if 1 <= day <= monthrange(y, month)[1])
            period = asked.pick_nearest(near) or asked.build_day(today.year, month, day)  # which says why there is none
        if weekday is not None and weekday != period.begin.weekday():
            really = f"{spell(period.begin)} is a {WEEKDAYS[period.begin.weekday()]}"
            raise asked.refuse(really, f"Leave out {WEEKDAYS[weekday]}, or correct the date or its year.")
        return period
    return None


def _parse_whole_year(asked: PhraseContext, year: str) -> int:
    if len(year) != 4:
        raise asked.refuse("a year has four digits", "Write it as 20 Nov 2026, or as 2026-11-20.")
    return int(year)


def read_month(asked: PhraseContext) -> Period | None:
    """Read "november 2025"; "november" leans; "last" is over before this month, "next" comes after it."""
    found = _MONTH_ALONE.fullmatch(asked.said)
    month = find_month(found["month"]) if found else None
    if found is None or month is None:
        return None
    if found["year"] is not None:
        return None if found["which"] else asked.build_month(_parse_whole_year(asked, found["year"]), month)
    year = asked.today.year
    match found["which"]:
        case "last":
            return asked.build_month(year if month < asked.today.month else year - 1, month)
        case "next":
            return asked.build_month(year if month > asked.today.month else year + 1, month)
        case _:
            years = range(max(year - 1, EARLIEST.year), min(year + 1, LATEST.year) + 1)
            return asked.pick_nearest(asked.build_month(near, month) for near in years)
