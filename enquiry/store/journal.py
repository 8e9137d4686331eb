"""The only ways in: `read_journal` to look, `change` to write. A change is kept whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from enquiry.errors import CannotWrite, JournalMissing
from enquiry.model.journal import Journal
from enquiry.store.file import read_file, replace_file
from enquiry.store.flaws import flaw_in
from enquiry.store.format import Sealed, opened, sealed
from enquiry.store.history import Stamp, Step, differences
from enquiry.store.lock import held
from enquiry.store.places import Place, place_of
from enquiry.store.refusal import writing
from enquiry.store.rows import journal_of, read_rows
from enquiry.store.whole import refuse_in_the_way

_NEW = Sealed(0, {})
_STEP = msgspec.json.Decoder(Step)


class NextStep(msgspec.Struct):
    """The step being made: give `journal` a new value, and `did` the words by which history will know it.

    `made_new` says that there was no file yet, so that whoever makes one can say so.
    """

    journal: Journal
    made_new: bool
    did: str = ""


def read_journal(path: Path, *, state_folder: Path | None = None) -> Journal:
    """Return the journal at `path`, without taking a lock and without writing anything.

    With `state_folder` an error about a damaged file names the version kept before the last change. Raises
    JournalMissing, CannotRead, and JournalDamaged, EditedOutside or JournalNewer for a file that is not as it was
    written.
    """
    place = place_of(path, state_folder)
    return journal_of(_present(place).tables, place)


def read_history(path: Path, *, state_folder: Path | None = None) -> tuple[Step, ...]:
    """Return every change made to the journal at `path`, the oldest first. Raises as `read_journal` does."""
    place = place_of(path, state_folder)
    return tuple(read_rows("history", _STEP, _present(place).tables, place))


def _present(place: Place) -> Sealed:
    data = read_file(place)
    if data is None:
        hint = 'enquiry start "your question" makes one.'
        raise JournalMissing(f"There is no journal at {place.named} yet.", hint)
    return opened(data, place)


@contextmanager
def change(
    path: Path, *, state_folder: Path, stamp: Stamp, wait: float = 10.0, program: str = "enquiry"
) -> Iterator[NextStep]:
    """Give the next step of the journal at `path`, and write what the block made of it, once, when the block ends.

    The journal is held for the block: others wait up to `wait` seconds, and are told `program`. When the block has
    ended what was changed is on the disk. A block that fails leaves the file as it was, and one that changes nothing
    writes nothing. Where there is no file the first change makes it.

    Raises what `read_journal` raises except JournalMissing; JournalBusy and ChangedUnderneath because of other
    programs; CannotWrite for the disk, a file marked read-only, or a value that no file can hold.
    """
    place = place_of(path, state_folder)
    with held(place.file, state_folder, wait, program):
        with writing(place.named):
            refuse_in_the_way(place.file)
        data = read_file(place)
        kept = _NEW if data is None else opened(data, place)
        before = journal_of(kept.tables, place)
        step = NextStep(before, made_new=data is None)
        yield step
        if fresh := _fresh(kept, before, step, stamp):
            replace_file(place, state_folder, data, fresh)


def _fresh(kept: Sealed, before: Journal, step: NextStep, stamp: Stamp) -> bytes:
    from enquiry.store.tables import changed  # brings TinyDB, which those who only look need not wait for

    found = differences(before, step.journal)
    if not found:
        return b""
    if flaw := flaw_in(step.journal):
        raise CannotWrite(f"The journal can't hold {flaw}. Nothing was changed.", "Make the change in another way.")
    return sealed(kept.generation + 1, changed(kept.tables, found, stamp, step.did or "changed"))
