"""The table of contents: every command, in the order and the panels in which the help shows them."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import typer
from typer.main import get_command

from enquiry import __version__
from enquiry.cli.commands.act import act
from enquiry.cli.commands.close import close
from enquiry.cli.commands.config import config
from enquiry.cli.commands.demo import demo
from enquiry.cli.commands.edit import edit
from enquiry.cli.commands.evidence import evidence
from enquiry.cli.commands.export import export
from enquiry.cli.commands.file import file
from enquiry.cli.commands.import_ import import_
from enquiry.cli.commands.list import list_
from enquiry.cli.commands.measures import app as measures
from enquiry.cli.commands.note import note
from enquiry.cli.commands.pulse import pulse
from enquiry.cli.commands.read import read
from enquiry.cli.commands.refine import refine
from enquiry.cli.commands.reflect import reflect
from enquiry.cli.commands.remove import remove
from enquiry.cli.commands.reopen import reopen
from enquiry.cli.commands.review import review
from enquiry.cli.commands.search import search
from enquiry.cli.commands.show import show
from enquiry.cli.commands.start import start
from enquiry.cli.commands.status import status
from enquiry.cli.commands.summary import summary
from enquiry.cli.commands.tags import tags
from enquiry.cli.commands.thread import thread
from enquiry.cli.commands.timeline import timeline
from enquiry.cli.commands.use import use
from enquiry.cli.commands.where import where
from enquiry.cli.everywhere import Command, Group
from enquiry.cli.session import Session

PANELS: dict[str, dict[str, Callable[..., None] | typer.Typer]] = {
    "Write": {
        "note": note,
        "start": start,
        "read": read,
        "act": act,
        "evidence": evidence,
        "reflect": reflect,
        "review": review,
        "refine": refine,
        "file": file,
        "use": use,
    },
    "Look": {
        "status": status,
        "list": list_,
        "show": show,
        "timeline": timeline,
        "pulse": pulse,
        "thread": thread,
        "search": search,
        "tags": tags,
        "measures": measures,
    },
    "Report": {"summary": summary, "export": export, "import": import_},
    "Change": {"edit": edit, "close": close, "reopen": reopen, "remove": remove},
    "Keep": {"where": where},
    "Set up": {"config": config, "demo": demo},
}

Version = Annotated[bool, typer.Option("--version", help="Show the version.", show_default=False)]


def main(ctx: typer.Context, version: Version = False) -> None:
    """Keep a journal of enquiry into your own teaching.

    Seven commands to remember: note, start, act, evidence, reflect, review, summary. Without any: where things stand.
    Every command has --help with an example, and takes --json, --plain, --quiet, --color and --journal.
    """
    session: Session = ctx.obj
    if version:
        session.write(f"enquiry {__version__}\n")
    elif ctx.invoked_subcommand is None:
        status(ctx)


@cache
def command() -> Any:
    """Return the whole command line, ready to be run with a session as its object, as often as is wanted."""
    app = typer.Typer(
        name="enquiry",
        cls=Group,
        add_completion=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(main)
    for panel, commands in PANELS.items():
        for name, function in commands.items():
            if isinstance(function, typer.Typer):
                app.add_typer(function, name=name, rich_help_panel=panel)
            else:
                app.command(name, cls=Command, rich_help_panel=panel)(function)
    return get_command(app)
