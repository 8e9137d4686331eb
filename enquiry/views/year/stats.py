"""Counts in a table: a group a line, a period a column; cut into several tables where there is too little room."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.insight.year.stats import Column, Line, Stats
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look
from enquiry.views.year.week_columns import Word, staggered

WIDEST = 150
APART = 2
"""Signs between columns."""

TWICE = "An entry in several groups is counted in each; “in all” counts it once."


def stats_view(stats: Stats, look: Look) -> RenderableType:
    """Draw the counts, the years above the periods they hold; nothing where there are none."""
    look = look._replace(width=min(look.width, WIDEST))
    if not stats.lines:
        return Group()
    names = [one_line(line.name) for line in (*stats.lines, stats.whole)]
    label = min(max(*map(cell_len, names), len(stats.by)), look.width // 2)
    drawing: list[RenderableType] = [said(_title(stats), "strong")]
    for begin, end in _cut(stats, look.width - label):
        drawing += ["", _table(stats, begin, end, label)]
    questions = [line for line in stats.lines if line.question]
    drawing += [""] if questions else []
    drawing += [Hanging(Text(f"{line.name} {look.marks.dot} "), said(one_line(line.question))) for line in questions]
    drawing += ["", Text(TWICE, "quiet")] if stats.overlapping else []
    return Group(*drawing)


def _title(stats: Stats) -> str:
    return f"Entries by {stats.by} and {stats.per}"


def _widths(stats: Stats) -> list[int]:
    """Return how wide each column is without the space before it, that of all periods last."""
    return [max(cell_len(one_line(column.name)), 3) for column in stats.columns] + [len(_IN_ALL)]


def _cut(stats: Stats, room: int) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and ends among the columns; the last table has the column of all periods too."""
    widths = _widths(stats)
    begin, used = 0, 0
    for place, width in enumerate(widths):
        if used + APART + width > room and place > begin:
            yield begin, place
            begin, used = place, 0
        used += APART + width
    yield begin, len(widths)


def _table(stats: Stats, begin: int, end: int, label: int) -> RenderableType:
    table = Table.grid(padding=(0, APART, 0, 0))
    table.add_column(width=label, overflow="fold")
    widths = _widths(stats)[begin:end]
    for width in widths:
        table.add_column(justify="right", no_wrap=True, width=width)
    heads = [*(one_line(column.name) for column in stats.columns), _IN_ALL][begin:end]
    table.add_row(Text(stats.by.value, "quiet"), *(Text(head, "quiet") for head in heads))
    for line in (*stats.lines, stats.whole):
        table.add_row(said(one_line(line.name)), *_numbers(line, begin, end))
    return Group(*_years(stats.columns[begin:end], widths, label), table)


_IN_ALL = "in all"


def _years(columns: Sequence[Column], widths: Sequence[int], label: int) -> list[Text]:
    """Draw the school years above their first columns, where they are not the columns' own names."""
    words, at, before = list[Word](), label + APART, ""
    for column, width in zip(columns, widths, strict=False):
        year = "" if column.year == column.name else column.year
        words += [Word(at, one_line(year))] if year != before else []
        at, before = at + width + APART, year
    return staggered(words, at)


def _numbers(line: Line, begin: int, end: int) -> Iterator[Text]:
    for number in (*line.counts, line.whole)[begin:end]:
        yield Text(str(number), "none" if number else "quiet")


def stats_lines(stats: Stats) -> Iterator[str]:
    """Say the same in plain lines: each group with its number in each period."""
    yield f"counted: {_title(stats).lower()}"
    for line in (*stats.lines, stats.whole) if stats.lines else ():
        yield ""
        yield f"{stats.by}: {one_line(line.name)}" if line is not stats.whole else f"{line.name}:"
        if line.question:
            yield f"question: {one_line(line.question)}"
        for column, count in zip(stats.columns, line.counts, strict=True):
            year = "" if column.year == column.name else f", {column.year}"
            yield f"{one_line(column.name)}{year}: {count}"
        yield f"in all: {line.whole}"
    yield from ["", f"note: {TWICE}"] if stats.overlapping else []
