"""Pictures as tables with bars of characters, for a document that pictures can't be drawn for."""

from enquiry.dates.period import spell_short
from enquiry.insight.summary.blocks import Chart, ChartKind, Table

_LONGEST = 24


def build_bar_table(picture: Chart) -> Table:
    """Return a picture as a table: what a timeline holds, or each value with a bar from zero as long as it is large."""
    if picture.drawn is ChartKind.TIMELINE and picture.numbers:
        return picture.numbers
    most = max((mark.value or 0 for mark in picture.marks), default=0)
    head = ("When", "As a bar", "How many" if picture.drawn is ChartKind.STRIP else "Value")
    rows = tuple(
        (mark.what or spell_short(mark.on, year=True), _bar(mark.value or 0, most), mark.told) for mark in picture.marks
    )
    return Table(picture.caption, head, rows)


def _bar(value: float, most: float) -> str:
    return "█" * max(1, round(value / most * _LONGEST)) if value > 0 and most else ""


# --- What stands in words beside a picture, and how wide it is, in every document that has pages.


def format_chart_caption(picture: Chart) -> str:
    """Return what stands beneath a picture: what it is of; for a timeline its sentence, which says more."""
    if picture.drawn is ChartKind.TIMELINE:
        return picture.alternative
    way = f"{picture.better} is better" if picture.better in ("up", "down") else ""
    return ", ".join(filter(None, (picture.caption, picture.unit, way)))


def format_timeline_figures(picture: Chart) -> str:
    """Return the figures of a timeline as one paragraph; other pictures show theirs, or have a table above them."""
    if picture.drawn is not ChartKind.TIMELINE or not picture.numbers:
        return ""
    marks = (" ".join(filter(None, row)) for row in picture.numbers.rows)
    return f"{' · '.join(marks)}."


def compute_width_percent(picture: Chart) -> int:
    """Return how much of a page's width a picture takes, in hundredths: a few values need less than a year does."""
    return 70 if picture.drawn is ChartKind.SERIES else 100
