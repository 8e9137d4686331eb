"""Read days counted from today: "yesterday", "last tuesday", "3 weeks ago", "in a month", "last week"."""

import re
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from enquiry.dates.period import NUMBERS, Period, find_weekday
from enquiry.dates.phrase import PhraseContext

_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_WEEKDAY = re.compile(r"(?:(?P<which>last|this|next) )?(?P<day>[a-z]+)")
_AMOUNT = rf"(?P<count>[0-9]{{1,5}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|fortnight|month|year)s?"
_AGO = re.compile(rf"{_AMOUNT} ago")
_AHEAD = re.compile(rf"in {_AMOUNT}")
_WEEK_OR_MONTH = re.compile(r"(?P<which>last|this|next) (?P<unit>week|month)")
RELATIVE_STEPS = {"last": -1, "this": 0, "next": 1}


def read_near_day(asked: PhraseContext) -> Period | None:
    """Read today, yesterday, tomorrow and the days beside those."""
    step = _NEAR_DAYS.get(re.sub("^the (?=day )", "", asked.said))
    return None if step is None else Period.of_day(asked.today + timedelta(days=step))


def read_weekday(asked: PhraseContext) -> Period | None:
    """Read a weekday, bare or with last, this or next.

    "last" is strictly before today and "next" strictly after it, seven days off at most; "this" lies in the present
    week, Monday to Sunday. A bare weekday leans: to the past it may be today, to the future it may not, for nobody
    calls today "Tuesday" when saying when to look next.
    """
    found = _WEEKDAY.fullmatch(asked.said)
    wanted = find_weekday(found["day"]) if found else None
    if found is None or wanted is None:
        return None
    today = asked.today.weekday()
    match found["which"]:
        case "this":
            step = wanted - today
        case "last":
            step = (wanted - today) % 7 - 7
        case "next":
            step = (wanted - today - 1) % 7 + 1
        case _:
            step = -((today - wanted) % 7) if asked.lean == "past" else (wanted - today - 1) % 7 + 1
    return Period.of_day(asked.today + timedelta(days=step))


def read_offset(asked: PhraseContext) -> Period | None:
    """Read "3 weeks ago", "a fortnight ago", "in 2 months", with figures or number words to twelve.

    A month ago is the same day of the month, or the month's last day where it is shorter.
    """
    ago, ahead = _AGO.fullmatch(asked.said), _AHEAD.fullmatch(asked.said)
    found = ago or ahead
    if found is None:
        return None
    count = (NUMBERS.get(found["count"]) or int(found["count"])) * (-1 if ago else 1)
    unit = found["unit"]
    try:
        if unit in ("month", "year"):
            return Period.of_day(asked.today + (relativedelta(months=count * (1 if unit == "month" else 12))))
        return Period.of_day(asked.today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    except (ValueError, OverflowError):  # further than any calendar reaches
        raise asked.refuse("years from 1950 to 2100 can be used") from None


def read_week_or_month(asked: PhraseContext) -> Period | None:
    """Read last, this and next week (Monday to Sunday) and month (of the calendar)."""
    found = _WEEK_OR_MONTH.fullmatch(asked.said)
    if found is None:
        return None
    step = RELATIVE_STEPS[found["which"]]
    if found["unit"] == "week":
        monday = asked.today + timedelta(days=7 * step - asked.today.weekday())
        return Period(monday, monday + timedelta(days=7))
    first = asked.today.replace(day=1) + relativedelta(months=step)
    return Period(first, first + relativedelta(months=1))
