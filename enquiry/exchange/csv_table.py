"""Tables for spreadsheets: CSV in UTF-8 with a byte order mark, as spreadsheets expect, and nothing live in it.

What a person wrote may begin like a formula; an apostrophe before it makes a spreadsheet show it as text. Where lists
are parted by semicolons, a spreadsheet cuts a cell at each of them, so that what follows one begins a cell too; every
text stands in quotation marks. Unsafe characters become visible ones, since a table is shown on terminals as well.
Numbers are handed over as numbers, negative ones too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from enquiry.unsafe_chars import escape_unsafe

CsvCell = str | int | float | date | None
"""What a cell may hold. None is an empty cell."""

_SIGN = r"(?:\"[^\S\t\n]*)*[=+\-@＝＋－＠]"
_LIVE = re.compile(rf"^(?=[\t\n]|\s*{_SIGN})|(?<=[;\t\n])(?=[^\S\t\n]*{_SIGN})")
"""Where a spreadsheet may take what follows for a formula, whatever spaces or quotation marks stand between."""


def render_csv(rows: Iterable[Sequence[CsvCell]]) -> bytes:
    """Return the rows as the bytes of a CSV file; the first one holds the heads."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([_convert_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _convert_cell(cell: CsvCell) -> str | int | float:
    if isinstance(cell, str):
        return _LIVE.sub("'", escape_unsafe(cell))
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell
