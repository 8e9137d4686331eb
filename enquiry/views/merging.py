"""The sentences of a merge, and what waits to be settled: each text beneath the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell_moment
from enquiry.insight.history.changes import format_field, name_record
from enquiry.insight.merging.told import Clash, get_record_name, list_clashes
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.record import OtherValue, Record
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_fields
from enquiry.views.theme import RenderOptions


class MergeSentences(NamedTuple):
    """What a merge does, a sentence each."""

    sentences: Sequence[str]


def draw_merge(told: MergeSentences, look: RenderOptions) -> RenderableType:  # noqa: ARG001 (every view's own shape)
    """Draw the sentences, one under the other."""
    return Group(*(HangingIndent(Text(""), draw_text(flatten_text(one))) for one in told.sentences))


def format_merge_lines(told: MergeSentences) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield from map(flatten_text, told.sentences)


class ShownField(NamedTuple):
    """A field of a record in which something waits to be settled.

    `machines` are the names of machines by device, `names` those of records by id.
    """

    record: Record
    field: str
    machines: Mapping[str, str] = {}
    names: Mapping[str, str] = {}


def list_field_choices(shown: ShownField) -> Iterator[tuple[str, str]]:
    """Yield what can be chosen for a field, in their order: what it is, and its words."""
    record, field, machines, names = shown
    others = [one for one in record.otherwise if one.field == field]
    if field == "removed":
        yield "leave it in sight", ""
        for one in others:
            machine = machines.get(one.device, "another machine")
            yield f"removed on {machine}, {spell_moment(one.at)}, while this was written", ""
        return
    yield "stands now", format_field(getattr(record, field, None), names) or "nothing"
    for one in others:
        where = f"on {machines[one.device]}" if one.device in machines else "apart"
        yield f"written {where}, {spell_moment(one.at)}", format_field(one.value, names)


def draw_field_choices(shown: ShownField, look: RenderOptions) -> RenderableType:  # noqa: ARG001 (every view's own shape)
    """Draw what a field could say, numbered, each whole."""
    kind, name = name_record(shown.record)  # type: ignore[arg-type]
    label = kind if shown.field == "removed" else get_label(shown.field)
    parts: list[RenderableType] = [Text.assemble((name, "strong"), (f"  {label}", "quiet"))]
    words = getattr(shown.record, "question", getattr(shown.record, "text", "")) if shown.field == "removed" else ""
    if words:
        parts.append(Padding(draw_text(words), (0, 0, 0, 4)))
    for number, (told, words) in enumerate(list_field_choices(shown), 1):
        parts.append(HangingIndent(Text(f" {number}  ", "strong"), Text(told, "quiet")))
        parts += [Padding(draw_text(words), (0, 0, 0, 4))] if words else []
    return Group(*parts)


def format_field_choice_lines(shown: ShownField) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield f"settle: {get_record_name(shown.record)}"
    yield f"field: {get_label(shown.field)}"
    for number, (told, words) in enumerate(list_field_choices(shown), 1):
        yield from format_fields((str(number), told), ("text", words))


def draw_otherwise(record: Record, journal: Journal, machines: Mapping[str, str] = {}) -> Iterator[RenderableType]:
    """Draw what is kept beside a record's own values until somebody settles it."""
    names = journal.names if record.otherwise else {}
    for clash in list_clashes(record):
        told = f"{_tell_also(clash, machines)}, {spell_moment(clash.other.at)}:"
        yield Text(told, "attention")
        yield Padding(draw_text(format_field(clash.other.value, names)), (0, 0, 0, 2))
    for one in (one for one in record.otherwise if one.field == "removed"):
        where = _name_place(one, machines) or " on another machine"
        yield Text(f"removed{where}, {spell_moment(one.at)}, while this was written", "attention")
    if record.otherwise:
        settle = Act(ActKind.SETTLE, item=get_record_name(record))
        yield Text.assemble(("which stands:  ", "quiet"), (format_command(settle), "accent"))


def _name_place(other: OtherValue, machines: Mapping[str, str]) -> str:
    return f" on {machines[other.device]}" if other.device in machines else ""


def _tell_also(clash: Clash, machines: Mapping[str, str]) -> str:
    return f"also written{_name_place(clash.other, machines)}, {get_label(clash.field)}"


def format_otherwise_lines(record: Record, journal: Journal, machines: Mapping[str, str] = {}) -> Iterator[str]:
    """Yield the same as plain lines."""
    names = journal.names if record.otherwise else {}
    for clash in list_clashes(record):
        label = f"{_tell_also(clash, machines)}, {clash.other.at.isoformat(timespec='minutes')}"
        yield from format_fields((label, format_field(clash.other.value, names)))
    for one in (one for one in record.otherwise if one.field == "removed"):
        yield f"removed{_name_place(one, machines) or ' elsewhere'}: {one.at.isoformat(timespec='minutes')}"
    if record.otherwise:
        yield f"settle: {format_command(Act(ActKind.SETTLE, item=get_record_name(record)))}"
