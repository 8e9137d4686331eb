"""Amounts as people write them: counts with their denominator, shares, durations, feet and inches, plain numbers.

What is not certain is refused rather than read in part: a unit holds no figures, but after a word such as "per".
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.model.choices import Counted
from enquiry.model.text import fold_words

Number = int | float

_PLAIN = r"[-+]?(?:\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})"
_GROUPED = r"[-+]?\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,9})?"
_COMMA = r"[-+]?(?:\d{1,12}(?:[.,]\d{1,9})?|[.,]\d{1,9})"
_UNIT = r"(?P<unit>(?:[^\W\d_]|%|[°$£€(/]).*)?"
_FIGURES_IN_UNIT = r"(?<![\d\[])(?<!\bper )(?<!\bin )(?<!\bof )(?<!\bwithin )(?<!\bevery )\d|_"

_TIME = (
    r"(?:(?P<h>\d{1,4})\s*(?:h|hrs?|hours?)\s*)?"
    r"(?:(?P<m>\d{1,5})\s*(?:m|mins?|minutes?)\s*)?"
    r"(?:(?P<s>\d{1,2}(?:\.\d{1,3})?)\s*(?:s|secs?|seconds?)?)?"
)
_FEET = (
    r"(?P<feet>\d{1,3})\s*(?:'|′|’|ft|feet|foot)\s*"
    r"(?P<inches>\d{1,2}(?:\.\d{1,3})?)\s*(?:\"|″|”|''|in|ins|inch|inches)?"
)
_SECONDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
_COUNTED = {
    **dict.fromkeys(
        ("learners", "learner", "pupils", "pupil", "students", "student", "children", "child", "ākonga"),
        Counted.LEARNERS,
    ),
    **dict.fromkeys(("teachers", "teacher"), Counted.TEACHERS),
    **dict.fromkeys(("staff", "colleagues", "colleague"), Counted.STAFF),
    **dict.fromkeys(("families", "family", "parents", "parent", "carers"), Counted.FAMILIES),
    **dict.fromkeys(("people", "person"), Counted.PEOPLE),
    **dict.fromkeys(("points", "point", "marks", "mark"), Counted.POINTS),
    **dict.fromkeys(("times", "time"), Counted.TIMES),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), Counted.MINUTES),
}
"""What a unit says of what is counted, where it is certain."""

_MISTAKES = (
    (r"\d\s*(?:to|-|–|—)\s*\d", "A range is not one value: write its middle, or keep its two ends as two measures."),
    (r"\d:\d", "Write a duration as 2m30s or 1h 5m."),
    (r"(?:of|/)\s*-?0+(?:[.,]0+)?\s*(?:\D|$)", "What stands after “of” is how many there were: one at least."),
    (r"\d,\d", "Write a decimal with a point, as in 3.5, and a thousand as 1,200 or 1200."),
    (r"\d(?:x|_|e[-+]?)\w", "Write the number in plain figures, such as 1000."),
    (r"\d\s*[^\W\d]+\s*\d", "Write one number and its unit; a duration as 2m30s, a height as 5ft 10in."),
    (r"^\D+$", "Write a number; a word is read where the measure's levels were named in their order."),
)
"""What is often written in place of an amount, and what to do; the first that fits is told."""


class Amount(NamedTuple):
    """A number, of how many where that was said, its unit, and what is counted where the words leave no doubt."""

    value: Number
    of: Number | None = None
    unit: str = ""
    counts: Counted | None = None


def parse_amount(text: str, *, decimal_comma: bool = False) -> Amount | None:
    """Return the amount in `5 of 24`, `5/24 pupils`, `50%`, `2m30s`, `5ft 10in`, `1,200` or `.5 s`; None for no such.

    With `decimal_comma` a comma stands before decimals, as in the country of the calendar. A duration of several
    parts is told in the smallest of them, a height in inches.
    """
    text = " ".join(text.split()).replace("−", "-")
    if parts := _parse_parts(text):
        return parts
    number = _COMMA if decimal_comma else rf"(?:{_GROUPED}|{_PLAIN})"
    share = rf"({number})\s*(?:/|\bout of\b|\bof\b)\s*(?:the )?({number})(?![\d.,:/–-])\s*{_UNIT}"
    if found := re.fullmatch(share, text, re.IGNORECASE):
        value, of = (_parse_number(found[place], decimal_comma=decimal_comma) for place in (1, 2))
        unit = (found["unit"] or "").strip()
        if of < 1 or value < 0 or re.search(_FIGURES_IN_UNIT, unit):
            return None
        counts = _COUNTED.get(unit.casefold())
        return Amount(value, of, "" if counts and (counts.are_people or counts is Counted.POINTS) else unit, counts)
    found = re.fullmatch(rf"({number})(?![\d.,:/–-])\s*{_UNIT}", text)
    unit = re.sub(r"^per ?cent\b", "%", (found["unit"] or "").strip(), flags=re.IGNORECASE) if found else ""
    if not found or re.search(_FIGURES_IN_UNIT, unit):
        return None
    counts = _COUNTED.get(unit.casefold())
    value = _parse_number(found[1], decimal_comma=decimal_comma)
    return Amount(value, None, "" if counts and counts.are_people else unit, counts)


def suggest_amount(text: str) -> str:
    """Return what to do about a text that is no amount, by the mistake that was most likely made."""
    usual = 'Write it as --measure "words per minute=78", or as "explain=5 of 24".'
    return next((hint for pattern, hint in _MISTAKES if re.search(pattern, text, re.IGNORECASE)), usual)


def convert_time(amount: Amount, unit: str) -> Amount | None:
    """Return a time in another unit of time; None where either is no unit of time."""
    was, wanted = _SECONDS.get(amount.unit.casefold()), _SECONDS.get(unit.casefold())
    if amount.of is not None or not was or not wanted:
        return None
    seconds = amount.value * was
    value = seconds // wanted if isinstance(seconds, int) and seconds % wanted == 0 else round(seconds / wanted, 9)
    return Amount(value, None, unit, amount.counts)


# --- Tallies: how many of a whole class stand at each of a measure's levels, "emerging 4, developing 12, secure 8".


_ORDER = 'Write every level with its number, the lowest first: --measure "maths=emerging 4, developing 12, secure 8"'
_NAME = r"[^\W\d_](?:[^:]*[^\s:])?"
_PARTS = (rf"(?P<name>{_NAME})\s*[ :]\s*(?P<count>\d{{1,6}})", rf"(?P<count>\d{{1,6}})\s+(?P<name>{_NAME})")


class ParsedTally(NamedTuple):
    """The levels of a tally in their order, and how many stand at each."""

    levels: tuple[str, ...]
    counts: tuple[int, ...]


def is_tally(written: str) -> bool:
    """Say whether a text reads as levels with their numbers: two of them or more, or one after its name."""
    parts = [part.strip() for part in re.split(r"[,;]", written)]
    found = [next(filter(None, (re.fullmatch(pattern, part) for pattern in _PARTS)), None) for part in parts]
    names = [one["name"].casefold() for one in found if one]
    if any(name in (*_SECONDS, *_COUNTED) or name.startswith("of ") for name in names):
        return False
    return all(found) and (len(parts) > 1 or bool(re.fullmatch(_PARTS[0], parts[0])))


def parse_tally(written: str, levels: Sequence[str]) -> ParsedTally | None:
    """Return the tally in a text; None for a text that is none. Without `levels` its own are taken, as written.

    A level that is not named has nobody. Raises UsageMistake for a level that is none of those there are, one that
    stands twice, and a tally of nobody.
    """
    if not is_tally(written) or (not levels and not re.search(r"[,;]", written)):
        return None
    known, held = {fold_words(level): level for level in levels}, dict[str, int]()
    for part in re.split(r"[,;]", written):
        both = [match for pattern in _PARTS if (match := re.fullmatch(pattern, part.strip()))]
        best = next(
            (match for match in both if fold_words(match["name"]) in known), both[0]
        )  # of “level 3 5” the known
        name, count = " ".join(best["name"].split()), int(best["count"])
        if known and fold_words(name) not in known:
            raise UsageMistake(f"“{name}” is none of the levels.", f"They are: {', '.join(levels)}.")
        name = known.get(fold_words(name), name)
        if fold_words(name) in map(fold_words, held):
            raise UsageMistake(f"The level “{name}” stands twice.", _ORDER)
        held[name] = count
    if not sum(held.values()):
        raise UsageMistake(f"“{written.strip()}” counts nobody.", _ORDER)
    order = tuple(levels) or tuple(held)
    return ParsedTally(order, tuple(held.get(level, 0) for level in order))


def find_middle_level(counts: Sequence[int]) -> int:
    """Return the level, from 1, at which the middle one of all stands; of an even number the lower of two."""
    half = (sum(counts) + 1) // 2
    return next(place for place, up_to in enumerate(accumulate(counts), 1) if up_to >= half)


# --- The parts of an amount.


def _parse_parts(text: str) -> Amount | None:
    """Return a duration of several parts or a height; two figures without a unit belong to the part that comes next."""
    if (found := re.fullmatch(_FEET, text, re.IGNORECASE)) and float(found["inches"]) < 12:
        return Amount(int(found["feet"]) * 12 + _parse_number(found["inches"]), None, "in")
    found = re.fullmatch(_TIME, text, re.IGNORECASE)
    parts = {name: part for name, part in (found.groupdict() if found else {}).items() if part}
    if len(parts) < 2 or re.search(r"(?:m ?\d+|\D\d)$", text):  # 2m30 may be metres, and 5 min 3 a slip
        return None
    if "m" not in parts and text[-1].isdigit():  # 1h30
        parts = {"h": parts["h"], "m": parts["s"]}
    if ("h" in parts and float(parts.get("m", 0)) >= 60) or float(parts.get("s", 0)) >= 60:
        return None
    if "s" in parts:
        seconds = int(parts.get("h", 0)) * 3600 + int(parts.get("m", 0)) * 60 + _parse_number(parts["s"])
        return Amount(seconds, None, "s")
    return Amount(int(parts["h"]) * 60 + int(parts["m"]), None, "min", Counted.MINUTES)


def _parse_number(written: str, *, decimal_comma: bool = False) -> Number:
    plain = written.replace(",", "." if decimal_comma else "")
    return float(plain) if "." in plain else int(plain)
