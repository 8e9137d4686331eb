"""The options, by their settled names. A command's signature is made of these."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.completion import complete_cycles
from enquiry.cli.global_options import QUERY_METAVAR_END

CycleArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[CYCLE]",
        help="A cycle: its number, or enough of its question.",
        show_default=False,
        autocompletion=complete_cycles,
    ),
]
SeveralCycles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CYCLE]...",
        help="Cycles: a number, 1,2 or 1-3, or enough of a question.",
        show_default=False,
        autocompletion=complete_cycles,
    ),
]
CyclesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=f"[CYCLE|{QUERY_METAVAR_END}",
        help="Cycles: numbers, or enough of a question; fields and what else a query holds narrow it.",
        show_default=False,
        autocompletion=complete_cycles,
    ),
]

QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=f"[{QUERY_METAVAR_END}",
        help='Words that must all be found; "a phrase"; -word; OR; brackets; fields such as tag:reading; @saved.',
        show_default=False,
    ),
]

OfCycle = Annotated[
    str | None,
    typer.Option(
        "--cycle",
        "-c",
        metavar="CYCLE",
        help="Only this cycle.",
        rich_help_panel="Which",
        autocompletion=complete_cycles,
    ),
]
Csv = Annotated[bool, typer.Option("--csv", help="Answer with a table for spreadsheets.")]

# Files
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]

# The past
Count = Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many steps; the latest one if not said.")]
