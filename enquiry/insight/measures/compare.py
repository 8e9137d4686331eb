"""Figures weighed against each other: what they bear is told, and what they don't bear is said with its reason."""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, stdev

from enquiry.dates.period import spell
from enquiry.insight.measures.change import less
from enquiry.insight.measures.comparison import Bar, Comparison, Design, Group, Moved, Share, Side, Subject
from enquiry.insight.measures.effect_size import (
    FEWEST,
    FEWEST_FOR_INTERVAL,
    IDENTIFIABLE,
    Effect,
    Figures,
    mean_change,
    same_learners,
    share,
    two_groups,
)
from enquiry.insight.measures.scores import Scores
from enquiry.model.measure import Number


def between_groups(subject: Subject, one: Group, other: Group) -> Comparison:
    """Return two groups set side by side as they stood afterwards.

    One entry gives one number of learners: where both groups have their figures from it, neither's number is known.
    """
    shared = one.after.entry if one.after.entry == other.after.entry else ""
    entries = ({side.entry for side in one.sides} & {side.entry for side in other.sides}) - {""}
    groups = _uncounted(one, entries), _uncounted(other, entries)
    found = Comparison(subject, Design.TWO_GROUPS, groups, _less(one.after, other.after), _picture(one, other))
    if not shared:
        return _weighed(found, two_groups)
    words = f"{shared} gives one number of learners for both groups: log each as evidence of its own, with its own --n."
    return _weighed(found, two_groups, words)


def _uncounted(group: Group, entries: set[str]) -> Group:
    def side(one: Side) -> Side:
        return one._replace(n=None) if one.entry in entries else one

    return Group(group.name, group.before and side(group.before), side(group.after))


def before_and_after(subject: Subject, group: Group, sd_change: float | None = None) -> Comparison:
    """Return one group measured twice; `sd_change` is the standard deviation of its learners' changes."""
    before, after = group.before or group.after, group.after
    found = Comparison(subject, Design.SAME_GROUP, (group,), _less(after, before), _picture(group))
    found = _weighed(found, lambda one, other: same_learners(one, other, sd_change))
    if sd_change is None or found.effect is None or found.difference is None:
        return found
    interval = mean_change(found.difference, sd_change, min(before.n or 0, after.n or 0))
    return found._replace(difference_interval=interval)


def of_scores(subject: Subject, name: str, labels: tuple[str, str], scores: Scores) -> Comparison:
    """Return one group measured twice, from its learners' own scores; below FEWEST of them the scores as they are."""
    before, after = ([pair[place] for pair in scores.pairs] for place in (0, 1))
    changes = [less(late, early) for early, late in scores.pairs]
    group = Group(name, _side(labels[0], before), _side(labels[1], after))
    found = before_and_after(subject, group, stdev(changes) if len(changes) >= FEWEST else None)
    return found._replace(
        moved=Moved(sum(by > 0 for by in changes), changes.count(0), sum(by < 0 for by in changes)),
        pairs=tuple(sorted(scores.pairs)) if len(changes) < FEWEST else (),
        scores=scores,
        warnings=(*found.warnings, *_of_the_table(subject, scores)),
    )


def _side(label: str, values: Sequence[float]) -> Side:
    if len(values) < FEWEST:
        return Side(label, None, None, len(values))
    return Side(label, fmean(values), stdev(values), len(values))


def _less(side: Side, other: Side) -> Number | None:
    return None if side.mean is None or other.mean is None else less(side.mean, other.mean)


def _picture(*groups: Group) -> tuple[Bar, ...]:
    sides = ((group.name, side) for group in groups for side in group.sides)
    return tuple(Bar(name, side.label, side.mean) for name, side in sides if side.mean is not None)


def _weighed(found: Comparison, weigh: Callable[[Figures, Figures], Effect], limit: str = "") -> Comparison:
    """Return the comparison with its effect size, or with the reason why there is none or no interval to it."""
    found = found._replace(warnings=tuple(_warnings(found)))
    if shares := _shares(found):
        return found._replace(shares=shares, limit="Counts of learners need none; their shares stand above.")
    one, other = found.compared
    figures = [_figures(side) for side in (one, other)]
    limit = limit or _too_little(one, other)
    if limit or not figures[0] or not figures[1]:
        return found._replace(limit=limit)
    effect = weigh(figures[0], figures[1])
    return found._replace(effect=effect, limit="" if effect.interval else _no_interval(figures[0], figures[1]))


def _figures(side: Side) -> Figures | None:
    if side.mean is None or side.sd is None or side.n is None:
        return None
    return Figures(side.mean, side.sd, side.n)


def _too_little(*sides: Side) -> str:
    """Return why there can be no effect size, or nothing where there can."""
    for side in sides:
        if side.n is None:
            return f"{_where(side)} does not say how many learners it is about."
    if min(side.n or 0 for side in sides) < FEWEST:
        return f"Below {FEWEST} learners only counts and values are told."
    for side in sides:
        if side.sd is None:
            return f"{_where(side)} gives no standard deviation."
    return "" if any(side.sd for side in sides) else "The scores have no spread to measure it by."


def _where(side: Side) -> str:
    return side.entry or f"“{side.label}”"


def _no_interval(one: Figures, other: Figures) -> str:
    n = min(one.n, other.n)
    if n < FEWEST_FOR_INTERVAL:
        return f"No interval: with {n} learners, fewer than {FEWEST_FOR_INTERVAL}, it would promise more than it keeps."
    return "No interval: it needs each learner's two scores, or how far the two go together."


def _shares(found: Comparison) -> tuple[Share, ...]:
    """Return the counts of learners as proportions, or none where the figures are scores or the learners are few.

    Figures are counts where the unit is "of 24" and each is a whole number about 24 learners, without a spread.
    """
    of = re.fullmatch(r"of (\d+)", found.subject.unit)
    sides = [(group.name, side) for group in found.groups for side in group.sides]
    if not of or int(of[1]) < FEWEST or not all(_is_count(side, int(of[1])) for _, side in sides):
        return ()
    counts = [(name, side.label, int(side.mean or 0)) for name, side in sides]
    return tuple(Share(name, label, count, int(of[1]), share(count, int(of[1]))) for name, label, count in counts)


def _is_count(side: Side, of: int) -> bool:
    return isinstance(side.mean, int) and 0 <= side.mean <= of == side.n and side.sd is None


def _warnings(found: Comparison) -> Iterator[str]:
    one, other = found.compared
    if any(side.n is not None and side.n < IDENTIFIABLE for side in (one, other)):
        yield f"Fewer than {IDENTIFIABLE} learners: a figure may point to one of them, so it is best kept to yourself."
    if found.design is Design.SAME_GROUP and one.n and other.n and one.n != other.n:
        yield f"{one.n} learners then and {other.n} now: they are not all the same ones."
    if found.design is Design.TWO_GROUPS and one.on and other.on and one.on != other.on:
        yield f"The two were measured on different days: {spell(one.on)} and {spell(other.on)}."


def _of_the_table(subject: Subject, scores: Scores) -> Iterator[str]:
    if scores.missing:
        said = [("no score before", scores.no_before), ("none after", scores.no_after), ("neither", scores.neither)]
        each = ", ".join(f"{count} with {what}" for what, count in said if count)
        are = "is" if scores.missing == 1 else "are"
        left_out = f"{scores.missing} of {scores.learners} learners {are} left out ({each})."
        yield f"{left_out} Who is away is seldom like the rest."
    low, high = subject.lowest, subject.highest
    every = [value for pair in scores.pairs for value in pair]
    beyond = sum((low is not None and value < low) or (high is not None and value > high) for value in every)
    if beyond:
        count = "One score lies" if beyond == 1 else f"{beyond} scores lie"
        yield f"{count} outside the range of “{subject.name}”."
