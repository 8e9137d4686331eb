"""The layout: a header of one shape in every format, then tables as lines, one row a line in the order of numbers.

Opening a file finds where each line begins, which proves the layout. A change then copies the unchanged parts of the
old file and encodes only the lines that it changes.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Raw

PROGRAM = "enquiry"
FORMAT = 6
ABOUT_TABLE = "about"
"""The table that holds the header as its only row."""

RowChanges = Mapping[int, bytes | None]
"""Row number to the row's new JSON, or None for a row that is removed."""
ByteChunks = Iterable[bytes | memoryview]

_TABLES_END = b"}\n}\n"


class FileHeader(msgspec.Struct, frozen=True):
    """The fields of the header that every format has; a file's generation and checksum stand beside them."""

    program: str
    format: int


class TableSpan(NamedTuple):
    """Byte offsets of a table's lines in a file: the first, the one after the last, and by row number each line's."""

    start: int
    stop: int
    lines: dict[int, int]


def encode_tables(tables: Mapping[str, Mapping[str, Raw]]) -> ByteChunks:
    """Yield the lines of all tables, which follow the row about the file itself."""
    for name, rows in tables.items():
        yield _encode_table_heading(name)
        yield from _join_row_lines(b'"%d": %b' % (number, rows[str(number)]) for number in sorted(map(int, rows)))
    yield _TABLES_END


def encode_row_lists(tables: Mapping[str, Iterable[object]]) -> ByteChunks:
    """Yield the lines of all tables, a table at a time, given the values of their rows, which are numbered from 1."""
    for name, rows in tables.items():
        yield _encode_table_heading(name)
        lines = msgspec.json.Encoder().encode_lines(rows).splitlines()
        if lines:
            yield b",\n".join([b'"%d": %b' % numbered for numbered in enumerate(lines, 1)]) + b"\n"
    yield _TABLES_END


def find_table_spans(data: bytes, tables: Mapping[str, Iterable[int]]) -> dict[str, TableSpan]:
    """Return the spans of these tables, given the numbers of their rows in order.

    Raises ValueError for bytes that `encode_tables` would not give for them. A table or a row that stands twice is
    among these: a JSON decoder gives it once.
    """
    spans, at = dict[str, TableSpan](), data.index(b"\n}") + 1
    stands, next_line = data.startswith, data.find  # looked up once: there are ten thousand rows
    for name, numbers in tables.items():
        if not stands(_encode_table_heading(name), at):
            raise ValueError(f"no table {name}")
        at = start = at + len(_encode_table_heading(name))
        before, lines = -(2**63), dict[int, int]()
        for number in numbers:
            if number <= before or not stands(b'"%d": ' % number, at):
                raise ValueError(f"no row {number}")
            lines[number], before = at, number
            at = next_line(b"\n", at) + 1
        spans[name] = TableSpan(start, at, lines)
    if data[at:] != _TABLES_END:
        raise ValueError("no end")
    return spans


def splice_tables(data: bytes, spans: Mapping[str, TableSpan], changes: Mapping[str, RowChanges]) -> ByteChunks:
    """Yield the lines of all tables with these rows changed, as views of `data` wherever they are unchanged.

    A row that is there is replaced in its place; new rows follow at the end of their table.
    """
    view, at = memoryview(data), data.index(b"\n}") + 1
    for name, span in spans.items():
        if rows := changes.get(name):
            yield view[at : span.start]
            yield from _join_row_lines(piece for piece in _splice_table(data, span, rows) if piece)
            at = span.stop
    yield view[at:]


def _splice_table(data: bytes, span: TableSpan, rows: RowChanges) -> ByteChunks:
    """Yield unchanged parts of a table and changed rows in turn, each without the comma and newline that end it."""
    view, at = memoryview(data), span.start
    for number in sorted(rows):
        line = span.lines.get(number, span.stop + len(","))  # a new row: as if the last line had its comma
        yield view[at : line - len(",\n")]
        row = rows[number]
        yield b"" if row is None else b'"%d": %b' % (number, row)
        at = data.index(b"\n", line) + 1 if number in span.lines else line
    yield view[at : span.stop - len("\n")]


def _join_row_lines(lines: Iterable[bytes | memoryview]) -> ByteChunks:
    between = b""
    for line in lines:
        yield between
        yield line
        between = b",\n"
    yield between[1:]


def _encode_table_heading(name: str) -> bytes:
    return b"},\n%b: {\n" % msgspec.json.encode(name)
