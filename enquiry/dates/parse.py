"""Read days and periods from what people say.

Whatever is read is an interval, one day being an interval of a day, and nothing is guessed: what has two meanings is
settled by a rule stated here or in the rule's own words, and what fits no rule is refused with the accepted forms.

    today · this morning · last night · the day before yesterday · tuesday · last tue · on friday · tuesday last week
    tuesday week · a week past tuesday · 3 weeks ago · a fortnight ago · in two months · in 20 teaching days
    2026-11-20 · 20/11/2026 · 20/11/26 · 20/11 · 3 Apr 26 · 3rd of April 2026 · tue 20 nov · 20-Nov-2026 · the 3rd
    november · november 2025 · 2025 · 2025-11 (the month) · first monday of march · good friday
    2025-26 · 25/26 · session 2025/26 · last term · term 4 · easter holiday · half term · week 3 · term 2 week 4
    start of term · end of last week · first day of summer term · after the easter holiday · before christmas
    3-7 november · 28 oct to 3 nov 2025 · monday to wednesday
"""

import re
from datetime import date, timedelta

import msgspec

from enquiry.dates import absolute, relative, school_terms
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import MONTHS, ORDINALS, WEEKDAYS, Period, find_weekday, spell_period
from enquiry.dates.phrase import DateBias, PhraseContext, PhraseRule, build_phrase_context
from enquiry.errors import suggest_nearest

_EDGE = re.compile(r"(?:the )?(?P<edge>start|beginning|end|(?:first|last) day) of (?:the )?(?P<what>.+)")
_BESIDE = re.compile(r"(?:just |right )?(?P<side>before|after) (?:the )?(?P<what>.+)")
_SPAN = re.compile(
    r"(?:from )?(?P<first>.+?)"
    r"(?: (?:to|until|till|-) | ?- ?(?=[0-9]{1,2}(?:st|nd|rd|th)? (?!un|ti|to)[a-z]{3}))(?P<last>.+)"
)
_DAY_NUMBER = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?")
_WEEKDAY_IN = re.compile(
    rf"(?:the )?(?:(?P<which>{'|'.join(ORDINALS)}) )?(?P<day>[a-z]+) (?P<of>(?:of|in) )?(?:the )?(?P<what>.+)"
)
_WEEK_THEN_DAY = re.compile(r"(?P<what>.*\bweek(?: [0-9]+)?)(?: on)? (?P<day>[a-z]+)")
_LONGEST = 100
"""What is longer than that many characters names no day, and is not searched for one."""
_NEARBY = re.compile(r"(?:last|this|next)\b.*", re.IGNORECASE)
_KNOWN = ("today", "yesterday", "tomorrow", "last", "this", "next", "ago", "week", "weeks", "fortnight", "term")


def read_period(text: str, *, today: date, calendar: Calendar, lean: DateBias = "past") -> Period:
    """Return the days that `text` names. Case and extra spaces do not matter.

    `lean` says where a weekday, or a date without its year, is looked for: writing looks back, planning forward.
    Raises UnreadableDate, quoting the text, for whatever is not certain or lies outside 1950 to 2100.
    """
    asked = build_phrase_context(text, today=today, calendar=calendar, lean=lean)
    if len(asked.said) > _LONGEST:
        raise asked.refuse()
    period = _apply_rules(asked)
    if period is not None:
        return period
    strange = (word for word in asked.said.split() if word.isalpha() and word not in _KNOWN)
    near = (suggest_nearest(word, (*_KNOWN, *MONTHS, *WEEKDAYS)) for word in strange)
    raise asked.refuse(hint=f"{next(filter(None, near), '')} {asked.forms}".strip())


def _apply_rules(asked: PhraseContext, said: str | None = None) -> Period | None:
    """Return what the first rule that fits reads in the text, or in `said`, a part of it; None where none fits."""
    part = asked if said is None else msgspec.structs.replace(asked, said=said)
    period = next(filter(None, (rule(part) for rule in _RULES)), None)
    return None if period is None else asked.check_range(period)


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
    """Read "start of …" and "end of …" whatever can be read as a period, and of term, semester, year and session.

    Of a school year they are its first and its last day of school. Leaning to the future, the start of a month, a term
    or a holiday is one still to come.
    """
    found = _EDGE.fullmatch(asked.said)
    if found is None or _EDGE.fullmatch(found["what"]):
        return None
    edge, what = ("end" if found["edge"] in {"end", "last day"} else "start"), found["what"]
    if what in {"term", "semester"}:
        whole: Period | None = school_terms.find_edge_part(asked, edge)
    else:
        part = msgspec.structs.replace(asked, said=f"this {what}" if what in {"week", "month"} else what)
        if day := school_terms.find_edge_of_year(part, edge):
            return Period.of_day(day)
        whole = _apply_rules(part)
        if whole and edge == "start" and asked.lean == "future" and asked.today in whole:
            such = (*absolute.list_months(part), *school_terms.list_named_times(part))
            whole = min((period for period in such if period.begin > asked.today), default=whole)
    return whole and Period.of_day(whole.begin if edge == "start" else whole.last)


def _read_beside(asked: PhraseContext) -> Period | None:
    """Read "after the october holiday" and "before christmas": the nearest day of school that is not in that time."""
    found = _BESIDE.fullmatch(asked.said)
    time = school_terms.find_time_off(msgspec.structs.replace(asked, said=found["what"])) if found else None
    if found is None or time is None:
        return None
    if found["side"] == "after":
        return Period.of_day(asked.calendar.add_teaching_days(time.last, 1))
    return Period.of_day(asked.calendar.subtract_teaching_days(time.begin, 1))


def _read_span(asked: PhraseContext) -> Period | None:
    """Read "3-7 november", "28 dec to 3 jan 2026" and "monday to wednesday": from one day to another.

    The first day has the month and the year that the last one says, or the year before where it would come after it.
    """
    found = _SPAN.fullmatch(asked.said)
    if not found:
        return None
    first, last = found["first"], found["last"]
    if _DAY_NUMBER.fullmatch(first) and (rest := re.sub(rf"^(?:[a-z]+ )?{_DAY_NUMBER.pattern}\b", "", last)) != last:
        first += rest
    year = re.search(r" [0-9]{4}$", last) if not re.search(r"[0-9]{4}", first) else None
    begin, end = _apply_rules(asked, first + (year[0] if year else "")), _apply_rules(asked, last)
    if year and begin and end and end.last < begin.begin:
        begin = _apply_rules(asked, f"{first} {end.last.year - 1}")
    if begin is None or end is None:
        return None
    if end.last < begin.begin:
        raise asked.refuse("it ends before it begins")
    return Period.through(begin.begin, end.last)


def _read_weekday_in(asked: PhraseContext) -> Period | None:
    """Read "first monday of march", "last friday of term", and "tuesday of week 3", "last week tuesday"."""
    found = _WEEK_THEN_DAY.fullmatch(asked.said) or _WEEKDAY_IN.fullmatch(asked.said)
    weekday = find_weekday(found["day"]) if found else None
    if found is None or weekday is None:
        return None
    words = found.groupdict()
    which, what = ORDINALS.get(words.get("which") or ""), found["what"]
    if which is None:
        week = _apply_rules(asked, f"this {what}" if what == "week" and words.get("of") else what)
        is_week = week is not None and week.days == 7 and week.begin.weekday() == 0
        return Period.of_day(week.begin + timedelta(days=weekday)) if week and is_week else None
    if not words.get("of"):
        return None
    part = msgspec.structs.replace(asked, said=f"this {what}" if what == "month" else what)
    if what in {"term", "semester"}:
        wholes = [school_terms.find_edge_part(asked, "end")]
    else:
        wholes = absolute.list_months(part) or [whole for whole in (_apply_rules(part),) if whole]
    days = [(whole, _count_weekday(whole, which, weekday)) for whole in wholes]
    counted = [Period.of_day(day) for whole, day in days if day in whole]
    if wholes and not counted:
        raise asked.refuse(f"{spell_period(wholes[0])} has fewer", "Give the day itself.")
    return asked.pick_nearest(counted)


def _count_weekday(whole: Period, which: int, weekday: int) -> date:
    """Return the `which`-th such weekday from the beginning of a period, which may lie outside it; its last for -1."""
    if which < 0:
        return whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7)
    return whole.begin + timedelta(days=(weekday - whole.begin.weekday()) % 7 + 7 * (which - 1))


_RULES: tuple[PhraseRule, ...] = (
    relative.read_near_day,
    relative.read_weekday,
    relative.read_week_beside,
    relative.read_offset,
    relative.read_week_or_month,
    absolute.read_year_first_date,
    absolute.read_year_last_date,
    absolute.read_year_and_month,
    absolute.read_day_and_month,
    absolute.read_day_of_month,
    absolute.read_month,
    absolute.read_feast,
    school_terms.read_near_term,
    school_terms.read_school_year,
    school_terms.read_week,
    _read_edge,
    _read_beside,
    _read_weekday_in,
    school_terms.read_named_time,
    _read_span,
)
