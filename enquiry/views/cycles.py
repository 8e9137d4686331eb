"""Cycles, a line each: a table where there is room, else a list."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.status import CycleRow
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_one_line, draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 120
MIN_TABLE_WIDTH = 72
"""The width from which a question has room enough beside the other columns; in less cycles are a list."""


def draw_cycle_list(rows: Sequence[CycleRow], look: RenderOptions) -> RenderableType:
    """Draw cycles with question, last day and counts of evidence and reflections; nothing where there are none."""
    if not rows:
        return Group()
    if look.width < MIN_TABLE_WIDTH:
        return Group(*(part for row in rows for part in _stacked(row, look)))
    table = Table(
        box=None, width=min(look.width, MAX_WIDTH), padding=(0, 1, 0, 0), pad_edge=False, header_style="quiet"
    )
    table.add_column("", width=1)
    table.add_column("no", justify="right")
    table.add_column("question", ratio=1)
    table.add_column("state", no_wrap=True)
    table.add_column("last", no_wrap=True, justify="right")
    table.add_column("evidence", justify="right")
    table.add_column("reflection", justify="right")
    for row in rows:
        table.add_row(
            Text(_choose_cycle_mark(row, look), "accent"),
            str(row.cycle.number),
            draw_one_line(row.cycle.question, look),
            _draw_cycle_state(row),
            Text(spell_short(row.last_on, year=True), "quiet"),
            str(row.evidence),
            str(row.reflections),
        )
    return table


def _stacked(row: CycleRow, look: RenderOptions) -> Iterator[RenderableType]:
    number = Text.assemble((_choose_cycle_mark(row, look).ljust(2), "accent"), f"{row.cycle.number:>2} ")
    yield HangingIndent(number, draw_text(flatten_text(row.cycle.question)))
    last = spell_short(row.last_on, year=True)
    facts = f"{_draw_cycle_state(row).plain}, last {last}, evidence {row.evidence}, reflection {row.reflections}"
    yield HangingIndent(Text(" " * number.cell_len), Text(facts, "quiet"))


def _choose_cycle_mark(row: CycleRow, look: RenderOptions) -> str:
    return look.marks.current if row.current else ""


def _draw_cycle_state(row: CycleRow) -> Text:
    """Return the last decision where there is one, since it says more than *open*."""
    decided = row.cycle.decided
    if row.cycle.state is CycleState.OPEN and decided and decided.decision:
        return Text(decided.decision.value)
    return Text(row.cycle.state.value, "none" if row.cycle.state is CycleState.OPEN else "quiet")


def format_cycle_list_lines(rows: Sequence[CycleRow]) -> Iterator[str]:
    """Say the same in plain lines."""
    for row in rows:
        yield ""
        yield f"cycle: {row.cycle.number}{' (current)' if row.current else ''}"
        yield f"question: {flatten_text(row.cycle.question)}"
        yield f"state: {row.cycle.state}"
        if row.cycle.decided:
            yield f"decided: {row.cycle.decided.decision}, {row.cycle.decided.happened_on.isoformat()}"
        yield f"last: {row.last_on.isoformat()}"
        yield f"evidence: {row.evidence}"
        yield f"reflections: {row.reflections}"
