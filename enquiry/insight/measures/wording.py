"""A comparison told: its sentences, in the order that keeps it honest, the same for every reader and format."""

from collections.abc import Iterator
from math import floor, log10

from enquiry.insight.measures.change import format_change_amount
from enquiry.insight.measures.comparison import Comparison, ComparisonDesign, GroupFigures, LearnerShare
from enquiry.insight.measures.effect_size import EffectSize
from enquiry.model.choices import BetterDirection
from enquiry.model.measure import Number, format_plain_number


def describe_comparison(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what is to be said after the raw figures and the picture, each sentence with its label."""
    if comparison.shares:
        several = comparison.design is ComparisonDesign.TWO_GROUPS
        where = (f"{one.group}, {one.label}" if several else one.label for one in comparison.shares)
        shares = (f"{name}: {format_share(one)}" for name, one in zip(where, comparison.shares, strict=True))
        yield "the shares", f"{'; '.join(shares)}."
    yield "effect size", format_effect_size(comparison)
    yield "design", comparison.design_words
    yield "its limits", comparison.cannot_say
    if comparison.regression:
        yield "regression to the mean", comparison.regression
    for warning in comparison.warnings:
        yield "take care", warning


def format_learners_moved(comparison: Comparison) -> str:
    """Return how many learners moved, or why that is not known."""
    if found := comparison.moved:
        return f"{found.higher} of {sum(found)} scored higher, {found.same} the same and {found.lower} lower."
    if comparison.design is ComparisonDesign.TWO_GROUPS:
        return "Not known: these are different learners, in two groups."
    if comparison.shares:
        counts = ", then ".join(f"{share.learners} of {share.of}" for share in comparison.shares)
        return f"{counts}. Which of them changed is not known."
    return "Not known: these are the figures of the whole group. --csv takes each learner's two scores."


def format_share(share: LearnerShare) -> str:
    """Return a proportion with its interval: `65 % (95 % interval 45 to 81 %)`."""
    low, high = share.interval
    return f"{100 * share.learners / share.of:.0f} % (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"


def format_group_figures(side: GroupFigures, unit: str = "") -> str:
    """Return one group's figures at one time: `11.2 of 20 (SD 4.1, n 24)`."""
    mean = "not told" if side.mean is None else f"{format_figure(side.mean)}{'' if unit in ('', '%') else ' '}{unit}"
    aside = [f"SD {format_figure(side.sd)}"] if side.sd is not None else []
    aside += [f"n {side.n}"] if side.n is not None else []
    return f"{mean} ({', '.join(aside)})" if aside else mean


def format_raw_difference(comparison: Comparison) -> str:
    """Return the raw difference in words: `up 3.9, which is better`, with its 95 % interval where there is one."""
    by, subject = comparison.difference, comparison.subject
    if by is None:
        return ""
    by = float(format_figure(by))
    words = format_change_amount(by, subject.unit, subject.better)
    if comparison.design is ComparisonDesign.TWO_GROUPS:
        return format_group_distance(by, subject.unit)
    if not (interval := comparison.difference_interval):
        return words
    return (
        f"{words} (95 % interval of the mean change: {format_figure(interval.low)} to {format_figure(interval.high)})"
    )


def format_group_distance(by: Number, unit: str) -> str:
    """Return how far apart two groups lie, without a verdict on either: `the first stands 2.3 higher`."""
    if not by:
        return "no difference between the two"
    amount = format_change_amount(abs(by), unit, BetterDirection.NEITHER).removeprefix("up ")
    return f"the first stands {amount} {'higher' if by > 0 else 'lower'}"


def format_effect_size(comparison: Comparison) -> str:
    """Return the effect size with its interval and n, in words too; or why there is none."""
    effect, (one, other) = comparison.effect, comparison.compared
    if effect is None:
        return f"None. {comparison.limit}"
    size, interval = (
        format_hundredths(abs(effect.g)),
        f"95 % interval {format_effect_interval(effect)}, " if effect.interval else "",
    )
    if comparison.design is ComparisonDesign.TWO_GROUPS:
        n, words = f"{one.n} and {other.n}", f"the two means lie {size} standard deviations apart"
        name = "g"
    else:
        n, words = f"{min(one.n or 0, other.n or 0)}", f"the mean moved {_way(effect.g)} by {size} standard deviations"
        name = "g_av"
    return f"{name} = {format_hundredths(effect.g)} ({interval}n {n}): {words}. {comparison.limit}".rstrip()


def _way(by: float) -> str:
    return "up" if by >= 0 else "down"


def format_effect_interval(effect: EffectSize) -> str:
    """Return an effect size's interval: `0.02 to 1.12`; nothing where it has none."""
    return (
        f"{format_hundredths(effect.interval.low)} to {format_hundredths(effect.interval.high)}"
        if effect.interval
        else ""
    )


def format_hundredths(value: float) -> str:
    """Return a number to two decimals, without a minus before zero."""
    return f"{value:z.2f}"


def format_figure(value: Number) -> str:
    """Return a figure as it was typed, or, where it was worked out, to three figures and at least one decimal."""
    if isinstance(value, int) or abs(value - round(value, 3)) < 1e-9:
        return format_plain_number(value)
    return format_plain_number(round(value, max(1, 2 - floor(log10(abs(value))))))
