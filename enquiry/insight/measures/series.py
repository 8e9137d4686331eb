"""Series: the values of one measure in one cycle, in the order of the days."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from statistics import median
from typing import NamedTuple

from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue, Number, format_plain_number, is_same_measure


class SeriesPoint(NamedTuple):
    """One value: when, of how many learners, and the entry that brought it."""

    on: date
    value: Number
    sd: Number | None
    n: int | None
    entry: str


class Series(NamedTuple):
    """The values of one measure in one cycle."""

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


def collect_series(cycle: Cycle, journal: Journal) -> tuple[Series, ...]:
    """Return the cycle's measures in the order in which they first appear, each with all its values."""
    points: dict[str, list[SeriesPoint]] = {}
    for evidence, value in cycle.iterate_values():
        name = next((known for known in points if is_same_measure(known, value.measure)), value.measure)
        points.setdefault(name, []).append(_point(evidence.happened_on, value, evidence.n, evidence.name))
    return tuple(_series(name, tuple(found), journal) for name, found in points.items())


def _point(on: date, value: MeasuredValue, n: int | None, entry: str) -> SeriesPoint:
    return SeriesPoint(on, value.value, value.sd, n, entry)


def _series(name: str, points: tuple[SeriesPoint, ...], journal: Journal) -> Series:
    known = journal.find_measure(name)
    return Series(name, known.unit if known else "", known.better if known else BetterDirection.NEITHER, points)


def format_point(point: SeriesPoint, unit: str) -> str:
    """Return a value with its unit, standard deviation and number of learners: `11.2 of 20 (SD 4.1, n 24)`."""
    value = f"{format_plain_number(point.value)}{'' if unit in ('', '%') else ' '}{unit}"
    aside = [f"SD {format_plain_number(point.sd)}" if point.sd is not None else "", f"n {point.n}" if point.n else ""]
    said = ", ".join(filter(None, aside))
    return f"{value} ({said})" if said else value


# --- A long series about its own median, as a run chart shows it.


MIN_RUN_VALUES = 10
"""Values from which a series is drawn as a run chart."""
LONG_RUN = 6
"""Values in a row on one side of the median that are worth a question."""


class MedianRun(NamedTuple):
    """A series with its median, and the longest stretch of values on one side of it."""

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
    """Return the series as a run, or None where it has fewer than ENOUGH values."""
    points = series.points
    if len(points) < MIN_RUN_VALUES:
        return None
    middle = float(median(point.value for point in points))
    above = sum(point.value > middle for point in points)
    below = sum(point.value < middle for point in points)
    return MedianRun(series, middle, above, below, _longest(points, middle))


def _longest(points: Sequence[SeriesPoint], middle: float) -> tuple[SeriesPoint, ...]:
    """Return the longest stretch on one side; values on the median neither lengthen nor break it.

    Six or more are a shift that chance seldom makes. Source: Perla, Provost & Murray (2011), BMJ Quality & Safety 20,
    46-51.
    """
    off = [point for point in points if point.value != middle]
    stretches = [tuple(stretch) for _, stretch in groupby(off, key=lambda point: point.value > middle)]
    return max(stretches, key=len, default=())
