"""The options, by their settled names. A command's signature is made of these."""

from pathlib import Path
from typing import Annotated, Any

import typer

from enquiry.cli.completion import complete_cycles
from enquiry.cli.global_options import QUERY_METAVAR_END


def _build_argument(metavar: str, words: str, **more: Any) -> Any:
    """Return an argument; that it may be left out shows in its name, so that no default is shown."""
    return typer.Argument(metavar=metavar, help=words, show_default=False, **more)


_ONE = "A cycle: its number, or enough of its question."
_SEVERAL = "Cycles: a number, 1,2 or 1-3, or enough of a question."
_CYCLES = "Cycles: numbers, or enough of a question; fields and what else a query holds narrow it."
_QUERY = 'Words that must all be found; "a phrase"; -word; OR; brackets; fields such as tag:reading; @saved.'

CycleArgument = Annotated[str | None, _build_argument("[CYCLE]", _ONE, autocompletion=complete_cycles)]
SeveralCycles = Annotated[list[str] | None, _build_argument("[CYCLE]...", _SEVERAL, autocompletion=complete_cycles)]
CyclesArgument = Annotated[
    list[str] | None, _build_argument(f"[CYCLE|{QUERY_METAVAR_END}", _CYCLES, autocompletion=complete_cycles)
]
QueryArgument = Annotated[list[str] | None, _build_argument(f"[{QUERY_METAVAR_END}", _QUERY)]

# Narrowed by one cycle
_WHICH: Any = {"rich_help_panel": "Which", "autocompletion": complete_cycles}
OfCycle = Annotated[str | None, typer.Option("--cycle", "-c", metavar="CYCLE", help="Only this cycle.", **_WHICH)]
Csv = Annotated[bool, typer.Option("--csv", help="Answer with a table for spreadsheets.")]

# Files
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]

# The past
Count = Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many steps; the latest one if not said.")]
