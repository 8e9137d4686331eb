"""The options, by their settled names. A command's signature is made of these."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.completion import complete_cycles, complete_standards, complete_tags
from enquiry.cli.global_options import QUERY_METAVAR_END
from enquiry.model.choices import Decision, Direction, EvidenceKind, EvidenceStage, Privacy

WRITING = "About the writing"
MOST = 1_000_000
"""The most that is counted of anything: more is a slip of the finger."""

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT", help="What you want to write; - reads standard input, nothing asks.", show_default=False
    ),
]
OptionalWords = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TEXT]", help="What you make of it; - reads standard input.", show_default=False),
]
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

# Every writing command
InCycle = Annotated[
    str | None,
    typer.Option(
        "--cycle",
        "-c",
        metavar="CYCLE",
        help="The cycle it belongs to; else the current one.",
        rich_help_panel=WRITING,
        autocompletion=complete_cycles,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DAY",
        help="The day it happened: yesterday, 'last tuesday', 2026-11-20.",
        rich_help_panel=WRITING,
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        "-t",
        metavar="TAG",
        help="A tag; give it again for more.",
        rich_help_panel=WRITING,
        autocompletion=complete_tags,
    ),
]
Standards = Annotated[
    list[str] | None,
    typer.Option(
        "--standard",
        metavar="CODE",
        help="A professional standard it touches, such as 'GTCS 2.1' or gtcs:2.1.",
        rich_help_panel=WRITING,
        autocompletion=complete_standards,
    ),
]
WithPrivacy = Annotated[
    Privacy | None,
    typer.Option(
        "--privacy", help="The widest circle it may be shown to; private if not said.", rich_help_panel=WRITING
    ),
]
Because = Annotated[str | None, typer.Option("--because", metavar="REASON", help="The reason, in a clause.")]

# Looking and reporting (what narrows is in `cli.search.options`)
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

# Fields of the kinds
Issue = Annotated[str | None, typer.Option("--issue", metavar="TEXT", help="The worry about learning that started it.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why it matters.")]
Hunch = Annotated[
    str | None, typer.Option("--hunch", metavar="TEXT", help="What I think is going on, my own part in it included.")
]
Group = Annotated[str | None, typer.Option("--group", metavar="TEXT", help="The learners meant, never by name.")]
Success = Annotated[
    list[str] | None,
    typer.Option("--success", metavar="TEXT", help="What I would see if it worked; give it again for more."),
]
NextLook = Annotated[str | None, typer.Option("--next-look", metavar="DAY", help="When to look at it again.")]
Planned = Annotated[
    int | None, typer.Option("--planned", min=0, max=MOST, metavar="N", help="How many times it was planned.")
]
Done = Annotated[int | None, typer.Option("--done", min=0, max=MOST, metavar="N", help="How many times it was done.")]
UntilDay = Annotated[str | None, typer.Option("--until", metavar="DAY", help="The last day of the action.")]
OfEvidence = Annotated[
    EvidenceKind | None, typer.Option("--kind", help="What kind of evidence it is; noticing if not said.")
]
AtStage = Annotated[
    EvidenceStage | None, typer.Option("--stage", help="Its stage; worked out from the dates if not said.")
]
Says = Annotated[Direction | None, typer.Option("--direction", help="What it says of the hunch.")]
Learners = Annotated[
    int | None, typer.Option("--n", min=1, max=MOST, metavar="N", help="How many learners it is about.")
]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure", metavar="NAME=VALUE", help="A value, such as 'words a minute=78'; give it again for more."
    ),
]
Deviation = Annotated[
    float | None, typer.Option("--sd", min=0, metavar="SD", help="The standard deviation of the value.")
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="WHERE", help="Where the real thing lies: 'jotters, blue folder'.")
]
Authors = Annotated[str | None, typer.Option("--authors", metavar="NAMES", help="Who wrote it.")]
Published = Annotated[
    int | None, typer.Option("--year", min=1000, max=2100, metavar="YEAR", help="The year it came out.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Its title.")]
Where = Annotated[str | None, typer.Option("--in", metavar="WHERE", help="The journal, book or place it stands in.")]
Doi = Annotated[str | None, typer.Option("--doi", metavar="DOI", help="Its DOI.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="A link to it.")]
Fit = Annotated[str | None, typer.Option("--fit", metavar="TEXT", help="How it fits here.")]
Doubt = Annotated[str | None, typer.Option("--doubt", metavar="TEXT", help="What is doubtful about it.")]
Decided = Annotated[Decision | None, typer.Option("--decision", help="How the review ends.")]
Next = Annotated[
    str | None, typer.Option("--next", metavar="QUESTION", help="The question of the cycle that grows from this one.")
]

Links = Annotated[
    list[str] | None,
    typer.Option(
        "--link",
        metavar="KIND=CYCLE",
        help="A tie to another cycle: contradicts, replicates, same-group; or shared-with=NAME.",
    ),
]

# Files
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]

# The past
Count = Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many steps; the latest one if not said.")]
