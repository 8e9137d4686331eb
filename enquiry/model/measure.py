"""Measures: something looked at in the same way more than once."""

import re
from collections.abc import Iterable
from math import floor, isfinite, log10
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.model.amount import (
    Amount,
    Number,
    convert_time,
    find_middle_level,
    parse_amount,
    parse_tally,
    suggest_amount,
)
from enquiry.model.choices import BetterDirection, Counted
from enquiry.model.record import Record, Value
from enquiry.model.text import clean_text, fold_words


class Measure(Record, frozen=True, kw_only=True):
    """What is measured: its name, its unit as it is printed after a number, what it counts, and which way is better.

    `levels` are the names of ordered grades, the lowest first: a value is then the place of one, from 1.
    """

    name: str
    unit: str = ""
    better: BetterDirection = BetterDirection.NEITHER
    lowest: Number | None = None
    highest: Number | None = None
    counts: Counted | None = None
    levels: tuple[str, ...] = ()


class MeasuredValue(Value, frozen=True, kw_only=True):
    """One value of a measure in a piece of evidence, with its standard deviation where it is a mean.

    `of` is its own denominator, as in 5 of 24. `chosen` says whether the group was chosen because of this measure.
    `tally` is how many stand at each of the measure's levels, the lowest first; the value is then the middle one's.
    """

    measure: str
    value: Number
    sd: Number | None = None
    of: Number | None = None
    chosen: bool | None = None
    tally: tuple[int, ...] = ()


class ParsedValue(NamedTuple):
    """A value as it was typed, with its unit, and what it counts where the words leave no doubt.

    `levels` are those of a tally, in their order.
    """

    value: MeasuredValue
    unit: str = ""
    counts: Counted | None = None
    levels: tuple[str, ...] = ()


def split_measured_value(raw: str) -> tuple[str, str]:
    """Return the name and the amount of `name=amount`, each as it was typed; no amount where there is no `=`."""
    name, _, amount = clean_text(raw, "measure").text.strip().rpartition("=")
    return " ".join(name.split()), amount.strip()


def parse_measured_value(raw: str, known: Measure | None = None, *, decimal_comma: bool = False) -> ParsedValue:
    """Return the value in `name=amount`, as in `words per minute=78`, `explain=5 of 24` or `time=2m30s`.

    Of a measure that is `known` a name of its levels is read too, and a time is told in its unit; a tally of levels
    (`maths=emerging 4, secure 8`) is read for any measure. Raises UsageMistake where there is no name, no `=` or no
    certain amount.
    """
    name, written = split_measured_value(raw)
    if name and (tally := parse_tally(written, known.levels if known else ())):
        own = known.name if known else name
        middle = find_middle_level(tally.counts)
        return ParsedValue(MeasuredValue(measure=own, value=middle, tally=tally.counts), levels=tally.levels)
    levels = [fold_words(level) for level in known.levels] if known else []
    if fold_words(written) in levels:
        found: Amount | None = Amount(levels.index(fold_words(written)) + 1)
    else:
        found = parse_amount(written, decimal_comma=decimal_comma)
    if not name or found is None:
        words = f"“{clean_text(raw, 'measure').text.strip()}” is not a measure and its value."
        raise UsageMistake(words, suggest_amount(written if name else ""))
    if known and found.unit and found.unit != known.unit:
        found = convert_time(found, known.unit) or found
    value = MeasuredValue(measure=known.name if known else name, value=found.value, of=found.of)
    return ParsedValue(value, found.unit, found.counts)


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


def get_denominator(value: MeasuredValue, measure: Measure | None) -> Number | None:
    """Return of how many a value is: its own denominator, else that of a measure whose unit is "of 24"."""
    return value.of if value.of is not None or measure is None else _get_total(measure)


def _get_total(measure: Measure) -> int | None:
    of = re.fullmatch(r"of (\d{1,9})", measure.unit)
    return int(of[1]) if of else None


def get_measure_range(measure: Measure) -> tuple[Number | None, Number | None]:
    """Return the lowest and highest value a measure can have.

    As defined, else 0 to 20 for one measured "of 20", 0 to 100 for a percentage, and 1 to 3 for one of three levels.
    """
    if measure.levels:
        return 1, len(measure.levels)
    total = 100 if measure.unit == "%" else _get_total(measure)
    low = 0 if total is not None and measure.lowest is None else measure.lowest
    return low, total if measure.highest is None else measure.highest


def format_measure_range(lowest: Number | None, highest: Number | None) -> str:
    """Return a range in words: `0 to 20`, `0 or more`, `20 at most`, or nothing where none is known."""
    if lowest is None:
        return "" if highest is None else f"{format_plain_number(highest)} at most"
    return format_plain_number(lowest) + (" or more" if highest is None else f" to {format_plain_number(highest)}")


def is_outside_range(measure: Measure, value: MeasuredValue) -> bool:
    """Say whether a value lies outside the measure's range, or above its own denominator."""
    lowest, highest = get_measure_range(measure)
    highest = highest if value.of is None else value.of
    return (lowest is not None and value.value < lowest) or (highest is not None and value.value > highest)


def guess_counted(
    values: Iterable[tuple[MeasuredValue, int | None]], measure: Measure | None, people: Counted = Counted.LEARNERS
) -> Counted | None:
    """Return what a measure counts, from its values each with the number of people it is about, where that is sure.

    As the measure says; else points where a value of so many has a spread or decimals; `people`, those of the group,
    where the total followed their number from day to day. None otherwise: 14 of 20 in a class of 20 may be a mean.
    """
    if measure and measure.counts:
        return measure.counts
    told = [(one, of, n) for one, n in values if (of := get_denominator(one, measure)) is not None]
    if any(one.sd is not None or isinstance(one.value, float) for one, _, _ in told):
        return Counted.POINTS
    followed = {of for _, of, n in told if n == of}
    return people if len(followed) > 1 and all(n is not None for _, _, n in told) else None
