"""`enquiry search`: find past cycles and entries by their words and by all that is known of them."""

from typing import Annotated

from enquiry.cli.options import QueryArgument, build_option
from enquiry.cli.session import Session
from enquiry.model.field import MOST

ORDER = "In which order, and how much"
KEEPING = "Keeping a query"

Regex = Annotated[
    str | None, build_option("--regex", "PATTERN", "Only what this regular expression matches, whatever its case.")
]
Newest = Annotated[bool, build_option("--newest", None, "The newest first, not the best match.", ORDER)]
OnlyCycles = Annotated[bool, build_option("--cycles", None, "The cycles alone, without their entries.", ORDER)]
Limit = Annotated[int | None, build_option("--limit", "N", "At most so many.", ORDER, min=1, max=MOST)]
Everything = Annotated[bool, build_option("--all -a", None, "All of it, however long, on a terminal too.", ORDER)]
Save = Annotated[str | None, build_option("--save", "NAME", "Keep this query as @NAME, in the journal.", KEEPING)]
Saved = Annotated[bool, build_option("--saved", None, "List the queries that are kept.", KEEPING)]
Forget = Annotated[str | None, build_option("--forget", "NAME", "Keep the query of that name no longer.", KEEPING)]


def search(
    session: Session,
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
    from enquiry.cli.search import search as searching

    order = searching.SearchOrder(newest, cycles, limit, everything)
    searching.refuse_contradictions(order, save=save, forget=forget, saved=saved)
    if saved or forget is not None:
        searching.list_or_forget_queries(session, forget, words, regex)
    elif save is not None:
        searching.save_query(session, save, words, regex)
    else:
        searching.run_search(session, words, regex, order)
