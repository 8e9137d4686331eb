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

ReversalFactory = Callable[[Journal, Sequence[Step], Removal], Reversal]
"""What turns the journal and its steps into what is to be done; the mark is for what is undone."""


def perform_reversal(session: Session, choose: ReversalFactory, *, dry_run: bool) -> None:
    """Show what is undone or redone, ask where it is more than one step and there is a terminal, and do it.

    Raises what `choose` raises, and ChangedUnderneath where somebody wrote while it was shown.
    """
    from enquiry.insight.history.changes import build_record_changes
    from enquiry.insight.history.diff import diff_journals
    from enquiry.views.history.changes import draw_change_list, format_change_list_lines

    mark = Removal(at=session.stamp().at, undone=True)
    journal, steps = session.load_history()
    reversal = choose(journal, steps, mark)
    found = build_record_changes(diff_journals(reversal.before, reversal.after))
    session.show(found, view=draw_change_list, plain=format_change_list_lines)
    session.stdout.flush()
    if not dry_run and not _confirm_reversal(session, reversal):
        session.say("Nothing was changed.")
        return
    if not dry_run:
        _write_reversal(session, choose, steps, mark)
    _report_reversal(session, reversal, dry_run=dry_run)
    if session.json:
        from enquiry.answers.history import describe_reversal

        session.answer(describe_reversal(reversal, found, dry_run=dry_run))


def _confirm_reversal(session: Session, reversal: Reversal) -> bool:
    """Ask where more than one step is meant. Without a terminal it is taken as meant."""
    if len(reversal.steps) == 1 or not session.can_ask:
        return True
    return session.confirm(f"{'Redo' if reversal.redoing else 'Undo'} these {len(reversal.steps)} steps?")


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


def _report_reversal(session: Session, reversal: Reversal, *, dry_run: bool) -> None:
    word = "redone" if reversal.redoing else "undone"
    head = f"Would be {word}" if dry_run else word.capitalize()
    for step in reversal.steps[:MOST]:
        session.say(f"{head}: step {step.number}, {step.did}.")
    if len(reversal.steps) > MOST:
        session.say(f"{head}: {len(reversal.steps) - MOST} more, to step {reversal.steps[-1].number}.")
    if not dry_run:
        count = f" {len(reversal.steps)}" if len(reversal.steps) > 1 else ""
        session.say(f"To take that back: enquiry {'undo' if reversal.redoing else 'redo'}{count}")
