"""Measures as they are given with evidence: read before the journal is opened, checked against what it knows."""

from collections.abc import Iterable
from math import isfinite
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.journal import Journal
from enquiry.model.measure import (
    Measure,
    MeasuredValue,
    Number,
    format_measure_range,
    format_plain_number,
    get_measure_range,
    is_outside_range,
    is_same_measure,
    parse_measured_value,
)
from enquiry.model.text import fold

CLOSE = 0.8
"""How alike two names are (by difflib, from 0 to 1) from which they may be one measure mistyped."""


class ParsedValues(NamedTuple):
    """The values a person gave, and the unit of each as they wrote it."""

    values: tuple[MeasuredValue, ...] = ()
    units: tuple[str, ...] = ()


def parse_values(raw: list[str] | None, sd: float | None) -> ParsedValues:
    """Return the values in `--measure name=value` and `--sd`.

    Raises UsageMistake for a measure without a number, an SD that is none or lacks exactly one value, or a measure
    given twice.
    """
    read = [parse_measured_value(one) for one in raw or ()]
    if sd is not None and not isfinite(sd):
        raise UsageMistake(f"--sd {sd} is no number.", "Give the standard deviation in figures, such as --sd 3.9.")
    if sd is not None and len(read) != 1:
        hint = 'Give it with one --measure "name=value"; log a second measure as evidence of its own.'
        raise UsageMistake(f"--sd {sd:g} belongs to {len(read)} measures.", hint)
    for place, (value, _) in enumerate(read):
        if any(is_same_measure(value.measure, other.measure) for other, _ in read[:place]):
            raise UsageMistake(f"The measure “{value.measure}” is given twice.", "Give each measure one value.")
    values = tuple(replace(value, sd=sd) if sd is not None else value for value, _ in read)
    return ParsedValues(values, tuple(unit for _, unit in read))


def check_learner_count(sd: float | None, n: int | None) -> None:
    """Raise UsageMistake for a standard deviation of an unknown number of learners."""
    if sd is not None and n is None:
        raise UsageMistake(f"--sd {sd:g} is given without --n.", "Say how many learners it is about: --n 24")


def resolve_measure_names(journal: Journal, given: ParsedValues) -> tuple[MeasuredValue, ...]:
    """Return the values under the names the journal knows their measures by."""
    return tuple(
        replace(value, measure=known.name) if (known := journal.find_measure(value.measure)) else value
        for value in given.values
    )


def add_measures(session: Session, journal: Journal, given: ParsedValues) -> Journal:
    """Return the journal knowing every measure given; a unit that was missing is learned.

    A unit that differs from the one known, a value outside the range and a new name close to one in use are
    questioned. Raises UsageMistake where that is not confirmed.
    """
    for value, unit in zip(given.values, given.units, strict=True):
        known = journal.find_measure(value.measure)
        if known is None:
            confirm_measure_name(session, journal, value.measure)
            stamp = session.stamp()
            known = Measure(id=stamp.id, recorded_at=stamp.at, name=value.measure, unit=unit)
            hint = f'enquiry measures define "{known.name}" --better up'
            session.say(f"“{known.name}” is a new measure. Say which way is better: {hint}")
        elif unit and not known.unit:
            known = replace(known, unit=unit)
        elif unit and unit != known.unit:
            _confirm_unit(session, known, unit)
        _confirm_range(session, known, value.value)
        journal = journal.upsert_measure(known)
    return journal


def confirm_measure_name(session: Session, journal: Journal, name: str) -> None:
    """Ask about a new name that is close to one in use. Raises UsageMistake where it is not confirmed."""
    from difflib import SequenceMatcher

    def likeness(known: Measure) -> float:
        return SequenceMatcher(None, fold(known.name), fold(name)).ratio()

    nearest = max(journal.known_measures, key=likeness, default=None)
    if nearest is None or likeness(nearest) < CLOSE:
        return
    words = f"“{name}” is new, and close to “{nearest.name}”, which is in use."
    if not session.confirm(f"{words} Keep it as a measure of its own?"):
        raise UsageMistake(words, f"Write it as “{nearest.name}”, or give --yes to keep both.")


def _confirm_unit(session: Session, known: Measure, unit: str) -> None:
    words = f"“{known.name}” is measured in “{known.unit}”, and this says “{unit}”."
    if not session.confirm(f"{words} Keep the value as “{known.unit}”?"):
        raise UsageMistake(words, "Give the value in that unit, or another name to the measure.")


def _confirm_range(session: Session, known: Measure, value: Number) -> None:
    if not is_outside_range(known, value):
        return
    words = f"“{known.name}” runs {_range(known)}, and this says {format_plain_number(value)}."
    if not session.confirm(f"{words} Keep it?"):
        hint = "Give --yes to keep it; enquiry measures define changes the range."
        raise UsageMistake(words, f"Check the value. {hint}")


def _range(known: Measure) -> str:
    lowest, highest = get_measure_range(known)
    said = format_measure_range(lowest, highest)
    return f"from {said}" if lowest is not None and highest is not None else said


# --- Links between cycles as they are given: `--link replicates=3`, `--link "shared-with=stage partner"`.


def parse_links(session: Session, journal: Journal, raw: Iterable[str]) -> tuple[Link, ...]:
    """Return the links a person gave.

    Raises UsageMistake for what is not KIND=CYCLE, and NotFound or Ambiguous for the cycle as `Journal.cycle` does.
    """
    return tuple(_parse_link(session, journal, one) for one in raw)


def _parse_link(session: Session, journal: Journal, raw: str) -> Link:
    word, _, other = raw.partition("=")
    kinds = [kind.value for kind in LinkKind]
    if word.strip() not in kinds or not other.strip():
        hint = f'Write it as replicates=3 or "shared-with=stage partner"; the kinds are: {", ".join(kinds)}.'
        raise UsageMistake(f"“{raw}” is not a link.{suggest_nearest(word.strip(), kinds)}", hint)
    kind = LinkKind(word.strip())
    if kind is LinkKind.SHARED_WITH:
        return Link(kind=kind, who=session.clean_field(other.strip(), "link"))
    return Link(kind=kind, cycle=journal.find_cycle(other.strip()).id)
