"""`enquiry year`: when evidence, reflection and reviews happened, by school weeks."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, Filters, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session
from enquiry.insight.year.heat_map import HeatGrouping

By = Annotated[HeatGrouping, typer.Option("--by", help="What each row stands for.")]


def year(
    ctx: typer.Context,
    query: QueryArgument = None,
    by: By = HeatGrouping.KIND,
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
    from enquiry.answers.year import YearAnswer, list_heat_rows
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.year.heat_map import EVALUATION_KINDS, build_heat_maps, select_school_years
    from enquiry.query.select import select
    from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    calendar = session.load_school_calendar(journal)
    kinds = kind or list(EVALUATION_KINDS)
    asked = build_filter_query(session, journal, Filters(tag, kinds, (cycle,), year, term, since, until), query)
    selection = select(journal, asked)
    years = select_school_years(selection, asked.window, calendar, session.today)
    heats = build_heat_maps(selection, years, calendar, session.today, by)
    session.show(
        heats, view=draw_heat_maps, plain=format_heat_maps_lines, data=YearAnswer, rows=list_heat_rows, csv=csv
    )
    if not any(heat.rows for heat in heats):
        session.say("Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.")
