"""`enquiry history`: every step in words, the newest first."""

from typing import Annotated

import typer

from enquiry.cli.session import Session
from enquiry.model.fields import MOST

Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=MOST, metavar="N", help="How many steps to show, the newest first.")
]


def history(ctx: typer.Context, limit: Limit = 20) -> None:
    """Run `enquiry history`."""
    from enquiry.answers.history import HistoryAnswer
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.history.versions import build_history
    from enquiry.views.history import draw_history, format_history_lines

    session: Session = ctx.obj
    journal, steps = session.load_history()
    query = build_filter_query(session, journal, session.filters)
    within = [journal.find_cycle(number) for number in query.cycles]
    found = build_history(steps, journal, most=limit, window=query.window, cycles=within)
    session.show(found, view=draw_history, plain=format_history_lines, data=HistoryAnswer)
    if not found.steps:
        session.say("No step fits. A wider time, or no cycle, may find one.")
    elif found.earlier:
        session.say(f"To see them: enquiry history --limit {limit + found.earlier}")
    else:
        session.say("Take back the latest: enquiry undo; all after a step: enquiry undo --to STEP")
