"""The summary on the terminal: the same blocks the documents are laid out from."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Chart,
    ChartKind,
    ChartMark,
    EntryLine,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.measures.charts import format_sparkline
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100


def draw_summary(summary: Summary, look: RenderOptions) -> RenderableType:
    """Draw the summary."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = [part for block in summary.blocks for part in _draw_block(block, look, _years(summary))]
    return Constrain(Group(*drawing), look.width)


def _years(summary: Summary) -> bool:
    """Say whether days need their year: the summary runs over more than one school year's length."""
    return summary.window.days > 370


def _draw_block(block: AnyBlock, look: RenderOptions, years: bool) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield from _draw_summary_heading(block, look)
        case Paragraph():
            yield _draw_paragraph(block, look)
        case Quotation():
            yield Padding(draw_text(block.text, "question"), (0, 0, 0, 2))
        case Listing():
            yield from (Text(_begin_with_capital(block.label), "quiet"),) if block.titled else ()
            yield _draw_listing(block, look, years)
        case Table():
            yield _draw_summary_table(block, look)
        case Chart():
            yield _picture(block, look)
        case _:
            assert_never(block)


def _draw_summary_heading(heading: Heading, look: RenderOptions) -> Iterator[RenderableType]:
    if heading.level == 1:
        yield draw_text(heading.text, "strong")
        return
    yield ""
    if heading.level == 2:
        yield Text(look.marks.rule * look.width, "quiet")
    if heading.numbered:
        yield Text.assemble((f"{heading.numbered} {look.marks.dot} ", "strong"), draw_text(heading.text, "question"))
    else:
        yield draw_text(heading.text, "attention" if heading.disagrees else "strong")


def _draw_paragraph(paragraph: Paragraph, look: RenderOptions) -> Text:
    style = "quiet" if paragraph.quiet else ""
    if paragraph.bare:
        return draw_text(_replace_glyphs(paragraph.text, look), style)
    label = f"{_begin_with_capital(flatten_text(paragraph.label))}: "
    return Text.assemble((label, "quiet"), draw_text(_replace_glyphs(paragraph.text, look), style))


def _replace_glyphs(text: str, look: RenderOptions) -> str:
    """Return the program's own words with the signs this terminal has."""
    return text.replace(" · ", f" {look.marks.dot} ").replace("…", look.marks.ellipsis)


def _begin_with_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _draw_listing(listing: Listing, look: RenderOptions, years: bool) -> RenderableType:
    """Draw lines with their days in one quiet column; lines that have none begin where the days would."""
    if not any(line.on for line in listing.lines):
        return Group(*(Padding(_draw_entry_line(line, look), (0, 0, 0, 2)) for line in listing.lines))
    table = Grid.grid(padding=(0, 2))
    table.add_column(width=13 if years else 8, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for line in listing.lines:
        day = spell_short(line.on, year=years) if line.on else ""
        table.add_row(Text(day, "quiet"), _draw_entry_line(line, look))
    return table


def _draw_entry_line(line: EntryLine, look: RenderOptions) -> Text:
    parts = [
        draw_text(f"{line.lead}." if line.lead else "", "strong"),
        draw_text(line.text),
        draw_text(_replace_glyphs(f"({line.aside})", look) if line.aside else "", "quiet"),
        draw_text(f"{look.marks.dot} {', '.join(line.tags)}" if line.tags else "", "quiet"),
    ]
    return Text(" ").join(part for part in parts if part)


def _draw_summary_table(table: Table, look: RenderOptions) -> RenderableType:
    """Draw a table where there is room for its columns; else each row on lines of its own."""
    if look.narrow or any(len(cell) > look.width // 2 for row in table.rows for cell in row):
        return Group(*(_draw_stacked_row(row, table.head) for row in table.rows))
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="quiet")
    for name in table.head:
        grid.add_column(draw_text(name, "quiet"), overflow="fold")
    for row in table.rows:
        grid.add_row(*(draw_text(cell, "strong" if not place else "") for place, cell in enumerate(row)))
    return Padding(grid, (0, 0, 0, 2))


def _draw_stacked_row(row: Sequence[str], head: Sequence[str]) -> RenderableType:
    first, *rest = row
    cells = [draw_text(f"{name.lower()} {cell}") for name, cell in zip(head[1:], rest, strict=True) if cell]
    return Padding(Group(draw_text(first, "strong"), *(Padding(cell, (0, 0, 0, 2)) for cell in cells)), (0, 0, 0, 2))


def _picture(picture: Chart, look: RenderOptions) -> RenderableType:
    match picture.drawn:
        case ChartKind.STRIP:
            return Group("", _draw_month_strip(picture, look))
        case ChartKind.SERIES:
            return _draw_series_picture(picture, look)
        case ChartKind.TIMELINE:
            return _draw_timeline_picture(picture, look)
        case _:
            assert_never(picture.drawn)


def _draw_month_strip(picture: Chart, look: RenderOptions) -> RenderableType:
    """Draw the months as bars with their counts, a table where there is room."""
    marks = picture.marks
    if len(marks) * 5 > look.width or look.narrow:
        return draw_text(f"{picture.caption}: " + ", ".join(f"{mark.what} {mark.told}" for mark in marks))
    table = Grid.grid(padding=(0, 1))
    for _ in marks:
        table.add_column(justify="center", min_width=3)
    bars = format_sparkline([0, *(mark.value or 0 for mark in marks)], look.marks)[1:]
    table.add_row(*(Text(_briefly(mark.what), "quiet") for mark in marks))
    table.add_row(*(Text((bar * 3) if mark.value else " ", "accent") for bar, mark in zip(bars, marks, strict=True)))
    table.add_row(*(mark.told for mark in marks))
    return Group(table, Text(picture.caption[:1].lower() + picture.caption[1:], "quiet"))


def _briefly(label: str) -> str:
    return label.split(maxsplit=1)[0]


def _draw_series_picture(picture: Chart, look: RenderOptions) -> RenderableType:
    """Draw a series' bars between its first and its latest value. One held back leaves a gap."""
    known = [mark.value for mark in picture.marks if mark.value is not None]
    bars = iter(format_sparkline(known, look.marks))
    row = "".join(next(bars) if mark.value is not None else look.marks.dot for mark in picture.marks)
    first, latest = picture.marks[0], picture.marks[-1].told
    begins = first.told if first.value is None else format_plain_number(first.value)
    text = Text.assemble(
        draw_text(picture.caption, "quiet"), "  ", begins, " ", (row, "accent"), " ", draw_text(latest)
    )
    return Padding(text, (0, 0, 0, 2))


_GLYPH_NAMES = {
    **{kind: kind for kind in ("question", "reading", "action", "evidence", "reflection", "review", "note")},
    "refined": "question",
    "holiday": "band",
    "quiet": "silence",
    "next look": "look",
    "opened again": "turn",
}
"""The mark of each thing on a timeline; a decision has its own."""


def _draw_timeline_picture(picture: Chart, look: RenderOptions) -> RenderableType:
    """Draw the timeline as marks with their days, in lines that never part a mark from its day."""
    lines = [""]
    for placed in (escape_unsafe(_format_timeline_mark(mark, look)) for mark in picture.marks):
        longer = f"{lines[-1]}  {placed}" if lines[-1] else placed
        if cell_len(longer) > look.width - 2 and lines[-1]:
            lines.append(placed)
        else:
            lines[-1] = longer
    return Group(draw_text(picture.alternative), Padding(Text("\n".join(lines)), (0, 0, 0, 2)))


def _format_timeline_mark(mark: ChartMark, look: RenderOptions) -> str:
    sign = getattr(look.marks, _GLYPH_NAMES.get(mark.what, "decision"))
    named = mark.name or mark.told if mark.what in ("evidence", "holiday", "quiet") else mark.name or mark.what
    decided = f" {mark.what}" if mark.name and mark.what not in _GLYPH_NAMES else ""
    day = "" if mark.what == "quiet" else f"{spell_short(mark.on)} "
    return f"{day}{sign} {named}{decided}"


# --- plain lines ------------------------------------------------------------------------------------------------------


def format_summary_lines(summary: Summary) -> Iterator[str]:
    """Say the summary in plain lines: the figures of a picture, then its sentence."""
    yield f"reader: {summary.reader}"
    yield f"window: {summary.window.begin.isoformat()} to {summary.window.last.isoformat()}"
    for block in summary.blocks:
        yield from _format_block_lines(block)


def _format_block_lines(block: AnyBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("",) if block.level > 1 else ()
            label = f"cycle {block.numbered}" if block.numbered else ("summary", "heading", "part")[block.level - 1]
            yield f"{label}: {flatten_text(block.text)}"
        case Paragraph():
            yield f"{flatten_text(block.label).lower()}: {flatten_text(block.text)}"
        case Quotation():
            yield f"{block.label}: {flatten_text(block.text)}"
        case Listing():
            yield from (f"{flatten_text(block.label).lower()}: {_format_entry_line(line)}" for line in block.lines)
        case Table():
            yield from _table_lines(block)
        case Chart():
            if block.numbers and block.drawn is ChartKind.STRIP:
                yield from (f"{_months_said(mark)}: {mark.told}" for mark in block.marks)
            elif block.numbers:
                yield from (f"timeline: {flatten_text(' '.join(filter(None, row)))}" for row in block.numbers.rows)
            yield f"picture: {flatten_text(block.alternative)}"
        case _:
            assert_never(block)


def _months_said(mark: ChartMark) -> str:
    return f"year {mark.what}" if mark.what.isdecimal() else f"month {mark.on:%Y-%m}"


def _format_entry_line(line: EntryLine) -> str:
    day = line.on.isoformat() if line.on else ""
    lead = f"{line.lead}." if line.lead else ""
    aside = f"({line.aside})" if line.aside else ""
    tags = f"tags {', '.join(line.tags)}" if line.tags else ""
    return flatten_text(" ".join(filter(None, (day, line.name, lead, line.text, aside, tags))))


def _table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        first, *cells = row
        said_of = (f"{name.lower()} {cell}" for name, cell in zip(table.head[1:], cells, strict=True) if cell)
        yield f"{table.caption.lower()}: {flatten_text('; '.join([first, *said_of]))}"
