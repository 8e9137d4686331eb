"""`enquiry redo`: do again what was undone."""

from functools import partial

from enquiry.cli.options import Count, DryRun
from enquiry.cli.session import Session


def redo(session: Session, count: Count = 1, dry_run: DryRun = False) -> None:
    from enquiry.cli.history.undo import perform_reversal
    from enquiry.insight.history.undo import plan_redo

    perform_reversal(session, partial(plan_redo, count=count), dry_run=dry_run)
