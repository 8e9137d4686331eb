"""`enquiry standards`: the professional standards that can be laid beside what you write."""

from typing import Annotated

import typer

from enquiry.cli.session import Session

Sought = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORDS]...", help="A list (gtcs), a code (gtcs:2.1), or words of a title.", show_default=False
    ),
]


def standards(ctx: typer.Context, words: Sought = None) -> None:
    """List the lists of standards, or find codes in them; --standard CODE lays one beside whatever you write.

    $ enquiry standards gtcs        $ enquiry standards professional learning
    """
    from enquiry.answers.journal import standards_object
    from enquiry.insight.standards import shelf_of
    from enquiry.presets import load_standards
    from enquiry.views.standards import standards_lines, standards_view

    session: Session = ctx.obj
    known = load_standards(session.places.standards)
    shelf = shelf_of(known, session.journal_if_any(), words or (), session.today)
    session.show(shelf, view=standards_view, plain=standards_lines, data=standards_object)
    if not shelf.lists:
        session.say("No standard fits; enquiry standards names the lists there are.")
