"""Cycles, a line each: a table where there is room, else a list."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.insight.status import Row
from enquiry.model.choices import State
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said, said_briefly
from enquiry.views.theme import Look

WIDEST = 120
LEAST = 72
"""The width from which a question has room enough beside the other columns; in less cycles are a list."""


def rows_view(rows: Sequence[Row], look: Look) -> RenderableType:
    """Draw cycles with question, last day and counts of evidence and reflections; nothing where there are none."""
    if not rows:
        return Group()
    if look.width < LEAST:
        return Group(*(part for row in rows for part in _stacked(row, look)))
    table = Table(box=None, width=min(look.width, WIDEST), padding=(0, 1, 0, 0), pad_edge=False, header_style="quiet")
    table.add_column("", width=1)
    table.add_column("no", justify="right")
    table.add_column("question", ratio=1)
    table.add_column("state", no_wrap=True)
    table.add_column("last", no_wrap=True, justify="right")
    table.add_column("evidence", justify="right")
    table.add_column("reflection", justify="right")
    for row in rows:
        table.add_row(
            Text(_mark(row, look), "accent"),
            str(row.cycle.number),
            said_briefly(row.cycle.question, look),
            _state(row),
            Text(short(row.last_on, year=True), "quiet"),
            str(row.evidence),
            str(row.reflections),
        )
    return table


def _stacked(row: Row, look: Look) -> Iterator[RenderableType]:
    number = Text.assemble((_mark(row, look).ljust(2), "accent"), f"{row.cycle.number:>2} ")
    yield Hanging(number, said(one_line(row.cycle.question)))
    last = short(row.last_on, year=True)
    facts = f"{_state(row).plain}, last {last}, evidence {row.evidence}, reflection {row.reflections}"
    yield Hanging(Text(" " * number.cell_len), Text(facts, "quiet"))


def _mark(row: Row, look: Look) -> str:
    return look.marks.current if row.current else ""


def _state(row: Row) -> Text:
    """Return the last decision where there is one, since it says more than *open*."""
    decided = row.cycle.decided
    if row.cycle.state is State.OPEN and decided and decided.decision:
        return Text(decided.decision.value)
    return Text(row.cycle.state.value, "none" if row.cycle.state is State.OPEN else "quiet")


def rows_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Say the same in plain lines."""
    for row in rows:
        yield ""
        yield f"cycle: {row.cycle.number}{' (current)' if row.current else ''}"
        yield f"question: {one_line(row.cycle.question)}"
        yield f"state: {row.cycle.state}"
        if row.cycle.decided:
            yield f"decided: {row.cycle.decided.decision}, {row.cycle.decided.happened_on.isoformat()}"
        yield f"last: {row.last_on.isoformat()}"
        yield f"evidence: {row.evidence}"
        yield f"reflections: {row.reflections}"
