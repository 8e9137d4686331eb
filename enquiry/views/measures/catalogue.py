"""The measures listed, each with its first and latest value in each cycle; and one measure with all its values."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse, format_definition
from enquiry.insight.measures.series import Series, format_change, format_point
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_text
from enquiry.views.measures.charts import draw_run_chart, draw_tallies, format_run_sentences
from enquiry.views.measures.sparklines import draw_sparkline, format_series_lines
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 110
_BARS = 24
"""The most values that a sparkline shows in a list."""


def draw_heading(name: str, what: str, look: RenderOptions) -> Text:
    """Return a measure's name with what it is, where that is known."""
    title = draw_text(flatten_text(name), "strong")
    return Text.assemble(title, (f"  {look.marks.dot}  ", "quiet"), draw_text(what, "quiet")) if what else title


def format_heading_lines(name: str, what: str) -> Iterator[str]:
    """Yield the same as plain lines; nothing of a name or definition there is none of."""
    yield from [f"measure: {flatten_text(name)}"] if name else []
    yield from [f"is: {flatten_text(what)}"] if what else []


def draw_measure_list(known: Sequence[MeasureInUse], look: RenderOptions) -> RenderableType:
    """Draw each measure with a line for every cycle that used it."""
    drawn = {id(use): _draw_first_to_latest(use.series, look) for one in known for use in one.uses}
    room = max((line.cell_len for line in drawn.values()), default=0)
    parts: list[RenderableType] = []
    for one in known:
        parts.append(draw_heading(one.name, format_definition(one), look))
        for use in one.uses:
            few = "one value so far" if len(use.series.points) == 1 else "all of it before the first action"
            row = Text(str(use.cycle.number), "quiet"), drawn[id(use)]
            words = draw_text(format_change(use.change) if use.change else few, "quiet")
            columns = [Column(width=4, justify="right", no_wrap=True), Column(ratio=1, overflow="fold")]
            beneath = room > look.width - 4 - 28
            columns[1:1] = [] if beneath else [Column(width=room, no_wrap=True)]
            table = Table.grid(*columns, padding=(0, 2, 0, 0))
            table.width = min(look.width, MAX_WIDTH)
            for cells in (row, ("", words)) if beneath else ((*row, words),):
                table.add_row(*cells)
            parts.append(table)
        parts.append("")
    return Padding(Group(*parts[:-1]), 0)


def _draw_first_to_latest(series: Series, look: RenderOptions) -> Text:
    return draw_sparkline(series, look, draw_text(series.format_bare(series.latest)), _BARS)


def format_measure_list_lines(known: Sequence[MeasureInUse]) -> Iterator[str]:
    """Yield the same as plain lines, with every value."""
    for one in known:
        yield from format_heading_lines(one.name, format_definition(one))
        for use in one.uses:
            yield f"cycle: {use.cycle.number}"
            yield from map(flatten_text, format_series_lines(use.series)[1:])
            if use.change:
                yield f"change: {format_change(use.change)}"
        yield ""


def draw_measure(known: MeasureInUse, look: RenderOptions) -> RenderableType:
    """Draw a measure with a table and a picture for each cycle that used it."""
    parts: list[RenderableType] = [draw_heading(known.name, format_definition(known), look)]
    for use in known.uses:
        number = (f"{use.cycle.number} {look.marks.dot} ", "strong")
        parts += ["", Text.assemble(number, draw_text(flatten_text(use.cycle.question), "question"))]
        values = Group(*_draw_measure_values(use, look._replace(width=look.width - 2)))
        parts.append(Padding(values, (0, 0, 0, 2)))
    return Group(*parts)


def _draw_measure_values(use: MeasureUse, look: RenderOptions) -> Iterator[RenderableType]:
    columns = [Column("day", no_wrap=True, style="quiet", justify="right")]
    columns += [Column(head, no_wrap=True, justify="right") for head in ("value", "SD", "n")]
    columns += [Column(head, no_wrap=True, style="quiet") for head in ("stage", "entry")]
    table = Table(*columns, box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet")
    for point in use.series.points:
        day = spell_short(point.on, year=True)
        value = use.series.format_bare(point)
        if look.narrow:
            yield draw_text(f"{day}  {format_point(point, '', use.series.levels)}, {point.stage}, {point.entry}")
        sd = "" if point.sd is None else format_plain_number(point.sd)
        table.add_row(day, value, sd, str(point.n or ""), f"{point.stage}", point.entry)
    if not look.narrow:
        yield table
    if use.run:
        yield from ("", draw_run_chart(use.run, look), "")
        yield from (draw_text(sentence) for sentence in format_run_sentences(use.run))
    elif any(point.tally for point in use.series.points):
        yield from ("", *draw_tallies(use.series, look))
    elif use.change or use.series.aim is not None:
        yield from ("", _draw_first_to_latest(use.series, look))
    if use.change:
        words = format_change(use.change)
        yield draw_text(f"{words[:1].upper()}{words[1:]}.")


def format_measure_lines(known: MeasureInUse) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield from format_heading_lines(known.name, format_definition(known))
    for use in known.uses:
        yield f"cycle: {use.cycle.number}"
        yield f"question: {flatten_text(use.cycle.question)}"
        for point in use.series.points:
            sd = "" if point.sd is None else f", SD {format_plain_number(point.sd)}"
            value = f"{use.series.format_bare(point)}{sd}{f', n {point.n}' if point.n else ''}"
            yield f"value: {point.on.isoformat()} {value}, {point.stage}, {point.entry}"
        yield from (f"run: {sentence}" for sentence in (format_run_sentences(use.run) if use.run else ()))
        yield from map(flatten_text, format_series_lines(use.series)[2:])
        if use.change:
            yield f"change: {format_change(use.change)}"
