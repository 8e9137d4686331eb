"""Fields: one record as it stands, and what a step made of it that was written without knowing all of that.

The rules, field by field. What one of the two changed is taken. Where both did, things added to a list stay and things
taken from it go; of two privacies the narrower holds; something stands against nothing; else the later one stands, and
the other is kept in `otherwise`, until a person settles it. A removal that did not see what was written does not win.
Where two settled one place apart, and differently, both stand again: what a person chose goes by no other's choice.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from enquiry.insight.history.diff import SETTINGS
from enquiry.model.belief import Belief
from enquiry.model.choices import EntryKind, Privacy
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.journal import LooseNote
from enquiry.model.measure import Measure
from enquiry.model.settings import Settings
from enquiry.model.step import RecordRow

Blame = Callable[[str], tuple[str, str]]
"""Says of a field when what stands in it was written, as the file has moments, and on which device."""

TABLES = (SETTINGS, "cycles", "entries", "inbox", "measures", "gifts", "beliefs")
"""The tables of records, in the order of the file."""

_CLASSES: dict[str, Any] = {
    "settings": Settings,
    "cycles": Cycle,
    "inbox": LooseNote,
    "measures": Measure,
    "gifts": Gift,
    "beliefs": Belief,
}
_LISTS = {
    *("tags", "standards", "links", "success", "questions", "turns", "moved", "queries", "sharing"),
    *("values", "targets", "versions", "supports", "tried"),
}
_KEYS = {"values": "measure", "targets": "measure", "tried": "reading", "queries": "name"}
"""Lists in which a thing stands once: by which of its fields it is known."""

_UNITS = {"text": ("text", "parts"), "cycle": ("cycle", "name")}
"""Fields that go together: an entry's parts are its text, and its number is one in its cycle."""

_WORKED_OUT = {
    *("cycle", "number", "filed_as", "state", "next_look", "kind", "recorded_at", "withdrawn", "by", "about", "gift"),
}
"""Fields of which the later value stands and the other is not kept: they hold nobody's words."""

_PRIVACIES = [one.value for one in Privacy]
_BESIDE = {"removed", "otherwise", "moved"}
"""Fields that hold none of a record's own words."""


class RowWriting(NamedTuple):
    """What a step made of a row (`saw` → `made`), when and on which device.

    `unseen` says that something was written in the record which the writer did not know, besides its own fields.
    """

    saw: RecordRow
    made: RecordRow
    at: str
    device: str
    unseen: bool = False


@cache
def list_row_fields(table: str, kind: str = "") -> tuple[str, ...]:
    """Return the names of the fields that a row of a table may have, in their order; of an entry those of its kind."""
    names = (ENTRY_CLASSES[EntryKind(kind)] if table == "entries" else _CLASSES[table]).__struct_encode_fields__
    return ("kind", *names) if table == "entries" else tuple(names)


def order_row(table: str, row: RecordRow) -> RecordRow:
    """Return a row with its fields in the order in which the file has them; empty and foreign ones are left out."""
    return {
        name: row[name]
        for name in list_row_fields(table, str(row.get("kind", "")))
        if name in row and row[name] not in (None, [])
    }


def has_new_words(saw: RecordRow | None, made: RecordRow | None) -> bool:
    """Say whether a step wrote in a record: it made one, or changed more than whether it is in sight."""
    if made is None:
        return False
    names = (saw or {}).keys() | made.keys()
    return saw is None or any(saw.get(name) != made.get(name) for name in names - _BESIDE)


def keep_value(field: str, value: object, at: str, device: str) -> RecordRow:
    """Return a value as `otherwise` keeps it."""
    return {"field": field, "value": value, "at": at, **({"device": device} if device else {})}


def merge_row(table: str, now: RecordRow, writing: RowWriting, blame: Blame) -> RecordRow:
    """Return the row as it stands with what a step made of it, by the rules above."""
    saw, made = writing.saw, writing.made
    units = _UNITS if table == "entries" else {}
    within = {name for unit in units.values() for name in unit}
    names = dict.fromkeys((*units, *(name for name in (*now, *made, *saw) if name not in within)))
    kept: list[Any] = merge_lists(*(_read_list(row, "otherwise") for row in (saw, made, now)))
    settled_twice = _list_settled(saw, made) & _list_settled(saw, now)
    merged: RecordRow = {}
    for name in (name for name in names if name not in ("removed", "otherwise")):
        unit = units.get(name, (name,))
        was, new, here = (tuple(row.get(one) for one in unit) for row in (saw, made, now))
        value: tuple[Any, ...] = here
        if name in settled_twice and new[0] != here[0]:
            value = new
            kept.append(keep_value(name, here[0], *blame(name)))
        elif new != was:
            kept = [one for one in kept if one["field"] != name or one["value"] not in (was[0], new[0])]
            value = new
            if here not in (was, new):
                value, other = merge_field(name, was, new, here)
                if other is not None and table != SETTINGS and name not in _WORKED_OUT:
                    kept.append(keep_value(name, other, *blame(name)))
        merged.update(zip(unit, value, strict=True))
    for name in sorted(merged.keys() - set(list_row_fields(table, str(merged.get("kind", ""))))):
        if merged[name] not in (None, []):  # of the kind that the entry is no longer
            own = (writing.at, writing.device) if made.get(name) == merged[name] else blame(name)
            kept.append(keep_value(name, merged[name], *own))
    if table != SETTINGS:
        merged["removed"], other_removal = merge_removal(now, writing, blame, apart="removed" in settled_twice)
        gone = saw.get("removed") if saw.get("removed") != made.get("removed") else None
        kept = [one for one in kept if one["field"] != "removed" or one["value"] not in (gone, merged["removed"])]
        kept += [other_removal] if other_removal and other_removal not in kept else []
        merged["otherwise"] = [one for place, one in enumerate(kept) if one not in kept[:place]]
    return order_row(table, merged)


def merge_field(name: str, was: tuple[Any, ...], new: tuple[Any, ...], here: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return what stands in a field that both changed, and what is to be kept beside it (None: nothing)."""
    first, other, before = new[0], here[0], was[0]
    if name in _LISTS:
        merged: list[Any] = merge_lists(before or [], first or [], other or [])
        key = _KEYS.get(name)
        if key is None:
            return (merged,), None
        latest = {one[key]: one for one in merged if one not in (first or [])}
        latest |= {one[key]: one for one in first or []}
        doubled = [one for one in merged if latest[one[key]] != one]
        return ([one for one in merged if one not in doubled],), doubled or None
    if name == "privacy":
        narrower = min(_PRIVACIES.index(one or Privacy.PRIVATE.value) for one in (first, other))
        return (_PRIVACIES[narrower] if narrower else None,), None
    if not first or not other:
        return (new if first else here), None
    return new, other


def merge_lists(saw: Sequence[Any], made: Sequence[Any], now: Sequence[Any]) -> list[Any]:
    """Return a list as it stands, with what a step took from it gone and what it added in the place it was given.

    What a step put at the end comes last, so that of two questions refined apart the later one is the present one.
    """
    found = [one for one in now if one in made or one not in saw]
    last = max((place for place, one in enumerate(made) if one in saw), default=-1)
    for place, one in enumerate(made):
        if one in saw or one in found:
            continue
        before = next((found.index(other) + 1 for other in reversed(made[:place]) if other in found), 0)
        found.insert(len(found) if place > last else before, one)
    return found


def _list_settled(saw: RecordRow, since: RecordRow) -> set[str]:
    """Return the fields in which something was kept beside what stands, and is no longer: somebody has chosen."""
    left = _read_list(since, "otherwise")
    return {one["field"] for one in _read_list(saw, "otherwise") if one not in left}


def _read_list(row: RecordRow, name: str) -> list[Any]:
    found = row.get(name)
    return found if isinstance(found, list) else []


def merge_removal(now: RecordRow, writing: RowWriting, blame: Blame, *, apart: bool) -> tuple[object, RecordRow | None]:
    """Return the mark of removal that stands (None: the record is in sight), and the one kept beside it.

    `apart` says that two machines settled whether it is to go; where they differ it stays in sight.
    """
    was, new, here = (row.get("removed") for row in (writing.saw, writing.made, now))
    if apart and bool(new) != bool(here):
        return None, keep_value("removed", new or here, *((writing.at, writing.device) if new else blame("removed")))
    if new and not was:
        names = (now.keys() | writing.saw.keys()) - _BESIDE
        unseen = writing.unseen or any(now.get(name) != writing.saw.get(name) for name in names)
        known = _read_list(writing.saw, "otherwise")
        unseen = unseen or any(one not in known for one in _read_list(now, "otherwise"))
        if unseen and not here:
            return None, keep_value("removed", new, writing.at, writing.device)
        return new, None
    if new != was:
        return new, None
    if here and not was and has_new_words(writing.saw, writing.made):
        return None, keep_value("removed", here, *blame("removed"))
    return here, None
