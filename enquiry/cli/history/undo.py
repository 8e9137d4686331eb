"""Undoing and redoing at the command line: what would change is shown, asked where it is much, and then done."""

from collections.abc import Callable, Sequence

from enquiry.cli.session import Session
from enquiry.errors import ChangedUnderneath
from enquiry.insight.history.undo import Reversal
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step

MOST = 10
"""Steps named one by one; more are counted."""

Choosing = Callable[[Journal, Sequence[Step], Removal], Reversal]
"""What turns the journal and its steps into what is to be done; the mark is for what is undone."""


def carry_out(session: Session, choose: Choosing, *, dry_run: bool) -> None:
    """Show what is undone or redone, ask where it is more than one step and there is a terminal, and do it.

    Raises what `choose` raises, and ChangedUnderneath where somebody wrote while it was shown.
    """
    mark = Removal(at=session.stamp().at, undone=True)
    journal, steps = session.past()
    reversal = choose(journal, steps, mark)
    if not session.json:
        _show(session, reversal)
    if not dry_run and not _wanted(session, reversal):
        session.say("Nothing was changed.")
        return
    if not dry_run:
        _write(session, choose, steps, mark)
    _tell(session, reversal, dry_run=dry_run)


def _wanted(session: Session, reversal: Reversal) -> bool:
    """Ask where more than one step is meant. Without a terminal it is taken as meant."""
    if len(reversal.steps) == 1 or not session.can_ask:
        return True
    return session.confirm(f"{'Redo' if reversal.redoing else 'Undo'} these {len(reversal.steps)} steps?")


def _write(session: Session, choose: Choosing, shown: Sequence[Step], mark: Removal) -> None:
    with session.change() as step:
        steps = step.past()
        if [one.id for one in steps] != [one.id for one in shown]:
            msg = "Something was written in another window meanwhile; nothing was undone or redone."
            raise ChangedUnderneath(msg, "Look again: enquiry history")
        reversal = choose(step.journal, steps, mark)
        numbers = tuple(one.number for one in reversal.steps)
        step.journal, step.did = reversal.after, reversal.did
        step.undoes, step.redoes = ((), numbers) if reversal.redoing else (numbers, ())


def _show(session: Session, reversal: Reversal) -> None:
    from enquiry.insight.history.changes import alterations
    from enquiry.insight.history.diff import differences
    from enquiry.views.history.changes import alterations_lines, alterations_view

    found = alterations(differences(reversal.before, reversal.after))
    session.show(found, view=alterations_view, plain=alterations_lines, data=lambda _found: {})
    session.stdout.flush()


def _tell(session: Session, reversal: Reversal, *, dry_run: bool) -> None:
    word = "redone" if reversal.redoing else "undone"
    head = f"Would be {word}" if dry_run else word.capitalize()
    for step in reversal.steps[:MOST]:
        session.say(f"{head}: step {step.number}, {step.did}.")
    if len(reversal.steps) > MOST:
        session.say(f"{head}: {len(reversal.steps) - MOST} more, to step {reversal.steps[-1].number}.")
    if not dry_run:
        session.say(f"To take that back: enquiry {'undo' if reversal.redoing else 'redo'}{_count(reversal)}")
    if session.json:
        _answer(session, reversal, word, dry_run=dry_run)


def _count(reversal: Reversal) -> str:
    return f" {len(reversal.steps)}" if len(reversal.steps) > 1 else ""


def _answer(session: Session, reversal: Reversal, word: str, *, dry_run: bool) -> None:
    from enquiry.answers.history import alterations_object, step_object
    from enquiry.insight.history.changes import alterations
    from enquiry.insight.history.diff import differences

    found = alterations_object(alterations(differences(reversal.before, reversal.after)))
    steps = [step_object(step) for step in reversal.steps]
    session.answer({word: steps, "changes": found, "dry_run": dry_run})
