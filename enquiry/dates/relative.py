"""Read days counted from today: "yesterday", "last tuesday", "tuesday week", "3 weeks ago", "in 20 teaching days"."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from enquiry.dates.period import NUMBERS, Period, find_weekday, spell
from enquiry.dates.phrase import PhraseContext
from enquiry.errors import UsageMistake

_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_NEAR_DAYS |= dict.fromkeys(("this morning", "this afternoon", "this evening", "tonight", "earlier today"), 0)
_NEAR_DAYS |= dict.fromkeys(("last night", "last evening"), -1)
_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?"
_WEEKDAY = re.compile(rf"(?:(?P<which>last|this|next) )?(?P<day>[a-z]+){_PART_OF_DAY}")
_WEEK_BESIDE = (
    re.compile(r"(?P<day>[a-z]+) (?P<unit>week|fortnight)"),
    re.compile(r"(?:an? |1 |one )?(?P<unit>week|fortnight) (?:(?P<how>on|from|past|last|ago) )?(?P<day>[a-z]+)"),
)
_COUNT = rf"(?P<count>[0-9]{{1,5}}|{'|'.join(NUMBERS)})"
_AMOUNT = rf"{_COUNT} (?P<unit>day|week|fortnight|month|year|(?:teaching|school) day)(?:s|'s|s')?"
_AGO = re.compile(rf"(?:{_AMOUNT}|(?P<one>day|week|fortnight|month|year)) ago")
_AHEAD = re.compile(rf"in {_AMOUNT}(?: time)?|{_AMOUNT.replace('?P<count>', '').replace('?P<unit>', '')} from now")
_WEEK_OR_MONTH = re.compile(r"(?P<which>last|this|next) (?P<unit>week|month)")
RELATIVE_STEPS = {"last": -1, "this": 0, "next": 1}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def read_near_day(asked: PhraseContext) -> Period | None:
    """Read today, yesterday, tomorrow and the days beside those, and parts of them."""
    said = re.sub("^the (?=day )", "", asked.said)
    whole = re.sub(r"^(yesterday|tomorrow) (?:morning|afternoon|evening|night)$", r"\1", said)
    step = _NEAR_DAYS.get(whole)
    return None if step is None else Period.of_day(asked.today + timedelta(days=step))


def read_weekday(asked: PhraseContext) -> Period | None:
    """Read a weekday, bare or with last, this or next.

    "this" lies in the present week, Monday to Sunday, and "next" in the week after it, as in "next week": what is still
    to come in the present one is called by its bare name. "last" is the latest before today. A bare weekday leans: to
    the past it may be today, to the future it may not, for nobody calls today "Tuesday" when saying when to look next.
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
            step = wanted - today + 7
        case _:
            step = -((today - wanted) % 7) if asked.lean == "past" else (wanted - today - 1) % 7 + 1
    return Period.of_day(asked.today + timedelta(days=step))


def read_week_beside(asked: PhraseContext) -> Period | None:
    """Read "tuesday week" and "a fortnight on friday", and backwards "a week past tuesday" and "a week last tuesday".

    It is a week from the next such weekday, or before the last. On that weekday itself it may be counted from today or
    from the one a week off, so it is refused.
    """
    found = next((one for form in _WEEK_BESIDE if (one := form.fullmatch(asked.said))), None)
    if found is None:
        return None
    how, days = found.groupdict().get("how"), 7 if found["unit"] == "week" else 14
    back = how in ("past", "last", "ago")
    near, wanted = _NEAR_DAYS.get(found["day"]), find_weekday(found["day"])
    if near is not None and how not in ("past", "last"):
        return Period.of_day(asked.today + timedelta(days=near + (-days if back else days)))
    if wanted is None or how == "ago":
        return None
    step = (wanted - asked.today.weekday()) % 7
    if step == 0:
        sign = -1 if back else 1
        nearer, further = (spell(asked.today + timedelta(days=sign * far)) for far in (days, days + 7))
        raise asked.refuse(f"it may be {nearer} or {further}", "Give the day itself.")
    return Period.of_day(asked.today + timedelta(days=step - 7 - days if back else step + days))


def read_offset(asked: PhraseContext) -> Period | None:
    """Read "3 weeks ago", "fortnight ago", "in 2 months", "in a week's time", "in 20 teaching days".

    Counts are figures or number words to twelve. A month ago is the same day of the month, or the month's last day
    where it is shorter. Teaching days are counted by the calendar: in one is the next one after today.
    """
    ago, ahead = _AGO.fullmatch(asked.said), _AHEAD.fullmatch(asked.said.replace(" from today", " from now"))
    found = ago or ahead
    if found is None:
        return None
    words = [word for word in found.groups() if word]
    raw, unit = words if len(words) == 2 else ("a", words[0])
    count = NUMBERS.get(raw) or int(raw)
    try:
        return Period.of_day(_move(asked, -count if ago else count, unit))
    except (ValueError, OverflowError, UsageMistake):  # further than any calendar reaches
        raise asked.refuse("years from 1950 to 2100 can be used") from None


def _move(asked: PhraseContext, count: int, unit: str) -> date:
    """Return the day so many units from today, backwards for a negative count."""
    if unit.endswith(" day"):
        calendar = asked.calendar
        if count < 0:
            return calendar.subtract_teaching_days(asked.today, -count)
        return calendar.add_teaching_days(asked.today, count)
    if unit in ("month", "year"):
        return asked.today + relativedelta(months=count * (1 if unit == "month" else 12))
    return asked.today + timedelta(days=count * _DAYS[unit])


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
