"""Pictures of a measure: bars from zero, a run chart about the median, and sparklines."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.measures.comparison import ChartBar
from enquiry.insight.measures.series import LONG_RUN, MedianRun, Series, format_point
from enquiry.model.measure import Number, format_figure, format_plain_number
from enquiry.views.layout import draw_text
from enquiry.views.theme import Glyphs, RenderOptions

MAX_WIDTH = 48
"""The most characters a bar is long."""
ROWS = 9
"""Lines of a run chart; odd, so that a middle can lie in the middle."""
_MEDIAN = " median"


def draw_bars(values: Sequence[ChartBar], highest: Number | None, look: RenderOptions) -> Table | None:
    """Draw each value as a bar as long as it is large, so that a small difference looks small.

    The bars reach up to `highest` where a measure has one. None where there is a value below zero, or none above it.
    """
    top = max([highest or 0, *(bar.value for bar in values)], default=0)
    if top <= 0 or any(bar.value < 0 for bar in values):
        return None
    *figures, scale = (format_figure(value) for value in (*(bar.value for bar in values), top))
    room = max(8, min(MAX_WIDTH, look.width - max(len(bar.label) for bar in values) - max(map(len, figures)) - 6))
    columns = (Column(no_wrap=True), Column(no_wrap=True, width=room), Column(no_wrap=True, justify="right"))
    table = Table.grid(*columns, padding=(0, 2, 0, 0))
    for bar, figure in zip(values, figures, strict=True):
        cells = max(1, round(bar.value / top * room)) if bar.value else 0
        filled = (look.marks.sparks[-2] * cells, "accent" if bar.compared else "quiet")
        drawn = Text.assemble(filled, (look.marks.dot * (room - cells), "quiet"))
        table.add_row(Text(bar.label, "quiet"), drawn, figure)
    table.add_row("", Text(f"0{scale.rjust(room - 1)}", "quiet"), "")
    return table


def draw_run_chart(run: MedianRun, look: RenderOptions) -> RenderableType:
    """Draw a long series as marks about its median; where there is too little width, the latest ones.

    A value off the median never lies on the median's own row.
    """
    values = [point.value for point in run.series.points]
    low, high = min(values), max(values)

    def compute_row(value: float) -> int:
        if low == high:
            return ROWS // 2
        level, middle = (round((number - low) / (high - low) * (ROWS - 1)) for number in (value, run.median))
        if level == middle and value != run.median:
            level += 1 if value > run.median else -1
        return min(ROWS - 1, max(0, level))

    middle = compute_row(run.median)
    labels = {0: format_figure(low), ROWS - 1: format_figure(high)} | {middle: format_figure(run.median)}
    margin = max(len(format_figure(value)) for value in (low, high, run.median)) + 1
    room = max(ROWS, look.width - margin - len(_MEDIAN))
    step = max(1, min(4, room // len(values)))
    shown = run.series.points[-(room // step) :]
    levels = [compute_row(point.value) for point in shown]
    lines = []
    for row in range(ROWS - 1, -1, -1):
        line = Text(f"{labels.get(row, '').rjust(margin - 1)} ", "quiet")
        blank = look.marks.band if row == middle else " "
        for place, level in enumerate(levels):
            line.append(look.marks.evidence if level == row else blank, "accent" if level == row else "quiet")
            line.append(blank * (step - 1) if place < len(levels) - 1 else "", "quiet")
        lines.append(line.append(_MEDIAN if row == middle else "", "quiet"))
    first, last = (spell_short(point.on, year=True) for point in (shown[0], shown[-1]))
    gap = max(2, step * (len(shown) - 1) + 1 - len(first) - len(last))
    return Group(*lines, Text(f"{' ' * margin}{first}{' ' * gap}{last}", "quiet"))


def format_run_sentences(run: MedianRun) -> Iterator[str]:
    """Yield what the chart shows: the median with what lies about it, and a long stretch on one side of it."""
    on_it = f", {run.on_it} on it" if run.on_it else ""
    about = f"{len(run.series.points)} values about a median of {format_figure(run.median)}"
    yield f"{about}: {run.above} above, {run.below} below{on_it}."
    if len(run.longest) >= LONG_RUN:
        side = "above" if run.longest[0].value > run.median else "below"
        first, last = (spell_short(point.on, year=True) for point in (run.longest[0], run.longest[-1]))
        yield f"{len(run.longest)} in a row lie {side} it, {first} to {last}: what was different then?"


def format_sparkline(values: Sequence[Number], marks: Glyphs) -> str:
    """Return one bar for each value, the least lowest and the greatest highest; equal values stand half way."""
    least, most = min(values), max(values)
    if least == most:
        return marks.sparks[len(marks.sparks) // 2] * len(values)
    top = len(marks.sparks) - 1  # halves, since the whole between two values may be more than a number can hold
    return "".join(marks.sparks[round((value / 2 - least / 2) / (most / 2 - least / 2) * top)] for value in values)


def draw_sparkline(series: Series, look: RenderOptions, latest: Text, most: int | None = None) -> Text:
    """Draw the first value, the bars (of the last `most` values) and then `latest`; of one value only `latest`."""
    if len(series.points) == 1:
        return latest
    bars = format_sparkline([point.value for point in series.points[-(most or 0) :]], look.marks)
    return Text.assemble(format_plain_number(series.first.value), " ", (bars, "accent"), " ", latest)


def draw_series_list(series: Sequence[Series], look: RenderOptions) -> RenderableType:
    """Draw each measure on a line: its name, the first value, the bars, the latest value with its unit."""
    columns = (Column(overflow="fold", max_width=max(10, look.width // 2)), Column(overflow="fold"))
    table = Table.grid(*columns, padding=(0, 2))
    for one in series:
        latest = draw_text(format_point(one.latest, one.unit))
        table.add_row(draw_text(one.name, "quiet"), draw_sparkline(one, look, latest))
    return table


def format_series_lines(series: Series) -> list[str]:
    """Return one measure in plain lines, every value with its day and the entry that brought it."""
    values = (f"{point.on} {format_point(point, series.unit)}, {point.entry}" for point in series.points)
    return [f"measure: {series.name}", f"values: {'; '.join(values)}"]
