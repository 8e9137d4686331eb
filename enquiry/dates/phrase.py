"""The context of the rules that read dates: the text, today, the calendar, and where a bare weekday is looked for."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

import msgspec

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import EARLIEST, LATEST, MONTHS, Period
from enquiry.errors import UnreadableDate

DateBias = Literal["past", "future"]
_MAX_QUOTED = 60
_ACCEPTED_FORMS = 'Say it as today, yesterday, "last tuesday", "3 weeks ago", "20 nov", {figures} or 2026-11-20.'

_FIRST_WORDS = {
    *("next", "last", "this", "the", "in", "a", "on", "first", "start", "end", "week", "term"),
    "after",
    "before",
    "from",
}
"""What a day of several words begins with: all that a shell leaves of it without quotes."""


class PhraseContext(msgspec.Struct, frozen=True):
    """One text to be read: `text` as it was typed, `said` as the rules read it, and what its meaning rests on.

    `lean` says on which side of today a day is looked for that is named without its year.
    """

    text: str
    said: str
    today: date
    calendar: Calendar
    lean: DateBias

    def pick_nearest(self, periods: Iterable[Period]) -> Period | None:
        """Return the nearest period on the side leant to: the last one begun, or the first one not yet over.

        The only one there is, is meant whichever side it lies on.
        """
        all_such = list(periods)
        if len(all_such) == 1:
            return all_such[0]
        if self.lean == "past":
            return max((period for period in all_such if period.begin <= self.today), default=None)
        return min((period for period in all_such if period.last >= self.today), default=None)

    def build_day(self, year: int, month: int, day: int) -> Period:
        """Return that day; raise UnreadableDate, saying why, when there is none."""
        self.check_year(year)
        if not 1 <= month <= 12:
            raise self.refuse(f"there is no month {month}")
        length = monthrange(year, month)[1]
        if not 1 <= day <= length:
            raise self.refuse(f"{MONTHS[month - 1]} {year} has {length} days")
        return Period.of_day(date(year, month, day))

    def build_month(self, year: int, month: int) -> Period:
        """Return that month whole; raise UnreadableDate when there is none."""
        first = self.build_day(year, month, 1).begin
        return Period.through(first, first.replace(day=monthrange(year, month)[1]))

    def pick_day(self, month: int, day: int) -> Period:
        """Return the nearest day of that month and number on the side leant to; today may be it in either lean.

        Raises UnreadableDate where the year it would fall in has no such day: 29 February is never another year's.
        """
        named, now = (month, day), (self.today.month, self.today.day)
        step = -1 if self.lean == "past" and named > now else 1 if self.lean == "future" and named < now else 0
        return self.build_day(self.today.year + step, month, day)

    def parse_year(self, text: str) -> int:
        """Return the year that `text` writes with four figures, or with two: 26 is 2026, for ten years to come."""
        year = int(text)
        if len(text) == 4:
            return year
        if len(text) != 2 or 2000 + year > self.today.year + 10:
            raise self.refuse("the year must have four digits", "Write it as 20 Nov 2026, or as 2026-11-20.")
        return 2000 + year

    def check_year(self, year: int) -> None:
        """Raise UnreadableDate for a year that days are not kept in."""
        if not EARLIEST.year <= year <= LATEST.year:
            raise self.refuse("years from 1950 to 2100 can be used")

    def check_range(self, period: Period) -> Period:
        """Return the period, or raise UnreadableDate when some of it lies outside 1950 to 2100."""
        self.check_year(period.begin.year)
        self.check_year(period.last.year)
        return period

    def refuse(self, reason: str = "", hint: str = "") -> UnreadableDate:
        """Return the error that quotes the text, gives the reason and names the accepted forms (or gives `hint`)."""
        quoted = " ".join(self.text.split())
        quoted = quoted if len(quoted) <= _MAX_QUOTED else f"{quoted[:_MAX_QUOTED]}…"
        if not quoted:
            return UnreadableDate("There is no day to read: the text is empty.", hint or self.forms)
        why = f": {reason}." if reason else "."
        if not reason and (quoted.isdecimal() or quoted.casefold() in _FIRST_WORDS):
            hint = f"{self.forms} One of several words needs quotes."
        return UnreadableDate(f"I can't read “{quoted}” as a day{why}", hint or self.forms)

    @property
    def forms(self) -> str:
        """The accepted forms in brief, figures in the calendar's own order."""
        figures = "11/20/2026" if self.calendar.day_order.value == "mdy" else "20/11/2026"
        return _ACCEPTED_FORMS.format(figures=figures)


def build_phrase_context(text: str, *, today: date, calendar: Calendar, lean: DateBias) -> PhraseContext:
    """Return the text ready to be read: in lower case, single-spaced, without commas, the full stop of "Nov." or "on".

    A month that stands between signs, as in 20-Nov-2026, stands between spaces.
    """
    plain = text.casefold().replace(",", " ").replace("–", "-").replace("’", "'")
    plain = re.sub(r"(?<=[0-9])[-/.](?=[a-z]{3})|(?<=[a-z]{3})[-/.](?=[0-9])", " ", plain)
    said = " ".join(re.sub(r"(?<=[a-z])\.(?=\s|$)", " ", plain).split())
    return PhraseContext(text, said.removeprefix("on "), today, calendar, lean)


PhraseRule = Callable[[PhraseContext], Period | None]
