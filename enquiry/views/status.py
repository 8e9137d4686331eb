"""The bare command: today, what matters now with the command that answers it, then the open cycles, a line each."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_short
from enquiry.insight.status import CycleRow, Status
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text
from enquiry.views.columns import Column, Columns
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 120
MIN_TABLE_WIDTH = 72
"""The width from which a question has room enough beside the other columns; in less cycles are a list."""

START_COMMAND = format_command(Act(ActKind.ASK_QUESTION))
WELCOME = (
    ("Ask a question about learning in your own practice:", START_COMMAND),
    ("Or keep a line for later:", "enquiry note …"),
    ("Or look around in a sample journal first:", "enquiry demo"),
)


def draw_status(now: Status, look: RenderOptions) -> RenderableType:
    """Draw where the journal stands."""
    week = f", week {now.week}" if now.week > 0 else ""
    today = f"{spell(now.today, weekday=True)} {look.marks.dot} {now.year_word} {now.year}{week}"
    guess = (f" (typical {now.guess})", "quiet") if now.guess else ""
    drawing: list[RenderableType] = [Text.assemble(draw_text(today, "strong"), guess), ""]
    if now.empty and not now.matters:
        return Group(*drawing, Text("Nothing is written yet."), "", _draw_notices(WELCOME, look))
    if now.matters:
        drawing += [_draw_notices([(one.words, format_command(one.act)) for one in now.matters], look), ""]
    if now.rows:
        return Group(*drawing, draw_cycle_list(now.rows, look))
    return Group(*drawing, _draw_notices([("No cycle is open.", START_COMMAND)], look))


def _draw_notices(pairs: Sequence[tuple[str, str]], look: RenderOptions) -> RenderableType:
    """Draw words with the commands that answer them: beside them on a wide screen, else beneath."""
    longest = max(len(command) for _, command in pairs)
    if look.width - longest < 36:
        return Group(*(Text.assemble(draw_text(words), (f"\n  {command}", "accent")) for words, command in pairs))
    table = Columns(Column(), Column(keep=True), gap=3)
    for words, command in pairs:
        table.add_row(draw_text(words), Text(command, "accent"))
    return table


def format_status_lines(now: Status) -> Iterator[str]:
    """Yield where the journal stands as `label: value` lines."""
    week = now.week if now.week > 0 else None
    guess = f"typical {now.guess}" if now.guess else None
    yield from format_field_lines(("today", now.today), (now.year_word, now.year), ("week", week), ("dates", guess))
    for notice in now.matters:
        yield from format_field_lines(("matter", notice.words), ("command", format_command(notice.act)))
    yield from format_field_lines(*(("begin", " ".join(pair)) for pair in WELCOME if now.empty))
    yield f"inbox: {now.waiting}"
    yield from format_cycle_list_lines(now.rows)


def draw_cycle_list(rows: Sequence[CycleRow], look: RenderOptions) -> RenderableType:
    """Draw cycles with question, last day and counts of evidence and reflections; nothing where there are none."""
    counted = Column(keep=True, right=True)
    columns = (Column(1), counted, Column(fills=True), Column(keep=True), counted, counted, counted)
    table, listing = Columns(*columns, gap=1), list[RenderableType]()
    heads = ("", "no", "question", "state", "last", "evidence", "reflection")
    table.add_row(*(Text(head, "quiet") for head in heads))
    for row in rows:
        cycle, last, mark = (
            row.cycle,
            spell_short(row.cycle.last_on, year=True),
            look.marks.current if row.current else "",
        )
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
    return Group(*listing) if listing or not rows else Constrain(table, min(look.width, MAX_WIDTH))


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
            ("last", cycle.last_on),
            ("evidence", row.evidence),
            ("reflections", row.reflections),
        )
