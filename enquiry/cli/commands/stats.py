"""`enquiry stats`: counts of entries in any grouping by any period."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session
from enquiry.insight.year.stats import Grouping, Per

By = Annotated[Grouping, typer.Option("--by", help="What entries are grouped by.")]
PerSpan = Annotated[
    Per | None, typer.Option("--per", help="The periods; terms within one school year, else years, if not said.")
]


def stats(
    ctx: typer.Context,
    query: QueryArgument = None,
    by: By = Grouping.KIND,
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
    from enquiry.answers.year import stats_object, stats_rows
    from enquiry.cli.search.filters import query_from
    from enquiry.insight.year.stats import columns_of, counted_in, stats_of, usual_per
    from enquiry.query.select import select
    from enquiry.views.year.stats import stats_lines, stats_view

    session: Session = ctx.obj
    journal = session.journal()
    calendar = session.calendar(journal)
    asked = query_from(session, journal, Choice(tag, kind, (cycle,), year, term, since, until), query)
    selection = select(journal, asked)
    days = [entry.happened_on for entry in counted_in(selection, by)]
    per = per or usual_per(days, calendar)
    table = stats_of(selection, by, per, columns_of(days, per, calendar))
    session.show(table, view=stats_view, plain=stats_lines, data=stats_object, rows=stats_rows, csv=csv)
    if not table.lines:
        session.say("There is nothing to count that fits.")
