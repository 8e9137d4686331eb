"""The summary as a Word document: its blocks as paragraphs, lists, tables and pictures, in real styles."""

import io
from typing import TYPE_CHECKING, Any, assert_never

from enquiry.documents import RenderedDocument
from enquiry.documents.charts import text as charts
from enquiry.documents.docx.bookmarks import BookmarkWriter
from enquiry.documents.docx.package import create_plain_document, pack_docx
from enquiry.documents.docx.styles import add_run, get_text_width, rule_paragraph
from enquiry.documents.docx.tables import add_table
from enquiry.documents.docx.template import HINT, open_template
from enquiry.documents.pdf.typst import has_typst, render_png
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
    pages = DocxWriter(document, summary.language, drawn=has_typst(), own_look=own_look, names=summary.names)
    marks, body = BookmarkWriter() if summary.gift else None, document.element.body
    for block, hidden in pair_with_heading(summary.blocks):
        before = len(body)
        pages.add_block(block, captioned=not hidden)
        if marks:
            marks.mark_block(block, body[before - 1 : -1])  # the last is the section
    if pages.pictures and not pages.drawn:
        said = (*said, f"Its pictures stand as bars of characters; {format_install_command('pdf')} draws them.")
    return RenderedDocument(pack_docx(document, summary), said)


class DocxWriter:
    """A document blocks are added to: `drawn` where charts can be, in the program's `own_look` or a school's.

    `names` says that the names of entries stand beside their days.
    """

    def __init__(
        self, document: "Document", language: Language, *, drawn: bool, own_look: bool, names: bool = False
    ) -> None:
        self.document, self.language = document, language
        self.drawn = drawn
        self.own_look = own_look
        self.names = names
        self.pictures = 0
        self.styles = {style.name: style.style_id for style in document.styles}

    def add_block(self, block: blocks.AnyBlock, *, captioned: bool) -> None:
        """Add a block; what stands as a table with its caption if it is `captioned`."""
        match block:
            case blocks.Heading():
                self._add_heading(block)
            case blocks.Paragraph():
                part = self.document.add_paragraph()
                if not block.bare:
                    add_run(part, f"{sanitize_line(block.title)}. ", bold=True)
                self._add_words(part, "" if block.blank else sanitize_text(block.text), LIGHT.quiet * block.quiet)
                part.paragraph_format.keep_with_next = block.blank > 0 or None
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

    def _add_styled_paragraph(self, style: str, text: str = "") -> Any:
        """Add a paragraph in a style, which the library is too slow at finding for each anew."""
        part: Any = self.document.add_paragraph()
        part._p.style = self.styles[style]  # noqa: SLF001
        if text:
            add_run(part, text)
        return part

    def _add_words(self, part: Any, text: str, colour: str = "") -> None:
        """Add text, coloured where the look is the program's own; a school's styles say for themselves."""
        add_run(part, text, colour=colour if self.own_look else "")

    def _add_listing(self, listing: blocks.Listing) -> None:
        if listing.titled:
            part = self.document.add_paragraph()
            add_run(part, f"{sanitize_line(listing.title)}.", bold=True)
            part.paragraph_format.keep_with_next = True
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
            self._add_styled_paragraph("Caption", sanitize_line(table.caption)).paragraph_format.keep_with_next = True
        add_table(self.document, table, description, own_look=self.own_look)

    def _add_chart(self, picture: blocks.Chart, *, captioned: bool) -> None:
        self.pictures += 1
        if self.drawn:
            self._add_chart_image(picture)
        else:
            self._add_table(charts.build_bar_table(picture), picture.alternative, captioned=captioned)

    def _add_chart_image(self, picture: blocks.Chart) -> None:
        part = self.document.add_paragraph()
        part.paragraph_format.keep_with_next = True
        width = get_text_width(self.document) * charts.compute_width_percent(picture) // 100
        drawing = part.add_run().add_picture(io.BytesIO(render_png(picture, self.language)), width=width)
        for side in ("distT", "distB", "distL", "distR"):  # without which some programs set it off the margin
            drawing._inline.set(side, "0")  # noqa: SLF001 - the library has no such distances
        described = drawing._inline.docPr  # noqa: SLF001 - the library has no alternative texts
        described.set("name", f"Picture {self.pictures}")
        described.set("title", sanitize_line(picture.caption))
        described.set("descr", sanitize_line(charts.format_alternative(picture)))
        self._add_styled_paragraph("Caption", sanitize_text(charts.format_chart_caption(picture)))
        if picture.drawn is blocks.ChartKind.STRIP and picture.numbers:
            add_table(self.document, picture.numbers, picture.alternative, own_look=self.own_look)
