"""A line as a person types it at a terminal: mended with the keys they know, and never cut without a word."""

import shutil
import sys
import textwrap
from typing import IO, Protocol, cast

LONGEST = {"linux": 4095, "darwin": 1023}
"""The most bytes of a line that a terminal hands over where no line editing reads its keys; it drops the rest."""


class Streams(Protocol):
    """The streams of a run."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]


def typed_line(streams: Streams, prompt: str) -> str | None:
    """Return the line that is typed, without its end, or None at the end of input.

    At a real terminal the keys of `readline` edit it, where there is one: a line may then be of any length, and what is
    pasted keeps its own line ends.
    """
    if _can_be_edited(streams):
        try:
            return input(prompt)
        except EOFError:
            return None
    streams.stderr.write(prompt)
    streams.stderr.flush()
    line = streams.stdin.readline()
    return line.removesuffix("\n") if line else None


def in_lines(words: str) -> str:
    """Return the program's own words on lines as long as the terminal's, broken between words."""
    width = max(20, shutil.get_terminal_size().columns)
    return textwrap.fill(words, width, break_long_words=False, break_on_hyphens=False)


def was_cut(line: str) -> bool:
    """Say whether a terminal may have dropped the end of a line that was typed without line editing."""
    return "readline" not in sys.modules and len(line.encode("utf-8", "replace")) >= LONGEST.get(sys.platform, 1 << 30)


def half_typed() -> str:
    """Return what stood in the line that was being edited when it was interrupted."""
    readline = sys.modules.get("readline")
    return cast("str", readline.get_line_buffer()) if readline else ""


def _can_be_edited(streams: Streams) -> bool:
    """Say whether both ends are this program's own terminal and there is something to edit with; make it ready."""
    own = streams.stdin is sys.stdin and streams.stdout is sys.stdout
    if not own or not sys.stdin.isatty() or not sys.stdout.isatty():
        return False
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(False)
    if "libedit" not in (readline.__doc__ or ""):
        readline.parse_and_bind("set enable-bracketed-paste on")
    return True
