"""`enquiry backup`: the whole journal as one file to keep elsewhere, written and read back."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.folder import is_folder
from enquiry.cli.options import Force
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

Into = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file, or a folder to put it in.")
]


def backup(ctx: typer.Context, output: Into = None, force: Force = False) -> None:
    from enquiry.answers.answer import project
    from enquiry.answers.history import BackupAnswer
    from enquiry.store.backups.restore import save_copy
    from enquiry.store.keys.locked import LOCKED_ENDING, lock, require_key

    session: Session = ctx.obj
    if output is None:
        msg = "Backups are made by themselves at every change; for a copy elsewhere a place is needed."
        raise UsageMistake(msg, "Name it: enquiry backup -o FILE; enquiry restore lists the others.")
    target = output / f"enquiry-{session.today.isoformat()}.json" if is_folder(output) else output
    identity = require_key(session.key_folder) if target.suffix.casefold() == LOCKED_ENDING else None
    seal = partial(lock, identity=identity) if identity else bytes
    version = save_copy(session.journal_path, session.outlet, target, session.stamp(), overwrite=force, seal=seal)
    locked = ", locked with your key," if identity else ""
    session.say(f"The journal ({version.holds}) was written to {target}{locked} and read back.")
    if session.json:
        session.answer(project(BackupAnswer, version, written=target))
