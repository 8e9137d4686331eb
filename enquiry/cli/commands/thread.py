"""`enquiry thread`: the cycles that grew from one another."""

import typer

from enquiry.cli.options import CycleArgument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import chosen


def thread(ctx: typer.Context, cycle: CycleArgument = None) -> None:
    """Draw the tree of cycles that grew from one another, with what was decided in each.

    $ enquiry thread 7
    """
    from enquiry.answers.journal import thread_object
    from enquiry.insight.thread import thread_of
    from enquiry.views.thread import thread_lines, thread_view

    session: Session = ctx.obj
    journal = session.journal()
    session.show(thread_of(chosen(journal, cycle), journal), view=thread_view, plain=thread_lines, data=thread_object)
