"""`enquiry undo`: take back the latest step, or as many as are wanted."""

from functools import partial
from typing import Annotated

import typer

from enquiry.cli.options import Count, DryRun
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

To = Annotated[
    int | None,
    typer.Option("--to", min=0, metavar="STEP", help="Take back everything after this step; 0 is the beginning."),
]


def undo(session: Session, count: Count = 1, to: To = None, dry_run: DryRun = False) -> None:
    from enquiry.cli.history.undo import perform_reversal
    from enquiry.insight.history.undo import plan_undo, plan_undo_to

    if to is not None and count != 1:
        raise UsageMistake(f"{count} and --to {to} both say how far to go back.", "Give one of them.")
    choose = partial(plan_undo, count=count) if to is None else partial(plan_undo_to, number=to)
    perform_reversal(session, choose, dry_run=dry_run)
