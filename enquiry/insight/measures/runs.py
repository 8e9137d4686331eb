"""A long series about a median, as a run chart shows it: whether it has shifted, by rules that noise seldom meets.

Rule: the median is that of the values before the action, frozen, where there are four or more of them; else that of all
values. About a median a series is not random where its longest run is longer than round(log2 n + 3), or where it
crosses the median less often than 95 in 100 random series do, n being the values that are not the median itself.
Source: Anhøj & Olesen (2014), PLoS ONE 9:e113825; runs end and median as there.

A median frozen from few values lies off by chance itself: by this rule alone noise at n 40 with five values before the
action is called a shift in 32 of 100. So it is a shift where the rule holds about the median of all values too, or
where the long run lies beyond where the frozen median may lie (its 90 % interval by ranks). Noise then
gives 1 to 5 in 100.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import comb, log2
from statistics import median
from typing import NamedTuple

from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.model.amount import Number

MIN_RUN_VALUES = 10
"""Values from which a series is drawn as a run chart."""
MIN_FROZEN = 4
"""Values before the action from which their median is frozen."""


class MedianRun(NamedTuple):
    """A series with its median, how many values lie on either side of it, and what chance seldom gives.

    `frozen` is how many values before the action the median is that of, 0 where it is that of all. `longest` is the
    longest run on one `side` (above or below), `allowed` the longest that chance often gives; `crossings` are how often
    the series crosses the median, `expected` the fewest that chance often gives. `shift` says that it is
    one by the rule.
    """

    series: Series
    median: float
    above: int
    below: int
    longest: tuple[SeriesPoint, ...]
    side: str
    frozen: int
    allowed: int
    crossings: int
    expected: int
    shift: bool

    @property
    def on_it(self) -> int:
        """How many values are the median itself."""
        return len(self.series.points) - self.above - self.below


def build_median_run(series: Series) -> MedianRun | None:
    """Return the series as a run, or None where it has fewer than MIN_RUN_VALUES values."""
    if len(series.points) < MIN_RUN_VALUES:
        return None
    drawn = series.plotted
    before = [value for value, point in zip(drawn, series.points, strict=True) if point in series.baselines]
    frozen = len(before) if MIN_FROZEN <= len(before) < len(drawn) else 0
    middle = float(median(before if frozen else drawn))
    sides = [(value > middle, point) for value, point in zip(drawn, series.points, strict=True) if value != middle]
    runs = [(above, tuple(point for _, point in run)) for above, run in groupby(sides, key=lambda side: side[0])]
    allowed, expected = compute_run_limits(len(sides))
    shift = is_shifted(drawn, middle)
    if frozen:
        low, high = _find_median_reach(before)
        beyond = max(_find_longest_run(drawn, high, above=True), _find_longest_run(drawn, low, above=False))
        shift = (shift and is_shifted(drawn, float(median(drawn)))) or beyond > allowed
    above = sum(side for side, _ in sides)
    upper, longest = max(runs, key=lambda run: len(run[1]), default=(True, ()))
    counts = (frozen, allowed, max(len(runs) - 1, 0), expected, shift)
    return MedianRun(series, middle, above, len(sides) - above, longest, "above" if upper else "below", *counts)


def is_shifted(values: Sequence[Number], middle: float) -> bool:
    """Say whether the rule of Anhøj and Olesen calls a series about a median not random."""
    sides = [value > middle for value in values if value != middle]
    allowed, expected = compute_run_limits(len(sides))
    longest = max((len(list(run)) for _, run in groupby(sides)), default=0)
    return longest > allowed or sum(one != other for one, other in pairwise(sides)) < expected


def compute_run_limits(n: int) -> tuple[int, int]:
    """Return the longest run that chance often gives to `n` values off the median, and the fewest crossings.

    round(log2 n + 3), and the lower 5 % point of a binomial distribution of n - 1 and a half.
    """
    if n < 2:
        return n, 0
    expected, tail = 0, 0.5 ** (n - 1)
    while tail < 0.05:
        expected += 1
        tail += comb(n - 1, expected) * 0.5 ** (n - 1)
    return round(log2(n) + 3), expected


def _find_longest_run(values: Sequence[Number], line: float, *, above: bool) -> int:
    sides = [(value > line) is above for value in values if value != line]
    return max((len(list(run)) for side, run in groupby(sides) if side), default=0)


def _find_median_reach(values: Sequence[Number]) -> tuple[float, float]:
    """Return the two values between which the median lies with 90 % by ranks; of fewer than 8 the outermost."""
    ranked, n, place = sorted(values), len(values), 0
    while place + 2 < n / 2 and 1 - 2 * sum(comb(n, k) for k in range(place + 2)) * 0.5**n >= 0.9:
        place += 1
    return float(ranked[place]), float(ranked[n - 1 - place])
