"""Edits made outside: what somebody changed in the file by hand, where it still makes sense, and taking it over."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Raw

from enquiry.errors import CannotRead, EditedOutside, JournalDamaged, UsageMistake
from enquiry.insight.history.diff import Difference, differences
from enquiry.model.backup import Backup
from enquiry.model.journal import Journal
from enquiry.store.backups.catalogue import backups_of, read_backup, set_aside, version_in
from enquiry.store.backups.make import LIMIT, Keeping
from enquiry.store.clock import Stamp
from enquiry.store.disk.atomic import refuse_in_the_way
from enquiry.store.disk.journal_file import read_file, replace_file
from enquiry.store.disk.lock import held
from enquiry.store.disk.os_errors import writing
from enquiry.store.disk.places import Place, backups_folder, place_of
from enquiry.store.encoding.about import ABOUT, FORMAT
from enquiry.store.encoding.diagnose import damaged
from enquiry.store.encoding.format import migrated, opened
from enquiry.store.encoding.rows import Contents, contents, contents_of, journal_of, steps_of
from enquiry.store.journal import NextStep, Seen, write_step

ACCEPTED = "what was changed outside enquiry accepted"


class Edit(msgspec.Struct, frozen=True):
    """A file that was edited outside: its bytes, the journal in it, and the backup it can be compared with.

    `before` is the journal in that backup. `exact` says that it is the very version that was edited; else it is an
    earlier one, and what differs may have been written by enquiry in between.
    """

    data: bytes
    kept: Contents
    journal: Journal
    backup: Backup | None = None
    before: Journal = Journal()
    exact: bool = False


def edit_of(path: Path, state_folder: Path) -> Edit:
    """Return what was edited outside in the journal at `path`.

    Raises UsageMistake where the file is as enquiry wrote it, and what `read_journal` raises where the edit makes no
    sense, naming the place that is wrong.
    """
    place = place_of(path, state_folder)
    data = read_file(place)
    if data is None:
        raise UsageMistake(f"There is no journal at {place.named}.", "enquiry restore lists the backups that are kept.")
    try:
        opened(data, place)
    except EditedOutside:
        return _compared(data, place, state_folder)
    raise UsageMistake(f"The journal {place.named} is as enquiry wrote it.", "There is no edit to accept.")


def _compared(data: bytes, place: Place, state_folder: Path) -> Edit:
    kept, said = _read(data, place)
    edit = Edit(data, kept, journal_of(kept))
    steps_of(kept)
    for backup in sorted(backups_of(place.file, state_folder), key=lambda backup: backup.mark != said):
        try:
            _, before = read_backup(backup)
        except (JournalDamaged, CannotRead):
            continue
        return msgspec.structs.replace(edit, backup=backup, before=before, exact=backup.mark == said)
    return edit


def _read(data: bytes, place: Place) -> tuple[Contents, str]:
    """Return what an edited file holds, its rows written as this program writes them, and the mark it had unedited."""
    tables = msgspec.json.decode(data, type=dict[str, dict[str, Raw]])
    about = msgspec.json.decode(tables.pop(ABOUT)["1"])
    generation = about.get("generation")
    if not isinstance(generation, int) or not 1 <= generation < 10**15:
        raise damaged("it does not say how often it was written", place)
    rows = {name: _rows(name, rows, place) for name, rows in tables.items()}
    said = str(about.get("checksum")).removeprefix("sha256:")[:8]
    return contents_of(migrated(rows, about["format"]), generation, about["format"], place), said


def _rows(name: str, rows: Mapping[str, Raw], place: Place) -> dict[str, Raw]:
    if strange := next((number for number in rows if number != str(_whole(number))), None):
        raise damaged(f"the table “{name}” has a row “{strange}”, and rows are numbered", place)
    return {number: Raw(msgspec.json.encode(msgspec.json.decode(row))) for number, row in rows.items()}


def _whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdecimal() else -1


def accept_edit(path: Path, *, state_folder: Path, stamp: Stamp, wait: float = 10.0, limit: int = LIMIT) -> Edit:
    """Take over what was edited outside: the edit becomes a step that can be undone, and the file a backup.

    Where nothing but the layout was edited, the version that enquiry wrote is put back. Where that version is not
    kept any more, the step can't be undone. Raises what `edit_of` and `change` raise.
    """
    place = place_of(path, state_folder)
    with held(place.file, state_folder, wait):
        with writing(place.named):
            refuse_in_the_way(place.file)
        edit = edit_of(path, state_folder)
        edited, data, kept, found = set_aside(edit.data, stamp.real), b"", edit.kept, list[Difference]()
        if edit.backup and edit.exact:
            data, before = read_backup(edit.backup)
            kept, found = contents(opened(data, place), place), differences(before, edit.journal)
        if data and not found:
            keeping = Keeping(
                backups_folder(place.file, state_folder), edited, version_in(data, place, stamp.real), limit
            )
            replace_file(place, edit.data, [data], keeping)
        else:
            step = NextStep(edit.journal, made_new=False, past=tuple, was_format=FORMAT, did=ACCEPTED)
            write_step(state_folder, Seen(edit.data, kept, edit.journal, edited), step, found, stamp, limit)
    return edit
