"""Tables of a Word document, with what a reader of them needs: widths, a header that repeats, rows that stay whole."""

from typing import TYPE_CHECKING

from enquiry.documents.docx.styles import add_run, append_element, append_to_body
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


def add_table(document: "Document", table: Table, description: str, *, style: str, room: int, own_look: bool) -> None:
    """Add a table with its description, `room` wide (in EMU), each column as wide in its grid as in its cells.

    `style` is the id of its style. The header repeats on every page, and its names and those of the rows stand out.
    A short table is not divided.
    """
    shares = compute_column_shares(table)
    widths = [str(room * share // sum(shares) // _TWIP) for share in shares]
    held = append_to_body(document, "tbl")
    properties = append_element(held, "tblPr")
    append_element(properties, "tblStyle", val=style)
    append_element(properties, "tblW", type="auto", w="0")
    if own_look:  # a line beneath each row and none between columns
        edges = append_element(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            look = "single" if side in ("top", "bottom", "insideH") else "nil"
            append_element(edges, side, val=look, sz="4", space="0", color=LIGHT.line[1:])
    append_element(properties, "tblLayout", type="fixed")
    append_element(properties, "tblLook", val="04A0", firstRow="1", firstColumn="1", noVBand="1")
    append_element(properties, "tblCaption", val=sanitize_line(table.caption))
    append_element(properties, "tblDescription", val=sanitize_line(description))
    grid = append_element(held, "tblGrid")
    for width in widths:
        append_element(grid, "gridCol", w=width)
    for place, cells in enumerate((table.head, *table.rows)):
        row = append_element(held, "tr")
        whole = append_element(row, "trPr")
        for name in ("cantSplit",) if place else ("cantSplit", "tblHeader"):
            append_element(whole, name)
        for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
            cell = append_element(row, "tc")
            append_element(append_element(cell, "tcPr"), "tcW", type="dxa", w=width)
            paragraph = append_element(cell, "p")
            looks = append_element(paragraph, "pPr")
            if place < len(table.rows) <= MOST_WHOLE:
                append_element(looks, "keepNext")
            append_element(looks, "spacing", after="20")
            add_run(paragraph, keep_figures_whole(sanitize_text(text)), bold=not place or not column, size=_SMALL)
    after = append_element(append_to_body(document, "p"), "pPr")  # without it two tables would be one
    append_element(after, "spacing", after="0", line="40", lineRule="exact")
