"""One cycle, entry or note, whole: every field that says something, then the words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.insight.measures.change import change_of, change_said
from enquiry.insight.measures.series import Point, Series, series_of, spelled
from enquiry.insight.measures.summary import weight_said
from enquiry.model.choices import Privacy, State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review, reference
from enquiry.model.journal import Journal, LooseNote, Thing
from enquiry.views.measures.charts import series_lines, series_view
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look


class Shown(NamedTuple):
    """A thing to show, and the journal it stands in."""

    thing: Thing
    journal: Journal


def thing_view(shown: Shown, look: Look) -> RenderableType:
    """Draw a cycle with all its entries, or one entry or note."""
    thing = shown.thing
    if isinstance(thing, Cycle):
        return Group(*_cycle(thing, shown.journal, look))
    return Group(*_head(thing, shown.journal), *_facts(facts(thing, shown.journal)), "", *_words(thing))


def _cycle(cycle: Cycle, journal: Journal, look: Look) -> Iterator[RenderableType]:
    yield Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), said(cycle.question, "question"))
    yield from _facts(facts(cycle, journal))
    if series := series_of(cycle, journal):
        yield Padding(series_view(series, look), (1, 0, 0, 0))
        yield from (said(words, "quiet") for words in _changes(series, cycle))
    for entry in cycle.kept:
        yield ""
        yield _entry_head(cycle, entry, look)
        if entry.text:
            yield Padding(Group(*_words(entry)), (0, 0, 0, 2))
        for name, value in facts(entry, journal):
            if name not in ("day", "recorded", "cycle"):
                yield Padding(said(f"{name}: {value}", "quiet"), (0, 0, 0, 2))


def _words(thing: AnyEntry | LooseNote) -> Iterator[RenderableType]:
    """Draw the words; what was asked stands above each part."""
    if isinstance(thing, LooseNote) or not thing.parts:
        yield said(thing.text)
        return
    for place, part in enumerate(thing.parts):
        yield Text.assemble("\n" if place else "", said(part.asked, "quiet"))
        yield said(part.text)


def _changes(series: Iterable[Series], cycle: Cycle) -> Iterator[str]:
    for one in series:
        if change := change_of(one, cycle):
            yield f"{one.name}: {change_said(change)}. {weight_said(one, cycle)}".rstrip()


def _entry_head(cycle: Cycle, entry: AnyEntry, look: Look) -> Text:
    day = spell(entry.happened_on)
    stage = f" {look.marks.dot} {cycle.stage_of(entry)}" if isinstance(entry, Evidence) else ""
    return Text.assemble((entry.name, "strong"), f"  {entry.kind}", (f"  {day}{stage}", "quiet"))


def _head(thing: AnyEntry | LooseNote, journal: Journal) -> Iterator[RenderableType]:
    if isinstance(thing, LooseNote):
        yield Text.assemble((thing.name, "strong"), "  note in the inbox")
    else:
        yield Text.assemble(
            (thing.name, "strong"), f"  {thing.kind} of ", said(one_line(journal.cycle(thing.cycle).question))
        )


def _facts(pairs: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(Text(name, "quiet"), said(value))
    yield table


def facts(thing: Thing, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield every field of a thing that says something, with its label, in a settled order."""
    match thing:
        case Cycle():
            yield from _cycle_facts(thing, journal)
        case LooseNote():
            yield "day", spell(thing.happened_on, weekday=True)
            yield from (("filed as", thing.filed_as),) if thing.filed_as else ()
        case _:
            yield "day", spell(thing.happened_on, weekday=True)
            yield from _entry_facts(thing, journal)
    yield from _shared_facts(thing)


def _cycle_facts(cycle: Cycle, journal: Journal) -> Iterator[tuple[str, str]]:
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
    yield "state", _state(cycle)
    if cycle.grew_from:
        yield "grew from", f"{cycle.grew_from}"
    children = [str(other.number) for other in journal.kept if other.grew_from == cycle.number]
    if children:
        yield "grew into", ", ".join(children)
    for link in cycle.links:
        yield link.kind.value.replace("-", " "), link.who or str(link.cycle)
    if cycle.next_look:
        yield "next look", spell(cycle.next_look, weekday=True)


def _state(cycle: Cycle) -> str:
    if cycle.turns and cycle.turns[-1].state is cycle.state:
        turn = cycle.turns[-1]
        return f"{cycle.state} since {spell(turn.on)}" + (f", because {turn.because}" if turn.because else "")
    decided = cycle.decided
    if decided and cycle.state is not State.OPEN:
        return f"{cycle.state} since {spell(decided.happened_on)}"
    return f"{cycle.state}, begun {spell(cycle.began_on)}"


_LEFT_TO_OTHERS = {
    *("id", "recorded_at", "removed", "cycle", "name", "happened_on", "text", "tags", "standards", "privacy", "parts"),
    *("values", "authors", "year", "title", "where", "doi", "url"),
}
_LABELS = {"evidence_kind": "kind", "n": "learners", "next_look": "next look", "planned": "planned", "done": "done"}


def _entry_facts(entry: AnyEntry, journal: Journal) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Reading) and (source := reference(entry)):
        yield "source", source
    if isinstance(entry, Review) and entry.decision:
        yield "decision", f"{entry.decision}" + (f", because {entry.because}" if entry.because else "")
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if (
            name in _LEFT_TO_OTHERS
            or value in (None, "")
            or (isinstance(entry, Review) and name in ("decision", "because"))
        ):
            continue
        yield _LABELS.get(name, name), _value(value)
    if isinstance(entry, Evidence):
        for value in entry.values:
            known = journal.measure(value.measure)
            point = Point(entry.happened_on, value.value, value.sd, None, entry.name)
            yield "measure", f"{value.measure} {spelled(point, known.unit if known else '')}"


def _value(value: object) -> str:
    match value:
        case date():
            return spell(value)
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def _shared_facts(thing: Thing) -> Iterator[tuple[str, str]]:
    if thing.tags:
        yield "tags", ", ".join(thing.tags)
    if thing.standards:
        yield "standards", ", ".join(thing.standards)
    if thing.privacy is not Privacy.PRIVATE:
        yield "may be shown to", thing.privacy.value
    if not isinstance(thing, Cycle):
        yield "recorded", _moment(thing.recorded_at)


def _moment(moment: datetime) -> str:
    return f"{short(moment.date(), year=True)}, {moment:%H:%M}"


def thing_lines(shown: Shown) -> Iterator[str]:
    """Say everything in plain lines."""
    thing = shown.thing
    if not isinstance(thing, Cycle):
        yield from _thing_lines(thing, shown.journal)
        if not isinstance(thing, LooseNote):
            yield f"of: {thing.cycle}, {one_line(shown.journal.cycle(thing.cycle).question)}"
        return
    yield f"cycle: {thing.number}"
    yield f"question: {one_line(thing.question)}"
    yield from (f"{name}: {one_line(value)}" for name, value in facts(thing, shown.journal))
    series = series_of(thing, shown.journal)
    for one in series:
        yield from series_lines(one)
    yield from (f"change: {one_line(words)}" for words in _changes(series, thing))
    for entry in thing.kept:
        yield ""
        yield from _thing_lines(entry, shown.journal)
        if isinstance(entry, Evidence) and not entry.stage:
            yield f"stage: {thing.stage_of(entry)}"


def _thing_lines(thing: AnyEntry | LooseNote, journal: Journal) -> Iterator[str]:
    yield f"{'note' if isinstance(thing, LooseNote) else thing.kind}: {thing.name}"
    yield from (f"{name}: {one_line(value)}" for name, value in facts(thing, journal))
    parts = () if isinstance(thing, LooseNote) else thing.parts
    for part in parts:
        yield f"asked: {one_line(part.asked)}"
        yield from _text_lines(part.text)
    if not parts:
        yield from _text_lines(thing.text)


def _text_lines(text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"text: {first}"
    yield from (f"  {line}" for line in rest)
