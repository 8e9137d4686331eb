"""`enquiry export`: the whole journal as documented JSON."""

from enum import StrEnum
from typing import Annotated

import typer

from enquiry.cli.options import Force, Output
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake


class Format(StrEnum):
    """What an export can be written as."""

    JSON = "json"


As = Annotated[Format, typer.Option("--format", help="The format.")]


def export(ctx: typer.Context, form: As = Format.JSON, output: Output = None, force: Force = False) -> None:  # noqa: ARG001
    """Write the whole journal as one JSON document, to standard output or a file.

    $ enquiry export -o journal-backup.json
    """
    from enquiry.exchange.objects import as_json, journal_object
    from enquiry.store.whole import write_whole

    session: Session = ctx.obj
    if force and output is None:
        raise UsageMistake(
            "--force was given, but no file to write over.", "Name it with -o FILE, or leave --force out."
        )
    data = as_json(journal_object(session.journal()))
    if output is None:
        session.hand_over(data)
        return
    write_whole(output, data, overwrite=force)
    session.say(f"The journal was written to {output}.")
