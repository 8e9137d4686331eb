"""Forgetting everywhere: the journal, its history, every backup and draft, all of them in one batch or none."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
from msgspec.structs import replace

from enquiry.errors import ChangedUnderneath, JournalMissing
from enquiry.insight.forgetting.erase import Eraser
from enquiry.insight.gifts.register import find_gifts_holding
from enquiry.insight.history.diff import diff_journals
from enquiry.model.backup import Backup
from enquiry.model.colleagues.gift import Gift
from enquiry.model.journal import Journal
from enquiry.model.step import HISTORY, StepStamp, name_machines
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.backups import catalogue
from enquiry.store.backups.continuity import hold_newer_version
from enquiry.store.backups.make import count_other_names
from enquiry.store.disk import atomic
from enquiry.store.disk.batch import FileBatch, open_batch
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_backups_folder, read_file
from enquiry.store.drafts import open_draft, sweep_drafts
from enquiry.store.encoding import rows
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.forgetting import kept as beside
from enquiry.store.forgetting.kept import rewrite_draft_file
from enquiry.store.forgetting.rewrite import (
    Rewriter,
    decode_present_tables,
    list_forgotten_records,
    name_rewritten_backup,
)
from enquiry.store.journal import build_step, read_device_id
from enquiry.store.written import find_holders

Settle = Callable[[Journal, Journal], Journal]
"""Given the journal before and after, returns it with what follows from it, such as the state of a cycle."""

Receipt = Callable[["ForgettingOutcome", FileBatch], str]
"""Given what is done, stages what is to be kept of it, and returns where that is, in words."""


class ForgettingOutcome(msgspec.Struct, frozen=True):
    """What is, or was, rewritten for a forgetting, and what it did not reach.

    `mark` is that of the journal's file before; `after` the journal since, which is as it was where only other files
    hold what goes. `touched` are the ids of the records in the journal of which something goes, `steps` counts those
    of its history; `step` is the number of
    the step that forgets, 0 where the journal did not change. `names` counts other names (hard links) of the old file;
    `machines` are the other ones that wrote in it, by what they are called. `others` are files that are not the
    program's to change; `documents` those written for people that hold it, `unsure` those that can't be looked into.
    `gifts` are those in which something went of what is forgotten, as the register has them afterwards.
    """

    mark: str
    before: Journal
    after: Journal
    touched: tuple[str, ...] = ()
    steps: int = 0
    step: int = 0
    backups: tuple[Backup, ...] = ()
    drafts: beside.KeptDrafts = beside.KeptDrafts()
    others: tuple[Path, ...] = ()
    documents: tuple[Path, ...] = ()
    unsure: tuple[Path, ...] = ()
    names: int = 0
    machines: tuple[str, ...] = ()
    gifts: tuple[Gift, ...] = ()

    @property
    def records(self) -> int:
        """How many records something goes from."""
        return len(self.touched)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be rewritten."""
        return not (self.records or self.steps or self.backups or self.drafts.rewritten or self.drafts.discarded)


class _Forgetter:
    """The work of one forgetting, for the holder of the lock or for a look beforehand."""

    def __init__(self, path: Path, state_folder: Path, folders: Iterable[Path], eraser: Eraser, settle: Settle) -> None:
        self.place = catalogue.locate_journal(path, state_folder)
        self.state, self.folders, self.eraser = state_folder, tuple(folders), eraser
        self.shelf = get_backups_folder(self.place.file, state_folder)
        data = read_file(self.place)
        if data is None:
            raise JournalMissing(f"There is no journal at {self.place.named} yet.", "So there is nothing to forget.")
        self.data, self.kept, self.rewriter = data, rows.decode_file(data, self.place), Rewriter(eraser)
        self.mark, self.before = compute_file_mark(data), rows.build_journal(self.kept)
        self._rewrite_present()
        if self.forgets and any(gift.checks for gift in self.before.gifts):
            self.eraser = replace(eraser, unchecks=True)
            self.rewriter = Rewriter(self.eraser)
            self._rewrite_present()
        self.bare = rows.build_journal(self.contents) if self.forgets else self.before
        self.after = settle(self.before, self.bare)

    def _rewrite_present(self) -> None:
        old = decode_present_tables(self.kept)
        new = self.rewriter.rewrite_tables(old)
        self.contents = rows.build_contents(new, self.kept.generation, FORMAT, self.place)
        self.forgets = list_forgotten_records(old, self.contents)

    def look(self, follow: ProgressTracker) -> ForgettingOutcome:
        """Return what is to be rewritten. Raises CannotRead."""
        backups = [backup for backup, _ in self._rewrite_backups(follow)]
        return self.describe(backups, beside.find_kept_drafts(self.place, self.kept, self.state, self.eraser))

    def _rewrite_backups(self, follow: ProgressTracker) -> Iterator[tuple[Backup, bytes]]:
        return beside.rewrite_backups(self.place, self.kept, self.state, self.rewriter, follow)

    def describe(self, backups: Iterable[Backup], drafts: beside.KeptDrafts, step: int = 0) -> ForgettingOutcome:
        """Return what is, or was, rewritten, and what is not reached. Raises CannotRead."""
        own = {backup.path for backup in backups}
        own.update(beside.find_passing_files(self.place, self.state, self.eraser))
        for one in (*drafts.rewritten, *drafts.discarded):
            own.update(beside.list_draft_files(self.state, one))
        history = self.contents.tables.history
        steps = rows.decode_steps(self.kept)
        names, own_device = name_machines(steps), read_device_id(self.place.file, self.state)
        devices = {step.clock.device for step in steps} - {"", own_device}
        documents, unsure = find_holders(self.state, self.eraser.tells_of(self.before))
        unchecked = {gift.id for gift in self.before.gifts if replace(gift, checks={}) in self.after.gifts}
        touched = tuple(record for table, record, _ in self.forgets if table != HISTORY and record not in unchecked)
        return ForgettingOutcome(
            mark=self.mark,
            before=self.before,
            after=self.after,
            touched=touched,
            steps=sum(bytes(row) != bytes(history[number]) for number, row in self.kept.tables.history.items()),
            step=step,
            backups=tuple(backups),
            drafts=drafts,
            others=tuple(beside.find_other_files(self.place, self.state, self.folders, self.eraser, own)),
            documents=tuple(documents),
            unsure=tuple(unsure),
            names=count_other_names(self.place.file, self.shelf),
            machines=tuple(names.get(one, "another machine") for one in sorted(devices)),
            gifts=find_gifts_holding(self.after, touched),
        )

    def perform(self, stamp: StepStamp, did: str, receipt: Receipt, follow: ProgressTracker) -> ForgettingOutcome:
        """Forget, and return what was done. Only for the holder of the lock. Raises CannotWrite and JournalBusy."""
        with translate_write_errors(self.shelf):
            atomic.sweep_temporary_files(self.place.file)
            sweep_drafts(self.state)
            if self.shelf.is_dir():
                atomic.sweep_folder(self.shelf)
                hold_newer_version(self.shelf, self.mark, self.kept)
        with ExitStack() as held, open_batch(self.place.file, self.state) as batch:
            drafts = beside.find_kept_drafts(self.place, self.kept, self.state, self.eraser)
            self._stage_drafts(batch, drafts, held)
            step = self._stage_journal(batch, stamp, did) if self.forgets else 0
            with translate_write_errors(self.state):
                for path in beside.find_passing_files(self.place, self.state, self.eraser):
                    batch.remove(path)
            outcome = self.describe(self._stage_backups(batch, follow), drafts, step)
            if not outcome.is_empty:
                words = receipt(outcome, batch)
                batch.commit(f"Something was being forgotten when the program was stopped; it is done now. {words}")
        return outcome

    def _stage_journal(self, batch: FileBatch, stamp: StepStamp, did: str) -> int:
        """Stage the journal and a backup of it as it will be; return the number of the step that forgets."""
        from enquiry.store.storage import JournalDatabase  # imports TinyDB, which looking need not wait for

        step = build_step(self.contents, self.state, stamp, did=did, forgets=tuple(self.forgets))
        with JournalDatabase(self.place, self.data, self.contents) as database:
            before = database.apply_diffs(diff_journals(self.bare, self.after))
            database.table(HISTORY).insert({**rows.encode_row(step), "before": before})
            mark, pieces = database.storage.encode(step.number)
        batch.stage(self.place.file, *pieces)
        version = catalogue.build_file_version(self.after, mark, stamp.real, step.number)
        last = max((backup.number for backup in self._scan_shelf()), default=0)
        batch.stage(self.shelf / catalogue.build_backup_name(last + 1, version), *pieces)
        return step.number

    def _scan_shelf(self) -> list[Backup]:
        return list(catalogue.scan_backups(self.shelf)) if self.shelf.is_dir() else []

    def _stage_backups(self, batch: FileBatch, follow: ProgressTracker) -> list[Backup]:
        """Stage each backup as it is to be, under a name with its new mark, and return those that were."""
        staged = list[Backup]()
        for backup, data in self._rewrite_backups(follow):
            target = backup.path.with_name(name_rewritten_backup(backup, data))
            batch.stage(target, data)
            if target != backup.path:
                batch.remove(backup.path)
            staged.append(backup)
        return staged

    def _stage_drafts(self, batch: FileBatch, drafts: beside.KeptDrafts, held: ExitStack) -> None:
        """Stage the drafts, each locked until all is done. Raises JournalBusy for one that is open elsewhere."""
        for one in (*drafts.rewritten, *drafts.discarded):
            folder = held.enter_context(open_draft(self.state, one.name)).folder
            if one in drafts.discarded:
                batch.remove(folder)
                continue
            for path in beside.list_draft_files(self.state, one):
                if beside.holds_word(path, self.eraser):
                    batch.stage(path, rewrite_draft_file(path, self.eraser, one.name))


def look_everywhere(
    path: Path,
    eraser: Eraser,
    settle: Settle,
    *,
    state_folder: Path,
    folders: Iterable[Path],
    follow: ProgressTracker = ignore_progress,
) -> ForgettingOutcome:
    """Return what would be rewritten, and what would not be reached, without a lock and without writing anything.

    `folders` are the program's own beside the state folder. Raises what reading the journal raises, and CannotRead.
    """
    return _Forgetter(path, state_folder, folders, eraser, settle).look(follow)


def forget_everywhere(
    path: Path,
    eraser: Eraser,
    settle: Settle,
    *,
    state_folder: Path,
    folders: Iterable[Path],
    stamp: StepStamp,
    did: str,
    seen: str,
    receipt: Receipt,
    wait: float = 10.0,
    follow: ProgressTracker = ignore_progress,
) -> ForgettingOutcome:
    """Rewrite the journal and all that is kept of it, in one step that can't be undone; all of it or nothing.

    `seen` is the mark of the file that was looked at. `receipt` is told what is done, stages what is to be kept of it,
    and returns what its owner is told should the program be stopped before it is done. Whoever stops it then leaves it
    to the next start.

    Raises what reading the journal raises; JournalBusy for a journal or a draft that another program has, and
    ChangedUnderneath where the journal is not what was looked at; CannotWrite, with nothing changed or all decided.
    """
    place = catalogue.locate_journal(path, state_folder)
    with hold_lock(place.file, state_folder, wait):
        with translate_write_errors(place.named):
            atomic.refuse_unwritable(place.file)
        forgetter = _Forgetter(path, state_folder, folders, eraser, settle)
        if forgetter.mark != seen:
            words = "Something was written in another window meanwhile; nothing was forgotten."
            raise ChangedUnderneath(words, "Look again at what would go.")
        return forgetter.perform(stamp, did, receipt, follow)
