"""`enquiry timeline`: one cycle or several, drawn down the page; or a school year's cycles as lanes."""

from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.options import Csv, CyclesArgument, OfKind, Since, Term, Until, WithTag, Year
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import chosen

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
    from enquiry.cli.search.filters import named_apart, query_from
    from enquiry.insight.timeline import timeline_of
    from enquiry.query.select import select

    session: Session = ctx.obj
    journal = session.journal()
    named, words = named_apart(cycles or ())
    wide = any((tag, year, term, since, until, words)) and not named
    apart = named or ([] if wide else [str(chosen(journal, None).number)])
    query = query_from(session, journal, Choice(tag, kind, apart, year, term, since, until), words)
    calendar = session.calendar(journal)
    drawn = timeline_of(select(journal, query), journal, calendar, session.today)
    if query.window and not (letter or named or term or since or until):
        _show_side_by_side(session, drawn, query.window.begin, calendar, csv=csv)
    else:
        _show_down_the_page(session, drawn, csv=csv)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")


def _show_side_by_side(session: Session, drawn: "Timeline", first: "date", calendar: "Calendar", *, csv: bool) -> None:
    from enquiry.answers.year import lanes_object, lanes_rows
    from enquiry.insight.year.lanes import lanes_of
    from enquiry.views.year.lanes import lanes_lines, lanes_view

    lanes = lanes_of(drawn, calendar.year_of(first), calendar)
    session.show(lanes, view=lanes_view, plain=lanes_lines, data=lanes_object, rows=lanes_rows, csv=csv)


def _show_down_the_page(session: Session, drawn: "Timeline", *, csv: bool) -> None:
    from enquiry.answers.journal import timeline_object
    from enquiry.answers.year import timeline_rows
    from enquiry.views.timeline import timeline_lines, timeline_view

    session.show(drawn, view=timeline_view, plain=timeline_lines, data=timeline_object, rows=timeline_rows, csv=csv)
