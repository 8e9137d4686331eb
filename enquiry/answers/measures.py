"""What `measures` answers to a program: measures with their values, and comparisons."""

from typing import Annotated

from enquiry.answers.answer import Answer, take_fields, wrap
from enquiry.insight.measures.catalogue import MeasureInUse
from enquiry.insight.measures.comparison import Comparison
from enquiry.insight.measures.runs import MedianRun
from enquiry.insight.measures.series import SeriesPoint, format_change
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.cycle import Target
from enquiry.model.measure import Measure


@take_fields(Measure, without=("recorded_at", "removed"))
class DefinedMeasure(Answer, frozen=True):
    """A measure's definition."""


DefinedMeasureAnswer = wrap("DefinedMeasureAnswer", "The measure that was defined.", measure=DefinedMeasure)


@take_fields(SeriesPoint)
class StagedValue(Answer, frozen=True):
    """One value: its day, of how many learners, the entry that brought it, and that entry's stage."""

    stage: EvidenceStage


class ChangeAnswer(Answer, frozen=True):
    """The latest value against the baseline, or the first value where `baseline` is false; both named by entry.

    `by` is in percentage points where both are told as shares. Where the baseline has several values, `since_value` is
    their median, and `since` names the last of them.
    """

    by: Number
    share: bool
    since_value: Annotated[Number, "since.value"]
    since_values: int
    since: Annotated[str, "since.entry"]
    latest: Annotated[str, "latest.entry"]
    baseline: bool
    words: Annotated[str, format_change]


@take_fields(MedianRun, without=("series", "longest"))
class RunAnswer(Answer, frozen=True):
    """The median, values on each side of it, the entries of the longest run on one side, and whether it is a shift.

    `frozen` is how many values before the action the median is that of, 0 where it is that of all.
    """

    on_it: int
    longest: Annotated[tuple[str, ...], "longest.entry"]


class MeasuredCycle(Answer, frozen=True):
    """A cycle's values of a measure, by the name it has there."""

    cycle: Annotated[int, "cycle.number"]
    question: Annotated[str, "cycle.question"]
    measure: Annotated[str, "series.name"]
    values: Annotated[tuple[StagedValue, ...], "series.points"]
    change: ChangeAnswer | None
    run: RunAnswer | None
    target: Annotated[Target | None, "series.target"]


@take_fields(MeasureInUse, without=("uses",))
class KnownMeasure(Answer, frozen=True):
    """A measure with its values in each cycle."""

    cycles: Annotated[tuple[MeasuredCycle, ...], "uses"]


MeasuresAnswer = wrap("MeasuresAnswer", "The measures that were asked for.", measures=tuple[KnownMeasure, ...])


class MissingScores(Answer, frozen=True):
    """Learners who had only one of two scores, or neither."""

    no_before: int
    no_after: int
    neither: int


@take_fields(Comparison, without=("subject", "scores"))
class ComparisonDetail(Answer, frozen=True):
    """A comparison, in figures and in the words in which it is told to people.

    `moved` counts learners, `pairs` are their scores before and after, `picture` the values drawn, in per cent where
    each side is so many of so many. `limit` says why there is no effect size. An effect size's `supposed` intervals are
    those by what is not known: how far two scores go together, or how alike the learners of one class are.
    """

    measure: Annotated[str | None, "subject.name"]
    unit: Annotated[str, "subject.unit"]
    better: Annotated[BetterDirection, "subject.better"]
    cycle: Annotated[int | None, "subject.cycle.number"]
    moved_words: str
    missing: Annotated[MissingScores | None, "scores"]
    difference_words: str
    design_words: str
    cannot_say: str
    regression_to_the_mean: Annotated[str, "regression"]


ComparisonAnswer = wrap("ComparisonAnswer", "Two groups, or one group twice, compared.", comparison=ComparisonDetail)
