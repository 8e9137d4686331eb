"""Tallies: how many of a whole class stand at each of a measure's levels, and what two of them bear.

Who moved from one tally to the next is not in it. What can be known is the least that must have moved: as many as one
place between two levels has lost or gained across it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple


class TallyShift(NamedTuple):
    """The moves between two tallies of `of` people: how many rose and fell at least, and stayed at most."""

    rose: int
    fell: int
    stayed: int
    of: int


def format_tally(counts: Sequence[int], levels: Sequence[str]) -> str:
    """Return a tally in words: `4 emerging, 12 developing, 8 secure`."""
    padded = [*counts, *[0] * (len(levels) - len(counts))]
    return ", ".join(f"{count} {level}" for count, level in zip(padded, levels, strict=False))


def compute_tally_shift(before: Sequence[int], after: Sequence[int]) -> TallyShift | None:
    """Return what two tallies of as many people tell of who moved; None where they are not as many.

    Of those below a line between two levels, so many fewer must have risen past it; so many more must have fallen.
    """
    size, of = max(len(before), len(after)), sum(before)
    one, other = ([*counts, *[0] * (size - len(counts))] for counts in (before, after))
    if of != sum(other):
        return None
    past = [early - late for early, late in zip(accumulate(one), accumulate(other), strict=True)]
    stayed = sum(map(min, one, other))
    return TallyShift(max(0, *past), max(0, *(-by for by in past)), stayed, of)


def merge_small_counts(
    counts: Sequence[int], levels: Sequence[str], fewest: int
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return a tally in which no number is below `fewest`: levels next to each other are told together.

    The smallest is joined to the smaller of its neighbours until none is too small, or one is left.
    """
    held = [(level, count) for level, count in zip(levels, [*counts, *[0] * len(levels)], strict=False)]
    while len(held) > 1 and min(count for _, count in held) < fewest:
        place = min(range(len(held)), key=lambda at: held[at][1])
        near = min((at for at in (place - 1, place + 1) if 0 <= at < len(held)), key=lambda at: held[at][1])
        first, second = sorted((place, near))
        name = f"{held[first][0]} or {held[second][0]}"
        held[first : second + 1] = [(name, held[first][1] + held[second][1])]
    return tuple(level for level, _ in held), tuple(count for _, count in held)
