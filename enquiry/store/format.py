"""The format: tables of rows as the bytes of a readable file, one row a line, sealed by a checksum over all the rest.

    {
    "about": {
    "1": {"program":"enquiry","format":2,"generation":12,"checksum":"sha256:…"}
    },
    "cycles": {
    "1": {"id":"…","number":1, …},
    "2": {"id":"…","number":2, …}
    },
    "inbox": {
    }
    }

It is JSON, in UTF-8, that `TinyDB(path)` opens. The checksum is over every byte of the file but its own 64 digits.
Rows stand in the order of their numbers. A row that was not changed is carried over as the bytes it was.

Earlier formats are read by the rooms named after them (`format_1`), and written as the present one at the next change.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from math import isfinite

import msgspec
from msgspec import Raw

from enquiry.errors import CannotWrite
from enquiry.store import format_1
from enquiry.store.damage import ABOUT, FORMAT, PROGRAM, damaged, diagnosis
from enquiry.store.places import Place

Row = Mapping[str, object] | Raw
Tables = dict[str, dict[str, Raw]]

_OPENING = b'{\n"%s": {\n"1": {"program":"%s","format":%d,"generation":' % (ABOUT.encode(), PROGRAM.encode(), FORMAT)
_HEAD = re.compile(
    re.escape(_OPENING).replace(rb":%d" % FORMAT, rb":(?P<format>[1-9][0-9]{0,5})")
    + rb'(?P<generation>[1-9][0-9]{0,14}),"checksum":"sha256:(?P<checksum>[0-9a-f]{64})"\}\n\}'
)
_EARLIER = {1: format_1.as_format_2}
"""The way from each earlier format to the one after it."""

_TABLES: msgspec.json.Decoder[Tables] = msgspec.json.Decoder(dict[str, dict[str, Raw]])
_ENCODER = msgspec.json.Encoder()
_encode = _ENCODER.encode


class Sealed(msgspec.Struct, frozen=True):
    """What a file holds: how often it has been written, its tables without the one about itself, and its format.

    The tables of an earlier format are given as the present one has them.
    """

    generation: int
    tables: Tables
    format: int = FORMAT


def sealed(generation: int, tables: Mapping[str, Mapping[str, Row]]) -> bytes:
    """Return the bytes of the file that holds `tables`.

    Raises CannotWrite for what JSON can't give back: NaN, infinities, lone surrogates, keys that are not strings,
    whole numbers beyond 64 bits, and anything but text, numbers, booleans, None, lists and objects.
    """
    before = _OPENING + b'%d,"checksum":"sha256:' % generation
    after = b'"}\n}' + _laid_out(tables)
    return b"".join((before, _checksum(before, after), after))


def opened(data: bytes, place: Place) -> Sealed:
    """Return what the bytes of a journal's file hold, once they are proved to be as they were written.

    Raises JournalDamaged, EditedOutside or JournalNewer, which name the file at `place` and what is wrong with it.
    """
    head = _HEAD.match(data)
    view = memoryview(data)
    if not head or int(head["format"]) > FORMAT or _checksum(view[: head.start(3)], view[head.end(3) :]) != head[3]:
        raise diagnosis(data, place)
    try:
        tables = _TABLES.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise damaged(f"it is no object of tables ({fault})", place) from fault
    del tables[ABOUT]
    if not _is_laid_out(data, head.end(), tables):
        raise damaged("its lines are not laid out as this program writes them", place)
    form = int(head["format"])
    return Sealed(int(head["generation"]), migrated(tables, form), form)


def migrated(tables: Tables, form: int) -> Tables:
    """Return the tables of a file of an earlier format as the present one has them."""
    for earlier in range(form, FORMAT):
        tables = _EARLIER[earlier](tables)
    return tables


def mark_of(data: bytes) -> str:
    """Return eight signs by which the bytes of a file are known among its earlier versions."""
    head = _HEAD.match(data)
    return (head["checksum"].decode() if head else sha256(data).hexdigest())[:8]


def _is_laid_out(data: bytes, start: int, tables: Tables) -> bool:
    # A table or a row that stands twice is read once, so it shows here too.
    try:
        body = _laid_out(tables)
    except CannotWrite:
        return False
    return len(data) == start + len(body) and data.endswith(body)


def _checksum(before: bytes | memoryview, after: bytes | memoryview) -> bytes:
    checksum = sha256(before)
    checksum.update(after)
    return checksum.hexdigest().encode()


def _laid_out(tables: Mapping[str, Mapping[str, Row]]) -> bytes:
    try:
        pieces = [piece for name, rows in tables.items() for piece in _table(name, rows)]
    except UnicodeEncodeError as fault:
        raise _unkeepable("text with half a character in it") from fault
    except RecursionError as fault:
        raise _unkeepable("lists within lists without end") from fault
    except (ValueError, KeyError) as fault:  # a number written otherwise than numbers are is none
        raise _unkeepable("rows that are not numbered") from fault
    return b"".join((*pieces, b"\n}\n"))


def _table(name: str, rows: Mapping[str, Row]) -> list[bytes | Raw]:
    if name == ABOUT:
        raise _unkeepable(f"a table named “{ABOUT}”, which is the file's own,")
    pieces: list[bytes | Raw] = [b",\n", _encode(name), b": {\n"]
    for number in sorted(map(int, rows)):
        pieces += (b'"%d": ' % number, _row(rows[str(number)]), b",\n")
    pieces[-1:] = [b"\n", b"}"] if rows else [pieces[-1], b"}"]
    return pieces


def _row(row: Row) -> bytes | Raw:
    if isinstance(row, Raw):
        return row
    _refuse_unkeepable(row)
    return _encode(row)


def _refuse_unkeepable(value: object) -> None:
    match value:
        case float() if not isfinite(value):
            raise _unkeepable(f"the number {value}")
        case int() if not -(2**63) <= value < 2**64:
            raise _unkeepable("a whole number beyond 64 bits")
        case None | str() | int() | float() | Raw():
            return
        case list() | tuple():
            for item in value:
                _refuse_unkeepable(item)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise _unkeepable(f"a key that is not text ({type(key).__name__})")
                _refuse_unkeepable(item)
        case _:
            raise _unkeepable(f"a value of the type {type(value).__name__}")


def _unkeepable(what: str) -> CannotWrite:
    return CannotWrite(f"The journal can't hold {what}, so nothing was changed.", "Leave it out, then try again.")
