"""`enquiry list`: the cycles, a line each."""

from typing import Annotated

import typer

from enquiry.cli.options import QueryArgument
from enquiry.cli.session import Session

All = Annotated[bool, typer.Option("--all", "-a", help="Closed cycles too.")]


def list_(
    session: Session,
    words: QueryArgument = None,
    all: All = False,  # noqa: A002 (the option's name)
) -> None:
    from enquiry.answers.journal import ListAnswer
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.status import list_cycle_rows
    from enquiry.query.predicates import has_field_condition
    from enquiry.views.status import draw_cycle_list, format_cycle_list_lines

    journal, selection = load_selection(session, words)
    closed = all or has_field_condition(selection.query.condition, "state", "decision", "cycle")
    rows = list_cycle_rows(selection, journal, closed=closed)
    session.show(rows, view=draw_cycle_list, plain=format_cycle_list_lines, data=ListAnswer, journal=journal)
    if not rows:
        session.say("No cycle fits." if closed else "No open cycle fits; --all shows the closed ones too.")
