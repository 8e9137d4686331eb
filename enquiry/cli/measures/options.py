"""The options of `enquiry measures`: those of `define` and of `compare` each as one value."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from enquiry.model.choices import BetterDirection, Counted

_JOURNAL = "From the journal"
_TABLE = "From a table of scores (it is read, and never kept)"
_LINE = "From figures on the line"

Name = Annotated[list[str], typer.Argument(metavar="NAME", help="The measure, or enough of its name.")]
InCycle = Annotated[str | None, typer.Option("--cycle", "-c", metavar="CYCLE", help="The cycle that used it.")]


def _build_option(metavar: str, words: str, panel: str | None = None, *flag: str, **more: Any) -> Any:
    """Return an option, which is named after its field where no flag is given."""
    return typer.Option(*flag, metavar=metavar, help=words, rich_help_panel=panel, **more)


class DefineOptions(NamedTuple):
    """What `measures define` was given; None for an option that was not given."""

    name: Annotated[list[str], typer.Argument(metavar="NAME", help="The measure's name, one in use or a new one.")]
    unit: Annotated[str | None, _build_option("UNIT", "What stands after a number: 'of 20', '%'.")] = None
    better: Annotated[BetterDirection | None, typer.Option("--better", help="Which way is better.")] = None
    counts: Annotated[Counted | None, typer.Option("--counts", help="What it counts.")] = None
    levels: Annotated[
        str | None, _build_option("NAMES", "Its levels in their order, the lowest first: 'emerging, secure'.")
    ] = None
    lowest: Annotated[float | None, _build_option("X", "The lowest value it can have.")] = None
    highest: Annotated[float | None, _build_option("X", "The highest value it can have.")] = None


class CompareOptions(NamedTuple):
    """What `measures compare` was given, as it was typed; None for an option that was not given."""

    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help="The measure, or enough of its name.", show_default=False),
    ] = None
    cycle: InCycle = None
    chosen: Annotated[
        bool | None,
        typer.Option(
            "--chosen/--not-chosen",
            "--chosen-low/--not-chosen-low",
            help="Whether the group was chosen because of this measure.",
        ),
    ] = None
    with_: Annotated[
        str | None, _build_option("NAME", "Another group's measure, to set beside it.", _JOURNAL, "--with")
    ] = None
    from_: Annotated[str | None, _build_option("DAY", "The earlier day; else the baseline's.", _JOURNAL, "--from")] = (
        None
    )
    to: Annotated[str | None, _build_option("DAY", "The later day; else the latest.", _JOURNAL)] = None
    csv: Annotated[Path | None, _build_option("FILE", "A CSV with a header and a row for each learner.", _TABLE)] = None
    before: Annotated[str | None, _build_option("COLUMN", "The column of scores before.", _TABLE)] = None
    after: Annotated[str | None, _build_option("COLUMN", "The column of scores after.", _TABLE)] = None
    by: Annotated[str | None, _build_option("COLUMN", "The column of codes, so that nobody counts twice.", _TABLE)] = (
        None
    )
    group: Annotated[
        str | None, _build_option("COLUMN", "The column that parts the learners into two groups.", _TABLE)
    ] = None
    levels: Annotated[
        str | None, _build_option("NAMES", "The levels in the columns, the lowest first: 'emerging, secure'.", _TABLE)
    ] = None
    mean: Annotated[float | None, _build_option("X", "The group's mean (afterwards).", _LINE)] = None
    sd: Annotated[float | None, _build_option("X", "Its SD.", _LINE, min=0)] = None
    n: Annotated[int | None, _build_option("N", "How many.", _LINE, min=1)] = None
    before_mean: Annotated[float | None, _build_option("X", "The same group's mean before.", _LINE)] = None
    before_sd: Annotated[float | None, _build_option("X", "Its SD before.", _LINE, min=0)] = None
    with_mean: Annotated[float | None, _build_option("X", "Another group's mean.", _LINE)] = None
    with_sd: Annotated[float | None, _build_option("X", "Its SD.", _LINE, min=0)] = None
    with_n: Annotated[int | None, _build_option("N", "How many.", _LINE, min=1)] = None
    r: Annotated[float | None, _build_option("R", "How far the two measurements go together.", min=-1, max=1)] = None
    sd_change: Annotated[float | None, _build_option("X", "The SD of the changes.", min=0)] = None

    icc: Annotated[
        float | None, _build_option("X", "How alike the learners of one class are, from 0 to 1 (an intraclass r).")
    ] = None

    @property
    def given(self) -> list[str]:
        """The names of what was given, in the order of the alphabet."""
        return sorted(name for name, value in self._asdict().items() if value is not None)


def take_options(command: Callable[[typer.Context, Any], None]) -> Callable[..., None]:
    """Return the command as Typer reads it: each field of the named tuple it takes is an option of its own."""
    kind = inspect.signature(command).parameters["options"].annotation

    def run(ctx: typer.Context, **options: Any) -> None:
        command(ctx, kind(**options))

    hints = {"ctx": typer.Context, **get_type_hints(kind, include_extras=True)}
    place = inspect.Parameter.POSITIONAL_OR_KEYWORD
    left = dict.fromkeys(hints, inspect.Parameter.empty) | kind._field_defaults
    parameters = [inspect.Parameter(name, place, default=left[name], annotation=hints[name]) for name in hints]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__name__, run.__doc__, run.__annotations__ = command.__name__, command.__doc__, hints
    return run
