"""Edits that another program made in the journal's file: reading one that still makes sense, and accepting it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Raw

from enquiry.errors import CannotRead, EditedOutside, JournalDamaged, UsageMistake
from enquiry.insight.history.diff import RecordDiff, diff_journals
from enquiry.model.backup import Backup
from enquiry.model.checks.breaches import iterate_breaches
from enquiry.model.checks.flaws import find_step_flaw
from enquiry.model.journal import Journal
from enquiry.model.step import StepStamp
from enquiry.store.backups import catalogue
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.disk.atomic import refuse_unwritable
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, read_file
from enquiry.store.encoding.format import build_damage_error, migrate_tables, refuse_doubled_key, verify_file
from enquiry.store.encoding.layout import ABOUT_TABLE, FORMAT
from enquiry.store.encoding.rows import JournalContents, build_contents, build_journal, decode_file, decode_steps
from enquiry.store.journal import NextStep, write_step

ACCEPTED_EDIT_WORDS = "what was changed outside enquiry accepted"


class OutsideEdit(msgspec.Struct, frozen=True):
    """A file that another program edited: its bytes and contents, the journal in it, and a backup to compare it with.

    `before` is the journal in that backup. `exact` says that it is the very version that was edited; else it is an
    earlier one, and what differs may have been written by enquiry in between. `said` is what its owner should know once
    it was accepted.
    """

    data: bytes
    kept: JournalContents
    journal: Journal
    backup: Backup | None = None
    before: Journal = Journal()
    exact: bool = False
    said: tuple[str, ...] = ()


def read_outside_edit(path: Path, state_folder: Path) -> OutsideEdit:
    """Return the edit that another program made in the journal at `path`.

    Raises UsageMistake where the file is as enquiry wrote it, and what `read_journal` raises where the edit makes no
    sense, naming the place that is wrong.
    """
    place = catalogue.locate_journal(path, state_folder)
    data = read_file(place)
    if data is None:
        raise UsageMistake(f"There is no journal at {place.named}.", "enquiry restore lists the backups that are kept.")
    try:
        verify_file(data, place)
    except EditedOutside:
        kept, mark = _decode_edited_file(data, place)
    else:
        raise UsageMistake(f"The journal {place.named} is as enquiry wrote it.", "There is no edit to accept.")
    edit = OutsideEdit(data, kept, build_journal(kept))
    if flaw := find_step_flaw(decode_steps(kept)):
        raise build_damage_error(f"its history holds {flaw}", place)
    edit = _find_edited_version(edit, catalogue.list_stored_backups(place.file, state_folder), mark)
    before = set(iterate_breaches(edit.before))  # what was let in before there was a rule is no fault of the edit
    if breach := next((one for one in iterate_breaches(edit.journal) if one not in before), None):
        raise build_damage_error(breach.sentence, place)
    return edit


def _find_edited_version(edit: OutsideEdit, backups: Iterable[Backup], mark: str) -> OutsideEdit:
    """Return the edit with the backup that it is compared with: that of the version that was edited, where one is."""
    for backup in sorted(backups, key=lambda backup: backup.mark != mark):
        with suppress(JournalDamaged, CannotRead):
            _, before = catalogue.read_backup(backup)
            return msgspec.structs.replace(edit, backup=backup, before=before, exact=backup.mark == mark)
    return edit


def _decode_edited_file(data: bytes, place: JournalPath) -> tuple[JournalContents, str]:
    """Return the contents of an edited file, its rows encoded as this program does, and the mark it had unedited."""
    refuse_doubled_key(data, place)
    tables = msgspec.json.decode(data, type=dict[str, dict[str, Raw]])
    about = msgspec.json.decode(tables.pop(ABOUT_TABLE)["1"])
    generation = about.get("generation")
    if not isinstance(generation, int) or not 1 <= generation < 10**15:
        raise build_damage_error("it does not say how often it was written", place)
    for name, rows in tables.items():
        for number, row in rows.items():
            if not re.fullmatch("0|[1-9][0-9]*", number):
                raise build_damage_error(f"the table “{name}” has a row “{number}”, and rows are numbered", place)
            rows[number] = Raw(msgspec.json.encode(msgspec.json.decode(row)))
    mark = str(about.get("checksum")).removeprefix("sha256:")[:8]
    return build_contents(migrate_tables(tables, about["format"]), generation, about["format"], place), mark


def accept_edit(
    path: Path, *, state_folder: Path, stamp: StepStamp, wait: float = 10.0, limit: int = DEFAULT_BACKUP_LIMIT
) -> OutsideEdit:
    """Make the edit of another program a step that can be undone, and the edited file a backup.

    Where only the layout was edited, the version that enquiry wrote is put back. Where that version is no longer kept,
    the step can't be undone. Raises what `read_outside_edit` and `change_journal` raise.
    """
    from enquiry.store.storage import JournalDatabase  # imports TinyDB, which looking at an edit need not wait for

    place = catalogue.locate_journal(path, state_folder)
    with hold_lock(place.file, state_folder, wait):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        edit = read_outside_edit(path, state_folder)
        edited, kept = catalogue.build_unverified_version(edit.data, stamp.real), edit.kept
        data, found = b"", list[RecordDiff]()
        if edit.backup and edit.exact:
            data, before = catalogue.read_backup(edit.backup)
            kept, found = decode_file(data, place), diff_journals(before, edit.journal)
        if data and not found:
            new = catalogue.read_file_version(data, place, stamp.real)
            folder = get_backups_folder(place.file, state_folder)
            said = tuple(BackupWriter(folder, edited, new, limit).replace_file(place, edit.data, [data]))
        else:
            step = NextStep(edit.journal, made_new=False, was_format=FORMAT, did=ACCEPTED_EDIT_WORDS)
            with JournalDatabase(place, edit.data, kept) as database:
                write_step(database, state_folder, step, edit.journal, found, stamp, edited, limit)
            said = step.said
    return msgspec.structs.replace(edit, said=said)
