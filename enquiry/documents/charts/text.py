"""Pictures as tables with bars of characters, for a document that pictures can't be drawn for."""

from enquiry.dates.period import short
from enquiry.insight.summary.blocks import Drawn, Picture, Table

_LONGEST = 24


def as_bars(picture: Picture) -> Table:
    """Return a picture as a table: what a timeline holds, or each value with a bar from zero as long as it is large."""
    if picture.drawn is Drawn.TIMELINE and picture.numbers:
        return picture.numbers
    most = max((mark.value or 0 for mark in picture.marks), default=0)
    head = ("When", "As a bar", "How many" if picture.drawn is Drawn.STRIP else "Value")
    rows = tuple(
        (mark.what or short(mark.on, year=True), _bar(mark.value or 0, most), mark.told) for mark in picture.marks
    )
    return Table(picture.caption, head, rows)


def _bar(value: float, most: float) -> str:
    return "█" * max(1, round(value / most * _LONGEST)) if value > 0 and most else ""
