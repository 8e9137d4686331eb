"""A comparison: two groups, or one group twice, as one frozen value that says no more than its figures bear.

The order in which it is told is part of its honesty: how many moved, the raw figures, the picture, and only then an
effect size with its n, its interval, its design and what it can't say.
"""

from datetime import date
from typing import NamedTuple

from enquiry.insight.design import Design, cannot_say, design_said, regression_said
from enquiry.insight.measures.effect_size import Effect, Interval
from enquiry.insight.measures.scores import Scores
from enquiry.model.choices import Better
from enquiry.model.cycle import Cycle
from enquiry.model.measure import Number


class Subject(NamedTuple):
    """What is compared: the measure, the cycle it belongs to, and whether the group was said to be chosen low."""

    name: str = ""
    unit: str = ""
    better: Better = Better.NEITHER
    lowest: Number | None = None
    highest: Number | None = None
    cycle: Cycle | None = None
    chosen_low: bool | None = None


class Side(NamedTuple):
    """One group at one time. The mean is None where too few learners are in it for one to be told."""

    label: str
    mean: Number | None
    sd: Number | None = None
    n: int | None = None
    on: date | None = None
    entry: str = ""


class Group(NamedTuple):
    """A group with its figures afterwards, and before where they are known."""

    name: str
    before: Side | None
    after: Side

    @property
    def sides(self) -> tuple[Side, ...]:
        """The group's figures in the order of time."""
        return (self.before, self.after) if self.before else (self.after,)


class Moved(NamedTuple):
    """How many learners scored higher, the same and lower."""

    higher: int
    same: int
    lower: int


class Share(NamedTuple):
    """So many learners of so many, with the 95 % interval of the proportion (both ends from 0 to 1)."""

    group: str
    label: str
    learners: int
    of: int
    interval: Interval


class Bar(NamedTuple):
    """One value of the picture; `compared` where the difference is between it and another."""

    group: str
    label: str
    value: Number
    compared: bool = True


class Comparison(NamedTuple):
    """Two groups, or one group twice. `limit` says why there is no effect size, or no interval to it."""

    subject: Subject
    design: Design
    groups: tuple[Group, ...]
    difference: Number | None
    picture: tuple[Bar, ...]
    moved: Moved | None = None
    pairs: tuple[tuple[float, float], ...] = ()
    scores: Scores | None = None
    difference_interval: Interval | None = None
    shares: tuple[Share, ...] = ()
    effect: Effect | None = None
    limit: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[Side, Side]:
        """The two sides the difference is between: of one group before and after, of two groups both after."""
        first, *rest = self.groups
        return (first.after, rest[0].after) if rest else (first.before or first.after, first.after)

    @property
    def design_words(self) -> str:
        """The design as a sentence."""
        one, other = self.compared
        began = any(group.before for group in self.groups)
        return design_said(self.design, (one.n, other.n), (one.on, other.on), began=began)

    @property
    def cannot_say(self) -> str:
        """What such a comparison can't say, as a sentence."""
        return cannot_say(self.design, counts=bool(self.shares))

    @property
    def regression(self) -> str:
        """What to say of regression to the mean; nothing where nobody was measured before."""
        measured_before = any(group.before for group in self.groups)
        return regression_said(self.subject.cycle, self.subject.chosen_low) if measured_before else ""
