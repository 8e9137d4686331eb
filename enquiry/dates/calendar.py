"""School calendars: when a country's school years begin, the words it uses, and when there is teaching."""

import re
from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from enquiry.dates.period import Period
from enquiry.dates.recurring import (
    DatedHoliday,
    DatedPart,
    DayPattern,
    HolidayPattern,
    PartPattern,
    parse_day_pattern,
)
from enquiry.dates.school_year import FIRST_START, LabelStyle, SchoolYear, format_year_label, parse_year_label
from enquiry.dates.terms import (
    UNNAMED_HOLIDAY,
    Holiday,
    TermDates,
    YearPart,
    build_term_dates,
    list_teaching_ordinals,
)
from enquiry.errors import NotFound, UnreadableDate, UsageMistake, suggest_nearest

DECIMAL_COMMA = frozenset(
    (
        *("AR", "AT", "AZ", "BA", "BE", "BG", "BR", "BY", "CL", "CO", "CR", "CY", "CZ", "DE", "DK", "DZ", "EC", "EE"),
        *("ES", "FI", "FR", "GE", "GR", "HR", "HU", "ID", "IS", "IT", "KZ", "LT", "LU", "LV", "MA", "MD", "ME", "MK"),
        *("NL", "NO", "PL", "PT", "PY", "RO", "RS", "RU", "SE", "SI", "SK", "TN", "TR", "UA", "UY", "VE", "VN", "ZA"),
    )
)
"""Countries in which a comma stands before decimals, so that 3,5 is three and a half: their codes of ISO 3166.

Source: the number format that Unicode's CLDR has for each country's first language.

A country of two customs (Canada, Switzerland) is not among them; a calendar says `decimal_comma = true` there.
"""


class DayOrder(StrEnum):
    """Which comes first in 1/2/2026: the day, the month, or either, so that figures with two readings are refused."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    EITHER = "either"


class CalendarWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country's words for a year, for learners, and for the meeting at which a year's work is talked over."""

    year: str = "year"
    learners: str = "learners"
    review_meeting: str = "review meeting"


class YearOverlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The real dates of one year. A list that is given replaces the pattern's; one left out keeps it."""

    parts: tuple[DatedPart, ...] | None = None
    holidays: tuple[DatedHoliday, ...] | None = None


class CalendarFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says and the calendar keeps as it stands; `begins` is a day such as "1 August".

    `source` says who publishes the dates, and of which years those in the file are certain. `country` is its code of
    two letters (ISO 3166). With `decimal_comma` people there write 3,5 for three and a half; not said, the country
    tells.
    """

    name: str
    title: str
    begins: str
    label: LabelStyle
    source: str = ""
    day_order: DayOrder = DayOrder.DAY_FIRST
    country: str = ""
    decimal_comma: bool | None = None
    words: CalendarWords = CalendarWords()
    parts_each_year: tuple[PartPattern, ...] = msgspec.field(name="parts", default=())
    holidays_each_year: tuple[HolidayPattern, ...] = msgspec.field(name="holidays", default=())


class CalendarTable(CalendarFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole calendar file; `years` holds real dates by the label of their year."""

    years: dict[str, YearOverlay] = {}


# Twenty-eight years running begin on every weekday, with and without a leap day: a pattern sound in these always is.
# Easter is at its earliest in 2008 and at its latest in 2038.
_SAMPLE_YEARS = (*range(2000, 2028), 2038)
_PART_WORDS = r"\b(?:term|semester)\b"
_COMPARE_HINT = "Compare it with one of the calendars that come with the program."


class Calendar(CalendarFields, frozen=True, kw_only=True, cache_hash=True):
    """A school calendar. Built and checked by `build_calendar`; all it says is worked out from its file."""

    years: tuple[tuple[str, YearOverlay], ...] = ()

    @property
    def has_decimal_comma(self) -> bool:
        """Whether a comma stands before decimals: as the file says, else as is usual in the country."""
        return self.country in DECIMAL_COMMA if self.decimal_comma is None else self.decimal_comma

    def find_year(self, day: date) -> SchoolYear:
        """Return the one school year that holds `day`."""
        return self._build_year(self._find_start_year(day))

    def find_year_by_label(self, label: str) -> SchoolYear:
        """Return the school year so labelled, in any of its spellings; raise UnreadableDate when it is not certain."""
        return self._build_year(parse_year_label(label, self.label, self.words.year))

    def list_parts(self, year: SchoolYear) -> tuple[YearPart, ...]:
        """Return the year's terms or semesters in order; empty where the calendar names none."""
        return self._find_term_dates(year.period.begin).parts

    def find_part(self, day: date) -> YearPart | None:
        """Return the term or semester that holds `day`, or None in the holidays."""
        return next((part for part in self._find_term_dates(day).parts if day in part.period), None)

    def find_part_by_name(self, year: SchoolYear, name: str) -> YearPart:
        """Return the year's part called `name`, with or without the word "term" or "semester", in any case.

        Raises NotFound, listing the names there are.
        """
        parts, asked = self.list_parts(year), _strip_part_word(name)
        if found := [part for part in parts if asked and asked == _strip_part_word(part.name)]:
            return found[0]
        names = [part.name for part in parts]
        known = f"There is {', '.join(names)}." if names else "Its calendar names no terms."
        raise NotFound(f"There is no “{name}” in {year.label}.", known + suggest_nearest(name, names))

    def list_holidays(self, year: SchoolYear) -> tuple[Holiday, ...]:
        """Return the year's holidays in order, the time between and around its parts among them."""
        return self._find_term_dates(year.period.begin).holidays

    def list_named_times(self, year: SchoolYear) -> tuple[YearPart | Holiday, ...]:
        """Return whatever has a name in the year: its parts, its holidays, and the holidays within those."""
        dates = self._find_term_dates(year.period.begin)
        named = (holiday for holiday in (*dates.holidays, *dates.within) if holiday.name != UNNAMED_HOLIDAY)
        return (*dates.parts, *named)

    def find_holiday(self, day: date) -> Holiday | None:
        """Return the holiday that holds `day`, or None; the shortest where several do."""
        found = [holiday for holiday in self._find_term_dates(day).holidays if day in holiday.period]
        return min(found, key=lambda holiday: holiday.period.days, default=None)

    def is_teaching_day(self, day: date) -> bool:
        """Whether `day` is a weekday outside every holiday; every weekday is, in a year with no parts or holidays."""
        return self.count_teaching_days(Period.of_day(day)) == 1

    def count_teaching_days(self, period: Period) -> int:
        """Return how many teaching days the period holds."""
        first, last = self._find_start_year(period.begin), self._find_start_year(period.end)
        whole = sum(len(_get_teaching_ordinals(self, start)) for start in range(first, last))
        before = bisect_left(_get_teaching_ordinals(self, first), period.begin.toordinal())
        return whole + bisect_left(_get_teaching_ordinals(self, last), period.end.toordinal()) - before

    def add_teaching_days(self, day: date, n: int) -> date:
        """Return the `n`-th teaching day after `day`; `day` itself for 0.

        Raises UsageMistake for a negative `n`, and when the calendar has no teaching days for ten years.
        """
        if n < 0:
            raise UsageMistake(f"{n} is no number of teaching days.", "Give 0 or more.")
        if n == 0:
            return day
        start, wanted = self._find_start_year(day), n
        index, empty = bisect_right(_get_teaching_ordinals(self, start), day.toordinal()), 0
        while empty < 10:
            teaching = _get_teaching_ordinals(self, start)
            if index + wanted <= len(teaching):
                return date.fromordinal(teaching[index + wanted - 1])
            empty = 0 if teaching else empty + 1
            wanted, index, start = wanted - (len(teaching) - index), 0, start + 1
        raise UsageMistake(f"The calendar “{self.name}” has no teaching days.", "Shorten its holidays.")

    def subtract_teaching_days(self, day: date, n: int) -> date:
        """Return the `n`-th teaching day before `day`, `n` being 1 or more.

        Raises UsageMistake where there have not been so many since days are kept.
        """
        start, wanted = self._find_start_year(day), n
        teaching = _get_teaching_ordinals(self, start)
        teaching = teaching[: bisect_left(teaching, day.toordinal())]
        while wanted > len(teaching):
            wanted, start = wanted - len(teaching), start - 1
            if start < FIRST_START:
                raise UsageMistake(f"{n} teaching days ago lies before 1950.", "Name the day itself.")
            teaching = _get_teaching_ordinals(self, start)
        return date.fromordinal(teaching[-wanted])

    def find_guess(self, year: SchoolYear) -> str:
        """Return what of the year is only a pattern: "dates", "terms", "holidays", or nothing.

        Dates are certain where the file has them under the year's label; a calendar without any pattern guesses none.
        """
        overlay = dict(self.years).get(year.label, YearOverlay())
        terms = overlay.parts is None and bool(self.parts_each_year)
        holidays = overlay.holidays is None and bool(self.holidays_each_year)
        return "dates" if terms and holidays else "terms" if terms else "holidays" if holidays else ""

    def compute_week_number(self, day: date) -> int:
        """Return the number of the week, Monday to Sunday, holidays counted.

        Week 1 holds the first day of the year's first part (of the year itself where it has no parts). Days of the same
        school year before it give 0, -1 and so on.
        """
        parts = self._find_term_dates(day).parts
        first = parts[0].period.begin if parts else self.find_year(day).period.begin
        return (day - first + timedelta(days=first.weekday())).days // 7 + 1

    def is_last_week(self, day: date) -> bool:
        """Say whether a day is of the seven in which its school year's last part ends, else the year itself."""
        year = self.find_year(day)
        parts = self.list_parts(year)
        last = parts[-1].period.last if parts else year.period.last
        return last - timedelta(days=7) < day <= last

    def find_year_start(self, year: int) -> date:
        """Return the day in the calendar year `year` on which a school year begins."""
        begins = parse_day_pattern(self.begins)
        return date(year, begins.month, begins.day)

    def lay_out(self, start: int) -> TermDates:
        """Return the school year that begins in the calendar year `start`, worked out afresh.

        Raises ValueError, worded for a person, when its dates contradict each other.
        """
        begins, year = parse_day_pattern(self.begins), self._build_year(start)
        overlay = dict(self.years).get(year.label, YearOverlay())
        parts, holidays = overlay.parts, overlay.holidays
        if parts is None:
            parts = tuple(pattern.place_in_year(begins, start) for pattern in self.parts_each_year)
        if holidays is None:
            holidays = tuple(day for each in self.holidays_each_year for day in each.place_in_year(begins, start))
        return build_term_dates(year, parts, holidays)

    def _find_start_year(self, day: date) -> int:
        begins = parse_day_pattern(self.begins)
        year = day.year if (day.month, day.day) >= (begins.month, begins.day) else day.year - 1
        return min(max(year, MINYEAR + 1), MAXYEAR - 2)  # days that an edit brought in from the ends of time

    def _build_year(self, start: int) -> SchoolYear:
        period = Period(self.find_year_start(start), self.find_year_start(start + 1))
        return SchoolYear(format_year_label(start, self.label), period)

    def _find_term_dates(self, day: date) -> TermDates:
        return _get_term_dates(self, self._find_start_year(day))


@lru_cache(maxsize=1024)
def _get_term_dates(calendar: Calendar, start: int) -> TermDates:
    """Return a year of the calendar, laid out once and kept: a pulse asks for the same few years over and over."""
    return calendar.lay_out(start)


@lru_cache(maxsize=1024)
def _get_teaching_ordinals(calendar: Calendar, start: int) -> tuple[int, ...]:
    """Return the ordinals of the teaching days of a year, worked out once and kept."""
    begins = calendar.find_year_start(start), calendar.find_year_start(start + 1)
    return list_teaching_ordinals(Period(*begins), _get_term_dates(calendar, start).holidays)


def _strip_part_word(name: str) -> str:
    return " ".join(re.sub(_PART_WORDS, " ", name.casefold()).split())


def build_calendar(table: dict[str, object], source: str) -> Calendar:
    """Return the calendar that a parsed file describes, checked for every kind of year.

    `source` is what to call the file in errors. Raises UsageMistake, naming the file and the place in it, for unknown
    keys, days that do not exist, and parts or holidays that overlap, run backwards or leave their year.
    """
    calendar = read_calendar(table, source)
    try:
        for start in _SAMPLE_YEARS:
            calendar.lay_out(start)
        for label, _ in calendar.years:
            calendar.lay_out(calendar.find_year_by_label(label).period.begin.year)
    except ValueError as mistake:
        raise _build_dates_error(source, mistake) from mistake
    return calendar


def read_calendar(table: dict[str, object], source: str) -> Calendar:
    """Return the calendar that a parsed file describes, its years unchecked. Raises as `build_calendar` does."""
    try:
        return _convert_table(msgspec.convert(table, CalendarTable))
    except msgspec.ValidationError as mistake:
        told, _, place = str(mistake).replace("`", "").partition(" - at $")
        where = f" (at {place.lstrip('.')})" if place else ""
        raise UsageMistake(f"The calendar {source} cannot be used: {told}{where}.", _COMPARE_HINT) from mistake
    except ValueError as mistake:
        raise _build_dates_error(source, mistake) from mistake


def _build_dates_error(source: str, mistake: ValueError) -> UsageMistake:
    return UsageMistake(f"The calendar {source} cannot be used: {mistake}.", "Correct its dates.")


def _convert_table(written: CalendarTable) -> Calendar:
    """Return the calendar with its overlays under the labels it uses itself."""
    begins = parse_day_pattern(written.begins)
    if begins != DayPattern(begins.month, begins.day):
        raise ValueError(f"begins = “{written.begins}” must be the same day each year, such as “1 August”")
    if written.country and not re.fullmatch("[A-Za-z]{2}", written.country):
        raise ValueError(f"country = “{written.country}” must be a country's code of two letters, such as “GB”")
    fields = {name: getattr(written, name) for name in CalendarFields.__struct_fields__}
    calendar = Calendar(**{**fields, "country": written.country.upper()})
    years: dict[str, YearOverlay] = {}
    for label, overlay in written.years.items():
        try:
            own = calendar.find_year_by_label(label).label
        except UnreadableDate as mistake:
            hint = str(mistake.hint).removesuffix(".")
            raise ValueError(f"years.“{label}” is no year of this calendar. {hint}") from mistake
        if own in years:
            raise ValueError(f"years.“{label}” is written twice")
        years[own] = overlay
    return msgspec.structs.replace(calendar, years=tuple(years.items()))
