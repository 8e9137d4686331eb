"""Sparklines: a measure in a line, its first value, a bar for each, and the latest."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from enquiry.insight.measures.series import Series, format_point
from enquiry.model.amount import Number
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.layout import draw_text
from enquiry.views.theme import Glyphs, RenderOptions

GAP = 2
"""The cells between a name and its values."""


def format_sparkline(
    values: Sequence[Number], marks: Glyphs, lowest: Number | None = None, highest: Number | None = None
) -> str:
    """Return one bar for each value between the lowest and highest there can be, else between those there are.

    Equal values of no known range stand half way.
    """
    least = min([*values, lowest if lowest is not None else values[0]])
    most = max([*values, highest if highest is not None else values[0]])
    if least == most:
        return marks.sparks[len(marks.sparks) // 2] * len(values)
    top = len(marks.sparks) - 1  # halves, since the whole between two values may be more than a number can hold
    return "".join(marks.sparks[round((value / 2 - least / 2) / (most / 2 - least / 2) * top)] for value in values)


def draw_sparkline(series: Series, look: RenderOptions, latest: Text, most: int | None = None) -> Text:
    """Draw the first value, the bars (of the last `most` values) and then `latest`; of one value only `latest`.

    The bars stand on the measure's own range, of counts on that from none to all, in which its target lies; where its
    lowest value is not known it is said that they don't begin at zero. The target is the last bar, after a mark.
    """
    aim = [] if series.aim is None else [series.aim]
    if len(series.points) == 1 or series.latest.tally:
        told = latest.copy()
    else:
        bars = format_sparkline([*series.plotted[-(most or 0) :], *aim], look.marks, *series.reach)
        drawn = Text(bars[: len(bars) - len(aim)], "accent")
        told = Text.assemble(draw_text(series.format_bare(series.first)), " ", drawn, " ", latest)
        told.append(f" {look.marks.target}{bars[-1]}" if aim else "", "quiet")
        told.append(" (not from 0)" if series.reach[0] is None else "", "quiet")
    return told.append(f" {series.aim_words}" if aim else "", "quiet")


def draw_series_list(series: Sequence[Series], look: RenderOptions) -> RenderableType:
    """Draw each measure on a line: its name, the first value, the bars, the latest value with its unit.

    Where they don't fit side by side two fifths of the width are for the names.
    """
    names = [draw_text(one.name, "quiet") for one in series]
    values = [draw_sparkline(one, look, draw_text(format_point(one.latest, one.unit, one.levels))) for one in series]
    named, widest = (max((text.cell_len for text in texts), default=0) for texts in (names, values))
    fits = named + GAP + widest <= look.width
    table = Columns(Column(named if fits else min(named, max(10, look.width * 2 // 5))), Column(), gap=GAP)
    for row in zip(names, values, strict=True):
        table.add_row(*row)
    return table


def format_series_lines(series: Series) -> list[str]:
    """Return one measure in plain lines, every value with its day and the entry that brought it."""
    values = (f"{point.on} {format_point(point, series.unit, series.levels)}, {point.entry}" for point in series.points)
    told = [f"measure: {series.name}", f"values: {'; '.join(values)}"]
    return [*told, f"target: {series.aim_words.removeprefix('target ')}"] if series.aim_words else told
