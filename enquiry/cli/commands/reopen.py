"""`enquiry reopen`: take up a closed or paused cycle again, or bring back what was removed."""

from typing import Annotated

from msgspec.structs import replace

from enquiry.cli.completion import complete_reopenable
from enquiry.cli.names import choose_item_name, format_history_name, resolve_item_or_removed
from enquiry.cli.options import CycleOption
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title, format_day_suffix, format_item_reference
from enquiry.cli.writing.options import Because, On, build_item_argument
from enquiry.cli.writing.values import resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle, StateChange

Named = Annotated[str | None, build_item_argument(complete_reopenable)]


def reopen(
    session: Session, name: Named = None, cycle: CycleOption = None, because: Because = None, on: On = None
) -> None:
    name, reason = choose_item_name("reopen", name, cycle), session.clean_field(because, "reason")
    with session.change() as step:
        thing = resolve_item_or_removed(step.journal, name)
        day = resolve_day(session, on, step.journal)
        if thing.removed and thing.removed.forgotten:
            raise UsageMistake(f"“{name}” was forgotten.", "Nothing of what it said is kept to be brought back.")
        if thing.removed and (reason or on):
            given = "--because" if reason else "--on"
            raise UsageMistake(
                f"{given} is for a cycle that is taken up again, and “{name}” was removed.", "Leave it out."
            )
        if thing.removed:
            after = replace(thing, removed=None)
            words = f"{format_item_reference(after, step.journal)} is back"
        elif isinstance(thing, Cycle) and thing.state is not CycleState.OPEN:
            opened = StateChange(state=CycleState.OPEN, on=day, at=session.stamp().at, because=reason)
            after = thing.apply_state_change(opened)
            words = f"Cycle {format_cycle_title(after)} is open again{format_day_suffix(session, day)}"
        else:
            raise UsageMistake(f"“{name}” is neither closed nor removed.", "Nothing was changed.")
        step.journal = step.journal.upsert_item(after)
        step.did = f"{format_history_name(after)} reopened"
    answer_item(session, after, step.journal, words)
