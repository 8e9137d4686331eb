"""`enquiry search`: find past cycles and entries by their words and by all that is known of them."""

from typing import Annotated

import typer

from enquiry.cli.options import QueryArgument
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
    regex: Regex = None,
    newest: Newest = False,
    cycles: OnlyCycles = False,
    limit: Limit = None,
    everything: Everything = False,
    save: Save = None,
    saved: Saved = False,
    forget: Forget = None,
) -> None:
    """Run `enquiry search`."""
    from enquiry.cli.search import saved as saved_queries
    from enquiry.cli.search import search as searching

    session: Session = ctx.obj
    order = searching.SearchOrder(newest, cycles, limit, everything)
    searching.refuse_contradictions(order, save=save, forget=forget, saved=saved)
    if saved or forget is not None:
        saved_queries.list_or_forget_queries(session, forget, words, regex)
    elif save is not None:
        saved_queries.save_query(session, save, words, regex)
    else:
        searching.run_search(session, words, regex, order)
