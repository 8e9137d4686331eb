"""Text from people made safe for a terminal: shown as written, never obeyed."""

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` with every character that could act on a terminal replaced by one that shows it.

    Control characters become their pictures (`␛`), bidirectional marks their code points (`⟨U+202E⟩`). Newlines and
    tabs stay.
    """
    return _UNSAFE.sub(_picture, text)


def one_line(text: str) -> str:
    """Return `text` on one line, safe to print: white space is folded."""
    return visible(" ".join(text.split()))


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
