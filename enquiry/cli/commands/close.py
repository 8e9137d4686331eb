"""`enquiry close`: end a cycle, and let the next grow from it."""

import typer

from enquiry.cli.options import Because, CycleArgument, Next, On
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer, chosen, day_said, grown_from, happened, title
from enquiry.errors import UsageMistake
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle, Turn
from enquiry.model.journal import Journal


def close(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    because: Because = None,
    following: Next = None,
    on: On = None,
) -> None:
    """Close a cycle. With --next, open the one that grows from it.

    $ enquiry close 7 --because "it runs by itself now" --next "What do the quiet ones need?"
    """
    from enquiry.answers.journal import cycle_object

    session: Session = ctx.obj
    reason, question = session.field(because, "reason"), session.field(following, "question")
    with session.change() as step:
        stamp = session.stamp()
        before = _closable(chosen(step.journal, cycle))
        day = happened(session, on, step.journal)
        after = before.turned(Turn(state=State.CLOSED, on=day, at=stamp.at, because=reason))
        journal = _without_current(step.journal.with_cycle(after), after)
        grown = grown_from(journal, after, question, day, stamp) if question else None
        step.journal = journal.with_cycle(grown).with_settings(current=grown.number) if grown else journal
        step.did = f"cycle {after.number} closed" + (f", cycle {grown.number} opened" if grown else "")
    session.say(f"Cycle {title(before)} is closed{day_said(session, day)}.")
    if grown:
        answer(
            session,
            grown,
            f"Cycle {title(grown)} grew from it; it is open, and the current one.",
            closed=cycle_object(after),
        )
    else:
        answer(session, after, f"To open the one that grows from it: enquiry start --grew-from {after.number} …")


def _closable(cycle: Cycle) -> Cycle:
    if cycle.state is State.CLOSED:
        msg = f"Cycle {cycle.number} is closed already."
        raise UsageMistake(msg, f'To go on from it: enquiry start --grew-from {cycle.number} "…"')
    return cycle


def _without_current(journal: Journal, closed: Cycle) -> Journal:
    return journal.with_settings(current=None) if journal.settings.current == closed.number else journal
