"""Lines a person types at a terminal, edited with the keys they know, and never cut short without a word."""

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from enquiry.foreign_files import MAX_TYPED_BYTES, read_foreign_file, read_foreign_stream

LONGEST = {"linux": 4095, "darwin": 1023}
"""The most bytes of a line that a terminal hands over where no line editing reads its keys; it drops the rest."""


def read_all(stream: IO[str]) -> str:
    """Return everything on a stream as a text; bytes that are not UTF-8 become lone surrogates, to be cleaned and said.

    Raises UsageMistake for more than MAX_TYPED_BYTES.
    """
    return read_foreign_stream(stream, MAX_TYPED_BYTES).decode("utf-8", "surrogateescape")


def read_named_file(stdin: IO[str], path: Path, most: int) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input for `-`, and what to call them in errors."""
    if str(path) == "-":
        return read_foreign_stream(stdin, most), "Standard input"
    return read_foreign_file(path, most), str(path)


def read_terminal_line(stdin: IO[str], stdout: IO[str], stderr: IO[str], prompt: str) -> str | None:
    """Return the line that is typed, without its end, or None at the end of input.

    Where both ends are this program's own terminal, and Python has `readline`, its keys edit the line: it may then be
    of any length, and what is pasted keeps its own line ends.
    """
    own = stdin is sys.stdin and stdout is sys.stdout
    if own and sys.stdin.isatty() and sys.stdout.isatty() and _prepare_readline():
        try:
            return input(prompt)
        except EOFError:
            return None
    stderr.write(prompt)
    stderr.flush()
    line = stdin.readline()
    return line.removesuffix("\n") if line else None


def _prepare_readline() -> bool:
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(False)
    if "libedit" not in (readline.__doc__ or ""):
        readline.parse_and_bind("set enable-bracketed-paste on")
    return True


def measure_terminal(stream: IO[str], environ: Mapping[str, str]) -> int:
    """Return the columns of the terminal that a stream writes to: COLUMNS where set, else as the terminal says."""
    if (columns := environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return max(20, int(columns))
    try:
        return max(20, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):  # it can't tell
        return 80


def wrap_to_terminal(words: str) -> str:
    """Return the program's own words on lines as long as the terminal's, broken between words."""
    width = max(20, shutil.get_terminal_size().columns)
    return textwrap.fill(words, width, break_long_words=False, break_on_hyphens=False)


def is_possibly_truncated(line: str) -> bool:
    """Say whether a terminal may have dropped the end of a line that was typed without line editing."""
    return "readline" not in sys.modules and len(line.encode("utf-8", "replace")) >= LONGEST.get(sys.platform, 1 << 30)


def get_unfinished_line() -> str:
    """Return what stood in the line that was being edited when it was interrupted."""
    readline = sys.modules.get("readline")
    return cast("str", readline.get_line_buffer()) if readline else ""
