"""What a thing can have or lack (`has:baseline`, `no:review`), and of which things it can be said at all."""

from enum import StrEnum

from enquiry.model.choices import Direction, Kind, Stage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence
from enquiry.query.piece import Piece


class Feature(StrEnum):
    """The features, by the words a person types."""

    # of a cycle, and so of everything in it
    QUESTION = "refined"
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
_OF_EVIDENCE = {Feature.MEASURE: "values", Feature.DIRECTION: "direction", Feature.SOURCE: "source"}


def holds(feature: Feature, piece: Piece) -> bool | None:
    """Say whether a piece has the feature; None where that can't be said of it, such as a baseline of a loose note."""
    match feature:
        case Feature.TAG:
            return bool(piece.tags)
        case Feature.STANDARD:
            return bool(piece.standards)
        case Feature.MEASURE | Feature.DIRECTION | Feature.SOURCE:
            thing = piece.thing
            return bool(getattr(thing, _OF_EVIDENCE[feature])) if isinstance(thing, Evidence) else None
        case _:
            return _of_cycle(feature, piece.cycle) if piece.cycle else None


def _of_cycle(feature: Feature, cycle: Cycle) -> bool:
    if feature in _FIELDS:
        return bool(getattr(cycle, _FIELDS[feature]))
    if feature in _KINDS:
        return any(entry.kind is _KINDS[feature] for entry in cycle.kept)
    if feature is Feature.QUESTION:
        return len(cycle.questions) > 1
    evidence = [entry for entry in cycle.kept if isinstance(entry, Evidence)]
    if feature in _STAGES:
        return any(cycle.stage_of(entry) is _STAGES[feature] for entry in evidence)
    return any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence)
