"""Tables: what a change does to the rows, through TinyDB, in memory.

Only the rows that change are taken apart. All others stay the bytes they were, so that a line written into a journal of
ten thousand entries costs little more than one in a new journal.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from enquiry.insight.difference import SETTINGS, Difference
from enquiry.model.step import Step
from enquiry.store.format import Row, Tables
from enquiry.store.rows import TABLES, row_of

Before = list[tuple[str, str, Raw | None]]


class _Known(msgspec.Struct):
    id: str = SETTINGS


_KNOWN = msgspec.json.Decoder(_Known)


def changed(tables: Tables, found: Iterable[Difference], step: Step) -> Mapping[str, Mapping[str, Row]]:
    """Return the tables with the differences made in them, and `step` in the history with what they replaced.

    A replaced record keeps the number of its row, and so its place among the others. Raises CannotWrite for a record
    that can't be kept.
    """
    database = TinyDB(storage=MemoryStorage)
    database.storage.write({name: tables.get(name, {}) for name in TABLES})
    before: Before = []
    for table, of_table in groupby(found, key=lambda difference: difference.table):
        before += _change(database, table, tables.get(table, {}), list(of_table))
    database.table("history").insert({**msgspec.to_builtins(step), "before": before})
    rows: Mapping[str, Mapping[str, Row]] = database.storage.read() or {}
    return rows


def _change(database: TinyDB, name: str, rows: Mapping[str, Raw], found: list[Difference]) -> Before:
    numbers = _numbers(rows, {one.id for one in found if one.before})
    replaced = [Document(row_of(one.after), numbers[one.id]) for one in found if one.after and one.id in numbers]
    added = [row_of(one.after) for one in found if one.after and one.id not in numbers]
    table = database.table(name)
    if numbers:  # TinyDB's update would leave in the row what the record no longer says
        table.remove(doc_ids=list(numbers.values()))
    if replaced:
        table.insert_multiple(replaced)
    if added:  # apart from those replaced: TinyDB numbers new rows by the ones it has already
        table.insert_multiple(added)
    return [(name, one.id, rows[str(numbers[one.id])] if one.id in numbers else None) for one in found]


def _numbers(rows: Mapping[str, Raw], ids: set[str]) -> dict[str, int]:
    if not ids:
        return {}
    known = ((_KNOWN.decode(row).id, int(number)) for number, row in rows.items())
    return {name: number for name, number in known if name in ids}
