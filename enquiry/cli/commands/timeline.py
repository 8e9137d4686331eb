"""`enquiry timeline`: one cycle or several, drawn down the page; or a school year's cycles as lanes."""

from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.options import Csv, CyclesArgument, Filters, OfKind, Since, Term, Until, WithTag, Year
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
    tag: WithTag = None,
    kind: OfKind = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    letter: Letter = False,
    csv: Csv = False,
) -> None:
    """Draw the timeline of one cycle or of several down the page, or a school year's cycles side by side in weeks.

    A number or a word names a cycle; whatever else of a query is given narrows what is drawn.

    $ enquiry timeline 7        $ enquiry timeline wait kind:evidence        $ enquiry timeline --year 2025-26
    """
    from enquiry.cli.search.filters import build_filter_query, split_cycle_names
    from enquiry.insight.timeline import build_timeline
    from enquiry.query.select import select

    session: Session = ctx.obj
    journal = session.load_journal()
    named, words = split_cycle_names(cycles or ())
    wide = any((tag, year, term, since, until, words)) and not named
    apart = named or ([] if wide else [str(resolve_cycle(journal, None).number)])
    query = build_filter_query(session, journal, Filters(tag, kind, apart, year, term, since, until), words)
    calendar = session.load_school_calendar(journal)
    drawn = build_timeline(select(journal, query), journal, calendar, session.today)
    if query.window and not (letter or named or term or since or until):
        _show_side_by_side(session, drawn, query.window.begin, calendar, csv=csv)
    else:
        _show_down_the_page(session, drawn, csv=csv)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")


def _show_side_by_side(session: Session, drawn: "Timeline", first: "date", calendar: "Calendar", *, csv: bool) -> None:
    from enquiry.answers.timeline import describe_year_timeline, list_year_timeline_rows
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
    from enquiry.answers.timeline import TimelineAnswer, list_timeline_rows
    from enquiry.views.timeline import draw_timeline, format_timeline_lines

    session.show(
        drawn, view=draw_timeline, plain=format_timeline_lines, data=TimelineAnswer, rows=list_timeline_rows, csv=csv
    )
