"""What stood when a step was made: the rows of a cycle as its writer had them, and when each came to be.

Of several machines each step is told by what its own machine knew then, which the steps say, and not by what lies
before it in the line. A place is that of a step in the log; START is before the first of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from enquiry.insight.history.diff import decode_record
from enquiry.insight.merging.names import Key
from enquiry.insight.merging.replay import Log, Replay
from enquiry.insight.merging.reversal import read_records_log
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.step import RecordRow, Step

START = -1
"""The place of what no step made: the history does not reach back so far."""

Rows = Mapping[Key, RecordRow]


class CycleLog(NamedTuple):
    """The history of a cycle and of all that has lain in it: its log, and which of its steps stand."""

    cycle: Key
    log: Log
    standing: frozenset[int]
    steps: Mapping[str, Step]

    def get_step(self, place: int) -> Step | None:
        """Return the step of a place; None for START."""
        return None if place == START else self.steps[self.log.steps[place].id]

    def list_changes(self, key: Key) -> Iterable[tuple[int, RecordRow | None, RecordRow | None]]:
        """Yield each place that wrote a record, with the row before and after: first those of steps that stand."""
        places = sorted(range(len(self.log.steps)), key=lambda place: place not in self.standing)
        found = ((place, self.log.steps[place].changes.get(key)) for place in places)
        return ((place, *pair) for place, pair in found if pair)

    def find_origin(self, key: Key, is_meant: Callable[[RecordRow], bool]) -> int:
        """Return the place that first made a record one that is meant; START where it always was."""
        base = self.log.base.get(key)
        if base and is_meant(base):
            return START
        made = (
            place for place, saw, row in self.list_changes(key) if row and is_meant(row) and not (saw and is_meant(saw))
        )
        return next(made, START)

    def list_brought(self, place: int) -> frozenset[Key]:
        """Return the entries that came to be at a place."""
        if place == START:
            return frozenset(key for key in self.log.base if key[0] == "entries")
        changes = self.log.steps[place].changes
        return frozenset(key for key, (saw, _) in changes.items() if key[0] == "entries" and saw is None)

    def has_brought_cycle(self, place: int, cycle: Key | None = None) -> bool:
        """Say whether a cycle, else its own, came to be at a place, together with whatever else came there."""
        changes, key = self.log.steps[place].changes if place != START else {}, cycle or self.cycle
        return place == START or (key in changes and changes[key][0] is None)


def read_cycle_log(cycle: Cycle, journal: Journal, steps: Sequence[Step], besides: Iterable[Cycle] = ()) -> CycleLog:
    """Return the history of a cycle, of others besides, and of every entry that lies or lay in one of them."""
    cycles = {one.id: one for one in (cycle, *besides)}
    keys = {("cycles", one) for one in cycles}
    keys |= {("entries", entry.id) for one in cycles.values() for entry in one.entries}
    for step in steps:
        rows = [(table, record, row) for table, record, row in step.before]
        rows += [(table, record, row) for table, record, *both in step.apart for row in both]
        keys |= {(table, record) for table, record, row in rows if row and row.get("cycle") in cycles}
    _, log = read_records_log(journal, steps, keys)
    places, undone = {step.id: place for place, step in enumerate(log.steps)}, set[str]()
    for logged in log.steps:
        undone = (undone | set(logged.undoes)) - set(logged.redoes)
    standing = frozenset(place for one, place in places.items() if one not in undone)
    return CycleLog(("cycles", cycle.id), log, standing, {step.id: step for step in steps})


def recall_rows(log: Log, places: Collection[int]) -> dict[int, Rows]:
    """Return the rows as the writer of each of these steps had them after it; before all steps for START."""
    found: dict[int, Rows] = {START: log.base}
    whole = Replay(log.base)
    for place, step in enumerate(log.steps):
        whole.apply(step)
        if place not in places:
            continue
        latest = step.knows
        known = [
            one for one in log.steps[:place] if one.clock.device in latest and one.clock <= latest[one.clock.device]
        ]
        replay = whole if len(known) == place else Replay(log.base)
        if replay is not whole:
            for one in (*known, step):
                replay.apply(one)
        found[place] = dict(replay.rows)
    return found


def decode_entry(row: RecordRow, journal: Journal) -> AnyEntry:
    """Return the entry that a row without a name holds, under the name it has now."""
    found: AnyEntry = decode_record("entries", {**row, "name": journal.get_name(str(row["id"]))})
    return found
