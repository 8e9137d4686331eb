"""What is written of a chart: its caption and figures, and bars of characters where no picture can be drawn."""

from enquiry.dates.period import spell_short
from enquiry.insight.summary.blocks import Chart, ChartKind, Table
from enquiry.model.measure import format_plain_number

_LONGEST = 24
"""Characters of the longest bar."""


def build_bar_table(picture: Chart) -> Table:
    """Return a chart as a table: what a timeline holds, or each value with a bar from zero as long as it is large."""
    if picture.drawn is ChartKind.TIMELINE and picture.numbers:
        return picture.numbers
    most = max((mark.value or 0 for mark in picture.marks), default=0)
    most = max(most, picture.target or 0)
    head = ("When", "As a bar", "How many" if picture.drawn is ChartKind.STRIP else "Value")
    rows = []
    for mark in picture.marks:
        value = mark.value or 0
        rows.append((mark.what or spell_short(mark.on, year=True), _format_bar(value, most), mark.told))
    if picture.target is not None:
        rows.append(("Target", _format_bar(picture.target, most), format_plain_number(picture.target)))
    return Table(picture.caption, head, tuple(rows))


def _format_bar(value: float, most: float) -> str:
    return "█" * max(1, round(value / most * _LONGEST)) if value > 0 else ""


def format_chart_caption(picture: Chart) -> str:
    """Return what stands beneath a chart: what it is of; for a timeline its sentence, which says more."""
    if picture.drawn is ChartKind.TIMELINE:
        return picture.alternative
    way = f"{picture.better} is better" if picture.better in ("up", "down") else ""
    return ", ".join(filter(None, (picture.caption, picture.unit, way)))


def format_alternative(picture: Chart) -> str:
    """Return what a chart is read out as where it can't be seen: its sentence, and all that stands on a timeline."""
    if picture.drawn is not ChartKind.TIMELINE or not picture.numbers:
        return picture.alternative
    return f"{picture.alternative} {'; '.join(picture.numbers.list_row_texts())}."


def compute_width_percent(picture: Chart) -> int:
    """Return how much of a page's width a chart takes, in per cent: a few values need less than a year does."""
    return 70 if picture.drawn is ChartKind.SERIES else 100
