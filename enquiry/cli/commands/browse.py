"""`enquiry browse`: the journal full screen, under the arrow keys."""

import typer

from enquiry.cli.options import QueryArgument
from enquiry.cli.session import Session


def browse(ctx: typer.Context, words: QueryArgument = None) -> None:
    from enquiry.cli.browsing.desk import JournalDesk
    from enquiry.cli.browsing.screen import refuse_unfit_terminal, run_browser
    from enquiry.cli.search.filters import format_query_source

    session: Session = ctx.obj
    refuse_unfit_terminal(session)
    root = ctx.find_root()
    desk = JournalDesk(session, lambda name: root.command.get_command(root, name))  # type: ignore[attr-defined]
    if code := run_browser(session, desk, format_query_source(session.filters, words)):
        raise SystemExit(code)
