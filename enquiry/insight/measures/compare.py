"""Comparisons built from figures, scores or a series: their sums, and the reasons where a sum can't be had."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import fmean, stdev
from typing import NamedTuple

from enquiry.dates.period import spell_short
from enquiry.insight.measures import cautions
from enquiry.insight.measures import comparison as c
from enquiry.insight.measures import effect_size as e
from enquiry.insight.measures import intervals as i
from enquiry.insight.measures import sentences as said
from enquiry.insight.measures.chosen import format_regression
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import Series, SeriesPoint, compute_difference, format_share
from enquiry.insight.measures.shares import build_learner_shares, compare_shares, count_paired_answers
from enquiry.model.amount import Number
from enquiry.model.choices import Counted
from enquiry.model.cycle import Cycle
from enquiry.model.groups import GroupNoun

_GROUPS_LIMITS = "It cannot say that the change made the difference: all else that sets the groups apart is in it too."
_GROWTH_LIMITS = (
    "It cannot say {}how much of this is the change's doing: ordinary growth, practice at the measure and chance are "
    "in it as well."
)

MOST_BARS = 12
"""Values of a series that are drawn one by one."""


class _Given(NamedTuple):
    """What a comparison is built from beside its groups: each only where it is known.

    `limit` is a reason for no effect size; `sd_change` the standard deviation of the learners' changes; `scores` those
    of each group, in their order; `iccs` how alike learners of one class may be.
    """

    limit: str = ""
    sd_change: float | None = None
    scores: tuple[LearnerScores, ...] = ()
    series: Series | None = None
    warnings: Sequence[str] = ()
    iccs: tuple[float, ...] = e.SUPPOSED_ICCS


def compare_two_groups(
    subject: c.ComparedMeasure,
    one: c.ComparedGroup,
    other: c.ComparedGroup,
    *,
    iccs: tuple[float, ...] = e.SUPPOSED_ICCS,
) -> c.Comparison:
    """Return two groups set side by side as they stood afterwards.

    One entry gives one number of learners: where both groups have their figures from it, neither's number is known.
    """
    limit = ""
    if one.after.entry and one.after.entry == other.after.entry:
        limit = f"{one.after.entry} gives one number of {subject.people.many} for both groups: "
        limit += "log each as evidence of its own, with its own --n."
    entries = ({side.entry for side in one.sides} & {side.entry for side in other.sides}) - {""}
    counted = [
        c.ComparedGroup(group.name, sides[0] if group.before else None, sides[-1])
        for group in (one, other)
        for sides in [[side._replace(n=None) if side.entry in entries else side for side in group.sides]]
    ]
    return _build_comparison(subject, c.ComparisonDesign.TWO_GROUPS, counted, _Given(limit=limit, iccs=iccs))


def compare_before_after(
    subject: c.ComparedMeasure,
    group: c.ComparedGroup,
    sd_change: float | None = None,
    *,
    series: Series | None = None,
    warnings: Sequence[str] = (),
) -> c.Comparison:
    """Return one group measured twice; `sd_change` is the standard deviation of its learners' changes.

    With `series`, the measure's values of all days stand in the picture, and a day whose value has a standard
    deviation is named where that of the later day has none. `warnings` come after those of the figures.
    """
    given = _Given(sd_change=sd_change, series=series, warnings=warnings)
    return _build_comparison(subject, c.ComparisonDesign.SAME_GROUP, [group], given)


def compare_scores(
    subject: c.ComparedMeasure, name: str, labels: tuple[str, str], scores: LearnerScores
) -> c.Comparison:
    """Return one group measured twice, from its learners' own scores; of fewer than 6 the scores as they are."""
    group = _build_score_group(name, labels, scores, e.MIN_SAME_GROUP)
    sd_change = None
    if group.after.mean is not None and not scores.are_answers:
        sd_change = stdev(compute_difference(late, early) for early, late in scores.pairs)
    given = _Given(sd_change=sd_change, scores=(scores,))
    return _build_comparison(subject, c.ComparisonDesign.SAME_GROUP, [group], given)


def compare_score_groups(
    subject: c.ComparedMeasure,
    labels: tuple[str, str],
    groups: Sequence[tuple[str, LearnerScores]],
    *,
    iccs: tuple[float, ...] = e.SUPPOSED_ICCS,
) -> c.Comparison:
    """Return two groups set side by side from their learners' own scores, each measured before and after."""
    compared = [_build_score_group(name, labels, scores, e.MIN_TWO_GROUPS) for name, scores in groups]
    given = _Given(scores=tuple(scores for _, scores in groups), iccs=iccs)
    return _build_comparison(subject, c.ComparisonDesign.TWO_GROUPS, compared, given)


def _build_score_group(name: str, labels: tuple[str, str], scores: LearnerScores, fewest: int) -> c.ComparedGroup:
    """Return a group's figures on both days: means and spreads, counts of those who had it, or none of a few."""
    n, sides = len(scores.pairs), list[c.GroupFigures]()
    for label, column in zip(labels, zip(*scores.pairs, strict=True), strict=True):
        if n < fewest or scores.levels:
            sides.append(c.GroupFigures(label, None, None, n))
        elif scores.are_answers:
            sides.append(c.GroupFigures(label, int(sum(column)), None, n, of=n))
        else:
            sides.append(c.GroupFigures(label, fmean(column), stdev(column), n))
    return c.ComparedGroup(name, *sides)


def format_effect_summary(series: Series, cycle: Cycle) -> str:
    """Return how big the change since the baseline was, for documents and `show`; nothing where too little is known.

    Rule: one group before and after on the same measure, each with its standard deviation and at least six learners.
    The sentences keep their order: the size with its n and interval, the design, what it can't say, and regression.
    """
    before = series.baseline or series.points[0]
    later = [point for point in series.points if point.on > before.on and point.sd is not None]
    if before.sd is None or not later:
        return ""
    group = c.ComparedGroup(cycle.group, build_point_figures(before), build_point_figures(later[-1]))
    subject = build_subject(series, cycle)
    found = compare_before_after(subject, group, series=series)
    if found.effect is None:
        return ""
    size = f"Effect size, {found.compared[0].label} to {found.compared[1].label}: {found.effect_words}"
    return " ".join(filter(None, (size, found.design_words, found.cannot_say, found.regression)))


def build_subject(series: Series, cycle: Cycle, chosen: bool | None = None) -> c.ComparedMeasure:
    """Return a measure of a cycle as what is compared; `chosen` goes before what was said at the baseline."""
    chosen = series.chosen if chosen is None else chosen
    own = (series.name, series.unit, series.better, series.lowest, series.highest)
    return c.ComparedMeasure(*own, cycle, chosen, series.counts, series.levels, series.people)


def build_point_figures(point: SeriesPoint, cycle: Cycle | None = None) -> c.GroupFigures:
    """Return a value of a series as one side of a comparison; the cycle knows where the real thing lies."""
    found = next((one for one in cycle.evidence if one.name == point.entry), None) if cycle else None
    said = (found.source, found.marked_by) if found else ("", "")
    n = sum(point.tally) or point.n
    label = spell_short(point.on, year=True)
    return c.GroupFigures(label, point.value, point.sd, n, point.on, point.entry, point.of, *said, point.tally)


class _Sums(NamedTuple):
    """What was worked out of a comparison; each None or empty where it can't be had, and `limit` says why."""

    shares: tuple[c.LearnerShare, ...] = ()
    counts: i.PairedCounts | None = None
    share_change: c.ShareChange | None = None
    difference: Number | None = None
    interval: i.Interval | None = None
    adjusted: i.AdjustedDifference | None = None
    effect: e.EffectSize | None = None
    limit: str = ""


def _build_comparison(
    subject: c.ComparedMeasure, design: c.ComparisonDesign, groups: Sequence[c.ComparedGroup], given: _Given
) -> c.Comparison:
    """Return the comparison with its sums and then its sentences."""
    two = design is c.ComparisonDesign.TWO_GROUPS
    first, last = groups[0], groups[-1]
    one, other = (first.after, last.after) if two else (first.sides[0], first.after)
    sums = _work_out(subject, design, groups, given)
    began, alone = any(group.before for group in groups), None if two else next(iter(given.scores), None)
    moved = cautions.count_moves(alone.pairs) if alone else None
    moves = said.format_unknown_moves(design, sums.shares, subject.people)
    if not two and one.tally and other.tally:
        moves = said.format_tally_moves(one.tally, other.tally, subject.people)
    words = said.format_raw_difference(design, sums.difference, subject, sums.interval)
    if two and sums.difference is not None and (start := said.format_head_start(first, last)):
        words = f"{words}. {start[:1].upper()}{start[1:]}"
    lacks = f"which {subject.people.many} changed, nor " if sums.shares and not sums.counts else ""
    effect, points = sums.effect, given.series.points if given.series else ()
    between = sum(one.on < point.on < other.on for point in points if one.on and other.on)
    sizes, days = (one.n, other.n), (one.on, other.on)
    return c.Comparison(
        subject=subject,
        design=design,
        groups=tuple(groups),
        compared=(one, other),
        moved=moved,
        moved_words=said.format_learners_moved(moved, alone, sums.counts) if moved and alone else moves,
        pairs=tuple(sorted(alone.pairs)) if alone and one.mean is None and not alone.levels else (),
        scores=alone,
        figures=tuple(
            said.format_levels(scores)
            if scores and scores.levels
            else tuple(said.format_group_figures(side, subject) for side in group.sides)
            for group, scores in zip_longest(groups, given.scores)
        ),
        difference=sums.difference,
        difference_interval=sums.interval,
        difference_words=words,
        picture=_build_picture(subject, groups, given.series, (one, other)),
        shares=sums.shares,
        shares_words=said.format_shares(design, sums.shares, sums.share_change, subject.people),
        share_change=sums.share_change,
        adjusted=sums.adjusted,
        adjusted_words=said.format_adjusted(sums.adjusted),
        effect=effect,
        effect_words=said.format_effect_size(design, effect, sizes, sums.limit),
        limit=sums.limit,
        classes_words=said.format_classes(design, effect, subject.people),
        design_words=said.format_design(
            design, sizes, days, subject.people, began=began and not sums.adjusted, between=between
        ),
        cannot_say=_GROUPS_LIMITS if two else _GROWTH_LIMITS.format(lacks),
        regression=format_regression(subject.cycle, subject.chosen, subject.better, sums.difference) if began else "",
        warnings=(*_list_cautions(subject, design, groups, given), *given.warnings),
    )


def _list_cautions(
    subject: c.ComparedMeasure, design: c.ComparisonDesign, groups: Sequence[c.ComparedGroup], given: _Given
) -> Iterator[str]:
    two = design is c.ComparisonDesign.TWO_GROUPS
    sides = (groups[0].after, groups[1].after) if two else (groups[0].sides[0], groups[0].after)
    yield from cautions.list_figure_cautions(subject, design, *sides)
    for group, scores in zip(groups, given.scores, strict=False):
        labels = (group.sides[0].label, group.sides[-1].label)
        yield from cautions.list_score_cautions(subject, group.name if two else "", labels, scores)


def _work_out(
    subject: c.ComparedMeasure, design: c.ComparisonDesign, groups: Sequence[c.ComparedGroup], given: _Given
) -> _Sums:
    """Return what can be worked out: of levels nothing, of counts their shares, else a difference and its size."""
    two = design is c.ComparisonDesign.TWO_GROUPS
    one, other = (groups[0].after, groups[1].after) if two else (groups[0].sides[0], groups[0].after)
    late, early = (one, other) if two else (other, one)
    difference = None if late.mean is None or early.mean is None else compute_difference(late.mean, early.mean)
    sides = [side for group in groups for side in group.sides]
    whole = all(isinstance(side.mean, int) and side.of is not None and side.sd is None for side in sides)
    if subject.levels or any(scores.levels for scores in given.scores):
        return _Sums(limit="Levels have an order, and no distance between them.")
    answers = bool(given.scores) and all(scores.are_answers for scores in given.scores)
    shares = build_learner_shares(subject, groups, counted=answers)
    if shares or answers:
        counts = count_paired_answers(given.scores[0]) if answers and not two else None
        same = late.of == early.of
        limit = f"Counts of {subject.people.many} need none; their shares stand above."
        change = compare_shares(shares, counts, two=two)
        return _Sums(shares, counts, change, difference if same else None, limit=limit)
    if one.of != other.of and one.of and other.of:
        return _Sums(limit=f"The two are of different totals, {one.of} and {other.of}.")
    if subject.counts is None and whole:
        limit = f"It is not said whether “{subject.name}” counts {subject.people.many} or points: "
        limit += "measures define --counts does."
        return _Sums(difference=difference, limit=limit)
    effect, limit = _weigh_difference(subject.people, two, (one, other), given)
    interval, adjusted = None, None
    if effect and two:
        figures = [i.SampleFigures(side.mean or 0, side.sd or 0, side.n or 0) for side in (one, other)]
        interval = i.compute_mean_difference_interval(*figures)
        pairs = [scores.pairs for scores in given.scores]
        adjusted = i.compute_adjusted_difference(*pairs) if pairs else None
    elif effect and difference is not None and given.sd_change is not None:
        interval = i.compute_change_interval(difference, given.sd_change, min(one.n or 0, other.n or 0))
    return _Sums((), None, None, difference, interval, adjusted, effect, limit)


def _build_picture(
    subject: c.ComparedMeasure,
    groups: Sequence[c.ComparedGroup],
    series: Series | None,
    compared: tuple[c.GroupFigures, c.GroupFigures],
) -> tuple[c.ChartBar, ...]:
    """Return the bars: the values of a series that is short, else those of the sides; counts of so many in per cent."""
    sides = [(group.name, side) for group in groups for side in group.sides if side.mean is not None]
    if series and len(series.points) <= MOST_BARS and not series.levels:
        sides = [(groups[0].name, build_point_figures(point)) for point in series.points]
    shares = subject.counts is not Counted.POINTS and all(side.of for _, side in sides)
    entries = {side.entry for side in compared}
    bars = list[c.ChartBar]()
    for name, side in sides:
        told = f"{format_share(side.mean or 0, side.of or 1)}, {side.mean} of {side.of}" if shares else ""
        value = 100 * (side.mean or 0) / side.of if shares and side.of else side.mean or 0
        bars.append(c.ChartBar(name, side.label, value, side.entry in entries or not series, told))
    return () if subject.levels else tuple(bars)


def _weigh_difference(
    people: GroupNoun, two: bool, compared: tuple[c.GroupFigures, c.GroupFigures], given: _Given
) -> tuple[e.EffectSize | None, str]:
    """Return the effect size of two sides, or None and why there is none."""
    fewest = e.MIN_TWO_GROUPS if two else e.MIN_SAME_GROUP
    named = [(side.entry or f"“{side.label}”", side) for side in compared]
    n = min(side.n or 0 for _, side in named)
    reasons = [given.limit] if given.limit else []
    reasons += [f"{name} does not say how many {people.many} it is about." for name, side in named if side.n is None]
    if n < fewest:
        reasons.append(f"Below {fewest} {people.many} only counts and values are told.")
    reasons += [f"{name} gives no standard deviation." for name, side in named if side.sd is None]
    if reasons or not any(side.sd for side in compared):
        reason = [*reasons, "The scores have no spread to measure it by."][0]
        one, other = compared
        points = given.series.points if given.series and one.sd is not None and other.sd is None else ()
        bearing = [point for point in points if point.sd is not None and point.on > (one.on or point.on)]
        more = f" {bearing[-1].entry} gives one: --to {bearing[-1].on.isoformat()}." if bearing else ""
        return None, reason + more
    first, second = (i.SampleFigures(side.mean or 0, side.sd or 0, side.n or 0) for side in compared)
    if two:
        return e.compute_two_group_effect(first, second, given.iccs), ""
    return e.compute_same_learners_effect(first, second, given.sd_change), ""
