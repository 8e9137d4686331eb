"""The history told: its steps, whether each still stands, and the versions that a thing has had."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.dates.period import Period
from enquiry.insight.history.changes import ChangeKind, FieldChange, diff_fields, name_record
from enquiry.insight.history.undo import build_undo_state, decode_record
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, JournalItem
from enquiry.model.step import Step


class StepLine(NamedTuple):
    """One step of history, and whether it still stands."""

    step: Step
    undone: bool


class History(NamedTuple):
    """Steps, the newest first; how many more there are that were asked for; whether several machines made them."""

    steps: tuple[StepLine, ...]
    earlier: int = 0
    several_devices: bool = False


def build_history(
    steps: Sequence[Step], journal: Journal, *, most: int, window: Period | None = None, cycles: Sequence[Cycle] = ()
) -> History:
    """Return the newest `most` steps of those made in `window` that touched one of the cycles or anything in it."""
    standing = {step.number for step in build_undo_state(steps).done}
    touching = {name for cycle in cycles for name in _ids_of(cycle, journal)}
    meant = [
        StepLine(step, not (step.undoes or step.redoes) and step.number not in standing)
        for step in reversed(steps)
        if (window is None or step.at.date() in window)
        and (not cycles or any(name in touching for _, name, _ in step.before))
    ]
    devices = {step.clock.device for step in steps} - {""}
    return History(tuple(meant[:most]), max(0, len(meant) - most), len(devices) > 1)


def _ids_of(cycle: Cycle, journal: Journal) -> set[str]:
    names = {entry.name for entry in cycle.entries}
    filed = {note.id for note in journal.inbox if note.filed_as in names}
    return {cycle.id, *(entry.id for entry in cycle.entries), *filed}


class RecordVersion(NamedTuple):
    """A thing as it stood after a step: None for the step where the history does not reach back so far."""

    thing: JournalItem
    step: Step | None


class VersionChange(NamedTuple):
    """A version, and how it differs from the one before: `again` where it came back into sight."""

    version: RecordVersion
    what: ChangeKind
    fields: tuple[FieldChange, ...]
    again: bool = False


class VersionHistory(NamedTuple):
    """Every version that a thing has had, the oldest first."""

    name: str
    changes: tuple[VersionChange, ...]


def build_version_history(thing: JournalItem, steps: Iterable[Step]) -> VersionHistory:
    """Return every version of a thing that the history keeps, and the one that stands.

    Raises JournalDamaged for a row of history that can't be read.
    """
    kept, since = list[JournalItem | None](), list[Step | None]([None])
    for step in steps:
        for table, row in ((table, row) for table, record, row in step.before if record == thing.id):
            kept.append(decode_record(table, row) if row is not None else None)
            since.append(step)
    now = replace(thing, entries=()) if isinstance(thing, Cycle) else thing
    pairs = zip([*kept, now], since, strict=True)
    versions = [RecordVersion(one, step) for one, step in pairs if one is not None]
    changes = (_build_version_change(version, before) for before, version in pairwise([None, *versions]) if version)
    return VersionHistory(" ".join(name_record(thing)), tuple(changes))


def _build_version_change(version: RecordVersion, before: RecordVersion | None) -> VersionChange:
    """Return how a version differs, whether or not either is in sight: its words are its words."""
    now, was = replace(version.thing, removed=None), before and replace(before.thing, removed=None)
    fields = tuple(diff_fields(was, now))
    if before is None:
        return VersionChange(version, ChangeKind.ADDED, fields)
    gone = bool(version.thing.removed) and not before.thing.removed
    back = bool(before.thing.removed) and not version.thing.removed
    return VersionChange(version, ChangeKind.GONE if gone else ChangeKind.CHANGED, fields, again=back)
