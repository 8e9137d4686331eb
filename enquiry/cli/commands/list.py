"""`enquiry list`: the cycles, a line each."""

from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.options import QueryArgument
from enquiry.cli.session import Session

if TYPE_CHECKING:
    from enquiry.answers.answer import Answer
    from enquiry.insight.status import CycleRow
    from enquiry.model.journal import Journal

All = Annotated[bool, typer.Option("--all", "-a", help="Closed cycles too.")]


def build_answer(rows: "tuple[CycleRow, ...]", journal: "Journal") -> "Answer":
    """Return the cycles as programs get them; their types are loaded for them alone."""
    from enquiry.answers.answer import project
    from enquiry.answers.journal import ListAnswer

    return project(ListAnswer, rows, journal)


def list_(
    session: Session,
    words: QueryArgument = None,
    all: All = False,  # noqa: A002 (the option's name)
) -> None:
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.status import list_cycle_rows
    from enquiry.query.predicates import has_field_condition
    from enquiry.views.status import draw_cycle_list, format_cycle_list_lines

    journal, selection = load_selection(session, words)
    closed = all or has_field_condition(selection.query.condition, "state", "decision", "cycle")
    rows = list_cycle_rows(selection, journal, closed=closed)
    plain = format_cycle_list_lines
    session.show(rows, view=draw_cycle_list, plain=plain, data=lambda rows: build_answer(rows, journal))
    if not rows:
        session.say("No cycle fits." if closed else "No open cycle fits; --all shows the closed ones too.")
