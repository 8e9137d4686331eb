"""What is written from right to left stands in isolates on a terminal, is otherwise untouched, and stays readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from enquiry.unsafe_chars import escape_unsafe, format_for_stream, wrap_rtl_runs
from tests.conftest import Home, Stream
from tests.strategies import HOSTILE

ISOLATES = re.compile("[\u2068\u2069]")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("left to right 24", "left to right 24"),
        ("שלום", "<שלום>"),
        ("16 Sep  שלום עולם  24", "16 Sep  <שלום עולם>  24"),
        ("they said שלום (24) עולם! and left", "they said <שלום (24) עולם!> and left"),
        ("مرحبا 12 تلميذا، 3 Sep", "<مرحبا 12 تلميذا،> 3 Sep"),
        ("שלום\nעולם", "<שלום>\n<עולם>"),
        ("שלום    עולם", "<שלום>    <עולם>"),
        ("\x1b[1mשלום\x1b[0m עולם", "\x1b[1m<שלום\x1b[0m עולם>"),
        ("שלום x עולם", "<שלום> x <עולם>"),
    ],
)
def test_a_run_of_words_stands_in_an_isolate_of_its_own(text: str, seen: str) -> None:
    assert wrap_rtl_runs(text) == seen.replace("<", "\u2068").replace(">", "\u2069")


signs = st.sampled_from([*"שלוםمرحبا12 ab.,()\n\t", "\x1b[1m", "\x1b[0m", "  ", "é", "日", "👩‍🏫"])


@given(st.lists(signs, max_size=40).map("".join))
def test_isolates_are_balanced_on_every_line_take_no_room_and_change_nothing_else(text: str) -> None:
    seen = wrap_rtl_runs(text)
    assert ISOLATES.sub("", seen) == text
    for line in seen.split("\n"):
        assert re.fullmatch("(?:[^\u2068\u2069]|\u2068[^\u2068\u2069]+\u2069)*", line)
        bare = re.sub("\u2068[^\u2068\u2069]+\u2069", "", line)
        assert not re.search("[\u0590-\u08ff]", bare)
    assert cell_len(ISOLATES.sub("", seen)) == cell_len(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_isolates_that_people_typed_are_shown_and_ours_alone_act(text: str) -> None:
    seen = wrap_rtl_runs(escape_unsafe(text))
    assert ISOLATES.sub("", seen) == escape_unsafe(text)
    assert seen.count("\u2068") == seen.count("\u2069")


class Other(Stream):
    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "cp1252"


def test_only_a_terminal_that_knows_them_gets_isolates() -> None:
    terminal, pipe, old = Stream(), Stream(), Other()
    terminal.tty = old.tty = True
    assert (format_for_stream(terminal, "שלום"), format_for_stream(pipe, "שלום"), format_for_stream(old, "שלום")) == (
        "\u2068שלום\u2069",
        "שלום",
        "שלום",
    )


def test_a_pipe_gets_the_words_as_they_were_written(home: Home) -> None:
    home.ok("start", "שלום עולם?")
    for argv in (("list",), ("show", "1"), ("timeline", "--plain"), ("export",)):
        out = home.ok(*argv)
        assert "שלום עולם?" in out
        assert not ISOLATES.search(out)
