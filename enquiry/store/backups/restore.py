"""Copies of the journal as files: one written out and read back, and one put in the journal's place."""

from pathlib import Path

from enquiry.errors import CannotWrite, JournalDamaged, JournalNewer, NotFound
from enquiry.model.backup import Version
from enquiry.model.journal import Journal
from enquiry.store.backups.catalogue import set_aside, version_held, version_in
from enquiry.store.backups.make import LIMIT, Keeping
from enquiry.store.clock import Stamp
from enquiry.store.disk.atomic import refuse_in_the_way, write_whole
from enquiry.store.disk.journal_file import read_file, replace_file, still_holds
from enquiry.store.disk.lock import held
from enquiry.store.disk.os_errors import writing
from enquiry.store.disk.places import Place, backups_folder, place_of
from enquiry.store.encoding.format import mark_of, opened
from enquiry.store.encoding.rows import contents, journal_of
from enquiry.store.journal import present


def copy_out(path: Path, state_folder: Path, target: Path, stamp: Stamp, *, overwrite: bool) -> Version:
    """Write the journal at `path` to the file `target`, read it back, and return what was written.

    Raises what `read_journal` raises; CannotWrite for the disk, for a file that is there where `overwrite` is not
    said, for the journal's own file, and where other bytes come back than were written.
    """
    place = place_of(path, state_folder)
    data, kept = present(place)
    version = version_held(kept, journal_of(kept), mark_of(data), stamp.real)
    if target.exists() and target.samefile(place.file):
        raise CannotWrite(f"{target} is the journal itself.", "Name another file, best on another disk.")
    write_whole(target, data, overwrite=overwrite)
    if not still_holds(place_of(target), data):
        raise CannotWrite(f"{target} does not hold what was written to it.", "Check that disk, or choose another.")
    return version


def read_copy(path: Path) -> tuple[bytes, Journal]:
    """Return the bytes of a copy of a journal and the journal in it.

    Raises NotFound where there is no such file, CannotRead, and JournalDamaged in its forms.
    """
    place = place_of(path)
    data = read_file(place)
    if data is None:
        raise NotFound(f"There is no file {path}.", "enquiry restore lists the backups that are kept.")
    return data, journal_of(contents(opened(data, place), place))


def put_back(
    path: Path, data: bytes, *, state_folder: Path, stamp: Stamp, wait: float = 10.0, limit: int = LIMIT
) -> None:
    """Put the bytes of an earlier version in the journal's place, whole or not at all, and keep what was there.

    What was there becomes a backup whether or not it can be read. Raises JournalBusy and ChangedUnderneath because of
    other programs, CannotWrite for the disk or a file marked read-only, JournalDamaged for what is no journal, and
    JournalNewer where what is there is of a later format.
    """
    place = place_of(path, state_folder)
    new = version_in(data, Place(path, path), stamp.real)
    with held(place.file, state_folder, wait):
        with writing(place.named):
            refuse_in_the_way(place.file)
        seen = read_file(place)
        old = _version_seen(seen, place, stamp) if seen is not None else None
        keeping = Keeping(backups_folder(place.file, state_folder), old, new, limit)
        replace_file(place, seen, [data], keeping)


def _version_seen(seen: bytes, place: Place, stamp: Stamp) -> Version:
    try:
        return version_in(seen, Place(place.named, place.file), stamp.real)
    except JournalNewer:
        raise
    except JournalDamaged:
        return set_aside(seen, stamp.real)
