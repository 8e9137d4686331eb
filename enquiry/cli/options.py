"""The options, by their settled names. A command's signature is made of these."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from enquiry.cli.completion import complete_cycles
from enquiry.cli.global_options import QUERY_METAVAR_END


def build_argument(metavar: str, words: str, complete: Callable[..., Any] | None = None, **more: Any) -> Any:
    """Return an argument; that it may be left out shows in its name, so that no default is shown."""
    return typer.Argument(
        **{"metavar": metavar, "help": words, "autocompletion": complete, "show_default": False, **more}
    )


def build_option(flags: str, metavar: str | None, words: str, panel: str | None = None, **more: Any) -> Any:
    """Return an option; `flags` are the ways of writing it, `metavar` what its value is called (None for a switch)."""
    return typer.Option(*flags.split(), metavar=metavar, help=words, rich_help_panel=panel, **more)


_ONE = "A cycle: its number, or enough of its question."
_SEVERAL = "Cycles: a number, 1,2 or 1-3, or enough of a question."
_CYCLES = "Cycles: numbers, or enough of a question; fields and what else a query holds narrow it."
_QUERY = 'Words that must all be found; "a phrase"; -word; OR; brackets; fields such as tag:reading; @saved.'

CycleArgument = Annotated[str | None, build_argument("[CYCLE]", _ONE, complete_cycles)]
CycleOption = Annotated[str | None, build_option("--cycle -c", "CYCLE", _ONE, autocompletion=complete_cycles)]
CyclesOption = Annotated[
    list[str] | None, build_option("--cycle -c", "CYCLE", _SEVERAL, autocompletion=complete_cycles)
]
SeveralCycles = Annotated[list[str] | None, build_argument("[CYCLE]...", _SEVERAL, complete_cycles)]
CyclesArgument = Annotated[list[str] | None, build_argument(f"[CYCLE|{QUERY_METAVAR_END}", _CYCLES, complete_cycles)]
QueryArgument = Annotated[list[str] | None, build_argument(f"[{QUERY_METAVAR_END}", _QUERY)]

# Narrowed by one cycle
OfCycle = Annotated[
    str | None, build_option("--cycle -c", "CYCLE", "Only this cycle.", "Which", autocompletion=complete_cycles)
]
Csv = Annotated[bool, build_option("--csv", None, "Answer with a table for spreadsheets.")]

# Files
Output = Annotated[Path | None, build_option("--output -o", "FILE", "Write to this file.")]
Force = Annotated[bool, build_option("--force", None, "Write over a file that is there already.")]
DryRun = Annotated[bool, build_option("--dry-run", None, "Show what would happen, and change nothing.")]

Encoding = Annotated[
    str | None, build_option("--encoding", "NAME", "What the file is written in, if not in UTF-8: cp1252, mac-roman, …")
]

# Names in what leaves
_NAMES = "Names in it"
NAME_FLAGS = ("--replace-names", "--hold-names", "--names-are-fine")
"""What becomes of names that are found in what leaves, in the order of their decisions."""

ReplaceNames = Annotated[
    bool, build_option("--replace-names", None, "Put codes in the place of names that are found in it.", _NAMES)
]
HoldNames = Annotated[bool, build_option("--hold-names", None, "Hold back what names are found in.", _NAMES)]
NamesAreFine = Annotated[bool, build_option("--names-are-fine", None, "Let names that are found in it go.", _NAMES)]

# The past
Count = Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many steps; the latest one if not said.")]
