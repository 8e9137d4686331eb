"""What `replay` answers to a program: each decision with everything that stood beside it then."""

from datetime import date, datetime
from typing import Annotated

from enquiry.answers.answer import Answer, project
from enquiry.answers.journal import LinkAnswer, ThreadNode
from enquiry.answers.records import ENTRY_ANSWERS, BriefCycle, EntryAnswer, NoteAnswer, describe_entries
from enquiry.insight.history.changes import FieldChange
from enquiry.insight.replay.value import ReplayedDecision, ToldBy
from enquiry.model.choices import CycleState
from enquiry.model.cycle import StateChange, SuccessSign
from enquiry.model.entry import Action, AnyEntry, Reflection, Review


def _describe_entry(entry: AnyEntry) -> EntryAnswer:
    return project(ENTRY_ANSWERS[type(entry)], entry)


class KnownAnswer(Answer, frozen=True):
    """An entry as it read then. `fresh` says that it was not beside the decision before, or read otherwise there."""

    entry: Annotated[EntryAnswer, lambda told: _describe_entry(told.entry)]
    fresh: bool
    changes: tuple[FieldChange, ...]


class LaterAnswer(Answer, frozen=True):
    """An entry about a day before the decision, as it is now: the day on which it came, and how where that matters."""

    entry: Annotated[EntryAnswer, lambda told: _describe_entry(told.entry)]
    came: date
    how: str


class GoneAnswer(Answer, frozen=True):
    """The name of an entry that was beside the decision and was removed, undone or forgotten since."""

    name: str
    kind: str
    became: str


def _describe_review(decision: ReplayedDecision) -> EntryAnswer | None:
    return _describe_entry(decision.made) if isinstance(decision.made, Review) else None


def _get_turn(decision: ReplayedDecision) -> CycleState | None:
    return decision.made.state if isinstance(decision.made, StateChange) else None


class DecisionAnswer(Answer, frozen=True):
    """A review as it stood when it was written, or (with `review` null) what a turn made of the cycle, and why.

    `told_by` says whether the steps of the history tell what came first, or the moments that the entries bear.
    """

    on: date
    at: datetime
    step: int | None
    machine: str
    told_by: ToldBy
    review: Annotated[EntryAnswer | None, _describe_review]
    turned: Annotated[CycleState | None, _get_turn]
    because: Annotated[str, "made.because"]
    question: str
    hunch: str
    known: tuple[KnownAnswer, ...]
    made_with: Annotated[tuple[EntryAnswer, ...], lambda told: describe_entries(told.made_with)]
    unsure: Annotated[tuple[EntryAnswer, ...], lambda told: describe_entries(told.unsure)]
    later: tuple[LaterAnswer, ...]
    gone: tuple[GoneAnswer, ...]
    changes: tuple[FieldChange, ...]


class ExpectedChangeAnswer(Answer, frozen=True):
    """What became of the hunch or a success sign after the first action was written."""

    on: date
    change: FieldChange


class ExpectedAnswer(Answer, frozen=True):
    """The hunch and success signs as they stood when the first action was written."""

    action: Annotated[ENTRY_ANSWERS[Action], lambda told: _describe_entry(told.action)]  # type: ignore[valid-type]
    at: datetime
    told_by: ToldBy
    hunch: str
    success: tuple[SuccessSign, ...]
    changes: tuple[ExpectedChangeAnswer, ...]


class ReplayAnswer(Answer, frozen=True):
    """A cycle's decisions in the order in which they were recorded; `notes` say what the history can't tell."""

    cycle: BriefCycle
    expected: ExpectedAnswer | None
    decisions: tuple[DecisionAnswer, ...]
    answers: Annotated[
        tuple[ENTRY_ANSWERS[Reflection], ...],  # type: ignore[valid-type]
        lambda told: describe_entries(told.answers),
    ]
    notes: tuple[str, ...]


class QuestionChangeAnswer(Answer, frozen=True):
    """A version of a question and the entry before it; of the first of its cycle that of the one it grew from."""

    cycle: int
    text: str
    on: date
    because: str
    first: bool
    grew_from: int | None
    before: Annotated[EntryAnswer | None, lambda change: change.before and _describe_entry(change.before)]


class QuestionLifeAnswer(Answer, frozen=True):
    """The life of a question, over the cycles that it grew from and those that grew from it."""

    asked: int
    changes: tuple[QuestionChangeAnswer, ...]


class ThreadAnswer(Answer, frozen=True):
    """The tree of the cycles that grew from one another; `asked` is the number of the one that was named."""

    thread: Annotated[ThreadNode, "root"]
    asked: int
    ties: tuple[LinkAnswer, ...]
    changes: tuple[QuestionChangeAnswer, ...]


class NoteGroupAnswer(Answer, frozen=True):
    """Notes that share their rarer words, those words, and over how many weeks; empty where there are none."""

    notes: Annotated[tuple[NoteAnswer, ...], lambda group: group.notes if group else ()]
    words: Annotated[tuple[str, ...], lambda group: group.words if group else ()]
    weeks: Annotated[int, lambda group: group.weeks if group else 0]
