"""Taking in an exported journal: read and checked first, then proposed, and only then added.

Nothing that is there already is changed: records are known by their lasting ids. A cycle or note whose number is
taken gets the next free one, and its entries are renamed with it.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import asdict, replace

from enquiry.dates.period import EARLIEST, LATEST
from enquiry.errors import CannotRead, JournalNewer, NotFound, UsageMistake
from enquiry.exchange.encoding import SCHEMA_VERSION
from enquiry.model.cycle import Cycle
from enquiry.model.entry import join_parts
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure, is_same_measure
from enquiry.model.record import Record
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.words import format_figure


class ExportedCycle(Cycle, frozen=True, kw_only=True):
    """A cycle as it is exported: with its present question beside the versions."""

    question: str = ""


class ExportDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The export: a whole journal as one JSON document. Samples also say what they are about, and as at which day."""

    schema_version: int
    cycles: tuple[ExportedCycle, ...]
    inbox: tuple[LooseNote, ...] = ()
    measures: tuple[Measure, ...] = ()
    settings: Settings = Settings()
    about: str = ""
    as_at: date | None = None


class _SchemaVersion(msgspec.Struct):
    schema_version: int


def read_input_file(path: Path) -> bytes:
    """Return a file's bytes. Raises NotFound where there is none, and CannotRead where it can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise NotFound(f"There is no file {path}.", "Check the path; quote it if it has spaces.") from fault
    except OSError as fault:
        raise CannotRead(f"{path} can't be read: {fault.strerror}.", "Check that it is a file you may read.") from fault


def decode_export(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> ExportDocument:
    """Return an exported journal, every field checked.

    A byte order mark is passed over. Raises UsageMistake naming the place that is wrong, and JournalNewer for a later
    `schema_version`.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as some shells write what is sent to a file with >
        raise UsageMistake(f"{source} was saved as UTF-16, not UTF-8.", "Export again: enquiry export -o journal.json")
    try:
        version = msgspec.json.decode(data, type=_SchemaVersion).schema_version
        if version > SCHEMA_VERSION:
            raise JournalNewer(
                f"{source} has schema_version {version}; this program knows {SCHEMA_VERSION}.",
                "Update the program: pip install --upgrade enquiry",
            )
        if version < 1:
            msg = f"{source} has schema_version {version}, which there never was."
            raise UsageMistake(msg, "Give a file that enquiry export wrote; nothing was changed.")
        document = msgspec.json.decode(data, type=ExportDocument)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        msg = f"{source} is not an exported journal: {fault}."
        raise UsageMistake(msg, "Give a file that enquiry export wrote; nothing was changed.") from fault
    validate_export(document, source, follow)
    return document


def validate_export(document: ExportDocument, source: str, follow: ProgressTracker = ignore_progress) -> None:
    """Raise UsageMistake for what the fields of an exported journal cannot say by themselves."""
    for cycle in follow(document.cycles):
        if not cycle.questions or cycle.question not in ("", cycle.questions[-1].text):
            msg = f"{source}: the question of cycle {cycle.number} is not the last of its versions."
            raise UsageMistake(msg, "Make question and questions agree; nothing was changed.")
        named = re.compile(rf"{cycle.number}\.[1-9][0-9]{{0,8}}")
        strangers = [e.name for e in cycle.entries if e.cycle != cycle.number or not named.fullmatch(e.name)]
        if strangers:
            msg = f"{source}: entry {strangers[0]} stands in cycle {cycle.number} but names another."
            raise UsageMistake(msg, "Give each entry its cycle's number; nothing was changed.")
        if odd := [e.name for e in cycle.entries if e.parts and join_parts(e.parts) != e.text]:
            msg = f"{source}: the parts of entry {odd[0]} are not its text."
            raise UsageMistake(msg, "Join them with a blank line between, or leave the parts out; nothing was changed.")
        _check_days(cycle, source)
    _check_days((document.settings, document.inbox, document.measures, document.as_at), source)


def _check_days(value: object, source: str) -> None:
    for day in _find_days(value):
        if not EARLIEST <= day <= LATEST:
            msg = f"{source}: the day {day.isoformat()} is not from 1950 to 2100."
            raise UsageMistake(msg, "Mend it in the file; nothing was changed.")


def _find_days(value: object) -> Iterator[date]:
    """Yield every day that stands anywhere in `value`."""
    match value:
        case datetime():
            return
        case date():
            yield value
        case tuple():
            for item in value:
                yield from _find_days(item)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _find_days(getattr(value, name))


def load_exported_journal(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> Journal:
    """Return the journal in an export. Raises as `document_from` does."""
    return extract_journal(decode_export(data, source, follow))


def extract_journal(document: ExportDocument) -> Journal:
    """Return the journal in an exported one."""
    cycles = tuple(_cycle(cycle) for cycle in document.cycles)
    return Journal(settings=document.settings, cycles=cycles, inbox=document.inbox, measures=document.measures)


def _cycle(given: ExportedCycle) -> Cycle:
    return Cycle(**{name: getattr(given, name) for name in Cycle.__struct_fields__})


class Proposal(NamedTuple):
    """What an import would make of a journal: the result, how much is new, and what differs and stays as it is."""

    journal: Journal
    counts: dict[str, int]
    differing: tuple[str, ...]
    settings_differ: bool = False

    @property
    def summary(self) -> str:
        """Return what is new in words."""
        nouns = {"cycles": "cycle", "entries": "entry", "notes": "note", "measures": "measure"}
        return ", ".join(format_figure(number, nouns[kind], kind) for kind, number in self.counts.items())


def propose_import(journal: Journal, incoming: Journal) -> Proposal:
    """Return what the journal would be with everything of `incoming` added that it does not have.

    Into an empty journal the incoming one is taken as it is, settings included. What was undone is not there: it comes
    again, under the number it had.
    """
    if journal == Journal():
        return Proposal(incoming, _count_records(incoming), ())
    differing, renumbered, renamed = list[str](), dict[int, int](), dict[str, str]()
    mine = {cycle.id: cycle for cycle in journal.cycles}
    cycles = {cycle.number: cycle for cycle in journal.cycles}
    for cycle in incoming.cycles:
        known = mine.get(cycle.id)
        number = known.number if known else _free(cycles, cycle.number)
        renumbered[cycle.number] = number
        cycles[number], found = _merge_cycle(cycle, known, renumbered, renamed)
        differing += found
    after = replace(journal, cycles=tuple(cycles.values()))
    after, found = _merge_notes(after, incoming, renamed)
    for measure in incoming.measures:
        if not any(is_same_measure(one.name, measure.name) for one in after.known_measures):
            after = after.upsert_measure(measure)
    if journal.settings == Settings() and not any(_count_records(journal).values()):
        current = renumbered.get(incoming.settings.current or 0)
        after = replace(after, settings=replace(incoming.settings, current=current))
    counts = {kind: count - _count_records(journal)[kind] for kind, count in _count_records(after).items()}
    return Proposal(after, counts, (*differing, *found), settings_differ=incoming.settings != after.settings)


def _count_records(journal: Journal) -> dict[str, int]:
    tables: dict[str, Iterable[Record]] = {
        "cycles": journal.cycles,
        "entries": (entry for cycle in journal.cycles for entry in cycle.entries),
        "notes": journal.inbox,
        "measures": journal.measures,
    }
    return {kind: sum(not _is_undone(record) for record in records) for kind, records in tables.items()}


def _is_undone(record: Record) -> bool:
    return bool(record.removed and record.removed.undone)


def _free(taken: Collection[int], number: int) -> int:
    return max(taken) + 1 if number in taken else number


def _merge_cycle(
    cycle: Cycle, known: Cycle | None, renumbered: dict[int, int], renamed: dict[str, str]
) -> tuple[Cycle, list[str]]:
    """Return a cycle as it is to stand in the journal: new, or one known to it with the entries added that it lacks.

    `renamed` learns the name that each entry has from now on.
    """
    if known is None:
        number = renumbered[cycle.number]
        entries = tuple(replace(e, cycle=number, name=f"{number}.{e.number}") for e in cycle.entries)
        renamed |= {e.name: f"{number}.{e.number}" for e in cycle.entries}
        grew_from = renumbered.get(cycle.grew_from, cycle.grew_from) if cycle.grew_from else None
        return replace(cycle, number=number, entries=entries, grew_from=grew_from), []
    if _is_undone(known):
        grew_from = renumbered.get(cycle.grew_from, cycle.grew_from) if cycle.grew_from else None
        known = replace(cycle, number=known.number, entries=known.entries, grew_from=grew_from)
    mine = {entry.id: entry for entry in known.entries}
    differing = []
    for entry in cycle.entries:
        there = mine.get(entry.id)
        renamed[entry.name] = there.name if there else known.next_name
        if there is None or _is_undone(there):
            known = known.upsert_entry_as_is(replace(entry, cycle=known.number, name=renamed[entry.name]))
        elif replace(entry, cycle=there.cycle, name=there.name) != there:
            differing.append(f"{there.name} differs from the one in the file; it was left as it is.")
    same = asdict(cycle) | {"entries": (), "number": known.number, "grew_from": known.grew_from}
    if same != asdict(known) | {"entries": ()}:
        differing.append(f"Cycle {known.number} differs from the one in the file; it was left as it is.")
    return known, differing


def _merge_notes(journal: Journal, incoming: Journal, renamed: dict[str, str]) -> tuple[Journal, list[str]]:
    differing = []
    mine = {note.id: note for note in journal.inbox}
    for note in incoming.inbox:
        there = mine.get(note.id)
        filed_as = renamed.get(note.filed_as, note.filed_as)
        if there is None or _is_undone(there):
            taken = any(one.name == note.name for one in journal.inbox)
            name = there.name if there else journal.next_note if taken else note.name
            journal = journal.upsert_note(replace(note, name=name, filed_as=filed_as))
        elif replace(note, name=there.name, filed_as=filed_as) != there:
            differing.append(f"Note {there.name} differs from the one in the file; it was left as it is.")
    return journal, differing
