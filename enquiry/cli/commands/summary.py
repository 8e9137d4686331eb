"""`enquiry summary`: the school year, or any window, as a document for a reader that is ready on any day."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enquiry.cli.completion import complete_cycles, complete_entries, complete_readers
from enquiry.cli.options import DryRun, Force, Output, QueryArgument
from enquiry.cli.output import open_file
from enquiry.cli.session import Session
from enquiry.cli.summary.formats import SummaryFormat, is_slow_format, render_summary, resolve_summary_format
from enquiry.cli.summary.request import OWNER, AsAtOptions, DisclosureOptions, prepare_requested_summary
from enquiry.errors import UsageMistake
from enquiry.words import format_amount

if TYPE_CHECKING:
    from enquiry.insight.summary.value import Summary

AsAt = Annotated[
    str | None, typer.Option("--as-at", metavar="DAY", help="As things were known at the end of this day.")
]
Later = Annotated[
    bool,
    typer.Option("--typed-later", help="With --as-at: what had happened by then and was typed later, too, said so."),
]
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


def _build_disclosure_option(flag: str, metavar: str, words: str, complete: Callable[..., Any]) -> Any:
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel="What may leave", autocompletion=complete)


_SHARED = "Let this cycle go for this document (1,2 and 1-3 name several); all lets every one go."
_INCLUDED = "Let this one entry go for this document, whatever it is."
_HELD = "Hold this entry back from this document, or a cycle's own field: 7:asked-before, 7:hunch."
Share = Annotated[list[str] | None, _build_disclosure_option("--share", "CYCLE", _SHARED, complete_cycles)]
Include = Annotated[list[str] | None, _build_disclosure_option("--include", "ENTRY", _INCLUDED, complete_entries)]
Hold = Annotated[list[str] | None, _build_disclosure_option("--hold", "ENTRY", _HELD, complete_entries)]


def summary(
    ctx: typer.Context,
    words: QueryArgument = None,
    reader: For = OWNER,
    as_at: AsAt = None,
    later: Later = False,
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
    from enquiry.views.summary.preview import draw_preview, format_preview_lines, format_withheld

    session: Session = ctx.obj
    kind = resolve_summary_format(output, form)
    if template and kind is not SummaryFormat.DOCX:
        raise UsageMistake("--template is for Word documents.", "Write one, as in -o summary.docx, or leave it out.")
    if not output:
        _refuse_without_file(session, form, force=force, show=show)
    leaving = DisclosureOptions(share, include, hold)
    made = prepare_requested_summary(session, words, reader, AsAtOptions(as_at, later), leaving)
    told, said = made.summary, tuple[str, ...]()
    extent = f"{format_amount(told.entries, 'entry', 'entries')} of {format_amount(len(told.cycles), 'cycle')}"
    if dry_run:
        from enquiry.answers.summary import PreviewAnswer

        session.show(made, view=draw_preview, plain=format_preview_lines, data=PreviewAnswer)
        session.say(f"{output or 'The summary'} would hold {extent}. Nothing was written.")
        return
    if output and kind:
        said = _write_summary(session, told, output, kind, template, force=force)
        session.say(f"The summary was written to {output}: {extent}.")
    elif kind and not session.json:
        data, said = render_summary(told, kind, session.outlet.open_private_folder, template)
        session.hand_over(data)
    else:
        from enquiry.answers.summary import SummaryAnswer
        from enquiry.views.summary.document import draw_summary, format_summary_lines

        session.show(told, view=draw_summary, plain=format_summary_lines, data=SummaryAnswer)
    for note in filter(None, (*said, format_withheld(made))):
        session.say(note)
    if show and output and (kept := open_file(output, session.environ)):
        session.say(kept)


def _refuse_without_file(session: Session, form: SummaryFormat | None, *, force: bool, show: bool) -> None:
    """Raise UsageMistake for what needs a file where none was named, and for a form that can't be shown here."""
    for name, given, purpose in (("--force", force, "write over"), ("--open", show, "show")):
        if given:
            hint = f"Name it with -o FILE, or leave {name} out."
            raise UsageMistake(f"{name} was given, but no file to {purpose}.", hint)
    if form and (session.plain or (session.json and form is not SummaryFormat.JSON)):
        switch = "--plain" if session.plain else "--json"
        raise UsageMistake(f"{switch} and --format {form.value} contradict each other.", "Give one of them.")
    if form and not form.is_text and session.stdout.isatty():
        raise UsageMistake(f"A {form.value} document can't be shown here.", f"Name a file: -o summary.{form.value}")


def _write_summary(
    session: Session, told: "Summary", output: Path, kind: SummaryFormat, template: Path | None, *, force: bool
) -> tuple[str, ...]:
    """Write the summary into a file, and return what there is to know of the document."""
    from enquiry.answers.journal import WrittenAnswer

    session.outlet.refuse_own(output)  # before anybody waits
    if is_slow_format(kind):
        session.say("A browser is asked to print it, which takes a few seconds.")
    document = render_summary(told, kind, session.outlet.open_private_folder, template)
    session.outlet.write_file(output, document.data, overwrite=force)
    if session.json:
        session.answer(WrittenAnswer(output, kind.value))
    return document.said
