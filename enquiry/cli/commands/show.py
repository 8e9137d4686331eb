"""`enquiry show`: one cycle, entry or note, whole."""

from typing import Annotated

import typer

from enquiry.cli.completion import known_things
from enquiry.cli.names import removed_or_kept, thing_named
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import chosen

Named = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="A cycle (7), an entry (7.4) or a note (n12); else the current cycle.",
        autocompletion=known_things,
    ),
]


Every = Annotated[
    bool, typer.Option("--versions", help="Show every version it has had: when it was written, and what changed.")
]


def show(ctx: typer.Context, name: Named = None, versions: Every = False) -> None:
    """Show one cycle, entry or note, whole, or every version it has had.

    $ enquiry show 7.4        $ enquiry show 7.4 --versions
    """
    session: Session = ctx.obj
    if versions:
        _show_versions(session, name)
    else:
        _show_thing(session, name)


def _show_thing(session: Session, name: str | None) -> None:
    from enquiry.answers.journal import thing_object
    from enquiry.views.show import Shown, thing_lines, thing_view

    journal = session.journal()
    thing = thing_named(journal, name) if name is not None else chosen(journal, None)
    session.show(
        Shown(thing, journal), view=thing_view, plain=thing_lines, data=lambda shown: thing_object(shown.thing)
    )


def _show_versions(session: Session, name: str | None) -> None:
    """Show the versions of a thing, even of one that is out of sight."""
    from enquiry.answers.history import versions_object
    from enquiry.insight.history.versions import versions_of
    from enquiry.views.history.steps import versions_lines, versions_view

    journal, steps = session.past()
    thing = removed_or_kept(journal, name) if name is not None else chosen(journal, None)
    session.show(versions_of(thing, steps), view=versions_view, plain=versions_lines, data=versions_object)
