"""Tables of a Word document, with what a reader of them needs: widths, a header that repeats, rows that stay whole."""

from typing import TYPE_CHECKING, Any

from enquiry.documents.docx.styles import add_run, get_text_width, make_element
from enquiry.documents.text import LIGHT, keep_figures_whole, sanitize_line, sanitize_text
from enquiry.insight.summary.blocks import Table

if TYPE_CHECKING:
    from docx.document import Document

_LEAST, _MOST = 8, 44
_WORD = 14
"""Letters of a word that a column makes room for, so that it stays whole."""

MOST_WHOLE = 6
"""Rows of a table that stay together on one page."""

_SMALL = 9.5
"""The size of a cell's letters, in points."""

_TWIP = 635
"""What Word measures widths in; a width that is no whole number of them would grow."""


def compute_column_shares(table: Table) -> list[int]:
    """Return each column's share of a table's width: what its longest cell asks for, from 8 to 44.

    A cell asks for its length in characters, and for three times its longest word's, so that this stays whole;
    a date is one word.
    """
    shares = []
    for column in zip(table.head, *table.rows, strict=True):
        words = (max(map(len, keep_figures_whole(cell).split(" "))) for cell in column)
        asked = (max(len(cell), 3 * min(word, _WORD)) for cell, word in zip(column, words, strict=True))
        shares.append(min(_MOST, max(_LEAST, *asked)))
    return shares


def add_table(document: "Document", table: Table, description: str, *, own_look: bool) -> None:
    """Add a table with its description, as wide as the page, each column as wide in its grid as in its cells.

    The header repeats on every page, and its names and those of the rows stand out. A short table is not divided.
    """
    from docx.oxml.ns import qn
    from docx.shared import Pt

    shares = compute_column_shares(table)
    widths = [get_text_width(document) * share // sum(shares) // _TWIP * _TWIP for share in shares]
    held: Any = document.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    held.autofit = False
    for column, width in zip(held.columns, widths, strict=True):
        column.width = width
    for place, (row, cells) in enumerate(zip(held.rows, (table.head, *table.rows), strict=True)):
        for tag in ("w:cantSplit",) if place else ("w:cantSplit", "w:tblHeader"):
            row._tr.get_or_add_trPr().append(make_element(tag))  # noqa: SLF001 - the library has no such marks
        for column, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = width
            paragraph = cell.paragraphs[0]
            add_run(paragraph, keep_figures_whole(sanitize_text(text)), bold=not place or not column, size=_SMALL)
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = place < len(table.rows) <= MOST_WHOLE or None
    properties = held._tbl.tblPr  # noqa: SLF001 - the library has neither descriptions nor borders
    properties.append(make_element("w:tblCaption", val=sanitize_line(table.caption)))
    properties.append(make_element("w:tblDescription", val=sanitize_line(description)))
    if own_look:  # a line beneath each row and none between columns
        edges = make_element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            look = "single" if side in ("top", "bottom", "insideH") else "nil"
            edges.append(make_element(f"w:{side}", val=look, sz="4", space="0", color=LIGHT.line[1:]))
        properties.insert(properties.index(properties.find(qn("w:tblLayout"))), edges)
    after = document.add_paragraph().paragraph_format  # without it two tables would be one
    after.space_after, after.line_spacing = 0, Pt(2)
