"""What is to be said beside a comparison: few learners, who is missing, a mean that hides most, a measure used up."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from enquiry.dates.period import spell
from enquiry.insight.measures.comparison import ComparedMeasure, ComparisonDesign, GroupFigures, LearnersMoved
from enquiry.insight.measures.effect_size import IDENTIFIABLE
from enquiry.insight.measures.scores import LearnerScores
from enquiry.model.measure import format_figure
from enquiry.model.text import fold_words
from enquiry.words import choose_form, format_count

SEVERAL = 3
"""Measures of one cycle from which it is said that several were tried."""
AT_THE_END = 0.25
"""The share of learners at one end of a measure from which it is said that it has no more room."""


def list_figure_cautions(
    subject: ComparedMeasure, design: ComparisonDesign, one: GroupFigures, other: GroupFigures
) -> Iterator[str]:
    """Yield what the figures of two sides call for."""
    two = design is ComparisonDesign.TWO_GROUPS
    if any(side.n is not None and side.n < IDENTIFIABLE for side in (one, other)):
        few = f"Fewer than {IDENTIFIABLE} {subject.people.many}"
        yield f"{few}: a figure may point to one of them, so it is best kept to yourself."
    if not two and one.n and other.n and one.n != other.n:
        yield f"{one.n} {subject.people.many} then and {other.n} now: they are not all the same ones."
    if one.marked_by and other.marked_by and one.marked_by != other.marked_by:
        yield "The two were marked by different people: part of a difference may be the marking."
    if two and one.on and other.on and one.on != other.on:
        yield f"The two were measured on different days: {spell(one.on)} and {spell(other.on)}."
    for side in (one, other):
        for bound, end in ((subject.highest, "highest"), (subject.lowest, "lowest")):
            if bound is not None and side.mean is not None and abs(side.mean - bound) < (side.sd or 0):
                yield f"{side.label}: the mean lies within one SD of the {end} score there is; some had no room left."
    if subject.cycle:
        tried = {fold_words(value.measure) for _, value in subject.cycle.iterate_values()}
        if len(tried) >= SEVERAL:
            several = f"This cycle has {format_count(len(tried), 'measure')}"
            yield f"{several}: of several, one moves by chance sooner, so tell them all."


def list_score_cautions(
    subject: ComparedMeasure, name: str, labels: tuple[str, str], scores: LearnerScores
) -> Iterator[str]:
    """Yield what the learners' own scores call for; `name` is the group's, empty where there is one alone."""
    whose = f"{name}: " if name else ""
    if scores.missing:
        said = [("no score before", scores.no_before), ("none after", scores.no_after), ("neither", scores.neither)]
        each = ", ".join(f"{count} with {what}" for what, count in said if count)
        are = choose_form(scores.missing, "is", "are")
        left_out = f"{scores.missing} of {scores.learners} {subject.people.many} {are} left out ({each})."
        yield f"{whose}{left_out} Who is away is seldom like the rest."
    if scores.levels or scores.are_answers:
        return
    low, high = subject.lowest, subject.highest
    every = [value for pair in scores.pairs for value in pair]
    beyond = sum((low is not None and value < low) or (high is not None and value > high) for value in every)
    if beyond:
        count = "One score lies" if beyond == 1 else f"{beyond} scores lie"
        yield f"{whose}{count} outside the range of “{subject.name}”."
    moved = count_moves(scores.pairs)
    change = fmean(late - early for early, late in scores.pairs)
    against, word = (moved.lower, "lower") if change > 0 else (moved.higher, "higher")
    if change and 2 * against > sum(moved):
        way = "up" if change > 0 else "down"
        words = f"{against} of {sum(moved)} scored {word} while the mean went {way}"
        yield f"{whose}{words}: a few large changes carry it, so read the scores themselves."
    for label, column in zip(labels, zip(*scores.pairs, strict=True), strict=True):
        yield from (f"{whose}{words}" for words in _list_end_cautions(subject, label, column))


def _list_end_cautions(subject: ComparedMeasure, label: str, column: Sequence[float]) -> Iterator[str]:
    """Yield where many stand at one end: of a quarter at an end that is known, of half at one that they share."""
    for bound, end, far in (
        (subject.highest, "highest", max(column)),
        (subject.lowest, "lowest", min(column)),
    ):
        known = bound is not None
        at = 0 if min(column) == max(column) else sum(value == (bound if known else far) for value in column)
        if len(column) >= IDENTIFIABLE and at >= (AT_THE_END if known else 0.5) * len(column) and at > 1:
            score = format_figure(bound if bound is not None else far)
            what = f"the {end} score there is" if known else f"the {end} score of all, {score}"
            yield f"{label}: {at} of {len(column)} have {what}, so the measure may have no room for more."


def count_moves(pairs: Sequence[tuple[float, float]]) -> LearnersMoved:
    """Return how many learners scored higher, the same and lower."""
    changes = [round(late - early, 9) for early, late in pairs]
    return LearnersMoved(sum(by > 0 for by in changes), changes.count(0), sum(by < 0 for by in changes))
