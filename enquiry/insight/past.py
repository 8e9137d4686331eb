"""The journal's past: which steps stand and which are undone, and the journal as it stood after any of them.

Undoing is going back, not taking out: an undo gives every record the row it had before the steps that are undone, and
is a step itself, so that it can be undone in its turn. What those steps had added does not vanish, it is marked as
undone, so that its number is never given again and no text is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.errors import JournalDamaged
from enquiry.insight.history.diff import SETTINGS
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.model.record import Record, Removal
from enquiry.model.step import Row, Step

Wanted = Mapping[tuple[str, str], Row | None]
R = TypeVar("R", bound=Record)

_KINDS: dict[str, Any] = {
    SETTINGS: Settings,
    "cycles": Cycle,
    "entries": AnyEntry,
    "inbox": LooseNote,
    "measures": Measure,
}


class Line(NamedTuple):
    """The steps that stand, the oldest first; those that can be redone, the next one last; what ended redoing."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    ended_by: Step | None = None


def line_of(steps: Iterable[Step]) -> Line:
    """Return how things stand after all these steps. A step that is neither an undo nor a redo ends redoing."""
    done, undone, ended_by = list[Step](), list[Step](), None
    for step in steps:
        if step.undoes:
            undone += reversed([one for one in done if one.number in step.undoes])
            done = [one for one in done if one.number not in step.undoes]
        elif step.redoes:
            done += reversed([one for one in undone if one.number in step.redoes])
            undone = [one for one in undone if one.number not in step.redoes]
        else:
            ended_by = step if undone else ended_by
            done, undone = [*done, step], []
    return Line(tuple(done), tuple(undone), ended_by)


def as_of(journal: Journal, steps: Sequence[Step], number: int, mark: Removal) -> Journal:
    """Return the journal as it stood after the step of that number (0: before the first).

    What came into it since is not taken out but bears `mark`. Raises JournalDamaged for a row that can't be read.
    """
    wanted = dict[tuple[str, str], Row | None]()
    for step in reversed(steps):
        if step.number <= number:
            break
        wanted.update({(table, name): row for table, name, row in step.before})
    cycles = _given_back("cycles", [replace(cycle, entries=()) for cycle in journal.cycles], wanted, mark)
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    of_cycle = defaultdict[int, list[AnyEntry]](list)
    for entry in _given_back("entries", entries, wanted, mark):
        of_cycle[entry.cycle].append(entry)
    return Journal(
        settings=_settings(journal.settings, wanted),
        cycles=tuple(replace(cycle, entries=tuple(of_cycle[cycle.number])) for cycle in cycles),
        inbox=tuple(_given_back("inbox", journal.inbox, wanted, mark)),
        measures=tuple(_given_back("measures", journal.measures, wanted, mark)),
    )


def _settings(settings: Settings, wanted: Wanted) -> Settings:
    key = (SETTINGS, SETTINGS)
    return record_of(SETTINGS, wanted[key] or {}) if key in wanted else settings


def _given_back(table: str, records: Iterable[R], wanted: Wanted, mark: Removal) -> list[R]:
    """Return the records of one table with those that are wanted otherwise as they are wanted."""
    left = {name: row for (of_table, name), row in wanted.items() if of_table == table}
    given = list[R]()
    for record in records:
        if record.id not in left:
            given.append(record)
            continue
        row = left.pop(record.id)
        given.append(record_of(table, row) if row is not None else _undone(record, mark))
    return [*given, *(record_of(table, row) for row in left.values() if row is not None)]


def _undone(record: R, mark: Removal) -> R:
    return record if record.removed and record.removed.undone else replace(record, removed=mark)


def record_of(table: str, row: Row) -> Any:
    """Return the record that a row of history holds. Raises JournalDamaged for one that can't be read."""
    try:
        return msgspec.convert(row, _KINDS[table])
    except (msgspec.ValidationError, KeyError) as fault:
        words = f"The journal's history holds a row of “{table}” that can't be read ({fault})."
        raise JournalDamaged(words, "Nothing was changed. enquiry restore shows the backups.") from fault
