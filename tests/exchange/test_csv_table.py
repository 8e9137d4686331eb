"""Tables for spreadsheets: no live formula, and nothing lost."""

import csv
import io
import re
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from enquiry.exchange.csv_table import render_csv
from enquiry.unsafe_chars import escape_unsafe
from tests import strategies


def table(raw: str) -> list[list[str]]:
    assert raw.startswith("\ufeff")
    return list(csv.reader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))


SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
COMES_BACK = st.text("=+-@;,\t\n \"'ab1", max_size=30) | st.sampled_from(strategies.HOSTILE)


def test_a_text_that_begins_like_a_formula_is_told_as_text() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "  =1", "＝1", '"=1'):
        assert table(render_csv([[text]]).decode()) == [[f"'{text}"]]


def test_a_text_is_guarded_again_where_another_delimiter_would_begin_a_cell() -> None:
    for text, guarded in (("a;=1", "a;'=1"), ("a; -1", "a;' -1"), ("a\t=1", "a\t'=1"), ('a;"=1', "a;'\"=1")):
        assert table(render_csv([[text]]).decode()) == [[guarded]]
    assert table(render_csv([["a; b - c, =d"]]).decode()) == [["a; b - c, =d"]]


def test_numbers_and_days_stay_what_they_are_and_every_text_stands_in_quotes() -> None:
    written = render_csv([[-1, 2.5, None, date(2026, 2, 3), "a\0b"]]).decode()
    assert written == '\ufeff-1,2.5,"","2026-02-03","a␀b"\r\n'


def test_nothing_in_a_table_acts_on_a_terminal() -> None:
    assert render_csv([["\x1b]52;c;eA==\x07 \x9b31m \u202e \r"]]).decode() == (
        '\ufeff"␛]52;c;eA==␇ ⟨U+009B⟩31m ⟨U+202E⟩ ␍"\r\n'
    )


@given(st.lists(st.lists(COMES_BACK | st.integers(), min_size=1), min_size=1))
def test_no_cell_of_any_text_is_live_and_none_is_lost(rows: list[list[Any]]) -> None:
    """Read as it was meant to be, and by a spreadsheet that parts cells by semicolons or tabs."""
    written = render_csv(rows).decode("utf-8").removeprefix("\ufeff")
    read = table("\ufeff" + written)
    assert [len(row) for row in read] == [len(row) for row in rows]
    for was, row in zip(rows, read, strict=True):
        for given_cell, cell in zip(was, row, strict=True):
            shown = str(given_cell) if isinstance(given_cell, int) else escape_unsafe(given_cell)
            assert cell.replace("'", "") == shown.replace("'", "")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            for place, cell in enumerate(row):
                number = re.fullmatch(r"-?[0-9]+", cell.partition(",")[0])
                assert number or not cell.lstrip().startswith(SIGNS), (delimiter, place, row)
