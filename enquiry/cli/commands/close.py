"""`enquiry close`: end a cycle, and let the next grow from it."""

import typer

from enquiry.cli.options import Because, CycleArgument, Next, On
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer_item,
    build_next_cycle,
    format_cycle_title,
    format_day_suffix,
    resolve_cycle,
    resolve_day,
)
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle, StateChange
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
    from enquiry.answers.journal import describe_cycle

    session: Session = ctx.obj
    reason, question = session.clean_field(because, "reason"), session.clean_field(following, "question")
    with session.change() as step:
        stamp = session.stamp()
        before = _closable(resolve_cycle(step.journal, cycle))
        day = resolve_day(session, on, step.journal)
        after = before.apply_state_change(StateChange(state=CycleState.CLOSED, on=day, at=stamp.at, because=reason))
        journal = _without_current(step.journal.upsert_cycle(after), after)
        grown = build_next_cycle(journal, after, question, day, stamp) if question else None
        step.journal = journal.upsert_cycle(grown).update_settings(current=grown.id) if grown else journal
        step.did = f"cycle {after.number} closed" + (f", cycle {grown.number} opened" if grown else "")
    session.say(f"Cycle {format_cycle_title(before)} is closed{format_day_suffix(session, day)}.")
    if grown:
        answer_item(
            session,
            grown,
            step.journal,
            f"Cycle {format_cycle_title(grown)} grew from it; it is open, and the current one.",
            closed=describe_cycle(after, step.journal),
        )
    else:
        answer_item(
            session,
            after,
            step.journal,
            f"To open the one that grows from it: enquiry start --grew-from {after.number} …",
        )


def _closable(cycle: Cycle) -> Cycle:
    if cycle.state is CycleState.CLOSED:
        msg = f"Cycle {cycle.number} is closed already."
        raise UsageMistake(msg, f'To go on from it: enquiry start --grew-from {cycle.number} "…"')
    return cycle


def _without_current(journal: Journal, closed: Cycle) -> Journal:
    return journal.update_settings(current=None) if journal.settings.current == closed.id else journal
