"""The front matter of a note: a few fields above its text, as notes programs write and show them.

Each field is written as `name: value` with its value as JSON, which is YAML too. Plain words and lists of lines, as
notes programs write them, are read as well.
"""

import json
import re
from collections.abc import Iterator, Mapping

Fields = dict[str, object]

FENCE = "---"
_FIELD = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?")
_ITEM = re.compile(r" *- +(.*)")
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Unreadable(ValueError):
    """A line of a note that can't be read: `line` is its number, `what` says what is wrong with it."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")


def as_value(value: object) -> str:
    """Return a value as JSON on one line, without a character that could act."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def front_matter(fields: Mapping[str, object]) -> str:
    """Return fields as front matter, with the line that ends it."""
    return "".join((f"{FENCE}\n", *(f"{name}: {as_value(value)}\n" for name, value in fields.items()), f"{FENCE}\n"))


def parted(note: str) -> tuple[Fields, list[str], int] | None:
    """Return a note's fields, the lines of its text, and the number of the first of them; None without front matter.

    Raises Unreadable.
    """
    lines = note.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        return None
    return dict(_fields(lines[1:end])), lines[end + 1 :], end + 2


def _fields(lines: list[str]) -> Iterator[tuple[str, object]]:
    place = 0
    while place < len(lines):
        found = _FIELD.fullmatch(lines[place].rstrip())
        if not found:
            raise Unreadable(place + 2, f"“{lines[place].strip()}” is not a field and its value")
        items = list(_items(lines[place + 1 :])) if not found[2] else []
        yield found[1], items or _value(found[2] or "")
        place += 1 + len(items)


def _items(lines: list[str]) -> Iterator[object]:
    """Yield the values of a list that stands in lines of its own."""
    for line in lines:
        if not (item := _ITEM.fullmatch(line.rstrip())):
            return
        yield _value(item[1])


def _value(written: str) -> object:
    """Return a value as JSON has it, else as plain words."""
    try:
        return json.loads(written)
    except ValueError:
        return written.strip("'")
