"""One cycle, entry, note or belief, whole: every field that says something, then the words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_short
from enquiry.insight.comments.beneath import list_beneath, list_cycle_entries
from enquiry.insight.measures import series as measured
from enquiry.insight.readings.known import iterate_said
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState, Privacy
from enquiry.model.cycle import Cycle, format_target
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review, format_reference
from enquiry.model.field import CYCLE, FieldType
from enquiry.model.fields import get_label, is_common_field, list_fields
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.unsafe_chars import flatten_text
from enquiry.views.beliefs.belief import draw_belief, list_belief_facts
from enquiry.views.layout import draw_grid, draw_text, format_field_lines, format_fields
from enquiry.views.measures.sparklines import draw_series_list, format_series_lines
from enquiry.views.merging import draw_otherwise, format_otherwise_lines
from enquiry.views.theme import RenderOptions

STEP, MAX_STEPS = 4, 3
"""By how many columns an entry stands further in than the one it speaks of, and how often at most."""


class ShownItem(NamedTuple):
    """A thing to show, the journal it stands in, and the names of machines by device where something stands twice."""

    thing: JournalItem
    journal: Journal
    machines: Mapping[str, str] = {}


def draw_item(shown: ShownItem, look: RenderOptions) -> RenderableType:
    """Draw a cycle with all its entries, or one entry, note or belief."""
    thing, journal, machines = shown
    if isinstance(thing, Cycle):
        above = draw_cycle_head(thing, journal, look, machines)
        entries = (_draw_entry(one, depth, shown, look) for one, depth in list_cycle_entries(thing.kept))
        return Group(*above, *(part for parts in entries for part in parts))
    if isinstance(thing, Belief):
        facts = [fact for fact in list_facts(thing, journal) if fact[0] in _BESIDE_BELIEF]
        rows = ((Text(name, "quiet"), draw_text(value)) for name, value in facts)
        return Group(
            *draw_belief(thing, journal), "", draw_grid(rows, "keep fold"), *draw_otherwise(thing, journal, machines)
        )
    if isinstance(thing, LooseNote):
        head = Text.assemble((thing.name, "strong"), "  note in the inbox")
    else:
        question = draw_text(flatten_text(journal.cycles_by_id[thing.cycle].question))
        head = Text.assemble((thing.name, "strong"), f"  {thing.kind} of ", question)
    words = ("", *_draw_item_words(thing)) if thing.text else ()
    drawing = Group(head, _draw_facts(thing, journal), *words, *draw_otherwise(thing, journal, machines))
    if isinstance(thing, LooseNote):
        return drawing
    beneath = (_draw_entry(one, depth, shown, look) for one, depth in list_beneath(thing, journal))
    return Group(drawing, *(part for parts in beneath for part in parts))


_BESIDE_BELIEF = ("also called", "tags", "standards", "may be shown to", "recorded")
"""The facts of a belief that stand beneath it; the others are told in a way of their own."""


def draw_cycle_head(
    cycle: Cycle, journal: Journal, look: RenderOptions, machines: Mapping[str, str] = {}
) -> Iterator[RenderableType]:
    """Draw a cycle without its entries: its question, its facts, and its measures in two lines each."""
    yield Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), draw_text(cycle.question, "question"))
    yield _draw_facts(cycle, journal)
    yield from draw_otherwise(cycle, journal, machines)
    if series := measured.collect_series(cycle, journal):
        yield ""
        yield from _draw_series_in_two_lines(series, cycle, look)


def _draw_entry(entry: AnyEntry, depth: int, shown: ShownItem, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw an entry of a list: its head, its words and facts; further in, the deeper it stands beneath another."""
    edge, journal = STEP * min(depth, MAX_STEPS), shown.journal
    stage = journal.cycles_by_id[entry.cycle].stages[entry.id] if isinstance(entry, Evidence) else ""
    aside = [spell(entry.happened_on), *filter(None, (stage, flatten_text(entry.by)))]
    day = (f"  {f' {look.marks.dot} '.join(aside)}", "quiet")
    yield from ("", Padding(Text.assemble((entry.name, "strong"), f"  {entry.kind}", day), (0, 0, 0, edge)))
    facts = (f"{name}: {value}" for name, value in list_facts(entry, journal))
    hidden = ("day: ", "recorded: ", "cycle: ", f"{get_label('by')}: ")
    quiet = [draw_text(one, "quiet") for one in facts if not one.startswith(hidden)]
    words = _draw_item_words(entry) if entry.text else ()
    yield from (
        Padding(part, (0, 0, 0, edge + 2)) for part in (*words, *draw_otherwise(entry, journal, shown.machines), *quiet)
    )


def _draw_item_words(thing: AnyEntry | LooseNote) -> Iterator[RenderableType]:
    """Draw the words; what was asked stands above each part."""
    if isinstance(thing, LooseNote) or not thing.parts:
        yield draw_text(thing.text)
        return
    for place, part in enumerate(thing.parts):
        yield Text.assemble("\n" if place else "", draw_text(part.asked, "quiet"))
        yield draw_text(part.text)


def _draw_series_in_two_lines(
    series: Iterable[measured.Series], cycle: Cycle, look: RenderOptions
) -> Iterator[RenderableType]:
    """Draw each measure's values in a line and its change in another; what they bear is told by a command."""
    for one in series:
        yield draw_series_list([one], look)
        if change := measured.build_measure_change(one):
            yield Padding(draw_text(measured.format_change(change), "quiet"), (0, 0, 0, 2))
    if command := _format_compare_command(series, cycle):
        yield Text(f"{WHAT_IT_SAYS}:", "quiet")
        yield draw_text(f"  {command}", "accent")


WHAT_IT_SAYS = "What that can say, and what it can't"


def _format_compare_command(series: Iterable[measured.Series], cycle: Cycle) -> str:
    """Return the command that tells what the first change among these bears; nothing where none has changed."""
    changed = next((one for one in series if measured.build_measure_change(one)), None)
    act = Act(ActKind.COMPARE_MEASURE, cycle.number, value=changed.name) if changed else None
    return flatten_text(format_command(act)) if act else ""


def _draw_facts(thing: JournalItem, journal: Journal) -> RenderableType:
    rows = ((Text(name, "quiet"), draw_text(value)) for name, value in list_facts(thing, journal))
    return draw_grid(rows, "keep fold")


def list_facts(thing: JournalItem, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield every field of a thing that says something, with its label, in a settled order."""
    yield from _list_own_facts(thing, journal)
    told = [("also called", thing.first_name), ("tags", ", ".join(thing.tags))]
    told.append(("standards", ", ".join(thing.standards)))
    told.append(("may be shown to", thing.privacy.value if thing.privacy is not Privacy.PRIVATE else ""))
    told.append((get_label("key"), "yes" if getattr(thing, "key", False) else ""))
    yield from (fact for fact in told if fact[1])
    if not isinstance(thing, Cycle):
        yield from [] if isinstance(thing, Belief) or not thing.by else [(get_label("by"), thing.by)]
        yield "recorded", f"{spell_short(thing.recorded_at.date(), year=True)}, {thing.recorded_at:%H:%M}"


def _list_own_facts(thing: JournalItem, journal: Journal) -> Iterator[tuple[str, str]]:
    match thing:
        case Cycle():
            yield from _list_cycle_facts(thing, journal)
        case Belief():
            yield from list_belief_facts(thing, journal)
        case LooseNote():
            yield "day", spell(thing.happened_on, weekday=True)
            yield from (("filed as", journal.get_name(thing.filed_as)),) if thing.filed_as else ()
        case _:
            yield "day", spell(thing.happened_on, weekday=True)
            yield from _list_entry_facts(thing, journal)


def _list_cycle_facts(cycle: Cycle, journal: Journal) -> Iterator[tuple[str, str]]:
    for place, question in enumerate(cycle.questions[:-1], 1):
        yield f"question {place}", f"{question.text} ({spell(question.on)}{f', {question.by}' if question.by else ''})"
    if len(cycle.questions) > 1:
        latest = cycle.questions[-1]
        by = f" by {latest.by}" if latest.by else ""
        yield "refined", spell(latest.on) + by + (f", because {latest.because}" if latest.because else "")
    elif cycle.questions[-1].by:
        yield "asked by", cycle.questions[-1].by
    served = journal.find_priority(cycle)
    decided, state = cycle.decided, f"{cycle.state}, begun {spell(cycle.began_on)}"
    if cycle.turns and cycle.turns[-1].state is cycle.state:
        turn = cycle.turns[-1]
        state = f"{cycle.state} since {spell(turn.on)}" + (f", because {turn.because}" if turn.because else "")
    elif decided and cycle.state is not CycleState.OPEN:
        state = f"{cycle.state} since {spell(decided.happened_on)}"
    facts = [
        *(
            (get_label(one.target), getattr(cycle, one.target))
            for one in list_fields(CYCLE)
            if one.type in (FieldType.TEXT, FieldType.PRIORITY)
        ),
        ("priority", f"{served} (of what it grew from)" if served and not cycle.priority else ""),
        *(("target", format_target(target)) for target in cycle.targets),
        ("delete by", spell(cycle.delete_by) if cycle.delete_by else ""),
        *(("success sign", f"{sign.text.rstrip('.')} (said {spell(sign.on)})") for sign in cycle.success),
        ("state", state),
        ("grew from", journal.get_name(cycle.grew_from or "")),
        ("grew into", ", ".join(str(other.number) for other in journal.kept if other.grew_from == cycle.id)),
        *((link.kind.value.replace("-", " "), link.who or journal.get_name(link.cycle or "")) for link in cycle.links),
        ("moved", "; ".join(f"{cycle.number}.{o.number} is {journal.get_name(o.entry)} now" for o in cycle.moved)),
        *(("no answer yet", f"{flatten_text(ask.text)} ({ask.name})") for ask in cycle.open_asks),
        ("next look", spell(cycle.next_look, weekday=True) if cycle.next_look else ""),
    ]
    yield from (fact for fact in facts if fact[1])


_TOLD_OTHERWISE = {"values", "authors", "year", "title", "where", "doi", "url", "decision", "because", "tried"}
"""Fields of entries that stand together in one line."""


def _list_entry_facts(entry: AnyEntry, journal: Journal) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Reading) and (source := format_reference(entry)):
        yield "source", source
    if isinstance(entry, Review) and entry.decision:
        yield "decision", f"{entry.decision}" + (f", because {entry.because}" if entry.because else "")
    if isinstance(entry, Review):
        yield from ((get_label("tried"), f"{label}: {said}") for label, said in iterate_said(entry, journal))
    for field in list_fields(entry.kind.value):
        value = None if is_common_field(field) or field.target in _TOLD_OTHERWISE else getattr(entry, field.target)
        if value not in (None, ""):
            label = get_label(field.target)
            if field.target == "n":
                label = journal.get_group_noun(journal.cycles_by_id[entry.cycle]).many
            gone = field.type is FieldType.ENTRY and not journal.find_entry_in_sight(value)
            value = journal.get_name(value) if field.type is FieldType.ENTRY else value
            said = spell(value) if isinstance(value, date) else str(value)
            yield label, f"{said}, which was removed" if gone else said
    if isinstance(entry, Evidence):
        for value in entry.values:
            known = journal.find_measure(value.measure)
            point = measured.build_point(entry, value, known)._replace(n=None)
            unit, levels = (known.unit, known.levels) if known else ("", ())
            yield "measure", f"{value.measure} {measured.format_point(point, unit, levels)}"
            if value.chosen is not None:
                yield "chosen because of it", "yes" if value.chosen else "no"


def format_item_lines(shown: ShownItem) -> Iterator[str]:
    """Yield everything as plain lines."""
    thing, journal, machines = shown
    if isinstance(thing, Belief):
        yield from (
            *format_field_lines(("belief", thing.name), ("text", thing.text)),
            *format_fields(*list_facts(thing, journal)),
        )
        yield from format_otherwise_lines(thing, journal, machines)
        return
    if not isinstance(thing, Cycle):
        yield from _format_record_lines(thing, shown)
        if not isinstance(thing, LooseNote):
            yield f"of: {thing.cycle_number}, {flatten_text(journal.cycles_by_id[thing.cycle].question)}"
            for speaking, _ in list_beneath(thing, journal):
                yield ""
                yield from _format_record_lines(speaking, shown)
        return
    yield from (f"cycle: {thing.number}", f"question: {flatten_text(thing.question)}")
    yield from format_fields(*list_facts(thing, journal))
    yield from format_otherwise_lines(thing, journal, machines)
    series = measured.collect_series(thing, journal)
    for one in series:
        yield from format_series_lines(one)
        if change := measured.build_measure_change(one):
            yield f"change: {flatten_text(measured.format_change(change))}"
    yield from format_fields((WHAT_IT_SAYS.casefold(), _format_compare_command(series, thing)))
    for entry, _ in list_cycle_entries(thing.kept):
        yield ""
        yield from _format_record_lines(entry, shown)
        if isinstance(entry, Evidence) and not entry.stage:
            yield f"stage: {thing.stages[entry.id]}"


def _format_record_lines(thing: AnyEntry | LooseNote, shown: ShownItem) -> Iterator[str]:
    _, journal, machines = shown
    yield f"{'note' if isinstance(thing, LooseNote) else thing.kind}: {thing.name}"
    yield from format_fields(*list_facts(thing, journal))
    parts = () if isinstance(thing, LooseNote) else thing.parts
    words = [(f"asked: {flatten_text(part.asked)}", part.text) for part in parts] or [("", thing.text)]
    for asked, text in words:
        yield from [asked] if asked else []
        first, *rest = text.split("\n")
        yield f"text: {first}"
        yield from (f"  {line}" for line in rest)
    yield from format_otherwise_lines(thing, journal, machines)
