"""Tables of a Word document, with what a reader of them needs: widths, a header that repeats, rows that stay whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from enquiry.documents.palette import LIGHT
from enquiry.documents.text import sanitize_line, sanitize_text
from enquiry.insight.summary.blocks import Table

if TYPE_CHECKING:
    from docx.document import Document


# --- How much of the width of a page each column of a table gets.


_LEAST, _MOST = 8, 44
_WORD = 14
"""Letters of a word that a column makes room for, so that it stays whole."""


def compute_column_shares(table: Table) -> list[int]:
    """Return each column's share: as much as its longest cell asks for, within bounds that leave the others room."""
    columns = zip(table.head, *table.rows, strict=True)
    return [min(_MOST, max(_LEAST, *map(_estimate_room, column))) for column in columns]


def _estimate_room(cell: str) -> int:
    """Return the room a cell asks for: its length, and three times its longest word's, so that this stays whole."""
    word = max(map(len, cell.split()), default=0)
    return max(len(cell), 3 * min(word, _WORD))


_SMALL = 9.5
_TWIP = 635
"""What Word measures widths in; a width that is no whole number of them would grow."""


def add_table(document: "Document", table: Table, description: str, *, own_look: bool) -> None:
    """Add a table with its description, as wide as the page, each column as wide in its grid as in its cells."""
    widths = _widths(document, table)
    held: Any = document.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    held.autofit = False
    for column, width in zip(held.columns, widths, strict=True):
        column.width = width
    for row, cells in zip(held.rows, (table.head, *table.rows), strict=True):
        _fill(row, cells, widths)
    _style_cells(held)
    _set_description(held, sanitize_line(table.caption), sanitize_line(description))
    if own_look:
        _draw_rules(held)
    document.add_paragraph().paragraph_format.space_after = 0


def _widths(document: "Document", table: Table) -> list[int]:
    section: Any = document.sections[-1]
    whole = section.page_width - section.left_margin - section.right_margin
    parts = compute_column_shares(table)
    return [whole * part // sum(parts) // _TWIP * _TWIP for part in parts]


def _fill(row: Any, cells: Sequence[str], widths: Sequence[int]) -> None:
    _mark_row(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(sanitize_text(text))


def _style_cells(table: Any) -> None:
    """Make the header repeat on every page, and its names and those of the rows stand out."""
    from docx.shared import Pt

    _mark_row(table.rows[0], "w:tblHeader")
    for place, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(_SMALL)
                    run.font.bold = not place or not column


def _mark_row(row: Any, tag: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 - the library has no such marks


def _set_description(table: Any, caption: str, description: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag, words in (("w:tblCaption", caption), ("w:tblDescription", description)):
        part = OxmlElement(tag)
        part.set(qn("w:val"), words)
        table._tbl.tblPr.append(part)  # noqa: SLF001 - the library has no descriptions


def _draw_rules(table: Any) -> None:
    """Draw a line beneath each row and none between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    edges = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        seen = side in ("top", "bottom", "insideH")
        for name, value in (
            ("val", "single" if seen else "nil"),
            ("sz", "4"),
            ("space", "0"),
            ("color", LIGHT.line[1:]),
        ):
            edge.set(qn(f"w:{name}"), value)
        edges.append(edge)
    properties = table._tbl.tblPr  # noqa: SLF001 - the library has no borders
    properties.insert(properties.index(properties.find(qn("w:tblLayout"))), edges)
