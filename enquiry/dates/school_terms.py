"""Read days named by the school's own calendar: "2025-26", "last term", "easter holiday", "term 2 week 4", "week 3"."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from enquiry.dates.absolute import read_feast
from enquiry.dates.period import NUMBERS, Period, merge_periods
from enquiry.dates.phrase import PhraseContext
from enquiry.dates.relative import RELATIVE_STEPS
from enquiry.dates.school_year import LabelStyle, SchoolYear
from enquiry.dates.terms import Holiday
from enquiry.errors import UnreadableDate
from enquiry.words import join_words

_HOLY_DAYS = {"easter": "easter sunday", "christmas": "christmas day"}
_LONG = 7
"""How many days a holiday has at least that is meant by "the holidays"."""
YEAR_WORD = r"(?:session|school year|year)"
_BARE_YEAR = re.compile(r"[0-9]{4}")
_LABEL = re.compile(
    rf"(?:{YEAR_WORD} (?:[0-9]{{4}}(?:[-/][0-9]+)?|[0-9]{{2}}[-/][0-9]{{2}})|"
    r"[0-9]{4}[-/](?:[0-9]{2}|[0-9]{4})|[0-9]{2}/[0-9]{2})"
)
_PART = re.compile(r"(?P<which>last|this|next) (?:term|semester)")
_YEAR = re.compile(rf"(?P<which>last|this|next) {YEAR_WORD}")
_NAME = re.compile(
    r"(?:the )?(?:(?P<which>last|next) )?(?P<name>[^\W\d].*?)"
    rf"(?: (?:of |in )?(?:{YEAR_WORD} )?(?P<year>[0-9]{{4}}(?:[-/][0-9]+)?|[0-9]{{2}}/[0-9]{{2}}))?"
)
_TIME_WORD = re.compile(r"(?:term|semester|holiday|break)(?: [0-9]+)?$")
_WEEK = re.compile(r"week (?P<number>[0-9]{1,2})(?:(?: (?:of|in))? (?:the )?(?P<part>.+))?")
_WEEK_AFTER = re.compile(r"(?:the )?(?P<part>.+) week (?P<number>[0-9]{1,2})")


def read_school_year(asked: PhraseContext) -> Period | None:
    """Read a school year's label; a bare year is the calendar year, unless the calendar labels its years so."""
    if _BARE_YEAR.fullmatch(asked.said) and asked.calendar.label is LabelStyle.SPLIT:
        first = asked.build_day(int(asked.said), 1, 1).begin
        return Period.through(first, first.replace(month=12, day=31))
    year = find_named_year(asked)
    return year.period if year else None


def find_named_year(asked: PhraseContext) -> SchoolYear | None:
    """Return the school year of a label, or last, this and next year or session: a teacher's year is the school's."""
    if found := _YEAR.fullmatch(asked.said):
        return _list_years_around(asked, 1, asked.today)[1 + RELATIVE_STEPS[found["which"]]]
    if _BARE_YEAR.fullmatch(asked.said):
        asked.check_year(int(asked.said))
        return asked.calendar.find_year_by_label(asked.said) if asked.calendar.label is LabelStyle.SINGLE else None
    return asked.calendar.find_year_by_label(asked.said) if _LABEL.fullmatch(asked.said) else None


def find_edge_of_year(asked: PhraseContext, edge: str) -> date | None:
    """Return the first or the last day of school in the year that is named, or None where no school year is.

    It is the first day of its first term, not the day on which the label changes. The present year is meant by "start
    of year" alone; leaning to the future, the next one's start.
    """
    if re.fullmatch(YEAR_WORD, asked.said):
        near = _list_years_around(asked, 1, asked.today)
        year: SchoolYear | None = near[2 if asked.lean == "future" and edge == "start" else 1]
    else:
        year = find_named_year(asked)
    if year is None:
        return None
    parts = [part.period for part in asked.calendar.list_parts(year)] or [year.period]
    return parts[0].begin if edge == "start" else parts[-1].last


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


def read_named_time(asked: PhraseContext) -> Period | None:
    """Read the terms and holidays of the calendar by their names: "term 4", "last easter holiday", "half term".

    A label or year may follow ("Term 2, 2025-26"); without one the nearest is meant, on the side leant to: the nearest
    that is over with "last", and to come with "next".
    """
    found = _NAME.fullmatch(asked.said)
    periods = list_named_times(asked)
    if found and found["which"] == "last":
        return max((period for period in periods if period.end <= asked.today), default=None)
    if found and found["which"] == "next":
        return min((period for period in periods if period.begin > asked.today), default=None)
    return asked.pick_nearest(periods)


def list_named_times(asked: PhraseContext) -> list[Period]:
    """Return the terms or holidays so called of last, this and next year, or of the year that is said with the name.

    A holiday over the turn of a school year is one. "half term" is any holiday whose name ends so. Empty for a name
    that is none's; raises UnreadableDate for one that can only be that of a term or a holiday.
    """
    found = _NAME.fullmatch(asked.said)
    if found is None or " of " in asked.said:
        return []
    name, told, calendar, own = _fold_time_name(found["name"]), found["year"], asked.calendar, None
    if told and _BARE_YEAR.fullmatch(told) and calendar.label is LabelStyle.SPLIT:
        first = asked.build_day(int(told), 1, 1).begin
        own = Period.through(first, first.replace(month=12, day=31))
    elif told:
        own = calendar.find_year_by_label(told).period
    years = _list_years_around(asked, 2, own.begin if own else asked.today)
    times = [time for year in years for time in calendar.list_named_times(year)]
    is_half = name.endswith(("half term", "mid term"))
    folded = [(_fold_time_name(time.name), time.period) for time in times]
    fitting = merge_periods(period for word, period in folded if word == name or (is_half and name in word))
    # The outermost years are there for what goes on from them alone.
    within = own or Period(years[1].period.begin, years[-2].period.end)
    near = [period for period in fitting if period.begin in within]
    if not near and (is_half or _TIME_WORD.search(name)):
        sort = "holiday" if is_half or name.endswith("holiday") else "term"
        names = dict.fromkeys(time.name for time in times if isinstance(time, Holiday) == (sort == "holiday"))
        hint = f"It has {join_words(list(names))}." if names else "Give the day itself, or add terms to your calendar."
        raise asked.refuse(f"the calendar has no {sort} of that name {'then' if own else 'near today'}", hint)
    return near


def find_time_off(asked: PhraseContext) -> Period | None:
    """Return a term or holiday by its name, a feast, or for "the holidays" those of a week and more nearest today.

    Easter and Christmas are the holidays named for them where the calendar has such, else the days themselves. Raises
    UnreadableDate as `list_named_times` does.
    """
    said = asked.said.removeprefix("the ")
    if re.fullmatch(r"(?:school )?(?:holidays?|break|vacation)", said):
        years = _list_years_around(asked, 1, asked.today)
        times = (time for year in years for time in asked.calendar.list_named_times(year))
        off = merge_periods(time.period for time in times if isinstance(time, Holiday))
        return asked.pick_nearest(period for period in off if period.days >= _LONG)
    if feast := _HOLY_DAYS.get(said):
        with suppress(UnreadableDate):
            if near := asked.pick_nearest(list_named_times(msgspec.structs.replace(asked, said=f"{said} holiday"))):
                return near
        said = feast
    part = msgspec.structs.replace(asked, said=said)
    return read_feast(part) or read_named_time(part)


def read_week(asked: PhraseContext) -> Period | None:
    """Read "term 2 week 4", "week 4 of this term", and "week 3": the week of the school year that the program counts.

    Week 1 of a term, and of the year, holds its first day; weeks run from Monday to Sunday.
    """
    found = _WEEK.fullmatch(asked.said) or _WEEK_AFTER.fullmatch(asked.said)
    if found is None:
        return None
    number, part = int(found["number"]), found["part"]
    if part is None:
        years = _list_years_around(asked, 1, asked.today)
        firsts = [(asked.calendar.list_parts(year) or (year,))[0].period for year in years]
        spans = [Period(first.begin, year.period.end) for first, year in zip(firsts, years, strict=True)]
    elif part in {"term", "semester"}:
        spans = [find_edge_part(asked, "end")]
    else:
        near = read_near_term(msgspec.structs.replace(asked, said=part))
        spans = [near] if near else list_named_times(msgspec.structs.replace(asked, said=part))
    if not spans:
        return None
    mondays = [span.begin + timedelta(days=7 * (number - 1) - span.begin.weekday()) for span in spans]
    weeks = [Period(day, day + timedelta(days=7)) for day, span in zip(mondays, spans, strict=True) if day < span.end]
    if number < 1 or not weeks:
        last = (spans[-1].last - spans[-1].begin + timedelta(days=spans[-1].begin.weekday())).days // 7 + 1
        raise asked.refuse(f"there are {last} weeks")
    return asked.pick_nearest(weeks)


@lru_cache(maxsize=512)
def _fold_time_name(name: str) -> str:
    """Return a name as it is compared: half-term breaks, holidays and vacations in one spelling each."""
    plain = " ".join(name.casefold().replace("-", " ").replace("'", "").replace("’", "").split())
    plain = re.sub(r"(half|mid) ?term(?: (?:break|holidays?))?$", r"\1 term", plain)
    plain = re.sub(r" (?:break|vacation|holidays)$", " holiday", plain)
    return re.sub(r"(?<=term |ster )[a-z]+$", lambda word: str(NUMBERS.get(word[0], word[0])), plain)


def _list_years_around(asked: PhraseContext, reach: int, day: date) -> Sequence[SchoolYear]:
    """Return the school year of the day, with as many on either side as `reach`."""
    start = asked.calendar.find_year(day).period.begin.year
    return [asked.calendar.find_year(asked.calendar.find_year_start(start + step)) for step in range(-reach, reach + 1)]


def _list_parts_around(asked: PhraseContext) -> list[Period]:
    """Return the parts of last, this and next year; raise UnreadableDate when the calendar names none."""
    years = _list_years_around(asked, 1, asked.today)
    parts = [part.period for year in years for part in asked.calendar.list_parts(year)]
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
