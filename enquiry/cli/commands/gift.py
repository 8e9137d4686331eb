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
from enquiry.cli.completion import complete_gift_readers
from enquiry.cli.options import (
    DryRun,
    Force,
    HoldNames,
    NamesAreFine,
    Output,
    ReplaceNames,
    SeveralCycles,
    build_option,
)
from enquiry.cli.session import Session
from enquiry.cli.summary.options import Hold, Include, Replayed, Template
from enquiry.cli.summary.sharing import DisclosureOptions
from enquiry.model.colleagues.gift import Gift

To = Annotated[
    str | None, typer.Option("--to", metavar="WHOM", help="For whom it is, in your own words: stage partner.")
]
Wish = Annotated[str | None, typer.Option("--wish", metavar="TEXT", help="What you would like from them.")]
For = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="READER",
        help="As whom they read: friend, another reader of summaries, or leader, for a staffroom.",
        autocompletion=complete_gift_readers,
    ),
]
DeleteBy = Annotated[
    str | None,
    typer.Option("--delete-by", metavar="DAY", help="By when they are to delete it; else by the end of the year."),
]

_STAFFROOM = "For a staffroom (--for leader)"
Leave = Annotated[
    list[str] | None, build_option("--leave", "NUMBER", "Strike these lines out: 2,5, as --dry-run shows.", _STAFFROOM)
]
Without = Annotated[
    list[str] | None, build_option("--without", "PART", "Strike out what is tags, standards, because, …", _STAFFROOM)
]
Name = Annotated[bool, build_option("--name", None, "Give it under your name.", _STAFFROOM)]


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
    replay: Replayed = False,
    force: Force = False,
    leave: Leave = None,
    without: Without = None,
    name: Name = False,
    dry_run: DryRun = False,
    replace_names: ReplaceNames = False,
    hold_names: HoldNames = False,
    names_are_fine: NamesAreFine = False,
) -> None:
    from enquiry.cli.privacy.leaving import NameOptions
    from enquiry.cli.staffroom.leader_gift import LeaderGiftOptions, give_to_leader, refuse_beside
    from enquiry.insight.staffroom.offer import LEADER

    names = NameOptions(replace_names, hold_names, names_are_fine)
    beside = {"--delete-by": delete_by, "--include": include, "--hold": hold, "--template": template, "--force": force}
    beside |= {"--replay": replay}
    refuse_beside(reader, beside, {"--leave": leave, "--without": without, "--name": name})
    if reader == LEADER:
        said = LeaderGiftOptions(cycles, output, to, wish, leave, without, name, names, dry_run)
        if laid := give_to_leader(session, said):
            _answer_gift(session, laid)
        return
    from enquiry.cli.summary.handing_over import show_preview
    from enquiry.insight.summary.build import prepare_summary

    asked, given = read_gift_request(session, cycles, reader, replay=replay)
    file = settle_gift_file(session, output, template, force=force, dry_run=dry_run)
    terms = settle_gift_terms(session, asked, given, to, wish, delete_by)
    leaving, asked = DisclosureOptions(None, include, hold), asked._replace(to=terms.to, wish=terms.wish)
    asked = settle_gift_sharing(session, asked, leaving, dry_run=dry_run)
    made = prepare_summary(asked)
    if dry_run:
        show_preview(session, asked, made, names, output)
        session.say("Nothing was written.")
        return
    _answer_gift(session, give_document(session, asked, made, terms, file, names))


def _answer_gift(session: Session, gave: Gift) -> None:
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.gifts import GiftAnswer
        from enquiry.insight.gifts.register import build_gift_row

        session.answer(project(GiftAnswer, build_gift_row(gave, session.load_journal())))
