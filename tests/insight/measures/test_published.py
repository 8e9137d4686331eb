"""Published and independently computed figures, each with its source: what the program works out must be the same.

"scipy" and "statsmodels" stand for figures that scipy 1.17 and statsmodels 0.14 gave for the same input.
"""

from collections.abc import Iterable

from enquiry.insight.measures.effect_size import (
    compute_bias_correction,
    compute_change_sd,
    compute_change_variance,
    compute_clustered_interval,
    compute_same_learners_effect,
    compute_two_group_effect,
)
from enquiry.insight.measures.intervals import (
    PairedCounts,
    SampleFigures,
    compute_adjusted_difference,
    compute_change_interval,
    compute_mean_difference_interval,
    compute_paired_share_interval,
    compute_share_difference_interval,
    compute_share_interval,
    compute_t_quantile,
)
from enquiry.insight.measures.runs import compute_run_limits, is_shifted


def cut(ends: Iterable[float] | None, digits: int = 4) -> tuple[float, ...]:
    return tuple(round(end, digits) + 0.0 for end in ends or ())


def test_students_t_is_that_of_printed_tables() -> None:
    """Fisher & Yates, Statistical Tables, table III; scipy.stats.t.ppf agrees."""
    printed = {1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 5: 2.5706, 8: 2.3060, 11: 2.2010, 23: 2.0687, 51: 2.0076}
    assert {df: round(compute_t_quantile(0.975, df), 4) for df in printed} == printed


def test_the_correction_of_small_groups_is_that_of_the_table() -> None:
    """Hedges (1981), table 1."""
    printed = {2: 0.5642, 3: 0.7236, 4: 0.7979, 5: 0.8408, 10: 0.9228, 20: 0.9619, 50: 0.9849}
    assert all(abs(compute_bias_correction(df) - one) < 0.0002 for df, one in printed.items())


TWO_GROUPS = {
    "mixed homework: 14.9 (3.9, 27) and 12.6 (4.1, 26)": ((14.9, 3.9, 27), (12.6, 4.1, 26), (0.57, 0.02, 1.12)),
    "Borenstein and others (2009), p. 26 to 28": ((103, 5.5, 50), (100, 4.5, 50), (0.59, 0.19, 0.99)),
}


def test_two_groups_are_those_of_the_books() -> None:
    for source, (one, other, printed) in TWO_GROUPS.items():
        found = compute_two_group_effect(SampleFigures(*one), SampleFigures(*other))
        assert cut((found.g, *(found.interval or ())), 2) == printed, source


CLUSTERED = {  # g 0.57, 27 and 26 learners; the design effect 1 + (m - 1)·icc by hand
    0.0: (0.02, 1.12),
    0.05: (-0.25, 1.39),
    0.10: (-0.45, 1.59),
    0.15: (-0.62, 1.76),
}


def test_two_classes_are_told_by_the_design_effect() -> None:
    for icc, printed in CLUSTERED.items():
        assert cut(compute_clustered_interval(0.57, 27, 26, icc), 2) == printed


BONETT = [  # Bonett (2008), equation 7, by hand: the two SDs, d, r, n, and the interval
    ((3.8, 4.1), 3.9, 0.9, 24, (0.6582, 1.3151)),
    ((1.0, 1.0), 0.0, 0.5, 26, (-0.3920, 0.3920)),
    ((1.0, 1.0), 0.0, 0.0, 9, (-0.9800, 0.9800)),
    ((1.0, 1.0), 1.0, 0.0, 9, (-0.0394, 2.0394)),
]


def test_one_class_twice_is_told_by_bonetts_interval() -> None:
    for (early, late), change, r, n, printed in BONETT:
        sides = SampleFigures(0, early, n), SampleFigures(change, late, n)
        found = compute_same_learners_effect(*sides, compute_change_sd(early, late, r))
        assert cut(found.interval) == printed
    assert round(compute_change_variance(1.0, (1, 1), 0.5, 25), 5) == round((2 + 0.5) / 192 + 1 / 24, 5)


WELCH = [  # scipy.stats.ttest_ind_from_stats(equal_var=False)
    ((14.9, 3.9, 27), (12.6, 4.1, 26), (0.0914, 4.5086)),
    ((103, 5.5, 50), (100, 4.5, 50), (1.0047, 4.9953)),
    ((71, 14, 8), (92, 17, 8), (-37.7575, -4.2425)),
    ((10, 2, 5), (12, 6, 30), (-4.9592, 0.9592)),
    ((3.1, 0.4, 12), (2.9, 1.1, 9), (-0.6614, 1.0614)),
    ((50, 10, 6), (50, 10, 6), (-12.8642, 12.8642)),
    ((7, 0, 5), (6, 2, 10), (-0.4307, 2.4307)),
]
CHANGES = [  # scipy.stats.t.interval
    ((3.9, 4, 25), (2.2489, 5.5511)),
    ((1, 2, 6), (-1.0989, 3.0989)),
    ((0, 1, 12), (-0.6354, 0.6354)),
    ((-2.5, 3.3, 18), (-4.1411, -0.8589)),
    ((21, 9, 8), (13.4758, 28.5242)),
]


def test_means_have_the_intervals_of_students_t() -> None:
    for one, other, printed in WELCH:
        assert cut(compute_mean_difference_interval(SampleFigures(*one), SampleFigures(*other))) == printed
    for (change, sd, n), printed in CHANGES:
        assert cut(compute_change_interval(change, sd, n)) == printed


WILSON = {  # statsmodels proportion_confint(method="wilson"); 81 of 263 and below in Newcombe (1998), table I
    (15, 23): (0.4489, 0.8119),
    (5, 24): (0.0924, 0.4047),
    (17, 24): (0.5083, 0.8509),
    (12, 23): (0.3296, 0.7076),
    (0, 10): (0.0, 0.2775),
    (10, 10): (0.7225, 1.0),
    (1, 6): (0.0301, 0.5635),
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0, 0.1611),
    (1, 29): (0.0061, 0.1718),
}
NEWCOMBE = [  # statsmodels confint_proportions_2indep(method="newcomb"); 56 of 70 in Newcombe (1998), table II
    ((17, 24), (5, 24), (0.2197, 0.6837)),
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((10, 10), (0, 10), (0.6075, 1.0)),
    ((12, 23), (5, 24), (0.0387, 0.5325)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((20, 26), (12, 26), (0.0435, 0.5193)),
    ((10, 10), (0, 20), (0.6791, 1.0)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
]
PAIRED = [  # Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10, by hand from statsmodels' Wilson
    (PairedCounts(36, 2, 12, 0), (0.0569, 0.3404)),
    (PairedCounts(5, 2, 9, 8), (0.0234, 0.5064)),
    (PairedCounts(10, 1, 4, 9), (-0.0635, 0.2967)),
    (PairedCounts(0, 0, 6, 6), (0.1544, 0.7462)),
    (PairedCounts(7, 0, 0, 5), (-0.1478, 0.1478)),
]


def test_shares_have_the_intervals_of_wilson_and_newcombe() -> None:
    for (count, of), printed in WILSON.items():
        assert all(abs(a - b) < 0.0002 for a, b in zip(compute_share_interval(count, of), printed, strict=True))
    for one, other, printed in NEWCOMBE:
        found = compute_share_difference_interval(one, other)
        assert all(abs(a - b) < 0.0002 for a, b in zip(found, printed, strict=True)), (one, other)
    for counts, printed in PAIRED:
        assert all(abs(a - b) < 0.0002 for a, b in zip(compute_paired_share_interval(counts), printed, strict=True))


ANCOVA = [  # statsmodels ols("after ~ before + group"): the group's coefficient, its interval, the slope
    (
        "12,14 14,15 12,14 6,10 15,16 13,18 9,14 13,10",
        "12,9 12,12 11,11 13,14 8,10 10,15 9,8 13,13 11,16",
        (1.4641, -1.1829, 4.1111, 0.5479),
    ),
    (
        "12,13 9,14 9,16 1,3 18,16 16,15 10,15 14,16 12,17 9,14 15,17 10,14",
        "10,11 8,11 13,11 11,11 13,14 9,14 12,11 7,6 14,13 12,15 12,12 13,16",
        (2.0266, 0.1326, 3.9206, 0.6806),
    ),
    ("19,19 1,5 13,14 9,10 9,11", "10,12 3,5 10,13 8,9 24,22 12,16", (-0.264, -2.058, 1.53, 0.7958)),
    (
        "8,9 6,7 10,13 13,13 16,20 11,15",
        (
            "9,6 8,10 14,12 18,17 12,13 6,4 7,8 17,16 12,15 4,4 11,13 6,6 8,9 9,9 8,12 13,15 11,17 9,11 13,15 14,16 "
            "4,5 10,11 7,11 10,10 6,8 11,12 11,13 10,10 7,8 9,11"
        ),
        (1.0733, -0.6517, 2.7983, 0.9923),
    ),
]


def read_pairs(text: str) -> list[tuple[float, float]]:
    return [(float(before), float(after)) for before, after in (pair.split(",") for pair in text.split())]


def test_two_groups_are_adjusted_as_by_analysis_of_covariance() -> None:
    for one, other, printed in ANCOVA:
        found = compute_adjusted_difference(read_pairs(one), read_pairs(other))
        assert found
        assert cut((found.by, *found.interval, found.slope)) == printed
    assert compute_adjusted_difference([(1, 2), (1, 3)], [(1, 2), (1, 4)]) is None


RUN_LIMITS = {10: (6, 2), 12: (7, 3), 15: (7, 4), 20: (7, 6), 24: (8, 8), 30: (8, 10), 40: (8, 14), 60: (9, 23)}
"""Anhøj & Olesen (2014): longest run round(log2 n + 3), fewest crossings scipy.stats.binom.ppf(.05, n - 1, .5)."""


def test_runs_are_judged_by_the_published_limits() -> None:
    assert {n: compute_run_limits(n) for n in RUN_LIMITS} == RUN_LIMITS
    assert is_shifted([41, 43, 40, 44, 42, 47, 48, 50, 49, 47, 51, 48], 42)
    assert not is_shifted([41, 44, 40, 44, 41, 47, 40, 50, 41, 47, 41, 48], 42)
