"""The summary as one page of HTML that needs nothing else: no script, nothing fetched, made for paper and the dark too.

Every text is set as text on an element and never written as markup, so that it can't become any.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree as ET

from enquiry.dates.period import short
from enquiry.documents.charts.svg import drawing
from enquiry.documents.charts.text import beneath
from enquiry.documents.palette import DARK, LIGHT, Palette
from enquiry.documents.text import on_one_line, printable
from enquiry.insight.summary.blocks import (
    AnyBlock,
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

# --- The blocks of a summary as elements of a page.


_LINK = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?'’)\]]")


class Page:
    """The parts of a page, one after the other."""

    def __init__(self) -> None:
        self.parts: list[ET.Element] = []
        self.heading = ""
        self.pictures = 0

    def lay_out(self, blocks: Iterable[AnyBlock]) -> None:
        """Add the blocks of a document."""
        for block in blocks:
            self._add(block)

    def _add(self, block: AnyBlock) -> None:
        match block:
            case Heading():
                self._add_heading(block)
            case Paragraph():
                self.parts.append(_paragraph(block))
            case Quotation():
                said(ET.SubElement(self._new("blockquote"), "p"), block.text)
            case Listing():
                self._add_listing(block)
            case Table():
                self.parts.append(_table(block, hidden=self._says_the_heading(block.caption)))
            case Picture():
                self._add_picture(block)
            case _:
                assert_never(block)

    def _new(self, tag: str, **attributes: str) -> ET.Element:
        self.parts.append(ET.Element(tag, attributes))
        return self.parts[-1]

    def _says_the_heading(self, caption: str) -> bool:
        return caption.casefold() == self.heading.casefold()

    def _add_heading(self, heading: Heading) -> None:
        part = self._new(f"h{heading.level}", id=f"part-{len(self.parts)}")
        self.heading = heading.text
        if heading.disagrees:
            part.set("class", "disagrees")
        if heading.numbered:
            number = ET.SubElement(part, "span", {"class": "number"})
            number.text, number.tail = heading.numbered, " "
        _plain(part, on_one_line(heading.text))

    def _add_listing(self, listing: Listing) -> None:
        if listing.titled:
            _label(self._new("p"), listing.label)
        dated = any(line.on for line in listing.lines)
        items = self._new("ul", **{"class": "lines" if dated else "lines undated"})
        for line in listing.lines:
            _line(ET.SubElement(items, "li"), line, dated=dated)

    def _add_picture(self, picture: Picture) -> None:
        self.pictures += 1
        figure = self._new("figure")
        held = _scrolling(f"Picture: {picture.caption}")
        figure.append(held)
        held.append(_drawn(picture, f"picture-{self.pictures}"))
        said(ET.SubElement(figure, "figcaption"), beneath(picture))
        if picture.numbers:
            numbers = ET.SubElement(figure, "details")
            ET.SubElement(numbers, "summary").text = "The figures as a table"
            numbers.append(_table(picture.numbers, hidden=True))


def said(part: ET.Element, text: str) -> None:
    """Set a person's words on an element, in the direction they are read in, their links to the web as links."""
    words = ET.SubElement(part, "span", {"class": "said", "dir": "auto"})
    _plain(words, printable(text), linked=True)


def _plain(part: ET.Element, text: str, *, linked: bool = False) -> None:
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


def _label(part: ET.Element, label: str) -> None:
    words = on_one_line(label)
    ET.SubElement(part, "span", {"class": "label"}).text = f"{words[:1].upper()}{words[1:]}."
    _add_text(part, " ")


def _paragraph(paragraph: Paragraph) -> ET.Element:
    part = ET.Element("p", {"class": "quiet"} if paragraph.quiet else {})
    if not paragraph.bare:
        _label(part, paragraph.label)
    said(part, paragraph.text)
    return part


def _line(item: ET.Element, line: Line, *, dated: bool) -> None:
    if dated:
        _day(ET.SubElement(item, "div", {"class": "day"}), line)
    words = ET.SubElement(item, "div")
    if line.lead:
        said(ET.SubElement(words, "strong"), f"{line.lead}.")
        _add_text(words, " ")
    said(words, line.text)
    for aside in (f"({line.aside})" if line.aside else "", f"— {', '.join(line.tags)}" if line.tags else ""):
        if aside:
            _add_text(words, " ")
            said(ET.SubElement(words, "span", {"class": "aside"}), aside)


def _day(part: ET.Element, line: Line) -> None:
    if line.on:
        ET.SubElement(part, "time", datetime=line.on.isoformat()).text = short(line.on, year=True)
        _add_text(part, " ")
    if not named_only(line):
        ET.SubElement(part, "span").text = line.name


def _scrolling(label: str) -> ET.Element:
    """Return a part that scrolls by itself, by keys too, where the page is narrower than what it holds."""
    return ET.Element("div", {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": on_one_line(label)})


def _table(table: Table, *, hidden: bool) -> ET.Element:
    held = _scrolling(table.caption)
    part = ET.SubElement(held, "table")
    caption = ET.SubElement(part, "caption", {"class": "unseen"} if hidden else {})
    caption.text = on_one_line(table.caption)
    head = ET.SubElement(ET.SubElement(part, "thead"), "tr")
    for name in table.head:
        ET.SubElement(head, "th", scope="col").text = on_one_line(name)
    rows = ET.SubElement(part, "tbody")
    for row in table.rows:
        _row(ET.SubElement(rows, "tr"), row, named=len(table.rows) > 1 or table.head[0] == "Measure")
    return held


def _row(part: ET.Element, cells: tuple[str, ...], *, named: bool) -> None:
    for place, cell in enumerate(cells):
        said(ET.SubElement(part, "th", scope="row") if named and not place else ET.SubElement(part, "td"), cell)


def _drawn(picture: Picture, key: str) -> ET.Element:
    drawn = drawing(picture, key)
    for size in ("width", "height"):
        drawn.attrib.pop(size)
    return drawn


_STYLE = Path(__file__).parent.parent / "data" / "templates" / "summary.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MANY = 3
"""Headings of the second level from which a page begins with its contents."""


def html_of(summary: Summary) -> str:
    """Return the summary as one page. The same summary gives the same bytes."""
    page = Page()
    page.lay_out(summary.blocks)
    whole = ET.Element("html", lang="en-GB")
    whole.append(_head(on_one_line(summary.heading.text)))
    body = ET.SubElement(whole, "body")
    ET.SubElement(body, "a", {"class": "skip", "href": "#document"}).text = "Skip to the document"
    main = ET.SubElement(body, "main", id="document")
    main.extend(_with_contents(page))
    return "<!DOCTYPE html>\n" + ET.tostring(whole, encoding="unicode", method="html") + "\n"


def _head(title: str) -> ET.Element:
    head = ET.Element("head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="color-scheme", content="light dark")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "style").text = _style()
    return head


def _style() -> str:
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_colours(DARK)} }}"
    return "\n".join(("", _colours(LIGHT), dark, _STYLE.read_text(encoding="utf-8")))


def _colours(palette: Palette) -> str:
    return f":root {{ {'; '.join(f'--{name}: {colour}' for name, colour in palette._asdict().items())} }}"


def _with_contents(page: Page) -> Iterator[ET.Element]:
    """Yield the page's parts, its contents before the first heading below the title where there are many."""
    listed = [part for part in page.parts if part.tag == "h2"]
    for part in page.parts:
        if part.tag == "h2" and part is listed[0] and len(listed) >= MANY:
            yield _contents(listed)
        yield part


def _contents(headings: list[ET.Element]) -> ET.Element:
    nav = ET.Element("nav", {"aria-label": "Contents"})
    ET.SubElement(nav, "strong").text = "Contents"
    items = ET.SubElement(nav, "ol")
    for heading in headings:
        link = ET.SubElement(ET.SubElement(items, "li"), "a", href=f"#{heading.get('id')}")
        link.text = " ".join(" ".join(heading.itertext()).split())
    return nav
