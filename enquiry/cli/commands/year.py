"""`enquiry year`: when evidence, reflection and reviews happened, by school weeks."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session
from enquiry.insight.year.heat_map import Rows

By = Annotated[Rows, typer.Option("--by", help="What each row stands for.")]


def year(
    ctx: typer.Context,
    query: QueryArgument = None,
    by: By = Rows.KIND,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
) -> None:
    """Draw when evidence, reflection and reviews happened, week by school week; --kind looks at other kinds.

    This school year, or each one the time asked for touches.

    $ enquiry year        $ enquiry year --year 2024-25 --by cycle
    """
    from enquiry.answers.year import heats_object, heats_rows
    from enquiry.cli.search.filters import query_from
    from enquiry.insight.year.heat_map import EVALUATION, heats_of, years_looked_at
    from enquiry.query.select import select
    from enquiry.views.year.heat_map import heats_lines, heats_view

    session: Session = ctx.obj
    journal = session.journal()
    calendar = session.calendar(journal)
    kinds = kind or list(EVALUATION)
    asked = query_from(session, journal, Choice(tag, kinds, (cycle,), year, term, since, until), query)
    selection = select(journal, asked)
    years = years_looked_at(selection, asked.window, calendar, session.today)
    heats = heats_of(selection, years, calendar, session.today, by)
    session.show(heats, view=heats_view, plain=heats_lines, data=heats_object, rows=heats_rows, csv=csv)
    if not any(heat.rows for heat in heats):
        session.say("Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.")
