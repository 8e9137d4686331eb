"""Copies of a journal taken into it in one write, with a backup of what was there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from enquiry.insight.merging.merge import merge_copies
from enquiry.model.journal import Journal
from enquiry.model.step import StepStamp
from enquiry.store.backups.catalogue import build_contents_version, locate_journal
from enquiry.store.backups.continuity import hold_newer_version
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, is_file_unchanged, read_file
from enquiry.store.encoding.copies import decode_copy, encode_copy
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, decode_step_ids

if TYPE_CHECKING:
    from enquiry.store.forgetting.taken import TakenReceipt


class TakenCopies(NamedTuple):
    """The journal before copies were taken in and after, and what its owner should know of it."""

    before: Journal
    after: Journal
    said: tuple[str, ...]


def take_in_copies(
    path: Path,
    copies: Sequence[JournalContents],
    ours: JournalContents | None = None,
    *,
    state_folder: Path,
    stamp: StepStamp,
    receipt: "TakenReceipt",
    wait: float = 10.0,
    limit: int = DEFAULT_BACKUP_LIMIT,
) -> TakenCopies:
    """Take all that copies hold into the journal at `path`, which is made where there is none yet.

    The steps of copies and journal are laid in one line. A copy that holds all that the journal does is taken as it is:
    so machines that know the same hold the same bytes. `ours` is what the journal held when it was looked at; where it
    still does, it is not read again. `receipt` is told what of it others forgot. Raises what `change_journal` does for
    the disk and others.
    """
    place = locate_journal(path, state_folder)
    with hold_lock(place.file, state_folder, wait):
        same = ours is not None and is_file_unchanged(place, ours.data)
        seen = ours.data if ours and same else read_file(place)
        kept = ours if same else None if seen is None else decode_file(seen, place)
        before = None if kept is None else build_journal(kept)
        after = _join_copies([*([kept] if kept else []), *copies], place)
        journal, old = build_journal(after), None
        if kept and before and seen:
            old = build_contents_version(kept, before, compute_file_mark(seen), stamp.real)
        new = build_contents_version(after, journal, compute_file_mark(after.data), stamp.real)
        folder = get_backups_folder(place.file, state_folder)
        if kept and old:
            with translate_write_errors(folder):
                hold_newer_version(folder, old.mark, kept)
        writer = BackupWriter(folder, old, new, limit)
        if b'"forgets":' in after.data:  # what was forgotten elsewhere goes from the backups too
            from enquiry.store.forgetting.taken import replace_merged_file

            said = replace_merged_file(writer, place, state_folder, (seen, after.data), receipt)
        else:
            said = writer.replace_file(place, seen, [after.data])
    return TakenCopies(before or Journal(), journal, tuple(said))


def _join_copies(copies: Sequence[JournalContents], place: JournalPath) -> JournalContents:
    """Return the contents of one file that holds all that these files do."""
    fullest, *others = sorted(copies, key=lambda one: len(one.tables.history), reverse=True)
    known = set(decode_step_ids(fullest))
    apart = [one for one in others if not known.issuperset(decode_step_ids(one))]
    if not apart:
        return fullest
    whole = first = decode_copy(fullest)
    for one in apart:
        whole = merge_copies(whole, decode_copy(one, like=(fullest, first))).copy
    return decode_file(encode_copy(whole), place)
