"""How a measure has changed: from the baseline to its latest value, in its own units."""

from typing import NamedTuple

from enquiry.dates.period import spell_short
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.measure import Number, format_plain_number
from enquiry.words import choose_form


class MeasureChange(NamedTuple):
    """A measure's latest value against its baseline; against its first value where there is no baseline."""

    measure: str
    unit: str
    better: BetterDirection
    since: SeriesPoint
    latest: SeriesPoint
    baseline: bool

    @property
    def by(self) -> Number:
        """The latest value less the earlier one."""
        return compute_difference(self.latest.value, self.since.value)


def compute_difference(value: Number, other: Number) -> Number:
    """Return `value` less `other`, without the crumbs of binary fractions."""
    return value - other if isinstance(value, int) and isinstance(other, int) else round(value - other, 9)


def list_stages(series: Series, cycle: Cycle) -> tuple[EvidenceStage, ...]:
    """Return the stage of each value of a series, in its order."""
    staged = {entry.name: cycle.resolve_stage(entry) for entry in cycle.evidence}
    return tuple(staged[point.entry] for point in series.points)


def find_baseline(series: Series, cycle: Cycle) -> SeriesPoint | None:
    """Return the last value that belongs to the baseline: how things were just before the change."""
    staged = zip(series.points, list_stages(series, cycle), strict=True)
    return next((point for point, stage in reversed([*staged]) if stage is EvidenceStage.BASELINE), None)


def build_measure_change(series: Series, cycle: Cycle) -> MeasureChange | None:
    """Return a measure's change since its baseline, or since its first value; None where nothing came after."""
    baseline = find_baseline(series, cycle)
    since = baseline or series.first
    if since is series.latest:
        return None
    return MeasureChange(series.name, series.unit, series.better, since, series.latest, baseline is not None)


def format_change_amount(by: Number, unit: str, better: BetterDirection) -> str:
    """Return a change in words: `up 3.9, which is better`, `down 2 percentage points`, `no change`.

    Units of the form "of 20" are left out, since 3.9 of 20 would read as a score, and so are those of a change of one,
    since they stand in the plural. Better and worse are said only of a measure for which one way is.
    """
    if not by:
        return "no change"
    amount = f"{'up' if by > 0 else 'down'} {format_plain_number(abs(by))}{_unit(unit, by)}"
    return f"{amount}, which is {verdict}" if (verdict := describe_verdict(by, better)) else amount


def _unit(unit: str, by: Number) -> str:
    if unit == "%":
        return f" {choose_form(abs(by), 'percentage point')}"
    return f" {unit}" if unit and not unit.startswith("of ") and abs(by) != 1 else ""


def describe_verdict(by: Number, better: BetterDirection) -> str:
    """Return "better" or "worse", or nothing where there was no change or neither way is better."""
    if not by or better is BetterDirection.NEITHER:
        return ""
    return "better" if (by > 0) is (better is BetterDirection.UP) else "worse"


def format_change(change: MeasureChange) -> str:
    """Return a change as one clause: `up 3.9 since the baseline of 3 Sep 2025, which is better`."""
    amount, _, verdict = format_change_amount(change.by, change.unit, change.better).partition(", ")
    what = "the baseline" if change.baseline else "the first value"
    since = f"{amount} since {what} of {spell_short(change.since.on, year=True)}"
    return f"{since}, {verdict}" if verdict else since
