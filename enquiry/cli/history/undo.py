"""Undo and redo at the command line: show what would change, ask where it is much, then write."""

from collections.abc import Callable, Sequence
from functools import partial

from enquiry.cli.session import Session
from enquiry.errors import ChangedUnderneath, UsageMistake
from enquiry.insight.history.changes import ChangeKind, RecordChange
from enquiry.insight.history.undo import Reversal, find_passed_forgetting
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.step import Step
from enquiry.store.journal import read_device_id
from enquiry.unsafe_chars import show_on_one_line

MOST = 10
"""Steps named one by one; more are counted."""

ReversalFactory = Callable[[Journal, Sequence[Step], Removal, str], Reversal]
"""Plans the reversal of a journal with its steps by a device; the mark is for the records that are undone."""


def perform_reversal(session: Session, choose: ReversalFactory, *, dry_run: bool) -> None:
    """Show what is undone or redone, ask where it is more than one step and there is a terminal, and write it.

    It asks too where a step that forgets is passed over, so that nothing older goes by surprise. Under the lock the
    file is read again, and must hold the very bytes that were shown. Raises what `choose` raises, UsageMistake where
    nobody can be asked about that, and ChangedUnderneath where somebody wrote while it was shown.
    """
    mark = Removal(at=session.stamp().at, undone=True)
    journal, shown = session.load_history()
    device = read_device_id(session.journal_file, session.places.state)
    reversal = choose(journal, shown, mark, device)
    steps, word = reversal.steps, reversal.word
    passed = None if reversal.redoing else find_passed_forgetting(shown, steps, device)
    if passed:
        older = next(step for step in steps if step.number < passed.number)
        told = f"Step {passed.number}, {passed.did}, can't be undone"
        told = f"{told}. The latest before it is step {older.number}, {older.did}."
        if not (session.yes or session.can_ask or dry_run):
            raise UsageMistake(told, "Give --yes to undo that all the same, or look first with --dry-run.")
        session.say(told)
    show_changes(session, reversal.changes, dry_run=dry_run)
    what = f"these {len(steps)} steps" if len(steps) > 1 else f"step {steps[0].number}"
    asks = (len(steps) > 1 or passed) and session.can_ask and not dry_run
    if asks and not session.confirm(f"{'Redo' if reversal.redoing else 'Undo'} {what}?"):
        say_outcome(session, "Nothing was changed.")
        return
    if not dry_run:
        _write_reversal(session, reversal)
    head = f"Would be {word}" if dry_run else word.capitalize()
    for step in steps[:MOST]:
        say_outcome(session, f"{head}: step {step.number}, {step.did}.")
    if len(steps) > MOST:
        say_outcome(session, f"{head}: {len(steps) - MOST} more, to step {steps[-1].number}.")
    if not dry_run:
        if any(one.what is not ChangeKind.ADDED for one in reversal.changes):
            session.say("The words that went stay in the journal's file, with its history, and in its backups.")
        back, count = "undo" if reversal.redoing else "redo", f" {len(steps)}" if len(steps) > 1 else ""
        session.say(f"To take that back: enquiry {back}{count}")
    if session.json:
        from enquiry.answers.history import describe_reversal

        session.answer(describe_reversal(reversal, dry_run=dry_run))


def show_changes(
    session: Session, found: Sequence[RecordChange], *, dry_run: bool = False, done: bool = False, whole: bool = False
) -> None:
    """Show what is to become, would become or (`done`) became of each record; JSON is answered at a command's end.

    Of many the first are shown, with `whole` all of them.
    """
    from enquiry.views.history import (
        DONE,
        MAX_DRAWN,
        ON_TRIAL,
        TO_COME,
        draw_change_list,
        format_change_list_lines,
    )

    most = len(found) if whole else MAX_DRAWN
    tense = DONE if done else ON_TRIAL if dry_run else TO_COME
    view, plain = partial(draw_change_list, tense=tense, most=most), partial(format_change_list_lines, tense=tense)
    session.show(found, view=view, plain=plain)
    session.stdout.flush()


def say_outcome(session: Session, words: str) -> None:
    """Say what came of the changes that were shown, where they were shown; beside an answer in JSON as all is said."""
    if session.json:
        session.say(words)
    else:
        session.write(f"{show_on_one_line(words)}\n")


def _write_reversal(session: Session, reversal: Reversal) -> None:
    with session.change() as step:
        if step.journal is not reversal.before:
            msg = "Something was written in another window meanwhile; nothing was undone or redone."
            raise ChangedUnderneath(msg, "Look again: enquiry history")
        numbers = tuple(one.number for one in reversal.steps)
        step.journal, step.did = reversal.after, reversal.did
        step.undoes, step.redoes = ((), numbers) if reversal.redoing else (numbers, ())
