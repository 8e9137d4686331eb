"""What `measures` answers to a program: measures with their values, and comparisons. Every field is always there."""

from collections.abc import Sequence

from enquiry.answers.journal import Object, series_object
from enquiry.insight.measures.catalogue import Known, Use
from enquiry.insight.measures.change import Change, change_said
from enquiry.insight.measures.comparison import Comparison, Group, Side
from enquiry.insight.measures.effect_size import Effect, Interval
from enquiry.insight.measures.scores import Scores
from enquiry.insight.measures.series import Run
from enquiry.insight.measures.wording import difference_said, moved_said
from enquiry.model.measure import Measure


def measure_object(measure: Measure) -> Object:
    """Return a measure's definition."""
    fields = ("id", "name", "unit", "lowest", "highest")
    return {**{field: getattr(measure, field) for field in fields}, "better": measure.better.value}


def measures_object(known: Sequence[Known]) -> Object:
    """Return the answer of `measures` and of `measures show`: each measure with its values in each cycle."""
    return {"measures": [_known(one) for one in known]}


def _known(known: Known) -> Object:
    return {
        "name": known.name,
        "unit": known.unit,
        "better": known.better.value,
        "lowest": known.lowest,
        "highest": known.highest,
        "cycles": [_use(use) for use in known.uses],
    }


def _use(use: Use) -> Object:
    series = series_object(use.series)
    values = [
        {**point._asdict(), "on": point.on.isoformat(), "stage": stage.value}
        for point, stage in zip(use.series.points, use.stages, strict=True)
    ]
    return {
        "cycle": use.cycle.number,
        "question": use.cycle.question,
        "measure": series["measure"],
        "values": values,
        "change": use.change and _change(use.change),
        "run": use.run and _run(use.run),
    }


def _change(change: Change) -> Object:
    return {
        "by": change.by,
        "since": change.since.entry,
        "latest": change.latest.entry,
        "baseline": change.baseline,
        "words": change_said(change),
    }


def _run(run: Run) -> Object:
    return {
        "median": run.median,
        "above": run.above,
        "below": run.below,
        "on_it": run.on_it,
        "longest": [point.entry for point in run.longest],
    }


def comparison_object(comparison: Comparison) -> Object:
    """Return the answer of `measures compare`, in the order in which it is told to people."""
    subject, moved = comparison.subject, comparison.moved
    return {
        "comparison": {
            "measure": subject.name or None,
            "unit": subject.unit,
            "better": subject.better.value,
            "cycle": subject.cycle.number if subject.cycle else None,
            "moved": moved and moved._asdict(),
            "moved_words": moved_said(comparison),
            "pairs": comparison.pairs,
            "missing": comparison.scores and _missing(comparison.scores),
            "groups": [_group(group) for group in comparison.groups],
            "difference": comparison.difference,
            "difference_interval": _interval(comparison.difference_interval),
            "difference_words": difference_said(comparison),
            "picture": [bar._asdict() for bar in comparison.picture],
            "shares": [{**share._asdict(), "interval": _interval(share.interval)} for share in comparison.shares],
            "effect": comparison.effect and _effect(comparison.effect),
            "limit": comparison.limit,
            "design": comparison.design.value,
            "design_words": comparison.design_words,
            "cannot_say": comparison.cannot_say,
            "regression_to_the_mean": comparison.regression,
            "warnings": comparison.warnings,
        }
    }


def _group(group: Group) -> Object:
    return {"name": group.name, "before": group.before and _side(group.before), "after": _side(group.after)}


def _side(side: Side) -> Object:
    return {**side._asdict(), "on": side.on and side.on.isoformat()}


def _missing(scores: Scores) -> Object:
    return {field: getattr(scores, field) for field in ("no_before", "no_after", "neither")}


def _effect(effect: Effect) -> Object:
    return {**effect._asdict(), "interval": _interval(effect.interval)}


def _interval(interval: Interval | None) -> Object | None:
    return interval and {"low": interval.low, "high": interval.high}
