"""Rows: a journal as tables of rows, and back, with everything checked on the way.

The rows of `cycles` hold cycles without their entries; those of `entries` name their cycle by its id. Records are known
by their `id`; the number of a row names nothing, but keeps the order in which records were first written.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from enquiry.errors import CannotWrite
from enquiry.insight.history.diff import JournalPart
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, join_parts
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.model.step import Step
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.about import FORMAT
from enquiry.store.encoding.diagnose import build_damage_error
from enquiry.store.encoding.format import LAYOUT_FLAW, RawTables, VerifiedFile, decode_tables, encode_file
from enquiry.store.encoding.layout import TableSpan, extract_row, find_table_spans

# --- Flaws: what no journal may hold, though each of its records is well formed by itself.


_NOTE_NAME = r"n[1-9][0-9]{0,8}"


def find_flaw(journal: Journal, sound: Journal | None = None) -> str:
    """Return the first flaw in words, or nothing where there is none. `sound` is one that has none: an earlier value.

    Rule: in each table an id, a number and a name stand once; entries are named after the cycle they lie in (`7.4`),
    notes like `n12`; a cycle has a question; the parts of an entry are its text.
    """
    known = {id(cycle) for cycle in sound.cycles} if sound else ()
    cycles, inbox, measures = journal.cycles, journal.inbox, journal.measures
    entries = [entry for cycle in cycles for entry in cycle.entries]
    flaws = (
        _find_duplicate("the cycle number", [cycle.number for cycle in cycles]),
        _find_duplicate("the note name", [note.name for note in inbox]),
        *(_find_duplicate("the id", [one.id for one in records]) for records in (cycles, entries, inbox, measures)),
        *(_find_cycle_flaw(cycle) for cycle in cycles if id(cycle) not in known),
        *(f"a note named “{note.name}”" for note in inbox if not re.fullmatch(_NOTE_NAME, note.name)),
    )
    return next(filter(None, flaws), "")


def _find_duplicate(what: str, names: Sequence[str | int]) -> str:
    if len(set(names)) == len(names):
        return ""
    return f"{what} “{Counter(names).most_common(1)[0][0]}” twice"


def _find_cycle_flaw(cycle: Cycle) -> str:
    if not cycle.questions:
        return f"cycle {cycle.number} without a question"
    if cycle.number < 1:
        return f"a cycle with the number {cycle.number}"
    if flaw := _find_duplicate("the entry name", [entry.name for entry in cycle.entries]):
        return flaw
    start = f"{cycle.number}."
    for entry in cycle.entries:
        number = entry.name.removeprefix(start)
        if number == entry.name or not (number.isascii() and number.isdecimal()) or entry.cycle != cycle.id:
            return f"an entry named “{entry.name}” in cycle {cycle.number}"
        if entry.parts and join_parts(entry.parts) != entry.text:
            return f"an entry {entry.name} whose parts are not its text"
    return ""


class _JournalTables(msgspec.Struct, forbid_unknown_fields=True):
    """The tables of a file in their order, each record by its row's number; steps are read when they are asked for."""

    about: Raw
    settings: dict[int, Settings]
    cycles: dict[int, Cycle]
    entries: dict[int, AnyEntry]
    inbox: dict[int, LooseNote]
    measures: dict[int, Measure]
    history: dict[int, Raw]


_DECODER = msgspec.json.Decoder(_JournalTables)
TABLE_NAMES = tuple(_JournalTables.__annotations__)[1:]


class JournalContents(msgspec.Struct, frozen=True):
    """What the file at a place holds: its tables, and where their lines stand in its bytes.

    The bytes are those that the present format has for it, whatever the file's own is.
    """

    place: JournalPath
    generation: int
    format: int
    data: bytes
    tables: _JournalTables
    stretches: dict[str, TableSpan]

    def get_records(self, table: str) -> dict[int, Any]:
        """Return the records of a table by the numbers of their rows; those of `history` are JSON."""
        found: dict[int, Any] = getattr(self.tables, table)
        return found

    def read_row(self, table: str, number: int) -> Raw:
        """Return a row as it stands. Raises JournalDamaged for a line that holds more than a row."""
        try:
            return msgspec.json.decode(extract_row(self.data, self.stretches[table], number), type=Raw)
        except msgspec.DecodeError as fault:
            raise build_damage_error(LAYOUT_FLAW, self.place) from fault


def decode_contents(kept: VerifiedFile, place: JournalPath) -> JournalContents:
    """Return what a file holds. Raises JournalDamaged naming the table, the row and the field that is wrong."""
    found = _decode_at_once(kept, place) if kept.format == FORMAT else None
    return found or build_contents(decode_tables(kept, place), kept.generation, kept.format, place)


def _decode_at_once(kept: VerifiedFile, place: JournalPath) -> JournalContents | None:
    """Return what a file holds, read in one go, or None where it is not as this program writes it now."""
    try:
        tables = _DECODER.decode(kept.data)
        places = find_table_spans(kept.data, {name: getattr(tables, name) for name in TABLE_NAMES})
    except (msgspec.DecodeError, ValueError, RecursionError):  # row by row it shows what is wrong, and where
        return None
    return JournalContents(place, kept.generation, kept.format, kept.data, tables, places)


def build_contents(tables: RawTables, generation: int, form: int, place: JournalPath) -> JournalContents:
    """Return what a file of these tables holds, once it is written as all are now. Raises as `contents` does."""
    if strange := [name for name in tables if name not in TABLE_NAMES]:
        raise build_damage_error(f"it has a table “{strange[0]}” that no journal has", place)
    whole = {name: tables.get(name, {}) for name in TABLE_NAMES}
    for name, rows in whole.items():
        _read_rows(name, _JournalTables.__annotations__[name].__args__[1], rows, place)
    found = _decode_at_once(VerifiedFile(generation, encode_file(generation, whole), form), place)
    if not found:
        raise build_damage_error(LAYOUT_FLAW, place)
    return found


def _read_rows(table: str, kind: Any, rows: Mapping[Any, Raw], place: JournalPath) -> list[Any]:
    """Return the values that the rows of one table hold. Raises JournalDamaged naming the row that holds none."""
    decoder, found = msgspec.json.Decoder(kind), list[Any]()
    for number, row in rows.items():
        try:
            found.append(decoder.decode(row))
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise build_damage_error(f"row {number} of the table “{table}” can't be read ({fault})", place) from fault
    return found


def build_journal(kept: JournalContents) -> Journal:
    """Return the journal that a file holds. Raises JournalDamaged where its records don't fit together."""
    tables = kept.tables
    if any(cycle.entries for cycle in tables.cycles.values()):
        raise build_damage_error(
            "a row of the table “cycles” holds entries, which have a table of their own", kept.place
        )
    whole = Journal(
        settings=next(iter(tables.settings.values()), Settings()),
        cycles=_attach_entries(tables.cycles.values(), tables.entries.values()),
        inbox=tuple(tables.inbox.values()),
        measures=tuple(tables.measures.values()),
    )
    lost = len(tables.entries) - sum(len(cycle.entries) for cycle in whole.cycles)
    flaw = "entries of a cycle that is not there" if lost > 0 else find_flaw(whole)
    if flaw or len(tables.settings) > 1:
        raise build_damage_error(f"it holds {flaw or 'more than one row of settings'}", kept.place)
    return whole


def decode_steps(kept: JournalContents) -> tuple[Step, ...]:
    """Return the steps of the history, the oldest first. Raises JournalDamaged naming the row that holds none."""
    return tuple(_read_rows("history", Step, kept.tables.history, kept.place))


def decode_last_step(kept: JournalContents) -> Step | None:
    """Return the latest step, if there is any. Raises JournalDamaged as `steps_of` does."""
    rows = kept.tables.history
    number = next(reversed(rows), None)
    return None if number is None else _read_rows("history", Step, {number: rows[number]}, kept.place)[0]


def _attach_entries(cycles: Iterable[Cycle], entries: Iterable[AnyEntry]) -> tuple[Cycle, ...]:
    of_cycle: dict[str, list[AnyEntry]] = defaultdict(list)
    for entry in entries:
        of_cycle[entry.cycle].append(entry)
    return tuple(replace(cycle, entries=tuple(of_cycle.get(cycle.id, ()))) for cycle in cycles)


def encode_row(record: JournalPart) -> dict[str, object]:
    """Return the record as a row of plain values, a cycle without its entries.

    Raises CannotWrite for a record that would not be read back as it is: a number that is none, half a character, a
    field of the wrong type.
    """
    record = replace(record, entries=()) if isinstance(record, Cycle) else record
    try:
        data = msgspec.json.encode(record)
        same = msgspec.json.decode(data, type=type(record)) == record
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError) as fault:
        raise _build_record_error(record, str(fault)) from fault
    if not same:
        raise _build_record_error(record, "it would not be read back as it is")
    row: dict[str, object] = msgspec.json.decode(data)
    return row


def _build_record_error(record: JournalPart, why: str) -> CannotWrite:
    words = f"The {type(record).__name__.lower()} can't be kept: {why}. Nothing was changed."
    return CannotWrite(words, "Check its numbers and its text.")
