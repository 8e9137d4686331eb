"""`enquiry thread`: the cycles that grew from one another."""

import typer

from enquiry.cli.options import CycleArgument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import resolve_cycle


def thread(ctx: typer.Context, cycle: CycleArgument = None) -> None:
    """Draw the tree of cycles that grew from one another, with what was decided in each.

    $ enquiry thread 7
    """
    from enquiry.answers.journal import describe_thread
    from enquiry.insight.thread import build_thread
    from enquiry.views.thread import draw_thread, format_thread_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    session.show(
        build_thread(resolve_cycle(journal, cycle), journal),
        view=draw_thread,
        plain=format_thread_lines,
        data=lambda thread: describe_thread(thread, journal),
    )
