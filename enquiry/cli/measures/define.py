"""A measure defined: named, with its unit, its better way and its range, each only where it was given."""

from math import isfinite

from msgspec.structs import replace

from enquiry.cli.measures.options import DefineOptions
from enquiry.cli.session import Session
from enquiry.cli.writing.values import confirm_measure_name
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, format_measure_range, get_measure_range, is_outside_range
from enquiry.model.text import clean_text


def read_definition(session: Session, options: DefineOptions) -> tuple[str, dict[str, object]]:
    """Return a measure's name and the fields that were given, as they are kept; an empty unit takes it away.

    Raises UsageMistake for an `=` in the name, which parts a name from its value, and for a bound that is not finite.
    """
    name = " ".join(clean_text(" ".join(options.name), "name").text.split())
    if "=" in name:
        words = f"“{name}” can't be a measure's name: = parts a name from its value."
        raise UsageMistake(words, 'Name it without; its values come with evidence: --measure "name=value".')
    given: dict[str, object] = {} if options.better is None else {"better": options.better}
    if options.unit is not None:
        given["unit"] = " ".join(session.clean_field(options.unit, "unit").split()) if options.unit.strip() else ""
    for field, value in (("lowest", options.lowest), ("highest", options.highest)):
        if value is not None and not isfinite(value):
            raise UsageMistake(f"--{field} {value} is not a number to reckon with.", "Give it in figures.")
        if value is not None:
            given[field] = int(value) if value.is_integer() else value
    return name, given


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
