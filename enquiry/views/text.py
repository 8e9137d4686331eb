"""Text from people made safe for a terminal: shown as written, never obeyed."""

import re
from typing import IO

from rich.cells import cell_len
from rich.text import Text

from enquiry.errors import Spot
from enquiry.unsafe_chars import ACTING
from enquiry.views.theme import Look

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_BETWEEN = r"(?:\x1b\[[0-9;]*m|[^\w\s]|[\d_]| (?! ))*"
_RUN = rf"{_RIGHT_TO_LEFT}(?:{_BETWEEN}{_RIGHT_TO_LEFT})*[.!?…,;:]*"
_ISOLATE, _END = "\u2068", "\u2069"


def visible(text: str) -> str:
    """Return `text` with every character that could act on a terminal replaced by one that shows it.

    Control characters become their pictures (`␛`), bidirectional marks their code points (`⟨U+202E⟩`). Newlines and
    tabs stay.
    """
    return text if text.isprintable() else re.sub(ACTING, _picture, text)


def one_line(text: str) -> str:
    """Return `text` on one line, safe to print: white space is folded."""
    return visible(" ".join(text.split()))


def on(stream: IO[str], text: str) -> str:
    """Return visible text as it is to be written to a stream: on a terminal, with isolates.

    What is written from right to left stands in isolates there, so that a Hebrew or Arabic word turns nothing round
    that stands beside it: the day, the number, the next column. A pipe gets the bare text.
    """
    utf8 = (getattr(stream, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"
    return isolated(text) if utf8 and stream.isatty() else text


def isolated(text: str) -> str:
    """Return text with an isolate around each run of words, on one line, that are read from right to left."""
    return re.sub(_RUN, rf"{_ISOLATE}\g<0>{_END}", text)  # compiled at the first need, which a pipe never has


def in_plain_signs(fault: UnicodeError) -> tuple[str, int]:
    """Return plain signs for what an output's encoding lacks, and where to go on: an error handler for encoders.

    A dot between words becomes a hyphen, quotes become straight ones; what has no plain form a question mark.
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    lacking = fault.object[fault.start : fault.end]
    return "".join(_PLAIN.get(character, "?") for character in lacking), fault.end


_PLAIN = {"·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "×": "x"}


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


# --- Text from people as Rich text: never markup, so that brackets and colons stay what they are.


def said(text: str, style: str = "") -> Text:
    """Return a person's words as they wrote them, safe to print."""
    return Text(visible(text).expandtabs(4), style=style)


def said_briefly(text: str, look: Look, style: str = "") -> Text:
    """Return a person's words on one line that is cut with `…` where the room ends; whole where that was asked for."""
    if look.wide:
        return Text(one_line(text), style=style, overflow="fold")
    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis")


# --- The place of a mistake: what was typed, and under it a caret where the mistake stands.


AROUND = 30
"""How much of a long text is shown on either side of the mistake."""


def caret_lines(spot: Spot) -> tuple[str, str]:
    """Return the text, or the part of it around the mistake, and a line that points to the mistake."""
    begin = max(0, spot.begin - AROUND) if spot.begin > 2 * AROUND else 0
    end = min(len(spot.text), spot.end, spot.begin + 2 * AROUND)
    after = end + AROUND
    before, wrong = (_line(spot.text[a:b]) for a, b in ((begin, spot.begin), (spot.begin, end)))
    rest = _line(spot.text[end:after])
    opening, ending = "…" if begin else "", "…" if after < len(spot.text) else ""
    carets = "^" * max(1, cell_len(wrong))
    return f"  {opening}{before}{wrong}{rest}{ending}", f"  {' ' * cell_len(opening + before)}{carets}"


def _line(text: str) -> str:
    """Return a text safe to print and as long in signs as it was: each line end and tab is one space."""
    return visible("".join(" " if sign in "\n\t" else sign for sign in text))
