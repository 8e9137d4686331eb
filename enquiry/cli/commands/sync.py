"""`enquiry sync`: take in what the other machines have laid in the shared folder, and lay this one's copy there."""

from pathlib import Path
from typing import Annotated

from enquiry.cli.options import DryRun, build_argument, build_option
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

Folder = Annotated[Path | None, build_argument("[FOLDER]", "The folder the machines share; named once on each.")]
Leave = Annotated[bool, build_option("--leave", None, "Share the journal no more from this machine.")]
Machine = Annotated[str | None, build_option("--machine", "NAME", "With FOLDER: what this machine is called.")]
Unlocked = Annotated[
    bool, build_option("--unlocked", None, "With FOLDER: lay copies open, as for a stick or a git of your own.")
]
Anyway = Annotated[bool, build_option("--anyway", None, "With FOLDER: share it with a journal that began elsewhere.")]


def sync(
    session: Session,
    folder: Folder = None,
    leave: Leave = False,
    machine: Machine = None,
    unlocked: Unlocked = False,
    anyway: Anyway = False,
    dry_run: DryRun = False,
) -> None:
    given = {"--machine": machine, "--unlocked": unlocked, "--anyway": anyway}
    lonely = next((name for name, value in given.items() if value and folder is None), "")
    if lonely:
        raise UsageMistake(f"{lonely} belongs to a folder that is named.", f"enquiry sync FOLDER {lonely}")
    if leave and (folder or dry_run):
        raise UsageMistake("--leave takes nothing beside it.", "enquiry sync --leave")
    if folder and dry_run:
        raise UsageMistake("--dry-run looks at a folder that is set up.", "Name the folder first: enquiry sync FOLDER")
    if not (folder or leave):  # what comes each day loads nothing of what is done once
        from enquiry.cli.together.sync import sync_once

        sync_once(session, dry_run=dry_run)
        return
    from enquiry.cli.together.setup import SyncChoices, leave_folder, set_up_folder

    if leave:
        leave_folder(session)
    elif folder:
        set_up_folder(session, folder, SyncChoices(machine, locked=not unlocked, anyway=anyway))
