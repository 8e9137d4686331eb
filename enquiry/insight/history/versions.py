"""History: its steps, whether each still stands, and the versions that a record has had."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.insight.history.changes import ChangeKind, FieldChange, diff_fields, name_record
from enquiry.insight.history.diff import decode_record
from enquiry.insight.history.undo import build_undo_state
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, JournalItem
from enquiry.model.step import Step, is_of_several_devices, name_machines


class StepLine(NamedTuple):
    """One step of history, whether it still stands, and what it names that is called otherwise `now`."""

    step: Step
    undone: bool
    now: tuple[str, ...] = ()


class History(NamedTuple):
    """Steps, the newest first; how many more there are that were asked for; whether several machines made them.

    `machines` are the names of those that have said how they are called, by device.
    """

    steps: tuple[StepLine, ...]
    earlier: int = 0
    several_devices: bool = False
    machines: Mapping[str, str] = {}

    def name_machine(self, step: Step) -> str:
        """Return on which machine a step was made: its name, else its device; nothing where there is but one."""
        device = step.clock.device if self.several_devices else ""
        return self.machines.get(device, device)


def build_history(
    steps: Sequence[Step], journal: Journal, *, most: int, window: Period | None = None, cycles: Sequence[Cycle] = ()
) -> History:
    """Return the newest `most` steps of those made in `window` that touched one of the cycles or anything in it."""
    standing = {step.number for step in build_undo_state(steps).done}
    touching = set[str]()
    for cycle in cycles:
        entries = {entry.id for entry in cycle.entries}
        touching |= {cycle.id, *entries, *(note.id for note in journal.inbox if note.filed_as in entries)}
    meant = [
        (step, not (step.undoes or step.redoes or step.forgets) and step.number not in standing)
        for step in reversed(steps)
        if (window is None or step.at.date() in window)
        and (not cycles or any(record in touching for _, record, _ in step.before))
    ]
    called = list_new_names(journal)
    lines = tuple(
        StepLine(step, undone, tuple(_find_new_names(step, called)) if called else ()) for step, undone in meant[:most]
    )
    return History(lines, max(0, len(meant) - most), is_of_several_devices(steps), name_machines(steps))


def list_new_names(journal: Journal) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the present name of every record that was called otherwise once, by its id, and its earlier names."""
    earlier = defaultdict[str, list[str]](list)
    names = {one.id: name_record(one)[1] for one in (*journal.cycles, *journal.iterate_entries(), *journal.lone)}
    for cycle in journal.cycles:
        numbers = [str(number) for number in (cycle.number, cycle.first) if number]
        if cycle.first:
            earlier[cycle.id].append(str(cycle.first))
        for one in cycle.moved:
            earlier[one.entry] += (f"{number}.{one.number}" for number in numbers)
        for entry in cycle.entries:
            places = [number for number in (entry.number, entry.first) if number]
            earlier[entry.id] += (f"{number}.{place}" for number in numbers for place in places)
    for note in journal.inbox:
        earlier[note.id] += [f"n{note.first}"] if note.first else []
    for belief in journal.beliefs:
        earlier[belief.id] += [f"belief-{belief.first}"] if belief.first else []
    told = (
        (record, names[record], tuple(one for one in was if one != names[record]))
        for record, was in earlier.items()
        if record in names
    )
    return {record: (now, was) for record, now, was in told if was}


def _find_new_names(step: Step, called: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Yield the present names of what a step wrote in and names by an earlier name alone."""
    words = re.findall(r"\b(?:n|belief-)?\d+(?:\.\d+)?", step.did)
    touched = [*(record for _, record, _ in step.before), *(record for _, record, _, _ in step.apart)]
    for record in dict.fromkeys(touched):
        now, was = called.get(record, ("", ()))
        if now not in words and any(one in words for one in was):
            yield now


class VersionChange(NamedTuple):
    """A record as it stood after a step, and how it differs from before: `again` where it came back into sight.

    `step` is None where the history does not reach back so far.
    """

    thing: JournalItem
    step: Step | None
    what: ChangeKind
    fields: tuple[FieldChange, ...]
    again: bool = False


class VersionHistory(NamedTuple):
    """Every version that a record has had, the oldest first."""

    name: str
    changes: tuple[VersionChange, ...]


def build_version_history(thing: JournalItem, steps: Iterable[Step], journal: Journal) -> VersionHistory:
    """Return every version of a record that the history keeps, and the one that stands, the oldest first.

    Their fields are compared whether or not they are in sight. Raises JournalDamaged for a row of history that can't
    be read.
    """
    stood, since = list[tuple[JournalItem | None, Step | None]](), None
    for step in steps:
        for table, row in ((table, row) for table, record, row in step.before if record == thing.id):
            stood.append((decode_record(table, row) if row is not None else None, since))
            since = step
    stood.append((replace(thing, entries=()) if isinstance(thing, Cycle) else thing, since))
    changes = list[VersionChange]()
    before: JournalItem | None = None
    for one, made_by in stood:
        if one is None:
            continue
        bare = replace(one, removed=None)
        fields = tuple(diff_fields(before and replace(before, removed=None), bare, journal.names))
        gone = before is not None and not before.removed and bool(one.removed)
        back = before is not None and bool(before.removed) and not one.removed
        what = ChangeKind.GONE if gone else ChangeKind.CHANGED if before else ChangeKind.ADDED
        changes.append(VersionChange(one, made_by, what, fields, again=back))
        before = one
    return VersionHistory(" ".join(name_record(thing)).strip(), tuple(changes))
