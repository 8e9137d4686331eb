"""The closed choices of the vocabulary. Their values are the words a person types and reads."""

from enum import StrEnum


class CycleState(StrEnum):
    """Whether a cycle is being worked on; a resting one is gone on with in a cycle that grew from it."""

    OPEN = "open"
    PAUSED = "paused"
    RESTING = "resting"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """The kinds of entry a cycle can hold."""

    READING = "reading"
    ACTION = "action"
    EVIDENCE = "evidence"
    REFLECTION = "reflection"
    REVIEW = "review"
    NOTE = "note"
    ASK = "ask"


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


FEWEST = 5
"""Counts of learners below this are never told outside the journal."""


class GroupSort(StrEnum):
    """Whom the group of a cycle is made of: *staff* are teachers and others, *both* are learners and adults."""

    LEARNERS = "learners"
    TEACHERS = "teachers"
    STAFF = "staff"
    FAMILIES = "families"
    BOTH = "both"


class PlanState(StrEnum):
    """What became of an action that was planned for a day to come."""

    PLANNED = "planned"
    MOVED = "moved"
    DONE = "done"
    DROPPED = "dropped"


class Granted(StrEnum):
    """How an ask was answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


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


class TriedVerdict(StrEnum):
    """How what a reading would have one see turned out here."""

    AS_CLAIMED = "as-claimed"
    IN_PART = "in-part"
    NOT_HERE = "not-here"
    CANNOT_TELL = "cannot-tell"


class BetterDirection(StrEnum):
    """Which way a measure is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Counted(StrEnum):
    """What a measure counts: people, whose small numbers stay in the journal, or what points at nobody."""

    LEARNERS = "learners"
    TEACHERS = "teachers"
    STAFF = "staff"
    FAMILIES = "families"
    PEOPLE = "people"
    POINTS = "points"
    TIMES = "times"
    MINUTES = "minutes"
    OTHER = "other"

    @property
    def are_people(self) -> bool:
        """Whether it is people who are counted."""
        return self in (Counted.LEARNERS, Counted.TEACHERS, Counted.STAFF, Counted.FAMILIES, Counted.PEOPLE)


class Held(StrEnum):
    """How a belief is held."""

    FIRMLY = "firmly"
    ON_TRIAL = "on-trial"
    GIVEN_UP = "given-up"

    @property
    def words(self) -> str:
        """How it is held, in words that stand alone."""
        return "held firmly" if self is Held.FIRMLY else self.value.replace("-", " ")


class Side(StrEnum):
    """Whether an entry speaks for a belief or against it."""

    FOR = "for"
    AGAINST = "against"


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
    STAFF_VOICE = "staff-voice"

    @property
    def perspective(self) -> Perspective:
        """Whose eyes this form of evidence looks through where learners are meant; see `get_perspective`."""
        return _PERSPECTIVES[self]


_K, _P = EvidenceKind, Perspective
_PERSPECTIVES = {
    **dict.fromkeys((_K.PUPIL_WORK, _K.ASSESSMENT, _K.EXIT_CHECK, _K.SURVEY, _K.PUPIL_VOICE), _P.LEARNERS),
    **dict.fromkeys((_K.CASE_PUPIL, _K.WELLBEING), _P.LEARNERS),
    **dict.fromkeys((_K.NOTICING, _K.TALLY, _K.VIDEO_AUDIO, _K.PLANNING), _P.OWN),
    **dict.fromkeys((_K.PEER_OBSERVATION, _K.PEER_DIALOGUE, _K.STAFF_VOICE), _P.COLLEAGUES),
    **dict.fromkeys((_K.ATTENDANCE, _K.BEHAVIOUR, _K.TIME_COST, _K.DELIVERY), _P.RECORDS),
    _K.FAMILY_VOICE: _P.FAMILIES,
    _K.READING: _P.READING,
}
