"""Shares of learners: counts as proportions with their intervals, and how far two of them lie apart."""

from collections.abc import Sequence

from enquiry.insight.measures import intervals as i
from enquiry.insight.measures.comparison import ComparedGroup, ComparedMeasure, LearnerShare, ShareChange
from enquiry.insight.measures.effect_size import MIN_SAME_GROUP
from enquiry.insight.measures.scores import LearnerScores


def build_learner_shares(
    subject: ComparedMeasure, groups: Sequence[ComparedGroup], *, counted: bool
) -> tuple[LearnerShare, ...]:
    """Return the counts of learners as proportions, or none where the figures are no such or the learners are few.

    `counted` says that they are known to be counts, whatever the measure says.
    """
    if not counted and not (subject.counts and subject.counts.are_people):
        return ()
    sides = [(group.name, side) for group in groups for side in group.sides]
    found = [
        LearnerShare(name, side.label, side.mean, int(side.of), i.compute_share_interval(side.mean, int(side.of)))
        for name, side in sides
        if isinstance(side.mean, int) and side.of and 0 <= side.mean <= side.of and side.sd is None
    ]
    return tuple(found) if len(found) == len(sides) and all(one.of >= MIN_SAME_GROUP for one in found) else ()


def count_paired_answers(scores: LearnerScores) -> i.PairedCounts:
    """Return how many learners had it both times, lost it, gained it, and had it neither time."""
    return i.PairedCounts(*(scores.pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))))


def compare_shares(shares: Sequence[LearnerShare], counts: i.PairedCounts | None, *, two: bool) -> ShareChange | None:
    """Return the difference of shares: after less before of one group, else the first group less the other, after."""
    if not shares:
        return None
    ends = (
        (next(one for one in reversed(shares) if one.group == shares[0].group), shares[-1])
        if two
        else ((shares[-1], shares[0]))
    )
    (count, of), (less, whole) = ((one.learners, one.of) for one in ends)
    by = count / of - less / whole
    if counts:
        return ShareChange(by, i.compute_paired_share_interval(counts), paired=True)
    return ShareChange(by, i.compute_share_difference_interval((count, of), (less, whole)), paired=False)
