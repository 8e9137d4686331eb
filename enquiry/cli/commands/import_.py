"""`enquiry import`: take cycles, entries and notes from an exported journal."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import DryRun
from enquiry.cli.session import Session
from enquiry.cli.writing import say_new_journal

File = Annotated[Path, typer.Argument(metavar="FILE", help="A journal exported as JSON; - reads standard input.")]


def import_(ctx: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """Add what an exported journal holds and this one does not. What is there already stays as it is.

    $ enquiry import old-laptop.json --dry-run
    """
    from enquiry.cli.asking import read_all
    from enquiry.exchange.intake import bytes_of, journal_from, proposal

    session: Session = ctx.obj
    piped = str(file) == "-"
    data = read_all(session.stdin).encode("utf-8", "surrogateescape") if piped else bytes_of(file)
    incoming = journal_from(data, "Standard input" if piped else str(file))
    if dry_run:
        planned = proposal(session.journal_if_any(), incoming)
    else:
        with session.change() as step:
            planned = proposal(step.journal, incoming)
            step.journal = planned.journal
            step.did = f"{planned.summary} imported"
        say_new_journal(session, made_new=step.made_new)
    session.say(f"{'Would be added' if dry_run else 'Added'}: {planned.summary}.")
    if planned.settings_differ:
        session.say("The settings of this journal stay as they are.")
    for line in planned.differing:
        session.say(line)
    if session.json:
        session.answer({"imported": planned.counts, "dry_run": dry_run})
