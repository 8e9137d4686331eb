"""`enquiry search`: find past cycles and entries by their words, tags, kinds and days."""

from typing import Annotated

import typer

from enquiry.cli.choosing import Choice, query_from
from enquiry.cli.options import OfCycle, OfKind, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WORDS]...", help="Words that must all be found; quote a phrase.", show_default=False),
]


def search(
    ctx: typer.Context,
    words: Words = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Find cycles and entries. All that is given must hold; an entry has its cycle's tags as well as its own.

    $ enquiry search --tag reading        $ enquiry search quiet table --kind evidence --year 2025-26
    """
    from enquiry.errors import UsageMistake
    from enquiry.exchange.answers import selection_object
    from enquiry.query.select import select
    from enquiry.views.search import search_lines, search_view

    session: Session = ctx.obj
    words = list(filter(str.strip, words or ()))
    if not any((words, tag, kind, cycle, year, term, since, until)):
        raise UsageMistake(
            "There is nothing to search for.", "Give words, --tag, --kind, --cycle, --year, --since or --until."
        )
    journal = session.journal()
    query = query_from(session, journal, Choice(tag, kind, (cycle,), year, term, since, until), words)
    selection = select(journal, query)
    session.show(selection, view=search_view, plain=search_lines, data=selection_object)
    if not selection.found and not selection.notes:
        session.say("Nothing fits. Fewer words or a wider time may find it.")
