"""`enquiry use`: the cycle that writing goes to."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_cycles
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_item, format_cycle_title

Named = Annotated[
    str, typer.Argument(metavar="CYCLE", help="Its number, or enough of its question.", autocompletion=complete_cycles)
]


def use(ctx: typer.Context, cycle: Named) -> None:
    """Make a cycle the current one, to which writing goes when none is named."""
    session: Session = ctx.obj
    with session.change() as step:
        used = step.journal.find_cycle(cycle)
        step.journal = step.journal.update_settings(current=used.id)
        step.did = f"cycle {used.number} made current"
    answer_item(session, used, step.journal, f"The current cycle is {format_cycle_title(used)}")
