"""Texts in documents: each writer shows each unsafe character of the one table as a sign that does nothing."""

import json
import re
import sys
from collections.abc import Callable

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.pdf.typst import build_template_data
from enquiry.documents.text import REPLACEMENT_CHAR, sanitize_line, sanitize_text
from enquiry.exchange.folder.text import decode_markdown, encode_field_value, encode_markdown
from enquiry.insight.summary.value import Summary
from enquiry.unsafe_chars import NONCHARACTERS, UNSAFE_CHARS
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.theme import RenderOptions
from tests.conftest import render
from tests.documents.shared import TODAY, crowd
from tests.reading_back import docx_text, html_text
from tests.summaries import document, summary_of

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))
SURROGATES = ["\ud800", "\udc80", "\udfff"]
UNSAFE = [char for char in re.findall(UNSAFE_CHARS, EVERY) if not "\ud800" <= char <= "\udfff"]
UNFIT = re.findall(NONCHARACTERS, EVERY)
TEXTS = tuple(f"a{place}{char}{place}z" for place, char in enumerate((*UNSAFE, *UNFIT, *SURROGATES)))
"""A text for each character of the table, with a number before and after it."""

WRITERS: dict[str, Callable[[Summary], str]] = {
    "markdown": lambda summary: document(summary, SummaryFormat.MARKDOWN).decode(),
    "text": lambda summary: document(summary, SummaryFormat.TEXT).decode(),
    "html": lambda summary: html_text(document(summary, SummaryFormat.HTML)),
    "docx": lambda summary: docx_text(document(summary, SummaryFormat.DOCX)),
    "pdf": lambda summary: json.dumps(build_template_data(summary), ensure_ascii=False),
    "json": lambda summary: document(summary, SummaryFormat.JSON).decode(),
    "terminal": lambda summary: render(draw_summary(summary, RenderOptions(100)), 100),
    "plain": lambda summary: "\n".join(format_summary_lines(summary)),
}


def test_the_table_has_the_characters_that_turn_the_reading_and_those_that_terminals_obey() -> None:
    assert {"\x1b", "\x9b", "\x7f", "\u061c", "\u200e", "\u200f", "\u202e", "\u2066", "\u2028"} <= set(UNSAFE)
    assert not {"\n", "\t", "\u200d", "\u00ad"} & {*UNSAFE, *UNFIT}


@pytest.mark.parametrize("writer", WRITERS)
def test_no_unsafe_character_is_in_a_document_and_what_stands_around_it_is(writer: str) -> None:
    every = (*UNSAFE, *UNFIT, *(SURROGATES if writer != "json" else ()))  # no journal holds a surrogate
    summary = summary_of(crowd(TEXTS[: len(every)]), as_at=TODAY, title="\u200etitle\u061c", chosen="\u2067chosen\x9b")
    text = WRITERS[writer](summary)
    assert not re.findall(UNSAFE_CHARS, text)
    for place, char in enumerate(every):
        between = r"\\(?:u[0-9a-f]{4}|[bfr])" if writer == "json" else r"\ufffd|\s+|⟨U\+\w+⟩|[\u2400-\u2424]"
        if writer in ("json", "terminal", "plain") and char in UNFIT:
            continue  # which no terminal obeys
        assert re.search(rf"a{place}(?:{between}){place}z", text), (place, char)


@pytest.mark.parametrize("writer", ["markdown", "text", "html", "docx", "pdf"])
def test_what_xml_can_t_hold_is_in_no_document(writer: str) -> None:
    assert not re.findall(NONCHARACTERS, WRITERS[writer](summary_of(crowd(TEXTS), as_at=TODAY)))


@pytest.mark.parametrize("text", ["\n".join(TEXTS), *(f"{char}x{char}" for char in (*UNSAFE, *SURROGATES))], ids=ascii)
def test_no_unsafe_character_is_in_a_note_of_a_folder_and_each_comes_back(text: str) -> None:
    """Half a character apart, which no journal can hold."""
    written, field = encode_markdown(text), encode_field_value({"text": text})
    assert not re.findall(UNSAFE_CHARS, written + field)
    assert decode_markdown(written) == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert json.loads(field) == {"text": text}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x1b[31mb\0", "a\ufffd[31mb\ufffd"),
        ("  two   spaces\t and tab ", "two spaces and tab"),
        ("one\n\n\n\ntwo\n", "one\n\ntwo"),
        ("user\u202etxt \ufffe \udc80", "user\ufffdtxt \ufffd \ufffd"),
        ("שלום 👩🏽\u200d🏫", "שלום 👩🏽\u200d🏫"),
    ],
)
def test_what_has_no_place_in_a_document_becomes_a_sign(text: str, printed: str) -> None:
    assert sanitize_text(text) == printed
    assert sanitize_line(text) == " ".join(printed.split())


def test_a_character_that_is_white_space_too_is_folded_on_a_line_and_a_sign_in_a_text() -> None:
    assert sanitize_line("a\x0b\u2028 b") == "a b"
    assert sanitize_text("a\x0bb") == f"a{REPLACEMENT_CHAR}b"
