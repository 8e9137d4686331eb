"""Tallies of levels: read in either order, told so that few are not seen, and what they bear about who moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import UsageMistake
from enquiry.insight.measures.tally import compute_tally_shift, format_tally, merge_small_counts
from enquiry.model.amount import ParsedTally, find_middle_level, is_tally, parse_tally

LEVELS = ("emerging", "developing", "secure")


def test_a_tally_is_read_in_any_order_and_spelling() -> None:
    found = ParsedTally(LEVELS, (4, 12, 8))
    for written in (
        "emerging 4, developing 12, secure 8",
        "8 secure, 4 Emerging; 12 developing",
        "emerging: 4, developing:12, secure : 8",
    ):
        assert parse_tally(written, LEVELS) == found, written
    assert parse_tally("emerging 4, developing 12, secure 8", ()) == found
    assert parse_tally("secure 24", LEVELS) == ParsedTally(LEVELS, (0, 0, 24))
    third = ("level 2", "level 3")
    assert parse_tally("level 3 5, level 2 7", third) == ParsedTally(third, (7, 5))
    assert parse_tally("5 level 3, 7 level 2", third) == ParsedTally(third, (7, 5))


def test_what_is_another_amount_is_no_tally() -> None:
    for written in (
        "5 of 24",
        "1,200",
        "3,5 cm",
        "2 min, 30 s",
        "12 learners, 3 teachers",
        "developing",
        "5 of 24, 3 of 8",
    ):
        assert not is_tally(written), written
    assert parse_tally("secure 24", ()) is None


def test_what_can_not_be_is_refused() -> None:
    for written, words in (
        ("emerging 4, good 12", "“good” is none of the levels."),
        ("emerging 4, emerging 12", "The level “emerging” stands twice."),
        ("emerging 0, secure 0", "“emerging 0, secure 0” counts nobody."),
    ):
        with pytest.raises(UsageMistake, match=words):
            parse_tally(written, LEVELS)


def test_what_is_known_of_moves() -> None:
    known = {
        ((4, 12, 8), (1, 10, 13)): (5, 0, 19, 24),
        ((4, 12, 8), (6, 8, 10)): (2, 2, 20, 24),
        ((2, 2, 0), (0, 2, 2)): (2, 0, 2, 4),
        ((4, 12, 8), (4, 12, 8)): (0, 0, 24, 24),
        ((4, 12), (4, 10, 2)): (2, 0, 14, 16),
    }
    assert {pair: compute_tally_shift(*pair) for pair in known} == known
    assert compute_tally_shift((4, 12, 8), (1, 10, 12)) is None


moves = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


@given(moves)
def test_no_more_is_claimed_than_what_any_moves_bear(moved: list[tuple[int, int]]) -> None:
    before, after = ([column.count(level) for level in range(4)] for column in zip(*moved, strict=True))
    shift = compute_tally_shift(before, after)
    assert shift
    assert shift.rose <= sum(early < late for early, late in moved)
    assert shift.fell <= sum(early > late for early, late in moved)
    assert shift.stayed >= sum(early == late for early, late in moved)
    assert find_middle_level(before) == sorted(early for early, _ in moved)[(len(moved) - 1) // 2] + 1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_few_are_told_with_their_neighbours(counts: list[int]) -> None:
    names = tuple("abcdef"[: len(counts)])
    levels, told = merge_small_counts(counts, names, 5)
    assert sum(told) == sum(counts)
    assert len(told) == 1 or min(told) >= 5
    assert " or ".join(levels) == " or ".join(names)
    assert format_tally(told, levels).count(",") == len(told) - 1
