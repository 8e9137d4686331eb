"""The options, by their settled names. A command's signature is made of these."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from enquiry.cli.completion import complete_cycles, complete_tags
from enquiry.cli.global_options import QUERY_METAVAR_END
from enquiry.model.choices import EntryKind

CHOOSING = "Which"

CycleArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[CYCLE]",
        help="A cycle: its number, or enough of its question.",
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

# Looking and reporting
WithTag = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        "-t",
        metavar="TAG",
        help="Only what bears this tag or one nested under it.",
        rich_help_panel=CHOOSING,
        autocompletion=complete_tags,
    ),
]
OfKind = Annotated[
    list[EntryKind] | None,
    typer.Option("--kind", help="Only entries of this kind; give it again for more.", rich_help_panel=CHOOSING),
]
OfCycle = Annotated[
    str | None,
    typer.Option(
        "--cycle",
        "-c",
        metavar="CYCLE",
        help="Only this cycle.",
        rich_help_panel=CHOOSING,
        autocompletion=complete_cycles,
    ),
]
Year = Annotated[
    str | None,
    typer.Option("--year", metavar="YEAR", help="A school year, such as 2025-26.", rich_help_panel=CHOOSING),
]
Term = Annotated[
    str | None,
    typer.Option(
        "--term", metavar="TERM", help="A term of that year (this year if none is named).", rich_help_panel=CHOOSING
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="From this day on.", rich_help_panel=CHOOSING),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", help="Up to and including this day.", rich_help_panel=CHOOSING),
]

Csv = Annotated[bool, typer.Option("--csv", help="Answer with a table for spreadsheets.")]

# Files
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]

# The past
Count = Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many steps; the latest one if not said.")]


class Filters(NamedTuple):
    """What was asked for by options."""

    tags: list[str] | None = None
    kinds: list[EntryKind] | None = None
    cycles: Iterable[str | None] = ()
    year: str | None = None
    term: str | None = None
    since: str | None = None
    until: str | None = None
