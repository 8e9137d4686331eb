"""Undo and redo at the command line: show what would change, ask where it is much, then write."""

from collections.abc import Callable, Sequence

from enquiry.cli.session import Session
from enquiry.errors import ChangedUnderneath
from enquiry.insight.history.changes import RecordChange
from enquiry.insight.history.undo import Reversal
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step

MOST = 10
"""Steps named one by one; more are counted."""

ReversalFactory = Callable[[Journal, Sequence[Step], Removal], Reversal]
"""Plans the reversal of a journal with its steps; the mark is for the records that are undone."""


def perform_reversal(session: Session, choose: ReversalFactory, *, dry_run: bool) -> None:
    """Show what is undone or redone, ask where it is more than one step and there is a terminal, and write it.

    The journal is read and proved again under the lock. Raises what `choose` raises, and ChangedUnderneath where
    somebody wrote while it was shown.
    """
    mark = Removal(at=session.stamp().at, undone=True)
    journal, shown = session.load_history()
    reversal = choose(journal, shown, mark)
    steps, word = reversal.steps, reversal.word
    show_changes(session, reversal.changes)
    several = len(steps) > 1 and session.can_ask and not dry_run
    if several and not session.confirm(f"{'Redo' if reversal.redoing else 'Undo'} these {len(steps)} steps?"):
        session.say("Nothing was changed.")
        return
    if not dry_run:
        _write_reversal(session, choose, shown, mark)
    head = f"Would be {word}" if dry_run else word.capitalize()
    for step in steps[:MOST]:
        session.say(f"{head}: step {step.number}, {step.did}.")
    if len(steps) > MOST:
        session.say(f"{head}: {len(steps) - MOST} more, to step {steps[-1].number}.")
    if not dry_run:
        back, count = "undo" if reversal.redoing else "redo", f" {len(steps)}" if len(steps) > 1 else ""
        session.say(f"To take that back: enquiry {back}{count}")
    if session.json:
        from enquiry.answers.history import describe_reversal

        session.answer(describe_reversal(reversal, dry_run=dry_run))


def show_changes(session: Session, found: Sequence[RecordChange]) -> None:
    """Show what a command does, or would do, to each record; one that answers with JSON does so at its end."""
    from enquiry.views.history import draw_change_list, format_change_list_lines

    session.show(found, view=draw_change_list, plain=format_change_list_lines)
    session.stdout.flush()


def _write_reversal(session: Session, choose: ReversalFactory, shown: Sequence[Step], mark: Removal) -> None:
    with session.change() as step:
        steps = step.past()
        if [one.id for one in steps] != [one.id for one in shown]:
            msg = "Something was written in another window meanwhile; nothing was undone or redone."
            raise ChangedUnderneath(msg, "Look again: enquiry history")
        reversal = choose(step.journal, steps, mark)
        numbers = tuple(one.number for one in reversal.steps)
        step.journal, step.did = reversal.after, reversal.did
        step.undoes, step.redoes = ((), numbers) if reversal.redoing else (numbers, ())
