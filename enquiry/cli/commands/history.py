"""`enquiry history`: every step in words, the newest first."""

from typing import Annotated

from enquiry.cli.options import build_option
from enquiry.cli.session import Session
from enquiry.model.field import MOST

_LIMIT = "How many steps to show, the newest first."
Limit = Annotated[int, build_option("--limit -n", "N", _LIMIT, min=1, max=MOST)]


def history(session: Session, limit: Limit = 20) -> None:
    from enquiry.answers.history import HistoryAnswer
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.history.versions import build_history
    from enquiry.views.history import draw_history, format_history_lines
    from enquiry.words import format_amount

    journal, steps = session.load_history()
    query = build_filter_query(session, journal, session.filters)
    within = [journal.find_cycle(number) for number in query.cycles]
    found = build_history(steps, journal, most=limit, window=query.window, cycles=within)
    session.show(found, view=draw_history, plain=format_history_lines, data=HistoryAnswer)
    if not found.steps:
        session.say("No step fits. A wider time, or no cycle, may find one.")
    elif found.earlier:
        more = format_amount(found.earlier, "earlier step")
        session.say(f"To see {more} too: enquiry history --limit {limit + found.earlier}")
    else:
        session.say("Take back the latest: enquiry undo; all after a step: enquiry undo --to STEP")
