"""`enquiry restore`: go back to an earlier version of the journal."""

from typing import Annotated

import typer

from enquiry.cli.options import DryRun
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

Named = Annotated[
    str | None, typer.Argument(metavar="[BACKUP]", help="A backup such as b41, or a file; without it they are listed.")
]
Accept = Annotated[
    bool, typer.Option("--accept-edit", help="Keep what was changed in the journal's file outside enquiry.")
]

AcceptCopy = Annotated[
    bool, typer.Option("--accept-copy", help="Go on with the older or other copy that took the journal's place.")
]


def restore(
    session: Session,
    backup: Named = None,
    accept_edit: Accept = False,
    accept_copy: AcceptCopy = False,
    dry_run: DryRun = False,
) -> None:
    from enquiry.cli.history.restore import go_on_with_copy, list_backups, restore_copy, take_over_edit

    given = [f"“{backup}”"] if backup is not None else []
    given += [name for name, on in (("--accept-edit", accept_edit), ("--accept-copy", accept_copy)) if on]
    if len(given) > 1:
        raise UsageMistake(f"{given[0]} and {given[1]} contradict each other.", "Give one of them.")
    if accept_edit:
        take_over_edit(session, dry_run=dry_run)
    elif accept_copy:
        go_on_with_copy(session, dry_run=dry_run)
    elif backup is not None:
        restore_copy(session, backup, dry_run=dry_run)
    elif dry_run:
        raise UsageMistake("--dry-run was given, but no backup.", "Name one: enquiry restore lists them.")
    else:
        list_backups(session)
