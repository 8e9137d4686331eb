"""The journal's values as the plain objects that every JSON answer is made of: every field is there, always.

The same objects make up the export, so that a program which reads one reads all. The shape is published as a JSON
Schema in `enquiry/data/schema`, with the number SCHEMA_VERSION.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from enquiry.insight.thread import Thread, ThreadBranch
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.unsafe_chars import UNSAFE_CHARS

if TYPE_CHECKING:
    from enquiry.insight.measures.series import Series
    from enquiry.insight.standards import StandardsOverview
    from enquiry.insight.status import CycleRow, Status
    from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelineGap, TimelinePost


SCHEMA_VERSION = 1
"""The version of the answers, which name cycles and entries by their numbers."""

EXPORT_VERSION = 2
"""The version of the export, in which records refer to one another by id; in version 1 they did by number."""

JsonObject = dict[str, object]


def encode_answer(document: Mapping[str, object]) -> bytes:
    """Return one JSON document as UTF-8, indented, beginning with its `schema_version`."""
    return format_json({"schema_version": SCHEMA_VERSION, **document})


def format_json(value: object) -> bytes:
    r"""Return a value as JSON to read, in UTF-8.

    Whoever prints it on a terminal is safe: what could act there is written by its number (`\u009b`), which any
    program reads as the same text.
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return re.sub(UNSAFE_CHARS, lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def encode_path(path: object) -> str:
    """Return a path as text that JSON can hold: bytes in it that are not UTF-8 become `?`."""
    return str(path).encode("utf-8", "replace").decode()


def describe_entry(entry: AnyEntry) -> JsonObject:
    """Return an entry as an object, its `cycle` as a number; `kind` and `name` come first."""
    return {**_describe_exported_entry(entry), "cycle": entry.cycle_number}


def describe_note(note: LooseNote, journal: Journal) -> JsonObject:
    """Return an inbox note as an object, `filed_as` as the name of the entry it became."""
    return {"name": note.name, **_describe_fields(note), "filed_as": journal.get_name(note.filed_as)}


def describe_cycle(cycle: Cycle, journal: Journal) -> JsonObject:
    """Return a cycle as an object with its `question`, and its kept entries in the order in which they happened.

    `grew_from` and `links` name cycles by number; null stands for a cycle that is not in the journal.
    """
    links = [{**_describe_fields(link), "cycle": journal.get_number(link.cycle)} for link in cycle.links]
    grew_from = journal.get_number(cycle.grew_from)
    entries = [describe_entry(entry) for entry in cycle.kept]
    return {**_describe_exported_cycle(cycle), "grew_from": grew_from, "links": links, "entries": entries}


def _describe_exported_cycle(cycle: Cycle) -> JsonObject:
    entries = [_describe_exported_entry(entry) for entry in cycle.entries]
    return {"number": cycle.number, "question": cycle.question, **_describe_fields(cycle), "entries": entries}


def _describe_exported_entry(entry: AnyEntry) -> JsonObject:
    return {"kind": entry.kind.value, "name": entry.name, **_describe_fields(entry)}


def describe_journal(journal: Journal, follow: ProgressTracker = ignore_progress) -> JsonObject:
    """Return the whole journal as it is exported, removed records included; references are ids, as in the file."""
    return {
        "schema_version": EXPORT_VERSION,
        "settings": _describe_fields(journal.settings),
        "cycles": [_describe_exported_cycle(cycle) for cycle in follow(journal.cycles)],
        "inbox": [{"name": note.name, **_describe_fields(note)} for note in journal.inbox],
        "measures": [_describe_fields(measure) for measure in journal.measures],
    }


def _describe_fields(value: msgspec.Struct) -> JsonObject:
    return {name: _convert_value(getattr(value, name)) for name in value.__struct_fields__}


def _convert_value(value: object) -> object:
    match value:
        case msgspec.Struct():
            return _describe_fields(value)
        case Enum():
            return value.value
        case tuple():
            return [_convert_value(item) for item in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


# --- What each looking command answers to a program. Made from the same values as the views, never from the views.


def describe_cycle_briefly(cycle: Cycle, journal: Journal) -> JsonObject:
    """Return a cycle without its entries, with its last day and what was decided last."""
    decided = cycle.decided
    brief = describe_cycle(replace(cycle, entries=()), journal)
    del brief["entries"]
    decision = decided and {
        "entry": decided.name,
        "decision": decided.decision and decided.decision.value,
        "because": decided.because,
        "on": decided.happened_on.isoformat(),
    }
    return {**brief, "last_on": cycle.last_on.isoformat(), "decided": decision}


def describe_cycle_row(row: "CycleRow", journal: Journal) -> JsonObject:
    """Return a cycle's line in a list."""
    counts = {"current": row.current, "evidence": row.evidence, "reflections": row.reflections}
    return {**describe_cycle_briefly(row.cycle, journal), **counts}


def describe_cycle_list(rows: "Sequence[CycleRow]", journal: Journal) -> JsonObject:
    """Return the answer of `list`."""
    return {"cycles": [describe_cycle_row(row, journal) for row in rows]}


def describe_status(now: "Status", journal: Journal) -> JsonObject:
    """Return the answer of `status`."""
    return {
        "today": now.today.isoformat(),
        "year": now.year,
        "week": now.week if now.week > 0 else None,
        "matters": [matter._asdict() for matter in now.matters],
        "cycles": [describe_cycle_row(row, journal) for row in now.rows],
        "inbox": now.waiting,
    }


def describe_item(thing: JournalItem, journal: Journal) -> JsonObject:
    """Return the answer of `show`: a cycle whole, or an entry; a note in the inbox is an entry of the kind *note*."""
    match thing:
        case Cycle():
            return {"cycle": describe_cycle(thing, journal)}
        case LooseNote():
            return {"entry": {"kind": "note", **describe_note(thing, journal)}}
        case _:
            return {"entry": describe_entry(thing)}


def describe_standards(shelf: "StandardsOverview") -> JsonObject:
    """Return the answer of `standards`: the lists with their codes, each with the cycles it stands in."""
    lists = [
        {
            **{name: getattr(one.list, name) for name in ("name", "title", "publisher", "version", "link")},
            "from": one.list.begins.isoformat() if one.list.begins else None,
            "to": one.list.to.isoformat() if one.list.to else None,
            "stands": one.stands,
            "codes": [
                {
                    "code": laid.code.code,
                    "title": laid.code.title,
                    "parent": laid.code.parent,
                    "cycles": list(laid.cycles),
                }
                for laid in one.codes
            ],
        }
        for one in shelf.lists
    ]
    return {"standards": lists, "unlisted": [{"code": code, "cycles": list(held)} for code, held in shelf.unlisted]}


def describe_settings(pairs: Mapping[str, str]) -> JsonObject:
    """Return the answer of `config`."""
    return {"settings": dict(pairs)}


def describe_places(pairs: Mapping[str, str]) -> JsonObject:
    """Return the answer of `where`."""
    return {"places": {name: encode_path(place) for name, place in pairs.items()}}


def describe_samples(pairs: Mapping[str, str]) -> JsonObject:
    """Return the answer of `demo --list`."""
    return {"samples": dict(pairs)}


def describe_timeline(timeline: "Timeline") -> JsonObject:
    """Return the answer of `timeline`: its cycles, its marks in the order of the days, and the measures."""
    return {
        "cycles": [describe_cycle_briefly(cycle, timeline.journal) for cycle in timeline.cycles],
        "marks": [_describe_timeline_mark(mark) for mark in timeline.marks],
        "measures": [{"cycle": number, **describe_series(one)} for number, series in timeline.series for one in series],
    }


def _describe_timeline_mark(mark: "TimelinePost | TermHeading | HolidayBand | TimelineGap") -> JsonObject:
    from enquiry.insight.timeline import HolidayBand, TermHeading, TimelineGap, TimelinePost

    match mark:
        case TermHeading():
            return {"mark": "term", "name": mark.text, "on": mark.on.isoformat()}
        case HolidayBand():
            begin, end = mark.period.begin.isoformat(), mark.period.end.isoformat()
            return {"mark": "holiday", "name": mark.name, "begin": begin, "end": end}
        case TimelineGap():
            return {"mark": "silence", "teaching_days": mark.teaching_days, "to_today": mark.to_today}
        case TimelinePost():
            return {
                "mark": "post",
                "on": mark.on.isoformat(),
                "cycle": mark.cycle,
                "what": mark.what,
                "entry": mark.name or None,
                "text": mark.text,
                "because": mark.because,
                "aside": mark.aside,
                "details": list(mark.details),
            }


def describe_series(series: "Series") -> JsonObject:
    """Return the values of one measure."""
    points = [{**point._asdict(), "on": point.on.isoformat()} for point in series.points]
    return {"measure": series.name, "unit": series.unit, "better": series.better.value, "values": points}


# --- A thread as an object for programs.


def describe_thread(thread: Thread, journal: Journal) -> JsonObject:
    """Return the answer of `thread`: the root with what grew from it, and the other ties."""
    ties = [{"cycle": tie.cycle, "kind": tie.kind.value, "other": tie.other} for tie in thread.ties]
    return {"thread": _describe_branch(thread.root, journal), "asked": thread.asked, "ties": ties}


def _describe_branch(branch: ThreadBranch, journal: Journal) -> JsonObject:
    grown = [_describe_branch(one, journal) for one in branch.grown]
    return {"cycle": describe_cycle_briefly(branch.cycle, journal), "grown": grown}
