"""One cycle, entry or note, whole: every field that says something, then the words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.measures.change import build_measure_change, format_change
from enquiry.insight.measures.series import Series, SeriesPoint, collect_series, format_point
from enquiry.insight.measures.summary import format_effect_summary
from enquiry.model.choices import CycleState, Privacy
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review, format_reference
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import draw_series_list, format_series_lines
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


class ShownItem(NamedTuple):
    """A thing to show, and the journal it stands in."""

    thing: JournalItem
    journal: Journal


def draw_item(shown: ShownItem, look: RenderOptions) -> RenderableType:
    """Draw a cycle with all its entries, or one entry or note."""
    thing = shown.thing
    if isinstance(thing, Cycle):
        return Group(*_draw_cycle_with_entries(thing, shown.journal, look))
    return Group(
        *_head(thing, shown.journal), *_draw_facts(list_facts(thing, shown.journal)), "", *_draw_item_words(thing)
    )


def _draw_cycle_with_entries(cycle: Cycle, journal: Journal, look: RenderOptions) -> Iterator[RenderableType]:
    yield Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), draw_text(cycle.question, "question"))
    yield from _draw_facts(list_facts(cycle, journal))
    if series := collect_series(cycle, journal):
        yield Padding(draw_series_list(series, look), (1, 0, 0, 0))
        yield from (draw_text(words, "quiet") for words in _format_series_changes(series, cycle))
    for entry in cycle.kept:
        yield ""
        yield _entry_head(cycle, entry, look)
        if entry.text:
            yield Padding(Group(*_draw_item_words(entry)), (0, 0, 0, 2))
        for name, value in list_facts(entry, journal):
            if name not in ("day", "recorded", "cycle"):
                yield Padding(draw_text(f"{name}: {value}", "quiet"), (0, 0, 0, 2))


def _draw_item_words(thing: AnyEntry | LooseNote) -> Iterator[RenderableType]:
    """Draw the words; what was asked stands above each part."""
    if isinstance(thing, LooseNote) or not thing.parts:
        yield draw_text(thing.text)
        return
    for place, part in enumerate(thing.parts):
        yield Text.assemble("\n" if place else "", draw_text(part.asked, "quiet"))
        yield draw_text(part.text)


def _format_series_changes(series: Iterable[Series], cycle: Cycle) -> Iterator[str]:
    for one in series:
        if change := build_measure_change(one, cycle):
            yield f"{one.name}: {format_change(change)}. {format_effect_summary(one, cycle)}".rstrip()


def _entry_head(cycle: Cycle, entry: AnyEntry, look: RenderOptions) -> Text:
    day = spell(entry.happened_on)
    stage = f" {look.marks.dot} {cycle.resolve_stage(entry)}" if isinstance(entry, Evidence) else ""
    return Text.assemble((entry.name, "strong"), f"  {entry.kind}", (f"  {day}{stage}", "quiet"))


def _head(thing: AnyEntry | LooseNote, journal: Journal) -> Iterator[RenderableType]:
    if isinstance(thing, LooseNote):
        yield Text.assemble((thing.name, "strong"), "  note in the inbox")
    else:
        yield Text.assemble(
            (thing.name, "strong"),
            f"  {thing.kind} of ",
            draw_text(flatten_text(journal.cycles_by_id[thing.cycle].question)),
        )


def _draw_facts(pairs: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(Text(name, "quiet"), draw_text(value))
    yield table


def list_facts(thing: JournalItem, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield every field of a thing that says something, with its label, in a settled order."""
    match thing:
        case Cycle():
            yield from _list_cycle_facts(thing, journal)
        case LooseNote():
            yield "day", spell(thing.happened_on, weekday=True)
            yield from (("filed as", journal.get_name(thing.filed_as)),) if thing.filed_as else ()
        case _:
            yield "day", spell(thing.happened_on, weekday=True)
            yield from _list_entry_facts(thing, journal)
    yield from _shared_facts(thing)


def _list_cycle_facts(cycle: Cycle, journal: Journal) -> Iterator[tuple[str, str]]:
    for place, question in enumerate(cycle.questions[:-1], 1):
        yield f"question {place}", f"{question.text} ({spell(question.on)})"
    if len(cycle.questions) > 1:
        latest = cycle.questions[-1]
        yield "refined", spell(latest.on) + (f", because {latest.because}" if latest.because else "")
    for name in ("issue", "why", "hunch", "group"):
        if value := getattr(cycle, name):
            yield name, value
    for sign in cycle.success:
        yield "success sign", f"{sign.text.rstrip('.')} (said {spell(sign.on)})"
    yield "state", _format_cycle_state(cycle)
    if cycle.grew_from:
        yield "grew from", journal.get_name(cycle.grew_from)
    children = [str(other.number) for other in journal.kept if other.grew_from == cycle.id]
    if children:
        yield "grew into", ", ".join(children)
    for link in cycle.links:
        yield link.kind.value.replace("-", " "), link.who or journal.get_name(link.cycle or "")
    if cycle.next_look:
        yield "next look", spell(cycle.next_look, weekday=True)


def _format_cycle_state(cycle: Cycle) -> str:
    if cycle.turns and cycle.turns[-1].state is cycle.state:
        turn = cycle.turns[-1]
        return f"{cycle.state} since {spell(turn.on)}" + (f", because {turn.because}" if turn.because else "")
    decided = cycle.decided
    if decided and cycle.state is not CycleState.OPEN:
        return f"{cycle.state} since {spell(decided.happened_on)}"
    return f"{cycle.state}, begun {spell(cycle.began_on)}"


_OMITTED_FIELDS = {
    *("id", "recorded_at", "removed", "cycle", "name", "happened_on", "text", "tags", "standards", "privacy", "parts"),
    *("values", "authors", "year", "title", "where", "doi", "url"),
}
_LABELS = {"evidence_kind": "kind", "n": "learners", "next_look": "next look", "planned": "planned", "done": "done"}


def _list_entry_facts(entry: AnyEntry, journal: Journal) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Reading) and (source := format_reference(entry)):
        yield "source", source
    if isinstance(entry, Review) and entry.decision:
        yield "decision", f"{entry.decision}" + (f", because {entry.because}" if entry.because else "")
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if (
            name in _OMITTED_FIELDS
            or value in (None, "")
            or (isinstance(entry, Review) and name in ("decision", "because"))
        ):
            continue
        yield _LABELS.get(name, name), _format_fact(value)
    if isinstance(entry, Evidence):
        for value in entry.values:
            known = journal.find_measure(value.measure)
            point = SeriesPoint(entry.happened_on, value.value, value.sd, None, entry.name)
            yield "measure", f"{value.measure} {format_point(point, known.unit if known else '')}"


def _format_fact(value: object) -> str:
    match value:
        case date():
            return spell(value)
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def _shared_facts(thing: JournalItem) -> Iterator[tuple[str, str]]:
    if thing.tags:
        yield "tags", ", ".join(thing.tags)
    if thing.standards:
        yield "standards", ", ".join(thing.standards)
    if thing.privacy is not Privacy.PRIVATE:
        yield "may be shown to", thing.privacy.value
    if not isinstance(thing, Cycle):
        yield "recorded", _moment(thing.recorded_at)


def _moment(moment: datetime) -> str:
    return f"{spell_short(moment.date(), year=True)}, {moment:%H:%M}"


def format_item_lines(shown: ShownItem) -> Iterator[str]:
    """Say everything in plain lines."""
    thing = shown.thing
    if not isinstance(thing, Cycle):
        yield from _format_record_lines(thing, shown.journal)
        if not isinstance(thing, LooseNote):
            yield f"of: {thing.cycle_number}, {flatten_text(shown.journal.cycles_by_id[thing.cycle].question)}"
        return
    yield f"cycle: {thing.number}"
    yield f"question: {flatten_text(thing.question)}"
    yield from (f"{name}: {flatten_text(value)}" for name, value in list_facts(thing, shown.journal))
    series = collect_series(thing, shown.journal)
    for one in series:
        yield from format_series_lines(one)
    yield from (f"change: {flatten_text(words)}" for words in _format_series_changes(series, thing))
    for entry in thing.kept:
        yield ""
        yield from _format_record_lines(entry, shown.journal)
        if isinstance(entry, Evidence) and not entry.stage:
            yield f"stage: {thing.resolve_stage(entry)}"


def _format_record_lines(thing: AnyEntry | LooseNote, journal: Journal) -> Iterator[str]:
    yield f"{'note' if isinstance(thing, LooseNote) else thing.kind}: {thing.name}"
    yield from (f"{name}: {flatten_text(value)}" for name, value in list_facts(thing, journal))
    parts = () if isinstance(thing, LooseNote) else thing.parts
    for part in parts:
        yield f"asked: {flatten_text(part.asked)}"
        yield from _format_text_lines(part.text)
    if not parts:
        yield from _format_text_lines(thing.text)


def _format_text_lines(text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"text: {first}"
    yield from (f"  {line}" for line in rest)
