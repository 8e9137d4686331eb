"""`enquiry journals`: the journals known on this machine, by their names."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.completion import complete_journals
from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import build_argument, build_option

_NEW = "The name: letters, digits and hyphens."
Name = Annotated[str, build_argument("NAME", _NEW)]
File = Annotated[Path | None, build_argument("[PATH]", "Where its file lies, or is to lie.")]
Known = Annotated[str, build_argument("NAME", "A journal, by its name.", complete_journals)]
Team = Annotated[bool, build_option("--team", None, "It is a team's: each entry says who wrote it.")]


def journals(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        from enquiry.cli.journals.naming import show_journals

        show_journals(ctx.obj)


def add(ctx: typer.Context, name: Name, path: File = None, team: Team = False) -> None:
    from enquiry.cli.journals.naming import add_journal

    add_journal(ctx.obj, name, path, team=team)


def rename(ctx: typer.Context, name: Known, new: Annotated[str, build_argument("NEW", _NEW)]) -> None:
    from enquiry.cli.journals.naming import rename_journal

    rename_journal(ctx.obj, name, new)


def forget(ctx: typer.Context, name: Known) -> None:
    from enquiry.cli.journals.naming import forget_journal

    forget_journal(ctx.obj, name)


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(journals)
for _command in (add, rename, forget):
    app.command(cls=Command)(_command)
