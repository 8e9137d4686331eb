"""Cycles, a line each: a table on a wide screen, else a list."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.status import CycleRow
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 120
MIN_TABLE_WIDTH = 72
"""The width from which a question has room enough beside the other columns; in less cycles are a list."""


def draw_cycle_list(rows: Sequence[CycleRow], look: RenderOptions) -> RenderableType:
    """Draw cycles with question, last day and counts of evidence and reflections; nothing where there are none."""
    columns = [Column("", width=1), Column("no", justify="right"), Column("question", ratio=1)]
    columns += [Column("state", no_wrap=True), Column("last", no_wrap=True, justify="right")]
    columns += [Column(counted, justify="right") for counted in ("evidence", "reflection")]
    table = Table(*columns, box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="quiet")
    table.width, listing = min(look.width, MAX_WIDTH), list[RenderableType]()
    for row in rows:
        cycle, last, mark = row.cycle, spell_short(row.last_on, year=True), look.marks.current if row.current else ""
        state = Text(cycle.state.value, "none" if cycle.state is CycleState.OPEN else "quiet")
        if cycle.state is CycleState.OPEN and cycle.decided and cycle.decided.decision:
            state = Text(cycle.decided.decision.value)  # the last decision says more than *open*
        if look.width < MIN_TABLE_WIDTH:
            number = Text.assemble((mark.ljust(2), "accent"), f"{cycle.number:>2} ")
            facts = f"{state.plain}, last {last}, evidence {row.evidence}, reflection {row.reflections}"
            listing.append(HangingIndent(number, draw_text(flatten_text(cycle.question))))
            listing.append(HangingIndent(Text(" " * number.cell_len), Text(facts, "quiet")))
        else:
            named = (Text(mark, "accent"), str(cycle.number), draw_one_line(cycle.question, look))
            table.add_row(*named, state, Text(last, "quiet"), str(row.evidence), str(row.reflections))
    return table if table.rows else Group(*listing)


def format_cycle_list_lines(rows: Sequence[CycleRow]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for row in rows:
        cycle, decided = row.cycle, row.cycle.decided
        yield ""
        yield from format_field_lines(
            ("cycle", f"{cycle.number}{' (current)' if row.current else ''}"),
            ("question", cycle.question),
            ("state", cycle.state),
            ("decided", f"{decided.decision}, {decided.happened_on.isoformat()}" if decided else None),
            ("last", row.last_on),
            ("evidence", row.evidence),
            ("reflections", row.reflections),
        )
