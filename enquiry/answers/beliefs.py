"""Beliefs as answers tell of them: entries go by their names, and every version and every reason is there."""

from datetime import date
from typing import Annotated

from enquiry.answers.answer import Answer, InJournal, take_fields
from enquiry.insight.beliefs.listing import is_untested
from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import Held, Side

Named = Annotated[str, InJournal(lambda support, journal: journal.get_name(support.entry))]
MovedBy = Annotated[tuple[str, ...], InJournal(lambda version, journal: tuple(map(journal.get_name, version.moved_by)))]


@take_fields(BeliefVersion)
class BeliefVersionAnswer(Answer, frozen=True):
    """A version of a belief; `moved_by` are the names of the entries that moved it."""

    moved_by: MovedBy


@take_fields(Support)
class SupportAnswer(Answer, frozen=True):
    """An entry, by its name, that was said to speak for a belief or against it."""

    entry: Named


@take_fields(Belief, first=("name", "text", "held"))
class BeliefAnswer(Answer, frozen=True):
    """A belief with its present words, every version, and every entry that was said to speak for or against it."""

    name: str
    text: str
    held: Held
    versions: tuple[BeliefVersionAnswer, ...]
    supports: tuple[SupportAnswer, ...]


class BeliefItemAnswer(Answer, frozen=True):
    """A belief, whole."""

    belief: Annotated[BeliefAnswer, ""]


class ReasonAnswer(Answer, frozen=True):
    """An entry that speaks for a belief or against it; `gone` says how it is out of sight, without its words."""

    entry: Annotated[str, "name"]
    kind: str
    side: Annotated[Side, "word.side"]
    on: Annotated[date, "word.on"]
    why: Annotated[str, lambda reason: "" if reason.word.moved else reason.word.why]
    text: str
    gone: str


class BeliefLineAnswer(Answer, frozen=True):
    """A belief in a list, with the last word that came for or against it; `untested`: nothing stands against it."""

    belief: BeliefAnswer
    last: ReasonAnswer | None
    untested: Annotated[bool, InJournal(lambda line, journal: is_untested(line.belief, journal))]


class BeliefsAnswer(Answer, frozen=True):
    """The beliefs, by number."""

    beliefs: Annotated[tuple[BeliefLineAnswer, ...], ""]


class TraceStepAnswer(Answer, frozen=True):
    """A version of a belief: what led to it, and what was said for and against it while it stood."""

    lead: str
    text: Annotated[str, "version.text"]
    held: Annotated[Held, "version.held"]
    on: Annotated[date, "version.on"]
    because: Annotated[str, "version.because"]
    moved_by: tuple[ReasonAnswer, ...]
    said: tuple[ReasonAnswer, ...]


class TraceAnswer(Answer, frozen=True):
    """How a belief came to be what it is, from its first version on."""

    belief: Annotated[str, "belief.name"]
    steps: tuple[TraceStepAnswer, ...]
