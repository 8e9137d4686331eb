"""`enquiry timeline`: one cycle or several, drawn down the page; or a school year's cycles as lanes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.names import resolve_cycle
from enquiry.cli.options import Csv, CyclesArgument
from enquiry.cli.session import Session

if TYPE_CHECKING:
    from enquiry.answers.timeline import TimelineAnswer
    from enquiry.exchange.csv_table import CsvCell
    from enquiry.insight.timeline import Timeline, YearLanes

Letter = Annotated[bool, typer.Option("--letter", help="Draw a school year down the page too, like a letter.")]


def build_answer(drawn: "Timeline | YearLanes") -> "TimelineAnswer":
    """Return what is drawn as programs get it; its types are loaded for them alone."""
    from enquiry.answers.answer import project
    from enquiry.answers.timeline import TimelineAnswer, describe_year_timeline
    from enquiry.insight.timeline import Timeline

    if isinstance(drawn, Timeline):
        return project(TimelineAnswer, drawn, drawn.journal)
    return describe_year_timeline(drawn)


def list_rows(drawn: "Timeline | YearLanes") -> "Iterable[Sequence[CsvCell]]":
    """Return the same as the rows of a table."""
    from enquiry.answers.timeline import list_timeline_rows, list_year_timeline_rows
    from enquiry.insight.timeline import Timeline

    return list_timeline_rows(drawn) if isinstance(drawn, Timeline) else list_year_timeline_rows(drawn)


def timeline(session: Session, cycles: CyclesArgument = None, letter: Letter = False, csv: Csv = False) -> None:
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
        session.show(lanes, view=draw_lanes, plain=format_lanes_lines, data=build_answer, rows=list_rows, csv=csv)
    else:
        plain = format_timeline_lines
        session.show(drawn, view=draw_timeline, plain=plain, data=build_answer, rows=list_rows, csv=csv)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")
