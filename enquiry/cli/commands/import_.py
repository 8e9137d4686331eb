"""`enquiry import`: take cycles, entries and notes from an exported journal, or a folder of its notes."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.folder import import_notes_folder, is_folder
from enquiry.cli.options import DryRun
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import say_new_journal

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A journal exported as JSON, or its folder of notes; - reads JSON from standard input."
    ),
]


def import_(ctx: typer.Context, file: File, dry_run: DryRun = False) -> None:
    from enquiry.answers.journal import ImportAnswer
    from enquiry.cli.terminal import read_named_file
    from enquiry.exchange.importing.journal import load_exported_journal, propose_import
    from enquiry.foreign_files import MAX_EXPORT_BYTES
    from enquiry.store.backups.restore import decode_copy
    from enquiry.store.sync_copies import is_journal_head

    session: Session = ctx.obj
    if str(file) != "-" and is_folder(file):
        incoming = import_notes_folder(session, file)
    else:
        data, source = read_named_file(session.stdin, file, MAX_EXPORT_BYTES)
        if is_journal_head(data):
            incoming = decode_copy(data, file)
            session.say(f"{source} is a journal's own file; what it holds and this one does not is added.")
            if str(file) != "-":
                session.say(f"To put it in the place of this one: enquiry restore {file}")
        else:
            with track_progress(session, "Reading the export", "cycles") as follow:
                incoming = load_exported_journal(data, source, follow)
    if dry_run:
        planned = propose_import(session.load_journal_or_empty(), incoming)
    else:
        with track_progress(session, "Writing the journal", "records") as follow, session.change() as step:
            step.follow = follow
            planned = propose_import(step.journal, incoming)
            step.journal = planned.journal
            step.did = f"{planned.summary} imported"
        say_new_journal(session, made_new=step.made_new)
    session.say(f"{'Would be added' if dry_run else 'Added'}: {planned.summary}.")
    if planned.settings_differ:
        session.say("The settings of this journal stay as they are.")
    for line in planned.differing:
        session.say(line)
    if session.json:
        session.answer(ImportAnswer(planned.counts, dry_run))
