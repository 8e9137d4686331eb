"""Changes in words: what was added, removed or changed between two journals, record by record and field by field."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import NamedTuple

import msgspec

from enquiry.dates.period import spell, spell_moment
from enquiry.insight.history.diff import JournalPart, diff_journals
from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import Privacy
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle, Link, Question, StateChange, SuccessSign
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure, MeasuredValue, format_plain_number
from enquiry.model.record import OtherValue, Record, Removal
from enquiry.model.references import map_references
from enquiry.model.settings import Settings


class ChangeKind(StrEnum):
    """What became of a record."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """One field of a record, before and after, in words; empty where it said nothing."""

    name: str
    before: str
    after: str


class RecordChange(NamedTuple):
    """What became of one record in sight: its kind, its name, and its fields.

    One that was added or removed has all its fields; one that changed those that differ. `title` is the record as it is
    spoken of: "reflection 7.4", "the settings".
    """

    kind: str
    name: str
    what: ChangeKind
    fields: tuple[FieldChange, ...]
    title: str


_HIDDEN_FIELDS = {
    *("id", "recorded_at", "removed", "first", "number", "cycle", "entries", "moved", "gift", "checks"),
}
_TEXT_FIELDS = {"text", "questions", "versions"}
"""Fields that hold a record's own words; they come first."""

_OTHER_LABELS = {
    "questions": "question",
    "versions": "belief",
    "supports": "for and against",
    "current": "current cycle",
    "otherwise": "also written",
}
"""What fields are called that are none of the optional ones."""


def build_record_changes(before: Journal, after: Journal, *, hidden: bool = False) -> tuple[RecordChange, ...]:
    """Return the differences of two journals as a person sees them, without what was removed before and after.

    With `hidden` that is among them, and its title says so.
    """
    found = list[tuple[JournalPart | None, JournalPart | None]]()
    for record in diff_journals(before, after):
        old, new = (None if _find_removal(one) else one for one in (record.before, record.after))
        found.append((record.before, record.after) if hidden and not (old or new) else (old, new))
    if not any(map(any, found)):
        return ()
    names, changes = {**before.names, **after.names}, list[RecordChange]()
    for old, new in found:
        if shown := new or old:
            fields = tuple(diff_fields(old, new, names))
            what = ChangeKind.CHANGED if old and new else ChangeKind.ADDED if new else ChangeKind.GONE
            if fields or what is not ChangeKind.CHANGED:
                kind, name = name_record(shown)
                removal = _find_removal(old)
                gone = "" if removal is None else " (undone)" if removal.undone else " (removed)"
                changes.append(RecordChange(kind, name, what, fields, f"{kind} {name}".strip() + gone))
    return tuple(changes)


def _find_removal(record: JournalPart | None) -> Removal | None:
    return record.removed if isinstance(record, Record) else None


def name_record(record: JournalPart) -> tuple[str, str]:
    """Return what a record is and the name by which a person knows it."""
    match record:
        case Settings():
            return "the settings", ""
        case Cycle():
            return "cycle", str(record.number)
        case Belief():
            return "", record.name
        case LooseNote() | Measure() | Gift():
            return {LooseNote: "note", Measure: "measure", Gift: "gift"}[type(record)], record.name
        case _:
            return record.kind.value, record.name


def diff_fields(before: JournalPart | None, after: JournalPart | None, names: dict[str, str]) -> Iterator[FieldChange]:
    """Yield each field in which a record differs that says something to a person.

    `names` gives the names that people know records by, by id: what a field refers to is told by its name.
    """
    before, after = (one and map_references(one, lambda record: names.get(record, record)) for one in (before, after))
    shown = after or before or Settings()
    untold = (
        _HIDDEN_FIELDS if isinstance(shown, Settings | Measure) or (before and after) else {*_HIDDEN_FIELDS, "name"}
    )
    names_of_fields = dict.fromkeys((*shown.__struct_fields__, *(before.__struct_fields__ if before else ())))
    if before and after and type(before) is not type(after):
        yield FieldChange("type", name_record(before)[0], name_record(after)[0])
    for name in sorted(names_of_fields, key=lambda name: name not in _TEXT_FIELDS):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if name in untold or old == new:
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            came, went = tuple(one for one in new if one not in old), tuple(one for one in old if one not in new)
            if name in ("questions", "versions"):  # one that came is told alone, one that went with what stands instead
                old, new = went, came or new[-1:]
            elif bool(came) == bool(went) or not (old and new):
                old, new = went, came
        elif name in ("questions", "versions"):  # of one that comes or goes the question it ended with
            old, new = old and old[-1:], new and new[-1:]
        elif Privacy.PRIVATE in (old, new) and None in (old, new):  # as everything is, where nothing else is said
            continue
        was, now = format_field(old), format_field(new)
        if was != now:
            yield FieldChange(_OTHER_LABELS.get(name) or get_label(name), was, now)


def format_field(value: object, names: Mapping[str, str] = {}) -> str:
    """Return the value of any field in words, nothing where it says nothing; `names` are of records by id."""
    match value:
        case None | False:
            said = ""
        case True:
            said = "yes"
        case tuple() | list() | dict():
            held = value.values() if isinstance(value, dict) else value
            said = "; ".join(filter(None, (format_field(one, names) for one in held)))
        case Enum():
            said = str(value.value)
        case datetime():
            said = spell_moment(value)
        case date():
            said = spell(value)
        case float():
            said = format_plain_number(value)
        case OtherValue():
            said = f"{get_label(value.field)}: {format_field(value.value)}"
        case msgspec.Struct():
            said = _format_part(value, names)
        case _:
            said = names.get(str(value), str(value))
    return said


def _format_part(part: msgspec.Struct, names: Mapping[str, str]) -> str:
    match part:
        case Question():
            said = f"{part.text} ({spell(part.on)}{_format_reason(part.because)})"
        case BeliefVersion():
            reasons = "; ".join(filter(None, (*part.moved_by, part.because)))
            said = f"{part.text} ({part.held.words}, {spell(part.on)}{_format_reason(reasons)})"
        case Support():
            said = f"{part.entry} {part.side.value} it{f': {part.why}' if part.why else ''}"
        case SuccessSign():
            said = f"{part.text} (said {spell(part.on)})"
        case MeasuredValue():
            said = _format_measured_value(part)
        case Link():
            said = f"{part.kind.value} {part.who or part.cycle}"
        case StateChange():
            said = f"{part.state.value} on {spell(part.on)}{_format_reason(part.because)}"
        case _:
            fields = (format_field(getattr(part, name), names) for name in part.__struct_fields__)
            said = ", ".join(filter(None, fields))
    return said


def _format_reason(because: str) -> str:
    return f", because {because}" if because else ""


def _format_measured_value(value: MeasuredValue) -> str:
    sd = f" (SD {format_plain_number(value.sd)})" if value.sd else ""
    of = f" of {format_plain_number(value.of)}" if value.of is not None else ""
    why = "" if value.chosen is None else f", the group {'' if value.chosen else 'not '}chosen because of it"
    tally = f" ({', '.join(map(str, value.tally))} at its levels)" if value.tally else ""
    return f"{value.measure} {format_plain_number(value.value)}{of}{tally}{sd}{why}"
