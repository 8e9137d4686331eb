"""Lines a person types at a terminal, edited with the keys they know, and never cut short without a word."""

import shutil
import sys
import textwrap
from typing import IO, cast

LONGEST = {"linux": 4095, "darwin": 1023}
"""The most bytes of a line that a terminal hands over where no line editing reads its keys; it drops the rest."""


def read_all(stream: IO[str]) -> str:
    """Return everything on a stream; bytes that are not UTF-8 arrive as lone surrogates, to be cleaned and said."""
    raw = getattr(stream, "buffer", None)
    return raw.read().decode("utf-8", "surrogateescape") if raw else stream.read()


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


def wrap_to_terminal(words: str, label: str = "") -> str:
    """Return the program's own words on lines as long as the terminal's, broken between words.

    They stand behind `label`, or beneath one that takes more than half of the width.
    """
    width = max(20, shutil.get_terminal_size().columns)
    above, begin = ("", label) if 2 * len(label) <= width else (f"{label.rstrip()}\n", " " * 6)
    lines = textwrap.wrap(words, width - len(begin), break_long_words=False, break_on_hyphens=False) or [""]
    return above + begin + f"\n{' ' * len(begin)}".join(lines)


def is_possibly_truncated(line: str) -> bool:
    """Say whether a terminal may have dropped the end of a line that was typed without line editing."""
    return "readline" not in sys.modules and len(line.encode("utf-8", "replace")) >= LONGEST.get(sys.platform, 1 << 30)


def get_unfinished_line() -> str:
    """Return what stood in the line that was being edited when it was interrupted."""
    readline = sys.modules.get("readline")
    return cast("str", readline.get_line_buffer()) if readline else ""
