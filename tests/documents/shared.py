"""What the tests of documents share: journals of given texts, every text of a summary, documents read back as text."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

import pytest
from msgspec.structs import replace

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.dates.period import spell
from enquiry.documents.text import sanitize_text
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Chart, ChartKind, Heading, Listing, Paragraph, Quotation, Table
from enquiry.insight.summary.value import Summary
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from tests.conftest import a_cycle, a_journal, an_entry
from tests.documents.test_markdown import filled
from tests.reading_back import docx_text, html_text, pdf_document, pdf_text
from tests.strategies import HOSTILE
from tests.summaries import READERS, document, journal_of, of_sample, reader_named, summary_of

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)
CASES = [("primary", reader) for reader in READERS] + [(name, "self") for name in list_samples() if name != "primary"]
"""Samples and readers that are looked at in the slower formats."""


def squashed(text: str) -> str:
    """Return a text without its white space, in the same case throughout, so that layout does not matter."""
    return "".join(text.split()).casefold()


def crowd(texts: tuple[str, ...]) -> Journal:
    """Return a journal with an entry for each of many texts."""
    held: list[AnyEntry] = [an_entry("note", DAY, text, number=place) for place, text in enumerate(texts, 1)]
    return a_journal(a_cycle(entries=tuple(held)))


def words_of(summary: Summary) -> Iterator[str]:
    """Yield every text and number of a document, whatever it is laid out as."""
    for block in summary.blocks:
        match block:
            case Paragraph() if block.blank:
                yield block.title
            case Heading() | Paragraph() | Quotation():
                yield block.text
            case Listing():
                for line in block.lines:
                    written = spell(line.written) if line.written else ""
                    yield from filter(None, (line.lead, line.text, line.beside, written))
            case Table():  # whose cells may be folded beside one another, so that only their words stay whole
                yield from (word for row in block.rows for cell in row for word in cell.split())
            case Chart() if block.drawn is ChartKind.STRIP:
                yield from (mark.told for mark in block.marks)
            case Chart() if block.drawn is ChartKind.TIMELINE:
                yield from (mark.name for mark in block.marks if mark.name)


def without_feet(data: bytes) -> str:
    """Return the text of a PDF without the line at the foot of each page, which parts what runs over it."""
    pages = (page.extract_text() for page in pdf_document(data).pages)
    return squashed("".join(re.sub(r"[^\n]* \d+ of \d+\s*$", "", page) for page in pages))


READ: dict[SummaryFormat, Callable[[Summary], str]] = {
    SummaryFormat.HTML: lambda summary: squashed(html_text(document(summary, SummaryFormat.HTML))),
    SummaryFormat.DOCX: lambda summary: squashed(docx_text(document(summary, SummaryFormat.DOCX))),
    SummaryFormat.PDF: lambda summary: without_feet(document(summary, SummaryFormat.PDF)),
}
"""The formats of pages, each as the text that a reader of it gets."""

READ_AS_LAID_OUT: dict[SummaryFormat, Callable[[bytes], str]] = {
    SummaryFormat.HTML: html_text,
    SummaryFormat.DOCX: docx_text,
    SummaryFormat.PDF: pdf_text,
}


def check_every_text_and_number(summary: Summary, form: SummaryFormat) -> None:
    """Check that whatever the value tells stands in the document."""
    text, wanted = READ[form](summary), [squashed(words) for words in words_of(summary)]
    assert len(wanted) > 4
    assert not [words for words in wanted if words not in text]


def shown(text: str) -> str:
    return squashed(sanitize_text(text))


class PageChecks:
    """What is checked of every format of pages. A test class of a format names it as `form`."""

    form: ClassVar[SummaryFormat]

    def read(self, summary: Summary) -> str:
        return READ[self.form](summary)

    @pytest.mark.parametrize(("name", "reader"), CASES)
    def test_every_text_and_number_stands_in_it(self, name: str, reader: str) -> None:
        check_every_text_and_number(of_sample(name, reader).summary, self.form)

    @pytest.mark.long
    @pytest.mark.parametrize("name", list_samples())
    def test_every_text_and_number_stands_in_it_for_every_reader(self, name: str) -> None:
        for reader in READERS:
            check_every_text_and_number(of_sample(name, reader).summary, self.form)

    @pytest.mark.parametrize("reader", ["prd", "school", "peer"])
    def test_what_is_told_by_name_only_has_its_words_nowhere(self, reader: str) -> None:
        journal, _ = journal_of("primary")
        assert not reader_named(reader).owner
        summary = of_sample("primary", reader).summary
        text = self.read(summary)
        by_name = [line.name for cycle in summary.cycles for line in cycle.lines if line.by_name]
        for entry in by_name:
            assert squashed(journal.find_entry(entry).text) not in text

    @pytest.mark.parametrize("reader", ["self", "prd"])
    def test_an_empty_time_is_said(self, reader: str) -> None:
        summary = summary_of(Journal(), as_at=TODAY, reader=reader)
        assert squashed("Nothing was written in this time.") in self.read(summary)

    @pytest.mark.parametrize("text", HOSTILE[1::9])
    def test_a_hostile_text_may_stand_wherever_a_person_writes(self, text: str) -> None:
        well_formed = text.replace("\udc80", "\ufffd")
        summary = summary_of(filled(well_formed), as_at=TODAY, title="session 2025-26", chosen=well_formed)
        assert self.read(summary).count(squashed("2025-26"))

    def test_a_text_of_many_lines_keeps_them(self) -> None:
        summary = summary_of(crowd(("First I asked.\nThen I waited.\n\nThey   drew it.",)), as_at=TODAY)
        found = READ_AS_LAID_OUT[self.form](document(summary, self.form))
        assert "First I asked.\nThen I waited." in found.replace(" \n", "\n")
        assert "They drew it." in found

    def test_the_display_name_is_the_only_name_it_knows(self) -> None:
        summary = summary_of(crowd(("a line",)).update_settings(name="M. Reid"), as_at=TODAY)
        named, nameless = document(summary, self.form), document(replace(summary, name=""), self.form)
        assert named != nameless or self.form is SummaryFormat.HTML
