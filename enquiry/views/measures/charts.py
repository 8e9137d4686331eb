"""Bars from zero: a few values, each as long as it is large, so that a small difference looks small."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from enquiry.insight.measures.comparison import Bar
from enquiry.insight.measures.wording import neat
from enquiry.model.measure import Number
from enquiry.views.theme import Look

WIDEST = 48


def bars(values: Sequence[Bar], highest: Number | None, look: Look) -> Table | None:
    """Draw one bar for each value, up to `highest` where a measure has one; None where a value is below zero.

    Where there are several groups, each has its name above its bars.
    """
    top = max([highest or 0, *(bar.value for bar in values)], default=0)
    if top <= 0 or any(bar.value < 0 for bar in values):
        return None
    beside = max(len(bar.label) for bar in values) + max(len(neat(bar.value)) for bar in values) + 6
    room = max(8, min(WIDEST, look.width - beside))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, width=room)
    table.add_column(no_wrap=True, justify="right")
    for bar in values:
        table.add_row(Text(bar.label, "quiet"), _bar(bar, top, room, look), neat(bar.value))
    table.add_row("", Text(f"0{neat(top).rjust(room - 1)}", "quiet"), "")
    return table


def _bar(bar: Bar, top: Number, room: int, look: Look) -> Text:
    cells = max(1, round(bar.value / top * room)) if bar.value else 0
    style = "accent" if bar.compared else "quiet"
    return Text.assemble((look.marks.sparks[-2] * cells, style), (look.marks.dot * (room - cells), "quiet"))
