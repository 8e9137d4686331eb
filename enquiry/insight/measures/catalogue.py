"""The measures of a journal: what each is, and the cycles that have used it."""

from typing import NamedTuple

from enquiry.errors import Ambiguous, NotFound, near
from enquiry.insight.measures.change import Change, change_of, stages_of
from enquiry.insight.measures.series import Run, Series, run_of, series_of
from enquiry.model.choices import Better, Stage
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Number, range_of, range_said, same_measure
from enquiry.model.text import fold


class Use(NamedTuple):
    """One cycle's values of a measure, the stage of each, and how they have changed."""

    cycle: Cycle
    series: Series
    stages: tuple[Stage, ...]
    change: Change | None
    run: Run | None


class Known(NamedTuple):
    """A measure as the journal knows it, with every use of it. A value may come before its measure is defined."""

    name: str
    unit: str
    better: Better
    lowest: Number | None
    highest: Number | None
    uses: tuple[Use, ...]


def measures_of(journal: Journal, cycle: Cycle | None = None) -> tuple[Known, ...]:
    """Return the journal's measures in the order in which they came to be; with `cycle`, those it uses."""
    cycles = (cycle,) if cycle else journal.kept
    uses = [_use(one, series) for one in cycles for series in series_of(one, journal)]
    names = [measure.name for measure in journal.known_measures]
    names += [use.series.name for use in uses]
    found: dict[str, Known] = {}
    for name in names:
        if any(same_measure(name, known) for known in found):
            continue
        known = _known(name, journal, tuple(use for use in uses if same_measure(use.series.name, name)))
        if known.uses or not cycle:
            found[name] = known
    return tuple(found.values())


def _use(cycle: Cycle, series: Series) -> Use:
    return Use(cycle, series, stages_of(series, cycle), change_of(series, cycle), run_of(series))


def _known(name: str, journal: Journal, uses: tuple[Use, ...]) -> Known:
    measure = journal.measure(name)
    if measure is None:
        return Known(name, "", Better.NEITHER, None, None, uses)
    return Known(measure.name, measure.unit, measure.better, *range_of(measure), uses)


def measure_named(journal: Journal, name: str, *, cycle: Cycle | None = None, commands: tuple[str, ...] = ()) -> Known:
    """Return the measure of that name, or the only one whose name holds it; with `cycle`, with its uses there alone.

    `commands` are other words that may have been meant. Raises NotFound where nothing fits or the cycle has no value
    of it, and Ambiguous where several fit.
    """
    known = measures_of(journal)
    exact = [one for one in known if same_measure(one.name, name)]
    fits = exact or [one for one in known if _folded(name) in _folded(one.name)]
    if len(fits) > 1:
        named = "; ".join(f"“{one.name}”" for one in fits[:5])
        raise Ambiguous(f"“{name}” fits {len(fits)} measures: {named}.", "Give the whole name of one.")
    if not fits:
        guess = near(name, (*commands, *(one.name for one in known)))
        raise NotFound(f"No measure is called “{name}”.{guess}", "enquiry measures lists them all.")
    return _within(fits[0], cycle) if cycle else fits[0]


def _within(known: Known, cycle: Cycle) -> Known:
    uses = tuple(use for use in known.uses if use.cycle.number == cycle.number)
    if not uses:
        hint = f'enquiry evidence … -c {cycle.number} --measure "{known.name}=…" gives it one.'
        raise NotFound(f"Cycle {cycle.number} has no value of “{known.name}”.", hint)
    return known._replace(uses=uses)


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


def definition_said(unit: str, better: Better, lowest: Number | None, highest: Number | None) -> str:
    """Return what a measure is as a clause: `of 20, up is better`; a range that "of 20" says already is left out."""
    way = "" if better is Better.NEITHER else f"{better} is better"
    reach = "" if lowest == 0 and unit == f"of {highest}" else range_said(lowest, highest)
    return ", ".join(filter(None, (unit, way, reach)))
