"""A drawing line by line, and words broken into lines at spaces.

Rich hands each piece of a part through every layer above the part, and measures words several times: that was most of
the time of a long view. What this package draws with comes line by line here; anything else is left to Rich.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Span, Text

_SINGLE_WIDTH = re.compile("[\n\x20-\x7e\xa1-\xac\xae-\xff\u0100-\u017f\u2010-\u2015\u2018-\u2026\u2500-\u25ff]*")
"""Words in Latin letters with their usual punctuation and the glyphs of views: each character takes one cell."""

Line = tuple[list[Segment], int]
"""A line as it is drawn, and how many cells it takes."""


class StyledWords(NamedTuple):
    """Words with their styles, safe to print as they are: Rich's Text, without its looking at each character."""

    plain: str
    style: str = ""
    spans: Sequence[Span] = ()

    def __rich__(self) -> Text:
        return Text(self.plain, self.style, spans=list(self.spans))


class LineDrawing(ABC):
    """A drawing that makes its lines itself, one when its turn comes."""

    @abstractmethod
    def draw_lines(self, console: Console, options: ConsoleOptions) -> Iterator[list[Segment]]:
        """Yield the drawing's lines, without what ends them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.draw_lines(console, options):
            yield from line
            yield Segment.line()


def iterate_lines(drawing: RenderableType, console: Console, options: ConsoleOptions) -> Iterable[list[Segment]]:
    """Return the lines of a drawing as Rich would draw it, but for spaces at their ends and lines that are too long."""
    if isinstance(drawing, LineDrawing):
        return drawing.draw_lines(console, options)
    if isinstance(drawing, str):
        drawing = Text(drawing)
    if isinstance(drawing, StyledWords) or (
        isinstance(drawing, Text) and not (drawing.no_wrap or drawing.justify or options.no_wrap or options.justify)
    ):
        return (line for line, _ in wrap_text(console, drawing, options.max_width))
    if isinstance(drawing, Group):
        return chain.from_iterable(iterate_lines(part, console, options) for part in drawing.renderables)
    if isinstance(drawing, Constrain) and drawing.width:
        narrower = options.update_width(min(drawing.width, options.max_width))
        return iterate_lines(drawing.renderable, console, narrower)
    if (
        isinstance(drawing, Padding)
        and drawing.expand
        and not (drawing.top or drawing.bottom or drawing.style != "none")
    ):
        room = options.update_width(max(1, options.max_width - drawing.left - drawing.right))
        before = [Segment(" " * drawing.left)]
        return ([*before, *line] for line in iterate_lines(drawing.renderable, console, room))
    return Segment.split_lines(console.render(drawing, options))


def wrap_text(console: Console, text: Text | StyledWords, width: int) -> Iterator[Line]:
    """Yield the lines of a text of at most `width` cells, broken at spaces, and within a word where it must be."""
    plain = text.plain
    if _SINGLE_WIDTH.fullmatch(plain):
        for begin, end in _break_lines(plain, width):
            yield style_part(console, text, begin, end), end - begin
        return
    lines = [line.rstrip() for line in plain.split("\n")]
    widths = [*map(measure_text, lines)]
    if max(widths) <= width and "\t" not in plain:
        begin = 0
        for line, whole, taken in zip(lines, plain.split("\n"), widths, strict=True):
            yield style_part(console, text, begin, begin + len(line)), taken
            begin += len(whole) + 1
        return
    for part in (text.__rich__() if isinstance(text, StyledWords) else text).wrap(console, width, overflow="fold"):
        part.rstrip()
        yield style_part(console, part, 0, len(part.plain)), part.cell_len  # Rich leaves out the style of the whole


def style_part(console: Console, text: Text | StyledWords, begin: int, end: int) -> list[Segment]:
    """Return a part of a text of one line, piece by piece as its styles have it; in one where nothing is coloured."""
    plain = text.plain
    if not console.color_system:
        return [Segment(plain[begin:end])]
    base = console.get_style(text.style)
    over = [span for span in text.spans if span.start < end and begin < span.end]
    if not over:
        return [Segment(plain[begin:end], base)]
    styles = [(span.start, span.end, console.get_style(span.style)) for span in over]
    edges = {begin, end, *(edge for start, stop, _ in styles for edge in (start, stop) if begin < edge < end)}
    return [
        Segment(plain[one:other], sum((style for start, stop, style in styles if start <= one < stop), base))
        for one, other in pairwise(sorted(edges))
    ]


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
            last = end
            while last > begin and plain[last - 1] == " ":
                last -= 1
            yield begin, last
            begin = end
            while begin < stop and plain[begin] == " ":
                begin += 1
            word = begin
        yield begin, stop
