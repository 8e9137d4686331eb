"""The one JSON encoder: typed values as documents that any program reads and any terminal may show.

Objects hold every field of their value, always. Enums become their values, days and moments ISO 8601, paths text.
"""

import re
from datetime import date
from functools import cache
from pathlib import PurePath
from types import NoneType
from typing import Any

import msgspec

from enquiry.unsafe_chars import UNSAFE_CHARS

SCHEMA_VERSION = 1
"""The number that every answer begins with; a change that old readers can't follow raises it."""
EXPORT_VERSION = 2
"""The version of the export, in which records refer to one another by id; in version 1 they did by number."""


def encode_answer(answer: msgspec.Struct) -> bytes:
    """Return an answer as one JSON document in UTF-8, indented, beginning with its `schema_version`."""
    version = getattr(answer, "schema_version", SCHEMA_VERSION)
    return _format_plain({"schema_version": version, **convert_fields(answer)})


def format_json(value: object) -> bytes:
    r"""Return any value as JSON to read, in UTF-8.

    Whoever prints it on a terminal is safe: unsafe characters are written by their number (`\u009b`), which any
    program reads as the same text.
    """
    return _format_plain(convert_value(value))


def _format_plain(value: object) -> bytes:
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return re.sub(UNSAFE_CHARS, lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def format_path(path: object) -> str:
    """Return a path as text that JSON can hold: bytes in it that are not UTF-8 become `?`."""
    return str(path).encode("utf-8", "replace").decode()


_AS_IT_IS = {str, int, float, bool, NoneType}


def convert_value(value: object) -> object:
    """Return a value made of what JSON knows: a Struct or NamedTuple becomes an object, a tuple an array."""
    if isinstance(value, date):  # or a moment
        return value.isoformat()
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [item if type(item) in _AS_IT_IS else convert_value(item) for item in value]
    if isinstance(value, tuple | msgspec.Struct):
        return convert_fields(value)
    if isinstance(value, dict):
        return {key: convert_value(item) for key, item in value.items()}
    return format_path(value) if isinstance(value, PurePath) else value


def convert_fields(value: object) -> dict[str, object]:
    """Return a Struct or NamedTuple as an object: a tagged Struct says first which one it is."""
    kind: Any = type(value)
    tag, names = list_json_names(kind)
    found = dict(tag)
    for name, key in names:
        item = getattr(value, name)
        found[key] = item if type(item) in _AS_IT_IS else convert_value(item)
    return found


@cache
def list_json_names(kind: type[Any]) -> tuple[dict[str, object], tuple[tuple[str, str], ...]]:
    """Return the tag of a Struct or NamedTuple class, if any, and each field's name with its name in JSON."""
    if not issubclass(kind, msgspec.Struct):
        return {}, tuple((name, name) for name in kind._fields)
    config = kind.__struct_config__
    tag: dict[str, object] = {str(config.tag_field): config.tag} if config.tag_field else {}
    return tag, tuple(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))
