"""Comparisons built from figures, scores or a series: their sums, and the reasons where a sum can't be had."""

import re
from collections.abc import Iterator, Sequence
from statistics import fmean, stdev

from enquiry.dates.period import spell, spell_short
from enquiry.insight.measures import comparison as c
from enquiry.insight.measures import effect_size as e
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import Series, SeriesPoint, compute_difference
from enquiry.model.cycle import Cycle
from enquiry.words import choose_form

_GROUPS_LIMITS = "It cannot say that the change made the difference: all else that sets the groups apart is in it too."
_GROWTH_LIMITS = (
    "It cannot say {}how much of this is the change's doing: ordinary growth, practice at the measure and chance are "
    "in it as well."
)

MOST_BARS = 12
"""Values of a series that are drawn one by one."""


def compare_two_groups(subject: c.ComparedMeasure, one: c.ComparedGroup, other: c.ComparedGroup) -> c.Comparison:
    """Return two groups set side by side as they stood afterwards.

    One entry gives one number of learners: where both groups have their figures from it, neither's number is known.
    """
    limit = ""
    if one.after.entry and one.after.entry == other.after.entry:
        limit = f"{one.after.entry} gives one number of learners for both groups: log each as evidence of its own, "
        limit += "with its own --n."
    entries = ({side.entry for side in one.sides} & {side.entry for side in other.sides}) - {""}
    counted = [
        c.ComparedGroup(group.name, sides[0] if group.before else None, sides[-1])
        for group in (one, other)
        for sides in [[side._replace(n=None) if side.entry in entries else side for side in group.sides]]
    ]
    return _build_comparison(subject, c.ComparisonDesign.TWO_GROUPS, counted, limit=limit)


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
    return _build_comparison(
        subject, c.ComparisonDesign.SAME_GROUP, [group], sd_change=sd_change, series=series, warnings=warnings
    )


def compare_scores(
    subject: c.ComparedMeasure, name: str, labels: tuple[str, str], scores: LearnerScores
) -> c.Comparison:
    """Return one group measured twice, from its learners' own scores; of fewer than 6 the scores as they are."""
    few = len(scores.pairs) < e.MIN_FOR_EFFECT_SIZE
    before, after = (
        c.GroupFigures(label, None if few else fmean(values), None if few else stdev(values), len(values))
        for label, values in zip(labels, zip(*scores.pairs, strict=True), strict=True)
    )
    sd_change = None if few else stdev(compute_difference(late, early) for early, late in scores.pairs)
    group = c.ComparedGroup(name, before, after)
    return _build_comparison(subject, c.ComparisonDesign.SAME_GROUP, [group], sd_change=sd_change, scores=scores)


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
    found = compare_before_after(c.ComparedMeasure(series.name, series.unit, series.better, cycle=cycle), group)
    if found.effect is None:
        return ""
    size = f"Effect size, {found.compared[0].label} to {found.compared[1].label}: {found.effect_words}"
    return " ".join(filter(None, (size, found.design_words, found.cannot_say, found.regression)))


def build_point_figures(point: SeriesPoint) -> c.GroupFigures:
    """Return a value of a series as one side of a comparison."""
    return c.GroupFigures(spell_short(point.on, year=True), point.value, point.sd, point.n, point.on, point.entry)


def _build_comparison(
    subject: c.ComparedMeasure,
    design: c.ComparisonDesign,
    groups: Sequence[c.ComparedGroup],
    *,
    limit: str = "",
    sd_change: float | None = None,
    scores: LearnerScores | None = None,
    series: Series | None = None,
    warnings: Sequence[str] = (),
) -> c.Comparison:
    """Return the comparison with its sums and then its sentences; `limit` is a reason known already for no size."""
    two = design is c.ComparisonDesign.TWO_GROUPS
    sides = [(group.name, side) for group in groups for side in (group.before, group.after) if side]
    one, other = (groups[0].after, groups[1].after) if two else (sides[0][1], sides[-1][1])
    late, early = (one, other) if two else (other, one)
    difference = None if late.mean is None or early.mean is None else compute_difference(late.mean, early.mean)
    shares = _build_learner_shares(subject.unit, sides)
    if shares:
        effect, limit = None, "Counts of learners need none; their shares stand above."
    else:
        effect, limit = (None, limit) if limit else _weigh_difference(two, one, other, sd_change)
    interval = None
    if sd_change is not None and effect and difference is not None:
        interval = e.compute_change_interval(difference, sd_change, min(one.n or 0, other.n or 0))
    picture = tuple(c.ChartBar(name, side.label, side.mean) for name, side in sides if side.mean is not None)
    if series and len(series.points) <= MOST_BARS:
        picture = tuple(
            c.ChartBar(groups[0].name, spell_short(p.on, year=True), p.value, p.entry in (one.entry, other.entry))
            for p in series.points
        )
    if series and not effect and not shares and one.sd is not None and other.sd is None:
        bearing = [p for p in series.points if p.sd is not None and p.on > (one.on or p.on) and p.on != other.on]
        if bearing:
            limit += f" {bearing[-1].entry} gives one: --to {bearing[-1].on.isoformat()}."
    moved = None
    if scores:
        changes = [compute_difference(after, before) for before, after in scores.pairs]
        moved = c.LearnersMoved(sum(by > 0 for by in changes), changes.count(0), sum(by < 0 for by in changes))
    began = any(group.before for group in groups)
    return c.Comparison(
        subject=subject,
        design=design,
        groups=tuple(groups),
        compared=(one, other),
        moved=moved,
        moved_words=c.format_learners_moved(design, moved, shares),
        pairs=tuple(sorted(scores.pairs)) if scores and len(scores.pairs) < e.MIN_FOR_EFFECT_SIZE else (),
        scores=scores,
        figures=tuple(tuple(c.format_group_figures(side, subject.unit) for side in group.sides) for group in groups),
        difference=difference,
        difference_interval=interval,
        difference_words=c.format_raw_difference(design, difference, subject, interval),
        picture=picture,
        shares=shares,
        shares_words=c.format_shares(design, shares),
        effect=effect,
        effect_words=c.format_effect_size(design, effect, (one.n, other.n), limit),
        limit=limit,
        design_words=c.format_design(design, (one.n, other.n), (one.on, other.on), began=began),
        cannot_say=_GROUPS_LIMITS if two else _GROWTH_LIMITS.format("which learners changed, nor " if shares else ""),
        regression=c.format_regression(subject.cycle, subject.chosen_low) if began else "",
        warnings=(*_list_warnings(subject, design, one, other, scores), *warnings),
    )


def _build_learner_shares(unit: str, sides: Sequence[tuple[str, c.GroupFigures]]) -> tuple[c.LearnerShare, ...]:
    """Return the counts of learners as proportions, or none where the figures are scores or the learners are few.

    Figures are counts where the unit is "of 24" and each is a whole number about 24 learners, without a spread.
    """
    found = re.fullmatch(r"of (\d+)", unit)
    of = int(found[1]) if found else 0
    counts = [
        (name, side.label, side.mean)
        for name, side in sides
        if isinstance(side.mean, int) and 0 <= side.mean <= of == side.n and side.sd is None
    ]
    if of < e.MIN_FOR_EFFECT_SIZE or len(counts) < len(sides):
        return ()
    return tuple(c.LearnerShare(*count, of, e.compute_share_interval(count[-1], of)) for count in counts)


def _weigh_difference(
    two: bool, one: c.GroupFigures, other: c.GroupFigures, sd_change: float | None
) -> tuple[e.EffectSize | None, str]:
    """Return the effect size of two sides, or None; and why there is none, or why it has no interval."""
    named = [(side.entry or f"“{side.label}”", side) for side in (one, other)]
    n = min(side.n or 0 for _, side in named)
    reasons = [f"{name} does not say how many learners it is about." for name, side in named if side.n is None]
    if n < e.MIN_FOR_EFFECT_SIZE:
        reasons.append(f"Below {e.MIN_FOR_EFFECT_SIZE} learners only counts and values are told.")
    reasons += [f"{name} gives no standard deviation." for name, side in named if side.sd is None]
    if reasons or not (one.sd or other.sd):
        return None, [*reasons, "The scores have no spread to measure it by."][0]
    first, second = (e.SampleFigures(side.mean or 0, side.sd or 0, side.n or 0) for side in (one, other))
    same = e.compute_same_learners_effect
    effect = e.compute_two_group_effect(first, second) if two else same(first, second, sd_change)
    if effect.interval:
        return effect, ""
    if n < e.MIN_FOR_INTERVAL:
        few = f"with {n} learners, fewer than {e.MIN_FOR_INTERVAL}, it would promise more than it keeps."
        return effect, f"No interval: {few}"
    return effect, "No interval: it needs each learner's two scores, or how far the two go together."


def _list_warnings(
    subject: c.ComparedMeasure,
    design: c.ComparisonDesign,
    one: c.GroupFigures,
    other: c.GroupFigures,
    scores: LearnerScores | None,
) -> Iterator[str]:
    two = design is c.ComparisonDesign.TWO_GROUPS
    if any(side.n is not None and side.n < e.IDENTIFIABLE for side in (one, other)):
        few = f"Fewer than {e.IDENTIFIABLE} learners"
        yield f"{few}: a figure may point to one of them, so it is best kept to yourself."
    if not two and one.n and other.n and one.n != other.n:
        yield f"{one.n} learners then and {other.n} now: they are not all the same ones."
    if two and one.on and other.on and one.on != other.on:
        yield f"The two were measured on different days: {spell(one.on)} and {spell(other.on)}."
    if not scores:
        return
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
