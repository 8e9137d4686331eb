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

from enquiry.insight.thread import Branch, Thread
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, LooseNote, Thing
from enquiry.progress import Follow, unfollowed
from enquiry.unsafe_chars import ACTING

if TYPE_CHECKING:
    from enquiry.insight.measures.series import Series
    from enquiry.insight.standards import Shelf
    from enquiry.insight.status import Row, Standing
    from enquiry.insight.timeline import Band, Heading, Post, Silence, Timeline


SCHEMA_VERSION = 1

Object = dict[str, object]


def as_json(document: Mapping[str, object]) -> bytes:
    """Return one JSON document as UTF-8, indented, beginning with its `schema_version`."""
    return indented({"schema_version": SCHEMA_VERSION, **document})


def indented(value: object) -> bytes:
    r"""Return a value as JSON to read, in UTF-8.

    Whoever prints it on a terminal is safe: what could act there is written by its number (`\u009b`), which any
    program reads as the same text.
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return re.sub(ACTING, lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def path_text(path: object) -> str:
    """Return a path as text that JSON can hold: bytes in it that are not UTF-8 become `?`."""
    return str(path).encode("utf-8", "replace").decode()


def entry_object(entry: AnyEntry) -> Object:
    """Return an entry as an object; `kind` and `name` come first."""
    return {"kind": entry.kind.value, "name": entry.name, **_fields(entry)}


def note_object(note: LooseNote) -> Object:
    """Return an inbox note as an object."""
    return {"name": note.name, **_fields(note)}


def cycle_object(cycle: Cycle, *, removed: bool = False) -> Object:
    """Return a cycle as an object with its `question`, and its entries in the order in which they happened.

    With `removed` the entries marked as removed are there too, in the order in which they were written.
    """
    entries = cycle.entries if removed else cycle.kept
    return {
        "number": cycle.number,
        "question": cycle.question,
        **_fields(cycle),
        "entries": [entry_object(entry) for entry in entries],
    }


def journal_object(journal: Journal, follow: Follow = unfollowed) -> Object:
    """Return the whole journal, what was removed included, so that an import can give it back unchanged."""
    return {
        "settings": _fields(journal.settings),
        "cycles": [cycle_object(cycle, removed=True) for cycle in follow(journal.cycles)],
        "inbox": [note_object(note) for note in journal.inbox],
        "measures": [_fields(measure) for measure in journal.measures],
    }


def _fields(value: msgspec.Struct) -> Object:
    return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}


def _plain(value: object) -> object:
    match value:
        case msgspec.Struct():
            return _fields(value)
        case Enum():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


# --- What each looking command answers to a program. Made from the same values as the views, never from the views.


def cycle_in_brief(cycle: Cycle) -> Object:
    """Return a cycle without its entries, with its last day and what was decided last."""
    decided = cycle.decided
    brief = cycle_object(replace(cycle, entries=()))
    del brief["entries"]
    decision = decided and {
        "entry": decided.name,
        "decision": decided.decision and decided.decision.value,
        "because": decided.because,
        "on": decided.happened_on.isoformat(),
    }
    return {**brief, "last_on": cycle.last_on.isoformat(), "decided": decision}


def row_object(row: "Row") -> Object:
    """Return a cycle's line in a list."""
    counts = {"current": row.current, "evidence": row.evidence, "reflections": row.reflections}
    return {**cycle_in_brief(row.cycle), **counts}


def cycles_object(rows: "Sequence[Row]") -> Object:
    """Return the answer of `list`."""
    return {"cycles": [row_object(row) for row in rows]}


def status_object(now: "Standing") -> Object:
    """Return the answer of `status`."""
    return {
        "today": now.today.isoformat(),
        "year": now.year,
        "week": now.week if now.week > 0 else None,
        "matters": [matter._asdict() for matter in now.matters],
        "cycles": [row_object(row) for row in now.rows],
        "inbox": now.waiting,
    }


def thing_object(thing: Thing) -> Object:
    """Return the answer of `show`: a cycle whole, or an entry; a note in the inbox is an entry of the kind *note*."""
    match thing:
        case Cycle():
            return {"cycle": cycle_object(thing)}
        case LooseNote():
            return {"entry": {"kind": "note", **note_object(thing)}}
        case _:
            return {"entry": entry_object(thing)}


def standards_object(shelf: "Shelf") -> Object:
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


def settings_object(pairs: Mapping[str, str]) -> Object:
    """Return the answer of `config`."""
    return {"settings": dict(pairs)}


def places_object(pairs: Mapping[str, str]) -> Object:
    """Return the answer of `where`."""
    return {"places": {name: path_text(place) for name, place in pairs.items()}}


def samples_object(pairs: Mapping[str, str]) -> Object:
    """Return the answer of `demo --list`."""
    return {"samples": dict(pairs)}


def timeline_object(timeline: "Timeline") -> Object:
    """Return the answer of `timeline`: its cycles, its marks in the order of the days, and the measures."""
    return {
        "cycles": [cycle_in_brief(cycle) for cycle in timeline.cycles],
        "marks": [_mark(mark) for mark in timeline.marks],
        "measures": [{"cycle": number, **series_object(one)} for number, series in timeline.series for one in series],
    }


def _mark(mark: "Post | Heading | Band | Silence") -> Object:
    from enquiry.insight.timeline import Band, Heading, Post, Silence

    match mark:
        case Heading():
            return {"mark": "term", "name": mark.text, "on": mark.on.isoformat()}
        case Band():
            begin, end = mark.period.begin.isoformat(), mark.period.end.isoformat()
            return {"mark": "holiday", "name": mark.name, "begin": begin, "end": end}
        case Silence():
            return {"mark": "silence", "teaching_days": mark.teaching_days, "to_today": mark.to_today}
        case Post():
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


def series_object(series: "Series") -> Object:
    """Return the values of one measure."""
    points = [{**point._asdict(), "on": point.on.isoformat()} for point in series.points]
    return {"measure": series.name, "unit": series.unit, "better": series.better.value, "values": points}


# --- A thread as an object for programs.


def thread_object(thread: Thread) -> Object:
    """Return the answer of `thread`: the root with what grew from it, and the other ties."""
    ties = [{"cycle": tie.cycle, "kind": tie.kind.value, "other": tie.other} for tie in thread.ties]
    return {"thread": _branch(thread.root), "asked": thread.asked, "ties": ties}


def _branch(branch: Branch) -> Object:
    return {"cycle": cycle_in_brief(branch.cycle), "grown": [_branch(grown) for grown in branch.grown]}
