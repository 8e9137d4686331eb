"""The closed choices of the vocabulary. Their values are the words a person types and reads."""

from enum import StrEnum


class CycleState(StrEnum):
    """Whether a cycle is being worked on."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """The kinds of entry a cycle can hold."""

    READING = "reading"
    ACTION = "action"
    EVIDENCE = "evidence"
    REFLECTION = "reflection"
    REVIEW = "review"
    NOTE = "note"


class LinkKind(StrEnum):
    """How a cycle is tied to another, or to someone, other than by growing from it."""

    CONTRADICTS = "contradicts"
    REPLICATES = "replicates"
    SAME_GROUP = "same-group"
    SHARED_WITH = "shared-with"


class Privacy(StrEnum):
    """The widest circle a thing may be shown to; private unless the person says otherwise."""

    PRIVATE = "private"
    CRITICAL_FRIEND = "critical-friend"
    REVIEWER = "reviewer"
    SCHOOL = "school"
    PUBLIC = "public"


class Decision(StrEnum):
    """How a review ends."""

    CONTINUE = "continue"
    ADAPT = "adapt"
    PAUSE = "pause"
    STOP = "stop"
    EMBED = "embed"
    EXTEND = "extend"


class EvidenceStage(StrEnum):
    """Where in its cycle a piece of evidence stands."""

    BASELINE = "baseline"
    DURING = "during"
    CHECKPOINT = "checkpoint"
    OUTCOME = "outcome"
    FOLLOW_UP = "follow-up"


class Direction(StrEnum):
    """What a piece of evidence says of the hunch."""

    SUPPORTS = "supports"
    MIXED = "mixed"
    CONTRADICTS = "contradicts"
    UNCLEAR = "unclear"


class BetterDirection(StrEnum):
    """Which way a measure is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Perspective(StrEnum):
    """Whose eyes a piece of evidence looks through."""

    LEARNERS = "learners"
    OWN = "own"
    COLLEAGUES = "colleagues"
    FAMILIES = "families"
    RECORDS = "records"
    READING = "reading"


class EvidenceKind(StrEnum):
    """The forms evidence takes."""

    PUPIL_WORK = "pupil-work"
    ASSESSMENT = "assessment"
    EXIT_CHECK = "exit-check"
    NOTICING = "noticing"
    TALLY = "tally"
    PEER_OBSERVATION = "peer-observation"
    VIDEO_AUDIO = "video-audio"
    SURVEY = "survey"
    PUPIL_VOICE = "pupil-voice"
    CASE_PUPIL = "case-pupil"
    ATTENDANCE = "attendance"
    BEHAVIOUR = "behaviour"
    WELLBEING = "wellbeing"
    FAMILY_VOICE = "family-voice"
    PEER_DIALOGUE = "peer-dialogue"
    PLANNING = "planning"
    READING = "reading"
    TIME_COST = "time-cost"
    DELIVERY = "delivery"

    @property
    def perspective(self) -> Perspective:
        """Whose eyes this form of evidence looks through."""
        return _PERSPECTIVES[self]


_PERSPECTIVES = {
    EvidenceKind.PUPIL_WORK: Perspective.LEARNERS,
    EvidenceKind.ASSESSMENT: Perspective.LEARNERS,
    EvidenceKind.EXIT_CHECK: Perspective.LEARNERS,
    EvidenceKind.NOTICING: Perspective.OWN,
    EvidenceKind.TALLY: Perspective.OWN,
    EvidenceKind.PEER_OBSERVATION: Perspective.COLLEAGUES,
    EvidenceKind.VIDEO_AUDIO: Perspective.OWN,
    EvidenceKind.SURVEY: Perspective.LEARNERS,
    EvidenceKind.PUPIL_VOICE: Perspective.LEARNERS,
    EvidenceKind.CASE_PUPIL: Perspective.LEARNERS,
    EvidenceKind.ATTENDANCE: Perspective.RECORDS,
    EvidenceKind.BEHAVIOUR: Perspective.RECORDS,
    EvidenceKind.WELLBEING: Perspective.LEARNERS,
    EvidenceKind.FAMILY_VOICE: Perspective.FAMILIES,
    EvidenceKind.PEER_DIALOGUE: Perspective.COLLEAGUES,
    EvidenceKind.PLANNING: Perspective.OWN,
    EvidenceKind.READING: Perspective.READING,
    EvidenceKind.TIME_COST: Perspective.RECORDS,
    EvidenceKind.DELIVERY: Perspective.RECORDS,
}
