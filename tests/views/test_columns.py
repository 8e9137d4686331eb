"""Words that hang under a label: lines broken at spaces, the same whether Rich breaks them or this program does."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from enquiry.views import columns as hanging
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
