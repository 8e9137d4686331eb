"""Days told by the school's own calendar: "2025-26", "last term", "this session", "half term"."""

import re
from collections.abc import Sequence
from datetime import timedelta

from enquiry.dates.calendar import LabelStyle, SchoolYear
from enquiry.dates.period import Period
from enquiry.dates.phrase import Asked
from enquiry.dates.relative import STEP

YEAR_WORD = r"(?:session|school year|year)"
_BARE_YEAR = re.compile(r"[0-9]{4}")
_LABEL = re.compile(rf"{YEAR_WORD} [0-9]{{4}}(?:[-/][0-9]+)?|[0-9]{{4}}[-/](?:[0-9]{{2}}|[0-9]{{4}})")
_PART = re.compile(r"(?P<which>last|this|next) (?:term|semester)")
_YEAR = re.compile(rf"(?P<which>last|this|next) {YEAR_WORD}")
_HALF_TERM = re.compile(r"(?:the )?(?:(?P<which>last|next) )?(?P<name>(?:[a-z]+ )?(?:half|mid)[ -]?term)(?: break)?")


def school_year(asked: Asked) -> Period | None:
    """Read a school year's label; a bare year is the calendar year, unless the calendar labels its years so."""
    if _BARE_YEAR.fullmatch(asked.said):
        year = int(asked.said)
        asked.check_year(year)
        if asked.calendar.label is LabelStyle.SPLIT:
            return Period(asked.day(year, 1, 1).begin, asked.day(year, 12, 31).end)
        return asked.calendar.year(asked.said).period
    return asked.calendar.year(asked.text).period if _LABEL.fullmatch(asked.said) else None


def near_year(asked: Asked) -> Period | None:
    """Read last, this and next year, session or school year: a teacher's year is the school's."""
    found = _YEAR.fullmatch(asked.said)
    return _years_around(asked)[1 + STEP[found["which"]]].period if found else None


def near_part(asked: Asked) -> Period | None:
    """Read last, this and next term or semester. In the holidays, "last" is the one just over."""
    found = _PART.fullmatch(asked.said)
    if found is None:
        return None
    parts = _parts_around(asked)
    match found["which"]:
        case "this":
            return _this_part(asked, parts)
        case "next":
            return _coming(asked, parts)
        case _:
            return _over(asked, parts)


def part_edge_of(asked: Asked, edge: str) -> Period:
    """Return the part that "start of term" or "end of term" speaks of.

    It is the part that holds today. In the holidays the lean decides between the one just over and the next; leaning to
    the future, "start of term" is always one still to come.
    """
    parts = _parts_around(asked)
    present = next((part for part in parts if asked.today in part), None)
    if asked.lean == "future" and (edge == "start" or present is None):
        return _coming(asked, parts)
    return present or _over(asked, parts)


def year_edge_of(asked: Asked, edge: str) -> Period:
    """Return the school year that "start of year" or "end of session" speaks of.

    It is the present one, from its first day and not its first lesson; leaning to the future, "start of year" is the
    next one's.
    """
    return _years_around(asked)[2 if asked.lean == "future" and edge == "start" else 1].period


def half_term(asked: Asked) -> Period | None:
    """Read "half term" or "mid term", also as "october half term", where the calendar has a holiday so called."""
    found = _HALF_TERM.fullmatch(asked.said)
    if found is None:
        return None
    name = _folded(found["name"])
    all_near = [holiday for year in _years_around(asked) for holiday in asked.calendar.holidays(year)]
    fitting = [holiday.period for holiday in all_near if name in _folded(holiday.name)]
    if found["which"] == "last":
        chosen = max((period for period in fitting if period.end <= asked.today), default=None)
    elif found["which"] == "next":
        chosen = min((period for period in fitting if period.begin > asked.today), default=None)
    else:
        chosen = asked.leaning(fitting)
    if chosen is None:
        raise asked.refuse("the calendar has no holiday of that name near today")
    return chosen


def _folded(name: str) -> str:
    return re.sub(r"[ -]?term", " term", name.casefold())


def _years_around(asked: Asked) -> Sequence[SchoolYear]:
    this = asked.calendar.year_of(asked.today)
    before = asked.calendar.year_of(this.period.begin - timedelta(days=1))
    return before, this, asked.calendar.year_of(this.period.end)


def _parts_around(asked: Asked) -> list[Period]:
    """Return the parts of last, this and next year; raise UnreadableDate when the calendar names none."""
    parts = [part.period for year in _years_around(asked) for part in asked.calendar.parts(year)]
    if not parts:
        raise asked.refuse("your calendar names no terms", "Give the day itself, or add terms to your calendar.")
    return parts


def _coming(asked: Asked, parts: Sequence[Period]) -> Period:
    for part in parts:
        if part.begin > asked.today:
            return part
    raise asked.refuse("your calendar names no term after today", "Give the day itself.")


def _over(asked: Asked, parts: Sequence[Period]) -> Period:
    for part in reversed(parts):
        if part.end <= asked.today:
            return part
    raise asked.refuse("your calendar names no term before today", "Give the day itself.")


def _this_part(asked: Asked, parts: Sequence[Period]) -> Period:
    for part in parts:
        if asked.today in part:
            return part
    holiday = asked.calendar.holiday_of(asked.today)
    when = f"today lies in the {holiday.name}" if holiday else "today lies between two terms"
    raise asked.refuse(when, 'Say "last term" or "next term".')
