"""Rows: a journal as tables of rows, and back, with everything checked on the way.

The rows of `cycles` hold cycles without their entries; those of `entries` name their cycle by its number. Records are
known by their `id`; the number of a row names nothing, but keeps the order in which records were first written.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.errors import CannotWrite
from enquiry.insight.difference import Kept
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.model.step import Step
from enquiry.store.damage import damaged
from enquiry.store.flaws import flaw_in
from enquiry.store.format import Tables
from enquiry.store.places import Place

T = TypeVar("T")

TABLES = ("settings", "cycles", "entries", "inbox", "measures", "history")

_SETTINGS = msgspec.json.Decoder(Settings)
_CYCLES = msgspec.json.Decoder(Cycle)
_ENTRIES: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_INBOX = msgspec.json.Decoder(LooseNote)
_MEASURES = msgspec.json.Decoder(Measure)
_STEPS = msgspec.json.Decoder(Step)


def journal_of(tables: Tables, place: Place) -> Journal:
    """Return the journal that the tables hold; `history` is left unread.

    Raises JournalDamaged naming the table, the row and the field that is wrong.
    """
    if strange := [name for name in tables if name not in TABLES]:
        raise damaged(f"it has a table “{strange[0]}” that no journal has", place)
    settings = read_rows("settings", _SETTINGS, tables, place)
    cycles = read_rows("cycles", _CYCLES, tables, place)
    entries = read_rows("entries", _ENTRIES, tables, place)
    inbox, measures = read_rows("inbox", _INBOX, tables, place), read_rows("measures", _MEASURES, tables, place)
    if any(cycle.entries for cycle in cycles):
        raise damaged("a row of the table “cycles” holds entries, which have a table of their own", place)
    whole = Journal(
        settings=settings[0] if settings else Settings(),
        cycles=_joined(cycles, entries),
        inbox=tuple(inbox),
        measures=tuple(measures),
    )
    lost = len(entries) - sum(len(cycle.entries) for cycle in whole.cycles)
    flaw = "entries of a cycle that is not there" if lost > 0 else flaw_in(whole)
    if flaw or len(settings) > 1:
        raise damaged(f"it holds {flaw or 'more than one row of settings'}", place)
    return whole


def read_rows(table: str, decoder: msgspec.json.Decoder[T], tables: Tables, place: Place) -> list[T]:
    """Return the values that the rows of one table hold. Raises JournalDamaged naming the row that holds none."""
    rows = tables.get(table, {})
    decode = decoder.decode
    try:
        return [decode(row) for row in rows.values()]
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        number = next(number for number, row in rows.items() if not _reads(decoder, row))
        raise damaged(f"row {number} of the table “{table}” can't be read ({fault})", place) from fault


def steps_of(tables: Tables, place: Place) -> tuple[Step, ...]:
    """Return the steps of the history, the oldest first. Raises JournalDamaged as `read_rows` does."""
    return tuple(read_rows("history", _STEPS, tables, place))


def last_step(tables: Tables, place: Place) -> Step | None:
    """Return the latest step, if there is any. Raises JournalDamaged as `read_rows` does."""
    rows = dict(list(tables.get("history", {}).items())[-1:])
    return next(iter(steps_of({"history": rows}, place)), None)


def _reads(decoder: msgspec.json.Decoder[T], row: msgspec.Raw) -> bool:
    try:
        decoder.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def _joined(cycles: Iterable[Cycle], entries: Iterable[AnyEntry]) -> tuple[Cycle, ...]:
    of_cycle: dict[int, list[AnyEntry]] = defaultdict(list)
    for entry in entries:
        of_cycle[entry.cycle].append(entry)
    return tuple(replace(cycle, entries=tuple(of_cycle.get(cycle.number, ()))) for cycle in cycles)


def row_of(record: Kept) -> dict[str, object]:
    """Return the record as a row of plain values, a cycle without its entries.

    Raises CannotWrite for a record that would not be read back as it is: a number that is none, half a character, a
    field of the wrong type.
    """
    record = replace(record, entries=()) if isinstance(record, Cycle) else record
    try:
        data = msgspec.json.encode(record)
        same = msgspec.json.decode(data, type=type(record)) == record
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError) as fault:
        raise _unkeepable(record, str(fault)) from fault
    if not same:
        raise _unkeepable(record, "it would not be read back as it is")
    row: dict[str, object] = msgspec.json.decode(data)
    return row


def _unkeepable(record: Kept, why: str) -> CannotWrite:
    words = f"The {type(record).__name__.lower()} can't be kept: {why}. Nothing was changed."
    return CannotWrite(words, "Check its numbers and its text.")
