"""`enquiry show`: one cycle, entry or note, whole."""

from typing import Annotated

import typer

from enquiry.cli.completing import known_things
from enquiry.cli.naming import thing_named
from enquiry.cli.session import Session
from enquiry.cli.writing import chosen

Named = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="A cycle (7), an entry (7.4) or a note (n12); else the current cycle.",
        autocompletion=known_things,
    ),
]


def show(ctx: typer.Context, name: Named = None) -> None:
    """Show one cycle, entry or note, whole.

    $ enquiry show 7.4
    """
    from enquiry.exchange.answers import thing_object
    from enquiry.views.thing import Shown, thing_lines, thing_view

    session: Session = ctx.obj
    journal = session.journal()
    thing = thing_named(journal, name) if name is not None else chosen(journal, None)
    session.show(
        Shown(thing, journal), view=thing_view, plain=thing_lines, data=lambda shown: thing_object(shown.thing)
    )
