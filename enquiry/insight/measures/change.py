"""How a measure has changed: from the baseline to its latest value, in its own units."""

from typing import NamedTuple

from enquiry.dates.period import short
from enquiry.insight.measures.series import Point, Series
from enquiry.model.choices import Better, Stage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.model.measure import Number, plain_number


class Change(NamedTuple):
    """A measure's latest value against its baseline; against its first value where there is no baseline."""

    measure: str
    unit: str
    better: Better
    since: Point
    latest: Point
    baseline: bool

    @property
    def by(self) -> Number:
        """The latest value less the earlier one."""
        return less(self.latest.value, self.since.value)


def less(value: Number, other: Number) -> Number:
    """Return `value` less `other`, without the crumbs of binary fractions."""
    return value - other if isinstance(value, int) and isinstance(other, int) else round(value - other, 9)


def stages_of(series: Series, cycle: Cycle) -> tuple[Stage, ...]:
    """Return the stage of each value of a series, in its order."""
    staged = {entry.name: cycle.stage_of(entry) for entry in cycle.kept if isinstance(entry, Evidence)}
    return tuple(staged[point.entry] for point in series.points)


def baseline_of(series: Series, cycle: Cycle) -> Point | None:
    """Return the last value that belongs to the baseline: how things were just before the change."""
    staged = zip(series.points, stages_of(series, cycle), strict=True)
    return next((point for point, stage in reversed([*staged]) if stage is Stage.BASELINE), None)


def change_of(series: Series, cycle: Cycle) -> Change | None:
    """Return a measure's change since its baseline, or since its first value; None where nothing came after."""
    baseline = baseline_of(series, cycle)
    since = baseline or series.first
    if since is series.latest:
        return None
    return Change(series.name, series.unit, series.better, since, series.latest, baseline is not None)


def moved(by: Number, unit: str, better: Better) -> str:
    """Return a change in words: `up 3.9, which is better`, `down 2 percentage points`, `no change`.

    Units of the form "of 20" are left out, since 3.9 of 20 would read as a score, and so are those of a change of one,
    since they stand in the plural. Better and worse are said only of a measure for which one way is.
    """
    if not by:
        return "no change"
    amount = f"{'up' if by > 0 else 'down'} {plain_number(abs(by))}{_unit(unit, by)}"
    return f"{amount}, which is {verdict}" if (verdict := judged(by, better)) else amount


def _unit(unit: str, by: Number) -> str:
    if unit == "%":
        return f" percentage point{'' if abs(by) == 1 else 's'}"
    return f" {unit}" if unit and not unit.startswith("of ") and abs(by) != 1 else ""


def judged(by: Number, better: Better) -> str:
    """Return "better" or "worse", or nothing where there was no change or neither way is better."""
    if not by or better is Better.NEITHER:
        return ""
    return "better" if (by > 0) is (better is Better.UP) else "worse"


def change_said(change: Change) -> str:
    """Return a change as one clause: `up 3.9 since the baseline of 3 Sep 2025, which is better`."""
    amount, _, verdict = moved(change.by, change.unit, change.better).partition(", ")
    what = "the baseline" if change.baseline else "the first value"
    since = f"{amount} since {what} of {short(change.since.on, year=True)}"
    return f"{since}, {verdict}" if verdict else since
