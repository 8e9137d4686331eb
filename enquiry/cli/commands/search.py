"""`enquiry search`: find past cycles and entries by their words and by all that is known of them."""

from typing import Annotated

import typer

from enquiry.cli.options import Filters, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session

ORDER = "In which order, and how much"
KEEPING = "Keeping a query"

Regex = Annotated[
    str | None,
    typer.Option("--regex", metavar="PATTERN", help="Only what this regular expression matches, whatever its case."),
]
Newest = Annotated[bool, typer.Option("--newest", help="The newest first, not the best match.", rich_help_panel=ORDER)]
OnlyCycles = Annotated[
    bool, typer.Option("--cycles", help="The cycles alone, without their entries.", rich_help_panel=ORDER)
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, max=1_000_000, metavar="N", help="At most so many.", rich_help_panel=ORDER),
]
Everything = Annotated[
    bool, typer.Option("--all", "-a", help="All of it, however long, on a terminal too.", rich_help_panel=ORDER)
]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="NAME", help="Keep this query as @NAME, in the journal.", rich_help_panel=KEEPING),
]
Saved = Annotated[bool, typer.Option("--saved", help="List the queries that are kept.", rich_help_panel=KEEPING)]
Forget = Annotated[
    str | None,
    typer.Option("--forget", metavar="NAME", help="Keep the query of that name no longer.", rich_help_panel=KEEPING),
]


def search(
    ctx: typer.Context,
    words: QueryArgument = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    regex: Regex = None,
    newest: Newest = False,
    cycles: OnlyCycles = False,
    limit: Limit = None,
    everything: Everything = False,
    save: Save = None,
    saved: Saved = False,
    forget: Forget = None,
) -> None:
    """Find cycles and entries. All words must be found; fields and options narrow it further.

    The fields: tag: kind: evidence: cycle: group: decision: state: standard: direction: measure: year: term: since:
    until: on:, and has: or no: with baseline, review, tag and more. A value with spaces goes in quotes.

    $ enquiry search quiet table        $ enquiry search 'feedback decision:stop -homework'
    $ enquiry search --save prd 'year:"this year" has:review'        $ enquiry search @prd
    """
    from enquiry.cli.search import saved as saved_queries
    from enquiry.cli.search import search as searching

    session: Session = ctx.obj
    choice = Filters(tag, kind, (cycle,), year, term, since, until)
    order = searching.SearchOrder(newest, cycles, limit, everything)
    searching.refuse_contradictions(order, save=save, forget=forget, saved=saved)
    if saved or forget is not None:
        saved_queries.list_or_forget_queries(session, forget, words, choice, regex)
    elif save is not None:
        saved_queries.save_query(session, save, words, choice, regex)
    else:
        searching.run_search(session, words, choice, regex, order)
