"""The summary as one page of HTML that needs nothing else: no script, nothing fetched, made for paper and the dark too.

Every text is set as text on an element and never written as markup, so that it can't become any.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree as ET

from enquiry.dates.period import spell_short
from enquiry.documents.charts.svg import build_svg
from enquiry.documents.charts.text import format_chart_caption
from enquiry.documents.palette import DARK, LIGHT, Palette
from enquiry.documents.text import sanitize_line, sanitize_text
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Chart,
    EntryLine,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import is_name_only

# --- The blocks of a summary as elements of a page.


_LINK = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?'’)\]]")


class HtmlWriter:
    """The parts of a page, one after the other."""

    def __init__(self) -> None:
        self.parts: list[ET.Element] = []
        self.heading = ""
        self.pictures = 0

    def add_blocks(self, blocks: Iterable[AnyBlock]) -> None:
        """Add the blocks of a document."""
        for block in blocks:
            self._add_block(block)

    def _add_block(self, block: AnyBlock) -> None:
        match block:
            case Heading():
                self._add_heading(block)
            case Paragraph():
                self.parts.append(_build_paragraph(block))
            case Quotation():
                add_user_text(ET.SubElement(self._append_element("blockquote"), "p"), block.text)
            case Listing():
                self._add_listing(block)
            case Table():
                self.parts.append(_build_table(block, hidden=self._is_heading_text(block.caption)))
            case Chart():
                self._add_chart(block)
            case _:
                assert_never(block)

    def _append_element(self, tag: str, **attributes: str) -> ET.Element:
        self.parts.append(ET.Element(tag, attributes))
        return self.parts[-1]

    def _is_heading_text(self, caption: str) -> bool:
        return caption.casefold() == self.heading.casefold()

    def _add_heading(self, heading: Heading) -> None:
        part = self._append_element(f"h{heading.level}", id=f"part-{len(self.parts)}")
        self.heading = heading.text
        if heading.disagrees:
            part.set("class", "disagrees")
        if heading.numbered:
            number = ET.SubElement(part, "span", {"class": "number"})
            number.text, number.tail = heading.numbered, " "
        _add_linked_text(part, sanitize_line(heading.text))

    def _add_listing(self, listing: Listing) -> None:
        if listing.titled:
            _add_label(self._append_element("p"), listing.label)
        dated = any(line.on for line in listing.lines)
        items = self._append_element("ul", **{"class": "lines" if dated else "lines undated"})
        for line in listing.lines:
            _add_line(ET.SubElement(items, "li"), line, dated=dated)

    def _add_chart(self, picture: Chart) -> None:
        self.pictures += 1
        figure = self._append_element("figure")
        held = _build_scroll_box(f"Picture: {picture.caption}")
        figure.append(held)
        held.append(_drawn(picture, f"picture-{self.pictures}"))
        add_user_text(ET.SubElement(figure, "figcaption"), format_chart_caption(picture))
        if picture.numbers:
            numbers = ET.SubElement(figure, "details")
            ET.SubElement(numbers, "summary").text = "The figures as a table"
            numbers.append(_build_table(picture.numbers, hidden=True))


def add_user_text(part: ET.Element, text: str) -> None:
    """Set a person's words on an element, in the direction they are read in, their links to the web as links."""
    words = ET.SubElement(part, "span", {"class": "said", "dir": "auto"})
    _add_linked_text(words, sanitize_text(text), linked=True)


def _add_linked_text(part: ET.Element, text: str, *, linked: bool = False) -> None:
    """Add text to an element's end."""
    place = 0
    for found in _LINK.finditer(text) if linked else ():
        _add_text(part, text[place : found.start()])
        ET.SubElement(part, "a", href=found[0], rel="noreferrer").text = found[0]
        place = found.end()
    _add_text(part, text[place:])


def _add_text(part: ET.Element, text: str) -> None:
    if len(part):
        part[-1].tail = (part[-1].tail or "") + text
    else:
        part.text = (part.text or "") + text


def _add_label(part: ET.Element, label: str) -> None:
    words = sanitize_line(label)
    ET.SubElement(part, "span", {"class": "label"}).text = f"{words[:1].upper()}{words[1:]}."
    _add_text(part, " ")


def _build_paragraph(paragraph: Paragraph) -> ET.Element:
    part = ET.Element("p", {"class": "quiet"} if paragraph.quiet else {})
    if not paragraph.bare:
        _add_label(part, paragraph.label)
    add_user_text(part, paragraph.text)
    return part


def _add_line(item: ET.Element, line: EntryLine, *, dated: bool) -> None:
    if dated:
        _add_day(ET.SubElement(item, "div", {"class": "day"}), line)
    words = ET.SubElement(item, "div")
    if line.lead:
        add_user_text(ET.SubElement(words, "strong"), f"{line.lead}.")
        _add_text(words, " ")
    add_user_text(words, line.text)
    for aside in (f"({line.aside})" if line.aside else "", f"— {', '.join(line.tags)}" if line.tags else ""):
        if aside:
            _add_text(words, " ")
            add_user_text(ET.SubElement(words, "span", {"class": "aside"}), aside)


def _add_day(part: ET.Element, line: EntryLine) -> None:
    if line.on:
        ET.SubElement(part, "time", datetime=line.on.isoformat()).text = spell_short(line.on, year=True)
        _add_text(part, " ")
    if not is_name_only(line):
        ET.SubElement(part, "span").text = line.name


def _build_scroll_box(label: str) -> ET.Element:
    """Return a part that scrolls by itself, by keys too, where the page is narrower than what it holds."""
    return ET.Element("div", {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": sanitize_line(label)})


def _build_table(table: Table, *, hidden: bool) -> ET.Element:
    held = _build_scroll_box(table.caption)
    part = ET.SubElement(held, "table")
    caption = ET.SubElement(part, "caption", {"class": "unseen"} if hidden else {})
    caption.text = sanitize_line(table.caption)
    head = ET.SubElement(ET.SubElement(part, "thead"), "tr")
    for name in table.head:
        ET.SubElement(head, "th", scope="col").text = sanitize_line(name)
    rows = ET.SubElement(part, "tbody")
    for row in table.rows:
        _row(ET.SubElement(rows, "tr"), row, named=len(table.rows) > 1 or table.head[0] == "Measure")
    return held


def _row(part: ET.Element, cells: tuple[str, ...], *, named: bool) -> None:
    for place, cell in enumerate(cells):
        add_user_text(
            ET.SubElement(part, "th", scope="row") if named and not place else ET.SubElement(part, "td"), cell
        )


def _drawn(picture: Chart, key: str) -> ET.Element:
    drawn = build_svg(picture, key)
    for size in ("width", "height"):
        drawn.attrib.pop(size)
    return drawn


_STYLE = Path(__file__).parent.parent / "data" / "templates" / "summary.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MANY = 3
"""Headings of the second level from which a page begins with its contents."""


def render_html(summary: Summary) -> str:
    """Return the summary as one page. The same summary gives the same bytes."""
    page = HtmlWriter()
    page.add_blocks(summary.blocks)
    whole = ET.Element("html", lang="en-GB")
    whole.append(_build_head(sanitize_line(summary.heading.text)))
    body = ET.SubElement(whole, "body")
    ET.SubElement(body, "a", {"class": "skip", "href": "#document"}).text = "Skip to the document"
    main = ET.SubElement(body, "main", id="document")
    main.extend(_insert_contents(page))
    return "<!DOCTYPE html>\n" + ET.tostring(whole, encoding="unicode", method="html") + "\n"


def _build_head(title: str) -> ET.Element:
    head = ET.Element("head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="color-scheme", content="light dark")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "style").text = _style()
    return head


def _style() -> str:
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_format_colours(DARK)} }}"
    return "\n".join(("", _format_colours(LIGHT), dark, _STYLE.read_text(encoding="utf-8")))


def _format_colours(palette: Palette) -> str:
    return f":root {{ {'; '.join(f'--{name}: {colour}' for name, colour in palette._asdict().items())} }}"


def _insert_contents(page: HtmlWriter) -> Iterator[ET.Element]:
    """Yield the page's parts, its contents before the first heading below the title where there are many."""
    listed = [part for part in page.parts if part.tag == "h2"]
    for part in page.parts:
        if part.tag == "h2" and part is listed[0] and len(listed) >= MANY:
            yield _build_contents(listed)
        yield part


def _build_contents(headings: list[ET.Element]) -> ET.Element:
    nav = ET.Element("nav", {"aria-label": "Contents"})
    ET.SubElement(nav, "strong").text = "Contents"
    items = ET.SubElement(nav, "ol")
    for heading in headings:
        link = ET.SubElement(ET.SubElement(items, "li"), "a", href=f"#{heading.get('id')}")
        link.text = " ".join(" ".join(heading.itertext()).split())
    return nav
