"""People's text in the Markdown of a folder: shown as it was written by any notes program, and had back unchanged.

A line end within a paragraph is a hard break and an empty line parts paragraphs. What a program would lay out is
guarded by a backslash; what would vanish or act, such as a tab or a control character, is written as a number.
"""

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]|%(?=%)|=(?==)")
_AT_START = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|^\\s|\\s$")
_GUARDED = re.compile(r"\\(\n|[!-/:-@\[-`{-~])|&#(\d{1,7});")


def guarded(text: str) -> str:
    """Return a text as Markdown that shows it, from which `unguarded` gives it back."""
    lines = re.split(r"(\n\n(?=[^\n])|\n)", text)
    written = [_line(lines[0])]
    for end, line in zip(lines[1::2], lines[2::2], strict=True):
        written += [_end(end, before=written[-1], after=line), _line(line)]
    return "".join(written)


def guarded_line(text: str) -> str:
    """Return a text as Markdown on one line, line ends written as numbers."""
    return _line(text)


def unguarded(markdown: str) -> str:
    """Return the text that `guarded` or `guarded_line` wrote; what someone wrote beside it, as it stands."""
    return _GUARDED.sub(_had_back, markdown)


def _line(line: str) -> str:
    """Return a line with what would be laid out guarded: signs first, since numbers are made of signs."""
    signs = _SPECIAL.sub(r"\\\g<0>", line)
    begun = _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}", signs)
    return _UNSEEN.sub(lambda found: f"&#{ord(found[0])};", begun)


def _end(end: str, *, before: str, after: str) -> str:
    """Return how a line ends: as Markdown has it where lines stand on both sides, else as a number."""
    if not (before and after) or before.endswith("&#10;"):
        return "&#10;" * len(end)
    return end if len(end) == 2 else "\\\n"


def _had_back(found: re.Match[str]) -> str:
    return found[1] or chr(min(int(found[2]), 0x10FFFF))
