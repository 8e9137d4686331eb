"""The blocks of a summary as paragraphs, lists, tables and pictures of a Word document."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, assert_never

from enquiry.dates.period import spell
from enquiry.documents.charts.text import (
    build_bar_table,
    compute_width_percent,
    format_chart_caption,
    format_timeline_figures,
)
from enquiry.documents.docx.package import pack_docx
from enquiry.documents.docx.tables import add_table
from enquiry.documents.docx.template import create_plain_document, open_template
from enquiry.documents.palette import LIGHT
from enquiry.documents.pdf.browser import has_typst
from enquiry.documents.text import RenderedDocument, sanitize_line, sanitize_text
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Chart,
    ChartKind,
    EntryLine,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import is_name_only

if TYPE_CHECKING:
    from docx.document import Document


class DocxWriter:
    """A document blocks are laid out in: `drawn` where pictures can be, in the program's `own_look` or a school's."""

    def __init__(self, document: "Document", *, drawn: bool, own_look: bool) -> None:
        self.document = document
        self.drawn = drawn
        self.own_look = own_look
        self.pictures = 0
        self.heading = ""
        self.styles = {style.name: style.style_id for style in document.styles}

    def add_blocks(self, blocks: Iterable[AnyBlock]) -> None:
        """Add the blocks of a summary."""
        for block in blocks:
            self._add_block(block)

    def _add_block(self, block: AnyBlock) -> None:
        match block:
            case Heading():
                self._add_heading(block)
            case Paragraph():
                self._add_paragraph(block)
            case Quotation():
                self._add_styled_paragraph("Quote", sanitize_text(block.text))
            case Listing():
                self._add_listing(block)
            case Table():
                self._add_table(block)
            case Chart():
                self._add_chart(block)
            case _:
                assert_never(block)

    def _add_styled_paragraph(self, style: str, text: str = "", *, with_next: bool = False) -> Any:
        """Add a paragraph in a style, which the library is too slow at finding for each anew."""
        part: Any = self.document.add_paragraph(text)
        part._p.style = self.styles[style]  # noqa: SLF001
        if with_next:
            part.paragraph_format.keep_with_next = True
        return part

    def _add_heading(self, heading: Heading) -> None:
        self.heading = heading.text
        part = self._add_styled_paragraph(f"Heading {heading.level}")
        if heading.numbered:
            self._colour_run(part.add_run(f"{heading.numbered}  "), LIGHT.accent)
        words = part.add_run(sanitize_line(heading.text))
        if heading.disagrees:
            self._colour_run(words, LIGHT.attention)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        part = self.document.add_paragraph()
        if not paragraph.bare:
            part.add_run(f"{_format_label(paragraph.label)} ").bold = True
        words = part.add_run(sanitize_text(paragraph.text))
        if paragraph.quiet:
            self._colour_run(words, LIGHT.quiet)

    def _colour_run(self, run: Any, colour: str) -> None:
        """Colour a run, where the look is the program's own; a school's styles say for themselves."""
        from docx.shared import RGBColor

        if self.own_look:
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())

    def _add_listing(self, listing: Listing) -> None:
        if listing.titled:
            part = self.document.add_paragraph()
            part.add_run(_format_label(listing.label)).bold = True
            part.paragraph_format.keep_with_next = True
        for line in listing.lines:
            self._add_line(line)

    def _add_line(self, line: EntryLine) -> None:
        part = self._add_styled_paragraph("List Bullet")
        self._colour_run(part.add_run(_day(line)), LIGHT.quiet)
        if line.lead:
            part.add_run(f"{sanitize_text(line.lead)}.").bold = True
        part.add_run((" " if line.lead and line.text else "") + sanitize_text(line.text))
        asides = (f"({line.aside})" if line.aside else "", _tags(line))
        for aside in filter(None, asides):
            self._colour_run(part.add_run(f" {sanitize_text(aside)}"), LIGHT.quiet)

    def _add_table(self, table: Table, description: str = "") -> None:
        if table.caption.casefold() != self.heading.casefold():
            self._add_styled_paragraph("Caption", sanitize_line(table.caption), with_next=True)
        add_table(self.document, table, description or table.caption, own_look=self.own_look)

    def _add_chart(self, picture: Chart) -> None:
        self.pictures += 1
        if not self.drawn:
            self._add_table(build_bar_table(picture), picture.alternative)
        else:
            self._add_chart_image(picture)
        if picture.drawn is ChartKind.TIMELINE:
            self._add_quiet_text(picture.alternative)
            self._add_quiet_text(format_timeline_figures(picture) if self.drawn else "")

    def _add_quiet_text(self, text: str) -> None:
        if text:
            self._colour_run(self.document.add_paragraph().add_run(sanitize_text(text)), LIGHT.quiet)

    def _add_chart_image(self, picture: Chart) -> None:
        from enquiry.documents.pdf.typst import render_png

        part = self.document.add_paragraph()
        part.paragraph_format.keep_with_next = True
        width = _width(self.document) * compute_width_percent(picture) // 100
        drawing = part.add_run().add_picture(io.BytesIO(render_png(picture)), width=width)
        described = drawing._inline.docPr  # noqa: SLF001 - the library has no alternative texts
        described.set("name", f"Picture {self.pictures}")
        described.set("title", sanitize_line(picture.caption))
        described.set("descr", sanitize_line(picture.alternative))
        if picture.drawn is not ChartKind.TIMELINE:
            self._add_styled_paragraph("Caption", sanitize_text(format_chart_caption(picture)))
        if picture.drawn is ChartKind.STRIP and picture.numbers:
            add_table(self.document, picture.numbers, picture.alternative, own_look=self.own_look)


def _width(document: "Document") -> Any:
    section: Any = document.sections[-1]
    return section.page_width - section.left_margin - section.right_margin


def _format_label(label: str) -> str:
    words = sanitize_line(label)
    return f"{words[:1].upper()}{words[1:]}."


def _day(line: EntryLine) -> str:
    name = "" if is_name_only(line) else line.name
    return f"{', '.join(filter(None, (spell(line.on), name)))}: " if line.on else ""


def _tags(line: EntryLine) -> str:
    return f"— {', '.join(line.tags)}" if line.tags else ""


# --- The summary as a Word document, in real styles: the program's own, or those of a school's template.


def render_docx(summary: Summary, template: tuple[str, bytes] | None = None) -> RenderedDocument:
    """Return the summary as a Word document. The same summary gives the same bytes.

    `template` is the name and content of a document whose styles, page and letterhead are used. Pictures are drawn
    where Typst is installed; else their figures stand as bars of characters in tables.
    Raises UsageMistake for a template that is no Word file.
    """
    document, said = open_template(*template) if template else (create_plain_document(), ())
    pages = DocxWriter(document, drawn=has_typst(), own_look=template is None)
    pages.add_blocks(summary.blocks)
    return RenderedDocument(pack_docx(document, summary), (*said, *_pictures_said(pages)))


def _pictures_said(pages: DocxWriter) -> tuple[str, ...]:
    if pages.drawn or not pages.pictures:
        return ()
    return ("Its pictures stand as bars of characters; pip install 'enquiry[pdf]' draws them.",)
