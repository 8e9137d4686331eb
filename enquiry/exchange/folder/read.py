"""A folder of Markdown read as the journal it was written from; a file that is not one of ours is passed over.

Every file is checked whole, and what is wrong is named by its file and place.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from enquiry.errors import CannotRead, JournalNewer, NotFound, UsageMistake
from enquiry.exchange.encoding import SCHEMA_VERSION
from enquiry.exchange.folder.text import FrontMatterError, FrontMatterFields, decode_markdown, parse_front_matter
from enquiry.exchange.folder.write import FORMAT, RECORDS, PlainFields
from enquiry.exchange.importing.journal import ExportDocument, ExportedCycle, extract_journal, validate_export
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.journal import Journal, LooseNote, Settings
from enquiry.model.measure import Measure
from enquiry.progress import ProgressTracker, ignore_progress

T = TypeVar("T")

_TITLE = re.compile(r"# (?:(\d+) · )?(.*)")
_ENTRY = re.compile(r"## (\d+\.\d+|n\d+) · (\d{4}-\d\d-\d\d) · ([a-z]+)(?: · removed)?")
_BESIDE = re.compile(r"- ([a-z_]+): (.*)")
_MEASURED = re.compile(r"(.*) = (\S+?)(?: \(SD (\S+)\))?")
_FIELDS = {field.name: field for kind in (*ENTRY_CLASSES.values(), LooseNote) for field in msgspec.structs.fields(kind)}
_LISTS = {name for name, field in _FIELDS.items() if isinstance(field.default, tuple)}
_NUMBERS = {name for name, field in _FIELDS.items() if field.type == int | None}
_TAKE_AWAY = "Take one away; nothing was changed."
_AGREE = "Make them agree; nothing was changed."
_HINT = "Mend it in the file; nothing was changed."


class FolderImport(NamedTuple):
    """The journal in a folder, the files that were passed over, and the cycles whose files are missing."""

    journal: Journal
    passed_over: tuple[str, ...]
    missing: tuple[int, ...]


class _InboxFile(msgspec.Struct):
    notes: tuple[LooseNote, ...]


class _JournalFile(msgspec.Struct):
    settings: Settings = Settings()
    measures: tuple[Measure, ...] = ()
    cycles: tuple[int, ...] = ()


def read_markdown_files(folder: Path) -> dict[str, bytes]:
    """Return the Markdown files that lie in a folder, by their names. Raises CannotRead."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md")) if path.is_file()}
    except OSError as fault:
        raise CannotRead(f"{folder} can't be read: {fault.strerror}.", "Check that you may read all in it.") from fault


def find_cycle_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of the files in which cycles lie already, by the ids of the cycles."""
    names = {}
    for name, data in files.items():
        try:
            fields = _split_file(name, data)
        except UsageMistake:
            continue
        if fields and fields[0].get("holds") == "cycle":
            names[str(fields[0].get("id"))] = name
    return names


def parse_folder(files: Mapping[str, bytes], source: str, follow: ProgressTracker = ignore_progress) -> FolderImport:
    """Return the journal that some files hold.

    Raises NotFound where none of them is ours, UsageMistake naming the file and the place that is wrong, and
    JournalNewer for files of a later layout.
    """
    told, cycles, notes, passed_over = _JournalFile(), dict[int, ExportedCycle](), tuple[LooseNote, ...](), list[str]()
    for name, data in follow(files.items()):
        if not (found := _split_file(name, data)):
            passed_over.append(name)
            continue
        match found[0].get("holds"):
            case "journal":
                told = _convert_fields(_JournalFile, found[0], name)
            case "inbox":
                notes = _convert_fields(_InboxFile, {"notes": list(_parse_entries(name, *found[1:]))}, name).notes
            case "cycle":
                cycle = _parse_cycle(name, *found)
                _refuse_twice(cycles, cycle, name)
                cycles[cycle.number] = cycle
            case other:
                raise UsageMistake(f"{name}: “{other}” is nothing a file of a journal holds.", _HINT)
    if len(passed_over) == len(files):
        raise NotFound(f"{source} holds no journal.", "Give a folder that enquiry export --format markdown wrote.")
    order = {number: place for place, number in enumerate(told.cycles)}
    ordered = sorted(cycles.values(), key=lambda cycle: (order.get(cycle.number, len(order)), cycle.number))
    document = ExportDocument(
        schema_version=SCHEMA_VERSION,
        cycles=tuple(ordered),
        inbox=notes,
        measures=told.measures,
        settings=told.settings,
    )
    validate_export(document, source)
    missing = tuple(number for number in told.cycles if number not in cycles)
    return FolderImport(extract_journal(document), tuple(passed_over), missing)


def _refuse_twice(cycles: Mapping[int, ExportedCycle], cycle: ExportedCycle, name: str) -> None:
    if cycle.number in cycles:
        raise UsageMistake(
            f"{name}: another file holds cycle {cycle.number} too.", "Take one away; nothing was changed."
        )


def _split_file(name: str, data: bytes) -> tuple[FrontMatterFields, list[str], int] | None:
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
    if found[0]["enquiry"] != FORMAT:
        words = f"{name} has the layout {found[0]['enquiry']}; this program knows {FORMAT}."
        raise JournalNewer(words, "Update the program: pip install --upgrade enquiry")
    return found


def _parse_cycle(name: str, fields: FrontMatterFields, lines: list[str], first: int) -> ExportedCycle:
    title = next((line for line in lines if line.startswith("# ")), "")
    found = _TITLE.fullmatch(title)
    if not found or decode_markdown(found[2]) != fields.get("question"):
        raise UsageMistake(
            f"{name}: the title and the question above it differ.", "Make them agree; nothing was changed."
        )
    told = {field: value for field, value in fields.items() if field not in ("enquiry", "holds")}
    return _convert_fields(ExportedCycle, {**told, "entries": list(_parse_entries(name, lines, first))}, name)


def _convert_fields(kind: type[T], fields: PlainFields, name: str) -> T:
    """Return fields as a value. Raises UsageMistake naming the file and the place in it."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as fault:
        raise UsageMistake(f"{name}: {fault}.", _HINT) from fault


# --- the entries ------------------------------------------------------------------------------------------------------


def _parse_entries(name: str, lines: list[str], first: int) -> Iterator[PlainFields]:
    """Yield the entries of a file. Raises UsageMistake for one without a record, and for a record without an entry."""
    at = next((place for place, line in enumerate(lines) if line.rstrip() == RECORDS), len(lines))
    records = _parse_records(name, lines[at:])
    starts = [place for place in range(at) if lines[place].startswith("## ")]
    for start, end in pairwise([*starts, at]):
        found = _ENTRY.fullmatch(lines[start].rstrip())
        if not found:
            raise UsageMistake(f"{name}, line {first + start}: this heading names no entry.", _HINT)
        if found[1] not in records:
            words = f"{name}, line {first + start}: {found[1]} has no record at the end of the file."
            raise UsageMistake(words, "Write new entries with enquiry itself; nothing was changed.")
        head: PlainFields = {"name": found[1], "happened_on": found[2], **records.pop(found[1])}
        head |= {"kind": found[3], "cycle": int(found[1].partition(".")[0])} if "." in found[1] else {}
        yield head | _parse_body(lines[start + 1 : end])
    if records:
        words = f"{name}: {', '.join(records)} stands in the records and nowhere else."
        raise UsageMistake(words, "Bring it back, or take it out of the records too; nothing was changed.")


def _parse_records(name: str, lines: list[str]) -> dict[str, PlainFields]:
    begins = next((place for place, line in enumerate(lines) if line.startswith("```")), len(lines))
    try:
        found = json.loads("\n".join(lines[begins + 1 :]).rpartition("```")[0] or "{}")
    except ValueError as fault:
        raise UsageMistake(f"{name}: the records at its end can't be read: {fault}.", _HINT) from fault
    if not isinstance(found, dict) or not all(isinstance(record, dict) for record in found.values()):
        raise UsageMistake(f"{name}: the records at its end are not records.", _HINT)
    return found


def _parse_body(lines: list[str]) -> PlainFields:
    """Return the words of an entry, and the fields in the lines beneath them."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    beside = len(lines)
    while beside and (found := _BESIDE.fullmatch(lines[beside - 1].rstrip())) and found[1] in _FIELDS:
        beside -= 1
    fields: PlainFields = {"text": decode_markdown("\n".join(lines[:beside]).strip("\n"))}
    for line in lines[beside:]:
        if found := _BESIDE.fullmatch(line.rstrip()):
            _put(fields, found[1], found[2])
    return fields


def _put(fields: PlainFields, name: str, written: str) -> None:
    if name in _LISTS:
        fields.setdefault(name, []).append(_IN_LISTS.get(name, decode_markdown)(written))
    else:
        fields[name] = int(written) if name in _NUMBERS and written.isdecimal() else decode_markdown(written)


def _parse_measure_value(written: str) -> PlainFields:
    found = _MEASURED.fullmatch(written)
    if not found:
        return {"measure": written}
    numbers = {"value": found[2]} | ({"sd": found[3]} if found[3] else {})
    return {"measure": decode_markdown(found[1]), **{name: _load_json(text) for name, text in numbers.items()}}


def _load_json(written: str) -> object:
    try:
        return json.loads(written)
    except ValueError:
        return written


_IN_LISTS: dict[str, Callable[[str], object]] = {"values": _parse_measure_value, "parts": _load_json}
"""How each of what a list holds is read, where it is not a text."""
