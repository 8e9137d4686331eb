"""`enquiry timeline`: one cycle or several, drawn down the page; or a school year's cycles as lanes."""

from functools import partial
from typing import Annotated

import typer

from enquiry.cli.names import resolve_cycle
from enquiry.cli.options import Csv, CyclesArgument
from enquiry.cli.session import Session

Letter = Annotated[bool, typer.Option("--letter", help="Draw a school year down the page too, like a letter.")]


def timeline(session: Session, cycles: CyclesArgument = None, letter: Letter = False, csv: Csv = False) -> None:
    from enquiry.answers import timeline as answers
    from enquiry.cli.search.filters import build_filter_query, split_cycle_names
    from enquiry.insight.timeline import build_timeline, build_year_lanes
    from enquiry.query.select import select
    from enquiry.views.timeline import draw_timeline, format_timeline_lines
    from enquiry.views.year.lanes import draw_lanes, format_lanes_lines

    journal = session.load_journal()
    filters = session.filters
    named, words = split_cycle_names(cycles or ())
    named += filters.cycles
    if not named and not (words or filters.tags or filters.has_time):
        named = [str(resolve_cycle(journal, None).number)]
    query = build_filter_query(session, journal, filters._replace(cycles=named), words)
    calendar = session.load_school_calendar(journal)
    drawn = build_timeline(select(journal, query), journal, calendar, session.today)
    is_down = letter or named or len(filters.years) > 1 or filters.terms or filters.since or filters.until
    if query.window and not is_down:
        lanes = build_year_lanes(drawn, calendar.find_year(query.window.begin), calendar)
        data, rows = answers.describe_year_timeline, answers.list_year_timeline_rows
        session.show(lanes, view=draw_lanes, plain=format_lanes_lines, data=data, rows=rows, csv=csv)
    else:
        show = partial(session.show, data=answers.TimelineAnswer, rows=answers.list_timeline_rows, csv=csv)
        show(drawn, view=draw_timeline, plain=format_timeline_lines, journal=drawn.journal)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")
