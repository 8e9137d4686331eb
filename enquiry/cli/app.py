"""The command line: every command, in the order and the panels in which the help shows them.

A command's module is loaded when it is called; the help that names them all loads none of them: start-up is measured.
"""

import inspect
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from enquiry import __version__
from enquiry.cli.global_options import Command, CommandGroup
from enquiry.cli.help.commands import HELP, ROOT_HELP
from enquiry.cli.session import Session
from enquiry.cli.writing.command import ASKING, EditorCommand, GuidedCommand, WritingCommand

PANELS = {
    "Write": (
        *("note", "start", "read", "act", "evidence", "reflect", "review", "refine"),
        *("file", "move", "use", "drafts"),
    ),
    "Look": (
        *("status", "browse", "open", "list", "show", "timeline", "year", "pulse", "thread", "search", "tags"),
        *("measures", "lookback"),
    ),
    "Learn": ("believe", "beliefs", "trace", "replay", "readings"),
    "Report": ("summary", "stats", "standards", "remind", "export", "import"),
    "Together": ("merge", "settle", "sync", "keys"),
    "Colleagues": ("gift", "gifts", "comments", "ask", "asks", "answer", "staffroom"),
    "Children": ("pupils", "privacy", "about", "forget", "tidy"),
    "Change": ("edit", "close", "reopen", "remove", "undo", "redo", "history"),
    "Keep": ("doctor", "backup", "restore", "journals", "where"),
    "Set up": ("config", "demo", "guide", "help", "schema"),
}
"""Each name is that of a module in `commands/` and of the command in it, but for those in _COMMAND_LOCATIONS."""

FILTERED = (
    "asks",
    "browse",
    "open",
    "list",
    "timeline",
    "year",
    "search",
    "stats",
    "lookback",
    "summary",
    "export",
    "history",
    "readings",
)
"""The commands that take the options of `cli.search.options`."""

_COMMAND_LOCATIONS = {
    "import": ("import_", "import_"),
    "list": ("list", "list_"),
    "open": ("open", "open_"),
    **{name: (name, "app") for name in ("measures", "tags", "drafts", "pupils", "keys", "gifts", "journals")},
}


class CommandTable(CommandGroup):
    """The program, with all its commands."""

    panels = PANELS

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (Typer's own shape)
        """Return the commands' names in their order."""
        return [name for names in PANELS.values() for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, loaded and built at its first call, or None where there is none of that name."""
        if cmd_name not in self.commands and cmd_name in self.list_commands(ctx):
            self.commands[cmd_name] = _build_command(cmd_name)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that is meant, by its name, another word for it or its beginning; which is said then."""
        named, command, rest = args[0], self.get_command(ctx, args[0]), args[1:]
        if command is None and not named.startswith("-"):
            from enquiry.cli.synonyms import find_command

            if meant := find_command(named, rest, self.list_commands(ctx)):
                if not ctx.resilient_parsing and "--quiet" not in args:
                    ctx.obj.say(meant.words)
                return meant.command, self.get_command(ctx, meant.command), rest
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return what may follow; the commands are named without loading one of them."""
        loaded, self.commands = self.commands, {name: _build_help_stub(name) for name in self.list_commands(ctx)}
        found = super().shell_complete(ctx, incomplete)
        self.commands = loaded
        return found


def _build_help_stub(name: str) -> Command:
    """Return a stand-in for a command, which holds its name, its panel and its help."""
    return Command(name, help=HELP[name], rich_help_panel=_find_panel(name))


def load_command_function(name: str) -> Callable[..., None] | typer.Typer:
    """Return what stands behind a command's name: a function, or a Typer that holds further commands."""
    import enquiry.msgspec_alone  # noqa: F401 (before any other loads msgspec)

    module, attribute = _COMMAND_LOCATIONS.get(name, (name, name))
    found: Callable[..., None] | typer.Typer = getattr(import_module(f"enquiry.cli.commands.{module}"), attribute)
    return found


def _build_command(name: str) -> Any:
    panel, function = _find_panel(name), load_command_function(name)
    holder = typer.Typer(add_completion=False)
    if isinstance(function, typer.Typer):
        holder.add_typer(function, name=name, rich_help_panel=panel)
        group: Any = get_command(holder)
        command = group.commands[name]
        for inner, one in command.commands.items():
            one.help = HELP[f"{name} {inner}"]
    else:
        holder.command(name, cls=_choose_command_class(name, panel), rich_help_panel=panel)(_pass_session(function))
        command = get_command(holder)
    command.help = HELP[name]
    return command


def _pass_session(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command as Typer calls it: with the context, which holds the session that the command takes."""
    first, *others = inspect.signature(command, eval_str=True).parameters.values()
    if first.annotation is typer.Context:
        return command

    @wraps(command)
    def run(ctx: typer.Context, **params: Any) -> None:
        command(ctx.obj, **params)

    context = first.replace(name="ctx", annotation=typer.Context)
    run.__signature__ = inspect.Signature([context, *others])  # type: ignore[attr-defined]
    return run


def _find_panel(name: str) -> str:
    return next(panel for panel, names in PANELS.items() if name in names)


def _choose_command_class(name: str, panel: str) -> type[Command]:
    """Return the class that gives a command the options it shares with others."""
    if name in FILTERED:
        from enquiry.cli.search.options import FilteredCommand

        return FilteredCommand
    if name in ASKING:
        return GuidedCommand
    if panel == "Write" and name != "drafts":
        return WritingCommand
    return EditorCommand if name == "edit" else Command


VersionOption = Annotated[bool, typer.Option("--version", "-V", help="Show the version.", show_default=False)]


def run_root_command(ctx: typer.Context, version: VersionOption = False) -> None:
    """Say the version, or show where things stand where no command is named."""
    session: Session = ctx.obj
    if version:
        session.write(f"enquiry {__version__}\n")
        return
    session.sweep_unfinished()
    if ctx.invoked_subcommand is None:
        from enquiry.cli.commands.status import status

        status(session)


@cache
def build_command_line() -> Any:
    """Return the whole command line, ready to be run with a session as its object, as often as is wanted."""
    app = typer.Typer(
        name="enquiry",
        cls=CommandTable,
        add_completion=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True, help=ROOT_HELP)(run_root_command)
    program = get_command(app)
    shown: Any = next(param for param in program.params if param.name == "show_completion")
    by_typer = shown.callback

    def show(ctx: typer.Context, param: Any, value: Any) -> Any:
        if not value or ctx.resilient_parsing:
            return value
        from enquiry.cli.completion import show_completion

        return show_completion(by_typer, ctx, param, value)

    shown.callback = show
    return program
