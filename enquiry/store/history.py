"""History: what every change replaced, so that nothing an edit took the place of is ever lost."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

import msgspec

from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.store.rows import Kept

Known = Cycle | AnyEntry | LooseNote | Measure


class Stamp(Protocol):
    """When a change is made, and a lasting id for it."""

    @property
    def at(self) -> datetime:
        """The moment, with its offset from UTC."""

    @property
    def id(self) -> str:
        """The id, never used before."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change: when, what it did in words, and each row as it was before (None: there was none).

    `before` holds triples of a table's name, a record's id and the row. The settings, which have no id, go by theirs.
    """

    id: str
    at: datetime
    did: str
    before: tuple[tuple[str, str, dict[str, object] | None], ...]


class Difference(msgspec.Struct, frozen=True):
    """A record that was added (no `before`), taken out (no `after`) or replaced."""

    table: str
    id: str
    before: Kept | None
    after: Kept | None


SETTINGS = "settings"
"""The table of settings, and what stands for an id of its one row."""


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
    return [msgspec.structs.replace(cycle, entries=()) for cycle in cycles]


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
