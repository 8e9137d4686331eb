"""How much of the width of a page each column of a table gets."""

from enquiry.insight.summary.blocks import Table

_LEAST, _MOST = 8, 44
_WORD = 14
"""Letters of a word that a column makes room for, so that it stays whole."""


def shares(table: Table) -> list[int]:
    """Return each column's share: as much as its longest cell asks for, within bounds that leave the others room."""
    columns = zip(table.head, *table.rows, strict=True)
    return [min(_MOST, max(_LEAST, *map(_asks, column))) for column in columns]


def _asks(cell: str) -> int:
    """Return the room a cell asks for: its length, and three times its longest word's, so that this stays whole."""
    word = max(map(len, cell.split()), default=0)
    return max(len(cell), 3 * min(word, _WORD))
