"""Undo and redo: which steps are meant, and the journal after them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import EnquiryError, JournalDamaged, NotFound, UsageMistake
from enquiry.insight.history.changes import RecordChange, build_record_changes
from enquiry.insight.history.diff import SETTINGS
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.model.record import Record, Removal
from enquiry.model.step import RecordRow, Step
from enquiry.words import format_amount

# --- The journal's past: which steps stand and which are undone, and the journal as it stood after any of them.


R = TypeVar("R", bound=Record)

RECORD_TYPES: dict[str, Any] = {
    SETTINGS: Settings,
    "cycles": Cycle,
    "entries": AnyEntry,
    "inbox": LooseNote,
    "measures": Measure,
}


class UndoState(NamedTuple):
    """The steps that stand, the oldest first; those that can be redone, the next one last; what ended redoing."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    ended_by: Step | None = None


def build_undo_state(steps: Iterable[Step]) -> UndoState:
    """Return how things stand after all these steps. A step that is neither an undo nor a redo ends redoing.

    One that forgets can't be undone, and ends nothing.
    """
    done, undone, ended_by = dict[int, Step](), dict[int, Step](), None
    for step in steps:
        if step.undoes:
            undone |= {number: done.pop(number) for number in sorted(step.undoes, reverse=True) if number in done}
        elif step.redoes:
            done |= {number: undone.pop(number) for number in sorted(step.redoes) if number in undone}
        elif not step.forgets:
            ended_by = step if undone else ended_by
            done[step.number], undone = step, {}
    return UndoState(tuple(done.values()), tuple(undone.values()), ended_by)


def rebuild_journal_at(journal: Journal, steps: Sequence[Step], number: int, mark: Removal) -> Journal:
    """Return the journal as it stood after the step of that number (0: before the first).

    Records added since are not taken out but get `mark`; a number that an entry had since stays taken. Raises
    JournalDamaged for a row that can't be read.
    """
    wanted = defaultdict[str, dict[str, RecordRow | None]](dict)
    for step in reversed(steps):
        if step.number <= number:
            break
        for table, record, row in step.before:
            wanted[table][record] = row
    cycles = [replace(cycle, entries=()) for cycle in journal.cycles]
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    of_cycle = defaultdict[str, list[AnyEntry]](list)
    for entry in _restore_records("entries", entries, wanted, mark):
        of_cycle[entry.cycle].append(entry)
    settings = journal.settings
    if SETTINGS in wanted[SETTINGS]:
        settings = decode_record(SETTINGS, wanted[SETTINGS][SETTINGS] or {})
    restored = []
    for cycle in _restore_records("cycles", cycles, wanted, mark):
        whole, now = replace(cycle, entries=tuple(of_cycle[cycle.id])), journal.cycles_by_id.get(cycle.id)
        restored.append(whole.keep_numbers(now) if now else whole)
    return Journal(
        settings=settings,
        cycles=tuple(restored),
        inbox=tuple(_restore_records("inbox", journal.inbox, wanted, mark)),
        measures=tuple(_restore_records("measures", journal.measures, wanted, mark)),
    )


def _restore_records(
    table: str, records: Iterable[R], wanted: Mapping[str, Mapping[str, RecordRow | None]], mark: Removal
) -> list[R]:
    """Return the records of one table, those with a wanted row as it says; None stands for no record."""
    left, given = dict(wanted[table]), list[R]()
    for record in records:
        if record.id not in left:
            given.append(record)
        elif (row := left.pop(record.id)) is not None:
            given.append(decode_record(table, row))
        else:
            given.append(record if record.removed and record.removed.undone else replace(record, removed=mark))
    return [*given, *(decode_record(table, row) for row in left.values() if row is not None)]


def decode_record(table: str, row: RecordRow) -> Any:
    """Return the record that a row of history holds. Raises JournalDamaged for one that can't be read."""
    try:
        return msgspec.convert(row, RECORD_TYPES[table])
    except (msgspec.ValidationError, KeyError) as fault:
        words = f"The journal's history holds a row of “{table}” that can't be read ({fault})."
        hint = Hint("Nothing was changed. {} shows the backups.", Act(ActKind.SHOW_BACKUPS))
        raise JournalDamaged(words, hint) from fault


class Reversal(msgspec.Struct, frozen=True, dict=True):
    """Steps to be undone (the latest first) or redone (the earliest first), and the journal before and after."""

    steps: tuple[Step, ...]
    before: Journal
    after: Journal
    redoing: bool = False

    @property
    def word(self) -> str:
        """What becomes of the steps."""
        return "redone" if self.redoing else "undone"

    @property
    def did(self) -> str:
        """What it does, as history tells it."""
        first, last = self.steps[0], self.steps[-1]
        if first is last:
            return f"step {first.number} {self.word}: {first.did}"
        back = "" if self.redoing else "back "
        return f"{len(self.steps)} steps {self.word}, from {first.number} {back}to {last.number}"

    @cached_property
    def changes(self) -> tuple[RecordChange, ...]:
        """What it does to each record, in words."""
        return build_record_changes(self.before, self.after)


def plan_undo(journal: Journal, steps: Sequence[Step], mark: Removal, count: int) -> Reversal:
    """Return what undoing the latest `count` steps does. Raises EnquiryError where there are not so many."""
    done = build_undo_state(steps).done
    if not done:
        raise EnquiryError("There is nothing to undo.", _point_to_history("{} shows every step there was."))
    if count > len(done):
        msg = f"Only {format_amount(len(done), 'step')} can be undone, not {count}."
        raise UsageMistake(msg, Hint("To undo all of them: {}", Act(ActKind.UNDO_STEPS, value=str(len(done)))))
    return _build_undo(journal, steps, done[-count:], mark)


def plan_undo_to(journal: Journal, steps: Sequence[Step], mark: Removal, number: int) -> Reversal:
    """Return what undoing everything after the step of that number does (0: everything).

    Raises NotFound where there is no such step, and UsageMistake where it no longer stands or nothing came after it.
    """
    if number and number not in {step.number for step in steps}:
        latest = f"the latest is {steps[-1].number}" if steps else "there are none yet"
        raise NotFound(f"There is no step {number}; {latest}.", _point_to_history("{} lists them."))
    done = build_undo_state(steps).done
    then = build_undo_state([step for step in steps if step.number <= number]).done
    if then != done[: len(then)]:
        msg = f"Step {number} was itself undone, so there is no going back to it."
        raise UsageMistake(msg, _point_to_history("Name a step that stands: {} shows which were undone."))
    if len(then) == len(done):
        msg = f"Nothing after step {number} is left to undo."
        raise UsageMistake(msg, _point_to_history("{} lists the steps."))
    return _build_undo(journal, steps, done[len(then) :], mark)


def _build_undo(journal: Journal, steps: Sequence[Step], meant: Sequence[Step], mark: Removal) -> Reversal:
    if fixed := next((step for step in reversed(meant) if not (step.before or step.undoes or step.redoes)), None):
        msg = f"Step {fixed.number} ({fixed.did}) can't be undone: what it replaced is not known."
        raise EnquiryError(msg, Hint("{} shows the backups from before it.", Act(ActKind.SHOW_BACKUPS)))
    after = rebuild_journal_at(journal, steps, meant[0].number - 1, mark)
    return Reversal(tuple(reversed(meant)), journal, after)


def plan_redo(journal: Journal, steps: Sequence[Step], mark: Removal, count: int) -> Reversal:
    """Return what redoing the `count` steps that were undone last does.

    Raises EnquiryError where nothing can be redone, with the reason, and UsageMistake where there are not so many.
    """
    line = build_undo_state(steps)
    undone = line.undone[::-1]
    if not undone and (ended := line.ended_by):
        msg = f"There is nothing to redo: step {ended.number} ({ended.did}) was written after the undo."
        words = "What was undone is still kept: {} shows it, {} brings it back."
        raise EnquiryError(msg, Hint(words, Act(ActKind.SHOW_HISTORY), Act(ActKind.REOPEN)))
    if not undone:
        raise EnquiryError("There is nothing to redo: nothing is undone.", _point_to_history("{} shows every step."))
    if count > len(undone):
        msg = f"Only {format_amount(len(undone), 'step')} can be redone, not {count}."
        raise UsageMistake(msg, Hint("To redo all of them: {}", Act(ActKind.REDO_STEPS, value=str(len(undone)))))
    meant = undone[:count]
    return Reversal(meant, journal, rebuild_journal_at(journal, steps, meant[-1].number, mark), redoing=True)


def _point_to_history(words: str) -> Hint:
    return Hint(words, Act(ActKind.SHOW_HISTORY))
