"""The measures, each with what it is and, for each cycle, its first and latest value with the bars between."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse, format_definition
from enquiry.insight.measures.change import format_change
from enquiry.insight.measures.series import Series
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import format_series_lines, format_sparkline
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 110
_BARS = 24


def draw_measure_list(known: Sequence[MeasureInUse], look: RenderOptions) -> RenderableType:
    """Draw each measure with a line for every cycle that used it."""
    lines = [draw_first_to_latest(use.series, look) for one in known for use in one.uses]
    room = max((line.cell_len for line in lines), default=0)
    parts: list[RenderableType] = []
    for one in known:
        parts += [draw_measure_heading(one, look), *(_draw_measure_row(use, room, look) for use in one.uses), ""]
    return Padding(Group(*parts[:-1]), 0)


def draw_measure_heading(known: MeasureInUse, look: RenderOptions) -> Text:
    """Return a measure's name with what it is."""
    what = format_definition(known.unit, known.better, known.lowest, known.highest)
    name = draw_text(flatten_text(known.name), "strong")
    return Text.assemble(name, (f"  {look.marks.dot}  ", "quiet"), draw_text(what, "quiet")) if what else name


def _draw_measure_row(use: MeasureUse, room: int, look: RenderOptions) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.width = min(look.width, MAX_WIDTH)
    table.add_column(width=4, justify="right", no_wrap=True)
    number, values = Text(str(use.cycle.number), "quiet"), draw_first_to_latest(use.series, look)
    words = Text(format_change(use.change) if use.change else _unchanged(use), "quiet")
    if room > look.width - 4 - 28:
        table.add_column(ratio=1, overflow="fold")
        table.add_row(number, values)
        table.add_row("", words)
    else:
        table.add_column(width=room, no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_row(number, values, words)
    return table


def _unchanged(use: MeasureUse) -> str:
    return "one value so far" if len(use.series.points) == 1 else "all of it before the first action"


def draw_first_to_latest(series: Series, look: RenderOptions) -> Text:
    """Return the first value, the bars of all between, and the latest value."""
    latest = format_plain_number(series.latest.value)
    if len(series.points) == 1:
        return Text(latest)
    drawn = format_sparkline([point.value for point in series.points[-_BARS:]], look.marks)
    return Text.assemble(format_plain_number(series.first.value), " ", (drawn, "accent"), " ", latest)


def format_measure_list_lines(known: Sequence[MeasureInUse]) -> Iterator[str]:
    """Say the same in plain lines, with every value."""
    for one in known:
        yield f"measure: {flatten_text(one.name)}"
        if what := format_definition(one.unit, one.better, one.lowest, one.highest):
            yield f"is: {flatten_text(what)}"
        for use in one.uses:
            yield f"cycle: {use.cycle.number}"
            yield flatten_text(format_series_lines(use.series)[1])
            if use.change:
                yield f"change: {format_change(use.change)}"
        yield ""
