"""`enquiry read`: something learned from research, policy or a colleague."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import (
    Authors,
    Doi,
    Doubt,
    DryRun,
    Fit,
    InCycle,
    On,
    Published,
    Standards,
    Tags,
    Title,
    Url,
    Where,
    WithPrivacy,
    Words,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import EntryOptions, add_entry
from enquiry.errors import UsageMistake
from enquiry.model.entry import Reading, parse_doi

FromBibtex = Annotated[
    Path | None,
    typer.Option(
        "--from-bibtex", metavar="FILE", help="Take the readings in this BibTeX file; - reads standard input."
    ),
]


def read(
    ctx: typer.Context,
    words: Words = None,
    authors: Authors = None,
    year: Published = None,
    title: Title = None,
    where: Where = None,
    doi: Doi = None,
    url: Url = None,
    fit: Fit = None,
    doubt: Doubt = None,
    from_bibtex: FromBibtex = None,
    dry_run: DryRun = False,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Add something learned from research, policy or a colleague, and how it fits here.

    $ enquiry read waiting lengthens answers --authors "Rowe, M." --year 1986 --fit "my waits are under a second"
    """
    session: Session = ctx.obj
    given = EntryOptions(cycle, on, tag, standard, privacy)
    if from_bibtex:
        from enquiry.cli.writing.citations import add_bibtex_readings

        own = {"authors": authors, "year": year, "title": title, "where": where, "doi": doi, "url": url}
        own |= {"fit": fit, "doubt": doubt}
        add_bibtex_readings(session, from_bibtex, given, own, words, dry_run=dry_run)
        return
    if dry_run:
        raise UsageMistake("--dry-run was given, but no file.", "It belongs to --from-bibtex FILE.")
    text = session.read_text_argument(words, what="reading", example="enquiry read waiting lengthens answers")
    add_entry(
        session,
        given,
        lambda common, _journal: Reading(
            **common,
            text=text,
            authors=session.clean_field(authors, "authors"),
            year=year,
            title=session.clean_field(title, "title"),
            where=session.clean_field(where, "place"),
            doi=parse_doi(doi) if doi else "",
            url=session.clean_field(url, "link"),
            fit=session.clean_field(fit, "fit"),
            doubt=session.clean_field(doubt, "doubt"),
        ),
    )
