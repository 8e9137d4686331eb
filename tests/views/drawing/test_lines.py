"""Line by line a drawing is what Rich would draw of it, whatever stands in what."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Span, Text

from enquiry.cli.output import build_console
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.drawing.lines import StyledWords, iterate_lines
from enquiry.views.layout import HangingIndent, Parts
from tests import strategies

words = st.lists(st.sampled_from(["they", "waited", "a", "日本", "längste", "—", "one\ntwo"]), max_size=25).map(
    " ".join
)
texts = st.one_of(
    words,
    words.map(lambda text: Text(text, "strong")),
    words.map(lambda text: Text.assemble((text, "quiet"), "  ", text)),
    words.map(lambda text: Text(text, no_wrap=True, overflow="ellipsis")),
)


def in_columns(rows: list[tuple[str, str]]) -> Columns:
    columns = Columns(Column(9, keep=True), Column())
    for row in rows:
        columns.add_row(*row)
    return columns


drawings: st.SearchStrategy[RenderableType] = st.recursive(
    st.one_of(
        texts,
        words.map(lambda text: HangingIndent(Text("1 "), Text(text))),
        st.lists(st.tuples(words, words), min_size=1, max_size=3).map(in_columns),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: Group(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Parts(lambda: parts)),
        inner.map(lambda part: Padding(part, (0, 0, 0, 3))),
        inner.map(lambda part: Constrain(part, 30)),
    ),
    max_leaves=6,
)


def read_lines(lines: list[list[Segment]]) -> list[str]:
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


@strategies.seldom
@given(drawings, st.integers(24, 70))
def test_lines_are_those_that_rich_draws(drawing: RenderableType, width: int) -> None:
    console = build_console(io.StringIO(), {"COLUMNS": str(width)}, "never")
    by_rich = read_lines(list(Segment.split_lines(console.render(drawing))))
    assert read_lines(list(iterate_lines(drawing, console, console.options))) == by_rich


@strategies.seldom
@given(words, st.tuples(st.integers(0, 30), st.integers(0, 30)), st.sampled_from(["always", "never"]))
def test_words_with_styles_are_drawn_as_rich_s_text_is(told: str, place: tuple[int, int], color: str) -> None:
    console = build_console(io.StringIO(), {"COLUMNS": "24", "TERM": "xterm-256color"}, color)
    begin, end = min(place), min(max(place) + 1, len(told))
    spans, label = [Span(begin, end, "match")] if begin < end else [], Text("7.4  ", "quiet")
    by_rich = HangingIndent(label, Text(told, "question", spans=spans))
    own = HangingIndent(StyledWords("7.4  ", "quiet"), StyledWords(told, "question", spans))
    drawn = [list(iterate_lines(one, console, console.options)) for one in (by_rich, own)]
    assert drawn[0] == drawn[1]


def test_a_wrapped_text_with_signs_of_two_cells_keeps_its_style() -> None:
    console = build_console(io.StringIO(), {"COLUMNS": "24", "TERM": "xterm-256color"}, "always")
    lines = list(iterate_lines(Text("日本 " * 12, "bold"), console, console.options))
    assert len(lines) > 1
    assert all(segment.style and segment.style.bold for line in lines for segment in line)
