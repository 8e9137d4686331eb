"""Continuity: whether a journal's file goes on from the last step that this machine knows of.

The newest backup is the record of that step: it is the version that was last written or restored here, its name holds
the mark, and its history the step. A file with that mark is that version, which costs no look at it. Any other must
hold the step in its history, as it does where another account or another machine went on from it. Where it does not,
an older copy was put back, or another copy in its place: the version known here is then held, so that no rotation
removes it, until it is restored or let go. Names of files alone say so: the record can't be at odds with what is kept.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from enquiry.dates.period import spell_moment
from enquiry.errors import CannotRead, JournalDamaged, UsageMistake
from enquiry.model.backup import Backup
from enquiry.model.journal import Journal
from enquiry.model.step import StepStamp
from enquiry.store.backups.catalogue import (
    HELD,
    build_contents_version,
    list_stored_backups,
    locate_journal,
    read_backup,
    scan_backups,
)
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, read_file
from enquiry.store.disk.system import flush_folder
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, decode_step_ids
from enquiry.words import format_count


class Divergence(NamedTuple):
    """A file that does not go on from the version known here: how many steps it lacks, and whether it has others.

    `older` says that it has none: it is an earlier state of the version that is known.
    """

    known: Backup
    lacking: int
    older: bool

    @property
    def words(self) -> str:
        """What it is, to go on from “the journal …”."""
        steps = format_count(self.lacking, "step")
        copy = "an older copy" if self.older else "another copy"
        return f"is {copy}: it lacks {steps} that this machine knows, the latest of {spell_moment(self.known.at)}"


def find_divergence(backups: Iterable[Backup], mark: str, kept: JournalContents) -> Divergence | None:
    """Return how a file with these contents and this mark diverges from the newest version here that opens, if it does.

    Nothing is opened where the newest version is the file itself.
    """
    for known in sorted(backups, key=lambda backup: backup.number, reverse=True):
        if known.format and known.mark == mark:
            return None
        with suppress(JournalDamaged, CannotRead):
            steps = _read_step_ids(known) if known.format else ()
            if steps:
                own = set(decode_step_ids(kept))
                lacking = sum(step not in own for step in steps)
                return Divergence(known, lacking, own < set(steps)) if steps[-1] not in own else None
    return None


def _read_step_ids(backup: Backup) -> tuple[str, ...]:
    place = JournalPath(backup.path, backup.path)
    return decode_step_ids(decode_file(read_file(place) or b"", place))


def hold_newer_version(folder: Path, mark: str, kept: JournalContents) -> Divergence | None:
    """Hold the version known here where a file that is about to be replaced does not go on from it, and return how.

    Versions held earlier, whose steps are all in the file or in what is held now, are let go. Only for the holder of
    the lock. Raises OSError; nothing else was changed then.
    """
    try:
        backups = list(scan_backups(folder))
    except FileNotFoundError:
        return None
    if found := find_divergence(backups, mark, kept):
        own = {*decode_step_ids(kept), *_read_step_ids(found.known)}
        for backup in backups:
            with suppress(JournalDamaged, CannotRead):
                if backup.held and backup != found.known and own.issuperset(_read_step_ids(backup)):
                    _mark_held(backup, held=False)
        _mark_held(found.known, held=True)
        flush_folder(folder)
    return found


def _mark_held(backup: Backup, *, held: bool) -> None:
    stem = backup.path.stem.removesuffix(HELD)
    backup.path.rename(backup.path.with_stem(f"{stem}{HELD if held else ''}"))


def release_versions(folder: Path, mark: str = "") -> None:
    """Let the held versions go back to the rotation: all, or those with this mark. Raises OSError."""
    for backup in list(scan_backups(folder)):
        if backup.held and mark in ("", backup.mark):
            _mark_held(backup, held=False)


def list_apart_versions(path: Path, state_folder: Path) -> list[tuple[Backup, Journal]]:
    """Return the versions that the journal does not go on from, with the journal in each, the newest first.

    They are those that are held, and the one known here where nothing was written since a copy took its place. Raises
    what reading the journal raises, and CannotRead.
    """
    place = locate_journal(path, state_folder)
    backups, found = list_stored_backups(place.file, state_folder), None
    if data := read_file(place):
        found = find_divergence(backups, compute_file_mark(data), decode_file(data, place))
    apart = [backup for backup in backups if backup.held or (found and backup == found.known)]
    read = list[tuple[Backup, Journal]]()
    for backup in apart:
        with suppress(JournalDamaged, CannotRead):
            read.append((backup, read_backup(backup)[1]))
    return read


def accept_copy(path: Path, *, state_folder: Path, stamp: StepStamp, wait: float = 10.0) -> None:
    """Take the journal as it is for the one to go on from, and let the versions that were held go.

    Raises UsageMistake where there is no journal, what reading it raises, JournalBusy, and CannotWrite.
    """
    place = locate_journal(path, state_folder)
    folder = get_backups_folder(place.file, state_folder)
    with hold_lock(place.file, state_folder, wait):
        data = read_file(place)
        if data is None:
            raise UsageMistake(f"There is no journal at {place.named}.", "enquiry restore lists the backups.")
        kept = decode_file(data, place)
        version = build_contents_version(kept, build_journal(kept), compute_file_mark(data), stamp.real)
        with translate_write_errors(folder):
            BackupWriter(folder, version, version).save_old_version(version, place.file, data)
            release_versions(folder)
