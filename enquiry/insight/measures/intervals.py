"""Intervals of what was counted and measured as it is: means, their differences, proportions; and Student's t.

Each is a 95 % interval with its source. None says that a difference is "significant", which no table here decides.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, lgamma, log, sqrt
from statistics import fmean
from typing import NamedTuple

Z = 1.96
"""Standard errors on either side of an estimate that make a 95 % interval."""


class SampleFigures(NamedTuple):
    """What a group's scores come to: their mean, their standard deviation (of n - 1) and how many they are."""

    mean: float
    sd: float
    n: int


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


class PairedCounts(NamedTuple):
    """Of learners looked at twice: how many had it both times, lost it, gained it, and had it neither time."""

    both: int
    lost: int
    gained: int
    neither: int


class AdjustedDifference(NamedTuple):
    """A difference of two groups' later scores, had they begun alike: its interval, and the slope it rests on."""

    by: float
    interval: Interval
    slope: float


def compute_change_interval(change: float, sd_change: float, n: int) -> Interval:
    """Return the 95 % interval of a mean change: m ± t·s/√n, t with n - 1 degrees of freedom (Student, 1908)."""
    reach = compute_t_quantile(0.975, n - 1) * sd_change / sqrt(n)
    return Interval(change - reach, change + reach)


def compute_mean_difference_interval(one: SampleFigures, other: SampleFigures) -> Interval:
    """Return the 95 % interval of the first mean less the second, whatever their spreads.

    Source: Welch (1947), Biometrika 34, 28-35, with the degrees of freedom of Welch and Satterthwaite. Each has two
    learners or more.
    """
    parts = [side.sd**2 / side.n for side in (one, other)]
    by, variance = one.mean - other.mean, sum(parts)
    if not variance:
        return Interval(by, by)
    df = variance**2 / sum(part**2 / (side.n - 1) for part, side in zip(parts, (one, other), strict=True))
    reach = compute_t_quantile(0.975, df) * sqrt(variance)
    return Interval(by - reach, by + reach)


def compute_adjusted_difference(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]
) -> AdjustedDifference | None:
    """Return the difference after, the first less the second, adjusted for scores before; None where it can't be had.

    Analysis of covariance with one slope for both groups: (M1 - M2) - b(m1 - m2), its variance the mean square left
    over times 1/n1 + 1/n2 + (m1 - m2)²/S, t with n1 + n2 - 3 degrees of freedom, S the sum of squares before within
    the groups. Source: Maxwell & Delaney (2004), Designing Experiments and Analyzing Data, chapter 9. Each pair is a
    learner's score before and after.
    """
    groups, df = (one, other), len(one) + len(other) - 3
    means = [tuple(fmean(column) for column in zip(*group, strict=True)) for group in groups]
    xx, xy, yy = (
        sum((p[a] - m[a]) * (p[b] - m[b]) for group, m in zip(groups, means, strict=True) for p in group)
        for a, b in ((0, 0), (0, 1), (1, 1))
    )
    if df < 1 or xx <= 0:
        return None
    slope, apart = xy / xx, means[0][0] - means[1][0]
    by = means[0][1] - means[1][1] - slope * apart
    variance = max(0.0, yy - slope * xy) / df * (1 / len(one) + 1 / len(other) + apart**2 / xx)
    reach = compute_t_quantile(0.975, df) * sqrt(variance)
    return AdjustedDifference(by, Interval(by - reach, by + reach), slope)


# --- Proportions.


def compute_share_interval(count: int, of: int) -> Interval:
    """Return the 95 % interval of a proportion, both ends from 0 to 1.

    Wilson's score interval, good for small counts and never outside 0 to 1. Source: Wilson (1927), Journal of the
    American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    """
    p, weight = count / of, Z**2 / of
    centre, reach = p + weight / 2, Z * sqrt(p * (1 - p) / of + weight / (4 * of))
    low, high = (centre - reach) / (1 + weight), (centre + reach) / (1 + weight)
    return Interval(0.0 if count == 0 else max(0.0, low), 1.0 if count == of else min(1.0, high))


def compute_share_difference_interval(one: tuple[int, int], other: tuple[int, int]) -> Interval:
    """Return the 95 % interval of the first proportion less the second, of different learners; each `(5, 24)`.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: the two Wilson intervals squared and added.
    """
    p, q = (count / of for count, of in (one, other))
    first, second = (compute_share_interval(count, of) for count, of in (one, other))
    low = p - q - sqrt((p - first.low) ** 2 + (second.high - q) ** 2)
    return Interval(low, p - q + sqrt((first.high - p) ** 2 + (q - second.low) ** 2))


def compute_paired_share_interval(counts: PairedCounts) -> Interval:
    """Return the 95 % interval of the proportion after less that before, of the same learners.

    Source: Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10: as for two groups, less what the two
    answers of one learner have in common (φ, corrected for continuity where they go together).
    """
    a, b, c, d = counts.both, counts.gained, counts.lost, counts.neither
    n = a + b + c + d
    p, q = (a + b) / n, (a + c) / n
    first, second = compute_share_interval(a + b, n), compute_share_interval(a + c, n)
    product = (a + b) * (c + d) * (a + c) * (b + d)
    together = a * d - b * c
    common = max(together - n / 2, 0.0) if together > 0 else together
    phi = common / sqrt(product) if product else 0.0
    low, high = (
        sqrt(max(0.0, x**2 - 2 * phi * x * y + y**2))
        for x, y in ((p - first.low, second.high - q), (first.high - p, q - second.low))
    )
    return Interval(p - q - low, p - q + high)


# --- Student's t: how far a mean may lie from the truth where its spread was itself estimated from few values.


_LEAST = 1e-300
_CLOSE = 1e-15


def compute_t_tail(t: float, df: float) -> float:
    """Return the probability of a value above `t` with `df` degrees of freedom.

    Source: Abramowitz & Stegun (1964), 26.5.27: the two tails together are I_x(df/2, 1/2) with x = df / (df + t²).
    """
    squared = t * t
    tail = _compute_incomplete_beta(df / (df + squared), squared / (df + squared), df / 2, 0.5) / 2
    return tail if t >= 0 else 1 - tail


@lru_cache(maxsize=256)
def compute_t_quantile(p: float, df: float) -> float:
    """Return the value below which a share `p` of Student's t lies, for 0 < p < 1 and `df` degrees of freedom.

    Found by halving until two neighbouring floats are left, in the tail that keeps the precision; the distribution is
    symmetric about zero. Checked against printed tables to four decimals.
    """
    if p == 0.5:
        return 0.0
    tail, low, high = min(p, 1 - p), 0.0, 1.0
    while compute_t_tail(high, df) > tail:
        low, high = high, high * 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if compute_t_tail(middle, df) > tail else (low, middle)
    return high if p > 0.5 else -high


def _compute_incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), `rest` being 1 - x.

    Source: NIST Digital Library of Mathematical Functions, 8.17.22 (the continued fraction 1 + d₁/(1 + d₂/(1 + …)), by
    Lentz's method as Thompson and Barnett amended it) and 8.17.4 (the symmetry that keeps to where it converges fast).
    """
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _compute_incomplete_beta(rest, x, b, a)
    value = c = 1.0
    d, term, step = 0.0, 0, 0.0
    while abs(step - 1) > _CLOSE:
        term += 1
        m, odd = divmod(term, 2)
        numerator = -(a + m) * (a + b + m) if odd else m * (b - m)
        numerator *= x / ((a + term - 1) * (a + term))
        d = 1 / _keep_off_zero(1 + numerator * d)
        c = _keep_off_zero(1 + numerator / c)
        step = c * d
        value *= step
    return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest)) / a / value


def _keep_off_zero(value: float) -> float:
    return value if abs(value) > _LEAST else _LEAST
