"""Rows: a journal as tables of rows and back, validated both ways.

The rows of `cycles` hold cycles without their entries; those of `entries` name their cycle by its id. Records are known
by their `id`; the number of a row names nothing, but keeps the order in which records were first written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from enquiry.errors import CannotWrite
from enquiry.insight.history.diff import JournalPart
from enquiry.model.belief import Belief
from enquiry.model.checks.flaws import find_flaw
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.settings import Settings
from enquiry.model.step import Step
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding import format as file_format
from enquiry.store.encoding.format import LAYOUT_FLAW, RawTables, VerifiedFile, build_damage_error
from enquiry.store.encoding.layout import FORMAT, TableSpan, find_table_spans


class _JournalTables(msgspec.Struct, forbid_unknown_fields=True):
    """The tables of a file in their order: row number to record. Steps are decoded when they are asked for."""

    about: Raw
    settings: dict[int, Settings]
    cycles: dict[int, Cycle]
    entries: dict[int, AnyEntry]
    inbox: dict[int, LooseNote]
    measures: dict[int, Measure]
    gifts: dict[int, Gift]
    beliefs: dict[int, Belief]
    history: dict[int, Raw]


_DECODER = msgspec.json.Decoder(_JournalTables)
TABLE_NAMES = tuple(_JournalTables.__annotations__)[1:]


class JournalContents(msgspec.Struct, frozen=True):
    """The contents of a file at a place: its records, table by table, and where their lines stand in `data`.

    `format` is the file's; `data` are its bytes in the present format.
    """

    place: JournalPath
    generation: int
    format: int
    data: bytes
    tables: _JournalTables
    spans: dict[str, TableSpan]

    def read_row(self, table: str, number: int) -> Raw:
        """Return the JSON of a row. Raises JournalDamaged for a line that holds more than a row."""
        at = self.spans[table].lines[number]
        row = self.data[at : self.data.index(b"\n", at)].partition(b" ")[2].removesuffix(b",")
        try:
            return msgspec.json.decode(row, type=Raw)
        except msgspec.DecodeError as fault:
            raise build_damage_error(LAYOUT_FLAW, self.place) from fault

    def view_table(self, name: str) -> memoryview:
        """Return the JSON of a table's rows by number, as it stands in `data`."""
        span = self.spans[name]
        return memoryview(self.data)[span.start - len("{\n") : span.stop + len("}")]


def decode_file(data: bytes, place: JournalPath) -> JournalContents:
    """Verify and decode the bytes of a journal's file. Raises as `verify_file` and `decode_contents` do."""
    return decode_contents(file_format.verify_file(data, place), place)


def decode_contents(kept: VerifiedFile, place: JournalPath) -> JournalContents:
    """Decode a verified file. Raises JournalDamaged naming the table, the row and the field that is wrong."""
    found = _decode_at_once(kept, place) if kept.format == FORMAT else None
    return found or build_contents(file_format.decode_tables(kept, place), kept.generation, kept.format, place)


def _decode_at_once(kept: VerifiedFile, place: JournalPath) -> JournalContents | None:
    """Decode a file in one pass, or return None where it is not as this program writes it now."""
    try:
        tables = _DECODER.decode(kept.data)
        spans = find_table_spans(kept.data, {name: getattr(tables, name) for name in TABLE_NAMES})
    except (msgspec.DecodeError, ValueError, RecursionError):  # decoding row by row finds what is wrong, and where
        return None
    return JournalContents(place, kept.generation, kept.format, kept.data, tables, spans)


def build_contents(tables: RawTables, generation: int, form: int, place: JournalPath) -> JournalContents:
    """Return the contents of a file that has these tables, in the present format. Raises as `decode_contents` does."""
    if strange := [name for name in tables if name not in TABLE_NAMES]:
        raise build_damage_error(f"it has a table “{strange[0]}” that no journal has", place)
    whole = {name: tables.get(name, {}) for name in TABLE_NAMES}
    for name, rows in whole.items():
        _decode_rows(name, _JournalTables.__annotations__[name].__args__[1], rows, place)
    if found := _decode_at_once(VerifiedFile(generation, file_format.encode_file(generation, whole), form), place):
        return found
    raise build_damage_error(LAYOUT_FLAW, place)


def _decode_rows(table: str, kind: Any, rows: Mapping[Any, Raw], place: JournalPath) -> list[Any]:
    """Decode the rows of a table. Raises JournalDamaged naming the row that can't be decoded."""
    decoder, found = msgspec.json.Decoder(kind), list[Any]()
    for number, row in rows.items():
        try:
            found.append(decoder.decode(row))
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise build_damage_error(f"row {number} of the table “{table}” can't be read ({fault})", place) from fault
    return found


def build_journal(kept: JournalContents) -> Journal:
    """Return the journal in a file. Raises JournalDamaged where its records don't fit together."""
    tables = kept.tables
    if any(cycle.entries for cycle in tables.cycles.values()):
        words = "a row of the table “cycles” holds entries, which have a table of their own"
        raise build_damage_error(words, kept.place)
    of_cycle: dict[str, list[AnyEntry]] = defaultdict(list)
    for entry in tables.entries.values():
        of_cycle[entry.cycle].append(entry)
    whole = Journal(
        settings=next(iter(tables.settings.values()), Settings()),
        cycles=tuple(replace(one, entries=tuple(of_cycle.get(one.id, ()))) for one in tables.cycles.values()),
        inbox=tuple(tables.inbox.values()),
        measures=tuple(tables.measures.values()),
        gifts=tuple(tables.gifts.values()),
        beliefs=tuple(tables.beliefs.values()),
    )
    lost = len(tables.entries) - sum(len(cycle.entries) for cycle in whole.cycles)
    flaw = "entries of a cycle that is not there" if lost > 0 else find_flaw(whole)
    if flaw or len(tables.settings) > 1:
        raise build_damage_error(f"it holds {flaw or 'more than one row of settings'}", kept.place)
    return whole


def decode_steps(kept: JournalContents, numbers: Iterable[int] | None = None) -> tuple[Step, ...]:
    """Return the steps of the history, the oldest first, or those of these rows alone.

    Raises JournalDamaged naming the row that is no step.
    """
    history = kept.tables.history
    if numbers is None:
        with suppress(msgspec.DecodeError, UnicodeDecodeError):  # decoding row by row finds which
            return tuple(_STEPS_DECODER.decode(kept.view_table("history")).values())
    rows = history if numbers is None else {number: history[number] for number in numbers}
    return tuple(_decode_rows("history", Step, rows, kept.place))


class _StepId(msgspec.Struct):
    id: str


_STEPS_DECODER = msgspec.json.Decoder(dict[int, Step])
_STEP_IDS_DECODER = msgspec.json.Decoder(dict[int, _StepId])


def decode_step_ids(kept: JournalContents) -> tuple[str, ...]:
    """Return the ids of the steps of the history, the oldest first. Raises JournalDamaged for a row that is no step."""
    try:
        return tuple([step.id for step in _STEP_IDS_DECODER.decode(kept.view_table("history")).values()])
    except msgspec.DecodeError as fault:
        raise build_damage_error(f"a row of the table “history” can't be read ({fault})", kept.place) from fault


def decode_last_step(kept: JournalContents) -> Step | None:
    """Return the latest step, if there is any. Raises JournalDamaged as `decode_steps` does."""
    rows = kept.tables.history
    number = next(reversed(rows), None)
    return None if number is None else _decode_rows("history", Step, {number: rows[number]}, kept.place)[0]


def encode_row(record: JournalPart | Step) -> dict[str, object]:
    """Return the record as a row of plain values, a cycle without its entries. Raises CannotWrite."""
    record = replace(record, entries=()) if isinstance(record, Cycle) else record
    row: dict[str, object] = msgspec.json.decode(encode_exactly(record, type(record).__name__.lower()))
    return row


def encode_exactly(value: object, name: str) -> bytes:
    """Return a value as JSON.

    Raises CannotWrite, which calls it `name`, for what would not be read back as it is: a number that is none, half a
    character, a key that is not text, a field of the wrong type; and for a whole number beyond 64 bits.
    """
    try:
        msgspec.msgpack.encode(value)  # as many readers of JSON do, it refuses whole numbers beyond 64 bits
        data = msgspec.json.encode(value)
        flaw = "" if msgspec.json.decode(data, type=type(value)) == value else "it would not be read back as it is"
    except OverflowError:
        flaw = "a whole number beyond 64 bits"
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError, RecursionError) as fault:
        flaw = str(fault)
    if flaw:
        raise CannotWrite(f"The {name} can't be kept: {flaw}. Nothing was changed.", "Check its numbers and its text.")
    return data
