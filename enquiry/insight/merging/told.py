"""What a merge does: what comes, changes and goes, what stands twice, and what is called anew."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from enquiry.insight.history.changes import ChangeKind, RecordChange, build_record_changes, format_field, name_record
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure
from enquiry.model.record import OtherValue, Record

_ALSO = "also written"


class Clash(NamedTuple):
    """A field in which two machines wrote different things: what stands and what is kept beside it, in words.

    `mine` says that what is kept beside was written on this machine.
    """

    name: str
    field: str
    stands: str
    other: OtherValue
    mine: bool

    @property
    def words(self) -> str:
        """What is kept beside, in words."""
        return format_field(self.other.value)


class NewName(NamedTuple):
    """A record that is called otherwise from now on; `mine` says that it is this machine that called it so."""

    was: str
    now: str
    mine: bool


class MergeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What merging does to a journal. Names are those of the journal afterwards.

    `kept` names what stays in sight against a removal that did not know what was written in it.
    """

    came: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    gone: tuple[RecordChange, ...] = ()
    clashes: tuple[Clash, ...] = ()
    kept: tuple[str, ...] = ()
    renamed: tuple[NewName, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing that a person sees is any different."""
        return not (self.came or self.changed or self.gone or self.clashes or self.kept or self.renamed)

    def count_differences(self) -> int:
        """Return how many records differ, those that come and those that are only called otherwise aside."""
        twice = {clash.name for clash in self.clashes}
        return len({one.name for one in (*self.changed, *self.gone)} | twice | set(self.kept))


def list_records(journal: Journal) -> Iterator[Record]:
    """Yield every record of a journal."""
    for cycle in journal.cycles:
        yield cycle
        yield from cycle.entries
    yield from journal.lone
    yield from journal.measures
    yield from journal.gifts


def get_record_name(record: Record) -> str:
    """Return the name by which a person knows a record."""
    return name_record(record)[1]  # type: ignore[arg-type]


def list_clashes(record: Record, before: Record | None = None) -> list[Clash]:
    """Return what two machines wrote otherwise in a record, its words first; a removal is none.

    What stood in the record `before` was written here.
    """
    found, clashes = [one for one in record.otherwise if one.field != "removed"], list[Clash]()
    for one in sorted(found, key=lambda one: one.field != "text"):
        stood = msgspec.to_builtins(getattr(before, one.field, None))
        stands = format_field(getattr(record, one.field, None))
        clashes.append(Clash(get_record_name(record), one.field, stands, one, stood == one.value))
    return clashes


def list_unsettled(journal: Journal) -> list[Record]:
    """Return the records in sight in which something waits to be settled, by name."""
    cycles = [record for cycle in journal.kept for record in (cycle, *cycle.kept)]
    alone = [one for one in (*journal.lone, *journal.gifts) if not one.removed]
    return [one for one in (*cycles, *alone, *journal.known_measures) if one.otherwise]


def describe_merge(mine: Journal, theirs: Iterable[Journal], merged: Journal) -> MergeReport:
    """Return what a merge makes of this machine's journal, given the others' too."""
    before = {record.id: record for record in list_records(mine)}
    after = {record.id: record for record in list_records(merged)}
    changes = build_record_changes(mine, merged)
    clashes, kept = list[Clash](), list[str]()
    for record in (one for one in after.values() if one.otherwise and not one.removed):
        known = before[record.id].otherwise if record.id in before else ()
        new = [one for one in record.otherwise if one not in known]
        clashes += (one for one in list_clashes(record, before.get(record.id)) if one.other in new)
        kept += [get_record_name(record)] if any(one.field == "removed" for one in new) else []
    renamed = list(_list_new_names(before.values(), after, mine=True))
    for journal in theirs:
        fresh = (record for record in list_records(journal) if record.id not in before)
        renamed += _list_new_names(fresh, after, mine=False)
    return MergeReport(
        came=tuple(one for one in changes if one.what is ChangeKind.ADDED),
        changed=tuple(list_changed_fields(changes, clashes)),
        gone=tuple(one for one in changes if one.what is ChangeKind.GONE),
        clashes=tuple(clashes),
        kept=tuple(kept),
        renamed=tuple(dict.fromkeys(renamed)),
    )


def list_changed_fields(changes: Iterable[RecordChange], clashes: Iterable[Clash]) -> Iterator[RecordChange]:
    """Yield the records that changed, with the fields that do not stand twice."""
    twice = {(clash.name, get_label(clash.field)) for clash in clashes}
    for one in changes:
        untold = {_ALSO, "name", *(field for name, field in twice if name == one.name)}
        if one.what is ChangeKind.CHANGED and (fields := tuple(f for f in one.fields if f.name not in untold)):
            yield one._replace(fields=fields)


def _list_new_names(records: Iterable[Record], after: dict[str, Record], *, mine: bool) -> Iterator[NewName]:
    for record in records:
        now = after.get(record.id)
        if now and not isinstance(record, Measure) and not now.removed and record.first != now.first:
            yield NewName(get_record_name(record), get_record_name(now), mine)
