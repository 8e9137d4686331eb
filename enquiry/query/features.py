"""What a thing can have or lack (`has:baseline`, `no:review`), and of which things it can be said at all."""

from enum import StrEnum

from enquiry.model.choices import Direction, Kind, Stage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence


class Feature(StrEnum):
    """The features, by the words a person types."""

    # of a cycle, and so of everything in it
    REFINED = "refined"
    ISSUE = "issue"
    WHY = "why"
    HUNCH = "hunch"
    GROUP = "group"
    SUCCESS = "success"
    BASELINE = "baseline"
    READING = "reading"
    ACTION = "action"
    EVIDENCE = "evidence"
    REFLECTION = "reflection"
    REVIEW = "review"
    DECISION = "decision"
    DISAGREEMENT = "disagreement"
    FOLLOW_UP = "follow-up"
    NEXT_LOOK = "next-look"
    ORIGIN = "origin"
    LINK = "link"
    # of a piece of evidence
    MEASURE = "measure"
    DIRECTION = "direction"
    SOURCE = "source"
    # of anything
    TAG = "tag"
    STANDARD = "standard"


_KINDS = {
    Feature.READING: Kind.READING,
    Feature.ACTION: Kind.ACTION,
    Feature.EVIDENCE: Kind.EVIDENCE,
    Feature.REFLECTION: Kind.REFLECTION,
    Feature.REVIEW: Kind.REVIEW,
}
_FIELDS = {
    Feature.ISSUE: "issue",
    Feature.WHY: "why",
    Feature.HUNCH: "hunch",
    Feature.GROUP: "group",
    Feature.SUCCESS: "success",
    Feature.DECISION: "decided",
    Feature.NEXT_LOOK: "next_look",
    Feature.ORIGIN: "grew_from",
    Feature.LINK: "links",
}
_STAGES = {Feature.BASELINE: Stage.BASELINE, Feature.FOLLOW_UP: Stage.FOLLOW_UP}


def features_of(cycle: Cycle) -> frozenset[Feature]:
    """Return what a cycle has, of all that is said of cycles."""
    kinds = {entry.kind for entry in cycle.kept}
    evidence = [entry for entry in cycle.kept if isinstance(entry, Evidence)]
    stages = {cycle.stage_of(entry) for entry in evidence}
    found = {feature for feature, field in _FIELDS.items() if getattr(cycle, field)}
    found |= {feature for feature, kind in _KINDS.items() if kind in kinds}
    found |= {feature for feature, stage in _STAGES.items() if stage in stages}
    if any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence):
        found.add(Feature.DISAGREEMENT)
    return frozenset(found | ({Feature.REFINED} if len(cycle.questions) > 1 else set()))


def features_of_evidence(evidence: Evidence) -> frozenset[Feature]:
    """Return what a piece of evidence has, of all that is said of evidence."""
    return frozenset(feature for feature, field in OF_EVIDENCE.items() if getattr(evidence, field))


OF_EVIDENCE = {Feature.MEASURE: "values", Feature.DIRECTION: "direction", Feature.SOURCE: "source"}
"""The features of a piece of evidence, with the fields that hold them."""
