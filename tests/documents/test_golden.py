"""Golden files: a document in every format, and one for every reader. Look at what changes in them."""

import json
import re
from collections.abc import Callable

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.pdf.typst import build_template_data
from enquiry.insight.summary.value import Summary
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.summary.preview import draw_preview
from enquiry.views.theme import ASCII, RenderOptions
from tests.conftest import render
from tests.reading_back import docx_text
from tests.summaries import READERS, document, of_sample

Snapshot = Callable[[str, str], None]


def written(form: SummaryFormat) -> Callable[[Summary], str]:
    return lambda summary: document(summary, form).decode("utf-8-sig").replace("\r\n", "\n")


def page_of(page: str) -> str:
    """Return a page an element a line, without its style and its drawings, which have tests of their own."""
    body = re.sub("<svg.*?</svg>", "<svg/>", page.partition("<body>")[2], flags=re.DOTALL)
    return re.sub(r"(?=<(?:h\d|p|li|tr|figure|blockquote|ul|table|nav|main|details))", "\n", body)


def without_drawings(data: str) -> str:
    return re.sub(r'"svg": ".*?(?<!\\)"', '"svg": ""', data)


FORMATS: dict[str, Callable[[Summary], str]] = {
    **{form.value: written(form) for form in SummaryFormat if form.is_text and form is not SummaryFormat.HTML},
    "html": lambda summary: page_of(document(summary, SummaryFormat.HTML).decode()),
    "docx": lambda summary: docx_text(document(summary, SummaryFormat.DOCX)) + "\n",
    "pdf": lambda summary: (
        without_drawings(json.dumps(build_template_data(summary), indent=1, ensure_ascii=False)) + "\n"
    ),
    "plain": lambda summary: "".join(f"{line}\n" for line in format_summary_lines(summary)),
    "80": lambda summary: render(draw_summary(summary, RenderOptions(80))),
    "45": lambda summary: render(draw_summary(summary, RenderOptions(45)), 45),
}


FOR_PROGRAMS = ("json", "pdf")
"""Formats that nobody looks at; the shortest document shows their shape, schemas and comparisons hold the rest."""


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_in_every_format(snapshot: Snapshot, form: str) -> None:
    reader = "handover" if form in FOR_PROGRAMS else "prd"
    snapshot(FORMATS[form](of_sample("behaviour", reader).summary), f"documents/behaviour-{reader}-{form}")


@pytest.mark.parametrize("reader", READERS)
def test_a_document_for_every_reader(snapshot: Snapshot, reader: str) -> None:
    snapshot(FORMATS["markdown"](of_sample("primary", reader).summary), f"documents/primary-{reader}-markdown")


@pytest.mark.parametrize("width", [45, 60, 80, 140])
def test_a_preview(snapshot: Snapshot, width: int) -> None:
    drawn = render(draw_preview(of_sample("primary", "prd"), RenderOptions(width)), width)
    assert max(len(line) for line in drawn.splitlines()) <= width
    if width in (45, 80):
        snapshot(drawn, f"documents/primary-prd-preview-{width}")


@pytest.mark.parametrize("width", [45, 60, 80, 140])
@pytest.mark.parametrize("reader", READERS)
def test_every_line_keeps_to_the_width_in_both_sets_of_signs(reader: str, width: int) -> None:
    for sample in ("primary", "career"):
        summary = of_sample(sample, reader).summary
        for look in (RenderOptions(width), RenderOptions(width, ASCII)):
            drawn = render(draw_summary(summary, look), width)
            assert max(len(line) for line in drawn.splitlines()) <= width
