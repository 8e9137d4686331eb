"""Counts in a table: a group a line, a period a column; cut into several tables where there is too little room."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.insight.year.stats import PeriodColumn, Stats, StatsRow
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.views.year.week_columns import ColumnLabel, place_labels

MAX_WIDTH = 150
COLUMN_GAP = 2
"""Signs between columns."""

OVERLAP_NOTE = "An entry in several groups is counted in each; “in all” counts it once."


def draw_stats(stats: Stats, look: RenderOptions) -> RenderableType:
    """Draw the counts, the years above the periods they hold; nothing where there are none."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    if not stats.lines:
        return Group()
    names = [flatten_text(line.name) for line in (*stats.lines, stats.whole)]
    label = min(max(*map(cell_len, names), len(stats.by)), look.width // 2)
    drawing: list[RenderableType] = [draw_text(_format_stats_title(stats), "strong")]
    for begin, end in _split_columns(stats, look.width - label):
        drawing += ["", _draw_stats_table(stats, begin, end, label)]
    questions = [line for line in stats.lines if line.question]
    drawing += [""] if questions else []
    drawing += [
        HangingIndent(Text(f"{line.name} {look.marks.dot} "), draw_text(flatten_text(line.question)))
        for line in questions
    ]
    drawing += ["", Text(OVERLAP_NOTE, "quiet")] if stats.overlapping else []
    return Group(*drawing)


def _format_stats_title(stats: Stats) -> str:
    return f"Entries by {stats.by} and {stats.per}"


def _compute_column_widths(stats: Stats) -> list[int]:
    """Return how wide each column is without the space before it, that of all periods last."""
    return [max(cell_len(flatten_text(column.name)), 3) for column in stats.columns] + [len(_IN_ALL)]


def _split_columns(stats: Stats, room: int) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and ends among the columns; the last table has the column of all periods too."""
    widths = _compute_column_widths(stats)
    begin, used = 0, 0
    for place, width in enumerate(widths):
        if used + COLUMN_GAP + width > room and place > begin:
            yield begin, place
            begin, used = place, 0
        used += COLUMN_GAP + width
    yield begin, len(widths)


def _draw_stats_table(stats: Stats, begin: int, end: int, label: int) -> RenderableType:
    table = Table.grid(padding=(0, COLUMN_GAP, 0, 0))
    table.add_column(width=label, overflow="fold")
    widths = _compute_column_widths(stats)[begin:end]
    for width in widths:
        table.add_column(justify="right", no_wrap=True, width=width)
    heads = [*(flatten_text(column.name) for column in stats.columns), _IN_ALL][begin:end]
    table.add_row(Text(stats.by.value, "quiet"), *(Text(head, "quiet") for head in heads))
    for line in (*stats.lines, stats.whole):
        table.add_row(draw_text(flatten_text(line.name)), *_numbers(line, begin, end))
    return Group(*_draw_year_labels(stats.columns[begin:end], widths, label), table)


_IN_ALL = "in all"


def _draw_year_labels(columns: Sequence[PeriodColumn], widths: Sequence[int], label: int) -> list[Text]:
    """Draw the school years above their first columns, where they are not the columns' own names."""
    words, at, before = list[ColumnLabel](), label + COLUMN_GAP, ""
    for column, width in zip(columns, widths, strict=False):
        year = "" if column.year == column.name else column.year
        words += [ColumnLabel(at, flatten_text(year))] if year != before else []
        at, before = at + width + COLUMN_GAP, year
    return place_labels(words, at)


def _numbers(line: StatsRow, begin: int, end: int) -> Iterator[Text]:
    for number in (*line.counts, line.whole)[begin:end]:
        yield Text(str(number), "none" if number else "quiet")


def format_stats_lines(stats: Stats) -> Iterator[str]:
    """Say the same in plain lines: each group with its number in each period."""
    yield f"counted: {_format_stats_title(stats).lower()}"
    for line in (*stats.lines, stats.whole) if stats.lines else ():
        yield ""
        yield f"{stats.by}: {flatten_text(line.name)}" if line is not stats.whole else f"{line.name}:"
        if line.question:
            yield f"question: {flatten_text(line.question)}"
        for column, count in zip(stats.columns, line.counts, strict=True):
            year = "" if column.year == column.name else f", {column.year}"
            yield f"{flatten_text(column.name)}{year}: {count}"
        yield f"in all: {line.whole}"
    yield from ["", f"note: {OVERLAP_NOTE}"] if stats.overlapping else []
