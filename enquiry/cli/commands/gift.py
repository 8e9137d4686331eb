"""`enquiry gift`: an enquiry given to a critical friend, as a document that is answered in its margin."""

from typing import Annotated

import typer

from enquiry.cli.colleagues.gift import (
    give_document,
    read_gift_request,
    settle_gift_file,
    settle_gift_sharing,
    settle_gift_terms,
)
from enquiry.cli.completion import complete_readers
from enquiry.cli.options import DryRun, Force, HoldNames, NamesAreFine, Output, ReplaceNames, SeveralCycles
from enquiry.cli.session import Session
from enquiry.cli.summary.options import Hold, Include, Template
from enquiry.cli.summary.sharing import DisclosureOptions

To = Annotated[
    str | None, typer.Option("--to", metavar="WHOM", help="For whom it is, in your own words: stage partner.")
]
Wish = Annotated[str | None, typer.Option("--wish", metavar="TEXT", help="What you would like from them.")]
For = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="READER",
        help="As whom they read: friend, or another reader of summaries.",
        autocompletion=complete_readers,
    ),
]
DeleteBy = Annotated[
    str | None,
    typer.Option("--delete-by", metavar="DAY", help="By when they are to delete it; else by the end of the year."),
]


def gift(
    session: Session,
    cycles: SeveralCycles = None,
    to: To = None,
    wish: Wish = None,
    output: Output = None,
    reader: For = "friend",
    delete_by: DeleteBy = None,
    include: Include = None,
    hold: Hold = None,
    template: Template = None,
    force: Force = False,
    dry_run: DryRun = False,
    replace_names: ReplaceNames = False,
    hold_names: HoldNames = False,
    names_are_fine: NamesAreFine = False,
) -> None:
    from enquiry.answers.answer import project
    from enquiry.answers.gifts import GiftAnswer
    from enquiry.answers.summary import PreviewAnswer
    from enquiry.cli.privacy.leaving import NameOptions, say_what_is_asked
    from enquiry.insight.gifts.register import build_gift_row
    from enquiry.insight.summary.build import prepare_summary
    from enquiry.views.summary.preview import draw_preview, format_preview_lines

    asked, given = read_gift_request(session, cycles, reader)
    file = settle_gift_file(session, output, template, force=force, dry_run=dry_run)
    terms = settle_gift_terms(session, asked, given, to, wish, delete_by)
    leaving, asked = DisclosureOptions(None, include, hold), asked._replace(to=terms.to, wish=terms.wish)
    made = prepare_summary(settle_gift_sharing(session, asked, leaving, dry_run=dry_run))
    if dry_run:
        session.show(made, view=draw_preview, plain=format_preview_lines, data=PreviewAnswer)
        say_what_is_asked(session, asked, made, output)
        session.say("Nothing was written.")
        return
    names = NameOptions(replace_names, hold_names, names_are_fine)
    gave = give_document(session, asked, made, terms, file, names)
    if session.json:
        session.answer(project(GiftAnswer, build_gift_row(gave, session.load_journal())))
