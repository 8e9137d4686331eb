"""Words under a label and in columns: lines broken at spaces, the same whether Rich or this program breaks them."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Column as TableColumn
from rich.table import Table
from rich.text import Text

from enquiry.cli.output import render_in_parts
from enquiry.views.drawing import lines as hanging
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.layout import HangingIndent
from tests import strategies
from tests.conftest import render

words = st.lists(st.text("abcdé—x", min_size=1, max_size=30), max_size=20).map(" ".join)


def drawn(text: str, width: int, spans: list[tuple[int, int]], *, color: bool = False) -> str:
    told = Text(text, "question")
    for begin, length in spans:
        told.stylize("match", begin, begin + length)
    return render(HangingIndent(Text("  1 ", "quiet"), told), width, color=color)


@strategies.seldom
@given(words, st.integers(20, 90), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=3))
def test_lines_are_broken_where_rich_breaks_them(text: str, width: int, spans: list[tuple[int, int]]) -> None:
    at_once = drawn(text, width, spans)
    with patch.object(hanging, "_SINGLE_WIDTH", re.compile("(?!)")):
        by_rich = drawn(text, width, spans)
    assert at_once == by_rich


def test_styles_begin_and_end_where_they_should() -> None:
    colored = drawn("they wait longer", 40, [(5, 4)], color=True)
    assert "\x1b[1;4mwait\x1b[0m" in colored
    assert "\x1b[1mthey \x1b[0m" in colored


@pytest.mark.parametrize(
    ("text", "lines"), [("", ["  1"]), ("ab " * 12, ["  1 ab ab ab ab ab", "    ab ab ab ab ab", "    ab ab"])]
)
def test_words_hang_under_the_first(text: str, lines: list[str]) -> None:
    assert drawn(text.strip(), 20, []).splitlines() == lines


# Columns side by side, drawn as Rich's own table draws them

cells = st.one_of(words, st.sampled_from(["", "one\ntwo", "日本 語", "a  b", "◆ evidence"]))
KINDS: dict[str, tuple[Column, dict[str, Any]]] = {
    "keep": (Column(keep=True), {"no_wrap": True}),
    "fold": (Column(), {"overflow": "fold"}),
    "right": (Column(keep=True, right=True), {"no_wrap": True, "justify": "right"}),
}


@strategies.seldom
@given(
    st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3).filter(lambda kinds: kinds.count("fold") < 2),
    st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=4),
    st.integers(40, 90),
)
def test_columns_stand_where_a_table_would_put_them(
    kinds: list[str], rows: list[tuple[str, str, str]], width: int
) -> None:
    ours = Columns(*(KINDS[kind][0] for kind in kinds), gap=2)
    theirs = Table.grid(*(TableColumn(**KINDS[kind][1]) for kind in kinds), padding=(0, 2))
    for row in rows:
        ours.add_row(*(Text(cell) for cell in row[: len(kinds)]))
        theirs.add_row(*(Text(cell) for cell in row[: len(kinds)]))
    kept = sum(max(Text(row[at]).cell_len for row in rows) for at, kind in enumerate(kinds) if kind != "fold")
    assume(kept + 2 * len(kinds) + 12 < width)  # what neither can give its room is cut in other ways
    assume(all(any(row[at] for row in rows) for at in range(len(kinds))))  # an empty column of ours takes a cell
    told, wanted = (render(one, width).splitlines() for one in (ours, theirs))
    assert [line.rstrip() for line in told] == [line.rstrip() for line in wanted]


def test_a_column_that_fills_takes_what_the_others_leave() -> None:
    columns = Columns(Column(1), Column(fills=True), Column(keep=True, right=True), gap=1)
    columns.add_row("a", Text("words " * 9, no_wrap=True, overflow="ellipsis"), "7")
    columns.add_row("", "b", "12")
    assert render(columns, 30).splitlines() == ["a words words words words …  7", "  b                         12"]


def test_no_column_is_wider_than_the_screen_however_little_room_there_is() -> None:
    columns = Columns(Column(keep=True), Column(keep=True))
    columns.add_row("a" * 40, "b" * 40)
    assert [len(line) for line in render(columns, 20).splitlines()] == [20]


def test_a_row_is_drawn_when_its_turn_comes() -> None:
    drawn = list[str]()

    class Telling:
        def __init__(self, name: str) -> None:
            self.name = name

        def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
            drawn.append(self.name)
            yield Text(self.name)

    columns = Columns(Column(8))
    for name in "abc":
        columns.add_row(Telling(name))
    lines = render_in_parts(Console(width=40), Group("first", columns, "last"), at_once=1)
    assert (next(lines), next(lines), drawn) == ("first\n", "a\n", ["a"])
    assert ("".join(lines), drawn) == ("b\nc\nlast\n", ["a", "b", "c"])


def test_what_is_too_wide_is_cut_as_rich_cuts_it() -> None:
    told = Text("x" * 30, no_wrap=True, overflow="ignore")
    assert list(render_in_parts(Console(width=20), told)) == ["x" * 20 + "\n"]


@given(text=st.text("ab “é…日\u0301", min_size=12, max_size=40), width=st.integers(1, 11))
def test_a_text_is_cut_as_rich_cuts_it(text: str, width: int) -> None:
    assume(cell_len(text) > width)
    assert hanging.cut_text(text, width) == set_cell_size(text, width)
