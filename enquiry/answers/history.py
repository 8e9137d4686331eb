"""What the commands about the past answer to a program: steps, versions, backups, drafts, decisions as they stood."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec.structs import asdict

from enquiry.answers.answer import Answer, InJournal, project, take_fields, wrap
from enquiry.answers.beliefs import BeliefAnswer
from enquiry.answers.journal import LinkAnswer, ThreadNode
from enquiry.answers.records import (
    ENTRY_ANSWERS,
    BriefCycle,
    EntryAnswer,
    FullCycle,
    InboxEntry,
    NoteAnswer,
    describe_entries,
    describe_item,
)
from enquiry.insight.history.changes import FieldChange, RecordChange
from enquiry.insight.history.undo import Reversal
from enquiry.insight.history.versions import VersionHistory
from enquiry.insight.replay.value import ToldBy
from enquiry.model.asking.draft import Draft, StoredDraft
from enquiry.model.backup import Backup, FileVersion
from enquiry.model.choices import CycleState
from enquiry.model.cycle import StateChange, SuccessSign
from enquiry.model.entry import Action, AnyEntry, Reflection, Review
from enquiry.model.journal import Journal
from enquiry.model.step import Clock, Step


@take_fields(Step, first=("step",), without=("number", "before", "knows", "apart", "forgets"))
class StepAnswer(Answer, frozen=True):
    """A step, without the rows it replaced. Steps it undid or did again are named by number."""

    step: Annotated[int, "number"]


@take_fields(StepAnswer, at="step")
class HistoryStep(Answer, frozen=True):
    """A step, whether it was undone, and the present names of what it names otherwise."""

    undone: bool
    now: tuple[str, ...]


class HistoryAnswer(Answer, frozen=True):
    """Steps, the newest first, and how many earlier ones there are that were asked for."""

    steps: tuple[HistoryStep, ...]
    earlier: int


@take_fields(RecordChange, first=("thing",), without=("kind",))
class RecordChangeAnswer(Answer, frozen=True):
    """What became of one record: what it is, its name, and in words each field that differs."""

    thing: Annotated[str, lambda change: change.kind.removeprefix("the ")]


class ChangesAnswer(Answer, frozen=True):
    """What changed; with `dry_run` would."""

    changes: Annotated[tuple[RecordChangeAnswer, ...], ""]
    dry_run: bool


class UndoAnswer(ChangesAnswer, frozen=True):
    """The steps that were undone."""

    undone: tuple[StepAnswer, ...]


class RedoAnswer(ChangesAnswer, frozen=True):
    """The steps that were done again."""

    redone: tuple[StepAnswer, ...]


def describe_reversal(reversal: Reversal, *, dry_run: bool) -> UndoAnswer | RedoAnswer:
    """Return the answer of `undo`, or of `redo`: the steps, and what becomes of each record."""
    steps = tuple(project(StepAnswer, step) for step in reversal.steps)
    if reversal.redoing:
        return project(RedoAnswer, reversal.changes, redone=steps, dry_run=dry_run)
    return project(UndoAnswer, reversal.changes, undone=steps, dry_run=dry_run)


class RestoreAnswer(ChangesAnswer, frozen=True):
    """What restoring changed: `from` is a backup's name or a path. Nothing was done where `restored` is false."""

    restored: bool
    source: str = msgspec.field(name="from")


class AcceptedEditAnswer(ChangesAnswer, frozen=True):
    """What was changed in the file outside enquiry, or by another copy in its place, and whether it was taken over."""

    accepted: bool


class VersionAnswer(Answer, frozen=True):
    """A version of a cycle or an entry (the other is null), and the step that wrote it: null where none is kept."""

    step: Annotated[int | None, "step.number"]
    id: Annotated[str | None, "step.id"]
    at: Annotated[datetime | None, "step.at"]
    did: Annotated[str | None, "step.did"]
    undoes: Annotated[tuple[int, ...], lambda change: change.step.undoes if change.step else ()]
    redoes: Annotated[tuple[int, ...], lambda change: change.step.redoes if change.step else ()]
    clock: Annotated[Clock | None, "step.clock"]
    cycle: FullCycle | None
    entry: EntryAnswer | InboxEntry | None
    belief: BeliefAnswer | None


def _describe_versions(history: VersionHistory, journal: Journal) -> tuple[VersionAnswer, ...]:
    items = ((change, asdict(describe_item(change.thing, journal))) for change in history.changes)
    return tuple(
        project(VersionAnswer, change, **{"cycle": None, "entry": None, "belief": None} | item)
        for change, item in items
    )


class VersionsAnswer(Answer, frozen=True):
    """Every version that a cycle, an entry, a note or a belief has had, the oldest first."""

    versions: Annotated[tuple[VersionAnswer, ...], InJournal(_describe_versions)]


@take_fields(FileVersion, without=("mark",))
class BackupAnswer(Answer, frozen=True):
    """A copy that was written elsewhere: after which step, and how much it holds."""

    written: Path


@take_fields(Backup, first=("name",), without=("mark", "number"))
class StoredBackup(Answer, frozen=True):
    """A backup that is kept, its size in bytes; `present` marks the one that is the journal as it is."""

    name: str
    present: bool


BackupsAnswer = wrap("BackupsAnswer", "The backups of the journal, the newest first.", backups=tuple[StoredBackup, ...])


def describe_backups(backups: tuple[Backup, ...], present: str) -> Answer:
    """Return the answer of `restore` where nothing is named; `present` is the mark of the journal as it is."""
    return project(BackupsAnswer, tuple(project(StoredBackup, one, present=one.mark == present) for one in backups))


@take_fields(Draft, first=("name",), without=("began", "at", "file", "makes"))
class ListedDraft(Answer, frozen=True):
    """A draft with what can be read of it; `flaw` says why one can't, `here` whether it is of this journal."""

    name: str
    began: datetime | None
    here: bool
    flaw: str
    busy: bool


class DraftsAnswer(Answer, frozen=True):
    """Every draft there is."""

    drafts: Annotated[
        tuple[ListedDraft, ...],
        lambda listed: tuple(_describe_draft(one, listed.journal) for one in listed.drafts),
    ]


def _describe_draft(one: StoredDraft, journal: str) -> ListedDraft:
    unread: dict[str, object] = {"command": "", "about": "", "began": None, "journal": "", "given": {}, "prompts": ""}
    known = {} if one.draft else {**unread, "answers": (), "text": ""}
    here = bool(one.draft and one.draft.journal == journal)
    return project(ListedDraft, one.draft, name=one.name, flaw=one.flaw, busy=one.busy, here=here, **known)


class DiscardedAnswer(Answer, frozen=True):
    """The names of the drafts that were discarded."""

    discarded: tuple[str, ...]


# --- What was known then: decisions with what stood beside them, and how a question changed.


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


class DecisionAnswer(Answer, frozen=True):
    """A review as it stood when it was written, or (with `review` null) what a turn made of the cycle, and why.

    `told_by` says whether the steps of the history tell what came first, or the moments that the entries bear.
    """

    on: date
    at: datetime
    step: int | None
    machine: str
    told_by: ToldBy
    review: Annotated[
        EntryAnswer | None, lambda told: _describe_entry(told.made) if isinstance(told.made, Review) else None
    ]
    turned: Annotated[CycleState | None, lambda told: told.made.state if isinstance(told.made, StateChange) else None]
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
