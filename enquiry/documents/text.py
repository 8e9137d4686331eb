"""What every writer shares: text without unsafe characters, and the colours on white paper and on a dark screen.

Unsafe characters, and those that XML and so Word and HTML can't hold, become U+FFFD; which they are is said once, in
`enquiry.unsafe_chars`. Meaning never rests on colour. A test works out the contrast: 4.5 to 1 for whatever is read,
3 to 1 for whatever is only looked at.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from enquiry.dates.period import MONTHS
from enquiry.insight.summary.blocks import AnyBlock, Chart, Heading, Table
from enquiry.unsafe_chars import NONCHARACTERS, UNSAFE_CHARS

REPLACEMENT_CHAR = "\ufffd"
"""What stands where a character could not be printed."""

_MONTHS = "|".join((*MONTHS, *(month[:3] for month in MONTHS)))
_FIGURE = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b|\b(?:n|SD) \d")
_UNPRINTABLE = re.compile(f"{UNSAFE_CHARS}|{NONCHARACTERS}")


class Palette(NamedTuple):
    """The colours of one page, each named for what it is used for."""

    paper: str
    ink: str
    quiet: str
    accent: str
    attention: str
    line: str
    tint: str


LIGHT = Palette("#ffffff", "#1c1f24", "#555d68", "#6b2158", "#96300f", "#7d8590", "#f2f0f3")
DARK = Palette("#16181c", "#e9eaec", "#adb4bd", "#e5a3d0", "#ffae85", "#7d8590", "#23262c")


def sanitize_text(text: str) -> str:
    """Return a text with the lines it was written in, white space folded within them, safe in any document."""
    if text.isprintable():  # as nearly all are: on one line, and nothing unsafe in it
        return " ".join(text.split())
    safe = _UNPRINTABLE.sub(REPLACEMENT_CHAR, text)
    folded = "\n".join(" ".join(line.split()) for line in safe.split("\n"))
    return re.sub("\n{3,}", "\n\n", folded).strip("\n")


def sanitize_line(text: str) -> str:
    """Return a text on one line, its white space folded, safe in any document."""
    return _UNPRINTABLE.sub(REPLACEMENT_CHAR, " ".join(text.split()))


def sanitize_lines(text: str) -> list[str]:
    """Return the lines a text was written in, each as `sanitize_line` has it, with one empty line at most between."""
    lines = "\n".join(map(sanitize_line, text.split("\n")))
    return re.sub("\n{3,}", "\n\n", lines).strip("\n").split("\n")


def keep_figures_whole(text: str) -> str:
    """Return the program's own words with each date, and each count or spread (n 24, SD 4.1), held on one line."""
    return _FIGURE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def pair_with_heading(blocks: Iterable[AnyBlock]) -> Iterator[tuple[AnyBlock, bool]]:
    """Yield each block, and whether it is a table or chart whose caption is the very heading it stands under."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield block, isinstance(block, Table | Chart) and block.caption.casefold() == heading.casefold()
