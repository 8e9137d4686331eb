"""`enquiry export`: the journal, or what a query selects of it, as JSON, a folder of notes, or readings for others."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from enquiry.cli.folder import write_notes
from enquiry.cli.options import Force, HoldNames, NamesAreFine, Output, QueryArgument, ReplaceNames
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.words import format_amount, join_words


class ExportFormat(StrEnum):
    """What an export can be written as: the journal, or its readings with what was said of them."""

    JSON = "json"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


ENDINGS = {
    ".json": ExportFormat.JSON,
    ".bib": ExportFormat.BIBTEX,
    ".bibtex": ExportFormat.BIBTEX,
    ".csl": ExportFormat.CSL_JSON,
}
"""By what a file's name ends in; `.csl.json` is CSL-JSON, too."""

As = Annotated[ExportFormat | None, typer.Option("--format", help="The format; else by the ending of FILE, else json.")]
WithRemoved = Annotated[bool, typer.Option("--with-removed", help="Write what was removed or undone too, marked.")]


def export(
    ctx: typer.Context,
    words: QueryArgument = None,
    form: As = None,
    output: Output = None,
    force: Force = False,
    with_removed: WithRemoved = False,
    replace_names: ReplaceNames = False,
    hold_names: HoldNames = False,
    names_are_fine: NamesAreFine = False,
) -> None:
    from enquiry.answers.journal import WrittenAnswer
    from enquiry.cli.privacy.leaving import NameOptions, settle_journal_names

    session: Session = ctx.obj
    if force and not output:
        hint = "Name it with -o FILE, or leave --force out."
        raise UsageMistake("--force was given, but no file to write over.", hint)
    if session.json and not output and form not in (None, ExportFormat.JSON):
        raise UsageMistake(f"--json and --format {form} contradict each other.", "Give one of them.")
    form = form or find_export_format(output)
    cites = form in (ExportFormat.BIBTEX, ExportFormat.CSL_JSON)
    if with_removed and (words or session.filters or cites):
        msg = "--with-removed is for the whole journal, as json or markdown."
        raise UsageMistake(msg, "Leave it out, or whatever narrows the export.")
    journal = _select_journal(session, words, whole=with_removed or cites)
    if output and form is not ExportFormat.MARKDOWN:
        session.outlet.refuse_own(output)
    names = NameOptions(replace_names, hold_names, names_are_fine)
    if form is ExportFormat.MARKDOWN and output is None:
        raise UsageMistake("Markdown is written as a folder, and none was named.", "Name one with -o FOLDER.")
    cleared = settle_journal_names(session, journal, names, output, readings=cites)
    journal, output = cleared.journal, cleared.path
    if form is ExportFormat.MARKDOWN:
        write_notes(session, cleared, Path(output or ""), force=force)
        return
    data, what = _render_export(session, journal, form)
    if output is None:
        session.hand_over(data)
        return
    session.outlet.write_file(output, data, cleared.clearance, overwrite=force)
    session.say(f"{what} written to {output}.")
    if session.json:
        session.answer(WrittenAnswer(output, form.value))


def find_export_format(output: Path | None) -> ExportFormat:
    """Return the format that a file's name ends in; JSON where it says none. Raises UsageMistake for another one."""
    name = output.name.casefold() if output else ""
    if name.endswith(".csl.json"):
        return ExportFormat.CSL_JSON
    ending = Path(name).suffix
    if ending in ENDINGS:
        return ENDINGS[ending]
    if not ending or ending[1:].isdigit():  # as in journal-2026.11.27
        return ExportFormat.JSON
    documents = (".docx", ".pdf", ".html", ".htm", ".txt", ".csv", ".odt", ".rtf")
    words = f"An export is not written as “{ending}”; the endings are: {', '.join(ENDINGS)}."
    if ending == ".md":
        raise UsageMistake(words, "A folder of Markdown is written with --format markdown -o FOLDER.")
    hint = f"A document to read: enquiry summary -o {output}" if ending in documents else "Name one, or give --format."
    raise UsageMistake(words, hint)


def _select_journal(session: Session, words: list[str] | None, *, whole: bool) -> Journal:
    """Return the journal, or what was asked for of it; say how much of it that is.

    What was removed is in it only where the `whole` is wanted, which readings need to keep their keys.
    """
    if not words and not session.filters:
        journal = session.load_journal()
        if whole:
            return replace(journal, gifts=())  # the register stays at home
        from enquiry.query.select import drop_removed

        left = drop_removed(journal)
        if counts := _count_records(journal) - _count_records(left):
            told = [format_amount(count, noun, "entries" if noun == "entry" else "") for noun, count in counts.items()]
            session.say(f"Left out, since removed or undone: {join_words(told)}. To write that too: --with-removed")
        return left
    from enquiry.cli.search.filters import load_selection
    from enquiry.query.select import count_matches, narrow_journal
    from enquiry.views.search import format_result_counts

    journal, selection = load_selection(session, words)
    session.say(f"Only part of the journal: {format_result_counts(count_matches(selection)) or 'nothing fits'}.")
    return narrow_journal(journal, selection)


def _count_records(journal: Journal) -> Counter[str]:
    entries = sum(len(cycle.entries) for cycle in journal.cycles)
    return Counter(
        cycle=len(journal.cycles),
        entry=entries,
        note=len(journal.inbox),
        measure=len(journal.measures),
        belief=len(journal.beliefs),
    )


def _render_export(session: Session, journal: Journal, form: ExportFormat) -> tuple[bytes, str]:
    """Return the document, and the beginning of a sentence about it."""
    if form is ExportFormat.JSON:
        from enquiry.answers.records import describe_journal
        from enquiry.exchange.encoding import encode_answer

        with track_progress(session, "Writing the journal", "cycles") as follow:
            return encode_answer(describe_journal(journal, follow)), "The journal was"
    from enquiry.exchange.bibliography.citations import render_bibtex, render_csl
    from enquiry.exchange.bibliography.references import build_bibliography

    found = build_bibliography(journal)
    if found.without:
        session.say(f"Left out, since they name no source: {', '.join(found.without)}.")
    if not found.cited:
        session.say("No reading names a source yet; --authors, --title and more of enquiry read do.")
    what = format_amount(len(found.cited), "reading was", "readings were")
    return (render_bibtex(found).encode() if form is ExportFormat.BIBTEX else render_csl(found)), what
