"""The log of a copy: its steps as their writers made them, taken from the one line in its file, and put back into one.

In the line each step holds the rows as they were before it. What its writer had is the same, unless steps of another
machine stand around it: then `apart` says what it had, and `knows` what it knew. `read_log` undoes `write_copy`: from a
merged copy it reads the log that was written. On that rests that merging can be done in any order, and again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from enquiry.insight.merging.fields import TABLES
from enquiry.insight.merging.forgetting import drop_idle_changes
from enquiry.insight.merging.names import Key, Names, assign_names, strip_name
from enquiry.insight.merging.replay import Changes, Log, LoggedStep, Pair, Replay
from enquiry.model.step import HISTORY, Clock, RecordRow, Step, update_clock

_ONE_STEP = re.compile(r"^step \d+ (undone|redone)(?=: )")
_SEVERAL_STEPS = re.compile(r"^(\d+ steps (?:undone|redone), from )\d+( (?:back )?to )\d+$")
"""How `insight.history.undo` words a step that undoes or does again others, whose numbers are those of the line."""


class JournalCopy(NamedTuple):
    """A copy of a journal as its file has it: its rows by record, in their order, and its steps, the oldest first."""

    rows: dict[Key, RecordRow]
    steps: tuple[Step, ...]


def read_log(copy: JournalCopy, only: Iterable[Key] | None = None) -> Log:
    """Return the log of a copy; with `only` as far as it concerns these records."""
    wanted = None if only is None else set(only)
    rows = {key: strip_name(key[0], row) for key, row in copy.rows.items() if wanted is None or key in wanted}
    line = list[Changes]()
    for step in reversed(copy.steps):
        changes: Changes = {}
        for table, record, row in step.before:
            key = (table, record)
            if key not in changes and (wanted is None or key in wanted):
                before = None if row is None else strip_name(table, row)
                changes[key] = (before, rows.get(key))
                if before is None:
                    rows.pop(key, None)
                else:
                    rows[key] = before
        line.append(changes)
    line.reverse()
    steps = list(read_steps(copy.steps, line, wanted))
    if any(step.undoes or step.redoes for step in steps):
        find_own_changes(rows, steps, line, [{(t, i) for t, i, *_ in step.apart} for step in copy.steps])
    if forgotten := {key for one in steps for key in one.forgets}:
        for one in steps:
            one.lost |= drop_idle_changes(one.changes, forgotten)
    return Log(rows, sort_steps(steps))


def sort_steps(steps: Iterable[LoggedStep]) -> list[LoggedStep]:
    """Return steps in their one line, the same on every machine: by their stamps, which never go back."""
    return sorted(steps, key=lambda step: (step.clock, step.id))


def read_steps(steps: Sequence[Step], line: Sequence[Changes], wanted: set[Key] | None) -> Iterable[LoggedStep]:
    """Yield each step as its writer made it; of one that undoes, only what `apart` says of it."""
    ids = {step.number: step.id for step in steps}
    stood: dict[str, Clock] = {}
    last: Clock | None = None
    for step, found in zip(steps, line, strict=True):
        late = last is not None and step.clock <= last  # never, unless somebody changed the file by hand
        last = update_clock(last, step.clock.wall, step.clock.device) if late else step.clock
        knows = dict(stood)
        for device, clock in step.knows.items():
            knows.pop(device, None)
            if clock:
                knows[device] = clock
        stood = {**stood, last.device: last}
        reverses = step.undoes or step.redoes
        changes: Changes = {} if reverses else dict(found)
        for table, record, saw, made in step.apart:
            changes.pop((table, record), None)
            if saw != made and (wanted is None or (table, record) in wanted):
                changes[table, record] = _strip_pair(table, saw, made)
        yield LoggedStep(
            id=step.id,
            at=msgspec.to_builtins(step.at),
            clock=last,
            did=step.did,
            knows=knows,
            undoes=tuple(ids[one] for one in step.undoes if one in ids),
            redoes=tuple(ids[one] for one in step.redoes if one in ids),
            machine=step.machine,
            changes=changes,
            forgets=frozenset(
                (t, i) for t, i, _ in step.forgets if t != HISTORY and (wanted is None or (t, i) in wanted)
            ),
            rewords=frozenset(one for table, one, _ in step.forgets if table == HISTORY),
            lost=frozenset((t, i) for t, i, saw, made in step.apart if saw == made and (saw or (t, i) not in found)),
        )


def _strip_pair(table: str, saw: RecordRow | None, made: RecordRow | None) -> Pair:
    return tuple(None if row is None else strip_name(table, row) for row in (saw, made))  # type: ignore[return-value]


def find_own_changes(
    base: Mapping[Key, RecordRow], steps: Iterable[LoggedStep], line: Iterable[Changes], said: Iterable[set[Key]]
) -> None:
    """Add to each step that undoes or redoes what it changed besides, where `apart` does not say it."""
    replay = Replay(base)
    for step, found, apart in zip(steps, line, said, strict=True):
        undone = replay.begin(step)
        if step.undoes or step.redoes:
            step.changes |= {key: pair for key, pair in list_left(found, undone).items() if key not in apart}
        replay.write(step, {})


def list_left(found: Changes, undone: Changes) -> Changes:
    """Return what an undo changed in the line besides what follows from undoing."""
    after = {key: row for key, (_, row) in found.items()}
    left = {key: (row, after.get(key, old)) for key, (old, row) in undone.items()}
    left |= {key: pair for key, pair in found.items() if key not in undone}
    return {key: pair for key, pair in left.items() if pair[0] != pair[1]}


# --- And back: the one line of a log, as a file has it.


class Line(NamedTuple):
    """A log laid in one line: the copy that a file has, and the names of its records."""

    copy: JournalCopy
    names: Names


def write_copy(log: Log) -> Line:
    """Return the copy of a journal that has these steps in one line: a function of the log, and of nothing else."""
    replay, line = Replay(log.base), list[tuple[LoggedStep, Changes, Changes]]()
    for step in log.steps:
        undone = replay.begin(step)
        old = {key: row for key, (row, _) in undone.items()}
        replay.write(step, old)
        found = {key: (row, replay.rows.get(key)) for key, row in old.items() if row != replay.rows.get(key)}
        line.append((step, _sort_changes(found, replay.rows), undone))
    names = assign_names(replay.rows)
    came = dict.fromkeys([*sorted(log.base), *(key for _, found, _ in line for key in found)])
    places = {key: place for place, key in enumerate(came)}

    def find_place(key: Key) -> tuple[int, int, int]:
        """Return where a record stands in the journal: a cycle by its number, all else as it came to be."""
        number = names.cycles.get(key[1], 0) if key[0] == "cycles" else 0
        return TABLES.index(key[0]), number, places[key]

    numbers = {step.id: number for number, step in enumerate(log.steps, 1)}
    steps, stood = list[Step](), dict[str, Clock]()
    for number, (step, found, undone) in enumerate(line, 1):
        reads = {key: _strip_pair(key[0], *(_put_name(names, key, row) for row in pair)) for key, pair in found.items()}
        reads = list_left(reads, undone) if step.undoes or step.redoes else reads
        steps.append(
            Step(
                number=number,
                id=step.id,
                at=msgspec.convert(step.at, datetime),
                clock=step.clock,
                did=renumber(step, numbers),
                undoes=tuple(numbers[one] for one in step.undoes if one in numbers),
                redoes=tuple(numbers[one] for one in step.redoes if one in numbers),
                machine=step.machine,
                before=tuple((*key, _put_name(names, key, found[key][0])) for key in sorted(found, key=find_place)),
                knows={name: step.knows.get(name) for name in sorted(stood) if step.knows.get(name) != stood[name]},
                apart=tuple(list_apart(step, found, reads, names)),
                forgets=tuple(
                    (*key, None) for key in (*sorted(step.forgets), *((HISTORY, i) for i in sorted(step.rewords)))
                ),
            )
        )
        stood[step.clock.device] = step.clock
    laid_out = {key: names.put_name(key[0], replay.rows[key]) for key in sorted(replay.rows, key=find_place)}
    return Line(JournalCopy(laid_out, tuple(steps)), names)


def list_apart(
    step: LoggedStep, found: Changes, reads: Changes, names: Names
) -> Iterable[tuple[str, str, RecordRow | None, RecordRow | None]]:
    """Yield what `read_log` would not find in the line: rows that a step's writer had otherwise, or did not change."""
    own = step.changes
    yield from ((*key, None, None) for key in sorted(step.lost - own.keys() - found.keys()))
    for key in sorted(own.keys() | reads.keys()):
        pair = own.get(key, (None, None))
        read = reads.get(key)
        if pair != read:
            saw, made = (_put_name(names._replace(given_up=frozenset()), key, row) for row in pair)
            yield (*key, saw, made)


def _put_name(names: Names, key: Key, row: RecordRow | None) -> RecordRow | None:
    return None if row is None else names.put_name(key[0], row)


def _sort_changes(found: Changes, rows: Mapping[Key, RecordRow]) -> Changes:
    """Return changes in the order of a journal: table by table, by the numbers that records were given, then by id."""

    def find_place(key: Key) -> tuple[int, int, int, str]:
        row: Mapping[str, Any] = rows.get(key) or found[key][0] or found[key][1] or {}
        home: Mapping[str, Any] = rows.get(("cycles", str(row.get("cycle")))) or {}
        number = row.get("number", row.get("name"))
        return TABLES.index(key[0]), home.get("number", 0), number if isinstance(number, int) else 0, key[1]

    return {key: found[key] for key in sorted(found, key=find_place)}


def renumber(step: LoggedStep, numbers: Mapping[str, int]) -> str:
    """Return the words of a step, in which those that it undid or did again have the numbers they have in the line."""
    meant = [numbers[one] for one in (*step.undoes, *step.redoes) if one in numbers]
    if not meant:
        return step.did
    alone = _ONE_STEP.sub(lambda found: f"step {meant[0]} {found[1]}", step.did)
    return _SEVERAL_STEPS.sub(lambda found: f"{found[1]}{meant[0]}{found[2]}{meant[-1]}", alone)
