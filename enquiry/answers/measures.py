"""What `measures` answers to a program: measures with their values, and comparisons. Every field is always there."""

from collections.abc import Sequence

from enquiry.answers.journal import JsonObject, describe_series
from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse
from enquiry.insight.measures.comparison import ComparedGroup, Comparison, GroupFigures
from enquiry.insight.measures.effect_size import EffectSize, Interval
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import MeasureChange, MedianRun, format_change
from enquiry.model.measure import Measure


def describe_measure(measure: Measure) -> JsonObject:
    """Return a measure's definition."""
    fields = ("id", "name", "unit", "lowest", "highest")
    return {**{field: getattr(measure, field) for field in fields}, "better": measure.better.value}


def describe_measures(known: Sequence[MeasureInUse]) -> JsonObject:
    """Return the answer of `measures` and of `measures show`: each measure with its values in each cycle."""
    return {"measures": [_known(one) for one in known]}


def _known(known: MeasureInUse) -> JsonObject:
    return {
        "name": known.name,
        "unit": known.unit,
        "better": known.better.value,
        "lowest": known.lowest,
        "highest": known.highest,
        "cycles": [_describe_measure_use(use) for use in known.uses],
    }


def _describe_measure_use(use: MeasureUse) -> JsonObject:
    series = describe_series(use.series)
    values = [
        {**point._asdict(), "on": point.on.isoformat(), "stage": point.stage and point.stage.value}
        for point in use.series.points
    ]
    return {
        "cycle": use.cycle.number,
        "question": use.cycle.question,
        "measure": series["measure"],
        "values": values,
        "change": use.change and _change(use.change),
        "run": use.run and _run(use.run),
    }


def _change(change: MeasureChange) -> JsonObject:
    return {
        "by": change.by,
        "since": change.since.entry,
        "latest": change.latest.entry,
        "baseline": change.baseline,
        "words": format_change(change),
    }


def _run(run: MedianRun) -> JsonObject:
    return {
        "median": run.median,
        "above": run.above,
        "below": run.below,
        "on_it": run.on_it,
        "longest": [point.entry for point in run.longest],
    }


def describe_measure_comparison(comparison: Comparison) -> JsonObject:
    """Return the answer of `measures compare`, in the order in which it is told to people."""
    subject, moved = comparison.subject, comparison.moved
    return {
        "comparison": {
            "measure": subject.name or None,
            "unit": subject.unit,
            "better": subject.better.value,
            "cycle": subject.cycle.number if subject.cycle else None,
            "moved": moved and moved._asdict(),
            "moved_words": comparison.moved_words,
            "pairs": comparison.pairs,
            "missing": comparison.scores and _missing(comparison.scores),
            "groups": [_group(group) for group in comparison.groups],
            "difference": comparison.difference,
            "difference_interval": _describe_interval(comparison.difference_interval),
            "difference_words": comparison.difference_words,
            "picture": [bar._asdict() for bar in comparison.picture],
            "shares": [
                {**share._asdict(), "interval": _describe_interval(share.interval)} for share in comparison.shares
            ],
            "effect": comparison.effect and _effect(comparison.effect),
            "limit": comparison.limit,
            "design": comparison.design.value,
            "design_words": comparison.design_words,
            "cannot_say": comparison.cannot_say,
            "regression_to_the_mean": comparison.regression,
            "warnings": comparison.warnings,
        }
    }


def _group(group: ComparedGroup) -> JsonObject:
    return {
        "name": group.name,
        "before": group.before and _describe_group_figures(group.before),
        "after": _describe_group_figures(group.after),
    }


def _describe_group_figures(side: GroupFigures) -> JsonObject:
    return {**side._asdict(), "on": side.on and side.on.isoformat()}


def _missing(scores: LearnerScores) -> JsonObject:
    return {field: getattr(scores, field) for field in ("no_before", "no_after", "neither")}


def _effect(effect: EffectSize) -> JsonObject:
    return {**effect._asdict(), "interval": _describe_interval(effect.interval)}


def _describe_interval(interval: Interval | None) -> JsonObject | None:
    return interval and {"low": interval.low, "high": interval.high}
