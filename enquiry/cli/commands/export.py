"""`enquiry export`: the journal, or what a query selects of it, as JSON, a folder of notes, or readings for others."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.folder import write_notes
from enquiry.cli.options import Force, OfCycle, OfKind, Output, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.progress import following
from enquiry.cli.search.filters import Choice
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal


class Format(StrEnum):
    """What an export can be written as: the journal, or its readings with what was said of them."""

    JSON = "json"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


ENDINGS = {".bib": Format.BIBTEX, ".bibtex": Format.BIBTEX, ".csl.json": Format.CSL_JSON, ".csl": Format.CSL_JSON}

As = Annotated[
    Format | None,
    typer.Option("--format", help="The format; else by the ending of FILE, else json.", show_default=False),
]


def export(
    ctx: typer.Context,
    words: QueryArgument = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    form: As = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the whole journal as one JSON document, or its readings with your words on them as BibTeX or CSL-JSON.

    A query or an option narrows it: then it holds the cycles found, each with the entries found in it and no others.
    It is a journal like any other, which enquiry import takes in. With --format markdown it becomes a folder for any
    notes program, which import takes in again, too.

    $ enquiry export -o journal-backup.json        $ enquiry export --format markdown -o notes
    $ enquiry export tag:reading --year 2025-26 -o reading.json
    """
    from enquiry.store.disk.atomic import write_whole

    session: Session = ctx.obj
    _refuse_contradictions(session, form, output, force=force)
    form = form or _by_ending(output)
    journal = _chosen(session, Choice(tag, kind, (cycle,), year, term, since, until), words)
    if form is Format.MARKDOWN:
        write_notes(session, journal, output, force=force)
        return
    data, what = _document(session, journal, form)
    if output is None:
        session.hand_over(data)
        return
    write_whole(output, data, overwrite=force)
    session.say(f"{what} written to {output}.")
    if session.json:
        session.answer({"written": str(output), "format": form.value})


def _chosen(session: Session, choice: Choice, words: list[str] | None) -> Journal:
    """Return the journal, or what was asked for of it; say how much of it that is."""
    from enquiry.cli.search.filters import query_from, source_of

    journal = session.journal()
    if not words and not source_of(choice):
        return journal
    from enquiry.query.result import counts_of
    from enquiry.query.select import narrowed, select
    from enquiry.views.search import in_words

    selection = select(journal, query_from(session, journal, choice, words))
    session.say(f"Only part of the journal: {in_words(counts_of(selection)) or 'nothing fits'}.")
    return narrowed(journal, selection)


def _refuse_contradictions(session: Session, form: Format | None, output: Path | None, *, force: bool) -> None:
    if output:
        return
    if force:
        raise UsageMistake(
            "--force was given, but no file to write over.", "Name it with -o FILE, or leave --force out."
        )
    if session.json and form not in (None, Format.JSON):
        raise UsageMistake(f"--json and --format {form} contradict each other.", "Give one of them.")


def _by_ending(output: Path | None) -> Format:
    name = output.name.casefold() if output else ""
    return next((form for ending, form in ENDINGS.items() if name.endswith(ending)), Format.JSON)


def _document(session: Session, journal: Journal, form: Format) -> tuple[bytes, str]:
    """Return the document, and the beginning of a sentence about it."""
    if form is Format.JSON:
        from enquiry.answers.journal import as_json, journal_object

        with following(session, "Writing the journal", "cycles") as follow:
            return as_json(journal_object(journal, follow)), "The journal was"
    from enquiry.exchange.bibliography.bibtex_write import bibtex_of
    from enquiry.exchange.bibliography.csl import csl_of
    from enquiry.exchange.bibliography.references import bibliography

    found = bibliography(journal)
    if found.without:
        session.say(f"Left out, since they name no source: {', '.join(found.without)}.")
    if not found.cited:
        session.say("No reading names a source yet; --authors, --title and more of enquiry read do.")
    what = "1 reading was" if len(found.cited) == 1 else f"{len(found.cited)} readings were"
    return (bibtex_of(found).encode() if form is Format.BIBTEX else csl_of(found)), what
