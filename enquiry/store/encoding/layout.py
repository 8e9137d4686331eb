"""The layout: tables as lines, one row a line in the order of their numbers, and new lines among those that stay.

Where each line stands is found on opening, which proves the layout. A change then copies whole stretches of the old
file, and makes only the lines that it changes.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Raw

from enquiry.store.encoding.json_values import build_encoding_error, encode_value

TableRow = Mapping[str, object] | Raw
RowChanges = Mapping[int, bytes | None]
"""Rows by their numbers: what is to stand there as JSON, or None for a row that is taken out."""
ByteChunks = Iterable[bytes | memoryview]

_TABLES_END = b"}\n}\n"


class TableSpan(NamedTuple):
    """Where the lines of a table begin and end in the bytes of a file, and where the line of each row begins."""

    start: int
    stop: int
    lines: dict[int, int]


def encode_tables(tables: Mapping[str, Mapping[str, TableRow]]) -> ByteChunks:
    """Yield the lines of tables and those around them, as they follow the row about the file itself.

    Raises CannotWrite for rows that are not numbered, and for what `packed` refuses.
    """
    for name, rows in tables.items():
        yield _format_table_heading(name)
        try:
            packs = [(number, rows[str(number)]) for number in sorted(map(int, rows))]
        except (ValueError, KeyError) as fault:  # a number written otherwise than numbers are is none
            raise build_encoding_error("rows that are not numbered") from fault
        yield from _join_row_lines(
            [_format_row_line(number, row if isinstance(row, Raw) else encode_value(row)) for number, row in packs]
        )
    yield _TABLES_END


def find_table_spans(data: bytes, tables: Mapping[str, Iterable[int]]) -> dict[str, TableSpan]:
    """Return where the rows of these numbers stand, table by table.

    Raises ValueError for bytes that `laid_out` would not make of these tables: among them those in which a table or a
    row stands twice, which was read once.
    """
    found, at = dict[str, TableSpan](), data.index(b"\n}") + 1
    for name, numbers in tables.items():
        start = at + len(_format_table_heading(name))
        if data[at:start] != _format_table_heading(name):
            raise ValueError(f"no table {name}")
        found[name] = _find_table_span(data, start, numbers)
        at = found[name].stop
    if data[at:] != _TABLES_END:
        raise ValueError("no end")
    return found


def _find_table_span(data: bytes, start: int, numbers: Iterable[int]) -> TableSpan:
    at, before, lines = start, -(2**63), dict[int, int]()
    stands, next_line = data.startswith, data.find  # looked up once: there are ten thousand rows
    for number in numbers:
        if number <= before or not stands(b'"%d": ' % number, at):
            raise ValueError(f"no row {number}")
        lines[number], before = at, number
        at = next_line(b"\n", at) + 1
    return TableSpan(start, at, lines)


def extract_row(data: bytes, stretch: TableSpan, number: int) -> bytes:
    """Return the row of a number, as JSON."""
    line = data[stretch.lines[number] : _find_next_line(data, stretch.lines[number])]
    return line.partition(b" ")[2].rstrip(b"\n").removesuffix(b",")


def splice_tables(data: bytes, found: Mapping[str, TableSpan], changes: Mapping[str, RowChanges]) -> ByteChunks:
    """Yield the lines that follow the row about the file itself, with these changes made in them.

    A row whose number is there is replaced where it stands; the others follow at their table's end.
    """
    view, at = memoryview(data), data.index(b"\n}") + 1
    for name, stretch in found.items():
        if rows := changes.get(name):
            yield view[at : stretch.start]
            yield from _join_row_lines(piece for piece in _splice_table(data, stretch, rows) if piece)
            at = stretch.stop
    yield view[at:]


def _splice_table(data: bytes, stretch: TableSpan, rows: RowChanges) -> ByteChunks:
    """Yield the lines of a table, as they stand and changed, without what ends the last of each piece."""
    view, at = memoryview(data), stretch.start
    for number in sorted(rows):
        there = number in stretch.lines
        line = stretch.lines[number] if there else stretch.stop + len(",")  # as if the last line had its comma
        yield view[at : line - len(",\n")]
        row = rows[number]
        yield b"" if row is None else _format_row_line(number, row)
        at = _find_next_line(data, line) if there else line
    yield view[at : stretch.stop - len("\n")]


def _find_next_line(data: bytes, line: int) -> int:
    return data.index(b"\n", line) + 1


def _format_row_line(number: int, row: bytes | Raw) -> bytes:
    return b'"%d": %b' % (number, row)


def _join_row_lines(lines: Iterable[bytes | memoryview]) -> ByteChunks:
    between = b""
    for line in lines:
        yield between
        yield line
        between = b",\n"
    yield between[1:]


def _format_table_heading(name: str) -> bytes:
    return b"},\n%b: {\n" % encode_value(name)
