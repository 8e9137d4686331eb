"""Unsafe characters: C0 and C1 controls but newline and tab, bidirectional controls, and lone surrogates.

The one table of characters that could act on whatever shows them, and text made safe for a terminal: shown as it was
written, never obeyed. None of these characters is printable as `str.isprintable` has it.
"""

import re
from typing import IO

UNSAFE_CHARS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
"""The pattern of one such character."""

NONCHARACTERS = "[\ufeff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U000e0001]"
"""The byte order mark, noncharacters and the old language tag: no terminal obeys them, but no file should hold them."""

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_BETWEEN = r"(?:\x1b\[[0-9;]*m|[^\w\s]|[\d_]| (?! ))*"
_RUN = rf"{_RIGHT_TO_LEFT}(?:{_BETWEEN}{_RIGHT_TO_LEFT})*[.!?…,;:]*"
_ISOLATE, _END = "\u2068", "\u2069"


def escape_unsafe(text: str) -> str:
    """Return `text` with every character that could act on a terminal replaced by one that shows it.

    Control characters become their pictures (`␛`), bidirectional marks their code points (`⟨U+202E⟩`). Newlines and
    tabs stay.
    """
    return text if text.isprintable() else re.sub(UNSAFE_CHARS, _escape_char, text)


def flatten_text(text: str) -> str:
    """Return `text` on one line, safe to print: white space is folded."""
    return escape_unsafe(" ".join(text.split()))


def show_on_one_line(text: object) -> str:
    """Return `text`, a path mostly, safe to print on one line: line ends and tabs in it are shown as they are (`␊`)."""
    return escape_unsafe(str(text)).replace("\n", "␊").replace("\t", "␉")


def format_for_stream(stream: IO[str], text: str) -> str:
    """Return visible text as it is to be written to a stream: on a terminal, with isolates.

    What is written from right to left stands in isolates there, so that a Hebrew or Arabic word turns nothing round
    that stands beside it: the day, the number, the next column. A pipe gets the bare text.
    """
    utf8 = (getattr(stream, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"
    return wrap_rtl_runs(text) if utf8 and stream.isatty() else text


def wrap_rtl_runs(text: str) -> str:
    """Return text with an isolate around each run of words, on one line, that are read from right to left."""
    return re.sub(_RUN, rf"{_ISOLATE}\g<0>{_END}", text)  # compiled at the first need, which a pipe never has


def replace_unencodable(fault: UnicodeError) -> tuple[str, int]:
    """Return plain signs for what an output's encoding lacks, and where to go on: an error handler for encoders.

    A dot between words becomes a hyphen, quotes become straight ones; what has no plain form a question mark.
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    lacking = fault.object[fault.start : fault.end]
    return "".join(_PLAIN.get(character, "?") for character in lacking), fault.end


_PLAIN = {**dict(zip("·•“”‘’–—−×", "-*\"\"''---x", strict=True)), "…": "...", "→": "->"}


def _escape_char(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
