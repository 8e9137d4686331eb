"""`enquiry list`: the cycles, a line each."""

from typing import Annotated

import typer

from enquiry.cli.options import Filters, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
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
    from enquiry.answers.journal import describe_cycle_list
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.status import list_cycle_rows
    from enquiry.query.predicates import has_state_condition
    from enquiry.query.select import select
    from enquiry.views.cycles import draw_cycle_list, format_cycle_list_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    query = build_filter_query(session, journal, Filters(tag, kind, (), year, term, since, until), words)
    closed = all or has_state_condition(query.condition)
    rows = list_cycle_rows(select(journal, query), journal, closed=closed)
    session.show(
        rows, view=draw_cycle_list, plain=format_cycle_list_lines, data=lambda rows: describe_cycle_list(rows, journal)
    )
    if not rows:
        session.say("No cycle fits." if closed else "No open cycle fits; --all shows the closed ones too.")
