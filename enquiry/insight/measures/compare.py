"""Figures weighed against each other: what they bear is told, and what they don't bear is said with its reason."""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, stdev

from enquiry.dates.period import spell
from enquiry.insight.measures.change import compute_difference
from enquiry.insight.measures.comparison import (
    ChartBar,
    ComparedGroup,
    ComparedMeasure,
    Comparison,
    ComparisonDesign,
    GroupFigures,
    LearnerShare,
    LearnersMoved,
)
from enquiry.insight.measures.effect_size import (
    IDENTIFIABLE,
    MIN_FOR_EFFECT_SIZE,
    MIN_FOR_INTERVAL,
    EffectSize,
    SampleFigures,
    compute_change_interval,
    compute_same_learners_effect,
    compute_share_interval,
    compute_two_group_effect,
)
from enquiry.insight.measures.scores import LearnerScores
from enquiry.model.measure import Number
from enquiry.words import choose_form


def compare_two_groups(subject: ComparedMeasure, one: ComparedGroup, other: ComparedGroup) -> Comparison:
    """Return two groups set side by side as they stood afterwards.

    One entry gives one number of learners: where both groups have their figures from it, neither's number is known.
    """
    shared = one.after.entry if one.after.entry == other.after.entry else ""
    entries = ({side.entry for side in one.sides} & {side.entry for side in other.sides}) - {""}
    groups = _drop_shared_counts(one, entries), _drop_shared_counts(other, entries)
    found = Comparison(
        subject,
        ComparisonDesign.TWO_GROUPS,
        groups,
        _compute_mean_difference(one.after, other.after),
        _build_chart_bars(one, other),
    )
    if not shared:
        return _add_effect_size(found, compute_two_group_effect)
    words = f"{shared} gives one number of learners for both groups: log each as evidence of its own, with its own --n."
    return _add_effect_size(found, compute_two_group_effect, words)


def _drop_shared_counts(group: ComparedGroup, entries: set[str]) -> ComparedGroup:
    def side(one: GroupFigures) -> GroupFigures:
        return one._replace(n=None) if one.entry in entries else one

    return ComparedGroup(group.name, group.before and side(group.before), side(group.after))


def compare_before_after(subject: ComparedMeasure, group: ComparedGroup, sd_change: float | None = None) -> Comparison:
    """Return one group measured twice; `sd_change` is the standard deviation of its learners' changes."""
    before, after = group.before or group.after, group.after
    found = Comparison(
        subject,
        ComparisonDesign.SAME_GROUP,
        (group,),
        _compute_mean_difference(after, before),
        _build_chart_bars(group),
    )
    found = _add_effect_size(found, lambda one, other: compute_same_learners_effect(one, other, sd_change))
    if sd_change is None or found.effect is None or found.difference is None:
        return found
    interval = compute_change_interval(found.difference, sd_change, min(before.n or 0, after.n or 0))
    return found._replace(difference_interval=interval)


def compare_scores(subject: ComparedMeasure, name: str, labels: tuple[str, str], scores: LearnerScores) -> Comparison:
    """Return one group measured twice, from its learners' own scores; below FEWEST of them the scores as they are."""
    before, after = ([pair[place] for pair in scores.pairs] for place in (0, 1))
    changes = [compute_difference(late, early) for early, late in scores.pairs]
    group = ComparedGroup(name, _build_score_figures(labels[0], before), _build_score_figures(labels[1], after))
    found = compare_before_after(subject, group, stdev(changes) if len(changes) >= MIN_FOR_EFFECT_SIZE else None)
    return found._replace(
        moved=LearnersMoved(sum(by > 0 for by in changes), changes.count(0), sum(by < 0 for by in changes)),
        pairs=tuple(sorted(scores.pairs)) if len(changes) < MIN_FOR_EFFECT_SIZE else (),
        scores=scores,
        warnings=(*found.warnings, *_list_score_warnings(subject, scores)),
    )


def _build_score_figures(label: str, values: Sequence[float]) -> GroupFigures:
    if len(values) < MIN_FOR_EFFECT_SIZE:
        return GroupFigures(label, None, None, len(values))
    return GroupFigures(label, fmean(values), stdev(values), len(values))


def _compute_mean_difference(side: GroupFigures, other: GroupFigures) -> Number | None:
    return None if side.mean is None or other.mean is None else compute_difference(side.mean, other.mean)


def _build_chart_bars(*groups: ComparedGroup) -> tuple[ChartBar, ...]:
    sides = ((group.name, side) for group in groups for side in group.sides)
    return tuple(ChartBar(name, side.label, side.mean) for name, side in sides if side.mean is not None)


def _add_effect_size(
    found: Comparison, weigh: Callable[[SampleFigures, SampleFigures], EffectSize], limit: str = ""
) -> Comparison:
    """Return the comparison with its effect size, or with the reason why there is none or no interval to it."""
    found = found._replace(warnings=tuple(_list_warnings(found)))
    if shares := _build_learner_shares(found):
        return found._replace(shares=shares, limit="Counts of learners need none; their shares stand above.")
    one, other = found.compared
    figures = [_get_sample_figures(side) for side in (one, other)]
    limit = limit or _explain_missing_effect(one, other)
    if limit or not figures[0] or not figures[1]:
        return found._replace(limit=limit)
    effect = weigh(figures[0], figures[1])
    return found._replace(effect=effect, limit="" if effect.interval else _no_interval(figures[0], figures[1]))


def _get_sample_figures(side: GroupFigures) -> SampleFigures | None:
    if side.mean is None or side.sd is None or side.n is None:
        return None
    return SampleFigures(side.mean, side.sd, side.n)


def _explain_missing_effect(*sides: GroupFigures) -> str:
    """Return why there can be no effect size, or nothing where there can."""
    for side in sides:
        if side.n is None:
            return f"{_name_figures(side)} does not say how many learners it is about."
    if min(side.n or 0 for side in sides) < MIN_FOR_EFFECT_SIZE:
        return f"Below {MIN_FOR_EFFECT_SIZE} learners only counts and values are told."
    for side in sides:
        if side.sd is None:
            return f"{_name_figures(side)} gives no standard deviation."
    return "" if any(side.sd for side in sides) else "The scores have no spread to measure it by."


def _name_figures(side: GroupFigures) -> str:
    return side.entry or f"“{side.label}”"


def _no_interval(one: SampleFigures, other: SampleFigures) -> str:
    n = min(one.n, other.n)
    if n < MIN_FOR_INTERVAL:
        return f"No interval: with {n} learners, fewer than {MIN_FOR_INTERVAL}, it would promise more than it keeps."
    return "No interval: it needs each learner's two scores, or how far the two go together."


def _build_learner_shares(found: Comparison) -> tuple[LearnerShare, ...]:
    """Return the counts of learners as proportions, or none where the figures are scores or the learners are few.

    Figures are counts where the unit is "of 24" and each is a whole number about 24 learners, without a spread.
    """
    of = re.fullmatch(r"of (\d+)", found.subject.unit)
    sides = [(group.name, side) for group in found.groups for side in group.sides]
    if not of or int(of[1]) < MIN_FOR_EFFECT_SIZE or not all(_is_count(side, int(of[1])) for _, side in sides):
        return ()
    counts = [(name, side.label, int(side.mean or 0)) for name, side in sides]
    return tuple(
        LearnerShare(name, label, count, int(of[1]), compute_share_interval(count, int(of[1])))
        for name, label, count in counts
    )


def _is_count(side: GroupFigures, of: int) -> bool:
    return isinstance(side.mean, int) and 0 <= side.mean <= of == side.n and side.sd is None


def _list_warnings(found: Comparison) -> Iterator[str]:
    one, other = found.compared
    if any(side.n is not None and side.n < IDENTIFIABLE for side in (one, other)):
        yield f"Fewer than {IDENTIFIABLE} learners: a figure may point to one of them, so it is best kept to yourself."
    if found.design is ComparisonDesign.SAME_GROUP and one.n and other.n and one.n != other.n:
        yield f"{one.n} learners then and {other.n} now: they are not all the same ones."
    if found.design is ComparisonDesign.TWO_GROUPS and one.on and other.on and one.on != other.on:
        yield f"The two were measured on different days: {spell(one.on)} and {spell(other.on)}."


def _list_score_warnings(subject: ComparedMeasure, scores: LearnerScores) -> Iterator[str]:
    if scores.missing:
        said = [("no score before", scores.no_before), ("none after", scores.no_after), ("neither", scores.neither)]
        each = ", ".join(f"{count} with {what}" for what, count in said if count)
        are = choose_form(scores.missing, "is", "are")
        left_out = f"{scores.missing} of {scores.learners} learners {are} left out ({each})."
        yield f"{left_out} Who is away is seldom like the rest."
    low, high = subject.lowest, subject.highest
    every = [value for pair in scores.pairs for value in pair]
    beyond = sum((low is not None and value < low) or (high is not None and value > high) for value in every)
    if beyond:
        count = "One score lies" if beyond == 1 else f"{beyond} scores lie"
        yield f"{count} outside the range of “{subject.name}”."
