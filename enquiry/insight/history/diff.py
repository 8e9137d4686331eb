"""Where two journals differ: every record that was added, taken out or replaced."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure

Known = Cycle | AnyEntry | LooseNote | Measure
"""A record with an id."""

Kept = Settings | Known
"""Whatever a journal is made of. A cycle stands for itself alone, its entries beside it."""

SETTINGS = "settings"
"""The table of settings, and what stands for an id of its one row."""


class Difference(msgspec.Struct, frozen=True):
    """A record that was added (no `before`), taken out (no `after`) or replaced."""

    table: str
    id: str
    before: Kept | None
    after: Kept | None


def differences(before: Journal, after: Journal) -> list[Difference]:
    """Return every record in which two journals differ, table by table. The order of records is no difference."""
    found = []
    if before.settings != after.settings:
        found.append(Difference(SETTINGS, SETTINGS, before.settings, after.settings))
    same = {id(cycle) for cycle in before.cycles} & {id(cycle) for cycle in after.cycles}
    old, new = ([cycle for cycle in journal.cycles if id(cycle) not in same] for journal in (before, after))
    return [
        *found,
        *_differ("cycles", _bare(old), _bare(new)),
        *_differ("entries", _entries(old), _entries(new)),
        *_differ("inbox", before.inbox, after.inbox),
        *_differ("measures", before.measures, after.measures),
    ]


def _bare(cycles: Iterable[Cycle]) -> list[Cycle]:
    return [replace(cycle, entries=()) for cycle in cycles]


def _entries(cycles: Iterable[Cycle]) -> list[AnyEntry]:
    return [entry for cycle in cycles for entry in cycle.entries]


def _differ(table: str, before: Iterable[Known], after: Iterable[Known]) -> Iterator[Difference]:
    left = {record.id: record for record in before}
    for record in after:
        old = left.pop(record.id, None)
        if old is not record and old != record:
            yield Difference(table, record.id, old, record)
    for record in left.values():
        yield Difference(table, record.id, record, None)
