"""The only ways in: `read_journal` to look, `change` to write. A change is kept whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from enquiry.dates.period import spell_moment
from enquiry.errors import CannotWrite, JournalMissing
from enquiry.insight.history.diff import Difference, differences
from enquiry.model.backup import Version
from enquiry.model.journal import Journal
from enquiry.model.step import Step, ticked
from enquiry.progress import Follow, unfollowed
from enquiry.store.backups.catalogue import best_backup, version_held, version_of
from enquiry.store.backups.make import LIMIT, Keeping
from enquiry.store.clock import Stamp, device_of
from enquiry.store.disk.atomic import refuse_in_the_way
from enquiry.store.disk.journal_file import read_file, replace_file
from enquiry.store.disk.lock import held
from enquiry.store.disk.os_errors import writing
from enquiry.store.disk.places import Place, backups_folder, place_of
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.format import mark_of, opened, sealed_lines
from enquiry.store.encoding.layout import spliced
from enquiry.store.encoding.rows import Contents, contents, contents_of, flaw_in, journal_of, last_step, steps_of


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
    follow: Follow = unfollowed


def read_journal(path: Path, *, state_folder: Path | None = None) -> Journal:
    """Return the journal at `path`, without taking a lock and without writing anything.

    With `state_folder` an error about a damaged file names the best backup. Raises JournalMissing, CannotRead, and
    JournalDamaged, EditedOutside or JournalNewer for a file that is not as it was written.
    """
    place = place_of(path, state_folder)
    return journal_of(present(place)[1])


def read_whole(path: Path, *, state_folder: Path | None = None) -> tuple[Journal, tuple[Step, ...]]:
    """Return the journal at `path` and its steps, the oldest first, as they stood at one moment.

    Raises as `read_journal` does.
    """
    place = place_of(path, state_folder)
    _, kept = present(place)
    return journal_of(kept), steps_of(kept)


def read_history(path: Path, *, state_folder: Path | None = None) -> tuple[Step, ...]:
    """Return every change made to the journal at `path`, the oldest first. Raises as `read_journal` does."""
    place = place_of(path, state_folder)
    return steps_of(present(place)[1])


def present(place: Place) -> tuple[bytes, Contents]:
    """Return the bytes of the journal at a place, and what they hold. Raises as `read_journal` does."""
    data = read_file(place)
    if data is None:
        best = best_backup(place.file, place.state) if place.state else None
        back = f"enquiry restore {best.name} brings back the one of {spell_moment(best.at)}; " if best else ""
        hint = f'{back}enquiry start "your question" makes {"a new " if best else ""}one.'
        raise JournalMissing(f"There is no journal at {place.named} yet.", hint)
    return data, contents(opened(data, place), place)


@contextmanager
def change(
    path: Path, *, state_folder: Path, stamp: Stamp, wait: float = 10.0, program: str = "enquiry", limit: int = LIMIT
) -> Iterator[NextStep]:
    """Give the next step of the journal at `path`, and write what the block made of it, once, when the block ends.

    The journal is held for the block: others wait up to `wait` seconds, and are told `program`. When the block has
    ended what was changed is on the disk, and so is a backup of what was replaced; backups may take `limit` bytes. A
    block that fails leaves the file as it was, and one that changes nothing writes nothing. Where there is no file
    the first change makes it.

    Raises what `read_journal` raises except JournalMissing; JournalBusy and ChangedUnderneath because of other
    programs; CannotWrite for the disk, a file marked read-only, or a value that no file can hold.
    """
    place = place_of(path, state_folder)
    with held(place.file, state_folder, wait, program):
        with writing(place.named):
            refuse_in_the_way(place.file)
        data = read_file(place)
        kept = contents_of({}, 0, FORMAT, place) if data is None else contents(opened(data, place), place)
        before = journal_of(kept)
        step = NextStep(before, data is None, lambda: steps_of(kept), kept.format)
        yield step
        found = differences(before, step.journal)
        if found or step.undoes or step.redoes:
            old = None if data is None else version_held(kept, before, mark_of(data), stamp.real)
            write_step(state_folder, Seen(data, kept, before, old), step, found, stamp, limit)


class Seen(msgspec.Struct, frozen=True):
    """A file as it was read: its bytes, what they hold, the journal in it, and the version it is.

    Where there was no file there are neither bytes nor a version.
    """

    data: bytes | None
    kept: Contents
    journal: Journal
    version: Version | None


def write_step(
    state_folder: Path, seen: Seen, step: NextStep, found: Iterable[Difference], stamp: Stamp, limit: int
) -> None:
    """Write the journal that a step made of what was seen, with the step in its history. Only for a lock's holder."""
    from enquiry.store.encoding.tables import changed  # brings TinyDB, which those who only look need not wait for

    if flaw := flaw_in(step.journal, seen.journal):
        raise CannotWrite(f"The journal can't hold {flaw}. Nothing was changed.", "Make the change in another way.")
    kept, last = seen.kept, last_step(seen.kept)
    made = Step(
        number=kept.generation + 1,
        id=stamp.id,
        at=stamp.at,
        clock=ticked(last.clock if last else None, stamp.real, device_of(kept.place.file, state_folder)),
        did=step.did or "changed",
        undoes=step.undoes,
        redoes=step.redoes,
    )
    fresh = sealed_lines(made.number, spliced(kept.data, kept.stretches, changed(kept, found, made, step.follow)))
    new = version_of(step.journal, fresh.mark, stamp.real, made.number)
    keeping = Keeping(backups_folder(kept.place.file, state_folder), seen.version, new, limit)
    replace_file(kept.place, seen.data, fresh.pieces, keeping)
    step.number = made.number
