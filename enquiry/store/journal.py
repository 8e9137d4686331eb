"""The only ways in: `read_journal` to look, `change` to write. A change is kept whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from enquiry.dates.period import spell_moment
from enquiry.errors import CannotWrite, JournalMissing
from enquiry.insight.history.diff import RecordDiff, diff_journals
from enquiry.model.backup import FileVersion
from enquiry.model.journal import Journal
from enquiry.model.step import Step, update_clock
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.backups.catalogue import build_contents_version, build_file_version, find_best_backup
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.clock import StepStamp, ensure_device_id
from enquiry.store.disk.atomic import refuse_unwritable
from enquiry.store.disk.journal_file import read_file, replace_file
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import JournalPath, get_backups_folder, resolve_journal_path
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.format import compute_file_mark, encode_lines, verify_file
from enquiry.store.encoding.layout import splice_tables
from enquiry.store.encoding.rows import (
    JournalContents,
    build_contents,
    build_journal,
    decode_contents,
    decode_last_step,
    decode_steps,
    find_flaw,
)


class NextStep(msgspec.Struct):
    """The step being made: give `journal` a new value, and `did` the words by which history will know it.

    A step that takes earlier ones back names them in `undoes`, one that makes them anew in `redoes`; `past` gives all
    steps so far, the oldest first. `made_new` says that there was no file yet, so that whoever makes one can say so,
    and `was_format` in which format the file was. `number` is the step's own, and 0 as long as nothing is written.
    Whoever makes a long step can follow how it is written.
    """

    journal: Journal
    made_new: bool
    past: Callable[[], tuple[Step, ...]]
    was_format: int
    did: str = ""
    undoes: tuple[int, ...] = ()
    redoes: tuple[int, ...] = ()
    number: int = 0
    follow: ProgressTracker = ignore_progress


def read_journal(path: Path, *, state_folder: Path | None = None) -> Journal:
    """Return the journal at `path`, without taking a lock and without writing anything.

    With `state_folder` an error about a damaged file names the best backup. Raises JournalMissing, CannotRead, and
    JournalDamaged, EditedOutside or JournalNewer for a file that is not as it was written.
    """
    place = resolve_journal_path(path, state_folder)
    return build_journal(read_contents(place)[1])


def read_journal_and_steps(path: Path, *, state_folder: Path | None = None) -> tuple[Journal, tuple[Step, ...]]:
    """Return the journal at `path` and its steps, the oldest first, as they stood at one moment.

    Raises as `read_journal` does.
    """
    place = resolve_journal_path(path, state_folder)
    _, kept = read_contents(place)
    return build_journal(kept), decode_steps(kept)


def read_history(path: Path, *, state_folder: Path | None = None) -> tuple[Step, ...]:
    """Return every change made to the journal at `path`, the oldest first. Raises as `read_journal` does."""
    place = resolve_journal_path(path, state_folder)
    return decode_steps(read_contents(place)[1])


def read_contents(place: JournalPath) -> tuple[bytes, JournalContents]:
    """Return the bytes of the journal at a place, and what they hold. Raises as `read_journal` does."""
    data = read_file(place)
    if data is None:
        best = find_best_backup(place.file, place.state) if place.state else None
        back = f"enquiry restore {best.name} brings back the one of {spell_moment(best.at)}; " if best else ""
        hint = f'{back}enquiry start "your question" makes {"a new " if best else ""}one.'
        raise JournalMissing(f"There is no journal at {place.named} yet.", hint)
    return data, decode_contents(verify_file(data, place), place)


@contextmanager
def change_journal(
    path: Path,
    *,
    state_folder: Path,
    stamp: StepStamp,
    wait: float = 10.0,
    program: str = "enquiry",
    limit: int = DEFAULT_BACKUP_LIMIT,
) -> Iterator[NextStep]:
    """Give the next step of the journal at `path`, and write what the block made of it, once, when the block ends.

    The journal is held for the block: others wait up to `wait` seconds, and are told `program`. When the block has
    ended what was changed is on the disk, and so is a backup of what was replaced; backups may take `limit` bytes. A
    block that fails leaves the file as it was, and one that changes nothing writes nothing. Where there is no file
    the first change makes it.

    Raises what `read_journal` raises except JournalMissing; JournalBusy and ChangedUnderneath because of other
    programs; CannotWrite for the disk, a file marked read-only, or a value that no file can hold.
    """
    place = resolve_journal_path(path, state_folder)
    with hold_lock(place.file, state_folder, wait, program):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        data = read_file(place)
        kept = (
            build_contents({}, 0, FORMAT, place) if data is None else decode_contents(verify_file(data, place), place)
        )
        before = build_journal(kept)
        step = NextStep(before, data is None, lambda: decode_steps(kept), kept.format)
        yield step
        found = diff_journals(before, step.journal)
        if found or step.undoes or step.redoes:
            old = None if data is None else build_contents_version(kept, before, compute_file_mark(data), stamp.real)
            write_step(state_folder, FileSnapshot(data, kept, before, old), step, found, stamp, limit)


class FileSnapshot(msgspec.Struct, frozen=True):
    """A file as it was read: its bytes, what they hold, the journal in it, and the version it is.

    Where there was no file there are neither bytes nor a version.
    """

    data: bytes | None
    kept: JournalContents
    journal: Journal
    version: FileVersion | None


def write_step(
    state_folder: Path, seen: FileSnapshot, step: NextStep, found: Iterable[RecordDiff], stamp: StepStamp, limit: int
) -> None:
    """Write the journal that a step made of what was seen, with the step in its history. Only for a lock's holder."""
    from enquiry.store.encoding.tables import (
        build_row_changes,  # brings TinyDB, which those who only look need not wait for
    )

    if flaw := find_flaw(step.journal, seen.journal):
        raise CannotWrite(f"The journal can't hold {flaw}. Nothing was changed.", "Make the change in another way.")
    kept, last = seen.kept, decode_last_step(seen.kept)
    made = Step(
        number=kept.generation + 1,
        id=stamp.id,
        at=stamp.at,
        clock=update_clock(last.clock if last else None, stamp.real, ensure_device_id(kept.place.file, state_folder)),
        did=step.did or "changed",
        undoes=step.undoes,
        redoes=step.redoes,
    )
    fresh = encode_lines(
        made.number, splice_tables(kept.data, kept.stretches, build_row_changes(kept, found, made, step.follow))
    )
    new = build_file_version(step.journal, fresh.mark, stamp.real, made.number)
    keeping = BackupWriter(get_backups_folder(kept.place.file, state_folder), seen.version, new, limit)
    replace_file(kept.place, seen.data, fresh.pieces, keeping)
    step.number = made.number
