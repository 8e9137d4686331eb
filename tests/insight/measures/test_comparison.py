"""Comparisons as values: what is told at each number of learners, in what order, and what is warned of."""

from datetime import date
from typing import Any

import pytest

from enquiry.insight.measures.chosen import format_regression, quote_low_scoring
from enquiry.insight.measures.compare import (
    compare_before_after,
    compare_score_groups,
    compare_scores,
    compare_two_groups,
)
from enquiry.insight.measures.comparison import (
    ComparedGroup,
    ComparedMeasure,
    Comparison,
    ComparisonDesign,
    GroupFigures,
    LearnersMoved,
)
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.sentences import format_design, format_effect_interval, format_hundredths
from enquiry.model.choices import BetterDirection, Counted
from enquiry.model.cycle import Question
from enquiry.model.groups import LEARNER
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


def scored(*pairs: tuple[float, float], subject: ComparedMeasure = SUBJECT, **missing: Any) -> Comparison:
    return compare_scores(subject, "P4 class", ("sept", "dec"), LearnerScores(pairs, **missing))


def some(n: int) -> tuple[tuple[float, float], ...]:
    return tuple((float(5 + place % 4), float(6 + place % 3 + place % 4)) for place in range(n))


# --- thresholds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [4, 5, 6, 11, 12])
def test_what_is_told_of_a_few_learners(n: int) -> None:
    for found in (twice(n, sd_change=2.0), two(n), scored(*some(n))):
        fewest = 5 if found.design is ComparisonDesign.TWO_GROUPS else 6
        assert bool(found.effect) is bool(found.effect and found.effect.interval) is (n >= fewest)
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
    assert two(40, n=5).effect
    assert two(40, n=4).effect is None


def test_an_interval_of_one_class_is_told_by_how_far_its_scores_go_together() -> None:
    by_r = "the 95 % interval is 0.51 to 1.44 if r is .5 and 0.65 to 1.30 if r is .9."
    assert by_r in twice(24).effect_words
    known = twice(24, sd_change=3.0)
    assert known.effect
    assert "is not known" not in known.effect_words
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


def counts(
    early: int = 5, late: int = 17, of: int = 24, then: int = 24, counted: Counted | None = Counted.LEARNERS
) -> Comparison:
    subject = ComparedMeasure("explain exchange", "", BetterDirection.UP, counts=counted)
    before, after = (
        GroupFigures("Sep", early, None, of, SEPTEMBER, "4.2", of),
        GroupFigures("Dec", late, None, then, DECEMBER, "4.20", then),
    )
    return compare_before_after(subject, ComparedGroup("P4 class", before, after))


def test_counts_of_learners_are_told_as_shares_with_their_intervals() -> None:
    found = counts()
    assert found.moved_words == "5 of 24, then 17 of 24. Which of them changed is not known."
    said = dict(found.sentences)
    assert said["the shares"] == (
        "Sep: 21 % (95 % interval 9 to 40 %); Dec: 71 % (95 % interval 51 to 85 %). The difference: +50 percentage "
        "points (95 % interval +22 to +68), as though no learner were in both."
    )
    assert said["effect size"] == "None. Counts of learners need none; their shares stand above."
    assert "which learners changed, nor how much" in said["its limits"]


def test_counts_in_two_groups() -> None:
    subject = ComparedMeasure("finished", counts=Counted.LEARNERS)
    one, other = (
        ComparedGroup(name, None, GroupFigures("Dec", count, None, 20, of=20))
        for name, count in (("one", 15), ("other", 9))
    )
    assert dict(compare_two_groups(subject, one, other).sentences)["the shares"].startswith("one, Dec: 75 %")


def test_each_day_keeps_its_own_total() -> None:
    found = counts(late=12, then=23)
    assert [(one.learners, one.of) for one in found.shares] == [(5, 24), (12, 23)]
    assert (found.difference, [bar.told for bar in found.picture]) == (None, ["21 %, 5 of 24", "52 %, 12 of 23"])


@pytest.mark.parametrize(
    "found", [counts(early=25), counts(of=5, then=5, early=2, late=4), counts(counted=Counted.POINTS)]
)
def test_what_is_no_count_of_learners_has_no_shares(found: Comparison) -> None:
    assert found.shares == ()


def test_where_nobody_said_what_is_counted_nothing_is_made_of_it() -> None:
    found = counts(counted=None)
    assert found.shares == ()
    assert "It is not said whether “explain exchange” counts learners or points" in found.effect_words


def test_yes_and_no_are_gained_and_lost() -> None:
    found = scored(*[(1, 1)] * 5, *[(1, 0)] * 2, *[(0, 1)] * 9, *[(0, 0)] * 8)
    assert found.moved_words == (
        "9 gained it and 2 lost it; 5 had it both times and 8 neither time (7 of 24 had it before and 14 after)."
    )
    assert found.share_change
    assert found.share_change.paired
    assert "+29 percentage points (95 % interval +2 to +51), the same learners both times" in found.shares_words
    assert found.effect is None


def test_levels_rise_stay_and_fall() -> None:
    pairs = ((1.0, 2.0), (1.0, 3.0), (2.0, 2.0), (3.0, 2.0))
    found = compare_scores(
        SUBJECT, "P4", ("sept", "dec"), LearnerScores(pairs, levels=("emerging", "developing", "secure"))
    )
    assert found.moved_words == "2 of 4 rose, 1 stayed and 1 fell."
    assert found.figures == (("2 emerging, 1 developing, 1 secure", "0 emerging, 3 developing, 1 secure"),)
    assert "no distance between them" in found.effect_words
    assert (found.difference, found.picture) == (None, ())


def test_a_head_start_stands_in_the_headline() -> None:
    def group(name: str, early: float, late: float) -> ComparedGroup:
        return ComparedGroup(name, GroupFigures("Sep", early, 4, 27), GroupFigures("Dec", late, 4, 26))

    for figures, said in {
        (10.8, 14.9, 9.0, 12.6): "10.8 → 14.9 beside 9 → 12.6: gained 4.1 and 3.6; 1.8 of the 2.3 was there before",
        (9.0, 14.9, 10.0, 12.6): "9 → 14.9 beside 10 → 12.6: gained 5.9 and 2.6; the first began 1 lower",
        (9.0, 8.0, 9.0, 12.6): "9 → 8 beside 9 → 12.6: down 1 and up 3.6; they began level",
        (12.0, 13.0, 9.0, 12.6): "12 → 13 beside 9 → 12.6: gained 1 and 3.6; they stood 3 apart before",
    }.items():
        found = compare_two_groups(SUBJECT, group("one", *figures[:2]), group("other", *figures[2:]))
        assert said[1:] in found.difference_words


def test_two_groups_are_told_by_how_alike_the_learners_of_a_class_are() -> None:
    words = two(27, n=26).classes_words
    assert "the class can't be told from the change" in words
    assert "of .05, .10 and .15 that of g is -0.25 to 1.39, -0.45 to 1.59 and -0.62 to 1.76." in words
    assert two(27, n=26).difference_words == "the first stands 2.3 higher (95 % interval 0.09 to 4.51)"


def test_two_groups_from_scores_are_adjusted_for_where_they_began() -> None:
    groups = [
        ("one", LearnerScores(tuple((float(x), x + 3.0 + x % 2) for x in range(4, 12)), no_after=1)),
        ("other", LearnerScores(tuple((float(x), x + 1.0 + x % 3) for x in range(3, 12)), no_before=2)),
    ]
    found = compare_score_groups(SUBJECT, ("sept", "dec"), groups)
    assert found.adjusted
    assert found.adjusted.interval.low < found.adjusted.by < found.adjusted.interval.high
    assert dict(found.sentences)["had they begun alike"].startswith("The first would stand 1.")
    missing = [words for words in found.warnings if "left out" in words]
    assert [words.partition(":")[0] for words in missing] == ["one", "other"]


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
    same = format_design(ComparisonDesign.SAME_GROUP, (28, 27), days, LEARNER, began=True)
    assert (
        same == "One group, of 28 and then 27 learners, measured twice 13 weeks apart, with no other group beside it."
    )
    assert "measured twice within a week" in format_design(
        ComparisonDesign.SAME_GROUP, (8, 8), (SEPTEMBER, SEPTEMBER), LEARNER, began=True
    )
    assert "1 week apart" in format_design(
        ComparisonDesign.SAME_GROUP, (8, 8), (SEPTEMBER, date(2025, 9, 10)), LEARNER, began=True
    )
    assert "of unknown size, measured twice, with" in format_design(
        ComparisonDesign.SAME_GROUP, (None, 8), (None, DECEMBER), LEARNER, began=True
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
    assert two().difference_words == "the first stands 2.3 higher (95 % interval -0.03 to 4.63)"
    assert two(mean=16).difference_words.startswith("the first stands 1.1 lower (")
    assert two(mean=14.9).difference_words.startswith("no difference between the two (")
    assert "the mean moved down by 0.48" in twice(mean=9.2).effect_words


def test_figures_are_printed_as_typed_or_to_three_places() -> None:
    assert [format_figure(value) for value in (15, 15.1, 0.125, 10.857142, 0.0123456, 1234.5678, 2 / 3)] == [
        *("15", "15.1", "0.125", "10.9", "0.0123", "1234.6", "0.667"),
    ]
    assert [format_hundredths(value) for value in (0.566, -0.001, 1.2)] == ["0.57", "0.00", "1.20"]


# --- regression to the mean -------------------------------------------------------------------------------------------


def test_only_what_the_person_said_is_told_as_so() -> None:
    slow, up, down = a_cycle(group="Eight slow readers"), BetterDirection.UP, BetterDirection.DOWN
    assert format_regression(None, True, up, 3).startswith(
        "This group was chosen because of this measure, so part of its"
    )
    assert "its gain was coming anyway. The lowest scores" in format_regression(None, True, up, 3)
    assert "its fall was coming anyway. The highest counts" in format_regression(None, True, down, -3)
    assert "moved against what was coming anyway" in format_regression(None, True, up, -3)
    assert "moved against what was coming anyway" in format_regression(None, True, down, 3)
    assert "its change was coming anyway. Scores that lie" in format_regression(None, True, BetterDirection.NEITHER, 3)
    assert format_regression(slow, False, up, 3) == ""
    assert format_regression(None, None, up, 3) == ""
    assert "says “slow”. If the group was chosen" in format_regression(slow, None, up, 3)


def test_the_words_that_prompt_the_question() -> None:
    telling = {
        "The lowest six": "lowest",
        "Bottom set of the class": "Bottom",
        "those below 90 % attendance": "below 90 %",
        "the worst spelling": "worst",
        "pupils at risk": "at risk",
        "a catch-up group": "catch-up",
        "who have fallen behind": "fallen behind",
        "the slower readers": "slower",
    }
    for group, word in telling.items():
        assert quote_low_scoring(a_cycle(group=group)) == f"The group of cycle 1 says “{word}”.", group
    for issue in (
        *("low-stakes quizzes", "slow looking at pictures", "the reasons behind it", "They allow and flow."),
        *("the follow-up", "a low threshold task", "below the drawing"),
    ):
        assert quote_low_scoring(a_cycle(group="Six readers", issue=issue)) == "", issue
    assert "slowly" in quote_low_scoring(a_cycle(group="Eight readers", issue="They read so slowly."))
    assert "struggle" in quote_low_scoring(a_cycle(question="What helps those who struggle with it?"))
    assert quote_low_scoring(a_cycle(group="P4 class", issue="Tables are slow.")) == ""


def test_every_version_of_the_question_may_tell() -> None:
    questions = (Question(text="Help slow readers?", on=SEPTEMBER), Question(text="What changes?", on=DECEMBER))
    assert "“slow”" in quote_low_scoring(a_cycle(questions=questions))


def test_where_nobody_was_measured_before_nothing_regresses() -> None:
    low = SUBJECT._replace(chosen=True)
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


def test_a_mean_that_hides_most_is_said() -> None:
    found = scored(*[(10.0, 9.0)] * 11, (10.0, 60.0), subject=ComparedMeasure())
    assert "11 of 12 scored lower while the mean went up: a few large changes carry it" in found.warnings[0]


def test_a_ceiling_is_said() -> None:
    found = scored(*[(15.0, 20.0)] * 12, (12.0, 18.0))
    assert "dec: 12 of 13 have the highest score there is, so the measure may have no room for more." in found.warnings
    assert any("within one SD of the highest" in words for words in twice(mean=17.0).warnings)
    unknown = scored(*((float(x), 20.0) for x in range(12)), (12.0, 18.0), subject=ComparedMeasure())
    assert "dec: 12 of 13 have the highest score of all, 20, so" in " ".join(unknown.warnings)


def test_what_is_not_alike_on_both_sides_is_said() -> None:
    assert twice(28, n=27).warnings == ("28 learners then and 27 now: they are not all the same ones.",)
    days = "The two were measured on different days: 3 December 2025 and 10 December 2025."
    assert two(on=date(2025, 12, 10)).warnings == (days,)
    assert two(on=None).warnings == ()
