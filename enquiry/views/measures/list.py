"""The measures, each with what it is and, for each cycle, its first and latest value with the bars between."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.catalogue import Known, Use, definition_said
from enquiry.insight.measures.change import change_said
from enquiry.insight.measures.series import Series
from enquiry.model.measure import plain_number
from enquiry.views.measures.charts import series_lines, sparkline
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

WIDEST = 110
_BARS = 24


def measures_view(known: Sequence[Known], look: Look) -> RenderableType:
    """Draw each measure with a line for every cycle that used it."""
    lines = [first_to_latest(use.series, look) for one in known for use in one.uses]
    room = max((line.cell_len for line in lines), default=0)
    parts: list[RenderableType] = []
    for one in known:
        parts += [heading(one, look), *(_use(use, room, look) for use in one.uses), ""]
    return Padding(Group(*parts[:-1]), 0)


def heading(known: Known, look: Look) -> Text:
    """Return a measure's name with what it is."""
    what = definition_said(known.unit, known.better, known.lowest, known.highest)
    name = said(one_line(known.name), "strong")
    return Text.assemble(name, (f"  {look.marks.dot}  ", "quiet"), said(what, "quiet")) if what else name


def _use(use: Use, room: int, look: Look) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.width = min(look.width, WIDEST)
    table.add_column(width=4, justify="right", no_wrap=True)
    number, values = Text(str(use.cycle.number), "quiet"), first_to_latest(use.series, look)
    words = Text(change_said(use.change) if use.change else _unchanged(use), "quiet")
    if room > look.width - 4 - 28:
        table.add_column(ratio=1, overflow="fold")
        table.add_row(number, values)
        table.add_row("", words)
    else:
        table.add_column(width=room, no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_row(number, values, words)
    return table


def _unchanged(use: Use) -> str:
    return "one value so far" if len(use.series.points) == 1 else "all of it before the first action"


def first_to_latest(series: Series, look: Look) -> Text:
    """Return the first value, the bars of all between, and the latest value."""
    latest = plain_number(series.latest.value)
    if len(series.points) == 1:
        return Text(latest)
    drawn = sparkline([point.value for point in series.points[-_BARS:]], look.marks)
    return Text.assemble(plain_number(series.first.value), " ", (drawn, "accent"), " ", latest)


def measures_lines(known: Sequence[Known]) -> Iterator[str]:
    """Say the same in plain lines, with every value."""
    for one in known:
        yield f"measure: {one_line(one.name)}"
        if what := definition_said(one.unit, one.better, one.lowest, one.highest):
            yield f"is: {one_line(what)}"
        for use in one.uses:
            yield f"cycle: {use.cycle.number}"
            yield one_line(series_lines(use.series)[1])
            if use.change:
                yield f"change: {change_said(use.change)}"
        yield ""
