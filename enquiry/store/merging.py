"""Merging in the store: the journal's file replaced by what it and its copies are together, whole or not at all."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import JournalMissing
from enquiry.insight.merging.log import JournalCopy
from enquiry.insight.merging.merge import is_same_journal, merge_copies
from enquiry.model.backup import Backup, FileVersion
from enquiry.model.journal import Journal
from enquiry.model.step import StepStamp
from enquiry.store.backups.catalogue import (
    build_contents_version,
    list_stored_backups,
    locate_journal,
)
from enquiry.store.backups.continuity import hold_newer_version
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.disk.atomic import refuse_unwritable
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, is_file_unchanged, read_file
from enquiry.store.disk.system import flush_folder
from enquiry.store.encoding.copies import decode_copy, encode_copy
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file
from enquiry.store.forgetting.taken import TakenReceipt, replace_merged_file
from enquiry.store.keys.locked import unlock_file


class FoundCopy(NamedTuple):
    """A copy of a journal in a file: its bytes, their contents, its rows and steps, and the journal in it."""

    path: Path
    data: bytes
    contents: JournalContents
    copy: JournalCopy
    journal: Journal


class MergeOutcome(NamedTuple):
    """The journal before and after a merge, and how many steps it lacked (`taken`) and the copies lacked (`handed`).

    Of one that was written `backup` is the version from before, `moved` are the copies that now lie among the backups,
    and `said` is what its owner should know.
    """

    before: Journal
    after: Journal
    taken: int
    handed: int
    backup: Backup | None = None
    moved: tuple[Path, ...] = ()
    said: tuple[str, ...] = ()


def read_found_copy(
    path: Path, state_folder: Path | None, keys: Path | None = None, own: FoundCopy | None = None
) -> FoundCopy | None:
    """Return the copy in a file, or None where there is no file; a locked one is opened with the keys in `keys`.

    What it has in common with the journal `own` is not decoded again.

    Raises CannotRead, JournalDamaged in its forms, and CannotUnlock.
    """
    place = locate_journal(path, state_folder)
    data = read_file(place)
    if data and keys:
        data = unlock_file(data, keys, str(path))
    return None if data is None else decode_found_copy(data, place, own)


def decode_found_copy(data: bytes, place: JournalPath, own: FoundCopy | None = None) -> FoundCopy:
    """Return the copy that the bytes of a file hold. Raises JournalDamaged in its forms."""
    kept = decode_file(data, place)
    copy = decode_copy(kept, like=(own.contents, own.copy) if own else None)
    return FoundCopy(place.named, data, kept, copy, build_journal(kept))


def preview_merge(own: FoundCopy, copies: Iterable[FoundCopy]) -> MergeOutcome:
    """Return what a journal and copies of it are together, without writing anything."""
    return _merge(own, copies)[0]


def _merge(own: FoundCopy, copies: Iterable[FoundCopy]) -> tuple[MergeOutcome, bytes, FileVersion]:
    """Return what a merge comes to, with the bytes of the file that it makes, and what these hold."""
    whole, steps = own.copy, {step.id for step in own.copy.steps}
    for other in copies:
        whole = merge_copies(whole, other.copy).copy
    taken = {step.id for step in whole.steps} - steps
    handed = {step.id for step in whole.steps} - {step.id for other in copies for step in other.copy.steps}
    data, kept, after = own.data, own.contents, own.journal
    if taken:
        data = encode_copy(whole)
        kept = decode_file(data, JournalPath(own.path, own.path))
        after = build_journal(kept)
    version = build_contents_version(kept, after, compute_file_mark(data), own.copy.steps[-1].at)
    return MergeOutcome(own.journal, after, len(taken), len(handed)), data, version


def is_of_journal(own: FoundCopy, other: FoundCopy) -> bool:
    """Say whether two files are copies of one journal."""
    return is_same_journal(own.copy, other.copy)


def merge_journal(
    own: FoundCopy,
    copies: Sequence[FoundCopy],
    beside: Collection[Path],
    *,
    state_folder: Path,
    stamp: StepStamp,
    receipt: TakenReceipt,
    wait: float = 10.0,
    limit: int = DEFAULT_BACKUP_LIMIT,
) -> MergeOutcome:
    """Take copies into a journal, as it stands by then, and return when that is on the disk with a backup from before.

    Those that lie `beside` the journal are moved to the backups then. Where the copies hold no step that the journal
    lacks it is not written. `receipt` is told what of it others forgot. Raises as `change_journal` does, and
    JournalMissing.
    """
    place = locate_journal(own.path, state_folder)
    with hold_lock(place.file, state_folder, wait, "enquiry merge"):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        seen = read_file(place)
        if seen is None:
            raise JournalMissing(f"There is no journal at {place.named} any more.", "Nothing was changed.")
        own = own if own.data == seen else decode_found_copy(seen, place)
        outcome, data, new = _merge(own, copies)
        moving = [one for one in copies if one.path in beside and not one.path.is_symlink()]
        folder = get_backups_folder(place.file, state_folder)
        mark = compute_file_mark(seen)
        old = build_contents_version(own.contents, own.journal, mark, stamp.real)
        writer, said = BackupWriter(folder, old, new, limit), list[str]()
        with translate_write_errors(folder):
            hold_newer_version(folder, mark, own.contents)
            for one in moving:  # kept first, and last of all taken away: whatever happens between, nothing is lost
                version = build_contents_version(one.contents, one.journal, compute_file_mark(one.data), stamp.real)
                writer.save_old_version(version, one.path, one.data)
            if moving and not outcome.taken:  # the newest backup is the version that is known here
                writer.save_old_version(old, place.file, seen)
        if outcome.taken:
            said = replace_merged_file(writer, place, state_folder, (seen, data), receipt)
        moved = [one.path for one in moving if take_away(one)]
    backups = list_stored_backups(place.file, state_folder) if outcome.taken else ()
    before = next((backup for backup in backups if backup.mark == mark), None)
    return outcome._replace(backup=before, moved=tuple(moved), said=tuple(said))


def take_away(copy: FoundCopy) -> bool:
    """Remove the file of a copy that was kept among the backups, if it still holds the same; return whether it did."""
    with suppress(OSError):
        if is_file_unchanged(JournalPath(copy.path, copy.path), copy.data):
            copy.path.unlink()
            flush_folder(copy.path.parent)
            return True
    return False
