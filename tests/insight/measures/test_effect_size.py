"""The sums, against figures printed elsewhere and at the edges of their rules."""

from math import inf, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.measures.effect_size import (
    compute_bias_correction,
    compute_change_sd,
    compute_correlation,
    compute_same_learners_effect,
    compute_two_group_effect,
)
from enquiry.insight.measures.intervals import (
    SampleFigures,
    compute_change_interval,
    compute_share_interval,
    compute_t_quantile,
    compute_t_tail,
)

TABLE = [
    (0.90, 7, 1.4149),
    (0.95, 1, 6.3138),
    (0.95, 5, 2.0150),
    (0.975, 1, 12.7062),
    (0.975, 2, 4.3027),
    (0.975, 5, 2.5706),
    (0.975, 10, 2.2281),
    (0.975, 24, 2.0639),
    (0.975, 30, 2.0423),
    (0.975, 120, 1.9799),
    (0.995, 1, 63.6567),
    (0.995, 10, 3.1693),
    (0.9995, 3, 12.9240),
]


@pytest.mark.parametrize(("p", "df", "printed"), TABLE)
def test_students_t_is_that_of_the_printed_tables(p: float, df: int, printed: float) -> None:
    assert round(compute_t_quantile(p, df), 4) == printed


def test_students_t_with_many_degrees_of_freedom_is_the_normal_distribution() -> None:
    assert isclose(compute_t_quantile(0.975, 10_000_000), 1.959964, abs_tol=1e-6)


@given(st.floats(0.001, 0.999), st.integers(1, 400))
def test_students_t_is_symmetric(p: float, df: int) -> None:
    assert isclose(compute_t_quantile(p, df), -compute_t_quantile(1 - p, df), rel_tol=1e-9, abs_tol=1e-9)


@given(st.floats(0.501, 0.99), st.floats(0.001, 0.009), st.integers(1, 400))
def test_students_t_grows_with_the_share_and_shrinks_with_the_learners(p: float, more: float, df: int) -> None:
    assert compute_t_quantile(p, df) < compute_t_quantile(p + more, df)
    assert compute_t_quantile(p, df + 1) < compute_t_quantile(p, df)


@given(st.floats(-40, 40), st.integers(1, 400))
def test_a_quantile_undoes_its_probability(t: float, df: int) -> None:
    tail = compute_t_tail(t, df)
    if 1e-12 < tail < 1 - 1e-9:
        assert isclose(compute_t_quantile(1 - tail, df), t, rel_tol=1e-3, abs_tol=1e-6)


def test_the_edges_of_students_t() -> None:
    assert compute_t_quantile(0.5, 3) == 0
    assert compute_t_tail(0, 3) == 0.5
    assert compute_t_tail(1e200, 3) == 0
    assert compute_t_tail(-1e200, 3) == 1
    assert compute_t_quantile(1e-9, 5) < -30


@pytest.mark.parametrize(("df", "exact"), [(2, 0.5642), (10, 0.9227), (51, 0.9852), (98, 0.9923)])
def test_the_correction_is_exact_and_near_its_approximation(df: int, exact: float) -> None:
    assert round(compute_bias_correction(df), 4) == exact
    assert abs(compute_bias_correction(df) - (1 - 3 / (4 * df - 1))) < 0.01


def test_two_groups_that_a_coin_parted() -> None:
    effect = compute_two_group_effect(SampleFigures(14.9, 3.9, 27), SampleFigures(12.6, 4.1, 26))
    assert effect.interval
    assert [round(number, 2) for number in (effect.g, *effect.interval)] == [0.57, 0.02, 1.12]


def test_two_groups_of_the_textbook() -> None:
    effect = compute_two_group_effect(SampleFigures(103, 5.5, 50), SampleFigures(100, 4.5, 50))
    assert effect.var_d is not None
    assert [round(number, 4) for number in (effect.d, effect.g, effect.var_d)] == [0.5970, 0.5924, 0.0418]


def test_one_class_twice_is_standardised_by_its_scores_and_never_by_its_changes() -> None:
    before, after = SampleFigures(11.2, 4.1, 24), SampleFigures(15.1, 3.8, 24)
    effect = compute_same_learners_effect(before, after)
    assert isclose(effect.d, 3.9 / sqrt((4.1**2 + 3.8**2) / 2))
    assert isclose(effect.g, compute_bias_correction(23) * 3.9 / sqrt((4.1**2 + 3.8**2) / 2))
    assert effect.interval is None
    assert [one.supposed for one in effect.supposed] == [0.5, 0.9]
    close = compute_same_learners_effect(before, after, compute_change_sd(4.1, 3.8, 0.9))
    assert close.g == effect.g
    assert close.interval
    assert [round(end, 2) for end in close.interval] == [0.66, 1.32]
    assert close.interval == effect.supposed[1].interval


def test_closer_pairs_give_a_narrower_interval() -> None:
    before, after = SampleFigures(11.2, 4.1, 24), SampleFigures(15.1, 3.8, 24)
    widths = []
    for r in (-0.5, 0, 0.5, 0.9):
        interval = compute_same_learners_effect(before, after, compute_change_sd(4.1, 3.8, r)).interval
        assert interval
        widths.append(interval.high - interval.low)
    assert widths == sorted(widths, reverse=True)


def test_all_moving_alike_leaves_no_interval() -> None:
    one, other = SampleFigures(15, 3, 20), SampleFigures(16, 3, 20)
    assert compute_same_learners_effect(one, other, 0.0).interval is None
    assert compute_same_learners_effect(one, other, 6.0).interval is None


def test_correlation_and_spread_of_changes_undo_each_other() -> None:
    assert isclose(compute_correlation(4.1, 3.8, compute_change_sd(4.1, 3.8, 0.7)), 0.7)
    assert compute_correlation(0, 3.8, 3.8) == 1
    assert compute_change_sd(4, 4, 1) == 0


def test_a_mean_change_has_students_interval() -> None:
    low, high = compute_change_interval(3.9, 4.0, 25)
    assert isclose(high - 3.9, 2.063899 * 4 / 5, rel_tol=1e-6)
    assert isclose(3.9 - low, high - 3.9)


def test_fifteen_of_twenty_three() -> None:
    interval = compute_share_interval(15, 23)
    assert [round(100 * part) for part in (15 / 23, *interval)] == [65, 45, 81]


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_interval_and_the_interval_between_none_and_all(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = compute_share_interval(count, of)
    assert 0 <= low <= count / of <= high <= 1
    assert low < high < inf
    mirrored = compute_share_interval(of - count, of)
    assert isclose(low, 1 - mirrored.high, abs_tol=1e-12)


@given(st.integers(1, 60), st.integers(1, 8))
def test_more_learners_give_a_narrower_share(of: int, times: int) -> None:
    count = of // 2
    narrow, wide = compute_share_interval(count * (times + 1), of * (times + 1)), compute_share_interval(count, of)
    assert narrow.high - narrow.low < wide.high - wide.low
