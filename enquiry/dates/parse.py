"""Read days and periods from what people say.

Whatever is read is an interval, one day being an interval of a day, and nothing is guessed: what has two meanings is
settled by a rule stated here or in the rule's own words, and what fits no rule is refused with the accepted forms.

    today · yesterday · tomorrow · the day before yesterday · tuesday · last tue · next friday
    3 weeks ago · a fortnight ago · in two months · last week · this month · next term · last session
    2026-11-20 · 20261120 · 20/11/2026 · 3 Apr · 3rd of April 2026 · April 3 · tue 20 nov · november · november 2025
    2025 · 2025-11 (the month) · 2025-26 · session 2025/26 · half term · start of term · end of last week
"""

import re
from datetime import date

from enquiry.dates import absolute, relative, school_terms
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import MONTHS, WEEKDAYS, Period, spell_period
from enquiry.dates.phrase import DateBias, PhraseContext, PhraseRule, build_phrase_context
from enquiry.errors import suggest_nearest

_EDGE = re.compile(r"(?:the )?(?P<edge>start|beginning|end) of (?:the )?(?P<what>.+)")
_NEARBY = re.compile(r"(?:last|this|next)\b.*", re.IGNORECASE)
_KNOWN = ("today", "yesterday", "tomorrow", "last", "this", "next", "ago", "week", "weeks", "fortnight", "term")


def read_period(text: str, *, today: date, calendar: Calendar, lean: DateBias = "past") -> Period:
    """Return the days that `text` names. Case and extra spaces do not matter.

    `lean` says where a weekday, or a date without its year, is looked for: writing looks back, planning forward.
    Raises UnreadableDate, quoting the text, for whatever is not certain or lies outside 1950 to 2100.
    """
    asked = build_phrase_context(text, today=today, calendar=calendar, lean=lean)
    for rule in _RULES:
        period = rule(asked)
        if period is not None:
            return asked.check_range(period)
    strange = (word for word in asked.said.split() if word.isalpha() and word not in _KNOWN)
    near = (suggest_nearest(word, (*_KNOWN, *MONTHS, *WEEKDAYS)) for word in strange)
    raise asked.refuse(hint=f"{next(filter(None, near), '')} {asked.forms}".strip())


def read_day(text: str, *, today: date, calendar: Calendar, lean: DateBias = "past") -> date:
    """Return the one day that `text` names, as `read_period` reads it; a longer period is an UnreadableDate too."""
    period = read_period(text, today=today, calendar=calendar, lean=lean)
    if period.days > 1:
        asked = build_phrase_context(text, today=today, calendar=calendar, lean=lean)
        hint = f'Name one day: "start of {asked.said}", or {period.begin.isoformat()}.'
        raise asked.refuse(f"it is {period.days} days, {spell_period(period)}", hint)
    return period.begin


def read_year(text: str, today: date, calendar: Calendar) -> Period:
    """Return the school year so labelled, or the one that "last year" names; raise UnreadableDate for any other."""
    if _NEARBY.fullmatch(text.strip()):
        return read_period(text, today=today, calendar=calendar)
    return calendar.find_year_by_label(text).period


def read_term(text: str, year: str | None, today: date, calendar: Calendar) -> Period:
    """Return the term of that name in the year, or in the present one; raise NotFound where there is none."""
    if _NEARBY.fullmatch(text.strip()):
        return read_period(text, today=today, calendar=calendar)
    whole = read_year(year, today, calendar).begin if year is not None else today
    return calendar.find_part_by_name(calendar.find_year(whole), text).period


def _read_edge(asked: PhraseContext) -> Period | None:
    """Read "start of …" and "end of …" whatever can be read as a period, and of term, semester, year and session."""
    found = _EDGE.fullmatch(asked.said)
    if found is None or _EDGE.fullmatch(found["what"]):
        return None
    edge, what = ("end" if found["edge"] == "end" else "start"), found["what"]
    if what in {"term", "semester"}:
        whole = school_terms.find_edge_part(asked, edge)
    elif re.fullmatch(school_terms.YEAR_WORD, what):
        whole = school_terms.find_edge_year(asked, edge)
    else:
        what = f"this {what}" if what in {"week", "month"} else what
        whole = read_period(what, today=asked.today, calendar=asked.calendar, lean=asked.lean)
    return Period.of_day(whole.begin if edge == "start" else whole.last)


_RULES: tuple[PhraseRule, ...] = (
    relative.read_near_day,
    relative.read_weekday,
    relative.read_offset,
    relative.read_week_or_month,
    absolute.read_year_first_date,
    absolute.read_year_last_date,
    absolute.read_year_and_month,
    absolute.read_day_and_month,
    absolute.read_month,
    school_terms.read_near_school_year,
    school_terms.read_near_term,
    school_terms.read_half_term,
    school_terms.read_school_year,
    _read_edge,
)
