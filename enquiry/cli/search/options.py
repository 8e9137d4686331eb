"""The options that narrow what a command looks at, added to a command by its class and read as one value.

The class moves what was given to `session.filters`, so that no command repeats the options in its signature.
"""

from typing import Annotated, Any

import typer
from typer.main import get_params_convertors_ctx_param_name_from_function as read_declaration

from enquiry.cli.completion import complete_cycles, complete_tags
from enquiry.cli.global_options import Command
from enquiry.cli.session import Filters
from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind

WHICH = "Which"

_NAMES = ("tag", "kind", "cycle", "year", "term", "since", "until")
"""The options, in the order of the fields of `Filters`."""
_TAKEN = {"history": ("cycle", "since", "until")}
"""The commands that take only some of the options."""


def _declare_filters(
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            "-t",
            metavar="TAG",
            help="Only what bears this tag or one nested under it.",
            rich_help_panel=WHICH,
            autocompletion=complete_tags,
        ),
    ] = None,
    kind: Annotated[
        list[EntryKind] | None,
        typer.Option("--kind", help="Only entries of this kind; give it again for more.", rich_help_panel=WHICH),
    ] = None,
    cycle: Annotated[
        list[str] | None,
        typer.Option(
            "--cycle",
            "-c",
            metavar="CYCLE",
            help="Only this cycle; 1,2 and 1-3 name several.",
            rich_help_panel=WHICH,
            autocompletion=complete_cycles,
        ),
    ] = None,
    year: Annotated[
        list[str] | None,
        typer.Option("--year", metavar="YEAR", help="A school year, such as 2025-26.", rich_help_panel=WHICH),
    ] = None,
    term: Annotated[
        list[str] | None,
        typer.Option(
            "--term", metavar="TERM", help="A term of that year (this year if none is named).", rich_help_panel=WHICH
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="From this day on.", rich_help_panel=WHICH)
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Up to and including this day.", rich_help_panel=WHICH),
    ] = None,
) -> None:
    """Hold the declarations, from which Typer makes the options; it is never called."""


def add_filter_options(command: Any) -> None:
    """Add to a command, after its arguments, the options that it takes."""
    options, _, _ = read_declaration(_declare_filters)
    taken = _TAKEN.get(command.name)
    place = sum(param.param_type_name == "argument" for param in command.params)
    command.params[place:place] = [one for one in options if taken is None or one.name in taken]


def take_filters(ctx: Any) -> None:
    """Move what was given for the options from the context to the session.

    What `tags` and its `list` are given adds up. Raises UsageMistake where both were given a `--since` or `--until`.
    """
    given = ctx.obj.filters._asdict()
    for field, name in zip(Filters._fields, _NAMES, strict=True):
        value = ctx.params.pop(name, None)
        if isinstance(value, str) and given[field] is not None:
            raise UsageMistake(f"--{name} was given twice: “{given[field]}” and “{value}”.", "Give it once.")
        if value is not None:
            given[field] = value if isinstance(value, str) else (*given[field], *value)
    ctx.obj.filters = Filters(**{**given, "kinds": tuple(map(EntryKind, given["kinds"]))})


class FilteredCommand(Command):
    """A command that takes the options; while it runs, what was given is `session.filters`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_filter_options(self)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        take_filters(ctx)
        return super().invoke(ctx)
