"""Undoing and redoing at the command line: what would change is shown, asked where it is much, and then done."""

from collections.abc import Callable, Sequence

from enquiry.cli.session import Session
from enquiry.errors import ChangedUnderneath
from enquiry.insight.turning import Turn
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step

MOST = 10
"""Steps named one by one; more are counted."""

Choosing = Callable[[Journal, Sequence[Step], Removal], Turn]
"""What turns the journal and its steps into what is to be done; the mark is for what is undone."""


def turned(session: Session, choose: Choosing, *, dry_run: bool) -> None:
    """Show what is undone or redone, ask where it is more than one step and there is a terminal, and do it.

    Raises what `choose` raises, and ChangedUnderneath where somebody wrote while it was shown.
    """
    mark = Removal(at=session.stamp().at, undone=True)
    journal, steps = session.past()
    turn = choose(journal, steps, mark)
    if not session.json:
        _show(session, turn)
    if not dry_run and not _wanted(session, turn):
        session.say("Nothing was changed.")
        return
    if not dry_run:
        _turn(session, choose, steps, mark)
    _tell(session, turn, dry_run=dry_run)


def _wanted(session: Session, turn: Turn) -> bool:
    """Ask where more than one step is meant. Without a terminal it is taken as meant."""
    if len(turn.steps) == 1 or not session.can_ask:
        return True
    return session.confirm(f"{'Redo' if turn.redoing else 'Undo'} these {len(turn.steps)} steps?")


def _turn(session: Session, choose: Choosing, shown: Sequence[Step], mark: Removal) -> None:
    with session.change() as step:
        steps = step.past()
        if [one.id for one in steps] != [one.id for one in shown]:
            msg = "Something was written in another window meanwhile; nothing was undone or redone."
            raise ChangedUnderneath(msg, "Look again: enquiry history")
        turn = choose(step.journal, steps, mark)
        numbers = tuple(one.number for one in turn.steps)
        step.journal, step.did = turn.after, turn.did
        step.undoes, step.redoes = ((), numbers) if turn.redoing else (numbers, ())


def _show(session: Session, turn: Turn) -> None:
    from enquiry.insight.alteration import alterations
    from enquiry.insight.difference import differences
    from enquiry.views.alteration import alterations_lines, alterations_view

    found = alterations(differences(turn.before, turn.after))
    session.show(found, view=alterations_view, plain=alterations_lines, data=lambda _found: {})
    session.stdout.flush()


def _tell(session: Session, turn: Turn, *, dry_run: bool) -> None:
    word = "redone" if turn.redoing else "undone"
    head = f"Would be {word}" if dry_run else word.capitalize()
    for step in turn.steps[:MOST]:
        session.say(f"{head}: step {step.number}, {step.did}.")
    if len(turn.steps) > MOST:
        session.say(f"{head}: {len(turn.steps) - MOST} more, to step {turn.steps[-1].number}.")
    if not dry_run:
        session.say(f"To take that back: enquiry {'undo' if turn.redoing else 'redo'}{_count(turn)}")
    if session.json:
        _answer(session, turn, word, dry_run=dry_run)


def _count(turn: Turn) -> str:
    return f" {len(turn.steps)}" if len(turn.steps) > 1 else ""


def _answer(session: Session, turn: Turn, word: str, *, dry_run: bool) -> None:
    from enquiry.exchange.past import alterations_object, step_object
    from enquiry.insight.alteration import alterations
    from enquiry.insight.difference import differences

    found = alterations_object(alterations(differences(turn.before, turn.after)))
    steps = [step_object(step) for step in turn.steps]
    session.answer({word: steps, "changes": found, "dry_run": dry_run})
