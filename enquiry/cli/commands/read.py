"""`enquiry read`: something learned from research, policy or a colleague."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import DryRun
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions, add_entry_options
from enquiry.errors import UsageMistake
from enquiry.model.entry import Reading

FromBibtex = Annotated[
    Path | None,
    typer.Option(
        "--from-bibtex", metavar="FILE", help="Take the readings in this BibTeX file; - reads standard input."
    ),
]
FromCsl = Annotated[
    Path | None,
    typer.Option("--from-csl", metavar="FILE", help="Take the readings in this CSL-JSON file; - reads standard input."),
]


@add_entry_options
def read(
    session: Session,
    given: EntryOptions,
    from_bibtex: FromBibtex = None,
    from_csl: FromCsl = None,
    dry_run: DryRun = False,
) -> None:
    if from_bibtex and from_csl:
        raise UsageMistake("--from-bibtex and --from-csl contradict each other.", "Give one of them.")
    if path := from_bibtex or from_csl:
        from enquiry.cli.writing.citations import add_cited_readings

        add_cited_readings(session, path, given, is_csl=bool(from_csl), dry_run=dry_run)
    elif dry_run:
        raise UsageMistake("--dry-run was given, but no file.", "It belongs to --from-bibtex FILE.")
    else:
        add_entry(session, given, Reading, example="enquiry read waiting lengthens answers")
