"""`enquiry history`: every step in words, the newest first."""

from typing import Annotated

import typer

from enquiry.cli.options import MOST, Filters, OfCycle, Since, Until
from enquiry.cli.session import Session

Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=MOST, metavar="N", help="How many steps to show, the newest first.")
]


def history(
    ctx: typer.Context, cycle: OfCycle = None, since: Since = None, until: Until = None, limit: Limit = 20
) -> None:
    """List what was done, step by step, the newest first: when, what, and whether it was undone.

    $ enquiry history        $ enquiry history -c 7 --since "last monday"
    """
    from enquiry.answers.history import HistoryAnswer
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.insight.history.versions import build_history
    from enquiry.views.history.steps import draw_history, format_history_lines

    session: Session = ctx.obj
    journal, steps = session.load_history()
    query = build_filter_query(session, journal, Filters(cycles=(cycle,), since=since, until=until))
    within = journal.find_cycle(query.cycles[0]) if query.cycles else None
    found = build_history(steps, journal, most=limit, window=query.window, cycle=within)
    session.show(found, view=draw_history, plain=format_history_lines, data=HistoryAnswer)
    _say_next(session, found.earlier, limit, nothing=not found.steps)


def _say_next(session: Session, earlier: int, limit: int, *, nothing: bool) -> None:
    if nothing:
        session.say("No step fits. A wider time, or no cycle, may find one.")
    elif earlier:
        session.say(f"To see them: enquiry history --limit {limit + earlier}")
    else:
        session.say("Take back the latest: enquiry undo; all after a step: enquiry undo --to STEP")
