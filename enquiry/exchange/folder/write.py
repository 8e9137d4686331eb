"""The whole journal as a folder of Markdown that any notes program opens: a file a cycle, the inbox, and the journal.

Above each text stand its fields as front matter, beneath each entry what it says beside its words, and at a file's end
its records: the lasting ids and moments. Nothing of the journal is left out; `folder_intake` makes it again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from enquiry.exchange.folder.text import as_value, front_matter, guarded, guarded_line
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.progress import Follow, unfollowed

FORMAT = 1
"""The number of this layout, in the field `enquiry` of every file."""

RECORDS = "## Records"
OWN = ("id", "recorded_at", "removed")
"""What an entry's record holds."""

_NAMED = ("kind", "name", "cycle", "happened_on", "text")
_LONGEST = 60

Plain = dict[str, Any]


def folder_of(
    journal: Journal, known: Mapping[str, str] | None = None, follow: Follow = unfollowed
) -> dict[str, bytes]:
    """Return the files of the folder by their names. The same journal gives the same bytes.

    `known` names the files that cycles have already, by the ids of the cycles; they keep them.
    """
    names = {cycle.id: (known or {}).get(cycle.id, file_name(cycle)) for cycle in journal.cycles}
    files = {
        "journal.md": _journal(journal, names),
        **{names[cycle.id]: _cycle(cycle) for cycle in follow(journal.cycles)},
        "inbox.md": _inbox(journal.inbox),
    }
    return {name: text.encode() for name, text in files.items()}


def file_name(cycle: Cycle) -> str:
    """Return a name that every system takes: the cycle's number and the letters of its question."""
    letters = unicodedata.normalize("NFKD", cycle.question).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    cut = words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return "-".join(filter(None, (f"cycle-{cycle.number:03}", cut))) + ".md"


def _journal(journal: Journal, names: Mapping[str, str]) -> str:
    settings: Plain = msgspec.to_builtins(journal.settings)
    measures: object = msgspec.to_builtins(journal.measures)
    order = [cycle.number for cycle in journal.cycles]
    links = (_link(cycle, names[cycle.id]) for cycle in journal.cycles)
    listed = "\n".join((*links, "- [The inbox](inbox.md)"))
    fields = {"enquiry": FORMAT, "holds": "journal", "settings": settings, "measures": measures, "cycles": order}
    return f"{front_matter(fields)}\n# The journal\n\n{listed}\n"


def _link(cycle: Cycle, name: str) -> str:
    removed = " (removed)" if cycle.removed else ""
    return f"- [{cycle.number} · {guarded_line(cycle.question)}]({name.replace(' ', '%20')}){removed}"


def _cycle(cycle: Cycle) -> str:
    fields: Plain = msgspec.to_builtins(cycle)
    fields.pop("entries", None)
    head = {"enquiry": FORMAT, "holds": "cycle", "number": cycle.number, "question": cycle.question}
    parts = (_entry(entry) for entry in cycle.entries)
    title = f"# {cycle.number} · {guarded_line(cycle.question)}"
    return _file({**head, **fields}, title, parts, cycle.entries)


def _inbox(notes: Iterable[LooseNote]) -> str:
    held = tuple(notes)
    return _file({"enquiry": FORMAT, "holds": "inbox"}, "# The inbox", (_entry(note) for note in held), held)


def _file(fields: Plain, title: str, parts: Iterable[str], held: Iterable[AnyEntry | LooseNote]) -> str:
    return "\n".join((front_matter(fields), title, "", *parts, *_records(held)))


def _entry(entry: AnyEntry | LooseNote) -> str:
    """Return an entry under its heading, its words first, then what it says beside them."""
    fields: Plain = msgspec.to_builtins(entry)
    removed = " · removed" if entry.removed else ""
    kind = fields.get("kind", "note")
    beside = [line for name, value in fields.items() if name not in (*_NAMED, *OWN) for line in _beside(name, value)]
    listed = "".join(f"{line}\n" for line in beside)
    words = f"{guarded(entry.text)}\n" + (f"\n{listed}" if listed else "")
    return f"## {entry.name} · {entry.happened_on.isoformat()} · {kind}{removed}\n\n{words}"


def _beside(name: str, value: object) -> Iterator[str]:
    """Yield the lines that say one field: a list as a line for each of what it holds."""
    for one in value if isinstance(value, list | tuple) else [value]:
        yield f"- {name}: {_said(one)}"


def _said(value: object) -> str:
    """Return a value as it is read: words as words, a number as a number, the value of a measure as it is typed."""
    match value:
        case str():
            return guarded_line(value)
        case {"measure": str(measure), "value": number, **more}:
            sd = f" (SD {as_value(more['sd'])})" if "sd" in more else ""
            return f"{guarded_line(measure)} = {as_value(number)}{sd}"
        case _:
            return as_value(value)


def _records(held: Iterable[AnyEntry | LooseNote]) -> Iterator[str]:
    """Yield the block that holds each entry's record on a line of its own."""
    lines = [f'"{entry.name}": {as_value(_record(entry))}' for entry in held]
    if lines:
        yield f"{RECORDS}\n\nWhat enquiry knows these by. Leave it as it is.\n\n```json"
        yield "{\n" + ",\n".join(lines) + "\n}\n```\n"


def _record(entry: AnyEntry | LooseNote) -> Plain:
    fields: Plain = msgspec.to_builtins(entry)
    return {name: fields[name] for name in OWN if name in fields}
