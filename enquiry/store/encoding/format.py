"""The file format: tables of rows as readable JSON, one row a line, with a checksum over all the rest.

    {
    "about": {
    "1": {"program":"enquiry","format":3,"generation":12,"checksum":"sha256:…"}
    },
    "cycles": {
    "1": {"id":"…","number":1, …},
    "2": {"id":"…","number":2, …}
    },
    "inbox": {
    }
    }

It is JSON in UTF-8 that `TinyDB(path)` opens. The checksum is over every byte of the file but its own 64 digits.
Rows stand in the order of their numbers (`layout`). Bytes of a row that is not changed are carried over as they are.

Earlier formats are brought up when they are read (`earlier`), and written as the present one at the next change.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec
from msgspec import Raw

from enquiry.dates.period import spell_moment
from enquiry.errors import EditedOutside, JournalDamaged, JournalNewer
from enquiry.model.checks.flaws import find_doubled_key, quote_briefly
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding import layout
from enquiry.store.encoding.earlier import convert_to_format_2, convert_to_format_3, keep_tables
from enquiry.store.encoding.layout import ABOUT_TABLE, FORMAT, PROGRAM

T = TypeVar("T")
RawTables = dict[str, dict[str, Raw]]

_HEADER_START = f'{{\n"{ABOUT_TABLE}": {{\n"1": {{"program":"{PROGRAM}","format":{FORMAT},"generation":'.encode()
_FILE_HEADER = re.compile(
    re.escape(_HEADER_START).replace(rb":%d" % FORMAT, rb":(?P<format>[1-9][0-9]{0,5})")
    + rb'(?P<generation>[1-9][0-9]{0,14}),"checksum":"sha256:(?P<checksum>[0-9a-f]{64})"\}\n\}'
)
_MIGRATIONS = {1: convert_to_format_2, 2: convert_to_format_3} | dict.fromkeys(range(3, FORMAT), keep_tables)
"""The way from each earlier format to the one after it."""

_TABLES_DECODER: msgspec.json.Decoder[RawTables] = msgspec.json.Decoder(dict[str, dict[str, Raw]])
LAYOUT_FLAW = "its lines are not laid out as this program writes them"
_HISTORY = b'\n"history": {\n'
_UNTOUCHED = "The journal was left untouched."

_BYTE_DAMAGE = (
    (rb"\A\Z", "it is empty"),
    (rb"\A\0*\Z", "it holds nothing but zeros"),
    (rb"\A\xef\xbb\xbf", "it begins with a byte order mark, which some editors add"),
    (rb"\A(\xff\xfe|\xfe\xff)", "it was saved as UTF-16, not UTF-8"),
    (rb"(?m)^(<{7}|={7}|>{7})", "it holds the marks of a merge (<<<<<<<)"),
)
"""Patterns of bytes that no journal has, and what each means."""


class VerifiedFile(msgspec.Struct, frozen=True):
    """A file whose checksum fits: how often it was written, its bytes, and its format."""

    generation: int
    data: bytes
    format: int


def encode_file(generation: int, tables: Mapping[str, Mapping[str, Raw]], form: int = FORMAT) -> bytes:
    """Return the bytes of a file that holds `tables`, of the present format where no other is named."""
    return b"".join(encode_lines(generation, layout.encode_tables(tables), form)[1])


def encode_lines(
    generation: int, lines: layout.ByteChunks, form: int = FORMAT
) -> tuple[str, Sequence[bytes | memoryview]]:
    """Return the mark (see `compute_file_mark`) and the pieces of the file that has these lines after its header."""
    start = _HEADER_START.replace(b":%d," % FORMAT, b":%d," % form)
    before, after = start + b'%d,"checksum":"sha256:' % generation, (b'"}\n', *lines)
    checksum = _compute_checksum(before, *after)
    return checksum[:8].decode(), (before, checksum, *after)


def verify_file(data: bytes, place: JournalPath) -> VerifiedFile:
    """Check the header and the checksum of a journal's bytes.

    Raises JournalDamaged, EditedOutside or JournalNewer, which name the file at `place` and what is wrong with it.
    """
    head, view = _FILE_HEADER.match(data), memoryview(data)
    form = int(head["format"]) if head else 0
    if not head or form > FORMAT or _compute_checksum(view[: head.start(3)], view[head.end(3) :]) != head[3]:
        raise _build_diagnosis_error(data, place)
    return VerifiedFile(int(head["generation"]), data, form)


def decode_tables(kept: VerifiedFile, place: JournalPath) -> RawTables:
    """Return the tables of a file converted to the present format, without the one about the file itself.

    Raises JournalDamaged for lines that are not laid out as this program writes them.
    """
    return migrate_tables(decode_own_tables(kept, place), kept.format)


def decode_own_tables(kept: VerifiedFile, place: JournalPath) -> RawTables:
    """Return the same in the format that the file has."""
    try:
        tables = _TABLES_DECODER.decode(kept.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise build_damage_error(f"it is no object of tables ({fault})", place) from fault
    del tables[ABOUT_TABLE]
    try:
        layout.find_table_spans(kept.data, {name: map(int, rows) for name, rows in tables.items()})
    except ValueError as fault:
        raise build_damage_error(LAYOUT_FLAW, place) from fault
    return tables


def prove_layout(kept: VerifiedFile, place: JournalPath) -> None:
    """Raise JournalDamaged for a file of which encoding its tables again would not give the same bytes.

    Slower than opening, and finds what opening does not: a row that stands twice on one line, a key twice in a row.
    """
    tables = decode_tables(kept, place)
    if kept.format == FORMAT and encode_file(kept.generation, tables) != kept.data:
        raise build_damage_error(LAYOUT_FLAW, place)
    refuse_doubled_key(kept.data, place)


def refuse_doubled_key(data: bytes, place: JournalPath) -> None:
    """Raise JournalDamaged for JSON in which a key stands twice in one object: of two values one would be lost."""
    if key := find_doubled_key(data):
        raise build_damage_error(f"in one of its rows the key {quote_briefly(key)} stands twice", place)


def migrate_tables(tables: RawTables, form: int) -> RawTables:
    """Convert tables of an earlier format to the present one, format by format."""
    for earlier in range(form, FORMAT):
        tables = _MIGRATIONS[earlier](tables)
    return tables


def compute_file_mark(data: bytes) -> str:
    """Return the eight hexadecimal digits that identify a file's bytes among its versions: its checksum's first."""
    head = _FILE_HEADER.match(data)
    return (head["checksum"].decode() if head else sha256(data).hexdigest())[:8]


def _compute_checksum(*pieces: bytes | memoryview) -> bytes:
    checksum = sha256()
    for piece in pieces:
        checksum.update(piece)
    return checksum.hexdigest().encode()


# --- What is wrong with a file that is not as this program wrote it, and how to restore it.


def build_damage_error(what: str, place: JournalPath) -> JournalDamaged:
    """Return the error for a damaged file at `place`; `what` completes “the journal is damaged: …”."""
    return JournalDamaged(f"The journal {place.named} is damaged: {what}.", _suggest_restore(place))


def _build_diagnosis_error(data: bytes, place: JournalPath) -> JournalDamaged:
    """Return the most precise error for bytes whose checksum is wrong or missing."""
    if wrong := _find_damage(data):
        return build_damage_error(wrong, place)
    tables = _decode_or_none(data, dict[str, Raw])
    about = _decode_or_none(tables.get(ABOUT_TABLE, b""), dict[str, layout.FileHeader]) if tables else None
    said = about.get("1") if about else None
    if not said or said.program != PROGRAM:
        return build_damage_error("it is not a journal of this program", place)
    if said.format > FORMAT:
        words = f"The journal {place.named} is of format {said.format}; this program knows formats up to {FORMAT}."
        return JournalNewer(words, f"Install a later version of enquiry. {_UNTOUCHED}")
    if said.format < 1 or not _decode_or_none(data, dict[str, dict[str, dict[str, Raw]]]):
        return build_damage_error("its tables are not as this program writes them", place)
    words = f"The journal {place.named} was changed by something other than enquiry: its checksum does not fit."
    return EditedOutside(
        words, _suggest_restore(place, "enquiry restore --accept-edit shows what was changed and keeps it; ")
    )


def _suggest_restore(place: JournalPath, first: str = "") -> str:
    """Return the hint of an error about a file that can't be used: that it is untouched, and how to restore it."""
    best = place.find_backup()
    if not best:
        return f"{_UNTOUCHED} {first or 'Put a copy of it in its place: '}enquiry restore FILE"
    back = f"enquiry restore {best.name} goes back to {spell_moment(best.at)} ({best.holds})"
    return f"{_UNTOUCHED} {first}{back}"


def _find_damage(data: bytes) -> str:
    """Return what keeps bytes from being JSON in UTF-8, in words, or nothing where they are."""
    if wrong := next((words for pattern, words in _BYTE_DAMAGE if re.search(pattern, data)), ""):
        return wrong
    try:
        msgspec.json.decode(data)
    except UnicodeDecodeError as fault:
        return f"it holds a byte that is not UTF-8 text ({fault.object[fault.start]:#04x})"
    except RecursionError:
        return "it holds lists within lists without end"
    except msgspec.DecodeError as fault:
        return "it ends too early" if "truncated" in str(fault) else f"it is not JSON ({fault})"
    return ""


def _decode_or_none(data: bytes | Raw, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def read_history_end(data: bytes) -> tuple[int, str]:
    """Return how many steps the history in a journal's bytes holds, and the id of the last, by the table's lines."""
    start = data.rfind(_HISTORY) + len(_HISTORY)
    end = data.find(b"\n}", start - 1)
    if end < start:
        return 0, ""
    last = re.search(rb'"id":"([^"]+)"', data[data.rfind(b"\n", start - 1, end) + 1 : end])
    return data.count(b"\n", start, end) + 1, last[1].decode() if last else ""
