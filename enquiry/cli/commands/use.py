"""`enquiry use`: the cycle that writing goes to."""

from typing import Annotated

from enquiry.cli.completion import complete_cycles
from enquiry.cli.names import choose_name
from enquiry.cli.options import CycleOption, build_argument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title
from enquiry.errors import UsageMistake

Named = Annotated[str | None, build_argument("[CYCLE]", "Its number, or enough of its question.", complete_cycles)]


def use(session: Session, named: Named = None, cycle: CycleOption = None) -> None:
    name = choose_name(named, cycle)
    if name is None:
        raise UsageMistake("Which cycle is to be the current one was not said.", "Name it by its number: enquiry list")
    with session.change() as step:
        used = step.journal.find_cycle(name)
        step.journal = step.journal.update_settings(current=used.id)
        step.did = f"cycle {used.number} made current"
    lead = "The current cycle is "
    answer_item(session, used, step.journal, f"{lead}{format_cycle_title(used, session, lead)}")
