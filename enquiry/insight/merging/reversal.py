"""Undoing and redoing by replay: the journal without some of its steps, or with them again.

Only the records that those steps touched are replayed. What another machine wrote in them stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from enquiry.insight.history.diff import SETTINGS, decode_record
from enquiry.insight.merging.log import JournalCopy, read_log
from enquiry.insight.merging.names import Key, Names
from enquiry.insight.merging.replay import Log, LoggedStep, Replay
from enquiry.model.belief import Belief
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.record import R, Record, Removal
from enquiry.model.step import RecordRow, Step


def reverse_steps(
    journal: Journal, steps: Sequence[Step], meant: Sequence[Step], mark: Removal, *, redoing: bool = False
) -> Journal:
    """Return the journal without the steps that are meant, or with `redoing` with them again.

    What they added is not taken out but gets `mark`; a number that an entry had since stays taken. Raises
    JournalDamaged for a row that can't be read.
    """
    keys = {(table, record) for step in meant for table, record, _ in step.before}
    keys |= {(table, record) for step in meant for table, record, *_ in step.apart}
    records, log = read_records_log(journal, steps, keys)
    replay = Replay(log.base)
    for step in log.steps:
        replay.apply(step)
    ids = tuple(step.id for step in meant)
    last = log.steps[-1].clock
    reversal = LoggedStep(
        id="",
        at=msgspec.to_builtins(mark.at),
        clock=replace(last, count=last.count + 1),
        did="",
        knows={step.clock.device: step.clock for step in log.steps},
        undoes=() if redoing else ids,
        redoes=ids if redoing else (),
    )
    found = {key: after for key, (before, after) in replay.begin(reversal).items() if before != after}
    numbers = {key: _tell_number(one) for key, one in records.items() if isinstance(one, Record) and one.first}
    left = {(cycle.id, one.entry): (one.number,) for cycle in journal.cycles for one in cycle.moved}
    names = Names(numbers, {cycle.id: cycle.number for cycle in journal.cycles}, left=left)
    return put_rows(journal, {key: row and names.put_name(key[0], row) for key, row in found.items()})


def read_records_log(journal: Journal, steps: Sequence[Step], keys: set[Key]) -> tuple[dict[Key, msgspec.Struct], Log]:
    """Return some records of a journal as they are, and the log of all that bears on them.

    Where several machines wrote, the cycles around them are among the records, since they have a say.
    """
    if any(step.knows for step in steps):
        keys = keys | list_cycles_around(journal, steps, keys)
    else:  # then no other record has a say
        steps = select_steps(steps, keys)
    records = find_records(journal, keys)
    rows = {key: msgspec.json.decode(msgspec.json.encode(record)) for key, record in records.items()}
    return records, read_log(JournalCopy(rows, tuple(steps)), keys)


def select_steps(steps: Sequence[Step], keys: set[Key]) -> list[Step]:
    """Return the steps that touch some records, and those that undo or redo such steps."""
    numbers, found = set[int](), list[Step]()
    for step in steps:
        touched = [(table, record) for table, record, _ in (*step.before, *step.forgets)]
        if not keys.isdisjoint(touched) or not numbers.isdisjoint((*step.undoes, *step.redoes)):
            numbers.add(step.number)
            found.append(step)
    return found


def list_cycles_around(journal: Journal, steps: Iterable[Step], keys: set[Key]) -> set[Key]:
    """Return the cycles that some entries lie or lay in, with all their entries: whether they stay rests on these."""
    entries = {record for table, record in keys if table == "entries"}
    found = {record for table, record in keys if table == "cycles"}
    for step in steps:
        rows = [(t, r, row) for t, r, row in step.before] + [(t, r, row) for t, r, *both in step.apart for row in both]
        found |= {str(row["cycle"]) for table, record, row in rows if table == "entries" and record in entries and row}
    found |= {cycle.id for cycle in journal.cycles if any(entry.id in entries for entry in cycle.entries)}
    within = {("entries", entry.id) for one in journal.cycles if one.id in found for entry in one.entries}
    return {("cycles", one) for one in found} | within


def find_records(journal: Journal, keys: set[Key]) -> dict[Key, msgspec.Struct]:
    """Return the present records of some keys, cycles without their entries, in the journal's order."""
    tables: dict[str, Iterable[Record]] = {
        "cycles": journal.cycles,
        "entries": (entry for cycle in journal.cycles for entry in cycle.entries),
        "inbox": journal.inbox,
        "measures": journal.measures,
        "gifts": journal.gifts,
        "beliefs": journal.beliefs,
    }
    found: dict[Key, msgspec.Struct] = {(SETTINGS, SETTINGS): journal.settings} if (SETTINGS, SETTINGS) in keys else {}
    for table, records in tables.items():
        found |= {(table, record.id): record for record in records if (table, record.id) in keys}
    return {key: replace(one, entries=()) if isinstance(one, Cycle) else one for key, one in found.items()}


def _tell_number(record: Record) -> tuple[str, int]:
    """Return the number of a record by which people know it, with the cycle it lies in if it is an entry."""
    match record:
        case Cycle() | LooseNote() | Gift() | Belief():
            return "", record.number
        case Measure():
            return "", 0
    return record.cycle, record.number  # type: ignore[attr-defined]


def put_rows(journal: Journal, found: Mapping[Key, RecordRow | None]) -> Journal:
    """Return the journal with records as these rows have them; None stands for no record."""
    wanted = defaultdict[str, dict[str, RecordRow | None]](dict)
    for (table, record), row in found.items():
        wanted[table][record] = row
    rows = wanted["entries"]
    touched = {cycle.id for cycle in journal.cycles if any(entry.id in rows for entry in cycle.entries)}
    touched |= {*wanted["cycles"], *(str(row["cycle"]) for row in rows.values() if row)}
    of_cycle = defaultdict[str, list[AnyEntry]](list)
    entries = [entry for cycle in journal.cycles if cycle.id in touched for entry in cycle.entries]
    for entry in _replace_records("entries", entries, wanted):
        of_cycle[entry.cycle].append(entry)
    cycles = list[Cycle]()
    for bare in _replace_records("cycles", journal.cycles, wanted):
        if bare.id not in touched:
            cycles.append(bare)
            continue
        borne = {entry.number for entry in of_cycle[bare.id]}  # again, by the entry that had left it
        moved = tuple(one for one in bare.moved if one.number not in borne)
        whole = replace(bare, entries=tuple(of_cycle[bare.id]), moved=moved)
        now = journal.cycles_by_id.get(bare.id)
        cycles.append(whole.keep_numbers(now) if now else whole)
    settings = journal.settings
    if SETTINGS in wanted:
        settings = decode_record(SETTINGS, wanted[SETTINGS][SETTINGS] or {})
    return Journal(
        settings=settings,
        cycles=tuple(cycles),
        inbox=tuple(_replace_records("inbox", journal.inbox, wanted)),
        measures=tuple(_replace_records("measures", journal.measures, wanted)),
        gifts=tuple(_replace_records("gifts", journal.gifts, wanted)),
        beliefs=tuple(_replace_records("beliefs", journal.beliefs, wanted)),
    )


def _replace_records(table: str, records: Iterable[R], wanted: Mapping[str, Mapping[str, RecordRow | None]]) -> list[R]:
    left = dict(wanted.get(table, {}))
    given = [one if one.id not in left else _decode_or_none(table, left.pop(one.id)) for one in records]
    return [one for one in (*given, *(_decode_or_none(table, row) for row in left.values())) if one is not None]


def _decode_or_none(table: str, row: RecordRow | None) -> Any:
    return None if row is None else decode_record(table, row)
