"""Measures: something looked at in the same way more than once."""

import re
from math import floor, isfinite, log10

from enquiry.errors import UsageMistake
from enquiry.model.choices import BetterDirection
from enquiry.model.record import Record, Value
from enquiry.model.text import clean_text, fold_words

Number = int | float

_MEASURED_VALUE = (
    r"(?s)(?P<name>.+?)\s*=\s*(?P<number>[-+−]?\d{1,12}(?:\.\d{1,9})?)(?![\d.,:/–-]|[eE][-+]?\d)(?P<unit>(?!\s*\d).*)"
)


class Measure(Record, frozen=True, kw_only=True):
    """What is measured: its name, its unit as it is printed after a number, and which way is better."""

    name: str
    unit: str = ""
    better: BetterDirection = BetterDirection.NEITHER
    lowest: Number | None = None
    highest: Number | None = None


class MeasuredValue(Value, frozen=True, kw_only=True):
    """One value of a measure in a piece of evidence, with its standard deviation where it is a mean."""

    measure: str
    value: Number
    sd: Number | None = None


def parse_measured_value(raw: str) -> tuple[MeasuredValue, str]:
    """Return the value and the unit in `name=value unit`, as in `words per minute=78` or `explain=5 of 24`.

    Raises UsageMistake where there is no name, no `=` or no number, or where the number has a comma in it (which
    some read as a decimal point and some as a thousand).
    """
    given = clean_text(raw, "measure").text.strip()
    found = re.fullmatch(_MEASURED_VALUE, given)
    if not found:
        hint = 'Write it as --measure "words per minute=78", with a point for decimals.'
        raise UsageMistake(f"“{given}” is not a measure and its value.", hint)
    number = found["number"].replace("−", "-")
    value: Number = float(number) if "." in number else int(number)
    return MeasuredValue(measure=" ".join(found["name"].split()), value=value), " ".join(found["unit"].split())


def is_same_measure(one: str, other: str) -> bool:
    """Say whether two names mean one measure: spaces and case do not matter."""
    return fold_words(one) == fold_words(other)


def format_plain_number(value: Number) -> str:
    """Return the number as a person writes it: no needless zeros, at most four decimals."""
    return f"{value:z.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def format_figure(value: Number) -> str:
    """Return a figure as it was typed, or, where it was worked out, to three figures and at least one decimal."""
    if isinstance(value, int) or not isfinite(value) or abs(value - round(value, 3)) < 1e-9:
        return format_plain_number(value)
    return format_plain_number(round(value, max(1, 2 - floor(log10(abs(value))))))


def get_measure_range(measure: Measure) -> tuple[Number | None, Number | None]:
    """Return the lowest and highest value a measure can have: as defined, else 0 to 20 for one measured "of 20"."""
    of = re.fullmatch(r"of (\d{1,9})", measure.unit)
    low = 0 if of and measure.lowest is None else measure.lowest
    return low, int(of[1]) if of and measure.highest is None else measure.highest


def format_measure_range(lowest: Number | None, highest: Number | None) -> str:
    """Return a range in words: `0 to 20`, `0 or more`, `20 at most`, or nothing where none is known."""
    if lowest is None:
        return "" if highest is None else f"{format_plain_number(highest)} at most"
    return format_plain_number(lowest) + (" or more" if highest is None else f" to {format_plain_number(highest)}")


def is_outside_range(measure: Measure, value: Number) -> bool:
    """Say whether a value lies outside the measure's range."""
    lowest, highest = get_measure_range(measure)
    return (lowest is not None and value < lowest) or (highest is not None and value > highest)
