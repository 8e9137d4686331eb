"""The formats a summary can be written in, how one is chosen, and the documents in them."""

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.errors import NotInstalled, UsageMistake, suggest_nearest
from enquiry.paths import format_install_command

if TYPE_CHECKING:
    from enquiry.documents import PrivateFolder, RenderedDocument
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


FORMAT_OF_SUFFIX = {".md": SummaryFormat.MARKDOWN, ".markdown": SummaryFormat.MARKDOWN}
FORMAT_OF_SUFFIX |= {".html": SummaryFormat.HTML, ".htm": SummaryFormat.HTML, ".docx": SummaryFormat.DOCX}
FORMAT_OF_SUFFIX |= {".pdf": SummaryFormat.PDF, ".txt": SummaryFormat.TEXT, ".csv": SummaryFormat.CSV}
FORMAT_OF_SUFFIX |= {".json": SummaryFormat.JSON}


def resolve_summary_format(output: Path | None, form: SummaryFormat | None) -> SummaryFormat | None:
    """Return the format that was asked for: by name, else by the ending of the file; None for the terminal.

    Raises UsageMistake for an ending no format has.
    """
    if form or output is None:
        return form
    ending = output.suffix.casefold()
    if ending not in FORMAT_OF_SUFFIX:
        hint = f"End the file's name in {', '.join(FORMAT_OF_SUFFIX)}, or give --format."
        raise UsageMistake(f"There is no format for “{output.name}”.{suggest_nearest(ending, FORMAT_OF_SUFFIX)}", hint)
    return FORMAT_OF_SUFFIX[ending]


def is_slow_format(form: SummaryFormat) -> bool:
    """Say whether a format is written by starting another program, for which a person waits."""
    from enquiry.documents.pdf.typst import has_typst

    return form is SummaryFormat.PDF and not has_typst()


def render_summary(
    summary: "Summary", form: SummaryFormat, open_folder: "PrivateFolder", template: Path | None = None
) -> "RenderedDocument":
    """Return the summary as a document of that format; a Word document in the styles of `template`, where one is named.

    A browser that prints it works in a folder that `open_folder` gives.
    Raises NotInstalled where a format needs a part that is installed apart, and as the reading of a template does.
    """
    from enquiry.documents import RenderedDocument

    match form:
        case SummaryFormat.DOCX:
            from enquiry.foreign_files import MAX_TEMPLATE_BYTES, read_foreign_file

            if find_spec("docx") is None:
                words = "A Word document needs a part of this program that is not installed."
                raise NotInstalled(words, f"{format_install_command('word')}; or write .html, which Word opens too.")
            from enquiry.documents.docx.blocks import render_docx

            return render_docx(
                summary, (template.name, read_foreign_file(template, MAX_TEMPLATE_BYTES)) if template else None
            )
        case SummaryFormat.PDF:
            from enquiry.documents.pdf import render_pdf

            return render_pdf(summary, open_folder)
    from enquiry.answers.summary import render_summary_json
    from enquiry.documents.html import render_html
    from enquiry.documents.markdown import render_markdown
    from enquiry.documents.plain_text import render_entries_csv, render_measures_csv, render_text

    tables = {SummaryFormat.CSV: render_entries_csv, SummaryFormat.CSV_MEASURES: render_measures_csv}
    texts = {SummaryFormat.MARKDOWN: render_markdown, SummaryFormat.HTML: render_html}
    texts |= {SummaryFormat.TEXT: render_text, SummaryFormat.JSON: render_summary_json}
    return RenderedDocument(tables[form](summary) if form in tables else texts[form](summary).encode())
