"""`enquiry status`, and the bare command: what matters now, then the open cycles."""

import typer

from enquiry.cli.interview.command import waiting_drafts
from enquiry.cli.session import Session


def status(ctx: typer.Context) -> None:
    """Show what matters now, and the open cycles.

    $ enquiry
    """
    from enquiry.answers.journal import status_object
    from enquiry.insight.drafts import matter_of
    from enquiry.insight.status import standing
    from enquiry.views.status import status_lines, status_view

    session: Session = ctx.obj
    journal = session.journal_if_any()
    now = standing(journal, session.calendar(journal), session.today, session.config.pulse)
    drafts = tuple(matter_of(one, session.today) for one in waiting_drafts(session))
    now = now._replace(matters=(*drafts[-1:], *now.matters))
    session.show(now, view=status_view, plain=status_lines, data=status_object)
