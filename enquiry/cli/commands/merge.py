"""`enquiry merge`: take in copies of the journal that another machine wrote, so that nothing of either is lost."""

from typing import Annotated

import typer

from enquiry.cli.options import build_option
from enquiry.cli.session import Session
from enquiry.errors import ExitCode

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Copies or backups (b41); else the copies that lie beside the journal."),
]
DryRun = Annotated[bool, build_option("--dry-run -n", None, "Show what would change, and change nothing.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Also a journal that has nothing in common with this one.")]


def merge(session: Session, files: Files = None, anyway: Anyway = False, dry_run: DryRun = False) -> None:
    from enquiry.cli.together.merging import find_copies, load_own_copy, merge_nothing, show_merge, take_in
    from enquiry.store.merging import preview_merge

    own = load_own_copy(session)
    search = find_copies(session, own, files or (), anyway=anyway)
    if not search.copies:
        outcome = merge_nothing(own)
    else:
        outcome = preview_merge(own, search.copies) if dry_run else take_in(session, own, search)
    show_merge(session, search, outcome, dry_run=dry_run)
    raise typer.Exit(max((one.code for one in search.unseen), default=ExitCode.DONE))
