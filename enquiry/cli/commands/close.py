"""`enquiry close`: end a cycle, and let the next grow from it."""

from enquiry.cli.beliefs.offer import offer_after_closing
from enquiry.cli.names import choose_name, resolve_cycle
from enquiry.cli.options import CycleArgument, CycleOption
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix, grow_cycle, say_rest
from enquiry.cli.writing.options import Because, Next, NextGroup, On
from enquiry.cli.writing.values import resolve_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState
from enquiry.model.cycle import StateChange


def close(
    session: Session,
    named: CycleArgument = None,
    cycle: CycleOption = None,
    because: Because = None,
    following: Next = None,
    group: NextGroup = None,
    on: On = None,
) -> None:
    cycle = choose_name(named, cycle)
    if group and not following:
        raise UsageMistake("--group was given, but no cycle to come.", 'Add its question: --next "…"')
    group = session.clean_field(group, "group")
    reason, question = session.clean_field(because, "reason"), session.clean_field(following, "question")
    with session.change() as step:
        stamp = session.stamp()
        before = resolve_cycle(step.journal, cycle)
        if before.state is CycleState.CLOSED:
            hint = f'To go on from it: enquiry start --grew-from {before.number} "…"'
            raise UsageMistake(f"Cycle {before.number} is closed already.", hint)
        day = resolve_day(session, on, step.journal)
        after = before.apply_state_change(StateChange(state=CycleState.CLOSED, on=day, at=stamp.at, because=reason))
        step.journal, grown = grow_cycle(step.journal.upsert_cycle(after), after, question, day, stamp, group)
        step.did = f"cycle {after.number} closed" + (f", cycle {grown.number} opened" if grown else "")
    session.say(f"Cycle {format_cycle_title(before)} is closed{format_day_suffix(session, day)}.")
    if after.next_look:
        look = f"The look on {spell(after.next_look, weekday=True)} stays promised. To let it go:"
        session.say(f"{look} enquiry edit {after.number} --clear next-look")
    elif before.next_look:
        session.say(f"Its look on {spell(before.next_look, weekday=True)} is planned no longer.")
    say_rest(session, after, step.journal)
    if grown:
        session.say(f"Cycle {format_cycle_title(grown)} grew from it; it is open, and the current one.")
        if session.json:
            from enquiry.answers.answer import project
            from enquiry.answers.records import ClosedAnswer, FullCycle

            session.answer(ClosedAnswer(*(project(FullCycle, cycle, step.journal) for cycle in (grown, after))))
    else:
        words = f"To open the one that grows from it: enquiry start --grew-from {after.number} …"
        answer_item(session, after, step.journal, words)
    offer_after_closing(session, after)
