"""How much of the width of a page each column of a table gets."""

from enquiry.insight.summary.blocks import Table

_LEAST, _MOST = 8, 44


def shares(table: Table) -> list[int]:
    """Return each column's share: as much as its longest cell asks for, within bounds that leave the others room."""
    columns = zip(table.head, *table.rows, strict=True)
    return [min(_MOST, max(_LEAST, *(len(cell) for cell in column))) for column in columns]
