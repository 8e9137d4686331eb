"""People's text as a document prints it: what would act or has no place in a file becomes a sign."""

import re
from typing import NamedTuple

REPLACEMENT_CHAR = "\ufffd"
"""What stands where a character could not be printed."""

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U000e0001]"
)
"""Controls, marks that turn the reading round, and what XML has no place for."""


def sanitize_text(text: str) -> str:
    """Return a text with the lines it was written in, white space folded within them, fit to stand in any document."""
    folded = "\n".join(" ".join(line.split()) for line in _UNFIT.sub(REPLACEMENT_CHAR, text).split("\n"))
    return re.sub("\n{3,}", "\n\n", folded).strip("\n")


def sanitize_line(text: str) -> str:
    """Return a text as `printable` does, on one line."""
    return " ".join(sanitize_text(text).split())


# --- What a writer of documents hands over: the file's bytes, and what should be said of them.


class RenderedDocument(NamedTuple):
    """A document as bytes. `said` is what its owner should know of it, a sentence each."""

    data: bytes
    said: tuple[str, ...] = ()
