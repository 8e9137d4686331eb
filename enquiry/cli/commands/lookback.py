"""`enquiry lookback`: this week in earlier years, what was asked a year ago, and promises whose day has come."""

from enquiry.cli.options import Csv, QueryArgument
from enquiry.cli.session import Session


def lookback(session: Session, query: QueryArgument = None, csv: Csv = False) -> None:
    from enquiry.answers.year import LookbackAnswer, list_lookback_rows
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.year.lookback import build_lookback
    from enquiry.views.year.lookback import draw_lookback, format_lookback_lines

    journal, selection = load_selection(session, query)
    back = build_lookback(selection, session.load_school_calendar(journal), session.today, session.config.pulse)
    plain, rows = format_lookback_lines, list_lookback_rows
    session.show(back, view=draw_lookback, plain=plain, data=LookbackAnswer, rows=rows, csv=csv)
    if back.empty:
        session.say("Nothing lies in this week of earlier years, and no promise is waiting.")
