"""The whole journal as a folder of Markdown that any notes program opens: a file a cycle, and what lies in none.

Above each text stand its fields as front matter, beneath each entry what it says beside its words, and at a file's end
its records: ids, references and moments. Nothing of the journal is left out; `folder/read.py` reads it back.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from enquiry.exchange.folder.text import encode_field_value, encode_markdown, encode_markdown_line, render_front_matter
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, end_sentence
from enquiry.model.journal import Journal, LooseNote
from enquiry.progress import ProgressTracker, ignore_progress

FORMAT = 2
"""The number of this layout, in the field `enquiry` of every file. In layout 1 records referred by number."""

RECORDS = "## Records"
RECORD_FIELDS = ("id", "recorded_at", "removed", "first", "otherwise", "filed_as", "about", "gift")
"""What an entry's record holds."""

_IN_HEADING = ("kind", "name", "cycle", "happened_on", "text")
_MAX_NAME_CHARS = 60

PlainFields = dict[str, Any]


def render_folder(
    journal: Journal, known: Mapping[str, str] | None = None, follow: ProgressTracker = ignore_progress
) -> dict[str, bytes]:
    """Return the files of the folder by their names. The same journal gives the same bytes.

    `known` names the files that cycles have already, by the ids of the cycles; they keep them.
    """
    names = {cycle.id: (known or {}).get(cycle.id, name_cycle_file(cycle)) for cycle in journal.cycles}
    links = dict[str, str]()
    for cycle in journal.cycles:
        removed, file = " (removed)" if cycle.removed else "", names[cycle.id].replace(" ", "%20")
        links[cycle.id] = f"[{cycle.number} · {encode_markdown_line(cycle.question)}]({file}){removed}"
    beside = ["- [The inbox](inbox.md)", *(["- [What I believe](beliefs.md)"] if journal.beliefs else [])]
    index = "\n".join((*(f"- {link}" for link in links.values()), *beside))
    plain = msgspec.to_builtins({"settings": journal.settings, "measures": journal.measures})
    told = {"enquiry": FORMAT, "holds": "journal", **plain, "cycles": [cycle.number for cycle in journal.cycles]}
    inbox = {"enquiry": FORMAT, "holds": "inbox"}
    files = {
        "journal.md": f"{render_front_matter(told)}\n# The journal\n\n{index}\n",
        **{names[cycle.id]: _render_cycle_file(cycle, links, journal) for cycle in follow(journal.cycles)},
        "inbox.md": _render_file(inbox, "# The inbox", journal.inbox, journal),
    }
    if journal.beliefs:
        files["beliefs.md"] = render_beliefs_file(journal.beliefs)
    return {name: text.encode() for name, text in files.items()}


def render_beliefs_file(beliefs: Iterable[Belief]) -> str:
    """Return the file of the beliefs: its fields hold them whole, and what stands beneath is made from these."""
    held = tuple(beliefs)
    told = {"enquiry": FORMAT, "holds": "beliefs", "beliefs": msgspec.to_builtins(held)}
    parts = ["# What I believe", ""]
    for belief in held:
        removed = " · removed" if belief.removed else ""
        parts += [f"## {belief.name} · {belief.began_on.isoformat()} · {belief.held.value}{removed}", ""]
        for version in belief.versions:
            because = f" Because: {encode_markdown_line(version.because)}" if version.because else ""
            words = encode_markdown_line(version.text)
            parts.append(f"- {version.on.isoformat()}: {end_sentence(words) if because else words}{because}")
        parts.append("")
    return "\n".join((render_front_matter(told), *parts))


def name_cycle_file(cycle: Cycle) -> str:
    """Return a file name that every system takes: the cycle's number and the letters of its question."""
    letters = unicodedata.normalize("NFKD", cycle.question).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) > _MAX_NAME_CHARS:
        words = words[: _MAX_NAME_CHARS + 1].rpartition("-")[0] or words[:_MAX_NAME_CHARS]
    return "-".join(filter(None, (f"cycle-{cycle.number:03}", words))) + ".md"


def _render_cycle_file(cycle: Cycle, links: Mapping[str, str], journal: Journal) -> str:
    fields: PlainFields = msgspec.to_builtins(cycle)
    fields.pop("entries", None)
    head = {"enquiry": FORMAT, "holds": "cycle", "number": cycle.number, "question": cycle.question}
    ties = [("grew from", cycle.grew_from), *((link.kind.value, link.cycle) for link in cycle.links)]
    beside = "".join(f"\n{kind}: {links[other]}\n" for kind, other in ties if other and other in links)
    title = f"# {cycle.number} · {encode_markdown_line(cycle.question)}"
    return _render_file({**head, **fields}, f"{title}\n{beside}".rstrip("\n"), cycle.entries, journal)


def _render_file(fields: PlainFields, title: str, held: Iterable[AnyEntry | LooseNote], journal: Journal) -> str:
    parts, records = list[str](), list[str]()
    for entry in held:
        told: PlainFields = msgspec.to_builtins(entry)
        parts.append(_render_entry(entry, told, journal))
        record = {name: told[name] for name in RECORD_FIELDS if name in told}
        records.append(f'"{entry.name}": {encode_field_value(record)}')
    if records:
        parts.append(f"{RECORDS}\n\nWhat enquiry knows these by. Leave it as it is.\n\n```json")
        parts.append("{\n" + ",\n".join(records) + "\n}\n```\n")
    return "\n".join((render_front_matter(fields), title, "", *parts))


def _render_entry(entry: AnyEntry | LooseNote, fields: PlainFields, journal: Journal) -> str:
    """Return an entry under its heading, its words first, then what it says beside them."""
    filed = f" · filed as {journal.get_name(fields['filed_as'])}" if "filed_as" in fields else ""
    removed = " · removed" if entry.removed else ""
    beside = "".join(
        f"- {name}: {_format_value(one)}\n"
        for name, value in fields.items()
        if name not in (*_IN_HEADING, *RECORD_FIELDS)
        for one in (value if isinstance(value, list | tuple) else [value])
    )
    words = f"{encode_markdown(entry.text)}\n" + (f"\n{beside}" if beside else "")
    kind = fields.get("kind", "note")
    return f"## {entry.name} · {entry.happened_on.isoformat()} · {kind}{filed}{removed}\n\n{words}"


def _format_value(value: object) -> str:
    """Return a value as it is read: words as words, a number as a number, the value of a measure as it is typed."""
    match value:
        case str():
            return encode_markdown_line(value)
        case {"measure": str(measure), "value": number, **more}:
            of = f" of {encode_field_value(more['of'])}" if "of" in more else ""
            if isinstance(tally := more.get("tally"), list | tuple):
                of += f" ({', '.join(map(str, tally))} at its levels)"
            sd = f" (SD {encode_field_value(more['sd'])})" if "sd" in more else ""
            chosen = (" (chosen)" if more["chosen"] else " (not chosen)") if "chosen" in more else ""
            return f"{encode_markdown_line(measure)} = {encode_field_value(number)}{of}{sd}{chosen}"
        case _:
            return encode_field_value(value)
