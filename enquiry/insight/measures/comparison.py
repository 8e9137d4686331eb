"""A comparison: two groups, or one group twice, as one frozen value with the sentences that its figures allow.

The order in which it is told is part of its honesty: how many moved, the raw figures, the picture, and only then an
effect size with its n, its interval, its design and what it can't say. No sentence calls a number large or significant.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.measures.effect_size import EffectSize, Interval
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import format_change_amount
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Cycle
from enquiry.model.measure import Number, format_figure
from enquiry.words import format_amount

_LOW_SCORING = re.compile(
    r"\b(slow(?:er|est|ly)?|low(?:est)?|weak(?:er|est)?|struggl\w+|bottom|behind|lag\w*|poorest|furthest from)\b",
    re.IGNORECASE,
)
_WHOLE_CLASS = re.compile(r"\b(class(?:es)?|year|years|cohort|everyone|whole)\b", re.IGNORECASE)


class ComparisonDesign(StrEnum):
    """Whose scores stand against whose."""

    SAME_GROUP = "same-group"
    TWO_GROUPS = "two-groups"


class ComparedMeasure(NamedTuple):
    """What is compared: the measure, the cycle it belongs to, and whether the person says the group was chosen low."""

    name: str = ""
    unit: str = ""
    better: BetterDirection = BetterDirection.NEITHER
    lowest: Number | None = None
    highest: Number | None = None
    cycle: Cycle | None = None
    chosen_low: bool | None = None


class GroupFigures(NamedTuple):
    """One group at one time. The mean is None where the group has too few learners to show one."""

    label: str
    mean: Number | None
    sd: Number | None = None
    n: int | None = None
    on: date | None = None
    entry: str = ""


class ComparedGroup(NamedTuple):
    """A group with its figures afterwards, and before where they are known."""

    name: str
    before: GroupFigures | None
    after: GroupFigures

    @property
    def sides(self) -> tuple[GroupFigures, ...]:
        """The group's figures in the order of time."""
        return (self.before, self.after) if self.before else (self.after,)


class LearnersMoved(NamedTuple):
    """How many learners scored higher, the same and lower."""

    higher: int
    same: int
    lower: int


class LearnerShare(NamedTuple):
    """So many learners of so many, with the 95 % interval of the proportion (both ends from 0 to 1)."""

    group: str
    label: str
    learners: int
    of: int
    interval: Interval


class ChartBar(NamedTuple):
    """One value of the picture; `compared` where the difference is between it and another."""

    group: str
    label: str
    value: Number
    compared: bool = True


class Comparison(NamedTuple):
    """Two groups, or one group twice; `compare.py` builds it, with its sentences worded once.

    `compared` are the two sides the difference is between: of one group before and after, of two groups both after.
    `figures` holds for each group the words of each of its sides. `limit` says why there is no effect size, or no
    interval to it. `regression` is empty where nobody was measured before or nothing says that a group was chosen low.
    """

    subject: ComparedMeasure
    design: ComparisonDesign
    groups: tuple[ComparedGroup, ...]
    compared: tuple[GroupFigures, GroupFigures]
    moved: LearnersMoved | None
    moved_words: str
    pairs: tuple[tuple[float, float], ...]
    scores: LearnerScores | None
    figures: tuple[tuple[str, ...], ...]
    difference: Number | None
    difference_interval: Interval | None
    difference_words: str
    picture: tuple[ChartBar, ...]
    shares: tuple[LearnerShare, ...]
    shares_words: str
    effect: EffectSize | None
    effect_words: str
    limit: str
    design_words: str
    cannot_say: str
    regression: str
    warnings: tuple[str, ...]

    @property
    def sentences(self) -> Iterator[tuple[str, str]]:
        """The sentences that follow the raw figures and the picture, each with its label."""
        if self.shares_words:
            yield "the shares", self.shares_words
        yield "effect size", self.effect_words
        yield "design", self.design_words
        yield "its limits", self.cannot_say
        if self.regression:
            yield "regression to the mean", self.regression
        yield from (("take care", warning) for warning in self.warnings)


# --- Sentences about whole comparisons.


def format_learners_moved(design: ComparisonDesign, moved: LearnersMoved | None, shares: Sequence[LearnerShare]) -> str:
    """Return how many learners moved, or why that is not known."""
    if moved:
        return f"{moved.higher} of {sum(moved)} scored higher, {moved.same} the same and {moved.lower} lower."
    if design is ComparisonDesign.TWO_GROUPS:
        return "Not known: these are different learners, in two groups."
    if shares:
        counts = ", then ".join(f"{share.learners} of {share.of}" for share in shares)
        return f"{counts}. Which of them changed is not known."
    return "Not known: these are the figures of the whole group. --csv takes each learner's two scores."


def format_shares(design: ComparisonDesign, shares: Sequence[LearnerShare]) -> str:
    """Return proportions with their intervals: `Dec: 65 % (95 % interval 45 to 81 %).`; nothing for none."""
    said = []
    for one in shares:
        where = f"{one.group}, {one.label}" if design is ComparisonDesign.TWO_GROUPS else one.label
        low, high = one.interval
        share = f"{100 * one.learners / one.of:.0f} % (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"
        said.append(f"{where}: {share}")
    return f"{'; '.join(said)}." if said else ""


def format_raw_difference(
    design: ComparisonDesign, by: Number | None, subject: ComparedMeasure, interval: Interval | None
) -> str:
    """Return the raw difference in words: `up 3.9, which is better`, with its 95 % interval where there is one.

    Of two groups it says how far apart they lie, without a verdict on either: `the first stands 2.3 higher`.
    """
    if by is None:
        return ""
    by = float(format_figure(by))
    if design is ComparisonDesign.TWO_GROUPS:
        amount = format_change_amount(abs(by), subject.unit, BetterDirection.NEITHER).removeprefix("up ")
        return f"the first stands {amount} {'higher' if by > 0 else 'lower'}" if by else "no difference between the two"
    words = format_change_amount(by, subject.unit, subject.better)
    if not interval:
        return words
    low, high = map(format_figure, interval)
    return f"{words} (95 % interval of the mean change: {low} to {high})"


def format_effect_size(
    design: ComparisonDesign, effect: EffectSize | None, numbers: tuple[int | None, int | None], limit: str
) -> str:
    """Return the effect size with its interval and the two groups' n, in words too; or why there is none."""
    if effect is None:
        return f"None. {limit}"
    size = format_hundredths(abs(effect.g))
    interval = f"95 % interval {format_effect_interval(effect)}, " if effect.interval else ""
    if design is ComparisonDesign.TWO_GROUPS:
        name, n = "g", " and ".join(map(str, numbers))
        words = f"the two means lie {size} standard deviations apart"
    else:
        name, n = "g_av", str(min(number or 0 for number in numbers))
        words = f"the mean moved {'up' if effect.g >= 0 else 'down'} by {size} standard deviations"
    return f"{name} = {format_hundredths(effect.g)} ({interval}n {n}): {words}. {limit}".rstrip()


def format_effect_interval(effect: EffectSize) -> str:
    """Return an effect size's interval: `0.02 to 1.12`; nothing where it has none."""
    return " to ".join(map(format_hundredths, effect.interval or ()))


def format_design(
    design: ComparisonDesign, learners: tuple[int | None, ...], days: tuple[date | None, date | None], *, began: bool
) -> str:
    """Return the design as a sentence: how many learners, and for one group how far apart its two days are.

    `began` says whether it is known where two groups stood before.
    """
    each = [str(n) for n in learners]
    if design is ComparisonDesign.TWO_GROUPS:
        beginnings = "; where each began is shown, and not reckoned in" if began else ""
        counts = "of unknown size" if None in learners else f"of {' and '.join(each)} learners"
        return f"Two groups, {counts}, set side by side as they stood afterwards{beginnings}."
    counts = "of unknown size" if None in learners else f"of {' and then '.join(dict.fromkeys(each))} learners"
    first, last = days
    apart = ""
    if first and last:
        weeks = round(abs((last - first).days) / 7)
        apart = f" {format_amount(weeks, 'week')} apart" if weeks else " within a week"
    return f"One group, {counts}, measured twice{apart}, with no other group beside it."


def format_regression(cycle: Cycle | None, chosen_low: bool | None) -> str:
    """Return what to say of regression to the mean, or nothing where the group was not chosen for scoring low.

    `chosen_low` is what the person said; where nothing was said, a telling word of the cycle's is quoted with an "if".
    """
    tell = quote_low_scoring(cycle) if cycle and chosen_low is None else ""
    if not chosen_low and not tell:
        return ""
    opening = (
        "This group was chosen for scoring low, so part of its gain was coming anyway."
        if chosen_low
        else f"{tell} If they were chosen for scoring low, part of any gain was coming anyway."
    )
    return (
        f"{opening} The lowest scores of any class tend to rise the next time, whatever is done; where nothing had "
        "changed, the lowest 6 of 24 seemed to gain in nine classes of ten."
    )


def quote_low_scoring(cycle: Cycle) -> str:
    """Return the sentence that quotes what in a cycle sounds like a group chosen for scoring low, or nothing.

    A whole class was not chosen so, unless its own name says it.
    """
    places = [("group", cycle.group)]
    if not _WHOLE_CLASS.search(cycle.group):
        places += [("question", question.text) for question in cycle.questions] + [("issue", cycle.issue)]
    for place, text in places:
        if found := _LOW_SCORING.search(text):
            return f"The {place} of cycle {cycle.number} says “{found[0]}”."
    return ""


# --- Figures in words.


def format_group_figures(side: GroupFigures, unit: str = "") -> str:
    """Return one group's figures at one time: `11.2 of 20 (SD 4.1, n 24)`."""
    mean = "not told" if side.mean is None else f"{format_figure(side.mean)}{'' if unit in ('', '%') else ' '}{unit}"
    aside = [f"SD {format_figure(side.sd)}"] if side.sd is not None else []
    aside += [f"n {side.n}"] if side.n is not None else []
    return f"{mean} ({', '.join(aside)})" if aside else mean


def format_hundredths(value: float) -> str:
    """Return a number to two decimals, without a minus before zero."""
    return f"{value:z.2f}"
