"""A run chart: a long series in the order of its days, about the line of its own median."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.measures.wording import neat
from enquiry.insight.run import LONG, Run
from enquiry.views.theme import Look

ROWS = 9
"""Lines of the chart; odd, so that a middle can lie in the middle."""
_MEDIAN = " median"


def run_chart(run: Run, look: Look) -> RenderableType:
    """Draw the values as marks about the median; where there is too little room, the latest ones."""
    labels = [neat(value) for value in _ends(run)] + [neat(run.median)]
    margin = max(map(len, labels)) + 1
    room = max(ROWS, look.width - margin - len(_MEDIAN))
    step = max(1, min(4, room // len(run.series.points)))
    shown = run.series.points[-(room // step) :]
    levels = [_level(point.value, run) for point in shown]
    lines = [_line(row, levels, step, run, margin, look) for row in range(ROWS - 1, -1, -1)]
    first, last = (short(point.on, year=True) for point in (shown[0], shown[-1]))
    gap = max(2, step * (len(shown) - 1) + 1 - len(first) - len(last))
    return Group(*lines, Text(f"{' ' * margin}{first}{' ' * gap}{last}", "quiet"))


def _ends(run: Run) -> tuple[float, float]:
    values = [point.value for point in run.series.points]
    return min(values), max(values)


def _level(value: float, run: Run) -> int:
    """Return the row of a value, from the bottom. A value off the median never lies on the median's own row."""
    low, high = _ends(run)
    if low == high:
        return ROWS // 2
    level, middle = (round((number - low) / (high - low) * (ROWS - 1)) for number in (value, run.median))
    if level == middle and value != run.median:
        level += 1 if value > run.median else -1
    return min(ROWS - 1, max(0, level))


def _line(row: int, levels: list[int], step: int, run: Run, margin: int, look: Look) -> Text:
    low, high = _ends(run)
    middle = _level(run.median, run)
    label = {0: neat(low), ROWS - 1: neat(high)} | {middle: neat(run.median)}
    line = Text(f"{label.get(row, '').rjust(margin - 1)} ", "quiet")
    blank = look.marks.band if row == middle else " "
    for place, level in enumerate(levels):
        line.append(look.marks.evidence if level == row else blank, "accent" if level == row else "quiet")
        line.append(blank * (step - 1) if place < len(levels) - 1 else "", "quiet")
    if row == middle:
        line.append(_MEDIAN, "quiet")
    return line


def run_said(run: Run) -> Iterator[str]:
    """Yield what the chart shows: the median with what lies about it, and a long stretch on one side of it."""
    on_it = f", {run.on_it} on it" if run.on_it else ""
    points = run.series.points
    yield f"{len(points)} values about a median of {neat(run.median)}: {run.above} above, {run.below} below{on_it}."
    if len(run.longest) >= LONG:
        side = "above" if run.longest[0].value > run.median else "below"
        first, last = (short(point.on, year=True) for point in (run.longest[0], run.longest[-1]))
        yield f"{len(run.longest)} in a row lie {side} it, {first} to {last}: what was different then?"
