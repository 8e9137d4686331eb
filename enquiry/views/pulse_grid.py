"""The grid of perspectives and kinds of evidence: what is there, and what could still be asked."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.pulse.breadth import Cell
from enquiry.model.choices import Perspective
from enquiry.views.theme import Look

INVITED = 2
"""How many empty cells of a row are offered; the grid is an invitation, not a form."""


def _rows(cells: tuple[Cell, ...]) -> Iterator[tuple[Perspective, list[Cell], list[Cell]]]:
    for perspective, row in groupby(cells, key=lambda cell: cell.perspective):
        kinds = list(row)
        yield perspective, [cell for cell in kinds if cell.entries], [cell for cell in kinds if not cell.entries]


def grid_view(cells: tuple[Cell, ...], look: Look) -> RenderableType:
    """Draw a row for each perspective: the kinds there are with their entries, then some there could be."""
    if look.narrow:
        return Group(*(part for row in _rows(cells) for part in _stacked(*row)))
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(width=12)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=31, overflow="fold")
    table.width = look.width
    table.add_row(Text("through", "quiet"), Text("so far", "quiet"), Text("could be asked", "quiet"))
    for perspective, found, empty in _rows(cells):
        table.add_row(Text(perspective.value, "quiet"), _found(found), Text(_invited(empty), "quiet"))
    return table


def _stacked(perspective: Perspective, found: list[Cell], empty: list[Cell]) -> Iterator[RenderableType]:
    yield Text(perspective.value, "quiet")
    if found:
        yield Padding(_found(found), (0, 0, 0, 2))
    if empty:
        yield Padding(Text(f"could be asked: {_invited(empty)}", "quiet"), (0, 0, 0, 2))


def _found(cells: list[Cell]) -> Text:
    counts = (f" ({len(cell.entries)})" if len(cell.entries) > 1 else "" for cell in cells)
    return Text(", ".join(f"{cell.kind.value}{count}" for cell, count in zip(cells, counts, strict=True)))


def _invited(cells: list[Cell]) -> str:
    return ", ".join(cell.kind.value for cell in cells[:INVITED])


def grid_lines(cells: tuple[Cell, ...]) -> Iterator[str]:
    """Say the grid in plain lines."""
    for perspective, found, empty in _rows(cells):
        told = "; ".join(f"{cell.kind.value} {', '.join(cell.entries)}" for cell in found) or "nothing yet"
        asked = f"; could be asked: {', '.join(cell.kind.value for cell in empty)}" if empty else ""
        yield f"through {perspective.value}: {told}{asked}"
