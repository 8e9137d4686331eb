"""`enquiry summary`: the school year, or any window, as a document for a reader that is ready on any day."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_readers
from enquiry.cli.options import NAME_FLAGS, DryRun, Force, HoldNames, NamesAreFine, Output, QueryArgument, ReplaceNames
from enquiry.cli.output import open_file
from enquiry.cli.session import Session
from enquiry.cli.summary.formats import SummaryFormat, resolve_summary_format
from enquiry.cli.summary.handing_over import SummaryFile, TypedSummary, format_extent, hand_over_summary, show_preview
from enquiry.cli.summary.options import Forget, Hold, Include, Remember, Replayed, Share, Template
from enquiry.cli.summary.questions import settle_sharing
from enquiry.cli.summary.request import OWNER, AsAtOptions, read_summary_request, say_usual_window
from enquiry.cli.summary.sharing import DisclosureOptions, forget_disclosure
from enquiry.cli.summary.stories import write_stories
from enquiry.errors import UsageMistake

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
Story = Annotated[
    bool, typer.Option("--story", help="Open the story of each cycle in your editor first, and keep your own version.")
]
Open = Annotated[bool, typer.Option("--open", help="Show the file once it is written.")]
For = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="READER",
        help="For whom: self, prd, update, school, peer, friend, handover, accreditation, or one of your own.",
        autocompletion=complete_readers,
    ),
]


_BESIDE_FORGET = ("--share", "--include", "--hold", "-o", "--remember", "--dry-run", "--story", "--replay", *NAME_FLAGS)


def summary(
    ctx: typer.Context,
    words: QueryArgument = None,
    reader: For = OWNER,
    as_at: AsAt = None,
    later: Later = False,
    share: Share = None,
    include: Include = None,
    hold: Hold = None,
    remember: Remember = False,
    forget: Forget = False,
    output: Output = None,
    form: In = None,
    template: Template = None,
    force: Force = False,
    dry_run: DryRun = False,
    story: Story = False,
    replay: Replayed = False,
    show: Open = False,
    replace_names: ReplaceNames = False,
    hold_names: HoldNames = False,
    names_are_fine: NamesAreFine = False,
) -> None:
    from enquiry.cli.privacy.leaving import NameOptions
    from enquiry.insight.summary.build import prepare_summary

    session: Session = ctx.obj
    leaving = DisclosureOptions(share, include, hold)
    if forget:
        names_given = (replace_names, hold_names, names_are_fine)
        given = (share, include, hold, output, remember, dry_run, story, replay, *names_given)
        others = zip(_BESIDE_FORGET, given, strict=True)
        if beside := next((name for name, value in others if value), ""):
            raise UsageMistake(f"--forget makes no document, so {beside} says nothing.", "Give one of them.")
        forget_disclosure(session, reader)
        return
    names = NameOptions(replace_names, hold_names, names_are_fine)
    kind = resolve_summary_format(output, form)
    if template and kind is not SummaryFormat.DOCX:
        raise UsageMistake("--template is for Word documents.", "Write one, as in -o summary.docx, or leave it out.")
    if not output:
        _refuse_without_file(session, form, force=force, show=show)
    asked = read_summary_request(session, words, reader, AsAtOptions(as_at, later), replay=replay)
    asked = settle_sharing(session, asked, leaving, remember=remember, dry_run=dry_run)
    if story:
        asked = write_stories(ctx, asked, dry_run=dry_run)
    made = prepare_summary(asked)
    say_usual_window(session, asked)
    if dry_run:
        made = show_preview(session, asked, made, names, output)
        session.say(f"{output or 'The summary'} would hold {format_extent(made.summary)}. Nothing was written.")
        return
    typed = TypedSummary(words, AsAtOptions(as_at, later), leaving, names, remember)
    output = hand_over_summary(session, asked, made, SummaryFile(output, kind, template, force), typed)
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
