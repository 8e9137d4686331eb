"""What a journal knows of its owner, beside what was written: settings, saved queries, what may go to whom."""

from datetime import date

from enquiry.model.record import Value
from enquiry.model.references import CycleId, EntryId, QueryText


class SavedQuery(Value, frozen=True, kw_only=True):
    """A query kept under a name: what `last month` means in it is settled each time it is asked.

    A cycle that is named by its number is kept by its id, so that the query means the same cycle in a journal where
    that has another number. `Journal.queries` holds the queries as people read them, with numbers.
    """

    name: str
    text: QueryText


class SharingChoice(Value, frozen=True, kw_only=True):
    """What may go to a reader, or with `held` may not: a cycle, one entry, or a field of a cycle's own words."""

    reader: str
    cycle: CycleId = ""
    entry: EntryId = ""
    field: str = ""
    held: bool = False


MOST_PRIORITIES = 3
"""How many priorities a journal has at the most: fewer, connected actions go deeper."""


class Settings(Value, frozen=True, kw_only=True):
    """What the journal itself knows of its owner: the school calendar, a display name, a role, the current cycle.

    `meeting` is the day of the last review meeting. `priorities` are up to three that cycles are to serve, in their
    order; a cycle keeps the words of the one it serves, so that those of earlier years stand. The saved queries stand
    in the order of their names. `sharing` is what was kept of what may go to readers of summaries. `team` says that
    several people write in it, each of whose entries has who wrote it in `by`.
    """

    calendar: str = "scotland"
    name: str = ""
    role: str = ""
    meeting: date | None = None
    priorities: tuple[str, ...] = ()
    current: CycleId | None = None
    queries: tuple[SavedQuery, ...] = ()
    sharing: tuple[SharingChoice, ...] = ()
    team: bool = False
