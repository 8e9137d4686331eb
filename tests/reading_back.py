"""Documents read back as a reader of them gets them: the text of a page, of a Word document, of a PDF."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

SILENT = {"style", "title", "script"}
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """What stands on a page: its elements in their order, and its text without that of style and title."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not SILENT & set(self.open):
            self.texts.append(data.replace("\u00a0", " "))

    def all_of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html_text(page: bytes) -> str:
    return "".join(Page(page.decode()).texts)


def docx_document(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def docx_lines(data: bytes) -> Iterator[str]:
    """Yield each paragraph with its style, each row of a table, each picture with its alternative text."""
    document = docx_document(data)
    for part in document.element.body:
        if part.tag == qn("w:p"):
            words = Paragraph(part, document)
            alternatives = [found.get("descr") for found in part.iter(qn("wp:docPr"))]
            said = " ".join([words.text.replace("\u00a0", " "), *(f"[picture: {one}]" for one in alternatives)]).strip()
            style: Any = words.style
            yield from (f"{style.name}: {said}",) if said else ()
        elif part.tag == qn("w:tbl"):
            for row in Table(part, document).rows:
                yield f"| {' | '.join(cell.text for cell in row.cells)} |".replace("\u00a0", " ")


def docx_text(data: bytes) -> str:
    return "\n".join(docx_lines(data))


def pdf_document(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text().replace("\u00a0", " ") for page in pdf_document(data).pages)
