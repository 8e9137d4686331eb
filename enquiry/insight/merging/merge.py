"""Merging two copies of a journal: the union of their steps, laid in one line by their stamps and replayed.

`merge_copies` is a function of the two sets of steps alone. So it gives the same whichever copy comes first, in
whatever order several are taken in, and however often.
"""

from typing import NamedTuple

import msgspec

from enquiry.insight.merging.fields import RowWriting, merge_row
from enquiry.insight.merging.forgetting import forget_in_both
from enquiry.insight.merging.log import JournalCopy, read_log, sort_steps, write_copy
from enquiry.insight.merging.names import Key, Names
from enquiry.insight.merging.replay import Changes, Log, LoggedStep, Pair
from enquiry.insight.merging.tails import count_common_steps, find_concerned, put_back, take_out
from enquiry.model.step import RecordRow


class Merged(NamedTuple):
    """What two copies are together, and the ids of the steps that each lacked."""

    copy: JournalCopy
    taken: frozenset[str]
    handed: frozenset[str]
    names: Names


def is_same_journal(mine: JournalCopy, theirs: JournalCopy) -> bool:
    """Say whether two copies are of one journal: they have a step or a record in common."""
    ids = [{step.id for step in copy.steps} | {i for t, i in copy.rows if t != "settings"} for copy in (mine, theirs)]
    return not ids[0].isdisjoint(ids[1])


def merge_copies(mine: JournalCopy, theirs: JournalCopy) -> Merged:
    """Return what two copies of a journal are together. Nothing that stands in one of them is lost."""
    return merge_tails(mine, theirs) or merge_whole(mine, theirs)


def merge_whole(mine: JournalCopy, theirs: JournalCopy) -> Merged:
    """Return the same by replaying all that both hold."""
    whole = merge_logs(read_log(mine), read_log(theirs))
    copy, names = write_copy(whole)
    return build_merged(mine, theirs, copy, names)


def merge_tails(mine: JournalCopy, theirs: JournalCopy) -> Merged | None:
    """Return the same by replaying what follows on the beginning that both have; None where that is not certain."""
    keys = find_concerned(mine, theirs)
    if keys is None:
        return None
    common = count_common_steps(mine, theirs)
    whole = merge_logs(*(read_log(take_out(copy, keys, common)) for copy in (mine, theirs)))
    line = write_copy(whole)
    copy = put_back(mine, theirs, keys, whole, line)
    return build_merged(mine, theirs, copy, line.names) if copy else None


def build_merged(mine: JournalCopy, theirs: JournalCopy, copy: JournalCopy, names: Names) -> Merged:
    """Return what two copies are together with what each of them lacked."""
    own, other = ({step.id for step in one.steps} for one in (mine, theirs))
    return Merged(copy, frozenset(other - own), frozenset(own - other), names)


def merge_logs(one: Log, other: Log) -> Log:
    """Return the union of two logs. Where they tell the same step otherwise, both tellings are kept."""
    forget_in_both(one, other)
    fill_holes(one, other)
    base: dict[Key, RecordRow] = {}
    for key in sorted({**one.base, **other.base}):
        if row := _join_rows(key, one.base.get(key), other.base.get(key)):
            base[key] = row
    found = {step.id: step for step in one.steps}
    steps = [join_steps(found.pop(step.id, step), step) for step in other.steps]
    return Log(base, sort_steps([*steps, *found.values()]))


def join_steps(one: LoggedStep, other: LoggedStep) -> LoggedStep:
    """Return one step of two tellings of it, which are equal but where somebody changed a file by hand."""
    lost = one.lost | other.lost
    if one is other or (one.changes == other.changes and one.knows == other.knows):
        return msgspec.structs.replace(other, lost=lost)
    knows = {name: min(clock, other.knows[name]) for name, clock in one.knows.items() if name in other.knows}
    changes: Changes = {}
    for key in sorted(one.changes.keys() | other.changes.keys()):
        pairs = [pair for step in (one, other) if (pair := step.changes.get(key))]
        changes[key] = pairs[0] if pairs[0] == pairs[-1] else _join_pairs(key, pairs)
    return msgspec.structs.replace(
        min((one, other), key=lambda step: (step.clock, step.did, step.at)), knows=knows, changes=changes
    )


def _join_pairs(key: Key, pairs: list[Pair]) -> Pair:
    (saw, made), (also_saw, also_made) = sorted(pairs, key=_order)
    return (saw if saw == also_saw else min((saw, also_saw), key=_order)), _join_rows(key, made, also_made)


def _join_rows(key: Key, one: RecordRow | None, other: RecordRow | None) -> RecordRow | None:
    """Return a row of two that ought to be equal, what differs in the other kept beside it."""
    if one is None or other is None or one == other:
        return one or other
    first, second = sorted((one, other), key=_order)
    at = str(second.get("recorded_at", ""))
    return merge_row(key[0], first, RowWriting({}, second, at, ""), lambda _field: (at, ""))


def _order(value: object) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def fill_holes(one: Log, other: Log) -> None:
    """Tell a hole in a history by the copy that lacks it.

    A hole is a step by which a change by hand was accepted of which no earlier row was known (`insight.history.undo`).
    In its own copy what it changed seems to be the work of the step before that touched the record; a copy that did not
    go through it has the row as that step had made it.
    """
    holes = [[place for place, step in enumerate(log.steps) if step.says_nothing] for log in (one, other)]
    if not any(holes):
        return
    places = [{step.id: place for place, step in enumerate(log.steps)} for log in (one, other)]
    for key in one.base.keys() & other.base.keys():
        if one.base[key] != other.base[key]:
            found = [_find_hole(log, key, -1, own) for log, own in zip((one, other), holes, strict=True)]
            rows: list[RecordRow | None] = [one.base[key], other.base[key]]
            _put_into_holes(key, None, rows, found)
            one.base[key], other.base[key] = (row or one.base[key] for row in rows)
    for step in one.steps:
        if (there := places[1].get(step.id)) is None:
            continue
        twin, here = other.steps[there], places[0][step.id]
        for key in step.changes.keys() & twin.changes.keys():
            (saw, made), (_, also) = step.changes[key], twin.changes[key]
            if made != also:
                found = [_find_hole(one, key, here, holes[0]), _find_hole(other, key, there, holes[1])]
                rows = [made, also]
                _put_into_holes(key, saw, rows, found)
                step.changes[key], twin.changes[key] = (saw, rows[0]), (twin.changes[key][0], rows[1])


def _find_hole(log: Log, key: Key, place: int, holes: list[int]) -> LoggedStep | None:
    """Return the first hole after a step of that place, before another step of the log that wrote the record."""
    hole = next((one for one in holes if one > place), None)
    if hole is None or any(key in step.changes for step in log.steps[place + 1 : hole]):
        return None
    return log.steps[hole]


def _put_into_holes(
    key: Key, saw: RecordRow | None, rows: list[RecordRow | None], holes: list[LoggedStep | None]
) -> None:
    """Make two rows that one step left equal, where a hole tells why they differ; else they stay as they are."""
    one, other = holes
    if one and other:
        first, second = (0, 1) if one.id < other.id else (1, 0)
        (one, other)[second].changes[key], rows[second] = (saw, rows[second]), rows[first]
    elif one:
        one.changes[key], rows[0] = (rows[1], rows[0]), rows[1]
    elif other:
        other.changes[key], rows[1] = (rows[0], rows[1]), rows[0]
