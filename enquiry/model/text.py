"""People's text: cleaned once when it is read, folded to be compared, and otherwise never changed."""

import re
import unicodedata
from typing import NamedTuple

from enquiry.errors import UsageMistake

MAX_TEXT_BYTES = 1_000_000
"""The most a single text may hold, in bytes of UTF-8."""
MAX_TEXT_LINES = 50_000
"""The most lines a single text may have: each takes its place on every page."""

_SPLIT = "Split it into several entries, or keep the document elsewhere and note where it is."


class CleanedText(NamedTuple):
    """A text fit to be stored, and a few words for each repair it needed."""

    text: str
    said: tuple[str, ...]


def clean_text(raw: str, what: str = "text") -> CleanedText:
    r"""Return `raw` as well-formed NFC text with newlines as `\n`, and what was changed.

    Bytes that were not UTF-8 reach Python as lone surrogates; they and NUL become U+FFFD. Control characters are kept:
    they are made visible where text is shown.

    Raises UsageMistake for a text that is empty, or longer than MAX_TEXT_BYTES and MAX_TEXT_LINES.
    """
    text, said = raw, list[str]()
    for repair, words in _REPAIRS:
        before, text = text, repair(text)
        if text != before:
            said.append(words)
    text = text.rstrip("\n")
    if not text.strip():
        raise UsageMistake(f"The {what} is empty.", "Write at least a word, or leave it out.")
    if (size := len(text.encode())) > MAX_TEXT_BYTES:
        msg = f"The {what} is {size:,} bytes long; {MAX_TEXT_BYTES:,} is the most one entry can hold."
        raise UsageMistake(msg, _SPLIT)
    if (lines := text.count("\n") + 1) > MAX_TEXT_LINES:
        raise UsageMistake(f"The {what} has {lines:,} lines; {MAX_TEXT_LINES:,} are the most.", _SPLIT)
    return CleanedText(text, tuple(said))


def fold(text: str) -> str:
    """Return `text` in the form in which words are compared: compatibility forms and case do not matter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def fold_words(text: str) -> str:
    """Return `text` folded, with single spaces between its words: the form in which names are compared."""
    return " ".join(fold(text).split())


_REPAIRS = (
    (lambda text: text.lstrip("\ufeff"), "a byte order mark was left out"),
    (lambda text: text.replace("\r\n", "\n").replace("\r", "\n"), "line ends were made plain"),
    (lambda text: text.replace("\0", "\ufffd"), "NUL characters were replaced by \ufffd"),
    (lambda text: re.sub("[\ud800-\udfff]", "\ufffd", text), "bytes that are not UTF-8 were replaced by \ufffd"),
    (lambda text: unicodedata.normalize("NFC", text), "letters and their accents were joined (Unicode NFC)"),
)
