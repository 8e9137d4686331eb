"""`enquiry summary`: the school year, or any window, as a document for a reader that is ready on any day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from enquiry.cli.completion import complete_cycles, complete_entries, complete_readers
from enquiry.cli.options import DryRun, Force, Output, QueryArgument
from enquiry.cli.session import Session
from enquiry.cli.summary.formats import SummaryFormat, is_slow_format, render_summary, resolve_summary_format
from enquiry.cli.summary.request import OWNER, DisclosureOptions, prepare_requested_summary
from enquiry.errors import UsageMistake
from enquiry.words import format_amount

if TYPE_CHECKING:
    from enquiry.insight.summary.value import PreparedSummary, Summary

LEAVING = "What may leave"

AsAt = Annotated[str | None, typer.Option("--as-at", metavar="DAY", help="As things stood at the end of this day.")]
In = Annotated[
    SummaryFormat | None,
    typer.Option("--format", metavar="FORMAT", help=f"{', '.join(SummaryFormat)}; else by the ending of FILE."),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="DOCX", help="For a Word document: one whose styles, page and letterhead to use."
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Show the file once it is written.")]
For = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="READER",
        help="For whom: self, prd, update, school, peer, handover, accreditation, or one of your own.",
        autocompletion=complete_readers,
    ),
]
Share = Annotated[
    list[str] | None,
    typer.Option(
        "--share",
        metavar="CYCLE",
        help="Let this cycle go for this document (1,2 and 1-3 name several); all lets every one go.",
        rich_help_panel=LEAVING,
        autocompletion=complete_cycles,
    ),
]
Include = Annotated[
    list[str] | None,
    typer.Option(
        "--include",
        metavar="ENTRY",
        help="Let this one entry go for this document, whatever it is.",
        rich_help_panel=LEAVING,
        autocompletion=complete_entries,
    ),
]
Hold = Annotated[
    list[str] | None,
    typer.Option(
        "--hold",
        metavar="ENTRY",
        help="Hold this entry back from this document.",
        rich_help_panel=LEAVING,
        autocompletion=complete_entries,
    ),
]


class DocumentTarget(NamedTuple):
    """Where a document goes and as what: a file, or standard output; as a format, or drawn for the terminal."""

    output: Path | None
    form: SummaryFormat | None
    template: Path | None
    force: bool
    show: bool


def summary(
    ctx: typer.Context,
    words: QueryArgument = None,
    reader: For = OWNER,
    as_at: AsAt = None,
    share: Share = None,
    include: Include = None,
    hold: Hold = None,
    output: Output = None,
    form: In = None,
    template: Template = None,
    force: Force = False,
    dry_run: DryRun = False,
    show: Open = False,
) -> None:
    """Hand over the school year so far, or any window, as it stands today or stood on any day.

    Everything is private until you let it go: --dry-run lists what would leave, what would not, and why.

    $ enquiry summary --year 2025-26 -o year.html --open        $ enquiry summary --for prd --share 4 -o prd.docx
    """
    session: Session = ctx.obj
    target = DocumentTarget(output, resolve_summary_format(output, form), template, force=force, show=show)
    _refuse_contradictions(session, target, form)
    made = prepare_requested_summary(session, words, reader, as_at, DisclosureOptions(share, include, hold))
    if dry_run:
        _show_preview(session, made, output)
    elif target.output and target.form:
        _write_summary(session, made, target.output, target.form, target)
    else:
        _show_summary(session, made, target)


def _refuse_contradictions(session: Session, target: DocumentTarget, form: SummaryFormat | None) -> None:
    if target.template and target.form is not SummaryFormat.DOCX:
        raise UsageMistake("--template is for Word documents.", "Write one, as in -o summary.docx, or leave it out.")
    if target.output:
        return
    lacking = (("--force", target.force, "write over"), ("--open", target.show, "show"))
    for name, given, purpose in lacking:
        if given:
            hint = f"Name it with -o FILE, or leave {name} out."
            raise UsageMistake(f"{name} was given, but no file to {purpose}.", hint)
    if form and (session.plain or (session.json and form is not SummaryFormat.JSON)):
        switch = "--plain" if session.plain else "--json"
        raise UsageMistake(f"{switch} and --format {form.value} contradict each other.", "Give one of them.")
    if form and not form.is_text and session.stdout.isatty():
        raise UsageMistake(f"A {form.value} document can't be shown here.", f"Name a file: -o summary.{form.value}")


def _format_extent(told: "Summary") -> str:
    return f"{format_amount(told.entries, 'entry', 'entries')} of {format_amount(len(told.cycles), 'cycle')}"


def _show_preview(session: Session, made: "PreparedSummary", output: Path | None) -> None:
    """Show what would be told to the reader, and write nothing."""
    from enquiry.answers.summary import PreviewAnswer
    from enquiry.views.summary.preview import draw_preview, format_preview_lines

    session.show(made, view=draw_preview, plain=format_preview_lines, data=PreviewAnswer)
    told = made.summary
    where = f"{output} would hold" if output else "The summary would hold"
    session.say(f"{where} {_format_extent(told)}. Nothing was written.")


def _show_summary(session: Session, made: "PreparedSummary", target: DocumentTarget) -> None:
    from enquiry.answers.summary import SummaryAnswer
    from enquiry.views.summary.document import draw_summary, format_summary_lines

    said: tuple[str, ...] = ()
    if target.form and not session.json:
        data, said = render_summary(made.summary, target.form, target.template)
        session.hand_over(data)
    else:
        session.show(made.summary, view=draw_summary, plain=format_summary_lines, data=SummaryAnswer)
    _say_notes(session, made, said)


def _write_summary(
    session: Session, made: "PreparedSummary", output: Path, form: SummaryFormat, target: DocumentTarget
) -> None:
    from enquiry.store.disk.atomic import write_file_atomically

    told = made.summary
    if is_slow_format(form):
        session.say("A browser is asked to print it, which takes a few seconds.")
    document = render_summary(told, form, target.template)
    write_file_atomically(output, document.data, overwrite=target.force)
    session.say(f"The summary was written to {output}: {_format_extent(told)}.")
    _say_notes(session, made, document.said)
    if session.json:
        from enquiry.answers.journal import WrittenAnswer

        session.answer(WrittenAnswer(output, form.value))
    if target.show and typer.launch(str(output)):
        session.say("No program was found to show it with; open it as you open other files.")


def _say_notes(session: Session, made: "PreparedSummary", said: tuple[str, ...]) -> None:
    """Say what there is to know of a document, and what was withheld."""
    from enquiry.views.summary.preview import format_withheld

    for words in filter(None, (*said, format_withheld(made))):
        session.say(words)
