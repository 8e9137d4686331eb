"""`enquiry redo`: do again what was undone."""

from functools import partial

import typer

from enquiry.cli.options import Count, DryRun
from enquiry.cli.session import Session


def redo(ctx: typer.Context, count: Count = 1, dry_run: DryRun = False) -> None:
    """Do again the step that was undone last, as long as nothing was written since.

    $ enquiry redo
    """
    from enquiry.cli.history.undo import carry_out
    from enquiry.insight.history.undo import redoing

    session: Session = ctx.obj
    carry_out(session, partial(redoing, count=count), dry_run=dry_run)
