"""What every writer shares: text without unsafe characters, and the words and figures that stand beside blocks.

Unsafe characters, and those that XML and so Word and HTML can't hold, become U+FFFD; which they are is said once, in
`enquiry.unsafe_chars`.
"""

import re
from collections.abc import Iterable, Iterator

from enquiry.insight.summary.blocks import AnyBlock, Chart, Heading, Table
from enquiry.unsafe_chars import NONCHARACTERS, UNSAFE_CHARS

REPLACEMENT_CHAR = "\ufffd"
"""What stands where a character could not be printed."""

_UNPRINTABLE = re.compile(f"{UNSAFE_CHARS}|{NONCHARACTERS}")


def sanitize_text(text: str) -> str:
    """Return a text with the lines it was written in, white space folded within them, safe in any document."""
    safe = _UNPRINTABLE.sub(REPLACEMENT_CHAR, text)
    folded = "\n".join(" ".join(line.split()) for line in safe.split("\n"))
    return re.sub("\n{3,}", "\n\n", folded).strip("\n")


def sanitize_line(text: str) -> str:
    """Return a text on one line, its white space folded, safe in any document."""
    return _UNPRINTABLE.sub(REPLACEMENT_CHAR, " ".join(text.split()))


def pair_with_heading(blocks: Iterable[AnyBlock]) -> Iterator[tuple[AnyBlock, bool]]:
    """Yield each block, and whether it is a table or chart whose caption is the very heading it stands under."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield block, isinstance(block, Table | Chart) and block.caption.casefold() == heading.casefold()
