"""The options of `enquiry measures`, by their settled names."""

from pathlib import Path
from typing import Annotated, Any

import typer

from enquiry.model.choices import BetterDirection

JOURNAL = "From the journal"
TABLE = "From a table of scores (it is read, and never kept)"
LINE = "From figures on the line"

Name = Annotated[list[str], typer.Argument(metavar="NAME", help="The measure, or enough of its name.")]
NewName = Annotated[list[str], typer.Argument(metavar="NAME", help="The measure's name, one in use or a new one.")]
OptionalName = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]", help="The measure, or enough of its name.", show_default=False)
]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="What stands after a number: 'of 20', '%'.")]
BetterWay = Annotated[BetterDirection | None, typer.Option("--better", help="Which way is better.")]
Lowest = Annotated[float | None, typer.Option("--lowest", metavar="X", help="The lowest value it can have.")]
Highest = Annotated[float | None, typer.Option("--highest", metavar="X", help="The highest value it can have.")]


def _build_number_option(flag: str, words: str, panel: str = LINE) -> Any:
    return typer.Option(flag, metavar="X", help=words, rich_help_panel=panel)


def _build_text_option(flag: str, metavar: str, words: str, panel: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel=panel)


With = Annotated[
    str | None, _build_text_option("--with", "NAME", "Another group's measure, to set beside it.", JOURNAL)
]
From = Annotated[str | None, _build_text_option("--from", "DAY", "The earlier day; else the baseline's.", JOURNAL)]
To = Annotated[str | None, _build_text_option("--to", "DAY", "The later day; else the latest.", JOURNAL)]
InCycle = Annotated[str | None, typer.Option("--cycle", "-c", metavar="CYCLE", help="The cycle that used it.")]
Csv = Annotated[
    Path | None, _build_text_option("--csv", "FILE", "A CSV with a header and a row for each learner.", TABLE)
]
BeforeColumn = Annotated[str | None, _build_text_option("--before", "COLUMN", "The column of scores before.", TABLE)]
AfterColumn = Annotated[str | None, _build_text_option("--after", "COLUMN", "The column of scores after.", TABLE)]
ByColumn = Annotated[
    str | None, _build_text_option("--by", "COLUMN", "The column of codes, so that nobody counts twice.", TABLE)
]
Mean = Annotated[float | None, _build_number_option("--mean", "The group's mean (afterwards).")]
Sd = Annotated[float | None, typer.Option("--sd", min=0, metavar="X", help="Its SD.", rich_help_panel=LINE)]
Count = Annotated[int | None, typer.Option("--n", min=1, metavar="N", help="How many.", rich_help_panel=LINE)]
BeforeMean = Annotated[float | None, _build_number_option("--before-mean", "The same group's mean before.")]
BeforeSd = Annotated[
    float | None, typer.Option("--before-sd", min=0, metavar="X", help="Its SD before.", rich_help_panel=LINE)
]
WithMean = Annotated[float | None, _build_number_option("--with-mean", "Another group's mean.")]
WithSd = Annotated[float | None, typer.Option("--with-sd", min=0, metavar="X", help="Its SD.", rich_help_panel=LINE)]
WithCount = Annotated[int | None, typer.Option("--with-n", min=1, metavar="N", help="How many.", rich_help_panel=LINE)]
Correlation = Annotated[
    float | None, typer.Option("--r", min=-1, max=1, metavar="R", help="How far the two measurements go together.")
]
SdChange = Annotated[float | None, typer.Option("--sd-change", min=0, metavar="X", help="The SD of the changes.")]
ChosenLow = Annotated[
    bool | None,
    typer.Option("--chosen-low/--not-chosen-low", help="Whether the group was chosen for scoring low."),
]
