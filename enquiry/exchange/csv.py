"""Tables for spreadsheets: UTF-8 with its mark, numbers as numbers, and no text that a spreadsheet would calculate."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

BOM = "\ufeff"
_ACTIVE = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as comma-separated values, its first row the names of its columns.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it; numbers are never text.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return BOM + stream.getvalue()


def _cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "\ufffd")
    return f"'{text}" if _ACTIVE.match(text) else text
