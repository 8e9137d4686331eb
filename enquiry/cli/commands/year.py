"""`enquiry year`: when evidence, reflection and reviews happened, by school weeks."""

from typing import Annotated

import typer

from enquiry.cli.options import Csv, QueryArgument
from enquiry.cli.session import Session
from enquiry.insight.year.heat_map import HeatGrouping

By = Annotated[HeatGrouping, typer.Option("--by", help="What each row stands for.")]


def year(session: Session, query: QueryArgument = None, by: By = HeatGrouping.KIND, csv: Csv = False) -> None:
    from enquiry.answers.year import YearAnswer, list_heat_rows
    from enquiry.cli.search.filters import build_filter_query, refuse_counting_people
    from enquiry.insight.year.heat_map import EVALUATION_KINDS, build_heat_maps, select_school_years
    from enquiry.insight.year.work import build_year_work
    from enquiry.query.predicates import has_field_condition
    from enquiry.query.select import select
    from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines

    journal, filters = session.load_journal(), session.filters
    kinds, work = filters.kinds, None
    asked = build_filter_query(session, journal, filters, query)
    refuse_counting_people(asked)
    if not has_field_condition(asked.condition, "kind"):
        kinds, work = EVALUATION_KINDS, select(journal, asked)
        asked = build_filter_query(session, journal, filters._replace(kinds=kinds), query)
    selection = select(journal, asked)
    calendar = session.load_school_calendar(journal)
    years = select_school_years(selection, selection.query.window, calendar, session.today)
    heats = build_heat_maps(selection, years, calendar, session.today, by, kinds)
    if work:
        periods = [heat.year.period for heat in heats]
        works = [build_year_work(journal, work, time, present=session.today in time) for time in periods]
        heats = tuple(heat._replace(work=done) for heat, done in zip(heats, works, strict=True))
    plain, rows = format_heat_maps_lines, list_heat_rows
    session.show(heats, view=draw_heat_maps, plain=plain, data=YearAnswer, rows=rows, csv=csv)
    if not any(heat.rows or heat.work for heat in heats):
        session.say("Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.")
