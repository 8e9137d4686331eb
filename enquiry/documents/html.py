"""The summary as one page of HTML that needs nothing else: no script, nothing fetched, made for paper and the dark too.

Every text is set as text on an element and never written as markup, so that it can't become any.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from enquiry.documents.palette import DARK, LIGHT, Palette
from enquiry.documents.text import on_one_line
from enquiry.exchange.html_blocks import Page
from enquiry.insight.summary.build import Summary

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
