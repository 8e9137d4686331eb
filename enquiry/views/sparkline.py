"""Sparklines: a row of values as bars of rising height, between its two end values."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.series import Series, spelled
from enquiry.model.measure import Number, plain_number
from enquiry.views.said import said
from enquiry.views.theme import Look, Marks


def sparkline(values: Sequence[Number], marks: Marks) -> str:
    """Return one bar for each value, the least lowest and the greatest highest; equal values stand half way."""
    least, most = min(values), max(values)
    if least == most:
        return marks.sparks[len(marks.sparks) // 2] * len(values)
    top = len(marks.sparks) - 1
    return "".join(marks.sparks[round((value - least) / (most - least) * top)] for value in values)


def series_view(series: Sequence[Series], look: Look) -> RenderableType:
    """Draw each measure on a line: its name, the first value, the bars, the latest value with its unit."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold", max_width=max(10, look.width // 2))
    table.add_column(overflow="fold")
    for one in series:
        table.add_row(said(one.name, "quiet"), _line(one, look))
    return table


def _line(series: Series, look: Look) -> Text:
    latest = said(spelled(series.latest, series.unit))
    if len(series.points) == 1:
        return latest
    bars = sparkline([point.value for point in series.points], look.marks)
    return Text.assemble(plain_number(series.first.value), " ", (bars, "accent"), " ", latest)


def series_lines(series: Series) -> list[str]:
    """Return one measure in plain lines, every value with its day and the entry that brought it."""
    values = "; ".join(
        f"{point.on.isoformat()} {spelled(point, series.unit)}, {point.entry}" for point in series.points
    )
    return [f"measure: {series.name}", f"values: {values}"]
