"""How often the intervals of shares hold the truth: reckoned exactly where that can be done, else simulated.

Counts come in whole steps, so that at one share an interval holds more often and at its neighbour less: what is claimed
is the mean over shares from .1 to .9 (93.5 to 96.5 %, of pairs from twelve on), and at any one of them nine in ten.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from math import comb, sqrt
from random import Random
from statistics import fmean

import pytest

from enquiry.insight.measures.intervals import (
    PairedCounts,
    compute_paired_share_interval,
    compute_share_difference_interval,
    compute_share_interval,
)

SIZES = (6, 12, 24, 60)
DRAWS = 3_000


def weigh(n: int, p: float) -> list[float]:
    """Return how likely each count of `n` is."""
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def cover_one(n: int, grid: Sequence[float]) -> list[float]:
    ends = [compute_share_interval(k, n) for k in range(n + 1)]
    return [sum(w for w, (low, high) in zip(weigh(n, p), ends, strict=True) if low <= p <= high) for p in grid]


def cover_two(n: int, grid: Sequence[float]) -> list[float]:
    ends = {(i, j): compute_share_difference_interval((i, n), (j, n)) for i, j in product(range(n + 1), repeat=2)}
    chances = {p: weigh(n, p) for p in grid}
    return [
        sum(chances[p][i] * chances[q][j] for (i, j), (low, high) in ends.items() if low <= p - q <= high)
        for p, q in product(grid, repeat=2)
    ]


def cover_pairs(n: int, grid: Sequence[float]) -> list[float]:
    chance, find = Random(5), lru_cache(None)(lambda *counts: compute_paired_share_interval(PairedCounts(*counts)))
    covered = list[float]()
    for p, q, phi in product(grid, grid, (0, 0.3, 0.6)):
        both = p * q + phi * sqrt(p * (1 - p) * q * (1 - q))
        cells = (both, p - both, q - both, 1 - p - q + both)
        if min(cells) < 0:
            continue
        draws = (chance.choices(range(4), cells, k=n) for _ in range(DRAWS))
        found = (find(*map(drawn.count, range(4))) for drawn in draws)
        covered.append(fmean(low <= q - p <= high for low, high in found))
    return covered


def test_shares_of_a_small_class_hold_the_truth_as_they_say() -> None:
    covered = cover_one(12, [at / 100 for at in range(10, 91)])
    assert 0.935 <= fmean(covered) <= 0.965
    assert min(covered) >= 0.9


@pytest.mark.long
def test_intervals_of_shares_hold_the_truth_as_often_as_they_say(figure: Callable[[str], None]) -> None:
    fine, coarse, few = ([at / 100 for at in range(10, 91, step)] for step in (1, 5, 20))
    missed = []
    for name, cover, grid in (("one", cover_one, fine), ("two", cover_two, coarse), ("pairs", cover_pairs, few)):
        for n in SIZES:
            covered = cover(n, grid)
            figure(f"shares, {name}, n {n}: {fmean(covered):.3f} on average, {min(covered):.3f} to {max(covered):.3f}")
            highest = 0.97 if name == "pairs" and n < 12 else 0.965
            if not (0.935 <= fmean(covered) <= highest and min(covered) >= 0.9):
                missed.append((name, n, fmean(covered), min(covered)))
    assert missed == []
