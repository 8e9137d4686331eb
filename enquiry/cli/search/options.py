"""The options that narrow what a command looks at, added to a command by its class and read as one value.

The class moves what was given to `session.filters`, so that no command repeats the options in its signature.
"""

from typing import Any

from typer.core import TyperOption
from typer.main import get_click_type, get_param_completion
from typer.models import OptionInfo

from enquiry.cli.completion import complete_cycles, complete_tags
from enquiry.cli.given import Filters
from enquiry.cli.global_options import Command, build_repeat_error
from enquiry.model.choices import EntryKind

_OPTIONS: dict[str, tuple[str, str | None, str]] = {
    "tags": ("--tag -t", "TAG", "Only what bears this tag or one nested under it; give it again for more."),
    "kinds": ("--kind", None, "Only entries of this kind; give it again for more."),
    "cycles": ("--cycle -c", "CYCLE", "Only this cycle; 1,2 and 1-3 name several."),
    "years": ("--year", "YEAR", "A school year, such as 2025-26."),
    "terms": ("--term", "TERM", "A term of that year (this year if none is named)."),
    "since": ("--since", "DAY", "From this day on."),
    "until": ("--until", "DAY", "Up to and including this day."),
}
"""By the field of `Filters`: the option, the name of its value, and its help."""
_SINGLE = ("since", "until")
_COMPLETIONS = {"tags": complete_tags, "cycles": complete_cycles}
_TAKEN = {"history": ("cycles", "since", "until")}
"""The commands that take only some of the options."""


def add_filter_options(command: Any) -> None:
    """Add to a command, after its arguments, the options that it takes."""
    added = []
    for field in _TAKEN.get(command.name, _OPTIONS):
        option, metavar, words = _OPTIONS[field]
        completion = _COMPLETIONS.get(field)
        added.append(
            TyperOption(
                param_decls=option.split(),
                type=get_click_type(annotation=EntryKind if field == "kinds" else str, parameter_info=OptionInfo()),
                multiple=field not in _SINGLE,
                metavar=metavar,
                help=words,
                rich_help_panel="Which",
                autocompletion=completion and get_param_completion(completion),
            )
        )
    place = sum(param.param_type_name == "argument" for param in command.params)
    command.params[place:place] = added


def take_filters(ctx: Any) -> None:
    """Move what was given for the options from the context to the session.

    What `tags` and its `list` are given adds up. Raises UsageMistake where both were given a `--since` or `--until`.
    """
    given = ctx.obj.filters._asdict()
    for field, before in given.items():
        value = ctx.params.pop(_OPTIONS[field][0].split()[0].removeprefix("--"), None)
        if field not in _SINGLE:
            given[field] = (*before, *(value or ()))
        elif value is not None and before is not None:
            raise build_repeat_error(f"--{field}", before, value)
        else:
            given[field] = before if value is None else value
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
