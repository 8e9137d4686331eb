"""The blocks of a summary as paragraphs, lists, tables and pictures of a Word document."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, assert_never

from enquiry.dates.period import spell
from enquiry.documents.charts.text import as_bars, beneath, figures_said, share
from enquiry.documents.docx.package import closed
from enquiry.documents.docx.tables import add_table
from enquiry.documents.docx.template import opened, plain_document
from enquiry.documents.palette import LIGHT
from enquiry.documents.pdf.browser import typst_is_there
from enquiry.documents.text import Written, on_one_line, printable
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Drawn,
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import named_only

if TYPE_CHECKING:
    from docx.document import Document


class Pages:
    """A document blocks are laid out in: `drawn` where pictures can be, in the program's `own_look` or a school's."""

    def __init__(self, document: "Document", *, drawn: bool, own_look: bool) -> None:
        self.document = document
        self.drawn = drawn
        self.own_look = own_look
        self.pictures = 0
        self.heading = ""
        self.styles = {style.name: style.style_id for style in document.styles}

    def lay_out(self, blocks: Iterable[AnyBlock]) -> None:
        """Add the blocks of a summary."""
        for block in blocks:
            self._add(block)

    def _add(self, block: AnyBlock) -> None:
        match block:
            case Heading():
                self._add_heading(block)
            case Paragraph():
                self._add_paragraph(block)
            case Quotation():
                self._paragraph("Quote", printable(block.text))
            case Listing():
                self._add_listing(block)
            case Table():
                self._add_table(block)
            case Picture():
                self._add_picture(block)
            case _:
                assert_never(block)

    def _paragraph(self, style: str, text: str = "", *, with_next: bool = False) -> Any:
        """Add a paragraph in a style, which the library is too slow at finding for each anew."""
        part: Any = self.document.add_paragraph(text)
        part._p.style = self.styles[style]  # noqa: SLF001
        if with_next:
            part.paragraph_format.keep_with_next = True
        return part

    def _add_heading(self, heading: Heading) -> None:
        self.heading = heading.text
        part = self._paragraph(f"Heading {heading.level}")
        if heading.numbered:
            self._coloured(part.add_run(f"{heading.numbered}  "), LIGHT.accent)
        words = part.add_run(on_one_line(heading.text))
        if heading.disagrees:
            self._coloured(words, LIGHT.attention)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        part = self.document.add_paragraph()
        if not paragraph.bare:
            part.add_run(f"{_label(paragraph.label)} ").bold = True
        words = part.add_run(printable(paragraph.text))
        if paragraph.quiet:
            self._coloured(words, LIGHT.quiet)

    def _coloured(self, run: Any, colour: str) -> None:
        """Colour a run, where the look is the program's own; a school's styles say for themselves."""
        from docx.shared import RGBColor

        if self.own_look:
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())

    def _add_listing(self, listing: Listing) -> None:
        if listing.titled:
            part = self.document.add_paragraph()
            part.add_run(_label(listing.label)).bold = True
            part.paragraph_format.keep_with_next = True
        for line in listing.lines:
            self._add_line(line)

    def _add_line(self, line: Line) -> None:
        part = self._paragraph("List Bullet")
        self._coloured(part.add_run(_day(line)), LIGHT.quiet)
        if line.lead:
            part.add_run(f"{printable(line.lead)}.").bold = True
        part.add_run((" " if line.lead and line.text else "") + printable(line.text))
        asides = (f"({line.aside})" if line.aside else "", _tags(line))
        for aside in filter(None, asides):
            self._coloured(part.add_run(f" {printable(aside)}"), LIGHT.quiet)

    def _add_table(self, table: Table, description: str = "") -> None:
        if table.caption.casefold() != self.heading.casefold():
            self._paragraph("Caption", on_one_line(table.caption), with_next=True)
        add_table(self.document, table, description or table.caption, own_look=self.own_look)

    def _add_picture(self, picture: Picture) -> None:
        self.pictures += 1
        if not self.drawn:
            self._add_table(as_bars(picture), picture.alternative)
        else:
            self._add_drawing(picture)
        if picture.drawn is Drawn.TIMELINE:
            self._add_quiet(picture.alternative)
            self._add_quiet(figures_said(picture) if self.drawn else "")

    def _add_quiet(self, text: str) -> None:
        if text:
            self._coloured(self.document.add_paragraph().add_run(printable(text)), LIGHT.quiet)

    def _add_drawing(self, picture: Picture) -> None:
        from enquiry.documents.pdf.typst import png_of

        part = self.document.add_paragraph()
        part.paragraph_format.keep_with_next = True
        width = _width(self.document) * share(picture) // 100
        drawing = part.add_run().add_picture(io.BytesIO(png_of(picture)), width=width)
        described = drawing._inline.docPr  # noqa: SLF001 - the library has no alternative texts
        described.set("name", f"Picture {self.pictures}")
        described.set("title", on_one_line(picture.caption))
        described.set("descr", on_one_line(picture.alternative))
        if picture.drawn is not Drawn.TIMELINE:
            self._paragraph("Caption", printable(beneath(picture)))
        if picture.drawn is Drawn.STRIP and picture.numbers:
            add_table(self.document, picture.numbers, picture.alternative, own_look=self.own_look)


def _width(document: "Document") -> Any:
    section: Any = document.sections[-1]
    return section.page_width - section.left_margin - section.right_margin


def _label(label: str) -> str:
    words = on_one_line(label)
    return f"{words[:1].upper()}{words[1:]}."


def _day(line: Line) -> str:
    name = "" if named_only(line) else line.name
    return f"{', '.join(filter(None, (spell(line.on), name)))}: " if line.on else ""


def _tags(line: Line) -> str:
    return f"— {', '.join(line.tags)}" if line.tags else ""


# --- The summary as a Word document, in real styles: the program's own, or those of a school's template.


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
