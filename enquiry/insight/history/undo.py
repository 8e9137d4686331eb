"""Undo and redo: which steps are meant, and the journal after them."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import EnquiryError, NotFound, UsageMistake
from enquiry.insight.history.changes import RecordChange, build_record_changes
from enquiry.insight.merging.reversal import reverse_steps
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step
from enquiry.words import format_amount

# --- The journal's past: which steps stand and which are undone, and the journal as it stood after any of them.


class UndoState(NamedTuple):
    """The steps that stand, the oldest first; those that can be redone, the next one last; what ended redoing."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    ended_by: Step | None = None


def build_undo_state(steps: Iterable[Step], own: Collection[str] | None = None) -> UndoState:
    """Return how things stand after all these steps. A step that is neither an undo nor a redo ends redoing.

    One that forgets can't be undone, and ends nothing. With `own` only the steps of these ids can be undone and redone;
    what others undid of them is undone.
    """
    done, undone, elsewhere, ended_by = dict[int, Step](), dict[int, Step](), dict[int, Step](), None
    for step in steps:
        mine = own is None or step.id in own
        if step.undoes:
            gone = {number: done.pop(number) for number in sorted(step.undoes, reverse=True) if number in done}
            if mine:
                undone |= gone
            else:
                elsewhere |= gone
        elif step.redoes:
            for held in (undone, elsewhere):
                done |= {number: held.pop(number) for number in sorted(step.redoes) if number in held}
        elif mine and not step.forgets:
            ended_by = step if undone else ended_by
            done[step.number], undone = step, {}
    return UndoState(tuple(done.values()), tuple(undone.values()), ended_by)


def list_own_steps(steps: Sequence[Step], device: str) -> frozenset[str] | None:
    """Return the ids of the steps that a machine may undo: its own, and all that it knew when it made its first.

    None stands for all, as where it has made none yet: the journal came from elsewhere, and is this machine's now.
    """
    first = next((place for place, step in enumerate(steps) if device and step.clock.device == device), None)
    if first is None:
        return None
    return frozenset(
        step.id
        for place, step in enumerate(steps)
        if step.clock.device == device or (place < first and steps[first].knows_of(step))
    )


def find_passed_forgetting(steps: Sequence[Step], meant: Sequence[Step], device: str = "") -> Step | None:
    """Return the latest step that forgets of those that undoing others passes over, since it can't be undone.

    None where there is none, and where something from before it was undone already: then it is known to be passed over.
    """
    first = min(step.number for step in meant)
    later = [step for step in steps if step.number > first]
    own = list_own_steps(steps, device) if any(step.forgets for step in later) else None
    later = [step for step in later if own is None or step.id in own]
    passed = next((step for step in reversed(later) if step.forgets), None)
    if passed and any(
        number < passed.number for step in later if step.number > passed.number for number in step.undoes
    ):
        return None
    return passed


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


def plan_undo(journal: Journal, steps: Sequence[Step], mark: Removal, device: str = "", *, count: int) -> Reversal:
    """Return what undoing the latest `count` steps does. Raises EnquiryError where there are not so many."""
    done = build_undo_state(steps, list_own_steps(steps, device)).done
    if not done:
        raise EnquiryError("There is nothing to undo.", _point_to_history("{} shows every step there was."))
    if count > len(done):
        msg = f"Only {format_amount(len(done), 'step')} can be undone, not {count}."
        raise UsageMistake(msg, Hint("To undo all of them: {}", Act(ActKind.UNDO_STEPS, value=str(len(done)))))
    return _build_undo(journal, steps, done[-count:], mark)


def plan_undo_to(journal: Journal, steps: Sequence[Step], mark: Removal, device: str = "", *, number: int) -> Reversal:
    """Return what undoing everything after the step of that number does (0: everything).

    Raises NotFound where there is no such step, and UsageMistake where it no longer stands or nothing came after it.
    """
    if number and number not in {step.number for step in steps}:
        latest = f"the latest is {steps[-1].number}" if steps else "there are none yet"
        raise NotFound(f"There is no step {number}; {latest}.", _point_to_history("{} lists them."))
    own = list_own_steps(steps, device)
    done = build_undo_state(steps, own).done
    then = build_undo_state([step for step in steps if step.number <= number], own).done
    if then != done[: len(then)]:
        msg = f"Step {number} was itself undone, so there is no going back to it."
        raise UsageMistake(msg, _point_to_history("Name a step that stands: {} shows which were undone."))
    if len(then) == len(done):
        msg = f"Nothing after step {number} is left to undo."
        raise UsageMistake(msg, _point_to_history("{} lists the steps."))
    return _build_undo(journal, steps, done[len(then) :], mark)


def _build_undo(journal: Journal, steps: Sequence[Step], meant: Sequence[Step], mark: Removal) -> Reversal:
    known = (step.before or step.apart or step.undoes or step.redoes for step in reversed(meant))
    if fixed := next((step for step, told in zip(reversed(meant), known, strict=True) if not told), None):
        msg = f"Step {fixed.number} ({fixed.did}) can't be undone: what it replaced is not known."
        raise EnquiryError(msg, Hint("{} shows the backups from before it.", Act(ActKind.SHOW_BACKUPS)))
    after = reverse_steps(journal, steps, meant, mark)
    return Reversal(tuple(reversed(meant)), journal, after)


def plan_redo(journal: Journal, steps: Sequence[Step], mark: Removal, device: str = "", *, count: int) -> Reversal:
    """Return what redoing the `count` steps that were undone last does.

    Raises EnquiryError where nothing can be redone, with the reason, and UsageMistake where there are not so many.
    """
    line = build_undo_state(steps, list_own_steps(steps, device))
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
    return Reversal(meant, journal, reverse_steps(journal, steps, meant, mark, redoing=True), redoing=True)


def _point_to_history(words: str) -> Hint:
    return Hint(words, Act(ActKind.SHOW_HISTORY))
