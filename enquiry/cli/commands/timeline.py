"""`enquiry timeline`: one cycle or several, drawn down the page; or a school year's cycles as lanes."""

from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.options import Csv, CyclesArgument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import resolve_cycle

if TYPE_CHECKING:
    from datetime import date

    from enquiry.dates.calendar import Calendar
    from enquiry.insight.timeline import Timeline

Letter = Annotated[bool, typer.Option("--letter", help="Draw a school year down the page too, like a letter.")]


def timeline(
    ctx: typer.Context,
    cycles: CyclesArgument = None,
    letter: Letter = False,
    csv: Csv = False,
) -> None:
    """Run `enquiry timeline`."""
    from enquiry.cli.search.filters import build_filter_query, split_cycle_names
    from enquiry.insight.timeline import build_timeline
    from enquiry.query.select import select

    session: Session = ctx.obj
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
        _show_side_by_side(session, drawn, query.window.begin, calendar, csv=csv)
    else:
        _show_down_the_page(session, drawn, csv=csv)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")


def _show_side_by_side(session: Session, drawn: "Timeline", first: "date", calendar: "Calendar", *, csv: bool) -> None:
    from enquiry.answers.year import describe_year_timeline, list_year_timeline_rows
    from enquiry.insight.year.lanes import build_year_lanes
    from enquiry.views.year.lanes import draw_lanes, format_lanes_lines

    lanes = build_year_lanes(drawn, calendar.find_year(first), calendar)
    session.show(
        lanes,
        view=draw_lanes,
        plain=format_lanes_lines,
        data=describe_year_timeline,
        rows=list_year_timeline_rows,
        csv=csv,
    )


def _show_down_the_page(session: Session, drawn: "Timeline", *, csv: bool) -> None:
    from enquiry.answers.journal import describe_timeline
    from enquiry.answers.year import list_timeline_rows
    from enquiry.views.timeline import draw_timeline, format_timeline_lines

    session.show(
        drawn, view=draw_timeline, plain=format_timeline_lines, data=describe_timeline, rows=list_timeline_rows, csv=csv
    )
