"""What `measures` answers to a program: measures with their values, and comparisons."""

from collections.abc import Sequence
from datetime import date

from enquiry.answers.answer import Answer, project
from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse
from enquiry.insight.measures.change import format_change
from enquiry.insight.measures.comparison import (
    ChartBar,
    ComparedGroup,
    Comparison,
    ComparisonDesign,
    LearnerShare,
    LearnersMoved,
)
from enquiry.insight.measures.effect_size import EffectSize, Interval
from enquiry.insight.measures.wording import format_learners_moved, format_raw_difference
from enquiry.model.choices import BetterDirection, EvidenceStage
from enquiry.model.measure import Measure, Number


class DefinedMeasure(Answer, frozen=True):
    """A measure's definition."""

    id: str
    name: str
    unit: str
    lowest: Number | None
    highest: Number | None
    better: BetterDirection


class DefinedMeasureAnswer(Answer, frozen=True):
    """The measure that was defined."""

    measure: DefinedMeasure


class StagedValue(Answer, frozen=True):
    """One value: its day, of how many learners, the entry that brought it, and that entry's stage."""

    on: date
    value: Number
    sd: Number | None
    n: int | None
    entry: str
    stage: EvidenceStage


class ChangeAnswer(Answer, frozen=True):
    """The latest value against the baseline, or the first value where `baseline` is false; both named by entry."""

    by: Number
    since: str
    latest: str
    baseline: bool
    words: str


class RunAnswer(Answer, frozen=True):
    """The median, values on each side of it, and the entries of the longest run on one side."""

    median: float
    above: int
    below: int
    on_it: int
    longest: tuple[str, ...]


class MeasuredCycle(Answer, frozen=True):
    """A cycle's values of a measure, by the name it has there."""

    cycle: int
    question: str
    measure: str
    values: tuple[StagedValue, ...]
    change: ChangeAnswer | None
    run: RunAnswer | None


class KnownMeasure(Answer, frozen=True):
    """A measure with its values in each cycle."""

    name: str
    unit: str
    better: BetterDirection
    lowest: Number | None
    highest: Number | None
    cycles: tuple[MeasuredCycle, ...]


class MeasuresAnswer(Answer, frozen=True):
    """The measures that were asked for."""

    measures: tuple[KnownMeasure, ...]


class MissingScores(Answer, frozen=True):
    """Learners who had only one of two scores, or neither."""

    no_before: int
    no_after: int
    neither: int


class ComparisonDetail(Answer, frozen=True):
    """A comparison in the order in which it is told to people.

    `moved` counts learners, `pairs` are their scores before and after, `picture` the values drawn. `limit` says why
    there is no effect size, or no interval to it.
    """

    measure: str | None
    unit: str
    better: BetterDirection
    cycle: int | None
    moved: LearnersMoved | None
    moved_words: str
    pairs: tuple[tuple[float, float], ...]
    missing: MissingScores | None
    groups: tuple[ComparedGroup, ...]
    difference: Number | None
    difference_interval: Interval | None
    difference_words: str
    picture: tuple[ChartBar, ...]
    shares: tuple[LearnerShare, ...]
    effect: EffectSize | None
    limit: str
    design: ComparisonDesign
    design_words: str
    cannot_say: str
    regression_to_the_mean: str
    warnings: tuple[str, ...]


class ComparisonAnswer(Answer, frozen=True):
    """Two groups, or one group twice, compared."""

    comparison: ComparisonDetail


def describe_measure(measure: Measure) -> DefinedMeasureAnswer:
    """Return the answer of `measures define`."""
    return DefinedMeasureAnswer(project(DefinedMeasure, measure))


def describe_measures(known: Sequence[MeasureInUse]) -> MeasuresAnswer:
    """Return the answer of `measures` and of `measures show`."""
    return MeasuresAnswer(
        tuple(project(KnownMeasure, one, cycles=tuple(map(_describe_measure_use, one.uses))) for one in known)
    )


def _describe_measure_use(use: MeasureUse) -> MeasuredCycle:
    values = (
        project(StagedValue, point, stage=stage) for point, stage in zip(use.series.points, use.stages, strict=True)
    )
    change, run = use.change, use.run
    return MeasuredCycle(
        use.cycle.number,
        use.cycle.question,
        use.series.name,
        tuple(values),
        change
        and ChangeAnswer(change.by, change.since.entry, change.latest.entry, change.baseline, format_change(change)),
        run and project(RunAnswer, run, longest=tuple(point.entry for point in run.longest)),
    )


def describe_measure_comparison(comparison: Comparison) -> ComparisonAnswer:
    """Return the answer of `measures compare`."""
    subject, scores = comparison.subject, comparison.scores
    return ComparisonAnswer(
        project(
            ComparisonDetail,
            comparison,
            measure=subject.name or None,
            unit=subject.unit,
            better=subject.better,
            cycle=subject.cycle.number if subject.cycle else None,
            moved_words=format_learners_moved(comparison),
            missing=scores and project(MissingScores, scores),
            difference_words=format_raw_difference(comparison),
            regression_to_the_mean=comparison.regression,
        )
    )
