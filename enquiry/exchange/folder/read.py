"""Reads a folder of Markdown as the journal it was written from; a file that is not one of ours is skipped.

Every file is validated whole, and what is wrong is named by its file and place. Layout 1, in which records referred to
one another by number, is read too.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.errors import CannotRead, JournalNewer, NotFound, UsageMistake
from enquiry.exchange.encoding import EXPORT_VERSION
from enquiry.exchange.folder.text import FrontMatterError, FrontMatterFields, decode_markdown, parse_front_matter
from enquiry.exchange.folder.write import FORMAT, RECORDS, PlainFields, render_beliefs_file
from enquiry.exchange.importing.journal import ExportDocument, ExportedCycle, extract_journal, validate_export
from enquiry.foreign_files import (
    MAX_EXPORT_BYTES,
    MAX_NOTE_BYTES,
    MAX_NOTES,
    contain_parsing,
    read_foreign_file,
)
from enquiry.model.belief import Belief
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.references import iterate_names, replace_numbers
from enquiry.model.settings import Settings
from enquiry.progress import ProgressTracker, ignore_progress

T = TypeVar("T")

_TITLE = re.compile(r"# (?:(\d+) · )?(.*)")
_ENTRY = re.compile(r"## (\d+\.\d+|n\d+) · (\d{4}-\d\d-\d\d) · ([a-z]+)(?: · filed as \S+)?(?: · removed)?")
_BESIDE = re.compile(r"- ([a-z_]+): (.*)")
_MEASURED = re.compile(
    r"(.*) = (\S+?)(?: of (\S+?))?(?: \((?P<tally>\d+(?:, \d+)*) at its levels\))?"
    r"(?: \(SD (?P<sd>\S+)\))?(?: \((?P<not>not )?chosen\))?"
)
_FIELDS = {field.name: field for kind in (*ENTRY_CLASSES.values(), LooseNote) for field in msgspec.structs.fields(kind)}
_LISTS = {name for name, field in _FIELDS.items() if isinstance(field.default, tuple)}
_NUMBERS = {name for name, field in _FIELDS.items() if field.type == int | None}
_AMOUNTS = {name for name, field in _FIELDS.items() if field.type == int | float | None}
_FLAGS = {name for name, field in _FIELDS.items() if field.type is bool}
_HINT = "Mend it in the file; nothing was changed."


class FolderImport(NamedTuple):
    """The journal in a folder, the files that were skipped, and the numbers of the cycles whose files are missing."""

    journal: Journal
    passed_over: tuple[str, ...]
    missing: tuple[int, ...]


class _NotesFile(NamedTuple):
    """A file of ours: its name, its fields, the lines beneath them, and the number of the first of these lines."""

    name: str
    fields: FrontMatterFields
    lines: list[str]
    first: int


class _InboxFile(msgspec.Struct):
    notes: tuple[LooseNote, ...]


class _BeliefsFile(msgspec.Struct):
    beliefs: tuple[Belief, ...] = ()


class _JournalFile(msgspec.Struct):
    settings: Settings = Settings()
    measures: tuple[Measure, ...] = ()
    cycles: tuple[int, ...] = ()


def read_markdown_files(folder: Path) -> dict[str, bytes]:
    """Return the Markdown files in a folder, by their names. Raises CannotRead, and UsageMistake for too much."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".md" and not path.is_dir())
    except OSError as fault:
        raise CannotRead(f"{folder} can't be read: {fault.strerror}.", "Check that you may read all in it.") from fault
    if len(paths) > MAX_NOTES:
        words = f"{folder} holds {len(paths):,} files that end in .md; {MAX_NOTES:,} are the most that are read."
        raise UsageMistake(words, "Name the folder that enquiry wrote; nothing was changed.")
    files, left = dict[str, bytes](), MAX_EXPORT_BYTES
    for path in paths:
        files[path.name] = read_foreign_file(path, MAX_NOTE_BYTES)
        left -= len(files[path.name])
        if left < 0:
            raise UsageMistake(f"{folder} holds more than {MAX_EXPORT_BYTES:,} bytes.", "Nothing was changed.")
    return files


def find_cycle_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of the files in which cycles lie already, by the ids of the cycles."""
    names = {}
    for name, data in files.items():
        with suppress(UsageMistake):
            if (found := _split_file(name, data)) and found.fields.get("holds") == "cycle":
                names[str(found.fields.get("id"))] = name
    return names


def parse_folder(files: Mapping[str, bytes], source: str, follow: ProgressTracker = ignore_progress) -> FolderImport:
    """Return the journal that some files hold.

    Raises NotFound where none of them is ours, UsageMistake naming the file and the place that is wrong, and
    JournalNewer for files of a later layout.
    """
    passed_over, rows = list[str](), dict[str, list[tuple[_NotesFile, PlainFields]]]()
    for name, data in follow(files.items()):
        with contain_parsing(name, _HINT):
            if found := _split_file(name, data):
                rows.setdefault(str(found.fields.get("holds")), []).append((found, _read_fields(found)))
            else:
                passed_over.append(name)
    if not rows:
        raise NotFound(f"{source} holds no journal.", "Give a folder that enquiry export --format markdown wrote.")
    cycles = [cycle for _, cycle in rows.get("cycle", ())]
    ids = dict(iterate_names(cycles, (entry for cycle in cycles for entry in cycle["entries"])))

    def convert_files(kind: str, to: type[T]) -> Iterator[tuple[str, T]]:
        for file, fields in rows.get(kind, ()):
            plain = replace_numbers(fields, ids) if file.fields["enquiry"] == 1 else fields
            try:
                yield file.name, msgspec.convert(plain, to)
            except msgspec.ValidationError as fault:
                raise UsageMistake(f"{file.name}: {str(fault)[:300]}.", _HINT) from fault

    told = _join_files((name, one, ["the journal"]) for name, one in convert_files("journal", _JournalFile))
    held = list(convert_files("cycle", ExportedCycle))
    entries = _join_files((name, e, [e.id, f"entry {e.name}"]) for name, cycle in held for e in cycle.entries)
    of_cycle = dict[str, list[AnyEntry]]()
    for entry in entries:
        of_cycle.setdefault(entry.cycle, []).append(entry)
    bare = ((name, replace(cycle, entries=()), [cycle.id, f"cycle {cycle.number}"]) for name, cycle in held)
    whole = [replace(cycle, entries=tuple(of_cycle.get(cycle.id, ()))) for cycle in _join_files(bare)]
    notes = ((name, note) for name, one in convert_files("inbox", _InboxFile) for note in one.notes)
    inbox = _join_files((name, note, [note.id, f"note {note.name}"]) for name, note in notes)
    believed = ((name, belief) for name, one in convert_files("beliefs", _BeliefsFile) for belief in one.beliefs)
    beliefs = _join_files((name, belief, [belief.id, belief.name]) for name, belief in believed)
    index = next(iter(told), _JournalFile())
    order = {number: place for place, number in enumerate(index.cycles)}
    whole.sort(key=lambda cycle: (order.get(cycle.number, len(order)), cycle.number))
    document = ExportDocument(schema_version=EXPORT_VERSION, cycles=tuple(whole), inbox=tuple(inbox))
    document = replace(document, measures=index.measures, settings=index.settings, beliefs=tuple(beliefs))
    validate_export(document, source)
    missing = tuple(sorted(order.keys() - {cycle.number for cycle in whole}))
    return FolderImport(extract_journal(document), tuple(passed_over), missing)


def _join_files(found: Iterable[tuple[str, T, list[str]]]) -> list[T]:
    """Return what several files hold, each thing once, from triples of a file, a thing and the names it goes by.

    A synchroniser lays a copy beside a file that was changed in two places: what is the same in both is one. The last
    of the names is said. Raises UsageMistake for what has a name of another thing.
    """
    things, holders = list[T](), dict[str, tuple[str, T]]()
    for file, thing, names in found:
        there = next((holders[name] for name in names if name in holders), None)
        if there and there[1] != thing:
            words = f"{file}: another file holds {names[-1]} too, and differs: {there[0]}."
            raise UsageMistake(words, "Keep one of them; nothing was changed.")
        if not there:
            things.append(thing)
        holders.update((name, (file, thing)) for name in names)
    return things


def _split_file(name: str, data: bytes) -> _NotesFile | None:
    """Return a file's fields and lines, or None for a file that is not ours."""
    try:
        found = parse_front_matter(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as fault:
        if not data.startswith(b"---\nenquiry:"):
            return None
        raise UsageMistake(f"{name} is not UTF-8 text.", "Save it as UTF-8; nothing was changed.") from fault
    except FrontMatterError as fault:
        if b"\nenquiry:" not in data[:2000]:
            return None
        raise UsageMistake(f"{name}, {fault}.", _HINT) from fault
    if not found or "enquiry" not in found[0]:
        return None
    if (layout := found[0]["enquiry"]) not in range(1, FORMAT + 1):
        words = f"{name} has the layout {layout}; this program knows {FORMAT}."
        raise JournalNewer(words, "Update the program: pip install --upgrade enquiry")
    return _NotesFile(name, *found)


def _read_fields(file: _NotesFile) -> PlainFields:
    """Return what a file holds as plain values. Raises UsageMistake for one that holds nothing of a journal."""
    match file.fields.get("holds"):
        case "journal":
            return file.fields
        case "beliefs":
            return _read_beliefs(file)
        case "inbox":
            return {"notes": list(_parse_entries(file))}
        case "cycle":
            found = _TITLE.fullmatch(next((line for line in file.lines if line.startswith("# ")), ""))
            if not found or decode_markdown(found[2]) != file.fields.get("question"):
                words = f"{file.name}: the title and the question above it differ."
                raise UsageMistake(words, "Make them agree; nothing was changed.")
            told = {field: value for field, value in file.fields.items() if field not in ("enquiry", "holds")}
            return {**told, "entries": list(_parse_entries(file))}
        case other:
            raise UsageMistake(f"{file.name}: “{other}” is nothing a file of a journal holds.", _HINT)


def _read_beliefs(file: _NotesFile) -> PlainFields:
    """Return the beliefs in a file's fields. Raises UsageMistake where what stands beneath differs from them."""
    try:
        held = msgspec.convert(file.fields, _BeliefsFile)
    except msgspec.ValidationError as fault:
        raise UsageMistake(f"{file.name}: {str(fault)[:300]}.", _HINT) from fault
    written = parse_front_matter(render_beliefs_file(held.beliefs))
    beneath = [
        [line.rstrip() for line in lines if line.strip()] for lines in (written[1] if written else [], file.lines)
    ]
    if beneath[0] != beneath[1]:
        words = f"{file.name}: what stands beneath and the fields above it differ."
        raise UsageMistake(words, "Make them agree: the fields are what is read; nothing was changed.")
    return file.fields


# --- the entries ------------------------------------------------------------------------------------------------------


def _parse_entries(file: _NotesFile) -> Iterator[PlainFields]:
    """Yield the entries of a file. Raises UsageMistake for one without a record, and for a record without an entry."""
    name, lines = file.name, file.lines
    at = next((place for place, line in enumerate(lines) if line.rstrip() == RECORDS), len(lines))
    begins = next((place for place, line in enumerate(lines[at:], at) if line.startswith("```")), len(lines))
    try:
        records = json.loads("\n".join(lines[begins + 1 :]).rpartition("```")[0] or "{}")
    except ValueError as fault:
        raise UsageMistake(f"{name}: the records at its end can't be read: {fault}.", _HINT) from fault
    if not isinstance(records, dict) or not all(isinstance(record, dict) for record in records.values()):
        raise UsageMistake(f"{name}: the records at its end are not records.", _HINT)
    starts = [place for place in range(at) if lines[place].startswith("## ")]
    for start, end in pairwise([*starts, at]):
        found = _ENTRY.fullmatch(lines[start].rstrip())
        if not found:
            raise UsageMistake(f"{name}, line {file.first + start}: this heading names no entry.", _HINT)
        if found[1] not in records:
            words = f"{name}, line {file.first + start}: {found[1]} has no record at the end of the file."
            raise UsageMistake(words, "Write new entries with enquiry itself; nothing was changed.")
        head: PlainFields = {"name": found[1], "happened_on": found[2], **records.pop(found[1])}
        head |= {"kind": found[3], "cycle": file.fields.get("id")} if "." in found[1] else {}
        yield head | _parse_body(lines[start + 1 : end])
    if records:
        words = f"{name}: {', '.join(records)} stands in the records and nowhere else."
        raise UsageMistake(words, "Bring it back, or take it out of the records too; nothing was changed.")


def _parse_body(lines: list[str]) -> PlainFields:
    """Return the words of an entry, and the fields in the lines beneath them."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    beside = list[tuple[str, str]]()
    while end and (found := _BESIDE.fullmatch(lines[end - 1].rstrip())) and found[1] in _FIELDS:
        beside.append((found[1], found[2]))
        end -= 1
    fields: PlainFields = {"text": decode_markdown("\n".join(lines[:end]).strip("\n"))}
    for name, written in reversed(beside):
        if name in _LISTS:
            fields.setdefault(name, []).append(_LIST_READERS.get(name, decode_markdown)(written))
        elif name in _FLAGS or name == "citation" or (name in _AMOUNTS and re.fullmatch(r"[0-9.]{1,12}", written)):
            fields[name] = _load_json(written)
        else:
            fields[name] = (
                int(written) if name in _NUMBERS and re.fullmatch("[0-9]{1,9}", written) else decode_markdown(written)
            )
    return fields


def _parse_measure_value(written: str) -> PlainFields:
    if not (found := _MEASURED.fullmatch(written)):
        return {"measure": written}
    more = {name: _load_json(told) for name, told in (("of", found[3]), ("sd", found["sd"])) if told}
    more |= {"tally": [int(count) for count in found["tally"].split(", ")]} if found["tally"] else {}
    chosen = {"chosen": not found["not"]} if written.endswith("chosen)") else {}
    return {"measure": decode_markdown(found[1]), "value": _load_json(found[2]), **more, **chosen}


def _load_json(written: str) -> object:
    try:
        return json.loads(written)
    except ValueError:
        return written


_LIST_READERS: dict[str, Callable[[str], object]] = {
    "values": _parse_measure_value,
    "parts": _load_json,
    "tried": _load_json,
}
"""How each item of a list is read, where it is not a text."""
