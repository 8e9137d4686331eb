"""A comparison: two groups, or one group twice, as one frozen value that says no more than its figures bear.

The order in which it is told is part of its honesty: how many moved, the raw figures, the picture, and only then an
effect size with its n, its interval, its design and what it can't say.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.measures.effect_size import EffectSize, Interval
from enquiry.insight.measures.scores import LearnerScores
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Cycle
from enquiry.model.measure import Number
from enquiry.words import format_figure

# --- What a comparison is and what it can't say, in words; and whether its group was chosen for scoring low.


_LOW_SCORING = re.compile(
    r"\b(slow(?:er|est|ly)?|low(?:est)?|weak(?:er|est)?|struggl\w+|bottom|behind|lag\w*|poorest|furthest from)\b",
    re.IGNORECASE,
)
_WHOLE_CLASS = re.compile(r"\b(class(?:es)?|year|years|cohort|everyone|whole)\b", re.IGNORECASE)


class ComparisonDesign(StrEnum):
    """Whose scores stand against whose."""

    SAME_GROUP = "same-group"
    TWO_GROUPS = "two-groups"


def format_design(
    design: ComparisonDesign, learners: tuple[int | None, ...], days: tuple[date | None, date | None], *, began: bool
) -> str:
    """Return the design as a sentence: how many learners, and for one group how far apart its two days are.

    `began` says whether it is known where two groups stood before.
    """
    each = [str(n) if n is not None else "unknown" for n in learners]
    if design is ComparisonDesign.TWO_GROUPS:
        beginnings = "; where each began is shown, and not reckoned in" if began else ""
        counts = "of " + " and ".join(each) + " learners" if None not in learners else "of unknown size"
        return f"Two groups, {counts}, set side by side as they stood afterwards{beginnings}."
    counts = "of " + " and then ".join(dict.fromkeys(each)) + " learners" if None not in learners else "of unknown size"
    return f"One group, {counts}, measured twice{_apart(days)}, with no other group beside it."


def _apart(days: tuple[date | None, date | None]) -> str:
    first, last = days
    if first is None or last is None:
        return ""
    weeks = round(abs((last - first).days) / 7)
    return f" {format_figure(weeks, 'week')} apart" if weeks else " within a week"


def format_limits(design: ComparisonDesign, *, counts: bool = False) -> str:
    """Return one plain sentence about what such a comparison can't say."""
    if design is ComparisonDesign.TWO_GROUPS:
        return "It cannot say that the change made the difference: all else that sets the groups apart is in it too."
    which = "which learners changed, nor " if counts else ""
    return (
        f"It cannot say {which}how much of this is the change's doing: ordinary growth, practice at the measure and "
        "chance are in it as well."
    )


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


class ComparedMeasure(NamedTuple):
    """What is compared: the measure, the cycle it belongs to, and whether the group was said to be chosen low."""

    name: str = ""
    unit: str = ""
    better: BetterDirection = BetterDirection.NEITHER
    lowest: Number | None = None
    highest: Number | None = None
    cycle: Cycle | None = None
    chosen_low: bool | None = None


class GroupFigures(NamedTuple):
    """One group at one time. The mean is None where too few learners are in it for one to be told."""

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
    """Two groups, or one group twice. `limit` says why there is no effect size, or no interval to it."""

    subject: ComparedMeasure
    design: ComparisonDesign
    groups: tuple[ComparedGroup, ...]
    difference: Number | None
    picture: tuple[ChartBar, ...]
    moved: LearnersMoved | None = None
    pairs: tuple[tuple[float, float], ...] = ()
    scores: LearnerScores | None = None
    difference_interval: Interval | None = None
    shares: tuple[LearnerShare, ...] = ()
    effect: EffectSize | None = None
    limit: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[GroupFigures, GroupFigures]:
        """The two sides the difference is between: of one group before and after, of two groups both after."""
        first, *rest = self.groups
        return (first.after, rest[0].after) if rest else (first.before or first.after, first.after)

    @property
    def design_words(self) -> str:
        """The design as a sentence."""
        one, other = self.compared
        began = any(group.before for group in self.groups)
        return format_design(self.design, (one.n, other.n), (one.on, other.on), began=began)

    @property
    def cannot_say(self) -> str:
        """What such a comparison can't say, as a sentence."""
        return format_limits(self.design, counts=bool(self.shares))

    @property
    def regression(self) -> str:
        """What to say of regression to the mean; nothing where nobody was measured before."""
        measured_before = any(group.before for group in self.groups)
        return format_regression(self.subject.cycle, self.subject.chosen_low) if measured_before else ""
