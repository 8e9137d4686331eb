"""`enquiry keys`: the one key that locks what leaves this machine, and the sheet that brings it back."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import Force, build_argument, build_option
from enquiry.cli.session import Session

Sheet = Annotated[
    Path | None, build_option("--output -o", "FILE", "Write the recovery sheet here: .html, .pdf, .docx or .txt.")
]
KeyFile = Annotated[Path | None, build_argument("[FILE]", "A file that holds the key; - reads standard input.")]


def keys(ctx: typer.Context, output: Sheet = None, force: Force = False) -> None:
    if ctx.invoked_subcommand is None:
        from enquiry.cli.together.keys import SheetFile, show_key

        show_key(ctx.obj, SheetFile(output, force))


def enter(ctx: typer.Context, file: KeyFile = None) -> None:
    from enquiry.cli.together.keys import answer_key, enter_key

    session: Session = ctx.obj
    answer_key(session, enter_key(session, file))


def renew(ctx: typer.Context, output: Sheet = None, force: Force = False) -> None:
    from enquiry.cli.together.keys import SheetFile
    from enquiry.cli.together.setup import renew_key

    renew_key(ctx.obj, SheetFile(output, force))


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(keys)
for _command in (enter, renew):
    app.command(cls=Command)(_command)
