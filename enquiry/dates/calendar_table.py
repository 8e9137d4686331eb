"""What a calendar's file may say, key by key."""

from enum import StrEnum

import msgspec

from enquiry.dates.pattern import DatedHoliday, DatedPart, HolidayPattern, PartPattern
from enquiry.dates.school_year import LabelStyle


class DayOrder(StrEnum):
    """Which comes first in 1/2/2026: the day or the month."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country's words for a year, for learners, and for the meeting at which a year's work is talked over."""

    year: str = "year"
    learners: str = "learners"
    review_meeting: str = "review meeting"


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The real dates of one year. A list that is given replaces the pattern's; one left out keeps it."""

    parts: tuple[DatedPart, ...] | None = None
    holidays: tuple[DatedHoliday, ...] | None = None


class CalendarFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says and the calendar keeps as it stands; `begins` is a day such as "1 August"."""

    name: str
    title: str
    begins: str
    label: LabelStyle
    day_order: DayOrder = DayOrder.DAY_FIRST
    words: Words = Words()
    parts_each_year: tuple[PartPattern, ...] = msgspec.field(name="parts", default=())
    holidays_each_year: tuple[HolidayPattern, ...] = msgspec.field(name="holidays", default=())


class CalendarTable(CalendarFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole calendar file; `years` holds real dates by the label of their year."""

    years: dict[str, Overlay] = {}
