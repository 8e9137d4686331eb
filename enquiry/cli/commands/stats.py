"""`enquiry stats`: counts of entries in any grouping by any period."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, QueryArgument, build_option
from enquiry.cli.session import Session
from enquiry.insight.year.stats import PeriodUnit, StatsGrouping

By = Annotated[StatsGrouping, typer.Option("--by", help="What entries are grouped by.")]
_PER = "The periods; terms within one school year, else years, if not said."
PerSpan = Annotated[PeriodUnit | None, build_option("--per", None, _PER)]


def stats(
    session: Session, query: QueryArgument = None, by: By = StatsGrouping.KIND, per: PerSpan = None, csv: Csv = False
) -> None:
    from enquiry.answers.year import StatsAnswer, list_stats_rows
    from enquiry.cli.search.filters import load_selection, refuse_counting_people
    from enquiry.insight.year.stats import build_period_columns, build_stats, choose_period_unit, list_grouped_entries
    from enquiry.views.year.stats import draw_stats, format_stats_lines

    journal, selection = load_selection(session, query)
    refuse_counting_people(selection.query)
    calendar = session.load_school_calendar(journal)
    days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
    per = per or choose_period_unit(days, calendar)
    table = build_stats(selection, by, per, build_period_columns(days, per, calendar), journal.settings.role)
    session.show(table, view=draw_stats, plain=format_stats_lines, data=StatsAnswer, rows=list_stats_rows, csv=csv)
    if not table.lines:
        session.say("There is nothing to count that fits.")
