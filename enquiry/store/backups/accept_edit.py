"""Edits made outside: what somebody changed in the file by hand, where it still makes sense, and taking it over."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Raw

from enquiry.errors import CannotRead, EditedOutside, JournalDamaged, UsageMistake
from enquiry.insight.history.diff import RecordDiff, diff_journals
from enquiry.model.backup import Backup
from enquiry.model.journal import Journal
from enquiry.store.backups.catalogue import (
    build_unverified_version,
    list_stored_backups,
    read_backup,
    read_file_version,
)
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.clock import StepStamp
from enquiry.store.disk.atomic import refuse_unwritable
from enquiry.store.disk.journal_file import read_file, replace_file
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, resolve_journal_path
from enquiry.store.encoding.about import ABOUT_TABLE, FORMAT
from enquiry.store.encoding.diagnose import build_damage_error
from enquiry.store.encoding.format import migrate_tables, verify_file
from enquiry.store.encoding.rows import JournalContents, build_contents, build_journal, decode_contents, decode_steps
from enquiry.store.journal import FileSnapshot, NextStep, write_step

ACCEPTED_EDIT_WORDS = "what was changed outside enquiry accepted"


class OutsideEdit(msgspec.Struct, frozen=True):
    """A file that was edited outside: its bytes, the journal in it, and the backup it can be compared with.

    `before` is the journal in that backup. `exact` says that it is the very version that was edited; else it is an
    earlier one, and what differs may have been written by enquiry in between.
    """

    data: bytes
    kept: JournalContents
    journal: Journal
    backup: Backup | None = None
    before: Journal = Journal()
    exact: bool = False


def read_outside_edit(path: Path, state_folder: Path) -> OutsideEdit:
    """Return what was edited outside in the journal at `path`.

    Raises UsageMistake where the file is as enquiry wrote it, and what `read_journal` raises where the edit makes no
    sense, naming the place that is wrong.
    """
    place = resolve_journal_path(path, state_folder)
    data = read_file(place)
    if data is None:
        raise UsageMistake(f"There is no journal at {place.named}.", "enquiry restore lists the backups that are kept.")
    try:
        verify_file(data, place)
    except EditedOutside:
        return _compare_with_backup(data, place, state_folder)
    raise UsageMistake(f"The journal {place.named} is as enquiry wrote it.", "There is no edit to accept.")


def _compare_with_backup(data: bytes, place: JournalPath, state_folder: Path) -> OutsideEdit:
    kept, said = _decode_edited_file(data, place)
    edit = OutsideEdit(data, kept, build_journal(kept))
    decode_steps(kept)
    for backup in sorted(list_stored_backups(place.file, state_folder), key=lambda backup: backup.mark != said):
        try:
            _, before = read_backup(backup)
        except (JournalDamaged, CannotRead):
            continue
        return msgspec.structs.replace(edit, backup=backup, before=before, exact=backup.mark == said)
    return edit


def _decode_edited_file(data: bytes, place: JournalPath) -> tuple[JournalContents, str]:
    """Return what an edited file holds, its rows written as this program writes them, and the mark it had unedited."""
    tables = msgspec.json.decode(data, type=dict[str, dict[str, Raw]])
    about = msgspec.json.decode(tables.pop(ABOUT_TABLE)["1"])
    generation = about.get("generation")
    if not isinstance(generation, int) or not 1 <= generation < 10**15:
        raise build_damage_error("it does not say how often it was written", place)
    rows = {name: _normalise_rows(name, rows, place) for name, rows in tables.items()}
    said = str(about.get("checksum")).removeprefix("sha256:")[:8]
    return build_contents(migrate_tables(rows, about["format"]), generation, about["format"], place), said


def _normalise_rows(name: str, rows: Mapping[str, Raw], place: JournalPath) -> dict[str, Raw]:
    if strange := next((number for number in rows if number != str(_whole(number))), None):
        raise build_damage_error(f"the table “{name}” has a row “{strange}”, and rows are numbered", place)
    return {number: Raw(msgspec.json.encode(msgspec.json.decode(row))) for number, row in rows.items()}


def _whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdecimal() else -1


def accept_edit(
    path: Path, *, state_folder: Path, stamp: StepStamp, wait: float = 10.0, limit: int = DEFAULT_BACKUP_LIMIT
) -> OutsideEdit:
    """Take over what was edited outside: the edit becomes a step that can be undone, and the file a backup.

    Where nothing but the layout was edited, the version that enquiry wrote is put back. Where that version is not
    kept any more, the step can't be undone. Raises what `edit_of` and `change` raise.
    """
    place = resolve_journal_path(path, state_folder)
    with hold_lock(place.file, state_folder, wait):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        edit = read_outside_edit(path, state_folder)
        edited, data, kept, found = build_unverified_version(edit.data, stamp.real), b"", edit.kept, list[RecordDiff]()
        if edit.backup and edit.exact:
            data, before = read_backup(edit.backup)
            kept, found = decode_contents(verify_file(data, place), place), diff_journals(before, edit.journal)
        if data and not found:
            keeping = BackupWriter(
                get_backups_folder(place.file, state_folder), edited, read_file_version(data, place, stamp.real), limit
            )
            replace_file(place, edit.data, [data], keeping)
        else:
            step = NextStep(edit.journal, made_new=False, past=tuple, was_format=FORMAT, did=ACCEPTED_EDIT_WORDS)
            write_step(state_folder, FileSnapshot(edit.data, kept, edit.journal, edited), step, found, stamp, limit)
    return edit
