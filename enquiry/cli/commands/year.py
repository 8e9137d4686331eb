"""`enquiry year`: when evidence, reflection and reviews happened, by school weeks."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, QueryArgument
from enquiry.cli.session import Session
from enquiry.insight.year.heat_map import HeatGrouping

By = Annotated[HeatGrouping, typer.Option("--by", help="What each row stands for.")]


def year(session: Session, query: QueryArgument = None, by: By = HeatGrouping.KIND, csv: Csv = False) -> None:
    from enquiry.answers.year import YearAnswer, list_heat_rows
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.year.heat_map import EVALUATION_KINDS, build_heat_maps, select_school_years
    from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines

    if not session.filters.kinds:
        session.filters = session.filters._replace(kinds=EVALUATION_KINDS)
    journal, selection = load_selection(session, query)
    calendar = session.load_school_calendar(journal)
    years = select_school_years(selection, selection.query.window, calendar, session.today)
    heats = build_heat_maps(selection, years, calendar, session.today, by)
    plain, rows = format_heat_maps_lines, list_heat_rows
    session.show(heats, view=draw_heat_maps, plain=plain, data=YearAnswer, rows=rows, csv=csv)
    if not any(heat.rows for heat in heats):
        session.say("Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.")
