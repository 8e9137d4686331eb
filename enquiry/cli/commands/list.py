"""`enquiry list`: the cycles, a line each."""

from typing import Annotated

import typer

from enquiry.cli.choosing import Choice, query_from
from enquiry.cli.options import OfKind, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session

All = Annotated[bool, typer.Option("--all", "-a", help="Closed cycles too.")]


def list_(
    ctx: typer.Context,
    all: All = False,  # noqa: A002 (the option's name)
    tag: WithTag = None,
    kind: OfKind = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """List the open and paused cycles; with --all the closed ones too.

    $ enquiry list --all -t reading
    """
    from enquiry.exchange.answers import cycles_object
    from enquiry.insight.now import listed
    from enquiry.query.select import select
    from enquiry.views.cycles import rows_lines, rows_view

    session: Session = ctx.obj
    journal = session.journal()
    selection = select(journal, query_from(session, journal, Choice(tag, kind, (), year, term, since, until)))
    rows = listed(selection, journal, closed=all)
    session.show(rows, view=rows_view, plain=rows_lines, data=cycles_object)
    if not rows:
        session.say("No cycle fits." if all else "No open cycle fits; --all shows the closed ones too.")
