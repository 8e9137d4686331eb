"""PDF: a summary set by Typst where it is installed, else printed by a browser."""

from typing import TYPE_CHECKING

from enquiry.documents import PrivateFolder, RenderedDocument
from enquiry.errors import NotInstalled
from enquiry.paths import format_install_command

if TYPE_CHECKING:
    from enquiry.insight.summary.value import Summary


def render_pdf(summary: "Summary", open_folder: PrivateFolder) -> RenderedDocument:
    """Return the summary as a tagged PDF; a browser works in a folder that `open_folder` gives.

    Raises NotInstalled where there is neither Typst nor a browser, and CannotWrite where the browser fails.
    """
    from enquiry.documents.pdf.typst import has_typst, render_typst_pdf

    if has_typst():
        return render_typst_pdf(summary)
    from enquiry.documents.pdf.browser import find_browser, print_with_browser

    if not (browser := find_browser()):
        words = "A PDF needs a part of this program that is not installed, or Edge, Chrome or Chromium."
        raise NotInstalled(words, f"{format_install_command('pdf')}; or write .html, open it, and print it to a PDF.")
    said = f"Printed by {browser.stem}; {format_install_command('pdf')} sets it better."
    return RenderedDocument(print_with_browser(summary, browser, open_folder), (said,))
