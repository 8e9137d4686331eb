"""The journal as it was known at the end of a day: what had been recorded by then, in the words it had then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from enquiry.insight.history.diff import decode_record
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.step import RecordRow, Step

R = TypeVar("R", Cycle, AnyEntry, LooseNote, Belief)


def recall_journal(journal: Journal, steps: Sequence[Step], day: date, *, later: bool = False) -> Journal:
    """Return what the journal held at the end of `day`; with `later` also what was recorded since, as it is now.

    What was changed since has the words it had then, as far as the history goes back. But what it may be shown to, and
    whether it is removed, holds as of now, since it is now that somebody reads it. Settings and measures are as they
    are. Raises JournalDamaged for a row of history that can't be read.
    """
    earlier: dict[str, tuple[str, RecordRow]] = {}
    for step in reversed(steps):
        if step.at.date() > day:
            earlier |= {record: (table, row) for table, record, row in step.before if row is not None}

    def recall(records: Iterable[R]) -> Iterable[R]:
        for now in records:
            known = now.recorded_at.date() <= day
            if known and now.id in earlier:
                then: R = decode_record(*earlier[now.id])
                yield replace(then, privacy=now.privacy, removed=now.removed)
            elif known or later:
                yield now

    of_cycle = defaultdict[str, list[AnyEntry]](list)
    for entry in recall(entry for cycle in journal.cycles for entry in cycle.entries):
        of_cycle[entry.cycle].append(entry)
    cycles = list(recall(replace(cycle, entries=()) for cycle in journal.cycles))
    known = {cycle.id for cycle in cycles}
    return replace(
        journal,
        cycles=tuple(
            replace(
                cycle,
                entries=tuple(of_cycle[cycle.id]),
                turns=tuple(turn for turn in cycle.turns if later or turn.at.date() <= day),
                links=tuple(link for link in cycle.links if link.cycle in (None, *known)),
            )
            for cycle in cycles
        ),
        inbox=tuple(recall(journal.inbox)),
        beliefs=tuple(recall(journal.beliefs)),
    )
