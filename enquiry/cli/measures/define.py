"""A measure defined: named, with its unit, its better way and its range, each only where it was given."""

from math import isfinite

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.cli.writing.values import confirm_measure_name
from enquiry.errors import UsageMistake
from enquiry.model.choices import BetterDirection
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, format_measure_range, get_measure_range, is_outside_range
from enquiry.model.text import clean_text


def clean_measure_name(words: list[str]) -> str:
    """Return a measure's name as it is kept. Raises UsageMistake for an `=`, which parts a name from its value."""
    name = " ".join(clean_text(" ".join(words), "name").text.split())
    if "=" in name:
        words_ = f"“{name}” can't be a measure's name: = parts a name from its value."
        raise UsageMistake(words_, 'Name it without; its values come with evidence: --measure "name=value".')
    return name


def define_measure(session: Session, journal: Journal, name: str, given: dict[str, object]) -> tuple[Measure, bool]:
    """Return the measure with the given fields changed in it, and whether it is new.

    A new name close to one in use is questioned. Raises UsageMistake for a range that runs backwards.
    """
    known = journal.find_measure(name)
    if known is None:
        confirm_measure_name(session, journal, name)
    stamp = session.stamp()
    measure = replace(known or Measure(id=stamp.id, recorded_at=stamp.at, name=name), **given)
    lowest, highest = get_measure_range(measure)
    if lowest is not None and highest is not None and lowest >= highest:
        words = f"The range of “{name}” runs backwards: {format_measure_range(lowest, highest)}."
        raise UsageMistake(words, "Give --lowest a smaller number than --highest.")
    return measure, known is None


def collect_measure_fields(
    session: Session, unit: str | None, better: BetterDirection | None, **bounds: float | None
) -> dict[str, object]:
    """Return the fields that were given, as they are kept: an empty unit takes it away, a whole bound is an int.

    `bounds` are `lowest` and `highest`. Raises UsageMistake for a bound that is not a finite number.
    """
    given: dict[str, object] = {} if better is None else {"better": better}
    if unit is not None:
        given["unit"] = " ".join(session.clean_field(unit, "unit").split()) if unit.strip() else ""
    for name, value in bounds.items():
        if value is not None and not isfinite(value):
            raise UsageMistake(f"--{name} {value} is not a number to reckon with.", "Give it in figures.")
        if value is not None:
            given[name] = int(value) if value.is_integer() else value
    return given


def warn_outside_range(session: Session, journal: Journal, measure: Measure) -> None:
    """Say which values already kept lie outside the measure's range; they stay as they are."""
    beyond = [
        entry.name
        for cycle in journal.kept
        for entry, value in cycle.iterate_values()
        if journal.find_measure(value.measure) == measure and is_outside_range(measure, value.value)
    ]
    if beyond:
        session.say(f"Outside that range already: {', '.join(beyond)}. They stay as they are.")
