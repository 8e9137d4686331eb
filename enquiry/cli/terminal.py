"""Lines a person types at a terminal, edited with the keys they know, and never cut short without a word."""

import os
import re
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


def read_named_file(stdin: IO[str], path: Path, most: int, encoding: str | None = None) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input for `-`, and what to call them in errors.

    They are in UTF-8 where another `encoding` was said. Raises UsageMistake where they are not in it.
    """
    if str(path) == "-":
        data, source = read_foreign_stream(stdin, most), "Standard input"
    else:
        data, source = read_foreign_file(path, most), str(path)
    if encoding:
        from enquiry.exchange.text_file import recode_text

        data = recode_text(data, encoding, source)
    return data, source


def can_edit_lines(stdin: IO[str], stdout: IO[str]) -> bool:
    """Say whether both ends are this program's own terminal, and Python has `readline`, whose keys edit a line."""
    own = stdin is sys.stdin and stdout is sys.stdout
    return own and sys.stdin.isatty() and sys.stdout.isatty() and _prepare_readline()


def read_terminal_line(stdin: IO[str], stdout: IO[str], stderr: IO[str], prompt: str, begin: str = "") -> str | None:
    """Return the line that is typed, without its end, or None at the end of input.

    Where lines can be edited one may be of any length, what is pasted keeps its own line ends, and `begin` stands in it
    from the first.
    """
    if can_edit_lines(stdin, stdout):
        import readline

        if begin:
            readline.set_startup_hook(lambda: readline.insert_text(begin))
        try:
            return input(prompt)
        except EOFError:
            return None
        finally:
            if begin:
                readline.set_startup_hook()
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


_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_FACES = r"[:;=]-?[(\[{]"
"""Faces made of signs, whose brackets open nothing."""


def find_unclosed(text: str) -> str:
    """Return the bracket or quote that a text opens and does not close, or nothing: a shell may have taken the rest."""
    plain = re.sub(_FACES, "", text)
    opened = list[str]()
    for sign in plain:
        if sign in _PAIRS:
            opened.append(sign)
        elif opened and sign == _PAIRS[opened[-1]]:
            opened.pop()
    if plain.count('"') % 2:
        opened.append('"')
    if re.search(r"(?<=\s)['‘]$", plain.rstrip()):
        opened.append(plain.rstrip()[-1])
    return opened[-1] if opened else ""


_KEPT_OPTION = re.compile(
    r"\s(-c\s+\S+|--(?:cycle|on|kind|direction|decision|because|stage|next-look|tag)\b.*)$", re.DOTALL
)


def find_kept_option(text: str) -> str:
    """Return the option at the end of a text, or nothing: a quote that was closed too late made it part of the text."""
    found = _KEPT_OPTION.search(text.rstrip())
    return found[1] if found else ""
