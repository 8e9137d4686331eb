"""The summary as a Word document, in real styles: the program's own, or those of a school's template."""

from enquiry.documents.docx.blocks import Pages
from enquiry.documents.docx.package import closed
from enquiry.documents.docx.template import opened, plain_document
from enquiry.exchange.pdf import typst_is_there
from enquiry.exchange.written import Written
from enquiry.insight.summary.build import Summary


def docx_of(summary: Summary, template: tuple[str, bytes] | None = None) -> Written:
    """Return the summary as a Word document. The same summary gives the same bytes.

    `template` is the name and content of a document whose styles, page and letterhead are used. Pictures are drawn
    where Typst is installed; else their figures stand as bars of characters in tables.
    Raises UsageMistake for a template that is no Word file.
    """
    document, said = opened(*template) if template else (plain_document(), ())
    pages = Pages(document, drawn=typst_is_there(), own_look=template is None)
    pages.lay_out(summary.blocks)
    return Written(closed(document, summary), (*said, *_pictures_said(pages)))


def _pictures_said(pages: Pages) -> tuple[str, ...]:
    if pages.drawn or not pages.pictures:
        return ()
    return ("Its pictures stand as bars of characters; pip install 'enquiry[pdf]' draws them.",)
