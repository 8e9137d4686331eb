"""The summary as a PDF: set by Typst where it is installed, else printed by a browser that is."""

from importlib.util import find_spec

from enquiry.errors import NotInstalled
from enquiry.exchange.written import Written
from enquiry.insight.summary.build import Summary


def pdf_of(summary: Summary) -> Written:
    """Return the summary as a tagged PDF.

    Raises NotInstalled where there is neither Typst nor a browser to print with.
    """
    if typst_is_there():
        from enquiry.documents.pdf.typst import pdf_by_typst

        return pdf_by_typst(summary)
    from enquiry.documents.pdf.browser import browser, printed

    if not (found := browser()):
        words = "A PDF needs a part of this program that is not installed, or Edge, Chrome or Chromium."
        raise NotInstalled(words, "pip install 'enquiry[pdf]'; or write .html, open it, and print it to a PDF.")
    return Written(printed(summary, found), (f"Printed by {found.stem}; pip install 'enquiry[pdf]' sets it better.",))


def typst_is_there() -> bool:
    """Say whether Typst is installed."""
    return find_spec("typst") is not None
