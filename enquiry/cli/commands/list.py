"""`enquiry list`: the cycles, a line each."""

from typing import Annotated

import typer

from enquiry.cli.options import OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session

All = Annotated[bool, typer.Option("--all", "-a", help="Closed cycles too.")]


def list_(
    ctx: typer.Context,
    words: QueryArgument = None,
    all: All = False,  # noqa: A002 (the option's name)
    tag: WithTag = None,
    kind: OfKind = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """List the open and paused cycles; with --all, or where the query asks for a state, the closed ones too.

    $ enquiry list --all -t reading        $ enquiry list no:review
    """
    from enquiry.answers.journal import cycles_object
    from enquiry.cli.search.filters import query_from
    from enquiry.insight.status import listed
    from enquiry.query.predicates import asks_for_a_state
    from enquiry.query.select import select
    from enquiry.views.cycles import rows_lines, rows_view

    session: Session = ctx.obj
    journal = session.journal()
    query = query_from(session, journal, Choice(tag, kind, (), year, term, since, until), words)
    closed = all or asks_for_a_state(query.condition)
    rows = listed(select(journal, query), journal, closed=closed)
    session.show(rows, view=rows_view, plain=rows_lines, data=cycles_object)
    if not rows:
        session.say("No cycle fits." if closed else "No open cycle fits; --all shows the closed ones too.")
