"""A cycle before its review: the question, the hunch beside what was found, what disagrees first, then the rest."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.insight.agenda import Agenda
from enquiry.model.entry import AnyEntry
from enquiry.views.measures.charts import series_lines, series_view
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look


def agenda_view(agenda: Agenda, look: Look) -> RenderableType:
    """Draw what the review looks at."""
    cycle = agenda.cycle
    drawing: list[RenderableType] = [
        Text.assemble((f"{cycle.number} {look.marks.dot} ", "strong"), said(cycle.question, "question")),
        said(_last(agenda), "quiet"),
    ]
    if cycle.hunch:
        drawing.append(Text.assemble(("Your hunch: ", "quiet"), said(cycle.hunch)))
    if agenda.series:
        drawing += [Text("What was found:", "quiet"), series_view(agenda.series, look)]
    drawing += [Text.assemble(("You said you would look at: ", "quiet"), said(sign.text)) for sign in cycle.success]
    drawing += [
        *_entries("What disagrees", agenda.disagrees, "attention"),
        *_entries("What has come since", agenda.since, "strong"),
    ]
    if not agenda.disagrees and not agenda.since:
        drawing += ["", Text("Nothing has been written since.")]
    return Group(*drawing)


def _last(agenda: Agenda) -> str:
    if not agenda.last:
        return f"Begun {spell(agenda.cycle.began_on)}; not reviewed yet."
    decided = f": {agenda.last.decision}" if agenda.last.decision else ""
    because = f", because {one_line(agenda.last.because)}" if agenda.last.because else ""
    return f"Last reviewed {spell(agenda.last.happened_on)}{decided}{because}."


def _entries(title: str, entries: Sequence[AnyEntry], style: str) -> Iterator[RenderableType]:
    if not entries:
        return
    yield ""
    yield Text(title, style)
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for entry in entries:
        table.add_row(Text(short(entry.happened_on), "quiet"), entry.name, entry.kind.value, said(entry.text))
    yield table


def agenda_lines(agenda: Agenda) -> Iterator[str]:
    """Say the same in plain lines."""
    cycle = agenda.cycle
    yield f"cycle: {cycle.number}"
    yield f"question: {one_line(cycle.question)}"
    yield f"last: {_last(agenda)}"
    if cycle.hunch:
        yield f"hunch: {one_line(cycle.hunch)}"
    for series in agenda.series:
        yield from series_lines(series)
    yield from (f"you said you would look at: {one_line(sign.text)}" for sign in cycle.success)
    for label, entries in (("disagrees", agenda.disagrees), ("since", agenda.since)):
        yield from (f"{label}: {e.happened_on.isoformat()} {e.name} {e.kind}: {one_line(e.text)}" for e in entries)
