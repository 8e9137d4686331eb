"""`enquiry read`: something learned from research, policy or a colleague."""

import typer

from enquiry.cli.options import (
    Authors,
    Doi,
    Doubt,
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
from enquiry.cli.writing import Given, add_entry
from enquiry.model.entry import Reading, doi_from


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
    text = session.text(
        words, what="reading", ask="What did you learn from it?", example="enquiry read waiting lengthens answers"
    )
    add_entry(
        session,
        Given(cycle, on, tag, standard, privacy),
        lambda common, _journal: Reading(
            **common,
            text=text,
            authors=session.field(authors, "authors"),
            year=year,
            title=session.field(title, "title"),
            where=session.field(where, "place"),
            doi=doi_from(doi) if doi else "",
            url=session.field(url, "link"),
            fit=session.field(fit, "fit"),
            doubt=session.field(doubt, "doubt"),
        ),
    )
