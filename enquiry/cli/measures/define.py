"""A measure defined: named, with its unit, its better way and its range, each only where it was given."""

from msgspec.structs import replace

from enquiry.cli.measures.options import DefineOptions
from enquiry.cli.session import Session
from enquiry.cli.writing.measured import confirm_counted, confirm_measure_name, list_values
from enquiry.errors import UsageMistake
from enquiry.model.amount import parse_amount
from enquiry.model.checks.breaches import NUMBER_LIMIT
from enquiry.model.choices import Counted
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue, format_measure_range, get_measure_range, is_outside_range
from enquiry.model.text import clean_text, fold_words
from enquiry.words import format_amount


def read_definition(session: Session, options: DefineOptions) -> tuple[str, dict[str, object]]:
    """Return a measure's name and the fields that were given, as they are kept; an empty unit takes it away.

    Raises UsageMistake for an `=` in the name, which parts a name from its value, for a bound that no value can reach,
    and for levels as `parse_levels` does.
    """
    name = " ".join(clean_text(" ".join(options.name), "name").text.split())
    if "=" in name:
        words = f"“{name}” can't be a measure's name: = parts a name from its value."
        raise UsageMistake(words, 'Name it without; its values come with evidence: --measure "name=value".')
    given: dict[str, object] = {} if options.better is None else {"better": options.better}
    if options.counts is not None:
        given["counts"] = options.counts
    if options.levels is not None:
        given["levels"] = parse_levels(options.levels)
    if options.unit is not None:
        given["unit"] = " ".join(session.clean_field(options.unit, "unit").split()) if options.unit.strip() else ""
    for field, value in (("lowest", options.lowest), ("highest", options.highest)):
        if value is not None and not abs(value) <= NUMBER_LIMIT - 1:
            hint = f"Give it in figures, from {1 - NUMBER_LIMIT:,} to {NUMBER_LIMIT - 1:,}."
            raise UsageMistake(f"--{field} {value} is not a number to reckon with.", hint)
        if value is not None:
            given[field] = int(value) if value.is_integer() else value
    return name, given


def parse_levels(raw: str) -> tuple[str, ...]:
    """Return the names of ordered levels, parted by commas; none for an empty text, which takes them away.

    Raises UsageMistake for one level alone, one that stands twice, and one that would be read as a number.
    """
    levels = tuple(" ".join(clean_text(level, "level").text.split()) for level in raw.split(",")) if raw.strip() else ()
    hint = 'Name them in their order, the lowest first: --levels "emerging, developing, secure"'
    if len(levels) == 1:
        raise UsageMistake(f"“{levels[0]}” is one level alone.", hint)
    if twice := next((one for one in levels if [*map(fold_words, levels)].count(fold_words(one)) > 1), ""):
        raise UsageMistake(f"The level “{twice}” stands twice.", hint)
    if number := next((level for level in levels if parse_amount(level)), ""):
        raise UsageMistake(f"The level “{number}” would be read as a number.", f"Give it a word: “level {number}”.")
    return levels


def define_measure(session: Session, journal: Journal, name: str, given: dict[str, object]) -> tuple[Measure, bool]:
    """Return the measure with the given fields changed in it, and whether it is new.

    A new name close to one in use is questioned, and so is another count or other levels where there are values.
    Raises UsageMistake where that is not confirmed, and for a range that runs backwards.
    """
    known = journal.find_measure(name)
    if known is None:
        confirm_measure_name(session, journal, name)
    elif held := list_values(journal, known):
        _confirm_meaning(session, known, given, held)
    stamp = session.stamp()
    measure = replace(known or Measure(id=stamp.id, recorded_at=stamp.at, name=name), **given)
    lowest, highest = get_measure_range(measure)
    if lowest is not None and highest is not None and lowest >= highest:
        words = f"The range of “{name}” runs backwards: {format_measure_range(lowest, highest)}."
        raise UsageMistake(words, "Give --lowest a smaller number than --highest.")
    return measure, known is None


def _confirm_meaning(
    session: Session, known: Measure, given: dict[str, object], held: list[tuple[MeasuredValue, int | None]]
) -> None:
    counts, levels = given.get("counts", known.counts), given.get("levels", known.levels)
    if known.counts and isinstance(counts, Counted) and counts is not known.counts:
        confirm_counted(session, known, counts, len(held))
    if isinstance(levels, tuple) and levels[: len(known.levels)] != known.levels:
        words = f"“{known.name}” has {format_amount(len(held), 'value')} by the levels {', '.join(known.levels)}."
        if not session.confirm(f"{words} Let them mean the new levels, by their places?"):
            raise UsageMistake(words, "Give --yes to let them mean the new levels, or add new ones at the end.")


def warn_outside_range(session: Session, journal: Journal, measure: Measure) -> None:
    """Say which values already kept lie outside the measure's range; they stay as they are."""
    beyond = [
        entry.name
        for cycle in journal.kept
        for entry, value in cycle.iterate_values()
        if journal.find_measure(value.measure) == measure and is_outside_range(measure, value)
    ]
    if beyond:
        session.say(f"Outside that range already: {', '.join(beyond)}. They stay as they are.")
