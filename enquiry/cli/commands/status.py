"""`enquiry status`, and the bare command: what matters now, then the open cycles."""

import typer

from enquiry.cli.interview.command import load_waiting_drafts
from enquiry.cli.session import Session


def status(ctx: typer.Context) -> None:
    """Show what matters now, and the open cycles.

    $ enquiry
    """
    from enquiry.answers.journal import describe_status
    from enquiry.insight.drafts import build_draft_notice
    from enquiry.insight.status import build_status
    from enquiry.views.status import draw_status, format_status_lines

    session: Session = ctx.obj
    journal = session.load_journal_or_empty()
    now = build_status(journal, session.load_school_calendar(journal), session.today, session.config.pulse)
    drafts = tuple(build_draft_notice(one, session.today) for one in load_waiting_drafts(session))
    now = now._replace(matters=(*drafts[-1:], *now.matters))
    session.show(now, view=draw_status, plain=format_status_lines, data=lambda now: describe_status(now, journal))
