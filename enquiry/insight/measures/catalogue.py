"""The measures of a journal: what each is, and the cycles that have used it."""

from typing import NamedTuple

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import Ambiguous, NotFound, suggest_nearest
from enquiry.insight.measures import series as values
from enquiry.insight.measures.comparison import ComparedMeasure
from enquiry.insight.measures.runs import MedianRun, build_median_run
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection, Counted
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, format_measure_range, get_measure_range
from enquiry.model.text import fold_words


class MeasureUse(NamedTuple):
    """One cycle's values of a measure, and how they have changed."""

    cycle: Cycle
    series: values.Series
    change: values.MeasureChange | None
    run: MedianRun | None


class MeasureInUse(NamedTuple):
    """A measure as the journal knows it, with every use of it. A value may come before its measure is defined."""

    name: str
    unit: str
    better: BetterDirection
    lowest: Number | None
    highest: Number | None
    uses: tuple[MeasureUse, ...]
    counts: Counted | None = None
    levels: tuple[str, ...] = ()


def collect_measures(journal: Journal, cycle: Cycle | None = None) -> tuple[MeasureInUse, ...]:
    """Return the journal's measures in the order in which they came to be; with `cycle`, those it uses."""
    cycles = (cycle,) if cycle else journal.kept
    known: dict[str, Measure] = {}
    for measure in journal.known_measures:
        known.setdefault(fold_words(measure.name), journal.find_measure(measure.name) or measure)
    held: dict[str, list[MeasureUse]] = {key: [] for key in known}
    pairs = ((one, found) for one in cycles for found in values.collect_series(one, journal))
    for user, found in pairs:
        use = MeasureUse(user, found, values.build_measure_change(found), build_median_run(found))
        held.setdefault(fold_words(found.name), []).append(use)
    return tuple(
        MeasureInUse(one.name, one.unit, one.better, *get_measure_range(one), tuple(some), one.counts, one.levels)
        if (one := known.get(key))
        else MeasureInUse(some[0].series.name, "", BetterDirection.NEITHER, None, None, tuple(some))
        for key, some in held.items()
        if some or not cycle
    )


def find_measure(
    journal: Journal, name: str, *, cycle: Cycle | None = None, commands: tuple[str, ...] = ()
) -> MeasureInUse:
    """Return the measure of that name, or the only one whose name holds it; with `cycle`, with its uses there alone.

    `commands` are other words that may have been meant. Raises NotFound where nothing fits or the cycle has no value
    of it, and Ambiguous where several fit.
    """
    known = {fold_words(one.name): one for one in collect_measures(journal)}
    wanted = fold_words(name)
    fits = [known[wanted]] if wanted in known else [one for key, one in known.items() if wanted in key]
    if len(fits) > 1:
        named = "; ".join(f"“{one.name}”" for one in fits[:5])
        raise Ambiguous(f"“{name}” fits {len(fits)} measures: {named}.", "Give the whole name of one.")
    if not fits:
        guess = suggest_nearest(name, (*commands, *(one.name for one in known.values())))
        hint = Hint("{} lists them all.", Act(ActKind.LIST_MEASURES))
        raise NotFound(f"No measure is called “{name}”.{guess}", hint)
    if not cycle:
        return fits[0]
    uses = tuple(use for use in fits[0].uses if use.cycle.number == cycle.number)
    if not uses:
        hint = Hint("{} gives it one.", Act(ActKind.LOG_FIRST_VALUE, cycle.number, value=fits[0].name))
        raise NotFound(f"Cycle {cycle.number} has no value of “{fits[0].name}”.", hint)
    return fits[0]._replace(uses=uses)


def format_definition(measure: MeasureInUse | ComparedMeasure | Measure) -> str:
    """Return what a measure is as a clause: `of 20, up is better, counts points`.

    A range that "of 20", "%" or the levels say already is left out.
    """
    unit, lowest, highest = measure.unit, measure.lowest, measure.highest
    if isinstance(measure, Measure):
        lowest, highest = get_measure_range(measure)
    way = "" if measure.better is BetterDirection.NEITHER else f"{measure.better} is better"
    plain = bool(measure.levels) or (lowest == 0 and unit in (f"of {highest}", "%"))
    counts = f"counts {measure.counts}" if measure.counts else ""
    levels = " < ".join(measure.levels)
    return ", ".join(filter(None, (unit, levels, way, counts, "" if plain else format_measure_range(lowest, highest))))
