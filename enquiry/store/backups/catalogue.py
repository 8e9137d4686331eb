"""The catalogue of backups: earlier versions of the journal in the state folder, listed by their file names.

Each is a whole journal file that opens by itself. Its name says what it holds, so that the folder can be read without
this program: `b41_2026-02-03T163000.123+0000_step-87_cycles-7_entries-123_notes-2_format-2_1a2b3c4d.json`. One that
ends in `_held.json` is not for the rotation (`continuity`).
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead, JournalDamaged
from enquiry.model.backup import Backup, FileVersion
from enquiry.model.journal import Journal
from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, read_file, resolve_journal_path
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.layout import FORMAT
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, decode_last_step

_BACKUP_NAME = re.compile(
    r"b(?P<number>[1-9]\d{0,8})_(?P<at>\d{4}-\d\d-\d\dT\d{6}\.\d{3}[+-]\d{4})_"
    r"(step-(?P<step>\d{1,15})_cycles-(?P<cycles>\d{1,9})_entries-(?P<entries>\d{1,9})_notes-(?P<notes>\d{1,9})"
    r"_format-(?P<format>\d{1,6})|set-aside)_(?P<mark>[0-9a-f]{8})(?P<held>_held)?\.json"
)
_NUMBERS = _BACKUP_NAME.groupindex.keys() - {"at", "mark", "held"}
HELD = "_held"
"""What stands at the end of a held backup's name, before its ending."""

FORMAT_1_BACKUP = "previous.json"
"""The one earlier version that programs of format 1 kept, until the next change gives it a name like the others'."""


def locate_journal(path: Path, state_folder: Path | None) -> JournalPath:
    """Return where a journal lies, for errors to name its best backup. Raises CannotRead for a link to nowhere."""
    return resolve_journal_path(path, *([partial(find_best_backup, path, state_folder)] if state_folder else []))


def build_file_version(journal: Journal, mark: str, at: datetime, step: int, form: int = FORMAT) -> FileVersion:
    """Describe the version of a journal whose file has this mark."""
    kept = journal.kept  # entries are counted unsorted: this is done at each write
    entries = sum(not entry.removed for cycle in kept for entry in cycle.entries)
    return FileVersion(at, mark, step, len(kept), entries, len(journal.waiting), form)


def build_contents_version(kept: JournalContents, journal: Journal, mark: str, at: datetime) -> FileVersion:
    """Describe the version with these contents, written at its last step, or at `at` where there is no step."""
    last = decode_last_step(kept)
    return build_file_version(journal, mark, last.at if last else at, kept.generation, kept.format)


def build_unverified_version(data: bytes, at: datetime) -> FileVersion:
    """Describe bytes that are not as this program wrote them: of format 0, whatever they say of themselves."""
    return FileVersion(at, sha256(data).hexdigest()[:8])


def read_file_version(data: bytes, place: JournalPath, at: datetime) -> FileVersion:
    """Describe the version that the bytes of a file hold, written at its last step, or at `at` where there is none.

    Raises JournalDamaged in its forms for bytes that are no journal, naming the file at `place`.
    """
    kept = decode_file(data, place)
    return build_contents_version(kept, build_journal(kept), compute_file_mark(data), at)


def list_stored_backups(path: Path, state_folder: Path) -> tuple[Backup, ...]:
    """Return a journal's backups by their names, the newest first. Raises CannotRead where they can't be looked at."""
    folder = get_backups_folder(path, state_folder)
    with translate_read_errors(folder):
        try:
            return tuple(sorted(scan_backups(folder), key=lambda backup: backup.number, reverse=True))
        except FileNotFoundError:
            return ()


def scan_backups(folder: Path) -> Iterator[Backup]:
    """Yield the backups in a folder, in no order. Other files in it are left out. Raises OSError."""
    with os.scandir(folder) as files:
        for file in files:
            path = Path(file.path)
            if found := _BACKUP_NAME.fullmatch(file.name):
                try:
                    at = datetime.fromisoformat(found["at"])
                except ValueError:  # a name that somebody made up
                    at = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
                with suppress(FileNotFoundError):  # another program removed it meanwhile
                    numbers = {name: int(found[name] or 0) for name in _NUMBERS}
                    size, held = file.stat().st_size, bool(found["held"])
                    yield Backup(at=at, mark=found["mark"], path=path, size=size, held=held, **numbers)
            elif file.name == FORMAT_1_BACKUP:  # it counts as the oldest, where it can be read
                with suppress(JournalDamaged, CannotRead):
                    data = read_file(JournalPath(path, path)) or b""
                    written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                    version = read_file_version(data, JournalPath(path, path), written)
                    yield Backup(**msgspec.structs.asdict(version), number=0, path=path, size=len(data))


def build_backup_name(number: int, version: FileVersion) -> str:
    """Return the file name of the backup of a version."""
    at = f"{version.at:%Y-%m-%dT%H%M%S}.{version.at.microsecond // 1000:03}{version.at:%z}"[:27]
    holds = f"step-{version.step}_cycles-{version.cycles}_entries-{version.entries}_notes-{version.notes}"
    what = f"{holds}_format-{version.format}" if version.format else "set-aside"
    return f"b{number}_{at}_{what}_{version.mark}.json"


def read_backup(backup: Backup) -> tuple[bytes, Journal]:
    """Return the bytes of a backup and the journal in it. Raises CannotRead, and JournalDamaged in its forms."""
    place = JournalPath(backup.path, backup.path)
    data = read_file(place) or b""
    return data, build_journal(decode_file(data, place))


def is_readable_backup(backup: Backup) -> bool:
    """Say whether the file of a backup opens as the journal it was."""
    with suppress(JournalDamaged, CannotRead):
        return bool(read_backup(backup))
    return False


def find_best_backup(path: Path, state_folder: Path) -> Backup | None:
    """Return the newest backup that opens, or None. It raises nothing, since it serves the hints of other errors."""
    with suppress(CannotRead):
        return next(filter(is_readable_backup, list_stored_backups(path, state_folder)), None)
    return None
