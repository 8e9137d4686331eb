"""Days and times of day as other programs write them, the order of day and month settled once for a whole file."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from enquiry.errors import UsageMistake

DAY = r"(?:\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d\d?[./]\d\d?[./]\d{4})"
TIME = r"(?:\d\d?:\d\d(?::\d\d)?(?:\s*[AaPp]\.?[Mm]\.?)?)"
_MOMENT = re.compile(rf"({DAY})(?:[T, ]+({TIME}))?")


class FoundMoment(NamedTuple):
    """A day and the time of day there, if one was written."""

    day: date
    at: time | None


def find_day_order(days: Iterable[str], source: str) -> bool:
    """Say whether the month comes first in a file's days that begin with neither a year.

    Points part day and month in countries where the day comes first. Raises UsageMistake where days are in both
    orders, and where both orders fit them all.
    """
    slashed = [found for day in days if (found := re.fullmatch(r"(\d\d?)([./])(\d\d?)[./]\d{4}", day))]
    day_first = [found[0] for found in slashed if int(found[1]) > 12]
    month_first = [found[0] for found in slashed if int(found[3]) > 12]
    if day_first and month_first:
        words = f"{source} has days in two orders: {day_first[0]} and {month_first[0]}."
        raise UsageMistake(words, "Write them all as 2026-04-03 in a copy of the file; nothing was changed.")
    open_ones = [found for found in slashed if found[2] == "/"]
    if open_ones and not day_first and not month_first and any(found[1] != found[3] for found in open_ones):
        words = f"{source}: nothing tells whether {open_ones[0][0]} begins with the day or with the month."
        raise UsageMistake(words, "Write its days as 2026-04-03 in a copy of the file; nothing was changed.")
    return bool(month_first)


def parse_moment(written: str, *, month_first: bool = False) -> FoundMoment | None:
    """Return the day and time of day that a text begins with, or None where it begins with none that there is."""
    found = _MOMENT.match(written.strip())
    if not found:
        return None
    one, two, three = (int(part) for part in re.split("[-./]", found[1]))
    year, month, day = (one, two, three) if one > 31 else (three, one, two) if month_first else (three, two, one)
    try:
        return FoundMoment(date(year, month, day), parse_time(found[2] or ""))
    except ValueError:
        return None


def parse_time(written: str) -> time | None:
    """Return a time of day, as `16:20` or `4:20 PM`; None for nothing. Raises ValueError for one there is not."""
    found = re.fullmatch(r"(\d\d?):(\d\d)(?::(\d\d))?\s*(?:([AaPp])\.?[Mm]\.?)?", written)
    if not found:
        return None
    hour = int(found[1]) % 12 + 12 * (found[4] in "Pp") if found[4] else int(found[1])
    return time(hour, int(found[2]), int(found[3] or 0))
