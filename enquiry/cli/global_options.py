"""The switches every command has, wherever on the line they stand: `enquiry --json list` and `enquiry list --json`.

They are added by the command classes here, so that no command has to repeat them; each puts its value on the session.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from enquiry.errors import UsageMistake

GLOBAL_PANEL, WRITING_PANEL = "Everywhere", "About the writing"
QUERY_METAVAR_END = "QUERY]..."
"""What the name of an argument that takes a query ends in."""

COLORS = ("auto", "always", "never")


class SingleValuedOptions:
    """What refuses an option that takes one value and is given twice, rather than taking the last in silence."""

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser of the command line, which raises UsageMistake for such an option."""
        parser = super().make_parser(ctx)  # type: ignore[misc]
        options = (*parser._short_opt.values(), *parser._long_opt.values())  # noqa: SLF001 (Typer has no other way)
        for option in () if ctx.resilient_parsing else dict.fromkeys(options):
            if option.action == "store":
                option.process = _refuse_second_value(option)
        return parser


def _refuse_second_value(option: Any) -> Callable[[Any, Any], None]:
    store = option.process

    def process(value: Any, state: Any) -> None:
        if option.dest in state.opts:
            raise build_repeat_error(option.obj.opts[0], state.opts[option.dest], value)
        store(value, state)

    return process


def build_repeat_error(option: str, first: object, second: object) -> UsageMistake:
    """Return the mistake of giving an option twice that takes one value."""
    return UsageMistake(f"{option} was given twice: “{first}” and “{second}”.", "It takes one value: leave one out.")


class Command(SingleValuedOptions, TyperCommand):
    """A command with the switches of every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *_build_global_switches()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; where it takes a query, a word with a dash before it is no option."""
        if not ctx.resilient_parsing and any(QUERY_METAVAR_END in str(param.metavar) for param in self.params):
            args = mark_negations(args, self.get_params(ctx))
        return super().parse_args(ctx, args)


class CommandGroup(SingleValuedOptions, TyperGroup):
    """The program itself, with the same switches; its help leaves them to the commands' own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *_build_global_switches(hidden=True)]

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A reader who has gone away ends it, which is no failure, though Typer would say so."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise typer.Exit(0) from gone


class RunnableGroup(CommandGroup):
    """A command that holds further ones, and is itself one: its help shows the switches of every command.

    A word that is none of its commands is handed to the one named in `otherwise`.
    """

    otherwise = "show"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in (param for param in self.params if isinstance(param, TyperOption)):
            option.hidden = False

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that is meant, and the words left to it."""
        named = args[0] in self.commands or args[0].startswith("-")
        return super().resolve_command(ctx, args if named else [self.otherwise, *args])


def _build_global_switches(*, hidden: bool = False) -> list[TyperOption]:
    made = [
        build_switch("--json", "json", "Answer with one JSON document, for programs."),
        build_switch("--plain", "plain", "Answer in plain lines of 'label: value', for screen readers and scripts."),
        build_switch("--quiet", "quiet", "Say nothing but what was asked for and what went wrong."),
        build_switch("--yes", "yes", "Answer yes to what would be asked."),
        build_switch("--no-input", "no_input", "Never ask anything."),
        build_switch("--wide", "wide", "Cut no words short; lines are wrapped instead."),
        build_switch("--no-pager", "no_pager", "Never page long output."),
        _build_global_option("--color", "color", f"[{'|'.join(COLORS)}]", "When to use colour."),
        _build_global_option("--journal", "journal_option", "PATH", "The journal to use."),
    ]
    for option in made:
        option.hidden = hidden
    return made


def build_switch(option: str, name: str, words: str, panel: str = GLOBAL_PANEL) -> TyperOption:
    """Return a switch that puts its value on the session, under `name`."""
    return _build_session_option(option, name, words, is_flag=True, default=False, rich_help_panel=panel)


def _build_global_option(option: str, name: str, metavar: str, words: str) -> TyperOption:
    return _build_session_option(option, name, words, metavar=metavar, rich_help_panel=GLOBAL_PANEL)


def _build_session_option(option: str, name: str, words: str, **more: Any) -> TyperOption:
    return TyperOption(param_decls=[option], expose_value=False, callback=_store_on_session(name), help=words, **more)


def _store_on_session(name: str) -> Callable[[typer.Context, Any, Any], None]:
    def remember(ctx: typer.Context, option: Any, value: object) -> None:
        if value:
            earlier = getattr(ctx.obj, name)
            if isinstance(value, str) and isinstance(earlier, str):  # before the command's name, and after it
                raise build_repeat_error(option.opts[0], earlier, value)
            setattr(ctx.obj, name, value)
            _check(ctx)

    return remember


def _check(ctx: typer.Context) -> None:
    if ctx.obj.json and ctx.obj.plain:
        raise UsageMistake("--json and --plain contradict each other.", "Give one of them.")
    if ctx.obj.color not in (None, *COLORS):
        raise UsageMistake(f"“{ctx.obj.color}” is no choice for --color.", f"Choose {', '.join(COLORS)}.")


# --- A word left out, as it is typed: `enquiry search feedback -homework`, where a dash begins options as well.


def mark_negations(args: Sequence[str], params: Sequence[Any]) -> list[str]:
    """Return the arguments with a space before each word that is left out: so it is no option, and no other query.

    What stands after `--`, and the value of an option, is left as it is. Raises UsageMistake for what can be read two
    ways.
    """
    left = iter(args)
    return [piece for arg in left for piece in _mark_argument(arg, left, params)]


def _mark_argument(arg: str, left: Iterator[str], params: Sequence[Any]) -> Iterator[str]:
    option = next((one for one in params if arg in one.opts), None)
    if arg == "--":
        yield from (arg, *left)
    elif _is_negation(arg, option, params):
        yield f" {arg}"
    else:
        yield arg
        if option is not None and not getattr(option, "is_flag", True):
            yield from (value for value in (next(left, None),) if value is not None)


def _is_negation(arg: str, option: Any, params: Sequence[Any]) -> bool:
    if option is not None or len(arg) < 3 or arg[0] != "-" or arg[1] == "-":
        return False
    from enquiry.query.fields import QUERY_FIELDS

    value = next((one for one in params if arg[:2] in one.opts and not getattr(one, "is_flag", True)), None)
    if value is None or arg[1:].partition(":")[0].casefold() in QUERY_FIELDS:
        return True
    if not arg[1:].isalpha():  # `-c7` is an option
        return False
    words = f"“{arg}” can be read two ways: without “{arg[1:]}”, or {value.opts[0]} “{arg[2:]}”."
    raise UsageMistake(words, f"Write NOT {arg[1:]}, or {arg[:2]} {arg[2:]}.")
