"""The journal: `read_journal` to read it, `change_journal` to write it. A change is written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from enquiry.dates.period import spell_moment
from enquiry.errors import CannotWrite, JournalMissing
from enquiry.insight.history.diff import RecordDiff, diff_journals
from enquiry.model.backup import FileVersion
from enquiry.model.checks.flaws import find_flaw
from enquiry.model.journal import Journal
from enquiry.model.step import Step, StepStamp, update_clock
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.store.backups.catalogue import build_contents_version, build_file_version, locate_journal
from enquiry.store.backups.continuity import hold_newer_version
from enquiry.store.backups.make import DEFAULT_BACKUP_LIMIT, BackupWriter
from enquiry.store.disk.atomic import refuse_unwritable, stage_file, sweep_temporary_files
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import get_backups_folder, hash_path, is_file_unchanged, make_folder, read_file
from enquiry.store.disk.system import flush_folder
from enquiry.store.encoding import rows
from enquiry.store.encoding.format import compute_file_mark

if TYPE_CHECKING:
    from enquiry.store.storage import JournalDatabase


NAMING = ".name"
"""The ending of the file that holds what this machine is called until a step has said so."""


class NextStep(msgspec.Struct):
    """The step being made: set `journal` to its new value, and `did` to the words of the step in the history.

    A step that undoes earlier ones names them in `undoes`, one that redoes them in `redoes`; `made_new` is
    True where there was no file yet, and still once the step has made one; `was_format` is the format the file had.

    `number` is the step's own, and 0 until it is written; `said` is then what its owner should know of the file that
    was replaced, and `changed` each record that was. `follow` tracks the progress of writing it.
    """

    journal: Journal
    made_new: bool
    was_format: int
    did: str = ""
    undoes: tuple[int, ...] = ()
    redoes: tuple[int, ...] = ()
    number: int = 0
    said: tuple[str, ...] = ()
    changed: tuple[RecordDiff, ...] = ()
    follow: ProgressTracker = ignore_progress


def read_journal(path: Path, *, state_folder: Path | None = None) -> Journal:
    """Return the journal at `path`, without taking a lock and without writing anything.

    With `state_folder` an error about a damaged file names the best backup. Raises JournalMissing, CannotRead, and
    JournalDamaged, EditedOutside or JournalNewer for a file that is not as it was written.
    """
    return rows.build_journal(read_contents(path, state_folder)[1])


class SeenJournal(NamedTuple):
    """A journal as it was read, its steps, the oldest first, and the bytes of the file with what they hold."""

    journal: Journal
    steps: tuple[Step, ...]
    data: bytes
    contents: rows.JournalContents


def read_journal_and_steps(path: Path, *, state_folder: Path | None = None) -> SeenJournal:
    """Return the journal at `path` and its steps from one reading. Raises as `read_journal` does."""
    data, kept = read_contents(path, state_folder)
    return SeenJournal(rows.build_journal(kept), rows.decode_steps(kept), data, kept)


def read_contents(path: Path, state_folder: Path | None) -> tuple[bytes, rows.JournalContents]:
    """Return the bytes of the journal at `path`, and its contents. Raises as `read_journal` does."""
    place = locate_journal(path, state_folder)
    data = read_file(place)
    if data is None:
        best = place.find_backup()
        back = f"enquiry restore {best.name} brings back the one of {spell_moment(best.at)}; " if best else ""
        hint = f'{back}enquiry start "your question" makes {"a new " if best else ""}one.'
        raise JournalMissing(f"There is no journal at {place.named} yet.", hint)
    return data, rows.decode_file(data, place)


@contextmanager
def change_journal(
    path: Path,
    *,
    state_folder: Path,
    stamp: StepStamp,
    wait: float = 10.0,
    program: str = "enquiry",
    limit: int = DEFAULT_BACKUP_LIMIT,
    seen: SeenJournal | None = None,
) -> Iterator[NextStep]:
    """Give the next step of the journal at `path`, and write the journal it holds when the block ends.

    The journal is locked for the block: others wait up to `wait` seconds, then are told that `program` holds it. When
    the block has ended, the change and a backup of the replaced file are on the disk; backups may take `limit` bytes.
    Where the file still holds the very bytes of `seen`, the step's journal is the one that was seen.

    A block that fails leaves the file as it was, and one that changes nothing writes nothing. Where there is no file
    the first change makes it.

    Raises what `read_journal` raises except JournalMissing; JournalBusy and ChangedUnderneath because of other
    programs; CannotWrite for the disk, a file marked read-only, or a value that no file can hold.
    """
    from enquiry.store.storage import JournalDatabase  # imports TinyDB, which reading need not wait for

    place = locate_journal(path, state_folder)
    with hold_lock(place.file, state_folder, wait, program):
        with translate_write_errors(place.named):
            refuse_unwritable(place.file)
        if seen and not (seen.contents.place.file == place.file and is_file_unchanged(place, seen.data)):
            seen = None
        with JournalDatabase(place, seen and seen.data, seen and seen.contents) as database:
            data, kept = database.storage.data, database.storage.contents
            before = seen.journal if seen else rows.build_journal(kept)
            step = NextStep(before, data is None, kept.format)
            yield step
            found = diff_journals(before, step.journal)
            if found or step.undoes or step.redoes:
                old = build_contents_version(kept, before, compute_file_mark(data), stamp.real) if data else None
                write_step(database, state_folder, step, before, found, stamp, old, limit)
                step.changed = tuple(found)
            else:
                step.made_new = False


def write_step(
    database: "JournalDatabase",
    state_folder: Path,
    step: NextStep,
    sound: Journal,
    found: Iterable[RecordDiff],
    stamp: StepStamp,
    old: FileVersion | None,
    limit: int,
) -> None:
    """Write the differences that a step makes, and the step itself in the history. Only for the holder of the lock.

    `sound` is a journal without flaws that the step's is compared with, `old` the version of the file that is there
    (None: no file). Raises CannotWrite and ChangedUnderneath.
    """
    if flaw := find_flaw(step.journal, sound):
        raise CannotWrite(f"The journal can't hold {flaw}. Nothing was changed.", "Make the change in another way.")
    contents = database.storage.contents
    file, undoes, redoes = contents.place.file, step.undoes, step.redoes
    naming = locate_device(file, state_folder).with_suffix(NAMING)
    machine, did = _read_line(naming), step.did or "changed"
    made = build_step(contents, state_folder, stamp, did=did, undoes=undoes, redoes=redoes, machine=machine)
    row, number = rows.encode_row(made), made.number
    database.table("history").insert({**row, "before": database.apply_diffs(found, step.follow)})
    folder = get_backups_folder(file, state_folder)
    with translate_write_errors(folder):
        diverged = hold_newer_version(folder, old.mark if old else "", contents)
    said = database.storage.commit(
        number,
        lambda mark: BackupWriter(folder, old, build_file_version(step.journal, mark, stamp.real, number), limit),
    )
    step.number, step.said = number, tuple(said)
    if machine:
        with suppress(OSError):  # said once more it does no harm
            naming.unlink()
    if old and diverged:
        step.said += (f"The journal {diverged.words}. That one is held: enquiry restore {diverged.known.name}",)


def build_step(contents: rows.JournalContents, state_folder: Path, stamp: StepStamp, **fields: Any) -> Step:
    """Return the step that follows those in a file, stamped. Only for the holder of the lock. Raises CannotWrite."""
    last = rows.decode_last_step(contents)
    device = ensure_device_id(contents.place.file, state_folder)
    clock = update_clock(last.clock if last else None, stamp.real, device)
    return Step(number=contents.generation + 1, id=stamp.id, at=stamp.at, clock=clock, **fields)


def ensure_device_id(path: Path, state_folder: Path) -> str:
    """Return this device's id for the journal at `path`: ten random characters, persisted on first use.

    It says nothing of the machine or its owner. Only for the holder of the journal's lock. Raises CannotWrite.
    """
    if name := read_device_id(path, state_folder):
        return name
    name = os.urandom(5).hex()
    _write_line(locate_device(path, state_folder), name)
    return name


def read_device_id(path: Path, state_folder: Path) -> str:
    """Return this device's id for the journal at `path`, or nothing where it has written none of its steps yet."""
    name = _read_line(locate_device(path, state_folder))
    return name if len(name) == 10 and name.isalnum() else ""


def forget_device_id(path: Path, state_folder: Path) -> None:
    """Let this device get a new id at the next change of the journal at `path`. Raises OSError."""
    locate_device(path, state_folder).unlink(missing_ok=True)


def locate_device(path: Path, state_folder: Path) -> Path:
    """Return the file that holds this device's id for the journal at `path`, whether or not there is one."""
    return state_folder / "devices" / hash_path(path)


def announce_machine(path: Path, state_folder: Path, name: str) -> None:
    """Let the next step that is made here say what this machine is called. Raises CannotWrite."""
    _write_line(locate_device(path, state_folder).with_suffix(NAMING), name)


def _read_line(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _write_line(path: Path, line: str) -> None:
    with translate_write_errors(path):
        make_folder(path.parent)
        sweep_temporary_files(path)
        with stage_file(path, f"{line}\n".encode()) as temporary:
            temporary.replace(path)
        flush_folder(path.parent)
