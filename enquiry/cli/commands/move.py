"""`enquiry move`: entries and notes to another cycle, or to another kind."""

from typing import Annotated

from enquiry.cli.completion import complete_items
from enquiry.cli.options import build_argument, build_option
from enquiry.cli.session import Session
from enquiry.cli.writing.options import InCycle
from enquiry.model.choices import EntryKind

_WHAT = "Entries (7.4) or notes (n12), as many as are to move; then the cycle they move to."
Named = Annotated[list[str], build_argument("NAME... [CYCLE]", _WHAT, complete_items)]
As = Annotated[EntryKind | None, build_option("--as", None, "What kind of entry each becomes.")]


def move(session: Session, names: Named, cycle: InCycle = None, become: As = None) -> None:
    from enquiry.cli.writing.move import move_items, split_cycle_name

    moves = move_items(session, *split_cycle_name(names, cycle, become), become)
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.records import MovedAnswer

        session.answer(project(MovedAnswer, moves))
