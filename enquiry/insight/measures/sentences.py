"""The sentences of a comparison, each by what its figures bear; none calls a number large or significant."""

from collections.abc import Sequence
from datetime import date
from math import floor, log10

from enquiry.insight.measures.comparison import (
    ComparedGroup,
    ComparedMeasure,
    ComparisonDesign,
    GroupFigures,
    LearnerShare,
    LearnersMoved,
    ShareChange,
)
from enquiry.insight.measures.effect_size import EffectSize, compute_clustered_coverage
from enquiry.insight.measures.intervals import AdjustedDifference, Interval, PairedCounts
from enquiry.insight.measures.scores import LearnerScores
from enquiry.insight.measures.series import format_change_amount, format_share, format_tally_shift, format_value
from enquiry.insight.measures.tally import compute_tally_shift, format_tally
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection
from enquiry.model.groups import LEARNER, GroupNoun
from enquiry.model.measure import format_figure, format_plain_number
from enquiry.words import choose_form, format_amount, format_count, join_words


def format_learners_moved(moved: LearnersMoved, scores: LearnerScores, counts: PairedCounts | None) -> str:
    """Return how many learners moved: up, not at all and down; gained and lost where each had it or not."""
    if counts:
        had, have = counts.both + counts.lost, counts.both + counts.gained
        stayed = f"{counts.both} had it both times and {counts.neither} neither time"
        whole = f"{had} of {sum(counts)} had it before and {have} after"
        return f"{counts.gained} gained it and {counts.lost} lost it; {stayed} ({whole})."
    if scores.levels:
        return f"{moved.higher} of {sum(moved)} rose, {moved.same} stayed and {moved.lower} fell."
    return f"{moved.higher} of {sum(moved)} scored higher, {moved.same} the same and {moved.lower} lower."


def format_unknown_moves(design: ComparisonDesign, shares: Sequence[LearnerShare], people: GroupNoun) -> str:
    """Return why it is not known how many of a group moved."""
    if design is ComparisonDesign.TWO_GROUPS:
        return f"Not known: these are different {people.many}, in two groups."
    if shares:
        counts = ", then ".join(f"{share.learners} of {share.of}" for share in shares)
        return f"{counts}. Which of them changed is not known."
    return f"Not known: these are the figures of the whole group. --csv takes each {people.one}'s two scores."


def format_tally_moves(before: Sequence[int], after: Sequence[int], people: GroupNoun) -> str:
    """Return how many rose, fell and stayed between two tallies of levels, as far as that can be known."""
    shift = compute_tally_shift(before, after)
    if shift is None:
        numbers = f"{sum(before)} then and {sum(after)} now"
        return f"Not known: {numbers} are not the same {people.many}, so who rose and who fell can't be told."
    told = format_tally_shift(shift)
    return f"{told[0].upper()}{told[1:]}. Who moved is not known: --csv takes each {people.one}'s two levels."


def format_levels(scores: LearnerScores) -> tuple[str, str]:
    """Return how many learners stood at each level before, and after: `6 emerging, 12 developing, 6 secure`."""
    before, after = (
        ", ".join(f"{column.count(place)} {level}" for place, level in enumerate(scores.levels, 1))
        for column in zip(*scores.pairs, strict=True)
    )
    return before, after


def format_shares(
    design: ComparisonDesign, shares: Sequence[LearnerShare], change: ShareChange | None, people: GroupNoun
) -> str:
    """Return proportions with their intervals, and that of their difference in percentage points; nothing for none."""
    said = []
    for one in shares:
        where = f"{one.group}, {one.label}" if design is ComparisonDesign.TWO_GROUPS else one.label
        low, high = one.interval
        share = f"{format_share(one.learners, one.of)} (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"
        said.append(f"{where}: {share}")
    if not change:
        return f"{'; '.join(said)}." if said else ""
    reach = " to ".join(f"{100 * end:+z.0f}" for end in change.interval)
    points = f"{100 * change.by:+z.0f} percentage points (95 % interval {reach})"
    how = f", the same {people.many} both times" if change.paired else f", as though no {people.one} were in both"
    how = "" if design is ComparisonDesign.TWO_GROUPS else how
    return f"{'; '.join(said)}. The difference: {points}{how}."


def format_raw_difference(
    design: ComparisonDesign, by: Number | None, subject: ComparedMeasure, interval: Interval | None
) -> str:
    """Return the raw difference in words: `up 3.9, which is better`, with its 95 % interval where there is one.

    Of two groups it says how far apart they lie, without a verdict on either: `the first stands 2.3 higher`.
    """
    if by is None:
        return ""
    by = float(format_figure(by))
    within = f" (95 % interval {format_interval(interval)})" if interval else ""
    if design is ComparisonDesign.TWO_GROUPS:
        amount = format_change_amount(abs(by), subject.unit, BetterDirection.NEITHER).removeprefix("up ")
        way = "higher" if by > 0 else "lower"
        return f"the first stands {amount} {way}{within}" if by else f"no difference between the two{within}"
    words = format_change_amount(by, subject.unit, subject.better)
    return f"{words} (95 % interval of the mean change: {format_interval(interval)})" if interval else words


def format_head_start(one: ComparedGroup, other: ComparedGroup) -> str:
    """Return where two groups began and how much of the difference was there before; nothing where it is not known.

    `10.8 → 14.9 beside 9 → 12.6: gained 4.1 and 3.6; 1.8 of the 2.3 was there before`.
    """
    means = [side.mean for group in (one, other) for side in group.sides]
    if not (one.before and other.before) or None in means:
        return ""
    early, late, began, ended = (mean or 0 for mean in means)
    start, apart = (float(format_figure(a - b)) for a, b in ((early, began), (late, ended)))
    moves = [
        format_change_amount(float(format_figure(b - a)), "", BetterDirection.NEITHER)
        for a, b in ((early, late), (began, ended))
    ]
    gains = " and ".join(moves)
    if all(move.startswith("up ") for move in moves):
        gains = f"gained {gains.replace('up ', '')}"
    if not start:
        before = "they began level"
    elif start * apart < 0 or not apart:
        before = f"the first began {format_figure(abs(start))} {'higher' if start > 0 else 'lower'}"
    elif abs(start) <= abs(apart):
        before = f"{format_figure(abs(start))} of the {format_figure(abs(apart))} was there before"
    else:
        before = f"they stood {format_figure(abs(start))} apart before"
    figures = " beside ".join(f"{format_figure(a)} → {format_figure(b)}" for a, b in ((early, late), (began, ended)))
    return f"{figures}: {gains}; {before}"


def format_adjusted(adjusted: AdjustedDifference | None) -> str:
    """Return the difference after, had both groups scored alike before; nothing where it is not known."""
    if not adjusted:
        return ""
    by = float(format_figure(adjusted.by))
    stands = f"{format_figure(abs(by))} {'higher' if by >= 0 else 'lower'}"
    return (
        f"The first would stand {stands} (95 % interval {format_interval(adjusted.interval)}), the scores before held "
        f"alike: a point more before goes with {format_hundredths(adjusted.slope)} more after."
    )


def format_effect_size(
    design: ComparisonDesign, effect: EffectSize | None, numbers: tuple[int | None, int | None], limit: str
) -> str:
    """Return the effect size with its interval and the two groups' n, in words too; or why there is none."""
    if effect is None:
        return f"None. {limit}"
    size = format_hundredths(abs(effect.g))
    interval = f"95 % interval {format_effect_interval(effect)}, " if effect.interval else ""
    if design is ComparisonDesign.TWO_GROUPS:
        name, n = "g", " and ".join(map(str, numbers))
        words = f"the two means lie {size} standard deviations apart"
    else:
        name, n = "g_av", str(min(number or 0 for number in numbers))
        words = f"the mean moved {'up' if effect.g >= 0 else 'down'} by {size} standard deviations"
        if effect.supposed:
            each = [
                f"{' to '.join(map(format_hundredths, one.interval))} if r is {f'{one.supposed:g}'.removeprefix('0')}"
                for one in effect.supposed
            ]
            limit = f"How far the two scores go together is not known; the 95 % interval is {join_words(each)}."
    return f"{name} = {format_hundredths(effect.g)} ({interval}n {n}): {words}. {limit}".rstrip()


def format_effect_interval(effect: EffectSize) -> str:
    """Return an effect size's interval: `0.02 to 1.12`; nothing where it has none."""
    return " to ".join(map(format_hundredths, effect.interval or ()))


def format_classes(design: ComparisonDesign, effect: EffectSize | None, people: GroupNoun) -> str:
    """Return what one class an arm can't tell, with the interval by how alike the learners of a class are.

    It is said how often such intervals hold the truth: how far classes differ is not in the spread within two of them.
    """
    if design is ComparisonDesign.SAME_GROUP:
        return ""
    unit, units = ("class", "classes") if people is LEARNER else ("team", "teams")
    alone = f"Where each group is one {unit}, the {unit} can't be told from the change."
    if not effect or not effect.supposed:
        return alone
    iccs = [f"{one.supposed:.2f}".removeprefix("0") for one in effect.supposed]
    told = [" to ".join(map(format_hundredths, one.interval)) for one in effect.supposed]
    held = [str(floor(100 * compute_clustered_coverage(one.supposed))) for one in effect.supposed]
    many = choose_form(len(iccs), "an intraclass correlation", "intraclass correlations")
    these = choose_form(len(iccs), "it holds", "they hold")
    independent = f"The intervals above take {people.many} for independent; those of one {unit} are alike"
    supposed = f"with {many} of {join_words(iccs)} that of g is {join_words(told)}"
    seldom = f"How far {units} differ can't be seen in two, so {these} the truth in {join_words(held)} of 100 at least"
    return f"{alone} {independent}: {supposed}. {seldom}."


def format_design(
    design: ComparisonDesign,
    learners: tuple[int | None, ...],
    days: tuple[date | None, date | None],
    people: GroupNoun,
    *,
    began: bool,
    between: int = 0,
) -> str:
    """Return the design as a sentence: how many learners, and for one group how far apart its two days are.

    `began` says whether it is known where two groups stood before; `between` is how many values lie between the two.
    """
    each = [str(n) for n in learners]
    if design is ComparisonDesign.TWO_GROUPS:
        beginnings = "; where each began is shown, and not reckoned in" if began else ""
        counts = "of unknown size" if None in learners else f"of {' and '.join(each)} {people.many}"
        return f"Two groups, {counts}, set side by side as they stood afterwards{beginnings}."
    counts = "of unknown size" if None in learners else f"of {' and then '.join(dict.fromkeys(each))} {people.many}"
    first, last = days
    apart = ""
    if first and last:
        weeks = round(abs((last - first).days) / 7)
        apart = f" {format_amount(weeks, 'week')} apart" if weeks else " within a week"
    more = (
        f", with {format_count(between, 'value')} between that {choose_form(between, 'is', 'are')} not in it"
        if between
        else ""
    )
    return f"One group, {counts}, measured twice{apart}{more}, with no other group beside it."


# --- Figures in words.


def format_group_figures(side: GroupFigures, subject: ComparedMeasure) -> str:
    """Return one group's figures at one time: `11.2 of 20 (SD 4.1, n 24)`."""
    if side.tally:
        return format_tally(side.tally, subject.levels)
    if side.mean is None:
        mean = "not told"
    elif isinstance(side.mean, int) or side.of is not None:
        mean = format_value(side.mean, subject.unit, side.of, subject.levels)
    else:
        mean = f"{format_figure(side.mean)}{'' if subject.unit in ('', '%') else ' '}{subject.unit}"
    aside = [f"SD {format_figure(side.sd)}"] if side.sd is not None else []
    aside += [f"n {side.n}"] if side.n is not None else []
    return f"{mean} ({', '.join(aside)})" if aside else mean


def format_interval(interval: Interval) -> str:
    """Return an interval in the measure's own units, as finely as it is wide: `0.09 to 4.51`."""
    width = interval.high - interval.low
    digits = max(1, 2 - floor(log10(width))) if width else 2
    return " to ".join(format_plain_number(round(end, digits)) for end in interval)


def format_hundredths(value: float) -> str:
    """Return a number to two decimals, without a minus before zero."""
    return f"{value:z.2f}"
