"""Tables for spreadsheets: no live formula, and nothing lost."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.exchange.csv_table import render_csv
from tests import strategies


def table(raw: str) -> list[list[str]]:
    assert raw.startswith("\ufeff")
    return list(csv.reader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "  =1", "\t=1", "＝1", "\n=1", "\r=1"])
def test_a_text_that_begins_like_a_formula_is_told_as_text(text: str) -> None:
    [[cell]] = table(render_csv([[text]]).decode())
    assert cell == f"'{text}"


def test_numbers_and_days_stay_what_they_are() -> None:
    from datetime import date

    assert render_csv([[-1, 2.5, None, date(2026, 2, 3), "a\0b"]]).decode() == "\ufeff-1,2.5,,2026-02-03,a␀b\r\n"


@given(st.lists(st.lists(st.text() | st.integers() | st.sampled_from(strategies.HOSTILE), min_size=1), min_size=1))
def test_no_cell_of_any_text_is_live_and_none_is_lost(rows: list[list[Any]]) -> None:
    read = table(render_csv(rows).decode("utf-8"))
    assert [len(row) for row in read] == [len(row) for row in rows]
    for was, row in zip(rows, read, strict=True):
        for given_cell, cell in zip(was, row, strict=True):
            if isinstance(given_cell, int):
                assert cell == str(given_cell)
                continue
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert cell.removeprefix("'") == given_cell.replace("\0", "␀").encode(
                "utf-8", "replace"
            ).decode().removeprefix("'")
