"""The options every command has, wherever on the line they stand: `enquiry --json list` and `enquiry list --json`.

They are added by the command classes here, so that no command has to repeat them; each puts its value on the session.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from enquiry.cli.help.commands import GLOBAL_PANEL
from enquiry.cli.together import syncs_by_itself
from enquiry.errors import UsageMistake

WRITING_PANEL = "About the writing"
QUERY_METAVAR_END = "QUERY]..."
"""What the name of an argument that takes a query ends in."""

COLORS = ("auto", "always", "never")


class ParsedLine:
    """How every command line is read: an option of one value is refused a second one, and help is the program's own."""

    _help_option: TyperOption | None = None

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser of the command line, which raises UsageMistake for such an option."""
        parser = super().make_parser(ctx)  # type: ignore[misc]
        options = (*parser._short_opt.values(), *parser._long_opt.values())  # noqa: SLF001 (Typer has no other way)
        for option in () if ctx.resilient_parsing else dict.fromkeys(options):
            if option.action == "store":
                option.process = _refuse_second_value(option)
        for param in self.params:  # type: ignore[attr-defined]
            if hasattr(param.type, "choices") and not isinstance(param.type, ForgivingChoice):
                param.type = ForgivingChoice(param.type)
        parse = parser.parse_args

        def parse_with_help_last(args: list[str]) -> Any:
            try:
                values, left, order = parse(args)
            except typer.TyperException as mistake:
                mistake.ctx = ctx  # type: ignore[attr-defined] # it says of which command
                raise
            return values, left, sorted(order, key=lambda param: param is self._help_option)

        parser.parse_args = parse_with_help_last  # so `--help --plain` helps as `--plain --help` does
        return parser

    def get_help_option(self, _ctx: Any) -> TyperOption:
        """Return the option that shows the command's help."""

        def show(ctx: typer.Context, _option: Any, value: bool) -> None:
            if value and not ctx.resilient_parsing:
                from enquiry.cli.help.page import show_help

                show_help(ctx)
                raise typer.Exit

        if self._help_option is None:
            self._help_option = TyperOption(
                param_decls=["-h", "--help"],  # not the context's: an editor's sheet builds one of the command alone
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=show,
            )
        return self._help_option


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


class ForgivingChoice:
    """What reads the value of an option with choices kindly, in the place of the type that Typer made of them."""

    def __init__(self, strict: Any) -> None:
        self._strict, self.names = strict, [str(getattr(one, "value", one)) for one in strict.choices]

    def __getattr__(self, name: str) -> Any:
        """Return what the type has that this stands for."""
        return getattr(self._strict, name)

    def __call__(self, value: Any, param: Any = None, ctx: Any = None) -> Any:
        """Return the choice that is meant; nothing for nothing. Raises the type's usage mistake for what is none."""
        if value is None:
            return None
        if isinstance(value, str) and value not in self.names and not ctx.resilient_parsing:
            from enquiry.cli.choosing import resolve_choice

            value = resolve_choice(ctx.obj, param.opts[0], value, self.names)
        return self._strict(value, param, ctx)


class Command(ParsedLine, TyperCommand):
    """A command with the switches of every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *_build_global_switches()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; where it takes a query, a word with a dash before it is no option."""
        if not ctx.resilient_parsing and any(QUERY_METAVAR_END in str(param.metavar) for param in self.params):
            args = mark_negations(args, self.get_params(ctx))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a journal that is shared by itself is brought together with the others around it."""
        with self.keep_shared(ctx.obj):
            return super().invoke(ctx)

    def keep_shared(self, session: Any) -> AbstractContextManager[None]:
        """Return what brings a journal that is shared by itself together with the others before and after a block."""
        if not syncs_by_itself(session):
            return nullcontext()
        from enquiry.cli.together.auto import sync_around

        return sync_around(session, looks_first=self.rich_help_panel in ("Write", "Colleagues", "Change"))


class CommandGroup(ParsedLine, TyperGroup):
    """The program itself, with the same switches; its help leaves them to the commands' own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *_build_global_switches(hidden=True)]

    def invoke(self, ctx: Any) -> Any:
        """Run the command, then say what names are in what it wrote. A reader who has gone away is no failure."""
        try:
            answer = super().invoke(ctx)
            if not ctx.obj.quiet and any(getattr(held, "changed", ()) for held in ctx.obj.held):
                from enquiry.cli.privacy.notice import say_names

                say_names(ctx.obj)
            return answer
        except BrokenPipeError as gone:
            raise typer.Exit(0) from gone


class RunnableGroup(CommandGroup):
    """A command group that can also be run: its help shows the options of every command.

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
    switches = {
        "json": "Answer with one JSON document, for programs.",
        "plain": "Answer in plain lines of 'label: value', for screen readers and scripts.",
        "quiet": "Say nothing but what was asked for and what went wrong.",
        "yes": "Answer yes to what would be asked.",
        "no_input": "Never ask anything.",
        "wide": "Cut no words short; lines are wrapped instead.",
        "no_pager": "Never page long output.",
    }
    made = [build_session_option(f"--{name.replace('_', '-')}", name, words) for name, words in switches.items()]
    made.append(build_session_option("--color", "color", "When to use colour: auto, always or never.", metavar="WHEN"))
    words = "The journal to use: a name (enquiry journals), or a path, which has a / or a dot in it."
    more: dict[str, Any] = {"metavar": "NAME|PATH", "autocompletion": _suggest_journals}
    made.append(build_session_option("--journal -j", "journal_option", words, **more))
    for one in made:
        one.hidden = hidden
        one.is_eager = True  # so that help knows them
    return made


def _suggest_journals(ctx: Any, args: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ARG001 (Typer's own shape)
    from enquiry.cli.completion import complete_journals

    return complete_journals(ctx)


def build_session_option(option: str, name: str, words: str, panel: str = GLOBAL_PANEL, **more: Any) -> TyperOption:
    """Return an option that puts its value on the session, under `name`; without a `metavar` for a value, a switch."""
    more = more if "metavar" in more else {"is_flag": True, "default": False}

    def store_on_session(ctx: typer.Context, option: Any, value: object) -> None:
        if value is None or value is False:
            return
        earlier = getattr(ctx.obj, name)
        if isinstance(value, str) and isinstance(earlier, str):  # before the command's name, and after it
            raise build_repeat_error(option.opts[0], earlier, value)
        setattr(ctx.obj, name, value)
        if ctx.obj.json and ctx.obj.plain:
            raise UsageMistake("--json and --plain contradict each other.", "Give one of them.")
        if ctx.obj.color not in (None, *COLORS):
            raise UsageMistake(f"“{ctx.obj.color}” is no choice for --color.", f"Choose {', '.join(COLORS)}.")

    return TyperOption(
        param_decls=option.split(),
        expose_value=False,
        callback=store_on_session,
        help=words,
        rich_help_panel=panel,
        **more,
    )


def mark_negations(args: Sequence[str], params: Sequence[Any]) -> list[str]:
    """Return the arguments with a space before each word that is left out: so it is no option, and no other query.

    It is for `enquiry search feedback -homework`, where a dash begins options as well. What stands after `--`, and the
    value of an option, is left as it is. Raises UsageMistake for what can be read two ways.
    """
    left, marked = iter(args), list[str]()
    for arg in left:
        option = next((one for one in params if arg in one.opts), None)
        if arg == "--":
            marked += (arg, *left)
        elif option is None and _is_negation(arg, params):
            marked.append(f" {arg}")
        else:
            marked.append(arg)
            if option is not None and not getattr(option, "is_flag", True):
                marked += (value for value in (next(left, None),) if value is not None)
    return marked


def _is_negation(arg: str, params: Sequence[Any]) -> bool:
    if len(arg) < 3 or arg[0] != "-" or arg[1] == "-":
        return False
    from enquiry.query.fields import QUERY_FIELDS

    value = next((one for one in params if arg[:2] in one.opts and not getattr(one, "is_flag", True)), None)
    if value is None or arg[1:].partition(":")[0].casefold() in QUERY_FIELDS:
        return True
    if not arg[1:].isalpha():  # `-c7` is an option
        return False
    words = f"“{arg}” can be read two ways: without “{arg[1:]}”, or {value.opts[0]} “{arg[2:]}”."
    raise UsageMistake(words, f"Write NOT {arg[1:]}, or {arg[:2]} {arg[2:]}.")
