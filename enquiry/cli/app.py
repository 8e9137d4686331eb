"""The table of contents: every command, in the order and the panels in which the help shows them.

A command's module is loaded when it is called; for the help that names them all, only its words are read: start-up is
measured.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc
from types import CodeType
from typing import Annotated, Any

import typer
from typer.main import get_command

from enquiry import __version__
from enquiry.cli.editor.command import EditorCommand
from enquiry.cli.global_options import Command, CommandGroup
from enquiry.cli.interview.command import ASKING, GuidedCommand, WritingCommand
from enquiry.cli.session import Session

PANELS = {
    "Write": ("note", "start", "read", "act", "evidence", "reflect", "review", "refine", "file", "use", "drafts"),
    "Look": (
        *("status", "list", "show", "timeline", "year", "pulse", "thread", "search", "tags", "measures"),
        *("stats", "lookback", "standards"),
    ),
    "Report": ("summary", "export", "import"),
    "Change": ("edit", "close", "reopen", "remove", "undo", "redo", "history"),
    "Keep": ("doctor", "backup", "restore", "where"),
    "Set up": ("config", "demo", "schema"),
}
"""Each name is that of a module in `commands/` and of the command in it, but for those in _OTHERWISE."""

_COMMAND_LOCATIONS = {
    "import": ("import_", "import_"),
    "list": ("list", "list_"),
    **{name: (name, "app") for name in ("measures", "tags", "drafts")},
}


class CommandTable(CommandGroup):
    """The program, with all its commands."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (Typer's own shape)
        """Return the commands' names in their order."""
        return [name for names in PANELS.values() for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, loaded and built at its first call, or None where there is none of that name."""
        if cmd_name not in self.commands and cmd_name in self.list_commands(ctx):
            self.commands[cmd_name] = _build_command(cmd_name)
        return self.commands.get(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, which names every command with its first words; to load them all would take twice as long."""
        loaded, self.commands = self.commands, {name: _build_help_stub(name) for name in self.list_commands(ctx)}
        super().format_help(ctx, formatter)
        self.commands = loaded


def _build_help_stub(name: str) -> Command:
    """Return a stand-in for a command, which holds its name, its panel and its first words."""
    module, attribute = _COMMAND_LOCATIONS.get(name, (name, name))
    source = find_spec(f"enquiry.cli.commands.{module}")
    code = source and source.loader and source.loader.get_code(source.name)  # type: ignore[attr-defined]
    functions = {part.co_name: part for part in code.co_consts if isinstance(part, CodeType)} if code else {}
    said = functions[name if attribute == "app" else attribute].co_consts[0]
    return Command(name, help=cleandoc(said), rich_help_panel=_find_panel(name))


def load_command_function(name: str) -> Callable[..., None] | typer.Typer:
    """Return what stands behind a command's name: a function, or a Typer that holds further commands."""
    module, attribute = _COMMAND_LOCATIONS.get(name, (name, name))
    found: Callable[..., None] | typer.Typer = getattr(import_module(f"enquiry.cli.commands.{module}"), attribute)
    return found


def _build_command(name: str) -> Any:
    panel, function = _find_panel(name), load_command_function(name)
    if isinstance(function, typer.Typer):
        holder = typer.Typer(add_completion=False)
        holder.add_typer(function, name=name, rich_help_panel=panel)
        built: Any = get_command(holder)
        return built.commands[name]
    holder = typer.Typer(add_completion=False)
    holder.command(name, cls=_choose_command_class(name, panel), rich_help_panel=panel)(function)
    return get_command(holder)


def _find_panel(name: str) -> str:
    return next(panel for panel, names in PANELS.items() if name in names)


def _choose_command_class(name: str, panel: str) -> type[Command]:
    """Return how a command runs: asking for what it needs, speaking of drafts that wait, or plainly."""
    if name in ASKING:
        return GuidedCommand
    if panel == "Write" and name != "drafts":
        return WritingCommand
    return EditorCommand if name == "edit" else Command


VersionOption = Annotated[bool, typer.Option("--version", help="Show the version.", show_default=False)]


def run_root_command(ctx: typer.Context, version: VersionOption = False) -> None:
    """Keep a journal of enquiry into your own teaching.

    Seven commands to remember: note, start, act, evidence, reflect, review, summary. Without any: where things stand.
    Every command has --help with an example, and takes --json, --plain, --quiet, --color and --journal.
    """
    session: Session = ctx.obj
    if version:
        session.write(f"enquiry {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from enquiry.cli.commands.status import status

        status(ctx)


@cache
def build_command_line() -> Any:
    """Return the whole command line, ready to be run with a session as its object, as often as is wanted."""
    app = typer.Typer(
        name="enquiry",
        cls=CommandTable,
        add_completion=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(run_root_command)
    return get_command(app)
