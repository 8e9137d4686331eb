"""`enquiry lookback`: this week in earlier years, what was asked a year ago, and promises whose day has come."""

import typer

from enquiry.cli.options import Csv, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session


def lookback(
    ctx: typer.Context,
    query: QueryArgument = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
) -> None:
    """Look back: this week in earlier years, what you asked a year ago, and promises whose day has come.

    $ enquiry lookback        $ enquiry lookback -t reading
    """
    from enquiry.answers.year import lookback_object, lookback_rows
    from enquiry.cli.search.filters import query_from
    from enquiry.insight.year.lookback import lookback_of
    from enquiry.query.select import select
    from enquiry.views.year.lookback import lookback_lines, lookback_view

    session: Session = ctx.obj
    journal = session.journal()
    asked = query_from(session, journal, Choice(tag, kind, (cycle,), year, term, since, until), query)
    back = lookback_of(select(journal, asked), session.calendar(journal), session.today, session.config.pulse)
    session.show(back, view=lookback_view, plain=lookback_lines, data=lookback_object, rows=lookback_rows, csv=csv)
    if back.empty:
        session.say("Nothing lies in this week of earlier years, and no promise is waiting.")
