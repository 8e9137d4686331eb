"""What each choice means, in a line, and by which other words people know it; and which choice a typed word means."""

import re
from collections.abc import Iterable

from enquiry.model.choices import (
    CycleState,
    Decision,
    Direction,
    EntryKind,
    EvidenceKind,
    EvidenceStage,
    Granted,
    GroupSort,
    Privacy,
    TriedVerdict,
)

_K, _E = EvidenceKind, EntryKind
EXPLANATIONS: dict[str, str] = {
    _K.PUPIL_WORK: "what learners made: jotters, drawings, posters",
    _K.ASSESSMENT: "a test or a mark",
    _K.EXIT_CHECK: "a quick question at a lesson's end",
    _K.NOTICING: "what you saw or heard yourself",
    _K.TALLY: "something you counted",
    _K.PEER_OBSERVATION: "what a colleague saw in your room",
    _K.VIDEO_AUDIO: "a recording",
    _K.SURVEY: "a questionnaire",
    _K.PUPIL_VOICE: "what learners said of it",
    _K.CASE_PUPIL: "one learner over time, by a letter, never a name",
    _K.ATTENDANCE: "who was there",
    _K.BEHAVIOUR: "what was recorded of behaviour",
    _K.WELLBEING: "how learners are",
    _K.FAMILY_VOICE: "what families said",
    _K.PEER_DIALOGUE: "a talk with a colleague",
    _K.STAFF_VOICE: "what teachers or other staff said of it",
    _K.PLANNING: "your own plans, and how they changed",
    _K.READING: "what was read",
    _K.TIME_COST: "what it took of your time",
    _K.DELIVERY: "how often it was done, of what was planned",
    _E.ACTION: "a change in what you do",
    _E.EVIDENCE: "something you saw, heard or counted",
    _E.REFLECTION: "what you think about what you saw",
    _E.REVIEW: "a look at the whole that ends in a decision",
    _E.NOTE: "a quick line",
    _E.ASK: "what would help, and of whom you ask it",
    Granted.YES: "it came",
    Granted.PARTLY: "some of it came, or something else",
    Granted.NO: "it did not come",
    Decision.CONTINUE: "go on as it is",
    Decision.ADAPT: "change the question, or what you do",
    Decision.PAUSE: "leave it for a while",
    Decision.STOP: "end it here; what was learned stays",
    Decision.EMBED: "it is how you work now; look again in a term, and in a year",
    Decision.EXTEND: "take it further: a new cycle grows from it",
    Direction.SUPPORTS: "it is as you thought",
    Direction.MIXED: "it is so in part",
    Direction.CONTRADICTS: "it is not as you thought",
    Direction.UNCLEAR: "it can't be told yet",
    GroupSort.LEARNERS: "those who are taught",
    GroupSort.TEACHERS: "teachers alone",
    GroupSort.STAFF: "teachers and others who work there",
    GroupSort.FAMILIES: "parents, carers, families",
    GroupSort.BOTH: "learners and adults together",
    TriedVerdict.AS_CLAIMED: "it came as the reading says",
    TriedVerdict.IN_PART: "it came for some, or less of it",
    TriedVerdict.NOT_HERE: "it did not come here",
    TriedVerdict.CANNOT_TELL: "what was seen does not say",
    EvidenceStage.BASELINE: "how it was before the change",
    EvidenceStage.DURING: "while the change goes on",
    EvidenceStage.CHECKPOINT: "a look that was planned on the way",
    EvidenceStage.OUTCOME: "how it was at the end",
    EvidenceStage.FOLLOW_UP: "whether it lasts",
    Privacy.PRIVATE: "you alone",
    Privacy.CRITICAL_FRIEND: "one colleague you trust",
    Privacy.REVIEWER: "whoever reviews your work",
    Privacy.SCHOOL: "your school",
    Privacy.PUBLIC: "anyone",
    CycleState.OPEN: "being worked on",
    CycleState.PAUSED: "left for a while",
    CycleState.CLOSED: "ended",
}
"""By the word of a choice; a word that is a choice in two tables means the same in both."""

_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    _K.PUPIL_WORK: ("jotter", "work", "book", "drawing", "poster", "writing", "student-work"),
    _K.ASSESSMENT: ("test", "mark", "score", "exam", "quiz"),
    _K.EXIT_CHECK: ("exit-ticket", "exit-pass", "exit-card", "exit-question"),
    _K.NOTICING: ("observation", "notice", "own-note"),
    _K.TALLY: ("count", "tally-mark"),
    _K.PEER_OBSERVATION: ("lesson-observation", "colleague-observation"),
    _K.VIDEO_AUDIO: ("recording", "video", "audio", "film"),
    _K.SURVEY: ("questionnaire", "form", "poll"),
    _K.PUPIL_VOICE: ("interview", "focus-group", "learner-voice", "student-voice"),
    _K.CASE_PUPIL: ("case-study", "case"),
    _K.ATTENDANCE: ("register", "absence"),
    _K.BEHAVIOUR: ("behavior", "incident"),
    _K.WELLBEING: ("well-being",),
    _K.FAMILY_VOICE: ("parent", "family", "parent-voice", "parents-evening"),
    _K.PEER_DIALOGUE: ("conversation", "dialogue", "talk"),
    _K.STAFF_VOICE: ("teacher-voice", "colleague-voice"),
    _K.PLANNING: ("plan", "lesson-plan"),
    _K.READING: ("paper", "article"),
    _K.TIME_COST: ("time", "workload"),
    _E.ACTION: ("act", "change"),
    _E.REFLECTION: ("reflect", "thought"),
    _E.ASK: ("request", "wish"),
    Granted.YES: ("granted", "done"),
    Granted.PARTLY: ("some", "in-part"),
    Granted.NO: ("refused", "not"),
    Decision.CONTINUE: ("go-on", "carry-on", "keep"),
    Decision.ADAPT: ("change", "adjust"),
    Decision.PAUSE: ("rest", "wait"),
    Decision.STOP: ("end", "finish"),
    Decision.EMBED: ("adopt",),
    Decision.EXTEND: ("scale", "widen"),
    Direction.SUPPORTS: ("agree", "confirm", "for"),
    Direction.MIXED: ("both",),
    Direction.CONTRADICTS: ("disagree", "against"),
    Direction.UNCLEAR: ("unsure", "unknown"),
    TriedVerdict.AS_CLAIMED: ("yes", "claimed"),
    TriedVerdict.IN_PART: ("partly", "part", "some"),
    TriedVerdict.NOT_HERE: ("no", "not"),
    TriedVerdict.CANNOT_TELL: ("can't-tell", "can’t-tell", "cant-tell", "unclear", "unknown"),
    EvidenceStage.BASELINE: ("before", "start"),
    EvidenceStage.OUTCOME: ("after", "end"),
    EvidenceStage.FOLLOW_UP: ("later",),
    GroupSort.LEARNERS: ("pupil", "student", "child", "children", "class"),
    GroupSort.STAFF: ("colleague",),
    GroupSort.FAMILIES: ("parent", "carer"),
}


def match_choice(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the choices that a typed word can mean: one where it is certain.

    Rule: the word itself; else the same but for case, spaces, hyphens and a plural; else another word for a choice;
    else the beginning of one, of its later words too (`voice` may be two).
    """
    choices = tuple(known)
    if typed in choices:
        return (typed,)
    meant = _fold_choice(typed)
    if not meant:
        return ()
    for fitting in (
        [one for one in choices if _fold_choice(one) == meant],
        [one for one in choices if meant in map(_fold_choice, _OTHER_WORDS.get(one, ()))],
        [one for one in choices if _fold_choice(one).startswith(meant)],
    ):
        if fitting:
            return tuple(fitting)
    return ()


def _fold_choice(word: str) -> str:
    """Return a word as choices are compared: in small letters, with hyphens, each part in the singular."""
    parts = re.split(r"[\s_/-]+", word.strip().casefold())
    return "-".join(
        re.sub(r"ies$", "y", part) if part.endswith("ies") else re.sub(r"(?<=..)(?<!s)s$", "", part) for part in parts
    )
