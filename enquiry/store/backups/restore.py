"""Copies of the journal as files: one saved and read back, and one restored to the journal's place."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from enquiry.errors import CannotWrite, JournalDamaged, JournalNewer, NotFound
from enquiry.model.backup import FileVersion
from enquiry.model.journal import Journal
from enquiry.model.step import StepStamp, is_of_several_devices
from enquiry.store.backups.catalogue import build_contents_version, build_unverified_version, read_file_version
from enquiry.store.backups.continuity import hold_newer_version, release_versions
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.disk.atomic import refuse_unwritable
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import (
    JournalPath,
    get_backups_folder,
    is_file_unchanged,
    read_file,
    resolve_journal_path,
)
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.rows import build_journal, decode_file, decode_steps
from enquiry.store.journal import forget_device_id, read_contents
from enquiry.store.keys.locked import unlock_file
from enquiry.store.outlet import OWN_COPY, Outlet


def save_copy(
    path: Path,
    outlet: Outlet,
    target: Path,
    stamp: StepStamp,
    *,
    overwrite: bool,
    seal: Callable[[bytes], bytes] = bytes,
) -> FileVersion:
    """Write the journal at `path` to the file `target`, read it back, and return which version was written.

    `seal` locks the bytes, where the file is to be locked. Raises what `read_journal` raises, CannotWrite as the outlet
    does, and where other bytes come back than were written.
    """
    data, kept = read_contents(path, outlet.state)
    version = build_contents_version(kept, build_journal(kept), compute_file_mark(data), stamp.real)
    written = seal(data)
    outlet.write_file(target, written, OWN_COPY, overwrite=overwrite, copy=True)
    if not is_file_unchanged(resolve_journal_path(target), written):
        raise CannotWrite(f"{target} does not hold what was written to it.", "Check that disk, or choose another.")
    return version


def read_copy(path: Path, state_folder: Path | None = None) -> tuple[bytes, Journal]:
    """Return the bytes of a copy and the journal in it; a locked one is opened with the keys in `state_folder`.

    Raises NotFound, CannotRead, JournalDamaged in its forms, and CannotUnlock.
    """
    place = resolve_journal_path(path)
    data = read_file(place)
    if data is None:
        raise NotFound(f"There is no file {path}.", "enquiry restore lists the backups that are kept.")
    if state_folder:
        data = unlock_file(data, state_folder, str(path))
    return data, build_journal(decode_file(data, place))


def decode_copy(data: bytes, named: Path) -> Journal:
    """Return the journal in the bytes of a copy or of a journal's own file. Raises JournalDamaged in its forms."""
    return build_journal(decode_file(data, JournalPath(named, named)))


def restore_version(
    path: Path,
    data: bytes,
    *,
    state_folder: Path,
    stamp: StepStamp,
    wait: float = 10.0,
    limit: int = DEFAULT_BACKUP_LIMIT,
) -> list[str]:
    """Replace the journal at `path` with the bytes of an earlier version, whole or not at all.

    The file that was there becomes a backup, even where it can't be read; what its owner should know of it is returned.
    This version is the one to go on from, and no longer held where it was. Where other machines write the journal too,
    this one gets a new id, since its line of steps begins anew here. Raises JournalBusy and ChangedUnderneath
    because of other programs, CannotWrite for the disk or a file marked read-only, JournalDamaged for `data` that is
    no journal, and JournalNewer where the file that is there is of a later format.
    """
    place = resolve_journal_path(path)
    folder = get_backups_folder(place.file, state_folder)
    new = read_file_version(data, JournalPath(path, path), stamp.real)
    with hold_lock(place.file, state_folder, wait):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        seen, old, kept = read_file(place), None, None
        if seen is not None:
            try:
                kept, mark = decode_file(seen, place), compute_file_mark(seen)
                old = build_contents_version(kept, build_journal(kept), mark, stamp.real)
                with translate_write_errors(folder):
                    hold_newer_version(folder, mark, kept)
            except JournalNewer:
                raise
            except JournalDamaged:
                old = build_unverified_version(seen, stamp.real)
        said = BackupWriter(folder, old, new, limit).replace_file(place, seen, [data])
        with suppress(OSError):  # it is restored; what is held too long does no harm
            release_versions(folder, new.mark)
            if kept and is_of_several_devices(decode_steps(kept)):
                forget_device_id(place.file, state_folder)
    return said
