"""The summary as a Word document: its blocks as paragraphs, lists, tables and pictures, in real styles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, assert_never

from enquiry.documents import RenderedDocument
from enquiry.documents.charts.text import (
    build_bar_table,
    compute_width_percent,
    format_alternative,
    format_chart_caption,
)
from enquiry.documents.docx.bookmarks import BookmarkWriter
from enquiry.documents.docx.package import create_plain_document, pack_docx
from enquiry.documents.docx.styles import add_run, append_element, append_paragraph, get_text_width, rule_paragraph
from enquiry.documents.docx.tables import add_table
from enquiry.documents.docx.template import HINT, TABLE, open_template
from enquiry.documents.pdf.typst import has_typst, render_pngs
from enquiry.documents.text import LIGHT, keep_figures_whole, pair_with_heading, sanitize_line, sanitize_text
from enquiry.foreign_files import contain_parsing
from enquiry.insight.summary import blocks
from enquiry.insight.summary.language import Language
from enquiry.insight.summary.value import Summary
from enquiry.paths import format_install_command

if TYPE_CHECKING:
    from docx.document import Document


def render_docx(summary: Summary, template: tuple[str, bytes] | None = None) -> RenderedDocument:
    """Return the summary as a Word document. The same summary gives the same bytes.

    `template` is the name and content of a document whose styles, page and letterhead are used. Charts are drawn
    where Typst is installed; else their figures stand as bars of characters in tables.
    Raises UsageMistake for a template that is no Word file, or in which a document can't be made.
    """
    if not template:
        return _render_in(create_plain_document(summary.language.tag), summary, own_look=True)
    with contain_parsing(template[0], HINT):
        document, said = open_template(*template)
    with contain_parsing(template[0], HINT, seconds=None):  # pictures take their time, whatever the template
        return _render_in(document, summary, said)


def _render_in(
    document: "Document", summary: Summary, said: tuple[str, ...] = (), *, own_look: bool = False
) -> RenderedDocument:
    charts = [block for block in summary.blocks if isinstance(block, blocks.Chart)]
    images = iter(render_pngs(charts, summary.language)) if charts and has_typst() else None
    pages = DocxWriter(document, summary.language, images, own_look=own_look, names=summary.names)
    marks, body = BookmarkWriter() if summary.gift else None, document.element.body
    for block, hidden in pair_with_heading(summary.blocks):
        before = len(body)
        pages.add_block(block, captioned=not hidden)
        if marks:
            marks.mark_block(block, body[before - 1 : -1])  # the last is the section
    if charts and not images:
        said = (*said, f"Its pictures stand as bars of characters; {format_install_command('pdf')} draws them.")
    return RenderedDocument(pack_docx(document, summary), said)


class DocxWriter:
    """A document blocks are added to, in the program's `own_look` or a school's.

    `images` are its charts as PNG, in their order; without any their figures stand as tables.
    `names` says that the names of entries stand beside their days.
    """

    def __init__(
        self,
        document: "Document",
        language: Language,
        images: Iterator[bytes] | None,
        *,
        own_look: bool,
        names: bool = False,
    ) -> None:
        self.document, self.language = document, language
        self.images = images
        self.own_look = own_look
        self.names = names
        self.pictures = 0
        self.stored = dict[bytes, str]()
        """How the document refers to each picture in it."""
        self.width = get_text_width(document)
        self.styles = {style.name: style.style_id for style in document.styles}

    def add_block(self, block: blocks.AnyBlock, *, captioned: bool) -> None:
        """Add a block; what stands as a table with its caption if it is `captioned`."""
        match block:
            case blocks.Heading():
                self._add_heading(block)
            case blocks.Paragraph():
                part = append_paragraph(self.document, keep=block.blank > 0)
                if not block.bare:
                    add_run(part, f"{sanitize_line(block.title)}. ", bold=True)
                self._add_words(part, "" if block.blank else sanitize_text(block.text), LIGHT.quiet * block.quiet)
                for left in reversed(range(block.blank)):
                    rule_paragraph(self.document.add_paragraph(), keep=left > 0)
            case blocks.Quotation():
                self._add_styled_paragraph("Quote", sanitize_text(block.text))
            case blocks.Listing():
                self._add_listing(block)
            case blocks.Table():
                self._add_table(block, block.caption, captioned=captioned)
            case blocks.Chart():
                self._add_chart(block, captioned=captioned)
            case _:
                assert_never(block)

    def _add_heading(self, heading: blocks.Heading) -> None:
        part = self._add_styled_paragraph(f"Heading {heading.level}")
        if heading.numbered:
            self._add_words(part, f"{heading.numbered}  ", LIGHT.accent)
        words = keep_figures_whole(sanitize_line(heading.text))
        self._add_words(part, words, LIGHT.attention * heading.disagrees)

    def _add_styled_paragraph(self, style: str, text: str = "", *, keep: bool = False) -> Any:
        """Add a paragraph in a style, with a text if there is one; with `keep` on the page of the next."""
        part = append_paragraph(self.document, self.styles[style], keep=keep)
        if text:
            add_run(part, text)
        return part

    def _add_words(self, part: Any, text: str, colour: str = "") -> None:
        """Add text, coloured where the look is the program's own; a school's styles say for themselves."""
        add_run(part, text, colour=colour if self.own_look else "")

    def _add_listing(self, listing: blocks.Listing) -> None:
        if listing.titled:
            part = append_paragraph(self.document, keep=True)
            add_run(part, f"{sanitize_line(listing.title)}.", bold=True)
        for line in listing.lines:
            part = self._add_styled_paragraph("List Bullet")
            name = line.name if self.names else ""
            day = self.language.spell(line.on).replace(" ", "\u00a0") if line.on else ""
            day = f"{', '.join(filter(None, (day, name)))}: " if day else ""
            self._add_words(part, day, LIGHT.quiet)
            for run in line.runs:
                text = sanitize_text(run.text)
                match run.role:
                    case blocks.RunRole.LEAD:
                        add_run(part, text, bold=True)
                    case blocks.RunRole.WORDS:
                        add_run(part, f" {text}" if line.lead and text else text)
                    case _:
                        self._add_words(part, f" {keep_figures_whole(text)}", LIGHT.quiet)

    def _add_table(self, table: blocks.Table, description: str, *, captioned: bool) -> None:
        if captioned:
            self._add_styled_paragraph("Caption", sanitize_line(table.caption), keep=True)
        style, look = self.styles[TABLE], self.own_look
        add_table(self.document, table, description, style=style, room=self.width, own_look=look)

    def _add_chart(self, picture: blocks.Chart, *, captioned: bool) -> None:
        if self.images:
            self._add_chart_image(picture, next(self.images))
        else:
            self._add_table(build_bar_table(picture), picture.alternative, captioned=captioned)

    def _add_chart_image(self, picture: blocks.Chart, drawn: bytes) -> None:
        """Add a chart as it was drawn; the library would look for it, and for a free number, in all there is."""
        from docx.image.image import Image
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.oxml.shape import CT_Inline
        from docx.parts.image import ImagePart

        document, image, self.pictures = self.document.part, Image.from_blob(drawn), self.pictures + 1
        if drawn not in self.stored:
            name = PackURI(f"/word/media/chart{self.pictures}.png")
            self.stored[drawn] = document.relate_to(ImagePart.from_image(image, name), RELATIONSHIP_TYPE.IMAGE)
        size = image.scaled_dimensions(self.width * compute_width_percent(picture) // 100)
        inline: Any = CT_Inline.new_pic_inline(self.pictures, self.stored[drawn], "image.png", *size)
        for side in ("distT", "distB", "distL", "distR"):  # without which some programs set it off the margin
            inline.set(side, "0")
        inline.docPr.set("name", f"Picture {self.pictures}")
        inline.docPr.set("title", sanitize_line(picture.caption))
        inline.docPr.set("descr", sanitize_line(format_alternative(picture)))
        part = append_paragraph(self.document, keep=True)
        append_element(append_element(part, "r"), "drawing").append(inline)
        self._add_styled_paragraph("Caption", sanitize_text(format_chart_caption(picture)))
        if picture.drawn is blocks.ChartKind.STRIP and picture.numbers:
            self._add_table(picture.numbers, picture.alternative, captioned=False)
