"""`enquiry remove`: a mark that takes something out of sight; nothing vanishes."""

from typing import Annotated

import typer
from msgspec.structs import replace

from enquiry.cli.completion import known_things
from enquiry.cli.names import called, thing_named
from enquiry.cli.options import Because
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import name_of
from enquiry.cli.writing.entries import answer, named
from enquiry.model.cycle import Cycle
from enquiry.model.record import Removal

Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A cycle (7), an entry (7.4) or an inbox note (n12).", autocompletion=known_things
    ),
]


def remove(ctx: typer.Context, name: Named, because: Because = None) -> None:
    """Take a cycle, an entry or a note out of sight. It stays in the file and can be brought back.

    $ enquiry remove 7.4 --because "written to the wrong cycle"
    """
    session: Session = ctx.obj
    reason = session.field(because, "reason")
    with session.change() as step:
        before = thing_named(step.journal, name)
        after = replace(before, removed=Removal(at=session.stamp().at, because=reason))
        journal = step.journal.with_thing(after)
        gone = isinstance(after, Cycle) and journal.settings.current == after.number
        step.journal = journal.with_settings(current=None) if gone else journal
        step.did = f"{called(before)} removed"
    answer(
        session, after, f"{named(after, step.journal)} was removed; to bring it back: enquiry reopen {name_of(after)}"
    )
