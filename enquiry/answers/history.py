"""What the commands about the journal's past answer to a program: steps, versions, backups and drafts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from enquiry.answers.answer import Answer, project
from enquiry.answers.records import (
    CycleAnswer,
    EntryAnswer,
    EntryItemAnswer,
    FullCycle,
    InboxEntry,
    describe_item,
)
from enquiry.insight.history.changes import ChangeKind, FieldChange, RecordChange
from enquiry.model.draft import Draft, DraftAnswer, StoredDraft
from enquiry.model.journal import JournalItem
from enquiry.model.step import Clock, Step

if TYPE_CHECKING:
    from enquiry.insight.drafts import DraftList
    from enquiry.insight.history.versions import History, VersionHistory
    from enquiry.model.backup import Backup, FileVersion


class StepAnswer(Answer, frozen=True):
    """A step, without the rows it replaced. Steps it undid or did again are named by number."""

    step: int
    id: str
    at: datetime
    did: str
    undoes: tuple[int, ...]
    redoes: tuple[int, ...]
    clock: Clock


class HistoryStep(StepAnswer, frozen=True):
    """A step, and whether it was undone."""

    undone: bool


class HistoryAnswer(Answer, frozen=True):
    """Steps, the newest first, and how many earlier ones there are that were asked for."""

    steps: tuple[HistoryStep, ...]
    earlier: int


class RecordChangeAnswer(Answer, frozen=True):
    """What became of one record: its kind, its name, and in words each field that differs."""

    thing: str
    name: str
    what: ChangeKind
    fields: tuple[FieldChange, ...]


class UndoAnswer(Answer, frozen=True):
    """The steps that were undone and what that changed; with `dry_run` would."""

    undone: tuple[StepAnswer, ...]
    changes: tuple[RecordChangeAnswer, ...]
    dry_run: bool


class RedoAnswer(Answer, frozen=True):
    """The steps that were done again and what that changed; with `dry_run` would."""

    redone: tuple[StepAnswer, ...]
    changes: tuple[RecordChangeAnswer, ...]
    dry_run: bool


class VersionAnswer(Answer, frozen=True):
    """A version of a cycle or an entry (the other is null), and the step that wrote it: null where none is kept."""

    step: int | None
    id: str | None
    at: datetime | None
    did: str | None
    undoes: tuple[int, ...]
    redoes: tuple[int, ...]
    clock: Clock | None
    cycle: FullCycle | None
    entry: EntryAnswer | InboxEntry | None


class VersionsAnswer(Answer, frozen=True):
    """Every version that a cycle, an entry or a note has had, the oldest first."""

    versions: tuple[VersionAnswer, ...]


class FileVersionAnswer(Answer, frozen=True):
    """A version of the journal's file: after which step it was written, and how much it holds."""

    at: datetime
    step: int
    cycles: int
    entries: int
    notes: int
    format: int


class BackupAnswer(FileVersionAnswer, frozen=True):
    """A copy that was written elsewhere."""

    written: Path


class StoredBackup(FileVersionAnswer, frozen=True):
    """A backup that is kept, its size in bytes; `present` marks the one that is the journal as it is."""

    name: str
    size: int
    path: Path
    present: bool


class BackupsAnswer(Answer, frozen=True):
    """The backups of the journal, the newest first."""

    backups: tuple[StoredBackup, ...]


class RestoreAnswer(Answer, frozen=True):
    """What restoring changed: `from` is a backup's name or a path. Nothing was done where `restored` is false."""

    restored: bool
    source: str = msgspec.field(name="from")
    dry_run: bool
    changes: tuple[RecordChangeAnswer, ...]


class AcceptedEditAnswer(Answer, frozen=True):
    """What was changed in the file outside enquiry, and whether it was taken over."""

    accepted: bool
    dry_run: bool
    changes: tuple[RecordChangeAnswer, ...]


class ListedDraft(Answer, frozen=True):
    """A draft with what can be read of it; `flaw` says why one can't, `here` whether it is of this journal."""

    name: str
    command: str
    about: str
    began: datetime | None
    journal: str
    here: bool
    prompts: str
    given: dict[str, tuple[str, ...]]
    answers: tuple[DraftAnswer, ...]
    text: str
    flaw: str
    busy: bool


class DraftsAnswer(Answer, frozen=True):
    """Every draft there is."""

    drafts: tuple[ListedDraft, ...]


class DiscardedAnswer(Answer, frozen=True):
    """The names of the drafts that were discarded."""

    discarded: tuple[str, ...]


def describe_step(step: Step) -> StepAnswer:
    """Return a step."""
    return project(StepAnswer, step, step=step.number)


def describe_history(history: "History") -> HistoryAnswer:
    """Return the answer of `history`."""
    steps = (project(HistoryStep, line.step, step=line.step.number, undone=line.undone) for line in history.steps)
    return HistoryAnswer(tuple(steps), history.earlier)


def describe_changes(found: Iterable[RecordChange]) -> tuple[RecordChangeAnswer, ...]:
    """Return what became of each record, every field of it before and after."""
    return tuple(project(RecordChangeAnswer, one, thing=one.kind.removeprefix("the ")) for one in found)


def describe_reversal(
    steps: Iterable[Step], found: Iterable[RecordChange], *, redoing: bool, dry_run: bool
) -> UndoAnswer | RedoAnswer:
    """Return the answer of `undo`, or of `redo`."""
    kind = RedoAnswer if redoing else UndoAnswer
    return kind(tuple(map(describe_step, steps)), describe_changes(found), dry_run)


def describe_record_versions(versions: "VersionHistory") -> VersionsAnswer:
    """Return the answer of `show --versions`."""
    return VersionsAnswer(
        tuple(_describe_version(change.version.thing, change.version.step) for change in versions.changes)
    )


def _describe_version(thing: JournalItem, step: Step | None) -> VersionAnswer:
    item = describe_item(thing)
    unknown = {"id": None, "at": None, "did": None, "undoes": (), "redoes": (), "clock": None}
    return project(
        VersionAnswer,
        step,
        step=step.number if step else None,
        cycle=item.cycle if isinstance(item, CycleAnswer) else None,
        entry=item.entry if isinstance(item, EntryItemAnswer) else None,
        **({} if step else unknown),
    )


def describe_backup(version: "FileVersion", target: Path) -> BackupAnswer:
    """Return the answer of `backup`."""
    return project(BackupAnswer, version, written=target)


def describe_backups(backups: "Iterable[Backup]", present: str) -> BackupsAnswer:
    """Return the answer of `restore` where nothing is named; `present` is the mark of the journal as it is."""
    return BackupsAnswer(tuple(project(StoredBackup, one, present=one.mark == present) for one in backups))


def describe_drafts(listed: "DraftList") -> DraftsAnswer:
    """Return the answer of `drafts`."""
    return DraftsAnswer(tuple(_describe_draft(one, listed.journal) for one in listed.drafts))


def _describe_draft(one: StoredDraft, journal: str) -> ListedDraft:
    draft = one.draft or Draft(journal="", command="", began=datetime.min.replace(tzinfo=UTC))
    here = bool(one.draft and draft.journal == journal)
    began = draft.began if one.draft else None
    return project(ListedDraft, draft, name=one.name, flaw=one.flaw, busy=one.busy, here=here, began=began)
