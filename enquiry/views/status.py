"""The bare command: today, what matters now with the command that answers it, then the open cycles."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell
from enquiry.insight.status import Status
from enquiry.views.cycles import draw_cycle_list, format_cycle_list_lines
from enquiry.views.layout import draw_text, format_field_lines
from enquiry.views.theme import RenderOptions

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
    columns = (Column(max_width=look.width - longest - 3, overflow="fold"), Column(no_wrap=True))
    table = Table.grid(*columns, padding=(0, 3))
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
