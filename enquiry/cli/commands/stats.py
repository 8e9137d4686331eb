"""`enquiry stats`: counts of entries in any grouping by any period."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, Filters, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session
from enquiry.insight.year.stats import PeriodUnit, StatsGrouping

By = Annotated[StatsGrouping, typer.Option("--by", help="What entries are grouped by.")]
PerSpan = Annotated[
    PeriodUnit | None, typer.Option("--per", help="The periods; terms within one school year, else years, if not said.")
]


def stats(
    ctx: typer.Context,
    query: QueryArgument = None,
    by: By = StatsGrouping.KIND,
    per: PerSpan = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
) -> None:
    """Count entries in a table: in any grouping, by any period. Counts alone, in the order of the calendar.

    $ enquiry stats        $ enquiry stats --by tag --per year        $ enquiry stats --by decision --year 2025-26
    """
    from enquiry.answers.year import StatsAnswer, list_stats_rows
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.year.stats import build_period_columns, build_stats, choose_period_unit, list_grouped_entries
    from enquiry.query.select import select
    from enquiry.views.year.stats import draw_stats, format_stats_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    calendar = session.load_school_calendar(journal)
    asked = build_filter_query(session, journal, Filters(tag, kind, (cycle,), year, term, since, until), query)
    selection = select(journal, asked)
    days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
    per = per or choose_period_unit(days, calendar)
    table = build_stats(selection, by, per, build_period_columns(days, per, calendar))
    session.show(table, view=draw_stats, plain=format_stats_lines, data=StatsAnswer, rows=list_stats_rows, csv=csv)
    if not table.lines:
        session.say("There is nothing to count that fits.")
