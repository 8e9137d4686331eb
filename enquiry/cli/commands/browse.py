"""`enquiry browse`: the journal full screen, under the arrow keys."""

import typer

from enquiry.cli.options import QueryArgument
from enquiry.cli.session import Session


def browse(ctx: typer.Context, words: QueryArgument = None) -> None:
    from enquiry.cli.browsing.desk import JournalDesk
    from enquiry.cli.browsing.screen import refuse_unfit_terminal, run_browser

    session: Session = ctx.obj
    refuse_unfit_terminal(session)
    root = ctx.find_root()
    desk = JournalDesk(session, lambda name: root.command.get_command(root, name))  # type: ignore[attr-defined]
    query = ""
    if words or session.filters:
        from enquiry.cli.search.filters import format_query_source

        query = format_query_source(session.filters, words)
    if code := run_browser(session, desk, query):
        raise SystemExit(code)
