"""The options of whatever leaves for a reader: what may leave of it, and the look of a Word document.

What is let go or held back by them holds for one document; `settle_sharing` keeps it where that is asked for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from enquiry.cli.completion import complete_cycles, complete_entries

LEAVING = "What may leave"
"""The panel in which they stand in the help."""


def _build_disclosure_option(flag: str, metavar: str, words: str, complete: Callable[..., Any]) -> Any:
    """Return an option that stands in that panel and may be repeated."""
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel=LEAVING, autocompletion=complete)


_SHARED = "Let this cycle go for this document (1,2 and 1-3 name several); all lets every one go."
_INCLUDED = "Let this one entry go for this document, whatever it is."
_HELD = "Hold this entry back from this document, or a cycle's own field: 7:asked-before, 7:hunch."
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="DOCX", help="For a Word document: one whose styles, page and letterhead to use."
    ),
]
Replayed = Annotated[
    bool, typer.Option("--replay", help="Tell each decision with what was known then, as enquiry replay does.")
]
Share = Annotated[list[str] | None, _build_disclosure_option("--share", "CYCLE", _SHARED, complete_cycles)]
Include = Annotated[list[str] | None, _build_disclosure_option("--include", "ENTRY", _INCLUDED, complete_entries)]
Hold = Annotated[list[str] | None, _build_disclosure_option("--hold", "ENTRY", _HELD, complete_entries)]
Remember = Annotated[
    bool,
    typer.Option("--remember", help="Keep for this reader what this document lets go.", rich_help_panel=LEAVING),
]
Forget = Annotated[
    bool, typer.Option("--forget", help="Take back what was kept for this reader.", rich_help_panel=LEAVING)
]
