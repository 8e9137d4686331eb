"""Counts in a table: a group a line, a period a column; cut into several tables where the screen is too narrow."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.insight.year.stats import Stats
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.views.year.week_grid import MAX_WIDTH, ColumnLabel, place_labels

COLUMN_GAP = 2
"""Characters between columns."""

OVERLAP_NOTE = "An entry in several groups is counted in each; “in all” counts it once."
_IN_ALL = "in all"


def draw_stats(stats: Stats, look: RenderOptions) -> RenderableType:
    """Draw the counts, the years above the periods they hold; nothing where there are none."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    if not stats.lines:
        return Group()
    names = [flatten_text(line.name) for line in (*stats.lines, stats.whole)]
    label = min(max(*map(cell_len, names), len(stats.by)), look.width // 2)
    drawing: list[RenderableType] = [draw_text(f"Entries by {stats.by} and {stats.per}", "strong")]
    heads = [*(flatten_text(column.name) for column in stats.columns), _IN_ALL]
    widths = [*(max(cell_len(head), 3) for head in heads[:-1]), len(_IN_ALL)]
    begin, used = 0, 0
    for place, width in enumerate([*widths, look.width]):
        if used + COLUMN_GAP + width > look.width - label and place > begin:
            drawing += ["", _draw_stats_table(stats, begin, heads[begin:place], widths[begin:place], label)]
            begin, used = place, 0
        used += COLUMN_GAP + width
    asked = ((Text(f"{line.name} {look.marks.dot} "), line.question) for line in stats.lines if line.question)
    questions = [HangingIndent(name, draw_text(flatten_text(question))) for name, question in asked]
    drawing += ["", *questions] if questions else []
    drawing += ["", Text(OVERLAP_NOTE, "quiet")] if stats.overlapping else []
    return Group(*drawing)


def _draw_stats_table(stats: Stats, begin: int, heads: list[str], widths: list[int], label: int) -> RenderableType:
    """Draw the columns from `begin` on, above their first ones the school years that are not their own names."""
    columns = (Column(justify="right", no_wrap=True, width=width) for width in widths)
    table = Table.grid(Column(width=label, overflow="fold"), *columns, padding=(0, COLUMN_GAP, 0, 0))
    table.add_row(Text(stats.by.value, "quiet"), *(Text(head, "quiet") for head in heads))
    for line in (*stats.lines, stats.whole):
        numbers = (*line.counts, line.whole)[begin : begin + len(heads)]
        cells = (Text(str(number), "none" if number else "quiet") for number in numbers)
        table.add_row(draw_text(flatten_text(line.name)), *cells)
    words, at, before = list[ColumnLabel](), label + COLUMN_GAP, ""
    for column, width in zip(stats.columns[begin:], widths, strict=False):
        year = "" if column.year == column.name else column.year
        words += [ColumnLabel(at, flatten_text(year))] if year != before else []
        at, before = at + width + COLUMN_GAP, year
    return Group(*place_labels(words, at), table)


def format_stats_lines(stats: Stats) -> Iterator[str]:
    """Yield the same as plain lines: each group with its number in each period."""
    yield f"counted: entries by {stats.by} and {stats.per}"
    names = [column.name if column.year == column.name else f"{column.name}, {column.year}" for column in stats.columns]
    for line in (*stats.lines, stats.whole) if stats.lines else ():
        yield ""
        yield f"{stats.by}: {flatten_text(line.name)}" if line is not stats.whole else f"{line.name}:"
        counts = zip(map(flatten_text, names), line.counts, strict=True)
        yield from format_fields(("question", line.question), *counts, (_IN_ALL, line.whole))
    yield from ["", f"note: {OVERLAP_NOTE}"] if stats.overlapping else []
