"""`enquiry status`, and the bare command: what matters now, then the open cycles."""

from enquiry.cli.session import Session
from enquiry.cli.writing.command import load_waiting_drafts


def status(session: Session) -> None:
    from enquiry.answers.journal import StatusAnswer
    from enquiry.insight.drafts import build_draft_notice
    from enquiry.insight.status import build_status
    from enquiry.views.status import draw_status, format_status_lines

    journal = session.load_journal_or_empty()
    now = build_status(journal, session.load_school_calendar(journal), session.today, session.config.pulse)
    drafts = tuple(build_draft_notice(one, session.today) for one in load_waiting_drafts(session))
    now = now._replace(matters=(*drafts[-1:], *now.matters))
    session.show(now, view=draw_status, plain=format_status_lines, data=StatusAnswer, journal=journal)
