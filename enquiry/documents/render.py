"""The formats a summary can be written in, and the writer of each, loaded when it is used."""

from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from enquiry.documents import RenderedDocument
from enquiry.errors import NotInstalled

if TYPE_CHECKING:
    from enquiry.insight.summary.value import Summary


class SummaryFormat(StrEnum):
    """What a summary can be written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    TEXT = "text"
    CSV = "csv"
    CSV_MEASURES = "csv-measures"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in (SummaryFormat.DOCX, SummaryFormat.PDF)


def render_summary(
    summary: "Summary", form: SummaryFormat, template: tuple[str, bytes] | None = None
) -> RenderedDocument:
    """Return the summary as a document of that format.

    `template` is the name and content of a Word file whose styles a Word document uses.
    Raises NotInstalled where a format needs a part that is installed apart, and UsageMistake for a useless template.
    """
    match form:
        case SummaryFormat.DOCX:
            if find_spec("docx") is None:
                words = "A Word document needs a part of this program that is not installed."
                raise NotInstalled(words, "pip install 'enquiry[word]'; or write .html, which Word opens too.")
            from enquiry.documents.docx.blocks import render_docx

            return render_docx(summary, template)
        case SummaryFormat.PDF:
            return render_pdf(summary)
        case _:
            return RenderedDocument(_render_text_format(summary, form))


def render_pdf(summary: "Summary") -> RenderedDocument:
    """Return the summary as a tagged PDF: set by Typst where it is installed, else printed by a browser.

    Raises NotInstalled where there is neither, and CannotWrite where the browser fails.
    """
    from enquiry.documents.pdf.typst import has_typst, render_typst_pdf

    if has_typst():
        return render_typst_pdf(summary)
    from enquiry.documents.pdf.browser import find_browser, print_with_browser

    if not (browser := find_browser()):
        words = "A PDF needs a part of this program that is not installed, or Edge, Chrome or Chromium."
        raise NotInstalled(words, "pip install 'enquiry[pdf]'; or write .html, open it, and print it to a PDF.")
    said = f"Printed by {browser.stem}; pip install 'enquiry[pdf]' sets it better."
    return RenderedDocument(print_with_browser(summary, browser), (said,))


def _render_text_format(summary: "Summary", form: SummaryFormat) -> bytes:
    from enquiry.documents.html import render_html
    from enquiry.documents.json import render_summary_json
    from enquiry.documents.markdown import render_markdown
    from enquiry.documents.plain_text import render_text
    from enquiry.documents.tables import render_entries_csv, render_measures_csv

    tables = {SummaryFormat.CSV: render_entries_csv, SummaryFormat.CSV_MEASURES: render_measures_csv}
    if form in tables:
        return tables[form](summary)
    texts = {
        SummaryFormat.MARKDOWN: render_markdown,
        SummaryFormat.HTML: render_html,
        SummaryFormat.TEXT: render_text,
        SummaryFormat.JSON: render_summary_json,
    }
    return texts[form](summary).encode()
