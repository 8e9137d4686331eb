"""The summary on the terminal: the same blocks the documents are laid out from."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.insight.summary import blocks
from enquiry.insight.summary.blocks import RunRole
from enquiry.insight.summary.language import Language
from enquiry.insight.summary.value import Summary
from enquiry.model.measure import format_plain_number
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.drawing.lines import StyledWords
from enquiry.views.layout import Parts, draw_grid, draw_text, draw_words, join_drawn, limit_width, wrap_items
from enquiry.views.measures.sparklines import format_sparkline
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
_INDENT = (0, 0, 0, 2)
_STYLES = {RunRole.LEAD: "strong", RunRole.WORDS: "", RunRole.ASIDE: "quiet", RunRole.TAGS: "quiet"}
_GLYPH_NAMES = {
    **{kind: kind for kind in ("question", "reading", "action", "evidence", "reflection", "review", "note", "ask")},
    "refined": "question",
    "holiday": "band",
    "quiet": "silence",
    "next look": "look",
    "target": "target",
    "opened again": "turn",
}
"""The glyph of each mark on a timeline; a decision has its own."""


def draw_summary(summary: Summary, look: RenderOptions) -> RenderableType:
    """Draw the summary. Days have their year where it runs over more than one school year's length."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = _SummaryDrawing(look, summary.language, years=summary.window.days > 370)
    parts = Parts(lambda: (part for block in summary.blocks for part in drawing.draw_block(block)))
    return limit_width(parts, look, MAX_WIDTH)


class _SummaryDrawing:
    """Draws blocks for a look, its days with their years or without."""

    def __init__(self, look: RenderOptions, language: Language, *, years: bool) -> None:
        self.look, self.marks, self.language, self.years = look, look.marks, language, years

    def draw_block(self, block: blocks.AnyBlock) -> Iterator[RenderableType]:
        """Yield a block's parts."""
        match block:
            case blocks.Heading(level=1):
                yield draw_text(block.text, "strong")
            case blocks.Heading():
                yield ""
                yield from (Text(self.marks.rule * self.look.width, "quiet"),) if block.level == 2 else ()
                number = f"{block.numbered} {self.marks.dot} " if block.numbered else ""
                style = "question" if number else "attention" if block.disagrees else "strong"
                yield Text.assemble((number, "strong"), draw_text(block.text, style))
            case blocks.Paragraph():
                label = "" if block.bare else f"{flatten_text(block.title)}: "
                words = draw_text(self._replace_glyphs(block.text), "quiet" if block.quiet else "")
                yield Text.assemble((label, "quiet"), words)
            case blocks.Quotation():
                yield Padding(draw_text(block.text, "question"), _INDENT)
            case blocks.Listing():
                yield from (Text(block.title, "quiet"),) if block.titled else ()
                yield self._draw_listing(block)
            case blocks.Table():
                yield self._draw_table(block)
            case blocks.Chart():
                yield self._draw_chart(block)
            case _:
                assert_never(block)

    def _replace_glyphs(self, text: str) -> str:
        """Return the program's own words with the glyphs this terminal has."""
        return text.replace(" · ", f" {self.marks.dot} ").replace("…", self.marks.ellipsis)

    def _draw_listing(self, listing: blocks.Listing) -> RenderableType:
        """Draw lines with their days in one quiet column; lines that have none begin where the days would."""
        if not any(line.on for line in listing.lines):
            return Group(*(Padding(self._draw_line(line), _INDENT) for line in listing.lines))
        table = Columns(Column(13 if self.years else 8, keep=True, right=True), Column())
        for line in listing.lines:
            day = self.language.spell_short(line.on, year=self.years) if line.on else ""
            table.add_row(StyledWords(day, "quiet"), self._draw_line(line))
        return table

    def _draw_line(self, line: blocks.EntryLine) -> StyledWords:
        parts = list[StyledWords]()
        for run in line.runs:
            text = f"{self.marks.dot} {run.words}" if run.role is RunRole.TAGS else run.text
            text = self._replace_glyphs(text) if run.role is RunRole.ASIDE else text
            parts.append(draw_words(text, _STYLES[run.role]))
        return join_drawn(parts, StyledWords(" "))

    def _draw_table(self, table: blocks.Table) -> RenderableType:
        """Draw a table where there is room for its columns; else each row on lines of its own."""
        if self.look.narrow or any(len(cell) > self.look.width // 2 for row in table.rows for cell in row):
            rows = list[RenderableType]()
            for first, *cells in table.list_named_cells():
                row = Group(draw_text(first, "strong"), *(Padding(draw_text(cell), _INDENT) for cell in cells))
                rows.append(Padding(row, _INDENT))
            return Group(*rows)
        heads = [draw_text(name, "quiet") for name in table.head]
        drawn = ([draw_text(first, "strong"), *map(draw_text, cells)] for first, *cells in table.rows)
        return Padding(draw_grid((heads, *drawn), "fold " * len(heads)), _INDENT)

    def _draw_chart(self, chart: blocks.Chart) -> RenderableType:
        match chart.drawn:
            case blocks.ChartKind.STRIP:
                return Group("", self._draw_month_strip(chart))
            case blocks.ChartKind.SERIES:
                return self._draw_series(chart)
            case blocks.ChartKind.TIMELINE:
                placed = (escape_unsafe(self._format_timeline_mark(mark)) for mark in chart.marks)
                marks = Text(wrap_items(placed, self.look.width - 2, "  "))  # a mark is not parted from its day
                return Group(draw_text(chart.alternative), Padding(marks, _INDENT))
            case _:
                assert_never(chart.drawn)

    def _draw_month_strip(self, chart: blocks.Chart) -> RenderableType:
        """Draw the months as bars with their counts, a table where there is room."""
        marks = chart.marks
        if len(marks) * 5 > self.look.width or self.look.narrow:
            return draw_text(f"{chart.caption}: " + ", ".join(f"{mark.what} {mark.told}" for mark in marks))
        bars = format_sparkline([0, *(mark.value or 0 for mark in marks)], self.marks)[1:]
        heads = [mark.what.split(maxsplit=1)[0] for mark in marks]
        drawn = [bar * 3 if mark.value else "" for bar, mark in zip(bars, marks, strict=True)]
        counts = [mark.told for mark in marks]
        widths = [max(3, len(head), len(count)) for head, count in zip(heads, counts, strict=True)]
        lines = (
            Text(" ".join(f"{cell:^{width}}" for cell, width in zip(cells, widths, strict=True)), style)
            for cells, style in ((heads, "quiet"), (drawn, "accent"), (counts, ""))
        )
        return Group(*lines, Text(chart.caption[:1].lower() + chart.caption[1:], "quiet"))

    def _draw_series(self, chart: blocks.Chart) -> RenderableType:
        """Draw a series' bars between its first and its latest value. One withheld leaves a gap."""
        aim = [] if chart.target is None else [chart.target]
        values = [mark.value for mark in chart.marks if mark.value is not None]
        bars = iter(format_sparkline([*values, *aim], self.marks))
        row = "".join(next(bars) if mark.value is not None else self.marks.dot for mark in chart.marks)
        first, latest = chart.marks[0], chart.marks[-1].told
        bare = first.told.partition(" (")[0].removesuffix(chart.unit).rstrip()  # without its unit, which ends the line
        begins = first.told if first.value is None else bare
        caption = draw_text(chart.caption, "quiet")
        drawn = Text.assemble(caption, "  ", begins, " ", (row, "accent"), " ", draw_text(latest))
        for value in aim:
            drawn.append(f" {self.marks.target}{next(bars)} target {format_plain_number(value)}", "quiet")
        return Padding(drawn, _INDENT)

    def _format_timeline_mark(self, mark: blocks.ChartMark) -> str:
        glyph = getattr(self.marks, _GLYPH_NAMES.get(mark.what, "decision"))
        named = mark.name or (mark.told if mark.what in ("evidence", "holiday", "quiet") else mark.what)
        decided = f" {mark.what}" if mark.name and mark.what not in _GLYPH_NAMES else ""
        day = "" if mark.what == "quiet" else f"{self.language.spell_short(mark.on, year=False)} "
        return f"{day}{glyph} {named}{decided}"


def format_summary_lines(summary: Summary) -> Iterator[str]:
    """Say the summary in plain lines: the figures of a chart, then its sentence."""
    yield f"reader: {summary.reader}"
    yield f"window: {summary.window.begin.isoformat()} to {summary.window.last.isoformat()}"
    yield from format_block_lines(summary.blocks)


def format_block_lines(told: Iterable[blocks.AnyBlock]) -> Iterator[str]:
    """Say blocks in plain lines."""
    for block in told:
        if isinstance(block, blocks.Heading) and block.level > 1:
            yield ""
        for label, text in _list_labelled_texts(block):
            first, *rest = filter(None, map(flatten_text, text.split("\n"))) or [""]
            yield f"{label}: {first}"
            yield from (f"  {line}" for line in rest)


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
