"""Tables for spreadsheets: CSV in UTF-8 with a byte order mark, as spreadsheets expect, and no live formula in it.

What a person wrote may begin like a formula; an apostrophe before it makes a spreadsheet show it as text. Numbers are
handed over as numbers, negative ones too.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

CsvCell = str | int | float | date | None
"""What a cell may hold. None is an empty cell."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The characters by which spreadsheets take a text for a formula, whatever spaces stand before them."""


def render_csv(rows: Iterable[Sequence[CsvCell]]) -> bytes:
    """Return the rows as the bytes of a CSV file; the first one holds the heads."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerows([_convert_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _convert_cell(cell: CsvCell) -> str | int | float:
    """Return what is written of a cell. NUL, which ends a field in some spreadsheets, is made visible."""
    if isinstance(cell, str):
        shown = cell.replace("\0", "␀")
        return f"'{shown}" if shown.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell
