"""`enquiry lookback`: this week in earlier years, what was asked a year ago, and promises whose day has come."""

import typer

from enquiry.cli.options import Csv, Filters, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
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
    from enquiry.answers.year import LookbackAnswer, list_lookback_rows
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.year.lookback import build_lookback
    from enquiry.query.select import select
    from enquiry.views.year.lookback import draw_lookback, format_lookback_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    asked = build_filter_query(session, journal, Filters(tag, kind, (cycle,), year, term, since, until), query)
    back = build_lookback(
        select(journal, asked), session.load_school_calendar(journal), session.today, session.config.pulse
    )
    session.show(
        back, view=draw_lookback, plain=format_lookback_lines, data=LookbackAnswer, rows=list_lookback_rows, csv=csv
    )
    if back.empty:
        session.say("Nothing lies in this week of earlier years, and no promise is waiting.")
