"""Effect sizes, each with its source: how far two groups lie apart, and how far one moved, in standard deviations.

Below 5 learners in a group nothing is worked out, and below 6 not for one group measured twice: only counts and values
are told; below 5 a warning that a figure may point to a child. What is never worked out: probabilities of
"significance", months of progress, and any label for how large a number is.
"""

from math import exp, lgamma, sqrt
from statistics import NormalDist
from typing import NamedTuple

from enquiry.insight.measures.intervals import Interval, SampleFigures, Z

IDENTIFIABLE = 5
"""Below this many learners a figure may point to one of them."""
MIN_TWO_GROUPS = 5
"""Below this many learners in one of two groups only counts and values are shown."""
MIN_SAME_GROUP = 6
"""Below this many learners measured twice only counts and values are shown."""
SUPPOSED_ICCS = (0.05, 0.10, 0.15)
"""Intraclass correlations of school scores by which a difference between two classes is told."""
SUPPOSED_RS = (0.5, 0.9)
"""Correlations of two measurements by which a change is told where it is not known how far they go together."""


class SupposedInterval(NamedTuple):
    """The interval that an effect size would have, were what is not known as supposed: an r, or an ICC."""

    supposed: float
    interval: Interval


class EffectSize(NamedTuple):
    """A standardised difference: `d`, and `g`, which is d without its bias in small groups; the variance of d.

    `interval` is the 95 % interval, None where it can't be known. `supposed` holds what it would be, were the two
    measurements to go together so far, or the learners of a class so alike.
    """

    d: float
    g: float
    var_d: float | None
    interval: Interval | None
    supposed: tuple[SupposedInterval, ...] = ()


def compute_bias_correction(df: int) -> float:
    """Return J, which takes the bias of small groups out of d, for two or more degrees of freedom.

    J = Γ(df/2) / (√(df/2) · Γ((df - 1)/2)), exactly; 1 - 3/(4·df - 1) is near it. Source: Hedges (1981), Journal of
    Educational Statistics 6(2), 107-128.
    """
    return exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)


def compute_two_group_effect(
    one: SampleFigures, other: SampleFigures, iccs: tuple[float, ...] = SUPPOSED_ICCS
) -> EffectSize:
    """Return how far apart two groups lie that were measured once: Hedges' g, in pooled standard deviations.

    d = (M1 - M2) / SD pooled, g = J·d, var(d) = (n1 + n2)/(n1·n2) + d²/(2(n1 + n2)). Source: Borenstein, Hedges,
    Higgins & Rothstein (2009), Introduction to Meta-Analysis, 4.18 to 4.24. The interval is g ± 1.96·√((n1 + n2)/
    (n1·n2) + g²/(2(n1 + n2))), as though learners were independent; `supposed` has it by these intraclass
    correlations. The two may not both be without spread.
    """
    n, df = one.n + other.n, one.n + other.n - 2
    pooled = sqrt(((one.n - 1) * one.sd**2 + (other.n - 1) * other.sd**2) / df)
    d = (one.mean - other.mean) / pooled
    g = compute_bias_correction(df) * d
    var_d = n / (one.n * other.n) + d**2 / (2 * n)
    shown = round(g, 2)  # so that who reckons again from the printed figure finds the printed intervals
    supposed = tuple(SupposedInterval(icc, compute_clustered_interval(shown, one.n, other.n, icc)) for icc in iccs)
    return EffectSize(d, g, var_d, compute_clustered_interval(g, one.n, other.n, 0), supposed)


def compute_clustered_interval(g: float, n: int, m: int, icc: float) -> Interval:
    """Return the interval of g between a class of `n` and one of `m`, learners of one class being alike by `icc`.

    The variance of the difference is multiplied by the design effect 1 + (size - 1)·icc, size being the mean of the
    two. Source: Kish (1965), Survey Sampling, 5.4; Hedges (2007), Journal of Educational and Behavioral Statistics
    32, 341-370.
    """
    design = 1 + ((n + m) / 2 - 1) * icc
    reach = Z * sqrt((n + m) / (n * m) * design + g**2 / (2 * (n + m)))
    return Interval(g - reach, g + reach)


def compute_clustered_coverage(icc: float) -> float:
    """Return how often such an interval between one class and another holds the truth, from 0 to 1.

    The SD within two classes leaves out how far classes differ, and is that of all learners times √(1 - icc): the
    interval reaches so far too short, 1.96·√(1 - icc) standard errors. Simulation agrees within a hundredth.
    """
    return 2 * NormalDist().cdf(Z * sqrt(1 - icc)) - 1


def compute_same_learners_effect(
    before: SampleFigures, after: SampleFigures, sd_change: float | None = None
) -> EffectSize:
    """Return how far one group moved between two measurements: d_av and g_av, never d_z.

    d_av = (M2 - M1) / √((SD1² + SD2²)/2), g_av = J(n - 1)·d_av. Source: Cumming (2012), Understanding the New
    Statistics, chapter 11. The interval is Bonett's about d_av; where `sd_change`, the standard deviation of the
    changes, is not known, `supposed` has it by the correlations SUPPOSED_RS. n is the smaller of the two. The two may
    not both be without spread.
    """
    n, change = min(before.n, after.n), after.mean - before.mean
    d = change / sqrt((before.sd**2 + after.sd**2) / 2)
    g = compute_bias_correction(n - 1) * d

    def build_interval(r: float) -> tuple[float, Interval]:
        variance = compute_change_variance(d, (before.sd, after.sd), r, n)
        return variance, Interval(d - Z * sqrt(variance), d + Z * sqrt(variance))

    if sd_change is None:
        return EffectSize(d, g, None, None, tuple(SupposedInterval(r, build_interval(r)[1]) for r in SUPPOSED_RS))
    r = compute_correlation(before.sd, after.sd, sd_change)
    if not sd_change or abs(r) >= 1:
        return EffectSize(d, g, None, None)
    return EffectSize(d, g, *build_interval(r))


def compute_change_variance(d: float, sds: tuple[float, float], r: float, n: int) -> float:
    """Return the variance of d_av of `n` learners whose two scores spread by `sds` and go together by `r`.

    d²(SD1⁴ + SD2⁴ + 2r²SD1²SD2²)/(8·df·s⁴) + (SD1² + SD2² - 2r·SD1·SD2)/(df·s²), s² being the mean of the two
    variances and df = n - 1. Source: Bonett (2008), Psychological Methods 13, 99-109.
    """
    one, other = (sd**2 for sd in sds)
    mean, df = (one + other) / 2, n - 1
    spread = d**2 * (one**2 + other**2 + 2 * r**2 * one * other) / (8 * df * mean**2)
    return spread + (one + other - 2 * r * sds[0] * sds[1]) / (df * mean)


def compute_correlation(sd_before: float, sd_after: float, sd_change: float) -> float:
    """Return how far two measurements go together: r = (SD1² + SD2² - SD of changes²) / (2·SD1·SD2)."""
    return (sd_before**2 + sd_after**2 - sd_change**2) / (2 * sd_before * sd_after) if sd_before * sd_after else 1.0


def compute_change_sd(sd_before: float, sd_after: float, r: float) -> float:
    """Return the standard deviation of the changes where the correlation of the two measurements is `r`."""
    return sqrt(max(0.0, sd_before**2 + sd_after**2 - 2 * r * sd_before * sd_after))
