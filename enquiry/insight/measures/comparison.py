"""A comparison: two groups, or one group twice, as one frozen value with the sentences that its figures allow.

The order in which it is told is part of its honesty: how many moved, the raw figures, the picture, and only then an
effect size with its n, its interval, its design and what it can't say. No sentence calls a number large or significant.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.measures.effect_size import EffectSize
from enquiry.insight.measures.intervals import AdjustedDifference, Interval
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import place_target
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection, Counted
from enquiry.model.cycle import Cycle
from enquiry.model.groups import LEARNER, GroupNoun
from enquiry.model.measure import format_figure


class ComparisonDesign(StrEnum):
    """Whose scores stand against whose."""

    SAME_GROUP = "same-group"
    TWO_GROUPS = "two-groups"


class ComparedMeasure(NamedTuple):
    """What is compared: the measure, its cycle, whether the group was chosen because of it, and who its people are."""

    name: str = ""
    unit: str = ""
    better: BetterDirection = BetterDirection.NEITHER
    lowest: Number | None = None
    highest: Number | None = None
    cycle: Cycle | None = None
    chosen: bool | None = None
    counts: Counted | None = None
    levels: tuple[str, ...] = ()
    people: GroupNoun = LEARNER


class GroupFigures(NamedTuple):
    """One group at one time. The mean is None where the group has too few learners to show one.

    `of` is the denominator of a count, `tally` how many stand at each level. `source` is where the evidence says that
    the real thing lies, `marked_by` who marked it.
    """

    label: str
    mean: Number | None
    sd: Number | None = None
    n: int | None = None
    on: date | None = None
    entry: str = ""
    of: Number | None = None
    source: str = ""
    marked_by: str = ""
    tally: tuple[int, ...] = ()


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


class ShareChange(NamedTuple):
    """How far two shares lie apart, with the 95 % interval (from -1 to 1); `paired` where it is known who changed."""

    by: float
    interval: Interval
    paired: bool


class ChartBar(NamedTuple):
    """One value of the picture; `compared` where the difference is between it and another.

    A share is drawn in per cent, and `told` with its numbers.
    """

    group: str
    label: str
    value: Number
    compared: bool = True
    told: str = ""


class Comparison(NamedTuple):
    """Two groups, or one group twice; `compare.py` builds it, with its sentences worded once.

    `compared` are the two sides the difference is between: of one group before and after, of two groups both after.
    `figures` holds for each group the words of each of its sides. `limit` says why there is no effect size. `adjusted`
    is the difference of two groups had they begun alike. `regression` is empty where nobody was measured before, or
    nothing says that a group was chosen because of the measure.
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
    share_change: ShareChange | None
    adjusted: AdjustedDifference | None
    adjusted_words: str
    effect: EffectSize | None
    effect_words: str
    limit: str
    classes_words: str
    design_words: str
    cannot_say: str
    regression: str
    warnings: tuple[str, ...]

    @property
    def is_share(self) -> bool:
        """Whether the picture is in per cent: each side is so many of so many."""
        counted = self.subject.counts is not Counted.POINTS
        return counted and all(side.of for group in self.groups for side in group.sides)

    @property
    def target(self) -> ChartBar | None:
        """Where the target of the cycle stands in the picture; None without one."""
        subject = self.subject
        target = subject.cycle.find_target(subject.name) if subject.cycle else None
        place = place_target(target, share=self.is_share) if target else None
        if place is None:
            return None
        return ChartBar("", "target", place, told=f"{format_figure(place)}{' %' if self.is_share else ''}")

    @property
    def sentences(self) -> Iterator[tuple[str, str]]:
        """The sentences that follow the raw figures and the picture, each with its label."""
        if self.adjusted_words:
            yield "had they begun alike", self.adjusted_words
        if self.shares_words:
            yield "the shares", self.shares_words
        yield "effect size", self.effect_words
        if self.classes_words:
            yield "the classes", self.classes_words
        yield "design", self.design_words
        if sources := [f"{side.entry} “{side.source}”" for side in self.compared if side.source]:
            yield "the sources", f"Where it lies, as was said: {', '.join(sources)}."
        if any(side.marked_by for side in self.compared):
            who = (f"“{side.marked_by}”" if side.marked_by else "not said" for side in self.compared)
            marked = [f"{side.entry} {said}" for side, said in zip(self.compared, who, strict=True)]
            yield "marked by", f"Who marked it, as was said: {', '.join(marked)}."
        yield "its limits", self.cannot_say
        if self.regression:
            yield "regression to the mean", self.regression
        yield from (("take care", warning) for warning in self.warnings)
