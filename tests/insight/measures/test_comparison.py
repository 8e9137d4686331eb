"""Comparisons as values: what is told at each number of learners, in what order, and what is warned of."""

from datetime import date
from typing import Any

import pytest

from enquiry.insight.measures.compare import compare_before_after, compare_scores, compare_two_groups
from enquiry.insight.measures.comparison import (
    ComparedGroup,
    ComparedMeasure,
    Comparison,
    ComparisonDesign,
    GroupFigures,
    LearnersMoved,
    format_design,
    format_effect_interval,
    format_hundredths,
    format_regression,
    quote_low_scoring,
)
from enquiry.insight.measures.scores import LearnerScores
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Cycle, Question
from enquiry.model.measure import format_figure
from tests.conftest import a_cycle

SUBJECT = ComparedMeasure("20-item check", "of 20", BetterDirection.UP, 0, 20)
SEPTEMBER, DECEMBER = date(2025, 9, 3), date(2025, 12, 3)


def twice(
    learners: int | None = 24,
    sd: float | None = 4.0,
    sd_change: float | None = None,
    subject: ComparedMeasure = SUBJECT,
    **late: Any,
) -> Comparison:
    before = GroupFigures("3 Sep 2025", 11.2, sd, learners, SEPTEMBER, "4.2")
    after = GroupFigures("3 Dec 2025", 15.1, sd, learners, DECEMBER, "4.20")._replace(**late)
    return compare_before_after(subject, ComparedGroup("P4 class", before, after), sd_change)


def two(
    learners: int | None = 24, *, before: bool = False, subject: ComparedMeasure = SUBJECT, **other: Any
) -> Comparison:
    began = GroupFigures("Sep", 10.8, None, learners, SEPTEMBER, "1.2") if before else None
    one = GroupFigures("Dec", 14.9, 3.9, learners, DECEMBER, "1.16")
    return compare_two_groups(
        subject,
        ComparedGroup("one", began, one),
        ComparedGroup("other", None, GroupFigures("Dec", 12.6, 4.1, learners, DECEMBER, "1.17")._replace(**other)),
    )


def scored(*pairs: tuple[float, float], subject: ComparedMeasure = SUBJECT, **missing: int) -> Comparison:
    return compare_scores(subject, "P4 class", ("sept", "dec"), LearnerScores(pairs, **missing))


def some(n: int) -> tuple[tuple[float, float], ...]:
    return tuple((float(5 + place % 4), float(6 + place % 3 + place % 4)) for place in range(n))


# --- thresholds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [4, 5, 6, 11, 12])
def test_what_is_told_of_a_few_learners(n: int) -> None:
    for found in (twice(n, sd_change=2.0), two(n), scored(*some(n))):
        assert bool(found.effect) is (n >= 6)
        assert bool(found.effect and found.effect.interval) is (n >= 12)
        assert any("Fewer than 5" in warning for warning in found.warnings) is (n < 5)
    assert bool(scored(*some(n)).pairs) is (n < 6)
    assert bool(scored(*some(n)).difference_words) is (n >= 6)
    assert bool(scored(*some(n)).difference_interval) is (n >= 6)


def test_below_six_learners_their_scores_stand_as_they_are() -> None:
    found = scored((11, 14), (8, 13.5), (15, 16), (9, 9), (12, 10))
    assert list(found.pairs) == [(8, 13.5), (9, 9), (11, 14), (12, 10), (15, 16)]
    assert found.moved == LearnersMoved(higher=3, same=1, lower=1)
    assert found.effect_words == "None. Below 6 learners only counts and values are told."
    assert found.difference_words == ""
    assert not found.picture


def test_the_smaller_group_decides() -> None:
    assert "No interval" in two(40, n=11).effect_words
    assert two(40, n=5).effect is None


def test_an_interval_of_one_class_needs_its_pairs() -> None:
    assert "needs each learner's two scores" in twice(24).effect_words
    assert "with 11 learners, fewer than 12" in twice(11).effect_words
    known = twice(24, sd_change=3.0)
    assert known.effect
    assert "No interval" not in known.effect_words
    assert format_effect_interval(known.effect) in known.effect_words
    assert known.difference_interval
    assert "(95 % interval of the mean change: 2.63 to 5.17)" in known.difference_words


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (twice(None), "4.2 does not say how many learners"),
        (twice(24, None), "4.2 gives no standard deviation."),
        (twice(24, 0.0), "no spread"),
        (two(24, entry="", label="the other", n=None), "“the other” does not say how many learners"),
        (two(24, entry="1.16"), "1.16 gives one number of learners for both groups"),
    ],
)
def test_why_there_is_no_effect_size(found: Comparison, why: str) -> None:
    assert found.effect is None
    assert why in found.effect_words


def test_one_entry_for_two_groups_makes_both_sizes_unknown() -> None:
    found = two(24, before=True, entry="1.16")
    assert [side.n for group in found.groups for side in group.sides] == [24, None, None]
    assert "Two groups, of unknown size" in found.design_words


def test_pairs_that_all_move_alike_have_no_interval_about_their_effect() -> None:
    found = scored(*((float(score), float(score + 2)) for score in range(5, 20)))
    assert found.effect
    assert found.effect.interval is None
    assert found.difference_interval == (2, 2)


# --- counts -----------------------------------------------------------------------------------------------------------


def counts(early: int = 5, late: int = 17, n: int = 24, of: int = 24) -> Comparison:
    subject = ComparedMeasure("explain exchange", f"of {of}", BetterDirection.UP, 0, of)
    before, after = (
        GroupFigures("Sep", early, None, n, SEPTEMBER, "4.2"),
        GroupFigures("Dec", late, None, n, DECEMBER, "4.20"),
    )
    return compare_before_after(subject, ComparedGroup("P4 class", before, after))


def test_counts_of_learners_are_told_as_shares_with_their_intervals() -> None:
    found = counts()
    assert found.moved_words == "5 of 24, then 17 of 24. Which of them changed is not known."
    said = dict(found.sentences)
    assert said["the shares"] == "Sep: 21 % (95 % interval 9 to 40 %); Dec: 71 % (95 % interval 51 to 85 %)."
    assert said["effect size"] == "None. Counts of learners need none; their shares stand above."
    assert "which learners changed, nor how much" in said["its limits"]


def test_counts_in_two_groups() -> None:
    subject = ComparedMeasure("finished", "of 20")
    one, other = (
        ComparedGroup(name, None, GroupFigures("Dec", count, None, 20)) for name, count in (("one", 15), ("other", 9))
    )
    assert dict(compare_two_groups(subject, one, other).sentences)["the shares"].startswith("one, Dec: 75 %")


@pytest.mark.parametrize("found", [counts(n=23), counts(early=25), counts(n=5, of=5, early=2, late=4)])
def test_what_is_no_count_of_these_learners_has_no_shares(found: Comparison) -> None:
    assert found.shares == ()


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_comparison_is_told_in_the_order_that_keeps_it_honest() -> None:
    cycle = a_cycle(issue="They read so slowly.", group="Eight P6 readers")
    found = twice(4, subject=SUBJECT._replace(cycle=cycle))
    labels = [label for label, _ in found.sentences]
    assert labels == ["effect size", "design", "its limits", "regression to the mean", "take care"]


def test_no_word_promises_more_than_the_figures() -> None:
    for found in (twice(), two(), counts(), scored(*some(14), no_after=2)):
        words = " ".join(
            [
                found.moved_words,
                found.difference_words,
                *(line for _, line in found.sentences),
            ]
        ).casefold()
        assert not any(
            word in words for word in ("significan", "p =", "p <", "months", "large", "medium", "0.40", "d_z")
        )


def test_designs_in_words() -> None:
    days = (SEPTEMBER, DECEMBER)
    same = format_design(ComparisonDesign.SAME_GROUP, (28, 27), days, began=True)
    assert (
        same == "One group, of 28 and then 27 learners, measured twice 13 weeks apart, with no other group beside it."
    )
    assert "measured twice within a week" in format_design(
        ComparisonDesign.SAME_GROUP, (8, 8), (SEPTEMBER, SEPTEMBER), began=True
    )
    assert "1 week apart" in format_design(
        ComparisonDesign.SAME_GROUP, (8, 8), (SEPTEMBER, date(2025, 9, 10)), began=True
    )
    assert "of unknown size, measured twice, with" in format_design(
        ComparisonDesign.SAME_GROUP, (None, 8), (None, DECEMBER), began=True
    )
    assert "where each began is shown" in two(before=True).design_words
    assert "where each began" not in two().design_words
    assert two().cannot_say.startswith("It cannot say that the change made the difference")


def test_how_many_moved_is_known_only_from_pairs() -> None:
    assert "--csv" in twice().moved_words
    assert "different learners" in two().moved_words
    assert scored((1, 2), (2, 1), (3, 3)).moved_words == "1 of 3 scored higher, 1 the same and 1 lower."


def test_differences_in_words() -> None:
    assert twice().difference_words == "up 3.9, which is better"
    assert twice(mean=9.2).difference_words == "down 2, which is worse"
    assert twice(mean=11.2).difference_words == "no change"
    assert two().difference_words == "the first stands 2.3 higher"
    assert two(mean=16).difference_words == "the first stands 1.1 lower"
    assert two(mean=14.9).difference_words == "no difference between the two"
    assert "the mean moved down by 0.48" in twice(mean=9.2).effect_words


def test_figures_are_printed_as_typed_or_to_three_places() -> None:
    assert [format_figure(value) for value in (15, 15.1, 0.125, 10.857142, 0.0123456, 1234.5678, 2 / 3)] == [
        *("15", "15.1", "0.125", "10.9", "0.0123", "1234.6", "0.667"),
    ]
    assert [format_hundredths(value) for value in (0.566, -0.001, 1.2)] == ["0.57", "0.00", "1.20"]


# --- regression to the mean -------------------------------------------------------------------------------------------


def test_a_group_said_to_be_chosen_low_is_told_so_and_one_said_not_to_be_is_not() -> None:
    assert format_regression(None, chosen_low=True).startswith("This group was chosen for scoring low")
    assert format_regression(a_cycle(group="Eight slow readers"), chosen_low=False) == ""
    assert format_regression(None, chosen_low=None) == ""
    assert "nine classes of ten" in format_regression(a_cycle(group="Eight slow readers"), chosen_low=None)


@pytest.mark.parametrize(
    ("cycle", "tell"),
    [
        (a_cycle(group="The lowest six"), "The group of cycle 1 says “lowest”."),
        (a_cycle(group="Eight readers", issue="They read so slowly."), "The issue of cycle 1 says “slowly”."),
        (a_cycle(question="What helps those who struggle with it?"), "The question of cycle 1 says “struggle”."),
        (a_cycle(group="P4 class", issue="Tables are slow."), ""),
        (a_cycle(group="Bottom set of the class"), "The group of cycle 1 says “Bottom”."),
        (a_cycle(group="Six readers", issue="They follow the slower text, and plough on below."), "slower"),
        (a_cycle(group="Six readers", issue="They allow and flow."), ""),
    ],
)
def test_what_tells_that_a_group_was_chosen_low(cycle: Cycle, tell: str) -> None:
    assert tell in quote_low_scoring(cycle)
    assert bool(tell) is bool(quote_low_scoring(cycle))


def test_every_version_of_the_question_may_tell() -> None:
    questions = (Question(text="Help slow readers?", on=SEPTEMBER), Question(text="What changes?", on=DECEMBER))
    assert "“slow”" in quote_low_scoring(a_cycle(questions=questions))


def test_where_nobody_was_measured_before_nothing_regresses() -> None:
    low = SUBJECT._replace(chosen_low=True)
    assert two(subject=low).regression == ""
    assert two(before=True, subject=low).regression


# --- warnings ---------------------------------------------------------------------------------------------------------


def test_missing_learners_are_counted() -> None:
    found = scored(*some(8), no_before=1, no_after=2)
    assert "3 of 11 learners are left out (1 with no score before, 2 with none after)." in found.warnings[0]
    assert "1 of 9 learners is left out (1 with neither)." in scored(*some(8), neither=1).warnings[0]


def test_scores_outside_the_range_are_counted() -> None:
    assert scored(*some(8), (5, 21), (-1, 3)).warnings == ("2 scores lie outside the range of “20-item check”.",)
    assert scored(*some(8), (5, 21)).warnings == ("One score lies outside the range of “20-item check”.",)
    assert scored(*some(8), (5, 2100), subject=ComparedMeasure()).warnings == ()


def test_what_is_not_alike_on_both_sides_is_said() -> None:
    assert twice(28, n=27).warnings == ("28 learners then and 27 now: they are not all the same ones.",)
    days = "The two were measured on different days: 3 December 2025 and 10 December 2025."
    assert two(on=date(2025, 12, 10)).warnings == (days,)
    assert two(on=None).warnings == ()
