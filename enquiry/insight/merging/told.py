"""What a merge does, told: what comes, changes and goes, what stands twice, and what is called anew."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from enquiry.dates.period import spell_moment
from enquiry.insight.history.changes import ChangeKind, RecordChange, build_record_changes, format_field, name_record
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure
from enquiry.model.record import OtherValue, Record
from enquiry.words import choose_form, join_words

MOST_NAMED = 12
"""Things named one by one in a sentence; more are counted."""

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
    yield from journal.inbox
    yield from journal.measures


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
    notes = [note for note in journal.inbox if not note.removed]
    return [one for one in (*cycles, *notes, *journal.known_measures) if one.otherwise]


def describe_merge(mine: Journal, theirs: Iterable[Journal], merged: Journal) -> MergeReport:
    """Return what a merge makes of this machine's journal, given the others' too."""
    before = {record.id: record for record in list_records(mine)}
    after = {record.id: record for record in list_records(merged)}
    changes = build_record_changes(mine, merged)
    clashes, kept = list[Clash](), list[str]()
    for record in (one for one in after.values() if not one.removed):
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
        changed=tuple(_list_changed(changes, clashes)),
        gone=tuple(one for one in changes if one.what is ChangeKind.GONE),
        clashes=tuple(clashes),
        kept=tuple(kept),
        renamed=tuple(dict.fromkeys(renamed)),
    )


def _list_changed(changes: Iterable[RecordChange], clashes: Iterable[Clash]) -> Iterator[RecordChange]:
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


def tell_merge(report: MergeReport, other: str, *, done: bool) -> Iterator[str]:
    """Yield what a merge does, a sentence each; `other` is what the other machine or copy is called."""
    if report.came:
        yield f"{_count(len(report.came), 'comes', 'come')}: {join_words(_shorten([o.title for o in report.came]))}."
    if report.changed:
        named = ((join_words([field.name for field in one.fields]), one.name or one.kind) for one in report.changed)
        told = [f"the {fields} of {name}" for fields, name in named]
        yield f"{_count(len(report.changed), 'changes', 'change')}: {join_words(_shorten(told))}."
    if report.gone:
        told = _shorten([one.title for one in report.gone])
        yield f"{_count(len(report.gone), 'goes', 'go')}, removed in {other}: {join_words(told)}."
    for name, clashes in _group_clashes(report.clashes).items():
        yield _tell_clashes(name, clashes, done=done)
    if report.kept:
        stays = choose_form(len(report.kept), "stays that was", "stay that were")
        yield f"{len(report.kept)} {stays} removed by one while another wrote in it: {join_words(report.kept)}."
    for one in report.renamed:
        what = f"What was {one.was} here" if one.mine else f"What {other} calls {one.was}"
        yield f"{what} is {one.now} from now on."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {choose_form(number, 'thing ' + one, 'things ' + many)}"


def _shorten(told: list[str]) -> list[str]:
    return told if len(told) <= MOST_NAMED else [*told[:MOST_NAMED], f"{len(told) - MOST_NAMED} more"]


def _group_clashes(clashes: Iterable[Clash]) -> dict[str, list[Clash]]:
    found: dict[str, list[Clash]] = {}
    for clash in clashes:
        found.setdefault(clash.name, []).append(clash)
    return found


def _tell_clashes(name: str, clashes: list[Clash], *, done: bool) -> str:
    fields = [get_label(one.field) for one in clashes]
    what = "texts" if fields == ["text"] else f"values of {join_words(list(dict.fromkeys(fields)))}"
    first = clashes[0]
    whose = "yours" if first.mine else f"the other, of {spell_moment(first.other.at)},"
    way = f": enquiry settle {name}" if done else ""
    return f"{name} has two {what}. The later one stands; {whose} is kept with it{way}"
