"""Measures as they are given with evidence: read before the journal is opened, checked against what it knows."""

from math import isfinite
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, Measured, measured_from, same_measure


class ValuesGiven(NamedTuple):
    """The values a person gave, and the unit of each as they wrote it."""

    values: tuple[Measured, ...] = ()
    units: tuple[str, ...] = ()


def values_given(raw: list[str] | None, sd: float | None) -> ValuesGiven:
    """Return the values in `--measure name=value` and `--sd`.

    Raises UsageMistake for a measure without a number, an SD that is none or lacks exactly one value, or a measure
    given twice.
    """
    read = [measured_from(one) for one in raw or ()]
    if sd is not None and not isfinite(sd):
        raise UsageMistake(f"--sd {sd} is no number.", "Give the standard deviation in figures, such as --sd 3.9.")
    if sd is not None and len(read) != 1:
        hint = 'Give it with one --measure "name=value"; log a second measure as evidence of its own.'
        raise UsageMistake(f"--sd {sd:g} belongs to {len(read)} measures.", hint)
    for place, (value, _) in enumerate(read):
        if any(same_measure(value.measure, other.measure) for other, _ in read[:place]):
            raise UsageMistake(f"The measure “{value.measure}” is given twice.", "Give each measure one value.")
    values = tuple(replace(value, sd=sd) if sd is not None else value for value, _ in read)
    return ValuesGiven(values, tuple(unit for _, unit in read))


def known_as(journal: Journal, given: ValuesGiven) -> tuple[Measured, ...]:
    """Return the values under the names the journal knows their measures by."""
    return tuple(
        replace(value, measure=known.name) if (known := journal.measure(value.measure)) else value
        for value in given.values
    )


def with_measures(session: Session, journal: Journal, given: ValuesGiven) -> Journal:
    """Return the journal knowing every measure given; a unit that was missing is learned.

    A unit that differs from the one known is questioned. Raises UsageMistake where that is not confirmed.
    """
    for value, unit in zip(given.values, given.units, strict=True):
        known = journal.measure(value.measure)
        if known is None:
            stamp = session.stamp()
            journal = journal.with_measure(Measure(id=stamp.id, recorded_at=stamp.at, name=value.measure, unit=unit))
        elif unit and not known.unit:
            journal = journal.with_measure(replace(known, unit=unit))
        elif unit and unit != known.unit:
            _question_unit(session, known, unit)
    return journal


def _question_unit(session: Session, known: Measure, unit: str) -> None:
    words = f"“{known.name}” is measured in “{known.unit}”, and this says “{unit}”."
    if not session.confirm(f"{words} Keep the value as “{known.unit}”?"):
        raise UsageMistake(words, "Give the value in that unit, or another name to the measure.")
