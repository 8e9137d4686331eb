"""People's text in the Markdown of a folder: shown as it was written by any notes program, and had back unchanged.

A line end within a paragraph is a hard break and an empty line parts paragraphs. What a program would lay out is
guarded by a backslash; what would vanish or act, such as a tab or a control character, is written as a number.
"""

import json
import re
from collections.abc import Mapping

from enquiry.exchange.front_matter import YamlError, load_front_matter
from enquiry.unsafe_chars import UNSAFE_CHARS

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]|%(?=%)|=(?==)")
_AT_START = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_UNSEEN = re.compile(rf"{UNSAFE_CHARS}|[\t\n\ufeff]|^\s|\s$")
_GUARDED = re.compile(r"\\(\n|[!-/:-@\[-`{-~])|&#(\d{1,7});")


def encode_markdown(text: str) -> str:
    """Return a text as Markdown that shows it, from which `decode_markdown` gives it back.

    A line ends as Markdown has it where lines stand on both sides, else as a number.
    """
    lines = re.split(r"(\n\n(?=[^\n])|\n)", text)
    written = [encode_markdown_line(lines[0])]
    for end, line in zip(lines[1::2], lines[2::2], strict=True):
        between_lines = written[-1] and line and not written[-1].endswith("&#10;")
        as_markdown = end if len(end) == 2 else "\\\n"
        written += [as_markdown if between_lines else "&#10;" * len(end), encode_markdown_line(line)]
    return "".join(written)


def encode_markdown_line(text: str) -> str:
    """Return a text as Markdown on one line, line ends written as numbers.

    Markup characters are escaped first, since numbers are made of them.
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    begun = _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}", escaped)
    return _UNSEEN.sub(lambda found: f"&#{ord(found[0])};", begun)


def decode_markdown(markdown: str) -> str:
    """Return the text that `encode_markdown` or `encode_markdown_line` wrote; what others wrote beside it, as it is."""
    decoded = _GUARDED.sub(lambda found: found[1] or chr(min(int(found[2]), 0x10FFFF)), markdown)
    return re.sub("[\ud800-\udfff]", "\ufffd", decoded)  # half a character can't be kept


# --- The front matter of a note: a few fields above its text, as notes programs write and show them.


FrontMatterFields = dict[str, object]

FENCE = "---"
_FIELD = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?")
_UNSEEN_FRONT_MATTER = re.compile(f"{UNSAFE_CHARS}|\ufeff")


class FrontMatterError(ValueError):
    """A line of a note that can't be read: its number, and what is wrong with it."""


def encode_field_value(value: object) -> str:
    """Return a value as JSON on one line, without a character that could act."""
    return _UNSEEN_FRONT_MATTER.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False))


def render_front_matter(fields: Mapping[str, object]) -> str:
    """Return fields as front matter, with the line that ends it."""
    lines = (f"{name}: {encode_field_value(value)}" for name, value in fields.items())
    return "\n".join((FENCE, *lines, FENCE, ""))


def parse_front_matter(note: str) -> tuple[FrontMatterFields, list[str], int] | None:
    """Return a note's fields, the lines of its text, and the number of the first of them; None without front matter.

    Fields as we write them are JSON on a line; a YAML library reads what another program has made of them. Raises
    FrontMatterError.
    """
    lines = note.split("\n")
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        return None
    fields = FrontMatterFields()
    for line in lines[1:end]:
        found = _FIELD.fullmatch(line.rstrip())
        try:
            fields[found[1] if found else ""] = json.loads(found[2] or "" if found else "")
        except ValueError:
            fields = _load_yaml("\n".join((*lines[1:end], "")))
            break
    return fields, lines[end + 1 :], end + 2


def _load_yaml(text: str) -> FrontMatterFields:
    try:
        return {name: "" if value is None else value for name, value in load_front_matter(text).items()}
    except YamlError as fault:
        raise FrontMatterError(str(fault)) from fault
