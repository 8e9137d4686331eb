"""The options of `enquiry measures`: those of `define` by their names, and those of `compare` as one value."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from enquiry.model.choices import BetterDirection

_JOURNAL = "From the journal"
_TABLE = "From a table of scores (it is read, and never kept)"
_LINE = "From figures on the line"

Name = Annotated[list[str], typer.Argument(metavar="NAME", help="The measure, or enough of its name.")]
NewName = Annotated[list[str], typer.Argument(metavar="NAME", help="The measure's name, one in use or a new one.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="What stands after a number: 'of 20', '%'.")]
BetterWay = Annotated[BetterDirection | None, typer.Option("--better", help="Which way is better.")]
Lowest = Annotated[float | None, typer.Option("--lowest", metavar="X", help="The lowest value it can have.")]
Highest = Annotated[float | None, typer.Option("--highest", metavar="X", help="The highest value it can have.")]
InCycle = Annotated[str | None, typer.Option("--cycle", "-c", metavar="CYCLE", help="The cycle that used it.")]


def _option(panel: str | None, flag: str, metavar: str, words: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel=panel, **more)


class CompareOptions(NamedTuple):
    """What `measures compare` was given, as it was typed; None for an option that was not given."""

    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help="The measure, or enough of its name.", show_default=False),
    ] = None
    cycle: InCycle = None
    chosen_low: Annotated[
        bool | None,
        typer.Option("--chosen-low/--not-chosen-low", help="Whether the group was chosen for scoring low."),
    ] = None
    with_: Annotated[str | None, _option(_JOURNAL, "--with", "NAME", "Another group's measure, to set beside it.")] = (
        None
    )
    from_: Annotated[str | None, _option(_JOURNAL, "--from", "DAY", "The earlier day; else the baseline's.")] = None
    to: Annotated[str | None, _option(_JOURNAL, "--to", "DAY", "The later day; else the latest.")] = None
    csv: Annotated[Path | None, _option(_TABLE, "--csv", "FILE", "A CSV with a header and a row for each learner.")] = (
        None
    )
    before: Annotated[str | None, _option(_TABLE, "--before", "COLUMN", "The column of scores before.")] = None
    after: Annotated[str | None, _option(_TABLE, "--after", "COLUMN", "The column of scores after.")] = None
    by: Annotated[
        str | None, _option(_TABLE, "--by", "COLUMN", "The column of codes, so that nobody counts twice.")
    ] = None
    mean: Annotated[float | None, _option(_LINE, "--mean", "X", "The group's mean (afterwards).")] = None
    sd: Annotated[float | None, _option(_LINE, "--sd", "X", "Its SD.", min=0)] = None
    n: Annotated[int | None, _option(_LINE, "--n", "N", "How many.", min=1)] = None
    before_mean: Annotated[float | None, _option(_LINE, "--before-mean", "X", "The same group's mean before.")] = None
    before_sd: Annotated[float | None, _option(_LINE, "--before-sd", "X", "Its SD before.", min=0)] = None
    with_mean: Annotated[float | None, _option(_LINE, "--with-mean", "X", "Another group's mean.")] = None
    with_sd: Annotated[float | None, _option(_LINE, "--with-sd", "X", "Its SD.", min=0)] = None
    with_n: Annotated[int | None, _option(_LINE, "--with-n", "N", "How many.", min=1)] = None
    r: Annotated[
        float | None, _option(None, "--r", "R", "How far the two measurements go together.", min=-1, max=1)
    ] = None
    sd_change: Annotated[float | None, _option(None, "--sd-change", "X", "The SD of the changes.", min=0)] = None

    @property
    def given(self) -> list[str]:
        """The names of what was given, in the order of the alphabet."""
        return sorted(name for name, value in self._asdict().items() if value is not None)


def take_compare_options(command: Callable[[typer.Context, CompareOptions], None]) -> Callable[..., None]:
    """Return the command as Typer reads it, with each field of CompareOptions as an option of its own."""

    def run(ctx: typer.Context, **options: Any) -> None:
        command(ctx, CompareOptions(**options))

    hints = {"ctx": typer.Context, **get_type_hints(CompareOptions, include_extras=True)}
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, kind, annotation=hint, default=inspect.Parameter.empty if name == "ctx" else None)
            for name, hint in hints.items()
        ]
    )
    run.__name__, run.__doc__, run.__annotations__ = command.__name__, command.__doc__, hints
    return run
