"""Read days named by the school's own calendar: "2025-26", "last term", "this session", "half term"."""

import re
from collections.abc import Sequence
from datetime import timedelta

from enquiry.dates.period import Period
from enquiry.dates.phrase import PhraseContext
from enquiry.dates.relative import RELATIVE_STEPS
from enquiry.dates.school_year import LabelStyle, SchoolYear

YEAR_WORD = r"(?:session|school year|year)"
_BARE_YEAR = re.compile(r"[0-9]{4}")
_LABEL = re.compile(rf"{YEAR_WORD} [0-9]{{4}}(?:[-/][0-9]+)?|[0-9]{{4}}[-/](?:[0-9]{{2}}|[0-9]{{4}})")
_PART = re.compile(r"(?P<which>last|this|next) (?:term|semester)")
_YEAR = re.compile(rf"(?P<which>last|this|next) {YEAR_WORD}")
_HALF_TERM = re.compile(r"(?:the )?(?:(?P<which>last|next) )?(?P<name>(?:[a-z]+ )?(?:half|mid)[ -]?term)(?: break)?")


def read_school_year(asked: PhraseContext) -> Period | None:
    """Read a school year's label; a bare year is the calendar year, unless the calendar labels its years so."""
    if _BARE_YEAR.fullmatch(asked.said):
        year = int(asked.said)
        asked.check_year(year)
        if asked.calendar.label is LabelStyle.SPLIT:
            return Period(asked.build_day(year, 1, 1).begin, asked.build_day(year, 12, 31).end)
        return asked.calendar.find_year_by_label(asked.said).period
    return asked.calendar.find_year_by_label(asked.text).period if _LABEL.fullmatch(asked.said) else None


def read_near_school_year(asked: PhraseContext) -> Period | None:
    """Read last, this and next year, session or school year: a teacher's year is the school's."""
    found = _YEAR.fullmatch(asked.said)
    return _list_years_around(asked)[1 + RELATIVE_STEPS[found["which"]]].period if found else None


def read_near_term(asked: PhraseContext) -> Period | None:
    """Read last, this and next term or semester. In the holidays, "last" is the one just over."""
    found = _PART.fullmatch(asked.said)
    if found is None:
        return None
    parts = _list_parts_around(asked)
    if found["which"] != "this":
        return _find_nearest_part(asked, parts, coming=found["which"] == "next")
    present = next((part for part in parts if asked.today in part), None)
    if present is None:
        holiday = asked.calendar.find_holiday(asked.today)
        when = f"today lies in the {holiday.name}" if holiday else "today lies between two terms"
        raise asked.refuse(when, 'Say "last term" or "next term".')
    return present


def find_edge_part(asked: PhraseContext, edge: str) -> Period:
    """Return the part that "start of term" or "end of term" speaks of.

    It is the part that holds today. In the holidays the lean decides between the one just over and the next; leaning to
    the future, "start of term" is always one still to come.
    """
    parts = _list_parts_around(asked)
    present = next((part for part in parts if asked.today in part), None)
    if asked.lean == "future" and (edge == "start" or present is None):
        return _find_nearest_part(asked, parts, coming=True)
    return present or _find_nearest_part(asked, parts, coming=False)


def find_edge_year(asked: PhraseContext, edge: str) -> Period:
    """Return the school year that "start of year" or "end of session" speaks of.

    It is the present one, from its first day and not its first lesson; leaning to the future, "start of year" is the
    next one's.
    """
    return _list_years_around(asked)[2 if asked.lean == "future" and edge == "start" else 1].period


def read_half_term(asked: PhraseContext) -> Period | None:
    """Read "half term" or "mid term", also as "october half term", where the calendar has a holiday so called."""
    found = _HALF_TERM.fullmatch(asked.said)
    if found is None:
        return None
    name = _fold_term_name(found["name"])
    all_near = [holiday for year in _list_years_around(asked) for holiday in asked.calendar.list_holidays(year)]
    fitting = [holiday.period for holiday in all_near if name in _fold_term_name(holiday.name)]
    if found["which"] == "last":
        chosen = max((period for period in fitting if period.end <= asked.today), default=None)
    elif found["which"] == "next":
        chosen = min((period for period in fitting if period.begin > asked.today), default=None)
    else:
        chosen = asked.pick_nearest(fitting)
    if chosen is None:
        raise asked.refuse("the calendar has no holiday of that name near today")
    return chosen


def _fold_term_name(name: str) -> str:
    return re.sub(r"[ -]?term", " term", name.casefold())


def _list_years_around(asked: PhraseContext) -> Sequence[SchoolYear]:
    this = asked.calendar.find_year(asked.today)
    before = asked.calendar.find_year(this.period.begin - timedelta(days=1))
    return before, this, asked.calendar.find_year(this.period.end)


def _list_parts_around(asked: PhraseContext) -> list[Period]:
    """Return the parts of last, this and next year; raise UnreadableDate when the calendar names none."""
    parts = [part.period for year in _list_years_around(asked) for part in asked.calendar.list_parts(year)]
    if not parts:
        raise asked.refuse("your calendar names no terms", "Give the day itself, or add terms to your calendar.")
    return parts


def _find_nearest_part(asked: PhraseContext, parts: Sequence[Period], *, coming: bool) -> Period:
    """Return the first part after today, or the last one before it; raise UnreadableDate when there is none."""
    if coming:
        found = next((part for part in parts if part.begin > asked.today), None)
    else:
        found = next((part for part in reversed(parts) if part.end <= asked.today), None)
    if found is None:
        words = f"your calendar names no term {'after' if coming else 'before'} today"
        raise asked.refuse(words, "Give the day itself.")
    return found
