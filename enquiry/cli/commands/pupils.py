"""`enquiry pupils`: who is meant by which code; kept on this machine alone, apart from the journal."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import Encoding, build_argument, build_option
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake

ClassList = Annotated[
    Path | None, build_option("--from", "FILE", "A class list as CSV or XLSX, a name a row; - for standard input.")
]
Name = Annotated[
    list[str] | None, build_argument("[NAME]...", "The name; left out, it is asked for and kept out of the shell.")
]
Code = Annotated[str | None, build_option("--as", "CODE", "The code; the next free letter if not said.")]
Gone = Annotated[list[str], build_argument("CODE...", "A code, or a name as it is registered.")]


def pupils(ctx: typer.Context, source: ClassList = None, encoding: Encoding = None) -> None:
    session: Session = ctx.obj
    if ctx.invoked_subcommand is not None:
        if (source or encoding) and ctx.invoked_subcommand != "add":
            flag = "--from" if source else "--encoding"
            raise UsageMistake(f"{flag} belongs to pupils add, not to {ctx.invoked_subcommand}.", "Leave it out.")
        ctx.default_map = {"add": {"source": source, "encoding": encoding}}
        return
    from enquiry.answers.privacy import PupilsAnswer
    from enquiry.cli.privacy.pupils import load_registered
    from enquiry.views.privacy.finds import draw_pupils, format_pupil_lines

    if source or encoding:
        add(ctx, source=source, encoding=encoding)
        return
    known = load_registered(session)
    session.show(known, view=draw_pupils, plain=format_pupil_lines, data=PupilsAnswer)


def add(
    ctx: typer.Context, name: Name = None, code: Code = None, source: ClassList = None, encoding: Encoding = None
) -> None:
    from enquiry.cli.privacy.pupils import add_class, add_pupil, ask_pupils

    session: Session = ctx.obj
    if source:
        if name or code:
            raise UsageMistake("--from names a whole class, and a name or a code was given too.", "Give one of them.")
        add_class(session, source, encoding)
    elif encoding:
        raise UsageMistake("--encoding says what a class list is written in, and none was named.", "Add --from FILE.")
    elif name:
        add_pupil(session, " ".join(name), code)
    else:
        ask_pupils(session, code)


def remove(ctx: typer.Context, code: Gone) -> None:
    from enquiry.cli.privacy.pupils import remove_pupil

    remove_pupil(ctx.obj, " ".join(code))


def clear(ctx: typer.Context) -> None:
    from enquiry.cli.privacy.pupils import clear_all

    clear_all(ctx.obj)


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(pupils)
for _command in (add, remove, clear):
    app.command(cls=Command)(_command)
