"""`enquiry reopen`: take up a closed or paused cycle again, or bring back what was removed."""

from typing import Annotated

import typer
from msgspec.structs import replace

from enquiry.cli.completion import reopenable
from enquiry.cli.names import called, removed_or_kept
from enquiry.cli.options import Because, On
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer, day_said, happened, named, title
from enquiry.errors import UsageMistake
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle, Turn

Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A cycle (7), an entry (7.4) or an inbox note (n12).", autocompletion=reopenable
    ),
]


def reopen(ctx: typer.Context, name: Named, because: Because = None, on: On = None) -> None:
    """Take up a closed or paused cycle again, or bring back something removed.

    $ enquiry reopen 7 --because "the new class needs it too"
    """
    session: Session = ctx.obj
    reason = session.field(because, "reason")
    with session.change() as step:
        thing = removed_or_kept(step.journal, name)
        day = happened(session, on, step.journal)
        if thing.removed:
            after = replace(thing, removed=None)
            words = f"{named(after, step.journal)} is back"
        elif isinstance(thing, Cycle) and thing.state is not State.OPEN:
            after = thing.turned(Turn(state=State.OPEN, on=day, at=session.stamp().at, because=reason))
            words = f"Cycle {title(after)} is open again{day_said(session, day)}"
        else:
            raise UsageMistake(f"“{name}” is neither closed nor removed.", "Nothing was changed.")
        step.journal = step.journal.with_thing(after)
        step.did = f"{called(after)} reopened"
    answer(session, after, words)
