"""School years and their labels: `2025-26` where a year crosses New Year, `2026` where it does not."""

import re
from enum import StrEnum

import msgspec

from enquiry.dates.period import Period
from enquiry.errors import UnreadableDate

_PREFIX = r"(?:session|school year|year)"
_LABEL = r"(?P<first>[0-9]{4})(?:[-/–](?P<second>[0-9]{2}|[0-9]{4}))?"
_SHORT_LABEL = r"(?P<first>[0-9]{2})[-/–](?P<second>[0-9]{2})"
FIRST_START, LAST_START = 1949, 2100


class LabelStyle(StrEnum):
    """How a calendar names its years: by both calendar years, or by one."""

    SPLIT = "split"
    SINGLE = "single"


class SchoolYear(msgspec.Struct, frozen=True):
    """One school year: its label and the days it holds."""

    label: str
    period: Period


def format_year_label(start: int, style: LabelStyle) -> str:
    """Return the label of the school year that begins in the calendar year `start`.

    A single label is the calendar year in which the school year begins.
    """
    return f"{start}-{(start + 1) % 100:02}" if style is LabelStyle.SPLIT else str(start)


def parse_year_label(text: str, style: LabelStyle, word: str) -> int:
    """Return the calendar year in which the school year `text` begins.

    `word` is the country's own word for a year, which may stand before the label, as may "session", "school year" and
    "year". Reads "2025-26", "2025/26", "2025-2026" and "25/26" in the split style and "2026" in the single one; two
    figures from 50 on are of the last century. Raises UnreadableDate, whose hint names the labels it could have meant.
    """
    said = " ".join(text.casefold().split())
    said = re.sub(rf"^(?:{_PREFIX}|{re.escape(word.casefold())}) ", "", said)
    found = re.fullmatch(_LABEL, said) or re.fullmatch(_SHORT_LABEL, said)
    if found is None:
        example = format_year_label(2025, style)
        raise UnreadableDate(f"I can't read “{text}” as a {word}.", f"A {word} is written {example}.")
    first, second = int(found["first"]), found["second"]
    if len(found["first"]) == 2:
        first += 1900 if first >= 50 else 2000
    follows = first + 1
    is_whole = second is None if style is LabelStyle.SINGLE else second in (str(follows), f"{follows % 100:02}")
    if not is_whole:
        # A bare 2025 on a split calendar may be the year it begins or the year it ends in; every other label that does
        # not fit (2025-27) begins with a year that is certain, and has a doubtful second half.
        begins = first - 1 if style is LabelStyle.SPLIT and second is None else first
        labels = f"{format_year_label(begins, style)} or {format_year_label(begins + 1, style)}"
        raise UnreadableDate(f"I can't tell which {word} “{text}” means.", f"Write {labels}.")
    if not FIRST_START <= first <= LAST_START:
        raise UnreadableDate(f"The {word} “{text}” is too far away.", "Years from 1950 to 2100 can be used.")
    return first
