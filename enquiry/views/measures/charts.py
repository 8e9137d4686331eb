"""Pictures of a measure: bars from zero, tallies, and a run chart about the median."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.measures.comparison import ChartBar
from enquiry.insight.measures.runs import MedianRun
from enquiry.insight.measures.series import Series
from enquiry.model.amount import Number
from enquiry.model.measure import format_figure
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, spell_number

MAX_WIDTH = 48
"""The most characters a bar is long."""
ROWS = 9
"""Lines of a run chart; odd, so that a middle can lie in the middle."""
_MEDIAN, _TARGET = " median", " target"


def draw_bars(
    values: Sequence[ChartBar],
    highest: Number | None,
    look: RenderOptions,
    target: ChartBar | None = None,
    *,
    scale: bool = True,
) -> Table | None:
    """Draw each value as a bar as long as it is large, so that a small difference looks small.

    The bars reach up to `highest` where a measure has one, as the `scale` beneath says; a `target` is a mark at its
    place in a line of its own. None where there is a value below zero, or none above it.
    """
    top = max([highest or 0, *(bar.value for bar in (*values, *([target] if target else [])))], default=0)
    if top <= 0 or any(bar.value < 0 for bar in values):
        return None
    figures = [bar.told or format_figure(bar.value) for bar in values]
    labels = [*(bar.label for bar in values), *([target.label] if target else [])]
    room = max(8, min(MAX_WIDTH, look.width - max(map(len, labels)) - max(map(len, figures)) - 6))
    columns = (Column(no_wrap=True), Column(no_wrap=True, width=room), Column(no_wrap=True, justify="right"))
    table = Table.grid(*columns, padding=(0, 2, 0, 0))
    for bar, figure in zip(values, figures, strict=True):
        cells = max(1, round(bar.value / top * room)) if bar.value else 0
        filled = (look.marks.sparks[-2] * cells, "accent" if bar.compared else "quiet")
        drawn = Text.assemble(filled, (look.marks.dot * (room - cells), "quiet"))
        table.add_row(Text(bar.label, "quiet"), drawn, figure)
    if target:
        place = max(0, round(target.value / top * room) - 1)
        mark = Text(f"{' ' * place}{look.marks.target}", "accent")
        table.add_row(Text(target.label, "quiet"), mark, target.told)
    if scale:
        table.add_row("", Text(f"0{format_figure(top).rjust(room - 1)}", "quiet"), "")
    return table


MOST_TALLIES = 4
"""Tallies of a series that are all drawn; of more the first and the latest."""


def draw_tallies(series: Series, look: RenderOptions) -> Iterator[RenderableType]:
    """Yield for each tally of a series its day and a bar for every level, all on one scale; the lowest level first."""
    told = [point for point in series.points if point.tally]
    told = told if len(told) <= MOST_TALLIES else [told[0], told[-1]]
    most = max((count for point in told for count in point.tally), default=0)
    for point in told:
        counts = [*point.tally, *[0] * (len(series.levels) - len(point.tally))]
        bars = [ChartBar("", level, count) for level, count in zip(series.levels, counts, strict=False)]
        if drawn := draw_bars(bars, most, look, scale=point is told[-1]):
            yield Text(f"{spell_short(point.on, year=True)}, {sum(counts)} in all", "quiet")
            yield drawn


def draw_run_chart(run: MedianRun, look: RenderOptions) -> RenderableType:
    """Draw a long series as marks about its median; where there is too little width, the latest ones.

    A value off the median never lies on the median's own row. A target is a line across on which the median is not.
    """
    values, aim = run.series.plotted, run.series.aim
    reached = [*values, run.median, *([] if aim is None else [aim])]
    low, high = min(reached), max(reached)

    def compute_row(value: float) -> int:
        if low == high:
            return ROWS // 2
        level, middle = (round((number - low) / (high - low) * (ROWS - 1)) for number in (value, run.median))
        if level == middle and value != run.median:
            level += 1 if value > run.median else -1
        return min(ROWS - 1, max(0, level))

    middle = compute_row(run.median)
    labels, ends = {0: format_figure(low), ROWS - 1: format_figure(high)}, {middle: _MEDIAN}
    if aim is not None:
        labels[compute_row(aim)] = format_figure(aim)
        ends = {compute_row(aim): _TARGET} | ends
    labels[middle] = format_figure(run.median)
    margin = max(map(len, labels.values())) + 1
    room = max(ROWS, look.width - margin - len(_MEDIAN))
    step = max(1, min(4, room // len(values)))
    shown = run.series.points[-(room // step) :]
    levels = [compute_row(value) for value in values[-(room // step) :]]
    lines = []
    for row in range(ROWS - 1, -1, -1):
        line = Text(f"{labels.get(row, '').rjust(margin - 1)} ", "quiet")
        blank = look.marks.band if row in ends else " "
        for place, level in enumerate(levels):
            line.append(look.marks.evidence if level == row else blank, "accent" if level == row else "quiet")
            line.append(blank * (step - 1) if place < len(levels) - 1 else "", "quiet")
        lines.append(line.append(ends.get(row, ""), "quiet"))
    first, last = (spell_short(point.on, year=True) for point in (shown[0], shown[-1]))
    gap = max(2, step * (len(shown) - 1) + 1 - len(first) - len(last))
    return Group(*lines, Text(f"{' ' * margin}{first}{' ' * gap}{last}", "quiet"))


def format_run_sentences(run: MedianRun) -> Iterator[str]:
    """Yield what the chart shows: the median with what lies about it, and what chance seldom gives."""
    on_it = f", {run.on_it} on it" if run.on_it else ""
    per_cent = " %" if run.series.is_share else ""
    frozen = f", that of the {spell_number(run.frozen)} before the action" if run.frozen else ""
    about = f"{len(run.series.points)} values about a median of {format_figure(run.median)}{per_cent}{frozen}"
    yield f"{about}: {run.above} above, {run.below} below{on_it}."
    if not run.shift:
        yield "No shift: runs and crossings are such as chance gives."
    elif len(run.longest) > run.allowed:
        first, last = (spell_short(point.on, year=True) for point in (run.longest[0], run.longest[-1]))
        rare = f"chance seldom gives more than {run.allowed}"
        lie = f"{len(run.longest)} in a row lie {run.side} it, {first} to {last}"
        yield f"A shift: {lie}; {rare}. What was different then?"
    else:
        times = format_count(run.crossings, "time")
        rare = f"chance seldom gives fewer than {run.expected}"
        yield f"A shift: the values cross it {times}; {rare}. What was different then?"
