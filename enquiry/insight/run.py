"""A long series about its own median, as a run chart shows it."""

from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from enquiry.insight.measures.series import Point, Series

ENOUGH = 10
"""Values from which a series is drawn as a run chart."""
LONG = 6
"""Values in a row on one side of the median that are worth a question."""


class Run(NamedTuple):
    """A series with its median, and the longest stretch of values on one side of it."""

    series: Series
    median: float
    above: int
    below: int
    longest: tuple[Point, ...]

    @property
    def on_it(self) -> int:
        """How many values are the median itself."""
        return len(self.series.points) - self.above - self.below


def run_of(series: Series) -> Run | None:
    """Return the series as a run, or None where it has fewer than ENOUGH values."""
    points = series.points
    if len(points) < ENOUGH:
        return None
    middle = float(median(point.value for point in points))
    above = sum(point.value > middle for point in points)
    below = sum(point.value < middle for point in points)
    return Run(series, middle, above, below, _longest(points, middle))


def _longest(points: Sequence[Point], middle: float) -> tuple[Point, ...]:
    """Return the longest stretch on one side; values on the median neither lengthen nor break it.

    Six or more are a shift that chance seldom makes. Source: Perla, Provost & Murray (2011), BMJ Quality & Safety 20,
    46-51.
    """
    off = [point for point in points if point.value != middle]
    stretches = [tuple(stretch) for _, stretch in groupby(off, key=lambda point: point.value > middle)]
    return max(stretches, key=len, default=())
