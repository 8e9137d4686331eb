"""`enquiry use`: the cycle that writing goes to."""

from typing import Annotated

from enquiry.cli.completion import complete_cycles
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title

Named = Annotated[str, build_argument("CYCLE", "Its number, or enough of its question.", complete_cycles)]


def use(session: Session, cycle: Named) -> None:
    with session.change() as step:
        used = step.journal.find_cycle(cycle)
        step.journal = step.journal.update_settings(current=used.id)
        step.did = f"cycle {used.number} made current"
    lead = "The current cycle is "
    answer_item(session, used, step.journal, f"{lead}{format_cycle_title(used, session, lead)}")
