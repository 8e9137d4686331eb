"""`enquiry settle`: say which of two texts stands, where two machines wrote different things in one place."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_items
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

_NAME = "A cycle (7), an entry (7.4), a note (n12) or a measure; else each in turn."
Named = Annotated[str | None, build_argument("[NAME]", _NAME, complete_items)]
Keep = Annotated[
    str | None,
    typer.Option("--keep", metavar="WHICH", help="1 what stands, 2 the other, both one below the other."),
]
Write = Annotated[bool, typer.Option("--editor", help="Make one text of both in your editor.")]


def settle(session: Session, name: Named = None, keep: Keep = None, editor: Write = False) -> None:
    from enquiry.cli.together.settling import settle_records

    if keep and editor:
        raise UsageMistake(f"--keep {keep} and --editor contradict each other.", "Give one of them.")
    settled = settle_records(session, name, keep, editor=editor)
    if session.json:
        from enquiry.answers.merging import describe_settled

        session.answer(describe_settled(settled, session.load_journal()))
