"""Importing an exported journal: decode and validate it, propose what would be added, and change nothing that exists.

Records are known by their ids, and refer to one another by them, so that no import changes what a reference means. A
cycle or note whose number is taken gets the next free one, and its entries are renamed with it: names are for people.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.dates.period import EARLIEST, LATEST
from enquiry.errors import JournalNewer, UsageMistake
from enquiry.exchange.encoding import EXPORT_VERSION
from enquiry.foreign_files import contain_parsing, refuse_crowded
from enquiry.model.belief import Belief
from enquiry.model.checks.breaches import find_refusal
from enquiry.model.checks.flaws import find_doubled_key, quote_briefly
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal, Lone, LooseNote
from enquiry.model.measure import Measure, is_same_measure
from enquiry.model.record import Record
from enquiry.model.references import iterate_names, replace_numbers
from enquiry.model.settings import Settings
from enquiry.model.text import fold_words
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.unsafe_chars import escape_unsafe
from enquiry.words import format_amount

_IDS = ("id", "filed_as", "grew_from", "cycle", "about", "gift")
R = TypeVar("R", bound=Cycle | AnyEntry | Lone)


class ExportedCycle(Cycle, frozen=True, kw_only=True):
    """A cycle as it is exported: with its present question beside the versions."""

    question: str = ""


class ExportDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The export: a whole journal as one JSON document. Samples also say what they are about, and as at which day.

    Records refer to one another by id. In version 1 they did by number; such documents are brought up as they are read.
    """

    schema_version: int
    cycles: tuple[ExportedCycle, ...]
    inbox: tuple[LooseNote, ...] = ()
    measures: tuple[Measure, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    settings: Settings = Settings()
    about: str = ""
    as_at: date | None = None


class _SchemaVersion(msgspec.Struct):
    schema_version: int


def decode_export(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> ExportDocument:
    """Return an exported journal of any schema version so far, every field validated.

    A byte order mark is skipped. Raises UsageMistake naming the place that is wrong, and JournalNewer for a later
    `schema_version`.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as some shells write what is sent to a file with >
        raise UsageMistake(f"{source} was saved as UTF-16, not UTF-8.", "Export again: enquiry export -o journal.json")
    hint = "Give a file that enquiry export wrote; nothing was changed."
    refuse_crowded(data, source)
    with contain_parsing(source, hint):
        try:
            document = _decode_document(data, source, hint)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise UsageMistake(f"{source} is not an exported journal: {str(fault)[:300]}.", hint) from fault
        if doubled := find_doubled_key(data):
            words = f"{source} says {quote_briefly(doubled)} twice of one thing."
            raise UsageMistake(words, "Take one of them away; nothing was changed.")
    validate_export(document, source, follow)
    return document


def _decode_document(data: bytes, source: str, hint: str) -> ExportDocument:
    version = msgspec.json.decode(data, type=_SchemaVersion).schema_version
    if version > EXPORT_VERSION:
        msg = f"{source} has schema_version {version}; this program knows {EXPORT_VERSION}."
        raise JournalNewer(msg, "Update the program: pip install --upgrade enquiry")
    if version < 1:
        raise UsageMistake(f"{source} has schema_version {version}, which there never was.", hint)
    if version == 1:
        return msgspec.convert(_replace_document_numbers(msgspec.json.decode(data)), ExportDocument)
    return msgspec.json.decode(data, type=ExportDocument)


def _replace_document_numbers(document: Any) -> Any:
    """Return the plain values of an export of version 1 with ids in place of the numbers by which records refer."""
    cycles = document.get("cycles")
    cycles = cycles if isinstance(cycles, list) else []
    held = [cycle.get("entries") for cycle in cycles if isinstance(cycle, dict)]
    entries = (entry for one in held if isinstance(one, list) for entry in one)
    return replace_numbers(document, dict(iterate_names(cycles, entries)))


def validate_export(document: ExportDocument, source: str, follow: ProgressTracker = ignore_progress) -> None:
    """Raise UsageMistake for what the types of an exported journal can't rule out.

    The rules are those of every door (`model.breaches`), and that a cycle's question is the last of its versions.
    """
    for cycle in follow(document.cycles):
        if not cycle.questions or cycle.question not in ("", cycle.questions[-1].text):
            msg = f"{source}: the question of cycle {cycle.number} is not the last of its versions."
            raise UsageMistake(msg, "Make question and questions agree; nothing was changed.")
    if refusal := find_refusal(extract_journal(document)):
        raise UsageMistake(f"{source} can't be taken in: {refusal}.", "Mend it in the file; nothing was changed.")
    if document.as_at and not EARLIEST <= document.as_at <= LATEST:
        msg = f"{source}: the day {document.as_at.isoformat()} is not from 1950 to 2100."
        raise UsageMistake(msg, "Mend it in the file; nothing was changed.")


def load_exported_journal(data: bytes, source: str, follow: ProgressTracker = ignore_progress) -> Journal:
    """Return the journal in an export. Raises as `decode_export` does."""
    return extract_journal(decode_export(data, source, follow))


def extract_journal(document: ExportDocument) -> Journal:
    """Return the journal in an exported one."""
    cycles = tuple(Cycle(**{one: getattr(cycle, one) for one in Cycle.__struct_fields__}) for cycle in document.cycles)
    inbox, beliefs = document.inbox, document.beliefs
    return Journal(settings=document.settings, cycles=cycles, inbox=inbox, measures=document.measures, beliefs=beliefs)


class Proposal(NamedTuple):
    """What an import would make of a journal: the result, how much is new, and what differs and stays as it is."""

    journal: Journal
    counts: dict[str, int]
    differing: tuple[str, ...]
    settings_differ: bool = False

    @property
    def summary(self) -> str:
        """Return what is new in words."""
        nouns = {"cycles": "cycle", "entries": "entry", "notes": "note", "measures": "measure", "beliefs": "belief"}
        told = ((kind, number) for kind, number in self.counts.items() if number or kind != "beliefs")
        return ", ".join(format_amount(number, nouns[kind], kind) for kind, number in told)


def refuse_foreign_owner(journal: Journal, incoming: Journal) -> None:
    """Raise UsageMistake for the journal of somebody else: another name, and no cycle, note or belief in common."""
    mine, theirs = journal.settings.name, incoming.settings.name
    if not mine or not theirs or fold_words(mine) == fold_words(theirs):
        return
    ids = {record.id for record in (*journal.cycles, *journal.lone)}
    if ids and not any(record.id in ids for record in (*incoming.cycles, *incoming.lone)):
        words = f"This is the journal of {quote_briefly(theirs)}, and yours is that of {quote_briefly(mine)}."
        raise UsageMistake(words, "Keep it apart, in a journal of its own: enquiry --journal theirs.json import FILE")


class _Differences(list[str]):
    """What differs, in sentences; `taken` says that the incoming record takes the place of the known one."""

    def __init__(self, *, taken: bool) -> None:
        super().__init__()
        self.taken = taken

    def compare(self, here: Record, there: Record, what: str) -> None:
        """Say in a sentence in which fields two records differ, if they do; an entry may be of another kind there."""
        both = [name for name in here.__struct_fields__ if name in there.__struct_fields__]
        names = [name for name in both if getattr(there, name) != getattr(here, name)]
        kinds = [type(one).__name__.lower() for one in (here, there)]
        if names or kinds[0] != kinds[1]:
            told = [self._describe(name, getattr(here, name), getattr(there, name)) for name in names]
            told[:0] = [f"type ({kinds[0]} here, {kinds[1]} there)"] if kinds[0] != kinds[1] else []
            left = "is taken in" if self.taken else "was left as it is"
            self.append(f"{what} differs from the one in the file in {'; '.join(told)}; it {left}.")

    @staticmethod
    def _describe(name: str, here: object, there: object) -> str:
        """Return a field that differs, with both texts where it is a text of a person."""
        label = get_label(name)
        if not isinstance(here, str) or not isinstance(there, str) or name in _IDS:
            return label
        texts = (f"“{escape_unsafe(' '.join(text.split()))[:60]}”" if text else "nothing" for text in (here, there))
        return f"{label} ({next(texts)} here, {next(texts)} there)"


def propose_import(journal: Journal, incoming: Journal, *, takes_changes: bool = False) -> Proposal:
    """Return what the journal would be with everything of `incoming` added that it does not have.

    Into an empty journal the incoming one is taken as it is, settings included. A record that was undone counts as
    absent: it comes again, under the number it had. What differs stays as it is, unless changes are to be taken.
    """
    theirs = replace(incoming.settings, team=journal.settings.team)  # whose journal this is no import decides
    if journal == Journal():
        return Proposal(replace(incoming, settings=theirs), _count_records(incoming), ())
    differing = _Differences(taken=takes_changes)
    cycles = tuple(_merge_cycles(journal, incoming.cycles, differing).values())
    after = replace(
        journal,
        cycles=cycles,
        inbox=_merge_notes(journal.inbox, incoming.inbox, differing),
        beliefs=_merge_beliefs(journal.beliefs, incoming.beliefs, differing),
    )
    for measure in incoming.measures:
        if not any(is_same_measure(one.name, measure.name) for one in after.known_measures):
            after = after.upsert_measure(measure)
    before = _count_records(journal)
    if replace(journal.settings, team=False) == Settings() and not any(before.values()):
        after = replace(after, settings=theirs)
    counts = {kind: count - before[kind] for kind, count in _count_records(after).items()}
    return Proposal(after, counts, tuple(differing), settings_differ=theirs != after.settings)


def _merge_cycles(journal: Journal, incoming: Iterable[Cycle], differing: _Differences) -> dict[int, Cycle]:
    """Return the cycles by number with the incoming ones added, and to known ones the entries that they lack."""
    held = {entry.id: entry for cycle in journal.cycles for entry in cycle.entries}
    cycles = {cycle.number: cycle for cycle in journal.cycles}
    again = dict[str, AnyEntry]()
    for cycle in incoming:
        known = journal.cycles_by_id.get(cycle.id)
        free = max(cycles) + 1 if cycle.number in cycles else cycle.number
        number = known.number if known else free
        own = known.entries if known else ()
        last = known.last_number if known else 0
        added = list[AnyEntry]()
        for entry in cycle.entries:
            if there := held.get(entry.id):
                again_here = replace(entry, name=there.name, first=there.first)
                merged = _merge_record(again_here, there, differing, there.name)
                again[entry.id] = replace(merged, cycle=there.cycle)  # it may have moved, here or there
            else:
                last += 1
                place = last if known else entry.number
                first = entry.first if place == entry.number and number == cycle.number else None
                added.append(replace(entry, name=f"{number}.{place}", first=first))
        stands = replace(cycle, number=number, entries=())
        if number != cycle.number:
            stands = replace(stands, first=None)
        if known:
            stands = replace(stands, moved=known.moved, first=known.first)
            stands = _merge_record(stands, replace(known, entries=()), differing, f"Cycle {number}")
        cycles[number] = replace(stands, entries=(*own, *added))
    if not again:
        return cycles
    return {
        number: replace(cycle, entries=tuple(again.get(entry.id, entry) for entry in cycle.entries))
        for number, cycle in cycles.items()
    }


def _merge_notes(
    inbox: tuple[LooseNote, ...], incoming: Iterable[LooseNote], differing: _Differences
) -> tuple[LooseNote, ...]:
    notes, names = {note.id: note for note in inbox}, {note.name for note in inbox}
    added = list[LooseNote]()
    for note in incoming:
        if known := notes.get(note.id):
            again = replace(note, name=known.name, first=known.first)
            notes[note.id] = _merge_record(again, known, differing, f"Note {known.name}")
        else:
            name = f"n{max(int(one[1:]) for one in names) + 1}" if note.name in names else note.name
            added.append(replace(note, name=name, first=note.first if name == note.name else None))
            names.add(name)
    return (*notes.values(), *added)


def _merge_beliefs(
    beliefs: tuple[Belief, ...], incoming: Iterable[Belief], differing: _Differences
) -> tuple[Belief, ...]:
    held, numbers = {belief.id: belief for belief in beliefs}, {belief.number for belief in beliefs}
    for belief in incoming:
        if known := held.get(belief.id):
            again = replace(belief, number=known.number, first=known.first)
            held[belief.id] = _merge_record(again, known, differing, known.name.capitalize())
        else:
            is_taken = belief.number in numbers
            number = max(numbers) + 1 if is_taken else belief.number
            held[belief.id] = replace(belief, number=number, first=None if is_taken else belief.first)
            numbers.add(number)
    return tuple(held.values())


def _merge_record(incoming: R, known: R, differing: _Differences, what: str) -> R:
    """Return the incoming record where the known one was undone or changes are taken, else the known one.

    What differs is said in `differing`, field by field.
    """
    if known.is_undone:
        return incoming
    if isinstance(known, Cycle | Lone) or isinstance(incoming, Cycle | Lone):
        again = incoming
    else:  # it stays in the cycle it is in here
        again = replace(incoming, cycle=known.cycle)
    differing.compare(known, again if differing.taken else incoming, what)
    return again if differing.taken else known


def _count_records(journal: Journal) -> dict[str, int]:
    tables: dict[str, Iterable[Record]] = {"cycles": journal.cycles}
    tables["entries"] = (entry for cycle in journal.cycles for entry in cycle.entries)
    tables |= {"notes": journal.inbox, "measures": journal.measures, "beliefs": journal.beliefs}
    return {kind: sum(not record.is_undone for record in records) for kind, records in tables.items()}
