"""Backups: earlier versions of the journal, kept by themselves in the state folder.

Each is a journal's file, whole, that opens by itself. Its name says what it is, so that the folder can be read without
this program: `b41_2026-02-03T163000.123+0000_step-87_cycles-7_entries-123_notes-2_format-2_1a2b3c4d.json`.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead, JournalDamaged
from enquiry.model.backup import Backup, FileVersion
from enquiry.model.journal import Journal
from enquiry.store.disk.journal_file import read_file
from enquiry.store.disk.os_errors import translate_read_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.format import compute_file_mark, verify_file
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_contents, decode_last_step

_BACKUP_NAME = re.compile(
    r"b(?P<number>[1-9]\d{0,8})_(?P<at>\d{4}-\d\d-\d\dT\d{6}\.\d{3}[+-]\d{4})_"
    r"(step-(?P<step>\d{1,15})_cycles-(?P<cycles>\d{1,9})_entries-(?P<entries>\d{1,9})_notes-(?P<notes>\d{1,9})"
    r"_format-(?P<format>\d{1,6})|set-aside)_(?P<mark>[0-9a-f]{8})\.json"
)
FORMAT_1_BACKUP = "previous.json"
"""The one earlier version that programs of format 1 kept, until the next change gives it a name like the others'."""


def build_file_version(journal: Journal, mark: str, at: datetime, step: int, form: int = FORMAT) -> FileVersion:
    """Return what is known of the version of a journal whose file has this mark."""
    kept = journal.kept
    entries = sum(
        not entry.removed for cycle in kept for entry in cycle.entries
    )  # unsorted: this is done at each write
    return FileVersion(at, mark, step, len(kept), entries, len(journal.waiting), form)


def list_stored_backups(path: Path, state_folder: Path) -> tuple[Backup, ...]:
    """Return the backups of the journal at `path`, the newest first, by what their names say.

    Raises CannotRead where the folder is there but can't be looked at.
    """
    folder = get_backups_folder(path, state_folder)
    with translate_read_errors(folder):
        try:
            return tuple(sorted(scan_backups(folder), key=lambda backup: backup.number, reverse=True))
        except FileNotFoundError:
            return ()


def scan_backups(folder: Path) -> Iterator[Backup]:
    """Yield the backups in a folder, in no order. What else lies in it is left out. Raises OSError."""
    with os.scandir(folder) as files:
        for file in files:
            if found := _BACKUP_NAME.fullmatch(file.name):
                with suppress(FileNotFoundError):  # let go by another program meanwhile
                    yield _parse_backup_name(found, Path(file.path), file.stat().st_size)
            elif file.name == FORMAT_1_BACKUP:
                yield from _read_format_1_backup(Path(file.path))


def _parse_backup_name(found: re.Match[str], path: Path, size: int) -> Backup:
    numbers = {name: int(found[name] or 0) for name in ("number", "step", "cycles", "entries", "notes", "format")}
    return Backup(at=_moment(found["at"]), mark=found["mark"], path=path, size=size, **numbers)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a name that somebody made up
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _read_format_1_backup(path: Path) -> Iterator[Backup]:
    """Yield the version that an earlier program kept, as the oldest, where it can be read."""
    place = JournalPath(path, path)
    with suppress(JournalDamaged, CannotRead):
        data = read_file(place) or b""
        version = read_file_version(data, place, datetime.fromtimestamp(path.stat().st_mtime).astimezone())
        yield Backup(**msgspec.structs.asdict(version), number=0, path=path, size=len(data))


def read_file_version(data: bytes, place: JournalPath, at: datetime) -> FileVersion:
    """Return what is known of the version that `data` holds, written `at` where it says no moment itself.

    Raises JournalDamaged in its forms for bytes that are no journal, naming the file at `place`.
    """
    kept = decode_contents(verify_file(data, place), place)
    return build_contents_version(kept, build_journal(kept), compute_file_mark(data), at)


def build_contents_version(kept: JournalContents, journal: Journal, mark: str, at: datetime) -> FileVersion:
    """Return what is known of the version that a file with this mark holds, written `at` where it says no moment."""
    last = decode_last_step(kept)
    return build_file_version(journal, mark, last.at if last else at, kept.generation, kept.format)


def build_unverified_version(data: bytes, at: datetime) -> FileVersion:
    """Return the version that bytes are which are not as enquiry wrote them, whatever they say of themselves."""
    return FileVersion(at, sha256(data).hexdigest()[:8])


def build_backup_name(number: int, version: FileVersion) -> str:
    """Return the name of the file in which a version is kept."""
    at = f"{version.at:%Y-%m-%dT%H%M%S}.{version.at.microsecond // 1000:03}{version.at:%z}"[:27]
    holds = f"step-{version.step}_cycles-{version.cycles}_entries-{version.entries}_notes-{version.notes}"
    what = f"{holds}_format-{version.format}" if version.format else "set-aside"
    return f"b{number}_{at}_{what}_{version.mark}.json"


def is_readable_backup(backup: Backup) -> bool:
    """Say whether the file of a backup opens as the journal it was."""
    try:
        read_backup(backup)
    except (JournalDamaged, CannotRead):
        return False
    return True


def read_backup(backup: Backup) -> tuple[bytes, Journal]:
    """Return the bytes of a backup and the journal in it. Raises CannotRead, and JournalDamaged in its forms."""
    place = JournalPath(backup.path, backup.path)
    data = read_file(place) or b""
    return data, build_journal(decode_contents(verify_file(data, place), place))


def find_best_backup(path: Path, state_folder: Path) -> Backup | None:
    """Return the newest backup that opens, or None where there is none. Nothing is raised: this is for a way out."""
    with suppress(CannotRead):
        return next(filter(is_readable_backup, list_stored_backups(path, state_folder)), None)
    return None
