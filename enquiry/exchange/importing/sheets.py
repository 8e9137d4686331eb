"""Workbooks (XLSX): the rows of their first sheet as texts, read in a process of its own.

The library that reads them is compiled: a file that makes it fail ends that process, not the program, and its memory
and time are limited there.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from enquiry.errors import NotInstalled, UsageMistake
from enquiry.paths import format_install_command

WORKER = Path(__file__).with_name("sheet_worker.py")
MAX_ROWS = 200_000
"""The most rows that are read of a sheet."""
SECONDS = 20
"""How long reading a workbook may take."""


def read_sheet_rows(data: bytes, source: str) -> list[list[str]]:
    """Return the rows of a workbook's first sheet as texts: values, never formulas, macros or outside links.

    Raises NotInstalled where the part of the program that reads sheets is not there, and UsageMistake for what is
    no workbook.
    """
    if find_spec("python_calamine") is None:
        hint = f"{format_install_command('sheets')} adds it; or save the sheet as CSV and import that."
        raise NotInstalled("Reading XLSX needs a part that is not installed.", hint)
    hint = "Save it as CSV and import that."
    command = [sys.executable, "-E", "-P", "-X", "utf8", str(WORKER), str(MAX_ROWS)]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise UsageMistake(f"{source} can't be read: it takes longer than {SECONDS} seconds.", hint) from late
    if ran.returncode:
        raise UsageMistake(f"{source} can't be read: it is not as a workbook should be.", hint)
    answer = json.loads(ran.stdout)
    if answer.get("fault"):
        raise UsageMistake(f"{source} can't be read: {answer['fault'][:200].rstrip('.')}.", hint)
    rows: list[list[str]] = answer["rows"]
    return rows
