"""The whole journal as a folder of Markdown that any notes program opens: a file a cycle, the inbox, and the journal.

Above each text stand its fields as front matter, beneath each entry what it says beside its words, and at a file's end
its records: the lasting ids and moments. Nothing of the journal is left out; `folder_intake` makes it again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from enquiry.exchange.folder.text import encode_field_value, encode_markdown, encode_markdown_line, render_front_matter
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote
from enquiry.progress import ProgressTracker, ignore_progress

FORMAT = 1
"""The number of this layout, in the field `enquiry` of every file."""

RECORDS = "## Records"
RECORD_FIELDS = ("id", "recorded_at", "removed")
"""What an entry's record holds."""

_NAMED = ("kind", "name", "cycle", "happened_on", "text")
_LONGEST = 60

PlainFields = dict[str, Any]


def render_folder(
    journal: Journal, known: Mapping[str, str] | None = None, follow: ProgressTracker = ignore_progress
) -> dict[str, bytes]:
    """Return the files of the folder by their names. The same journal gives the same bytes.

    `known` names the files that cycles have already, by the ids of the cycles; they keep them.
    """
    names = {cycle.id: (known or {}).get(cycle.id, name_cycle_file(cycle)) for cycle in journal.cycles}
    files = {
        "journal.md": _render_journal_file(journal, names),
        **{names[cycle.id]: _render_cycle_file(cycle) for cycle in follow(journal.cycles)},
        "inbox.md": _render_inbox_file(journal.inbox),
    }
    return {name: text.encode() for name, text in files.items()}


def name_cycle_file(cycle: Cycle) -> str:
    """Return a name that every system takes: the cycle's number and the letters of its question."""
    letters = unicodedata.normalize("NFKD", cycle.question).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    cut = words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return "-".join(filter(None, (f"cycle-{cycle.number:03}", cut))) + ".md"


def _render_journal_file(journal: Journal, names: Mapping[str, str]) -> str:
    settings: PlainFields = msgspec.to_builtins(journal.settings)
    measures: object = msgspec.to_builtins(journal.measures)
    order = [cycle.number for cycle in journal.cycles]
    links = (_link(cycle, names[cycle.id]) for cycle in journal.cycles)
    listed = "\n".join((*links, "- [The inbox](inbox.md)"))
    fields = {"enquiry": FORMAT, "holds": "journal", "settings": settings, "measures": measures, "cycles": order}
    return f"{render_front_matter(fields)}\n# The journal\n\n{listed}\n"


def _link(cycle: Cycle, name: str) -> str:
    removed = " (removed)" if cycle.removed else ""
    return f"- [{cycle.number} · {encode_markdown_line(cycle.question)}]({name.replace(' ', '%20')}){removed}"


def _render_cycle_file(cycle: Cycle) -> str:
    fields: PlainFields = msgspec.to_builtins(cycle)
    fields.pop("entries", None)
    head = {"enquiry": FORMAT, "holds": "cycle", "number": cycle.number, "question": cycle.question}
    parts = (_render_entry(entry) for entry in cycle.entries)
    title = f"# {cycle.number} · {encode_markdown_line(cycle.question)}"
    return _render_file({**head, **fields}, title, parts, cycle.entries)


def _render_inbox_file(notes: Iterable[LooseNote]) -> str:
    held = tuple(notes)
    return _render_file(
        {"enquiry": FORMAT, "holds": "inbox"}, "# The inbox", (_render_entry(note) for note in held), held
    )


def _render_file(fields: PlainFields, title: str, parts: Iterable[str], held: Iterable[AnyEntry | LooseNote]) -> str:
    return "\n".join((render_front_matter(fields), title, "", *parts, *_render_records(held)))


def _render_entry(entry: AnyEntry | LooseNote) -> str:
    """Return an entry under its heading, its words first, then what it says beside them."""
    fields: PlainFields = msgspec.to_builtins(entry)
    removed = " · removed" if entry.removed else ""
    kind = fields.get("kind", "note")
    beside = [
        line for name, value in fields.items() if name not in (*_NAMED, *RECORD_FIELDS) for line in _beside(name, value)
    ]
    listed = "".join(f"{line}\n" for line in beside)
    words = f"{encode_markdown(entry.text)}\n" + (f"\n{listed}" if listed else "")
    return f"## {entry.name} · {entry.happened_on.isoformat()} · {kind}{removed}\n\n{words}"


def _beside(name: str, value: object) -> Iterator[str]:
    """Yield the lines that say one field: a list as a line for each of what it holds."""
    for one in value if isinstance(value, list | tuple) else [value]:
        yield f"- {name}: {_format_field_value(one)}"


def _format_field_value(value: object) -> str:
    """Return a value as it is read: words as words, a number as a number, the value of a measure as it is typed."""
    match value:
        case str():
            return encode_markdown_line(value)
        case {"measure": str(measure), "value": number, **more}:
            sd = f" (SD {encode_field_value(more['sd'])})" if "sd" in more else ""
            return f"{encode_markdown_line(measure)} = {encode_field_value(number)}{sd}"
        case _:
            return encode_field_value(value)


def _render_records(held: Iterable[AnyEntry | LooseNote]) -> Iterator[str]:
    """Yield the block that holds each entry's record on a line of its own."""
    lines = [f'"{entry.name}": {encode_field_value(_record(entry))}' for entry in held]
    if lines:
        yield f"{RECORDS}\n\nWhat enquiry knows these by. Leave it as it is.\n\n```json"
        yield "{\n" + ",\n".join(lines) + "\n}\n```\n"


def _record(entry: AnyEntry | LooseNote) -> PlainFields:
    fields: PlainFields = msgspec.to_builtins(entry)
    return {name: fields[name] for name in RECORD_FIELDS if name in fields}
