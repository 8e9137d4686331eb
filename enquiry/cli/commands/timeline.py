"""`enquiry timeline`: one cycle, several, or a school year, drawn down the page."""

import typer

from enquiry.cli.choosing import Choice, named_apart, query_from
from enquiry.cli.options import CyclesArgument, OfKind, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session
from enquiry.cli.writing import chosen


def timeline(
    ctx: typer.Context,
    cycles: CyclesArgument = None,
    tag: WithTag = None,
    kind: OfKind = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw the timeline of one cycle, of several, or of a school year.

    A number or a word names a cycle; whatever else of a query is given narrows what is drawn.

    $ enquiry timeline 7        $ enquiry timeline wait kind:evidence        $ enquiry timeline --year 2025-26
    """
    from enquiry.exchange.answers import timeline_object
    from enquiry.insight.timeline import timeline_of
    from enquiry.query.select import select
    from enquiry.views.timeline import timeline_lines, timeline_view

    session: Session = ctx.obj
    journal = session.journal()
    named, words = named_apart(cycles or ())
    wide = any((tag, year, term, since, until, words)) and not named
    named = named or ([] if wide else [str(chosen(journal, None).number)])
    query = query_from(session, journal, Choice(tag, kind, named, year, term, since, until), words)
    drawn = timeline_of(select(journal, query), journal, session.calendar(journal), session.today)
    session.show(drawn, view=timeline_view, plain=timeline_lines, data=timeline_object)
    if not drawn.cycles:
        session.say("Nothing was written that fits.")
