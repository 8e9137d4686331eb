"""`enquiry import`: take in a journal of this program or of another, a folder of notes, or a form's answers."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.completion import complete_cycles
from enquiry.cli.folder import import_notes_folder, is_folder, is_own_folder
from enquiry.cli.importing import ImportChoices, import_recognised
from enquiry.cli.options import DryRun, Encoding, build_option
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import say_new_journal
from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind
from enquiry.model.journal import Journal

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="What to take in, recognised by what stands in it; - reads standard input."),
]
_AS = "What dated texts become in a cycle: reflection, evidence or note; note if not said."
As = Annotated[EntryKind | None, build_option("--as", "KIND", _AS)]
_INTO = "The cycle they go to; else the inbox."
Into = Annotated[str | None, build_option("--into", "CYCLE", _INTO, autocompletion=complete_cycles)]
TagMap = Annotated[
    list[str] | None, build_option("--map", "TAG=CYCLE", "The cycle for those with a tag; give it again.")
]
_COLUMNS = 'Which columns of a table are what: "day=Date,text=Notes,tags=Area"; each row is then an entry.'
Columns = Annotated[str | None, build_option("--columns", "HEADS", _COLUMNS)]
_CHANGES = "Take in what was changed in the file of what is here already, once it was told."
TakeChanges = Annotated[bool, build_option("--take-changes", None, _CHANGES)]


def import_(
    ctx: typer.Context,
    file: File,
    kind: As = None,
    into: Into = None,
    tag_map: TagMap = None,
    columns: Columns = None,
    encoding: Encoding = None,
    take_changes: TakeChanges = False,
    dry_run: DryRun = False,
) -> None:
    from enquiry.cli.terminal import read_named_file
    from enquiry.exchange.importing.recognise import RecognisedFile, recognise_file
    from enquiry.foreign_files import MAX_EXPORT_BYTES, contain_parsing
    from enquiry.store.backups.restore import decode_copy
    from enquiry.store.keys.locked import unlock_file
    from enquiry.store.sync_copies import is_journal_head

    session: Session = ctx.obj
    if kind not in (None, EntryKind.REFLECTION, EntryKind.EVIDENCE, EntryKind.NOTE):
        raise UsageMistake(f"Nothing can be imported as a {kind}.", "Give reflection, evidence or note.")
    choices = ImportChoices(kind, into, tuple(tag_map or ()), columns)
    if str(file) != "-" and is_folder(file):
        if encoding or columns:
            given = "--encoding" if encoding else "--columns"
            raise UsageMistake(f"{given} was given, but {file} is a folder.", "Leave it out: notes are in UTF-8.")
        if is_own_folder(file):
            incoming = import_notes_folder(session, file)
            _import_journal(session, incoming, choices, take_changes=take_changes, dry_run=dry_run)
            return
        from enquiry.exchange.importing.notes import parse_vault

        with track_progress(session, "Reading the notes", "files") as follow:
            found = RecognisedFile(parse_vault(file, follow))
        import_recognised(session, found, choices, str(file), dry_run=dry_run)
        return
    data, source = read_named_file(session.stdin, file, MAX_EXPORT_BYTES, encoding)
    data = unlock_file(data, session.key_folder, source)
    if is_journal_head(data):
        incoming = decode_copy(data, file)
        refuse_own_copy(session, file)
        session.say(f"{source} is a journal's own file; what it holds and this one does not is added.")
        if str(file) != "-":
            session.say(f"To put it in the place of this one: enquiry restore {file}")
        _import_journal(session, incoming, choices, take_changes=take_changes, dry_run=dry_run)
        return
    with contain_parsing(source):
        recognised = recognise_file(data, file, source, columns or "")
    if recognised.found or recognised.survey:
        import_recognised(session, recognised, choices, source, dry_run=dry_run)
        return
    from enquiry.exchange.importing.journal import load_exported_journal

    with track_progress(session, "Reading the export", "cycles") as follow:
        incoming = load_exported_journal(data, source, follow)
    _import_journal(session, incoming, choices, take_changes=take_changes, dry_run=dry_run)


def refuse_own_copy(session: Session, file: Path) -> None:
    """Raise UsageMistake for the file of a copy of this journal: merging loses nothing, and knows what was changed."""
    from enquiry.store.sync_copies import has_common_steps

    if str(file) != "-" and has_common_steps(session.journal_file, file):
        words = f"{file} is a copy of this journal, with its history."
        raise UsageMistake(words, f"To take in what was written in it: enquiry merge {file}")


def _import_journal(
    session: Session, incoming: Journal, choices: ImportChoices, *, take_changes: bool, dry_run: bool
) -> None:
    """Add a journal of this program, or with `dry_run` say what would be added. Changes are told and asked about."""
    from enquiry.answers.journal import ImportAnswer
    from enquiry.exchange.importing.journal import propose_import, refuse_foreign_owner

    if any(choices):
        raise UsageMistake(
            "--as, --into, --map and --columns are for files of other programs.", "Leave them out: it has cycles."
        )
    journal = session.load_journal_or_empty()
    refuse_foreign_owner(journal, incoming)
    planned = propose_import(journal, incoming, takes_changes=take_changes)
    for line in planned.differing:
        session.say(line)
    if not dry_run:
        if take_changes and planned.differing and not session.confirm("Take these changes in?"):
            raise UsageMistake("Nothing was changed.", "Answer with y, or give --yes, to take the changes in.")
        with track_progress(session, "Writing the journal", "records") as follow, session.change() as step:
            step.follow = follow
            if step.journal != journal:
                planned = propose_import(step.journal, incoming, takes_changes=take_changes)
            step.journal = planned.journal
            step.did = f"{planned.summary} imported"
        say_new_journal(session, made_new=step.made_new)
    session.say(f"{'Would be added' if dry_run else 'Added'}: {planned.summary}.")
    if planned.settings_differ:
        session.say("The settings of this journal stay as they are.")
    if session.json:
        session.answer(ImportAnswer(planned.counts, dry_run))
