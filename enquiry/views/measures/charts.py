"""Bars from zero: a few values, each as long as it is large, so that a small difference looks small."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.measures.comparison import ChartBar
from enquiry.insight.measures.series import LONG_RUN, MedianRun, Series, format_point
from enquiry.insight.measures.wording import format_figure
from enquiry.model.measure import Number, format_plain_number
from enquiry.views.text import draw_text
from enquiry.views.theme import Glyphs, RenderOptions

MAX_WIDTH = 48


def draw_bars(values: Sequence[ChartBar], highest: Number | None, look: RenderOptions) -> Table | None:
    """Draw one bar for each value, up to `highest` where a measure has one; None where a value is below zero.

    Where there are several groups, each has its name above its bars.
    """
    top = max([highest or 0, *(bar.value for bar in values)], default=0)
    if top <= 0 or any(bar.value < 0 for bar in values):
        return None
    beside = max(len(bar.label) for bar in values) + max(len(format_figure(bar.value)) for bar in values) + 6
    room = max(8, min(MAX_WIDTH, look.width - beside))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, width=room)
    table.add_column(no_wrap=True, justify="right")
    for bar in values:
        table.add_row(Text(bar.label, "quiet"), _bar(bar, top, room, look), format_figure(bar.value))
    table.add_row("", Text(f"0{format_figure(top).rjust(room - 1)}", "quiet"), "")
    return table


def _bar(bar: ChartBar, top: Number, room: int, look: RenderOptions) -> Text:
    cells = max(1, round(bar.value / top * room)) if bar.value else 0
    style = "accent" if bar.compared else "quiet"
    return Text.assemble((look.marks.sparks[-2] * cells, style), (look.marks.dot * (room - cells), "quiet"))


# --- A run chart: a long series in the order of its days, about the line of its own median.


ROWS = 9
"""Lines of the chart; odd, so that a middle can lie in the middle."""
_MEDIAN = " median"


def draw_run_chart(run: MedianRun, look: RenderOptions) -> RenderableType:
    """Draw the values as marks about the median; where there is too little room, the latest ones."""
    labels = [format_figure(value) for value in _find_extremes(run)] + [format_figure(run.median)]
    margin = max(map(len, labels)) + 1
    room = max(ROWS, look.width - margin - len(_MEDIAN))
    step = max(1, min(4, room // len(run.series.points)))
    shown = run.series.points[-(room // step) :]
    levels = [_compute_chart_row(point.value, run) for point in shown]
    lines = [_draw_chart_row(row, levels, step, run, margin, look) for row in range(ROWS - 1, -1, -1)]
    first, last = (spell_short(point.on, year=True) for point in (shown[0], shown[-1]))
    gap = max(2, step * (len(shown) - 1) + 1 - len(first) - len(last))
    return Group(*lines, Text(f"{' ' * margin}{first}{' ' * gap}{last}", "quiet"))


def _find_extremes(run: MedianRun) -> tuple[float, float]:
    values = [point.value for point in run.series.points]
    return min(values), max(values)


def _compute_chart_row(value: float, run: MedianRun) -> int:
    """Return the row of a value, from the bottom. A value off the median never lies on the median's own row."""
    low, high = _find_extremes(run)
    if low == high:
        return ROWS // 2
    level, middle = (round((number - low) / (high - low) * (ROWS - 1)) for number in (value, run.median))
    if level == middle and value != run.median:
        level += 1 if value > run.median else -1
    return min(ROWS - 1, max(0, level))


def _draw_chart_row(row: int, levels: list[int], step: int, run: MedianRun, margin: int, look: RenderOptions) -> Text:
    low, high = _find_extremes(run)
    middle = _compute_chart_row(run.median, run)
    label = {0: format_figure(low), ROWS - 1: format_figure(high)} | {middle: format_figure(run.median)}
    line = Text(f"{label.get(row, '').rjust(margin - 1)} ", "quiet")
    blank = look.marks.band if row == middle else " "
    for place, level in enumerate(levels):
        line.append(look.marks.evidence if level == row else blank, "accent" if level == row else "quiet")
        line.append(blank * (step - 1) if place < len(levels) - 1 else "", "quiet")
    if row == middle:
        line.append(_MEDIAN, "quiet")
    return line


def format_run_sentences(run: MedianRun) -> Iterator[str]:
    """Yield what the chart shows: the median with what lies about it, and a long stretch on one side of it."""
    on_it = f", {run.on_it} on it" if run.on_it else ""
    points = run.series.points
    about = f"{len(points)} values about a median of {format_figure(run.median)}"
    yield f"{about}: {run.above} above, {run.below} below{on_it}."
    if len(run.longest) >= LONG_RUN:
        side = "above" if run.longest[0].value > run.median else "below"
        first, last = (spell_short(point.on, year=True) for point in (run.longest[0], run.longest[-1]))
        yield f"{len(run.longest)} in a row lie {side} it, {first} to {last}: what was different then?"


# --- Sparklines: a row of values as bars of rising height, between its two end values.


def format_sparkline(values: Sequence[Number], marks: Glyphs) -> str:
    """Return one bar for each value, the least lowest and the greatest highest; equal values stand half way."""
    least, most = min(values), max(values)
    if least == most:
        return marks.sparks[len(marks.sparks) // 2] * len(values)
    top = len(marks.sparks) - 1
    return "".join(marks.sparks[round((value - least) / (most - least) * top)] for value in values)


def draw_series_list(series: Sequence[Series], look: RenderOptions) -> RenderableType:
    """Draw each measure on a line: its name, the first value, the bars, the latest value with its unit."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold", max_width=max(10, look.width // 2))
    table.add_column(overflow="fold")
    for one in series:
        table.add_row(draw_text(one.name, "quiet"), _line_in_sparkline(one, look))
    return table


def _line_in_sparkline(series: Series, look: RenderOptions) -> Text:
    latest = draw_text(format_point(series.latest, series.unit))
    if len(series.points) == 1:
        return latest
    bars = format_sparkline([point.value for point in series.points], look.marks)
    return Text.assemble(format_plain_number(series.first.value), " ", (bars, "accent"), " ", latest)


def format_series_lines(series: Series) -> list[str]:
    """Return one measure in plain lines, every value with its day and the entry that brought it."""
    values = "; ".join(
        f"{point.on.isoformat()} {format_point(point, series.unit)}, {point.entry}" for point in series.points
    )
    return [f"measure: {series.name}", f"values: {values}"]
