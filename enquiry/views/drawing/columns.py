"""Columns of words side by side, drawn row by row.

Rich's own tables measure every cell several times, half a millisecond a row; a journal has thousands.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from enquiry.views.drawing.lines import Line, LineDrawing, StyledWords, iterate_lines, measure_text, wrap_text


class Column(NamedTuple):
    """How a column is drawn: as wide as its widest line, or of a fixed `width`.

    One that `fills` takes what the others leave. A column to `keep` cuts lines with `…`; in others words go on in the
    next line. Words stand left, or at the `right`.
    """

    width: int | None = None
    keep: bool = False
    right: bool = False
    fills: bool = False


class Columns(LineDrawing):
    """Rows of cells in columns with `gap` cells between them, each row drawn when its turn comes."""

    def __init__(self, *columns: Column, gap: int = 2) -> None:
        self.columns = columns
        self.gap = gap
        self.rows = list[Sequence[RenderableType]]()

    def add_row(self, *cells: RenderableType) -> None:
        """Add a row beneath the others."""
        self.rows.append(cells)

    def draw_lines(self, console: Console, options: ConsoleOptions) -> Iterator[list[Segment]]:
        """Yield the lines of each row in turn."""
        widths = self._share_width(console, options)
        begins = [sum(widths[:place]) + self.gap * place for place in range(len(widths))]
        for row in self.rows:
            cells = [
                _render_cell(cell, column, width, console, options)
                for cell, column, width in zip(row, self.columns, widths, strict=True)
            ]
            held = [one for one in zip(self.columns, widths, begins, cells, strict=True) if one[3]]
            for place in range(max([1, *(len(lines) for *_, lines in held)])):
                at, drawn = 0, list[Segment]()
                for column, width, begin, lines in held:
                    if place < len(lines) and (taken := lines[place][1]):
                        indent = begin - at + (width - taken if column.right else 0)
                        if indent > 0:
                            drawn.append(Segment(" " * indent))
                        drawn += lines[place][0]
                        at += indent + taken
                yield drawn

    def _share_width(self, console: Console, options: ConsoleOptions) -> list[int]:
        """Return the columns' widths: what they ask for, where that is too much less of the widest that may wrap."""
        room = options.max_width - self.gap * (len(self.columns) - 1)
        widths = [
            0 if column.fills else min(options.max_width, column.width or self._find_widest(place, console, options))
            for place, column in enumerate(self.columns)
        ]
        for place, column in enumerate(self.columns):
            widths[place] = max(1, room - sum(widths)) if column.fills else widths[place]
        wrap = [place for place, column in enumerate(self.columns) if column.width is None and not column.keep]
        for shrinking in (wrap, range(len(widths))):
            while sum(widths) > room and any(widths[place] > 1 for place in shrinking):
                widths[max(shrinking, key=lambda place: (widths[place], place))] -= 1
        return widths

    def _find_widest(self, place: int, console: Console, options: ConsoleOptions) -> int:
        widest = 1
        for row in self.rows:
            cell = row[place]
            if isinstance(cell, str | Text | StyledWords):
                lines = (cell if isinstance(cell, str) else cell.plain).split("\n")
                widest = max(widest, *map(measure_text, lines))
            else:
                widest = max(widest, console.measure(cell, options=options).maximum)
        return widest


def _render_cell(
    cell: RenderableType, column: Column, width: int, console: Console, options: ConsoleOptions
) -> Sequence[Line]:
    if isinstance(cell, str):
        cell = StyledWords(cell)
    if isinstance(cell, StyledWords):
        if not column.keep or (measure_text(cell.plain) <= width and "\n" not in cell.plain):
            return list(wrap_text(console, cell, width)) if cell.plain else ()
        cell = cell.__rich__()
    if not isinstance(cell, Text):
        drawn = iterate_lines(cell, console, options.update(width=width, height=None))
        return [(line, Segment.get_line_length(line)) for line in drawn]
    if not (column.keep or cell.no_wrap):
        return list(wrap_text(console, cell, width))
    lines = cell.split("\n", allow_blank=True) if "\n" in cell.plain else (cell.copy(),)
    for line in lines:
        if measure_text(line.plain) > width:
            line.truncate(width, overflow="ellipsis")
    return [next(wrap_text(console, line, width)) for line in lines]
