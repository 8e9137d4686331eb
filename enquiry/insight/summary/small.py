"""Small counts: fewer than five learners are never counted out outside the journal."""

import re

from enquiry.insight.measures.series import Point
from enquiry.model.measure import plain_number

FEWEST = 5
"""Counts of learners below this are never told outside the journal."""


_FEW = re.compile(
    r"(?<![\d.,])\b(?:[1-4]|one|two|three|four)\s+"
    r"(?:of\s+(?:\d+|the\w*)|pupils?|learners?|child(?:ren)?|students?|girls?|boys?|readers?|ākonga)\b",
    re.IGNORECASE,
)


def speaks_of_few(text: str) -> bool:
    """Say whether a person's own words count fewer than five learners: "Four pupils", "3 of 24".

    Words are never changed; they are pointed at before they leave.
    """
    return bool(_FEW.search(text))


def learners(count: int) -> str:
    """Return a count of learners as it may leave the journal."""
    return f"fewer than {FEWEST}" if count < FEWEST else str(count)


def is_few(point: Point, unit: str) -> bool:
    """Say whether a value counts fewer than five learners: a whole number "of 24", unless it is about other than 24."""
    counts = isinstance(point.value, int) and point.sd is None and unit.startswith("of ")
    return counts and point.n in (None, _of(unit)) and point.value < FEWEST


def _of(unit: str) -> int | None:
    return int(number) if (number := unit.removeprefix("of ")).isdecimal() else None


def value_told(point: Point, unit: str) -> str:
    """Return a value with its unit, standard deviation and number of learners, small counts held back."""
    value = f"fewer than {FEWEST}" if is_few(point, unit) else plain_number(point.value)
    aside = [f"SD {plain_number(point.sd)}"] if point.sd is not None else []
    aside += [f"n {learners(point.n)}"] if point.n else []
    whole = f"{value}{'' if unit in ('', '%') else ' '}{unit}"
    return f"{whole} ({', '.join(aside)})" if aside else whole
