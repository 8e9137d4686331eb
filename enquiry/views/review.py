"""A cycle before its review: the question, the hunch beside what was found, what disagrees first, then the rest."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.agenda import Agenda
from enquiry.model.entry import AnyEntry
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import draw_series_list, format_series_lines
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


def draw_agenda(agenda: Agenda, look: RenderOptions) -> RenderableType:
    """Draw what the review looks at."""
    cycle = agenda.cycle
    drawing: list[RenderableType] = [
        Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), draw_text(cycle.question, "question")),
        draw_text(_format_last_review(agenda), "quiet"),
    ]
    if cycle.hunch:
        drawing.append(Text.assemble(("Your hunch: ", "quiet"), draw_text(cycle.hunch)))
    if agenda.series:
        drawing += [Text("What was found:", "quiet"), draw_series_list(agenda.series, look)]
    drawing += [
        Text.assemble(("You said you would look at: ", "quiet"), draw_text(sign.text)) for sign in cycle.success
    ]
    drawing += [
        *_draw_agenda_entries("What disagrees", agenda.disagrees, "attention"),
        *_draw_agenda_entries("What has come since", agenda.since, "strong"),
    ]
    if not agenda.disagrees and not agenda.since:
        drawing += ["", Text("Nothing has been written since.")]
    return Group(*drawing)


def _format_last_review(agenda: Agenda) -> str:
    if not agenda.last:
        return f"Begun {spell(agenda.cycle.began_on)}; not reviewed yet."
    decided = f": {agenda.last.decision}" if agenda.last.decision else ""
    because = f", because {flatten_text(agenda.last.because)}" if agenda.last.because else ""
    return f"Last reviewed {spell(agenda.last.happened_on)}{decided}{because}."


def _draw_agenda_entries(title: str, entries: Sequence[AnyEntry], style: str) -> Iterator[RenderableType]:
    if not entries:
        return
    yield ""
    yield Text(title, style)
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for entry in entries:
        table.add_row(
            Text(spell_short(entry.happened_on), "quiet"), entry.name, entry.kind.value, draw_text(entry.text)
        )
    yield table


def format_agenda_lines(agenda: Agenda) -> Iterator[str]:
    """Say the same in plain lines."""
    cycle = agenda.cycle
    yield f"cycle: {cycle.number}"
    yield f"question: {flatten_text(cycle.question)}"
    yield f"last: {_format_last_review(agenda)}"
    if cycle.hunch:
        yield f"hunch: {flatten_text(cycle.hunch)}"
    for series in agenda.series:
        yield from format_series_lines(series)
    yield from (f"you said you would look at: {flatten_text(sign.text)}" for sign in cycle.success)
    for label, entries in (("disagrees", agenda.disagrees), ("since", agenda.since)):
        yield from (f"{label}: {e.happened_on.isoformat()} {e.name} {e.kind}: {flatten_text(e.text)}" for e in entries)
