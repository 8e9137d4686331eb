"""What each looking command answers to a program. Made from the same values as the views, never from the views."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from enquiry.answers.journal import Object, cycle_object, entry_object, note_object, path_text
from enquiry.model.cycle import Cycle
from enquiry.model.journal import LooseNote, Thing

if TYPE_CHECKING:
    from enquiry.insight.measures.series import Series
    from enquiry.insight.standards import Shelf
    from enquiry.insight.status import Row, Standing
    from enquiry.insight.timeline import Band, Heading, Post, Silence, Timeline


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
