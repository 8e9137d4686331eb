"""`enquiry close`: end a cycle, and let the next grow from it."""

from enquiry.cli.names import resolve_cycle
from enquiry.cli.options import CycleArgument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix, grow_cycle
from enquiry.cli.writing.options import Because, Next, On
from enquiry.cli.writing.values import resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState
from enquiry.model.cycle import StateChange


def close(
    session: Session, cycle: CycleArgument = None, because: Because = None, following: Next = None, on: On = None
) -> None:
    reason, question = session.clean_field(because, "reason"), session.clean_field(following, "question")
    with session.change() as step:
        stamp = session.stamp()
        before = resolve_cycle(step.journal, cycle)
        if before.state is CycleState.CLOSED:
            hint = f'To go on from it: enquiry start --grew-from {before.number} "…"'
            raise UsageMistake(f"Cycle {before.number} is closed already.", hint)
        day = resolve_day(session, on, step.journal)
        after = before.apply_state_change(StateChange(state=CycleState.CLOSED, on=day, at=stamp.at, because=reason))
        step.journal, grown = grow_cycle(step.journal.upsert_cycle(after), after, question, day, stamp)
        step.did = f"cycle {after.number} closed" + (f", cycle {grown.number} opened" if grown else "")
    session.say(f"Cycle {format_cycle_title(before)} is closed{format_day_suffix(session, day)}.")
    if grown:
        session.say(f"Cycle {format_cycle_title(grown)} grew from it; it is open, and the current one.")
        if session.json:
            from enquiry.answers.answer import project
            from enquiry.answers.records import ClosedAnswer, FullCycle

            session.answer(ClosedAnswer(*(project(FullCycle, cycle, step.journal) for cycle in (grown, after))))
    else:
        words = f"To open the one that grows from it: enquiry start --grew-from {after.number} …"
        answer_item(session, after, step.journal, words)
