"""The difference of two journals: every record that was added, taken out or replaced; and records read from rows."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.errors import JournalDamaged
from enquiry.model.belief import Belief
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.settings import Settings
from enquiry.model.step import RecordRow

Identified = Cycle | AnyEntry | LooseNote | Measure | Gift | Belief
"""A record with an id."""

JournalPart = Settings | Identified
"""Whatever a journal is made of. A cycle stands for itself alone, its entries beside it."""

SETTINGS = "settings"
"""The table of settings, and what stands for an id of its one row."""


RECORD_TYPES: dict[str, Any] = {
    SETTINGS: Settings,
    "cycles": Cycle,
    "entries": AnyEntry,
    "inbox": LooseNote,
    "measures": Measure,
    "gifts": Gift,
    "beliefs": Belief,
}


def decode_record(table: str, row: RecordRow) -> Any:
    """Return the record that a row of history holds. Raises JournalDamaged for one that can't be read."""
    try:
        return msgspec.convert(row, RECORD_TYPES[table])
    except (msgspec.ValidationError, KeyError) as fault:
        words = f"The journal's history holds a row of “{table}” that can't be read ({fault})."
        hint = Hint("Nothing was changed. {} shows the backups.", Act(ActKind.SHOW_BACKUPS))
        raise JournalDamaged(words, hint) from fault


class RecordDiff(msgspec.Struct, frozen=True):
    """A record that was added (no `before`), taken out (no `after`) or replaced."""

    table: str
    id: str
    before: JournalPart | None
    after: JournalPart | None


def diff_journals(before: Journal, after: Journal) -> list[RecordDiff]:
    """Return every record in which two journals differ, table by table. The order of records is no difference."""
    found = []
    if before.settings != after.settings:
        found.append(RecordDiff(SETTINGS, SETTINGS, before.settings, after.settings))
    same = {id(cycle) for cycle in before.cycles} & {id(cycle) for cycle in after.cycles}
    old, new = ([cycle for cycle in journal.cycles if id(cycle) not in same] for journal in (before, after))
    bare = ([replace(cycle, entries=()) for cycle in cycles] for cycles in (old, new))
    entries = ([entry for cycle in cycles for entry in cycle.entries] for cycles in (old, new))
    return [
        *found,
        *_diff_table("cycles", *bare),
        *_diff_table("entries", *entries),
        *_diff_table("inbox", before.inbox, after.inbox),
        *_diff_table("measures", before.measures, after.measures),
        *_diff_table("gifts", before.gifts, after.gifts),
        *_diff_table("beliefs", before.beliefs, after.beliefs),
    ]


def _diff_table(table: str, before: Iterable[Identified], after: Iterable[Identified]) -> Iterator[RecordDiff]:
    left = {record.id: record for record in before}
    for record in after:
        old = left.pop(record.id, None)
        if old is not record and old != record:
            yield RecordDiff(table, record.id, old, record)
    for record in left.values():
        yield RecordDiff(table, record.id, record, None)
