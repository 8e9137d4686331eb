"""What another machine forgot, taken in: the merged journal and every backup in one batch, without what went there."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from enquiry.errors import ChangedUnderneath
from enquiry.insight.forgetting.erase import Eraser
from enquiry.model.step import HISTORY, RecordRow, Step
from enquiry.store.backups import catalogue
from enquiry.store.backups.make import BackupWriter
from enquiry.store.disk.batch import FileBatch, open_batch
from enquiry.store.disk.places import JournalPath, is_file_unchanged
from enquiry.store.drafts import list_drafts
from enquiry.store.encoding.format import compute_file_mark
from enquiry.store.encoding.rows import JournalContents, decode_file, decode_steps
from enquiry.store.forgetting.kept import find_passing_files, get_record_name, rewrite_backups
from enquiry.store.forgetting.rewrite import Rewriter, name_rewritten_backup


class TakenForgetting(NamedTuple):
    """What was taken in of what others forgot: their steps, and how many records and backups something went from.

    `stays` says that something was written here of which who forgot did not know.
    """

    steps: tuple[Step, ...]
    records: int
    backups: int
    stays: bool


TakenReceipt = Callable[[TakenForgetting, FileBatch], str]
"""Stages what is to be kept of a forgetting that is taken in, and returns in a sentence where that is."""


def replace_merged_file(
    writer: BackupWriter,
    place: JournalPath,
    state_folder: Path,
    versions: tuple[bytes | None, bytes],
    receipt: TakenReceipt,
) -> list[str]:
    """Replace the journal's file as `BackupWriter.replace_file` does; what its new steps forgot goes from backups too.

    `versions` are its bytes (None: there is no file), and those of what it was merged with. Only for the holder of the
    lock. Raises CannotWrite and ChangedUnderneath.
    """
    seen, data = versions
    if seen is None:
        return writer.replace_file(place, None, [data])
    before, after = decode_file(seen, place), decode_file(data, place)
    known = {step.id for step in decode_steps(before)}
    line = decode_steps(after)
    steps = [step for step in line if step.forgets and step.id not in known]
    if not steps:
        return writer.replace_file(place, seen, [data])
    eraser = build_taken_eraser(after, steps)
    with open_batch(place.file, state_folder) as batch:
        batch.stage(place.file, data)
        for path in find_passing_files(place, state_folder, eraser):
            batch.remove(path)
        backups = _stage_versions(batch, writer, before, Rewriter(eraser), (seen, data))
        stays = any(not one.knows_of(step) for one in steps for step in line if step.id in known)
        records = {record for one in steps for _, record, _ in one.forgets} - known
        kept = receipt(TakenForgetting(tuple(steps), len(records), backups, stays), batch)
        if not is_file_unchanged(place, seen):
            words = f"The journal {place.named} was changed by another program meanwhile; nothing was taken in."
            raise ChangedUnderneath(words, "Try again.")
        batch.commit("What another machine forgot was being taken in when the program was stopped; it is done now.")
    said = ["Something was forgotten on another machine; it is gone here too, from every backup.", kept]
    if stays:
        said[0] = (
            "Something was forgotten on another machine; what was known of it there is gone here too, from every "
            "backup. What was written here meanwhile stays: enquiry privacy"
        )
    gone = {record for step in steps for _, record, _ in step.forgets}
    tables = (before.tables.cycles, before.tables.entries, before.tables.inbox, before.tables.beliefs)
    names = {get_record_name(one) for table in tables for one in table.values() if one.id in gone}
    for draft in list_drafts(state_folder):
        if draft.draft and draft.draft.journal == str(place.file) and draft.draft.about in names:
            about = f"The draft {draft.name} was begun from {draft.draft.about} as it was before"
            said.append(f"{about}: look through it, or let it go: enquiry drafts discard {draft.name}")
    return said


def _stage_versions(
    batch: FileBatch, writer: BackupWriter, kept: JournalContents, rewriter: Rewriter, versions: tuple[bytes, bytes]
) -> int:
    """Stage every backup as it is to be, and the versions before and after as backups, as each change keeps them.

    Returns how many backups are rewritten.
    """
    place, (seen, data) = kept.place, versions
    backups = list(catalogue.scan_backups(writer.folder)) if writer.folder.is_dir() else []
    rewritten = 0
    for rewritten, (backup, changed) in enumerate(rewrite_backups(place, kept, batch.state, rewriter), 1):  # noqa: B007
        target = backup.path.with_name(name_rewritten_backup(backup, changed))
        batch.stage(target, changed)
        if target != backup.path:
            batch.remove(backup.path)
    added = [(data, writer.new.at)]
    if writer.old and compute_file_mark(seen) not in {backup.mark for backup in backups}:
        added.insert(0, (rewriter.rewrite_kept(seen, place), writer.old.at))
    for number, (version, at) in enumerate(added, max((backup.number for backup in backups), default=0) + 1):
        name = catalogue.build_backup_name(number, catalogue.read_file_version(version, place, at))
        batch.stage(writer.folder / name, version)
    return rewritten


def build_taken_eraser(after: JournalContents, steps: Iterable[Step]) -> Eraser:
    """Return the eraser that puts each record of which something went as the merged journal has it.

    An entry that was a note of which something went is among them, since it holds the same words.
    """
    named = {(table, record) for step in steps for table, record, _ in step.forgets}
    notes = (note for note in after.tables.inbox.values() if note.filed_as and ("inbox", note.id) in named)
    named |= {("entries", note.filed_as) for note in notes}
    rows: dict[str, RecordRow | None] = {record: None for _, record in named}
    for table in {table for table, _ in named}:
        held: dict[int, Any] = getattr(after.tables, table)
        for number in held:
            row = msgspec.json.decode(after.read_row(table, number))
            record = row.get("id", table)
            if (table, record) in named:
                rows[record] = {"did": row["did"]} if table == HISTORY else row
    return Eraser(by="", rows=rows)
