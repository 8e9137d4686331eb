"""The measures of a journal: what each is, and the cycles that have used it."""

from typing import NamedTuple

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import Ambiguous, NotFound, suggest_nearest
from enquiry.insight.measures.change import MeasureChange, build_measure_change, list_stages
from enquiry.insight.measures.series import MedianRun, Series, build_median_run, collect_series
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Number, format_measure_range, get_measure_range, is_same_measure
from enquiry.model.text import fold


class MeasureUse(NamedTuple):
    """One cycle's values of a measure, the stage of each, and how they have changed."""

    cycle: Cycle
    series: Series
    stages: tuple[EvidenceStage, ...]
    change: MeasureChange | None
    run: MedianRun | None


class MeasureInUse(NamedTuple):
    """A measure as the journal knows it, with every use of it. A value may come before its measure is defined."""

    name: str
    unit: str
    better: BetterDirection
    lowest: Number | None
    highest: Number | None
    uses: tuple[MeasureUse, ...]


def collect_measures(journal: Journal, cycle: Cycle | None = None) -> tuple[MeasureInUse, ...]:
    """Return the journal's measures in the order in which they came to be; with `cycle`, those it uses."""
    cycles = (cycle,) if cycle else journal.kept
    uses = [_use(one, series) for one in cycles for series in collect_series(one, journal)]
    names = [measure.name for measure in journal.known_measures]
    names += [use.series.name for use in uses]
    found: dict[str, MeasureInUse] = {}
    for name in names:
        if any(is_same_measure(name, known) for known in found):
            continue
        known = _known(name, journal, tuple(use for use in uses if is_same_measure(use.series.name, name)))
        if known.uses or not cycle:
            found[name] = known
    return tuple(found.values())


def _use(cycle: Cycle, series: Series) -> MeasureUse:
    return MeasureUse(
        cycle, series, list_stages(series, cycle), build_measure_change(series, cycle), build_median_run(series)
    )


def _known(name: str, journal: Journal, uses: tuple[MeasureUse, ...]) -> MeasureInUse:
    measure = journal.find_measure(name)
    if measure is None:
        return MeasureInUse(name, "", BetterDirection.NEITHER, None, None, uses)
    return MeasureInUse(measure.name, measure.unit, measure.better, *get_measure_range(measure), uses)


def find_measure(
    journal: Journal, name: str, *, cycle: Cycle | None = None, commands: tuple[str, ...] = ()
) -> MeasureInUse:
    """Return the measure of that name, or the only one whose name holds it; with `cycle`, with its uses there alone.

    `commands` are other words that may have been meant. Raises NotFound where nothing fits or the cycle has no value
    of it, and Ambiguous where several fit.
    """
    known = collect_measures(journal)
    exact = [one for one in known if is_same_measure(one.name, name)]
    fits = exact or [one for one in known if _fold_name(name) in _fold_name(one.name)]
    if len(fits) > 1:
        named = "; ".join(f"“{one.name}”" for one in fits[:5])
        raise Ambiguous(f"“{name}” fits {len(fits)} measures: {named}.", "Give the whole name of one.")
    if not fits:
        guess = suggest_nearest(name, (*commands, *(one.name for one in known)))
        hint = Hint("{} lists them all.", Act(ActKind.LIST_MEASURES))
        raise NotFound(f"No measure is called “{name}”.{guess}", hint)
    return _within(fits[0], cycle) if cycle else fits[0]


def _within(known: MeasureInUse, cycle: Cycle) -> MeasureInUse:
    uses = tuple(use for use in known.uses if use.cycle.number == cycle.number)
    if not uses:
        hint = Hint("{} gives it one.", Act(ActKind.LOG_FIRST_VALUE, cycle.number, value=known.name))
        raise NotFound(f"Cycle {cycle.number} has no value of “{known.name}”.", hint)
    return known._replace(uses=uses)


def _fold_name(name: str) -> str:
    return " ".join(fold(name).split())


def format_definition(unit: str, better: BetterDirection, lowest: Number | None, highest: Number | None) -> str:
    """Return what a measure is as a clause: `of 20, up is better`; a range that "of 20" says already is left out."""
    way = "" if better is BetterDirection.NEITHER else f"{better} is better"
    reach = "" if lowest == 0 and unit == f"of {highest}" else format_measure_range(lowest, highest)
    return ", ".join(filter(None, (unit, way, reach)))
