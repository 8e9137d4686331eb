"""Measures: something looked at in the same way more than once."""

import re

from enquiry.errors import UsageMistake
from enquiry.model.choices import Better
from enquiry.model.record import Record, Value
from enquiry.model.text import clean, fold

Number = int | float

_GIVEN = (
    r"(?s)(?P<name>.+?)\s*=\s*(?P<number>[-+−]?\d{1,12}(?:\.\d{1,9})?)(?![\d.,:/–-]|[eE][-+]?\d)(?P<unit>(?!\s*\d).*)"
)


class Measure(Record, frozen=True, kw_only=True):
    """What is measured: its name, its unit as it is printed after a number, and which way is better."""

    name: str
    unit: str = ""
    better: Better = Better.NEITHER
    lowest: Number | None = None
    highest: Number | None = None


class Measured(Value, frozen=True, kw_only=True):
    """One value of a measure in a piece of evidence, with its standard deviation where it is a mean."""

    measure: str
    value: Number
    sd: Number | None = None


def measured_from(raw: str) -> tuple[Measured, str]:
    """Return the value and the unit in `name=value unit`, as in `words per minute=78` or `explain=5 of 24`.

    Raises UsageMistake where there is no name, no `=` or no number, or where the number has a comma in it (which
    some read as a decimal point and some as a thousand).
    """
    given = clean(raw, "measure").text.strip()
    found = re.fullmatch(_GIVEN, given)
    if not found:
        raise UsageMistake(
            f"“{given}” is not a measure and its value.",
            'Write it as --measure "words per minute=78", with a point for decimals.',
        )
    number = found["number"].replace("−", "-")
    value: Number = float(number) if "." in number else int(number)
    return Measured(measure=" ".join(found["name"].split()), value=value), " ".join(found["unit"].split())


def same_measure(one: str, other: str) -> bool:
    """Say whether two names mean one measure: spaces and case do not matter."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def plain_number(value: Number) -> str:
    """Return the number as a person writes it: no needless zeros, at most four decimals."""
    return f"{value:z.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def range_of(measure: Measure) -> tuple[Number | None, Number | None]:
    """Return the lowest and highest value a measure can have: as defined, else 0 to 20 for one measured "of 20"."""
    of = re.fullmatch(r"of (\d{1,9})", measure.unit)
    low = 0 if of and measure.lowest is None else measure.lowest
    return low, int(of[1]) if of and measure.highest is None else measure.highest


def range_said(lowest: Number | None, highest: Number | None) -> str:
    """Return a range in words: `0 to 20`, `0 or more`, `20 at most`, or nothing where none is known."""
    if lowest is None:
        return "" if highest is None else f"{plain_number(highest)} at most"
    return (
        f"{plain_number(lowest)} or more" if highest is None else f"{plain_number(lowest)} to {plain_number(highest)}"
    )


def outside(measure: Measure, value: Number) -> bool:
    """Say whether a value lies outside the measure's range."""
    lowest, highest = range_of(measure)
    return (lowest is not None and value < lowest) or (highest is not None and value > highest)
