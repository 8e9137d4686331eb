"""The process in which a workbook is read, apart from the program, so that it can fail and be ended.

It is run as a file of its own (see `sheets`), reads the workbook on standard input, and answers with its rows as JSON.
Where the platform can, its memory is limited too.
"""

import contextlib
import io
import json
import sys
from datetime import datetime
from typing import Any

MEMORY = 1 << 30
"""The most memory it may take, in bytes."""


def read_rows(data: bytes, most: int) -> dict[str, Any]:
    """Return the rows of the first sheet that hold anything, as texts, or what is wrong with the workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(nrows=most)
    except (CalamineError, OSError, MemoryError) as fault:
        return {"fault": str(fault) or "it takes more memory than there is"}
    return {"rows": [texts for row in rows if any(texts := [write_cell(cell) for cell in row])]}


def write_cell(cell: object) -> str:
    """Return what stands in a cell as text: whole numbers without a point, moments as 2026-04-03 10:15:00."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


if __name__ == "__main__":
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(read_rows(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)
