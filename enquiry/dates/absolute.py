"""Read days as they are written: 2026-11-20, 20/11/26, "3rd of April 2026", "the 3rd", "november", "good friday"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from enquiry.dates.period import EARLIEST, LATEST, WEEKDAYS, Period, find_month, find_weekday, spell
from enquiry.dates.phrase import PhraseContext
from enquiry.dates.school_year import LabelStyle

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]+))?")
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_ORDINAL_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)"
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]+)"
_YEAR = r"(?: (?P<year>[0-9]+))?"
_WEEKDAY = r"(?:(?!the )(?P<weekday>[a-z]+) )?"
_NAMED = (
    re.compile(rf"{_WEEKDAY}{_DAY} (?:of )?{_MONTH}{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY}{_YEAR}"),
)
_DAY_ALONE = re.compile(rf"(?:the )?{_ORDINAL_DAY}(?: of (?P<which>last|this|next) month)?")
_MONTH_ALONE = re.compile(rf"(?:in )?(?:(?P<which>last|next) )?{_MONTH}{_YEAR}")
_FEASTS: dict[str, tuple[int, int] | int] = {
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}
"""Days that everybody calls so: a month and day, or how many days after Easter."""
_FEAST = re.compile(rf"(?P<name>{'|'.join(_FEASTS)}){_YEAR}")


def read_year_first_date(asked: PhraseContext) -> Period | None:
    """Read 2026-11-20 and 20261120; 2026/11/20 and 2026.11.20 can mean nothing else and are read too."""
    found = _YEAR_FIRST.fullmatch(asked.said)
    if found is None:
        return None
    year, _, month, day, *packed = found.groups()
    return asked.build_day(int(year or packed[0]), int(month or packed[1]), int(day or packed[2]))


def read_year_last_date(asked: PhraseContext) -> Period | None:
    """Read 20/11/2026, 20.11.26, 20-11-2026 and 20/11, which leans, in the calendar's order, and in no other.

    Where a country uses both orders, only figures with one reading are read. 10.30 is a time and 3-4 a range. Of
    20-11-26 the year may be the first or the last. 25/26 is no day, and a school year.
    """
    found = _YEAR_LAST.fullmatch(asked.said)
    if found is None or (found[2] == "." and found[4] is None):
        return None
    first, second, order = int(found[1]), int(found[3]), asked.calendar.day_order.value
    if found[4] is None and found[2] == "-":
        raise asked.refuse("the year must be there", "Write it as 20 Nov, or as 2026-11-20.")
    if found[4] is not None and found[2] == "-" and (len(found[1]), len(found[4])) == (2, 2):
        raise asked.refuse("the year may be the first figure or the last", "Write the year with four digits.")
    readings = {"dmy": [(second, first)], "mdy": [(first, second)]}.get(order, [(second, first), (first, second)])
    fitting = list(dict.fromkeys((month, day) for month, day in readings if 1 <= month <= 12 and 1 <= day <= 31))
    if len(fitting) > 1:
        both = " or ".join(spell(date(2000, *one), year=False) for one in fitting)
        raise asked.refuse(f"here it may be {both}", "Write the month as a word, or the day as 2026-02-01.")
    if not fitting:
        if found[4] is None and len(found[1]) == len(found[3]) == 2 and second == (first + 1) % 100:
            return None
        names = {"dmy": "day/month/year", "mdy": "month/day/year"}
        said = f"This calendar reads figures as {names[order]}; " if order in names else ""
        month, day = readings[0]
        wrong = f"no month {month}" if not 1 <= month <= 12 else f"no day {day}"
        raise asked.refuse(f"there is {wrong}", f"{said}2026-11-20 is the same everywhere.")
    month, day = fitting[0]
    return asked.build_day(asked.parse_year(found[4]), month, day) if found[4] else asked.pick_day(month, day)


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
    """Read "3 Apr", "3rd of April 26", "April 3", "tue 20 nov", leaning where no year is given.

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
        day, year = int(found["day"]), found["year"]
        period = asked.build_day(asked.parse_year(year), month, day) if year else asked.pick_day(month, day)
        if weekday is not None and weekday != period.begin.weekday():
            really = f"{spell(period.begin)} is a {WEEKDAYS[period.begin.weekday()]}"
            raise asked.refuse(really, f"Leave out {WEEKDAYS[weekday]}, or correct the date or its year.")
        return period
    return None


def read_day_of_month(asked: PhraseContext) -> Period | None:
    """Read "the 3rd", the nearest on the side leant to, and "the 3rd of last month"."""
    found = _DAY_ALONE.fullmatch(asked.said)
    if found is None:
        return None
    day, first = int(found["day"]), asked.today.replace(day=1)
    if found["which"]:
        month = first + relativedelta(months={"last": -1, "this": 0, "next": 1}[found["which"]])
        return asked.build_day(month.year, month.month, day)
    months = (first + relativedelta(months=step) for step in range(-2, 3))
    near = (one.replace(day=day) for one in months if 1 <= day <= monthrange(one.year, one.month)[1])
    found_day = asked.pick_nearest(map(Period.of_day, near))
    if found_day is None:
        raise asked.refuse("no month has that day")
    return found_day


def list_months(asked: PhraseContext) -> list[Period]:
    """Return what "november" may mean: that month of last, this and next year; or the one whose year is given.

    "last" is over before this month, "next" comes after it. Empty where no month is named.
    """
    found = _MONTH_ALONE.fullmatch(asked.said)
    month = find_month(found["month"]) if found else None
    if found is None or month is None or (found["which"] and found["year"]):
        return []
    if found["year"] is not None:
        if len(found["year"]) != 4:
            raise asked.refuse("a year has four digits", "Write it as November 2026, or as 2026-11.")
        return [asked.build_month(int(found["year"]), month)]
    year = asked.today.year
    match found["which"]:
        case "last":
            return [asked.build_month(year if month < asked.today.month else year - 1, month)]
        case "next":
            return [asked.build_month(year if month > asked.today.month else year + 1, month)]
        case _:
            years = range(max(year - 1, EARLIEST.year), min(year + 1, LATEST.year) + 1)
            return [asked.build_month(near, month) for near in years]


def read_month(asked: PhraseContext) -> Period | None:
    """Read "november 2025", "last november" and "november", which leans."""
    return asked.pick_nearest(list_months(asked))


def read_feast(asked: PhraseContext) -> Period | None:
    """Read the days about Easter, Christmas and New Year, with their year, or leaning."""
    found = _FEAST.fullmatch(asked.said)
    if found is None:
        return None
    year = asked.today.year
    years = [asked.parse_year(found["year"])] if found["year"] else range(year - 1, year + 2)
    feast = _FEASTS[found["name"]]
    if isinstance(feast, int):
        days = [easter(year) + timedelta(days=feast) for year in years]
    else:
        days = [date(year, *feast) for year in years]
    return asked.pick_nearest(map(Period.of_day, days))
