"""The journal's values as the plain objects that every JSON answer is made of: every field is there, always.

The same objects make up the export, so that a program which reads one reads all. The shape is published as a JSON
Schema in `enquiry/data/schema`, with the number SCHEMA_VERSION.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

import msgspec

from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.progress import Follow, unfollowed
from enquiry.unsafe_chars import ACTING

SCHEMA_VERSION = 1

Object = dict[str, object]


def as_json(document: Mapping[str, object]) -> bytes:
    """Return one JSON document as UTF-8, indented, beginning with its `schema_version`."""
    return indented({"schema_version": SCHEMA_VERSION, **document})


def indented(value: object) -> bytes:
    r"""Return a value as JSON to read, in UTF-8.

    Whoever prints it on a terminal is safe: what could act there is written by its number (`\u009b`), which any
    program reads as the same text.
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return re.sub(ACTING, lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def path_text(path: object) -> str:
    """Return a path as text that JSON can hold: bytes in it that are not UTF-8 become `?`."""
    return str(path).encode("utf-8", "replace").decode()


def entry_object(entry: AnyEntry) -> Object:
    """Return an entry as an object; `kind` and `name` come first."""
    return {"kind": entry.kind.value, "name": entry.name, **_fields(entry)}


def note_object(note: LooseNote) -> Object:
    """Return an inbox note as an object."""
    return {"name": note.name, **_fields(note)}


def cycle_object(cycle: Cycle, *, removed: bool = False) -> Object:
    """Return a cycle as an object with its `question`, and its entries in the order in which they happened.

    With `removed` the entries marked as removed are there too, in the order in which they were written.
    """
    entries = cycle.entries if removed else cycle.kept
    return {
        "number": cycle.number,
        "question": cycle.question,
        **_fields(cycle),
        "entries": [entry_object(entry) for entry in entries],
    }


def journal_object(journal: Journal, follow: Follow = unfollowed) -> Object:
    """Return the whole journal, what was removed included, so that an import can give it back unchanged."""
    return {
        "settings": _fields(journal.settings),
        "cycles": [cycle_object(cycle, removed=True) for cycle in follow(journal.cycles)],
        "inbox": [note_object(note) for note in journal.inbox],
        "measures": [_fields(measure) for measure in journal.measures],
    }


def _fields(value: msgspec.Struct) -> Object:
    return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}


def _plain(value: object) -> object:
    match value:
        case msgspec.Struct():
            return _fields(value)
        case Enum():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
