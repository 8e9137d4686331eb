"""`enquiry read`: something learned from research, policy or a colleague."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import DryRun, Encoding
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
FromRis = Annotated[
    Path | None,
    typer.Option("--from-ris", metavar="FILE", help="Take the readings in this RIS file; - reads standard input."),
]


@add_entry_options
def read(
    session: Session,
    given: EntryOptions,
    from_bibtex: FromBibtex = None,
    from_csl: FromCsl = None,
    from_ris: FromRis = None,
    encoding: Encoding = None,
    dry_run: DryRun = False,
) -> None:
    files = {"bibtex": from_bibtex, "csl": from_csl, "ris": from_ris}
    match [(kind, path) for kind, path in files.items() if path]:
        case []:
            if dry_run or encoding:
                option = "--dry-run" if dry_run else "--encoding"
                raise UsageMistake(f"{option} was given, but no file.", "It belongs to --from-bibtex FILE.")
            add_entry(session, given, Reading, example="enquiry read waiting lengthens answers")
        case [(kind, path)]:
            from enquiry.cli.writing.citations import CitedFile, add_cited_readings

            add_cited_readings(session, CitedFile(path, kind, encoding), given, dry_run=dry_run)
        case [(one, _), (other, _), *_]:
            raise UsageMistake(f"--from-{one} and --from-{other} contradict each other.", "Give one of them.")
