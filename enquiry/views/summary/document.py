"""The summary on the terminal: the same blocks the documents are laid out from."""

from collections.abc import Iterator
from typing import assert_never

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.summary import blocks
from enquiry.insight.summary.blocks import RunRole
from enquiry.insight.summary.value import Summary
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.measures.charts import format_sparkline
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
_INDENT = (0, 0, 0, 2)
_STYLES = {
    RunRole.LEAD: "strong",
    RunRole.WORDS: "",
    RunRole.ASIDE: "quiet",
    RunRole.TAGS: "quiet",
}
_GLYPH_NAMES = {
    **{kind: kind for kind in ("question", "reading", "action", "evidence", "reflection", "review", "note")},
    "refined": "question",
    "holiday": "band",
    "quiet": "silence",
    "next look": "look",
    "opened again": "turn",
}
"""The glyph of each mark on a timeline; a decision has its own."""


def draw_summary(summary: Summary, look: RenderOptions) -> RenderableType:
    """Draw the summary. Days have their year where it runs over more than one school year's length."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    years = summary.window.days > 370
    drawing = [part for block in summary.blocks for part in _draw_block(block, look, years=years)]
    return Constrain(Group(*drawing), look.width)


def _draw_block(block: blocks.AnyBlock, look: RenderOptions, *, years: bool) -> Iterator[RenderableType]:
    match block:
        case blocks.Heading(level=1):
            yield draw_text(block.text, "strong")
        case blocks.Heading():
            yield ""
            yield from (Text(look.marks.rule * look.width, "quiet"),) if block.level == 2 else ()
            number = f"{block.numbered} {look.marks.dot} " if block.numbered else ""
            style = "question" if number else "attention" if block.disagrees else "strong"
            yield Text.assemble((number, "strong"), draw_text(block.text, style))
        case blocks.Paragraph():
            label = "" if block.bare else f"{flatten_text(block.title)}: "
            words = draw_text(_replace_glyphs(block.text, look), "quiet" if block.quiet else "")
            yield Text.assemble((label, "quiet"), words)
        case blocks.Quotation():
            yield Padding(draw_text(block.text, "question"), _INDENT)
        case blocks.Listing():
            yield from (Text(block.title, "quiet"),) if block.titled else ()
            yield _draw_listing(block, look, years=years)
        case blocks.Table():
            yield _draw_summary_table(block, look)
        case blocks.Chart():
            yield _draw_picture(block, look)
        case _:
            assert_never(block)


def _replace_glyphs(text: str, look: RenderOptions) -> str:
    """Return the program's own words with the glyphs this terminal has."""
    return text.replace(" · ", f" {look.marks.dot} ").replace("…", look.marks.ellipsis)


def _draw_listing(listing: blocks.Listing, look: RenderOptions, *, years: bool) -> RenderableType:
    """Draw lines with their days in one quiet column; lines that have none begin where the days would."""
    if not any(line.on for line in listing.lines):
        return Group(*(Padding(_draw_entry_line(line, look), _INDENT) for line in listing.lines))
    table = Table.grid(padding=(0, 2))
    table.add_column(width=13 if years else 8, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for line in listing.lines:
        day = spell_short(line.on, year=years) if line.on else ""
        table.add_row(Text(day, "quiet"), _draw_entry_line(line, look))
    return table


def _draw_entry_line(line: blocks.EntryLine, look: RenderOptions) -> Text:
    parts = []
    for run in line.runs:
        text = f"{look.marks.dot} {run.words}" if run.role is RunRole.TAGS else run.text
        parts.append(draw_text(_replace_glyphs(text, look) if run.role is RunRole.ASIDE else text, _STYLES[run.role]))
    return Text(" ").join(part for part in parts if part)


def _draw_summary_table(table: blocks.Table, look: RenderOptions) -> RenderableType:
    """Draw a table where there is room for its columns; else each row on lines of its own."""
    if look.narrow or any(len(cell) > look.width // 2 for row in table.rows for cell in row):
        rows = list[RenderableType]()
        for first, *cells in table.list_named_cells():
            row = Group(draw_text(first, "strong"), *(Padding(draw_text(cell), _INDENT) for cell in cells))
            rows.append(Padding(row, _INDENT))
        return Group(*rows)
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="quiet")
    for name in table.head:
        grid.add_column(draw_text(name, "quiet"), overflow="fold")
    for first, *cells in table.rows:
        grid.add_row(draw_text(first, "strong"), *map(draw_text, cells))
    return Padding(grid, _INDENT)


def _draw_picture(picture: blocks.Chart, look: RenderOptions) -> RenderableType:
    match picture.drawn:
        case blocks.ChartKind.STRIP:
            return Group("", _draw_month_strip(picture, look))
        case blocks.ChartKind.SERIES:
            return _draw_series(picture, look)
        case blocks.ChartKind.TIMELINE:
            lines = [""]  # of marks with their days, which are never parted
            for placed in (escape_unsafe(_format_timeline_mark(mark, look)) for mark in picture.marks):
                longer = f"{lines[-1]}  {placed}" if lines[-1] else placed
                if cell_len(longer) > look.width - 2 and lines[-1]:
                    lines.append(placed)
                else:
                    lines[-1] = longer
            return Group(draw_text(picture.alternative), Padding(Text("\n".join(lines)), _INDENT))
        case _:
            assert_never(picture.drawn)


def _draw_month_strip(picture: blocks.Chart, look: RenderOptions) -> RenderableType:
    """Draw the months as bars with their counts, a table where there is room."""
    marks = picture.marks
    if len(marks) * 5 > look.width or look.narrow:
        return draw_text(f"{picture.caption}: " + ", ".join(f"{mark.what} {mark.told}" for mark in marks))
    table = Table.grid(padding=(0, 1))
    for _ in marks:
        table.add_column(justify="center", min_width=3)
    bars = format_sparkline([0, *(mark.value or 0 for mark in marks)], look.marks)[1:]
    table.add_row(*(Text(mark.what.split(maxsplit=1)[0], "quiet") for mark in marks))
    table.add_row(*(Text((bar * 3) if mark.value else " ", "accent") for bar, mark in zip(bars, marks, strict=True)))
    table.add_row(*(mark.told for mark in marks))
    return Group(table, Text(picture.caption[:1].lower() + picture.caption[1:], "quiet"))


def _draw_series(picture: blocks.Chart, look: RenderOptions) -> RenderableType:
    """Draw a series' bars between its first and its latest value. One withheld leaves a gap."""
    known = [mark.value for mark in picture.marks if mark.value is not None]
    bars = iter(format_sparkline(known, look.marks))
    row = "".join(next(bars) if mark.value is not None else look.marks.dot for mark in picture.marks)
    first, latest = picture.marks[0], picture.marks[-1].told
    begins = first.told if first.value is None else format_plain_number(first.value)
    caption = draw_text(picture.caption, "quiet")
    return Padding(Text.assemble(caption, "  ", begins, " ", (row, "accent"), " ", draw_text(latest)), _INDENT)


def _format_timeline_mark(mark: blocks.ChartMark, look: RenderOptions) -> str:
    glyph = getattr(look.marks, _GLYPH_NAMES.get(mark.what, "decision"))
    named = mark.name or mark.told if mark.what in ("evidence", "holiday", "quiet") else mark.name or mark.what
    decided = f" {mark.what}" if mark.name and mark.what not in _GLYPH_NAMES else ""
    day = "" if mark.what == "quiet" else f"{spell_short(mark.on)} "
    return f"{day}{glyph} {named}{decided}"


# --- plain lines ------------------------------------------------------------------------------------------------------


def format_summary_lines(summary: Summary) -> Iterator[str]:
    """Say the summary in plain lines: the figures of a chart, then its sentence."""
    yield f"reader: {summary.reader}"
    yield f"window: {summary.window.begin.isoformat()} to {summary.window.last.isoformat()}"
    for block in summary.blocks:
        if isinstance(block, blocks.Heading) and block.level > 1:
            yield ""
        yield from (f"{label}: {flatten_text(text)}" for label, text in _list_labelled_texts(block))


def _list_labelled_texts(block: blocks.AnyBlock) -> Iterator[tuple[str, str]]:
    match block:
        case blocks.Heading():
            label = f"cycle {block.numbered}" if block.numbered else ("summary", "heading", "part")[block.level - 1]
            yield label, block.text
        case blocks.Paragraph() | blocks.Quotation():
            yield flatten_text(block.label).lower(), block.text
        case blocks.Listing():
            for line in block.lines:
                day = line.on.isoformat() if line.on else ""
                runs = (f"tags {run.words}" if run.role is RunRole.TAGS else run.text for run in line.runs)
                yield flatten_text(block.label).lower(), " ".join(filter(None, (day, line.name, *runs)))
        case blocks.Table():
            yield from ((block.caption.lower(), "; ".join(cells)) for cells in block.list_named_cells())
        case blocks.Chart():
            if block.numbers and block.drawn is blocks.ChartKind.STRIP:
                for mark in block.marks:
                    yield f"year {mark.what}" if mark.what.isdecimal() else f"month {mark.on:%Y-%m}", mark.told
            elif block.numbers:
                yield from (("timeline", text) for text in block.numbers.list_row_texts())
            yield "picture", block.alternative
        case _:
            assert_never(block)
