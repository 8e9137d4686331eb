"""Undoing and redoing, decided: which steps are meant, and what the journal becomes."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.errors import EnquiryError, NotFound, UsageMistake
from enquiry.insight.past import Line, as_of, line_of
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step


class Reversal(NamedTuple):
    """Steps to be undone (the latest first) or redone (the earliest first), and the journal before and after."""

    steps: tuple[Step, ...]
    before: Journal
    after: Journal
    redoing: bool = False

    @property
    def did(self) -> str:
        """What it does, as history tells it."""
        word = "redone" if self.redoing else "undone"
        first, last = self.steps[0], self.steps[-1]
        if first is last:
            return f"step {first.number} {word}: {first.did}"
        back = "" if self.redoing else "back "
        return f"{len(self.steps)} steps {word}, from {first.number} {back}to {last.number}"


def undoing(journal: Journal, steps: Sequence[Step], mark: Removal, count: int) -> Reversal:
    """Return what undoing the latest `count` steps does. Raises EnquiryError where there are not so many."""
    done = line_of(steps).done
    if not done:
        raise EnquiryError("There is nothing to undo.", "enquiry history shows every step there was.")
    if count > len(done):
        msg = f"Only {len(done)} step{'s' * (len(done) != 1)} can be undone, not {count}."
        raise UsageMistake(msg, f"To undo all of them: enquiry undo {len(done)}")
    return _undo(journal, steps, done[-count:], mark)


def undoing_to(journal: Journal, steps: Sequence[Step], mark: Removal, number: int) -> Reversal:
    """Return what undoing everything after the step of that number does (0: everything).

    Raises NotFound where there is no such step, and UsageMistake where it no longer stands or nothing came after it.
    """
    if number and number not in {step.number for step in steps}:
        latest = f"the latest is {steps[-1].number}" if steps else "there are none yet"
        raise NotFound(f"There is no step {number}; {latest}.", "enquiry history lists them.")
    done = line_of(steps).done
    then = line_of([step for step in steps if step.number <= number]).done
    if then != done[: len(then)]:
        msg = f"Step {number} was itself undone, so there is no going back to it."
        raise UsageMistake(msg, "Name a step that stands: enquiry history shows which were undone.")
    if len(then) == len(done):
        raise UsageMistake(f"Nothing after step {number} is left to undo.", "enquiry history lists the steps.")
    return _undo(journal, steps, done[len(then) :], mark)


def _undo(journal: Journal, steps: Sequence[Step], meant: Sequence[Step], mark: Removal) -> Reversal:
    if fixed := next((step for step in reversed(meant) if not (step.before or step.undoes or step.redoes)), None):
        msg = f"Step {fixed.number} ({fixed.did}) can't be undone: what it replaced is not known."
        raise EnquiryError(msg, "enquiry restore shows the backups from before it.")
    after = as_of(journal, steps, meant[0].number - 1, mark)
    return Reversal(tuple(reversed(meant)), journal, after)


def redoing(journal: Journal, steps: Sequence[Step], mark: Removal, count: int) -> Reversal:
    """Return what redoing the `count` steps that were undone last does.

    Raises EnquiryError where nothing can be redone, with the reason, and UsageMistake where there are not so many.
    """
    line = line_of(steps)
    undone = line.undone[::-1]
    if not undone:
        raise _nothing_to_redo(line)
    if count > len(undone):
        msg = f"Only {len(undone)} step{'s' * (len(undone) != 1)} can be redone, not {count}."
        raise UsageMistake(msg, f"To redo all of them: enquiry redo {len(undone)}")
    meant = undone[:count]
    return Reversal(meant, journal, as_of(journal, steps, meant[-1].number, mark), redoing=True)


def _nothing_to_redo(line: Line) -> EnquiryError:
    if ended := line.ended_by:
        msg = f"There is nothing to redo: step {ended.number} ({ended.did}) was written after the undo."
        return EnquiryError(
            msg, "What was undone is still kept: enquiry history shows it, enquiry reopen brings it back."
        )
    return EnquiryError("There is nothing to redo: nothing is undone.", "enquiry history shows every step.")
