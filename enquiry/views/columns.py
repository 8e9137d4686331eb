"""Columns of words side by side, drawn row by row, and lines of words broken at spaces.

Rich's own tables and wrapping measure every cell several times, half a millisecond a row; a journal has thousands.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

_SINGLE_WIDTH = re.compile("[\n\x20-\x7e\xa1-\xac\xae-\xff\u0100-\u017f\u2010-\u2015\u2018-\u2026\u2500-\u25ff]*")
"""Words in Latin letters with their usual punctuation and the glyphs of views: each character takes one cell."""

Line = tuple[list[Segment], int]
"""A line as it is drawn, and how many cells it takes."""


class Column(NamedTuple):
    """How a column is drawn: as wide as its widest line, or of a fixed `width`.

    One that `fills` takes what the others leave. A column to `keep` cuts lines with `…`; in others words go on in the
    next line. Words stand left, or at the `right`.
    """

    width: int | None = None
    keep: bool = False
    right: bool = False
    fills: bool = False


class Columns:
    """Rows of cells in columns with `gap` cells between them, each row drawn when its turn comes."""

    def __init__(self, *columns: Column, gap: int = 2) -> None:
        self.columns = columns
        self.gap = gap
        self.rows = list[Sequence[RenderableType]]()

    def add_row(self, *cells: RenderableType) -> None:
        """Add a row beneath the others."""
        self.rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self._share_width(console, options)
        begins = [sum(widths[:place]) + self.gap * place for place in range(len(widths))]
        for row in self.rows:
            cells = [
                _render_cell(cell, column, width, console, options)
                for cell, column, width in zip(row, self.columns, widths, strict=True)
            ]
            for place in range(max(map(len, cells))):
                at = 0
                for column, width, begin, lines in zip(self.columns, widths, begins, cells, strict=True):
                    line, taken = lines[place] if place < len(lines) else ((), 0)
                    if taken:
                        indent = begin - at + (width - taken if column.right else 0)
                        if indent > 0:
                            yield Segment(" " * indent)
                        yield from line
                        at += indent + taken
                yield Segment.line()

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
            if isinstance(cell, str | Text):
                lines = (cell if isinstance(cell, str) else cell.plain).split("\n")
                widest = max(widest, *map(measure_text, lines))
            else:
                widest = max(widest, console.measure(cell, options=options).maximum)
        return widest


def _render_cell(
    cell: RenderableType, column: Column, width: int, console: Console, options: ConsoleOptions
) -> Sequence[Line]:
    if isinstance(cell, str):
        cell = Text(cell)
    if not isinstance(cell, Text):
        drawn = console.render_lines(cell, options.update(width=width, height=None), pad=False)
        return [(line, Segment.get_line_length(line)) for line in drawn]
    if not (column.keep or cell.no_wrap):
        return list(wrap_text(console, cell, width))
    lines = cell.split("\n", allow_blank=True) if "\n" in cell.plain else (cell.copy(),)
    for line in lines:
        if measure_text(line.plain) > width:
            line.truncate(width, overflow="ellipsis")
    return [next(wrap_text(console, line, width)) for line in lines]


def wrap_text(console: Console, text: Text, width: int) -> Iterator[Line]:
    """Yield the lines of a text of at most `width` cells, broken at spaces, and within a word where it must be."""
    plain = text.plain
    if not _SINGLE_WIDTH.fullmatch(plain):
        for line in text.wrap(console, width, overflow="fold"):
            line.rstrip()
            yield list(line.render(console)), line.cell_len
        return
    base = console.get_style(text.style)
    styles = [(span.start, span.end, console.get_style(span.style)) for span in text.spans]
    for begin, end in _break_lines(plain, width):
        if not styles:
            yield [Segment(plain[begin:end], base)], end - begin
            continue
        over = [(start, stop, style) for start, stop, style in styles if start < end and begin < stop]
        edges = {begin, end, *(edge for start, stop, _ in over for edge in (start, stop) if begin < edge < end)}
        drawn = [
            Segment(plain[one:other], sum((style for start, stop, style in over if start <= one < stop), base))
            for one, other in pairwise(sorted(edges))
        ]
        yield drawn, end - begin


def measure_text(text: str) -> int:
    """Return how many cells a text of one line takes."""
    return len(text) if _SINGLE_WIDTH.fullmatch(text) else cell_len(text)


def cut_text(text: str, width: int) -> str:
    """Return the first `width` cells of a longer text of one line."""
    single = _SINGLE_WIDTH.fullmatch(text, 0, width + 1)  # what follows may belong to the last sign
    return text[:width] if single else set_cell_size(text, width)


def _break_lines(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of a text begins and ends, without the spaces at which it is broken."""
    after = 0
    for paragraph in plain.split("\n"):
        begin, stop = after, after + len(paragraph.rstrip(" "))
        word, after = begin + len(paragraph) - len(paragraph.lstrip(" ")), after + len(paragraph) + 1
        while stop - begin > width:
            space = plain.rfind(" ", word, begin + width + 1)
            end = space if space >= 0 else begin + width
            yield begin, begin + len(plain[begin:end].rstrip(" "))
            begin = word = end + len(plain[end:stop]) - len(plain[end:stop].lstrip(" "))
        yield begin, stop
