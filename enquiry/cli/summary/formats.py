"""The formats a summary can be written in, how one is chosen, and the documents in them."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.errors import NotInstalled, UsageMistake, near

if TYPE_CHECKING:
    from enquiry.documents.text import Written
    from enquiry.insight.summary.build import Summary


class Format(StrEnum):
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
        return self not in (Format.DOCX, Format.PDF)


ENDINGS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".txt": Format.TEXT,
    ".csv": Format.CSV,
    ".json": Format.JSON,
}


def format_of(output: Path | None, form: Format | None) -> Format | None:
    """Return the format that was asked for: by name, else by the ending of the file; None for the terminal.

    Raises UsageMistake for an ending no format has.
    """
    if form or output is None:
        return form
    ending = output.suffix.casefold()
    if ending not in ENDINGS:
        hint = f"End the file's name in {', '.join(ENDINGS)}, or give --format."
        raise UsageMistake(f"There is no format for “{output.name}”.{near(ending, ENDINGS)}", hint)
    return ENDINGS[ending]


def takes_long(form: Format) -> bool:
    """Say whether a format is written by starting another program, for which a person waits."""
    from enquiry.documents.pdf.browser import typst_is_there

    return form is Format.PDF and not typst_is_there()


def written(summary: "Summary", form: Format, template: Path | None = None) -> "Written":
    """Return the summary as a document of that format; a Word document in the styles of `template`, where one is named.

    Raises NotInstalled where a format needs a part that is installed apart, and as the reading of a template does.
    """
    from enquiry.documents.text import Written

    match form:
        case Format.DOCX:
            return _docx(summary, template)
        case Format.PDF:
            from enquiry.documents.pdf.browser import pdf_of

            return pdf_of(summary)
        case _:
            return Written(_text(summary, form))


def _docx(summary: "Summary", template: Path | None) -> "Written":
    from importlib.util import find_spec

    from enquiry.exchange.importing.journal import bytes_of

    if find_spec("docx") is None:
        words = "A Word document needs a part of this program that is not installed."
        raise NotInstalled(words, "pip install 'enquiry[word]'; or write .html, which Word opens too.")
    from enquiry.documents.docx.blocks import docx_of

    return docx_of(summary, (template.name, bytes_of(template)) if template else None)


def _text(summary: "Summary", form: Format) -> bytes:
    from enquiry.documents.html import html_of
    from enquiry.documents.json import summary_json
    from enquiry.documents.markdown import markdown_of
    from enquiry.documents.plain_text import text_of
    from enquiry.documents.tables import entries_csv, measures_csv

    tables = {Format.CSV: entries_csv, Format.CSV_MEASURES: measures_csv}
    if form in tables:
        return tables[form](summary)
    texts = {Format.MARKDOWN: markdown_of, Format.HTML: html_of, Format.TEXT: text_of, Format.JSON: summary_json}
    return texts[form](summary).encode()
