"""Series: the values of one measure in one cycle in the order of the days, their change, and their run chart."""

from datetime import date
from itertools import groupby
from statistics import median
from typing import NamedTuple

from enquiry.dates.period import spell_short
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import Number, format_plain_number
from enquiry.model.text import fold_words

MIN_RUN_VALUES = 10
"""Values from which a series is drawn as a run chart."""
LONG_RUN = 6
"""Values in a row on one side of the median that are worth a question."""


class SeriesPoint(NamedTuple):
    """One value: its day, its standard deviation, of how many learners, its entry, and that entry's stage."""

    on: date
    value: Number
    sd: Number | None
    n: int | None
    entry: str
    stage: EvidenceStage | None = None


class Series(NamedTuple):
    """The values of one measure in one cycle, the earliest first; there is at least one."""

    name: str
    unit: str
    better: BetterDirection
    points: tuple[SeriesPoint, ...]

    @property
    def first(self) -> SeriesPoint:
        """The earliest value."""
        return self.points[0]

    @property
    def latest(self) -> SeriesPoint:
        """The latest value."""
        return self.points[-1]

    @property
    def baseline(self) -> SeriesPoint | None:
        """The last value of the baseline: how things were just before the change."""
        return next((point for point in reversed(self.points) if point.stage is EvidenceStage.BASELINE), None)


def collect_series(cycle: Cycle, journal: Journal) -> tuple[Series, ...]:
    """Return the cycle's measures in the order in which they first appear, each with all its values."""
    values = [*cycle.iterate_values()]
    stages = [cycle.resolve_stage(evidence) for evidence, _ in values]
    names: dict[str, str] = {}
    points: dict[str, list[SeriesPoint]] = {}
    for (evidence, value), stage in zip(values, stages, strict=True):
        name = names.setdefault(fold_words(value.measure), value.measure)
        point = SeriesPoint(evidence.happened_on, value.value, value.sd, evidence.n, evidence.name, stage)
        points.setdefault(name, []).append(point)
    known = [journal.find_measure(name) for name in points]
    return tuple(
        Series(name, one.unit if one else "", one.better if one else BetterDirection.NEITHER, tuple(held))
        for (name, held), one in zip(points.items(), known, strict=True)
    )


def format_point(point: SeriesPoint, unit: str) -> str:
    """Return a value with its unit, standard deviation and number of learners: `11.2 of 20 (SD 4.1, n 24)`."""
    value = f"{format_plain_number(point.value)}{'' if unit in ('', '%') else ' '}{unit}"
    aside = [f"SD {format_plain_number(point.sd)}" if point.sd is not None else "", f"n {point.n}" if point.n else ""]
    said = ", ".join(filter(None, aside))
    return f"{value} ({said})" if said else value


# --- How a measure has changed, in its own units.


class MeasureChange(NamedTuple):
    """A measure's latest value against its baseline, or against its first value where there is no baseline."""

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
    """Return `value` less `other`, without the rounding errors of binary fractions."""
    return value - other if isinstance(value, int) and isinstance(other, int) else round(value - other, 9)


def build_measure_change(series: Series) -> MeasureChange | None:
    """Return a measure's change since its baseline, or since its first value; None where nothing came after."""
    baseline = series.baseline
    since = baseline or series.points[0]
    if since is series.points[-1]:
        return None
    return MeasureChange(series.name, series.unit, series.better, since, series.points[-1], baseline is not None)


def format_change_amount(by: Number, unit: str, better: BetterDirection) -> str:
    """Return a change in words: `up 3.9, which is better`, `down 2 percentage points`, `no change`.

    Units of the form "of 20" are left out, since 3.9 of 20 would read as a score, and so are those of a change of one,
    since they stand in the plural. Better and worse are said only of a measure for which one way is.
    """
    if not by:
        return "no change"
    one = abs(by) == 1
    amount = f"{'up' if by > 0 else 'down'} {format_plain_number(abs(by))}"
    if unit == "%":
        amount += " percentage point" if one else " percentage points"
    elif unit and not unit.startswith("of ") and not one:
        amount += f" {unit}"
    return f"{amount}, which is {verdict}" if (verdict := describe_verdict(by, better)) else amount


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


# --- A long series about its own median, as a run chart shows it.


class MedianRun(NamedTuple):
    """A series with its median, how many values lie on either side of it, and the longest run on one side."""

    series: Series
    median: float
    above: int
    below: int
    longest: tuple[SeriesPoint, ...]

    @property
    def on_it(self) -> int:
        """How many values are the median itself."""
        return len(self.series.points) - self.above - self.below


def build_median_run(series: Series) -> MedianRun | None:
    """Return the series as a run, or None where it has fewer than MIN_RUN_VALUES values.

    Values on the median neither lengthen nor break a run. Six or more on one side are a shift that chance seldom
    makes. Source: Perla, Provost & Murray (2011), BMJ Quality & Safety 20, 46-51.
    """
    if len(series.points) < MIN_RUN_VALUES:
        return None
    middle = float(median(point.value for point in series.points))
    off = [point for point in series.points if point.value != middle]
    above = sum(point.value > middle for point in off)
    runs = [tuple(run) for _, run in groupby(off, key=lambda point: point.value > middle)]
    return MedianRun(series, middle, above, len(off) - above, max(runs, key=len, default=()))
