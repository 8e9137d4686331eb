"""People's text in the Markdown of a folder: shown as it was written by any notes program, and had back unchanged.

A line end within a paragraph is a hard break and an empty line parts paragraphs. What a program would lay out is
guarded by a backslash; what would vanish or act, such as a tab or a control character, is written as a number.
"""

import json
import re
from collections.abc import Iterator, Mapping

from enquiry.unsafe_chars import UNSAFE_CHARS

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]|%(?=%)|=(?==)")
_AT_START = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_UNSEEN = re.compile(rf"{UNSAFE_CHARS}|[\t\n\ufeff]|^\s|\s$")
_GUARDED = re.compile(r"\\(\n|[!-/:-@\[-`{-~])|&#(\d{1,7});")


def encode_markdown(text: str) -> str:
    """Return a text as Markdown that shows it, from which `unguarded` gives it back."""
    lines = re.split(r"(\n\n(?=[^\n])|\n)", text)
    written = [_encode_line(lines[0])]
    for end, line in zip(lines[1::2], lines[2::2], strict=True):
        written += [_encode_line_end(end, before=written[-1], after=line), _encode_line(line)]
    return "".join(written)


def encode_markdown_line(text: str) -> str:
    """Return a text as Markdown on one line, line ends written as numbers."""
    return _encode_line(text)


def decode_markdown(markdown: str) -> str:
    """Return the text that `guarded` or `guarded_line` wrote; what someone wrote beside it, as it stands."""
    return _GUARDED.sub(_had_back, markdown)


def _encode_line(line: str) -> str:
    """Return a line with what would be laid out guarded: signs first, since numbers are made of signs."""
    signs = _SPECIAL.sub(r"\\\g<0>", line)
    begun = _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}", signs)
    return _UNSEEN.sub(lambda found: f"&#{ord(found[0])};", begun)


def _encode_line_end(end: str, *, before: str, after: str) -> str:
    """Return how a line ends: as Markdown has it where lines stand on both sides, else as a number."""
    if not (before and after) or before.endswith("&#10;"):
        return "&#10;" * len(end)
    return end if len(end) == 2 else "\\\n"


def _had_back(found: re.Match[str]) -> str:
    return found[1] or chr(min(int(found[2]), 0x10FFFF))


# --- The front matter of a note: a few fields above its text, as notes programs write and show them.


FrontMatterFields = dict[str, object]

FENCE = "---"
_FIELD = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?")
_ITEM = re.compile(r" *- +(.*)")
_UNSEEN_FRONT_MATTER = re.compile(f"{UNSAFE_CHARS}|\ufeff")


class FrontMatterError(ValueError):
    """A line of a note that can't be read: `line` is its number, `what` says what is wrong with it."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")


def encode_field_value(value: object) -> str:
    """Return a value as JSON on one line, without a character that could act."""
    return _UNSEEN_FRONT_MATTER.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False))


def render_front_matter(fields: Mapping[str, object]) -> str:
    """Return fields as front matter, with the line that ends it."""
    return "".join(
        (f"{FENCE}\n", *(f"{name}: {encode_field_value(value)}\n" for name, value in fields.items()), f"{FENCE}\n")
    )


def parse_front_matter(note: str) -> tuple[FrontMatterFields, list[str], int] | None:
    """Return a note's fields, the lines of its text, and the number of the first of them; None without front matter.

    Raises Unreadable.
    """
    lines = note.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        return None
    return dict(_parse_fields(lines[1:end])), lines[end + 1 :], end + 2


def _parse_fields(lines: list[str]) -> Iterator[tuple[str, object]]:
    place = 0
    while place < len(lines):
        found = _FIELD.fullmatch(lines[place].rstrip())
        if not found:
            raise FrontMatterError(place + 2, f"“{lines[place].strip()}” is not a field and its value")
        items = list(_parse_list(lines[place + 1 :])) if not found[2] else []
        yield found[1], items or _parse_value(found[2] or "")
        place += 1 + len(items)


def _parse_list(lines: list[str]) -> Iterator[object]:
    """Yield the values of a list that stands in lines of its own."""
    for line in lines:
        if not (item := _ITEM.fullmatch(line.rstrip())):
            return
        yield _parse_value(item[1])


def _parse_value(written: str) -> object:
    """Return a value as JSON has it, else as plain words."""
    try:
        return json.loads(written)
    except ValueError:
        return written.strip("'")
