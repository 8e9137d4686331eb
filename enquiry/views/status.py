"""The bare command: today, what matters now with the command that answers it, then the open cycles."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.status import Status
from enquiry.unsafe_chars import flatten_text
from enquiry.views.cycles import draw_cycle_list, format_cycle_list_lines
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

WELCOME = (
    ("Ask a question about learning in your own practice:", 'enquiry start "What happens when …?"'),
    ("Or keep a line for later:", "enquiry note …"),
    ("Or look around in a sample journal first:", "enquiry demo"),
)


def draw_status(now: Status, look: RenderOptions) -> RenderableType:
    """Draw where the journal stands."""
    drawing: list[RenderableType] = [draw_text(_today(now, look), "strong"), ""]
    if now.empty and not now.matters:
        return Group(*drawing, Text("Nothing is written yet."), "", _draw_notices(WELCOME, look))
    if now.matters:
        drawing += [_draw_notices([(matter.words, matter.command) for matter in now.matters], look), ""]
    if now.rows:
        drawing.append(draw_cycle_list(now.rows, look))
    else:
        drawing.append(_draw_notices([("No cycle is open.", 'enquiry start "What happens when …?"')], look))
    return Group(*drawing)


def _today(now: Status, look: RenderOptions) -> str:
    week = f", week {now.week}" if now.week > 0 else ""
    return f"{spell(now.today, weekday=True)} {look.marks.dot} {now.year_word} {now.year}{week}"


def _draw_notices(pairs: Sequence[tuple[str, str]], look: RenderOptions) -> RenderableType:
    """Draw words with the commands that answer them: beside them where there is room, else beneath."""
    longest = max(len(command) for _, command in pairs)
    if look.width - longest < 36:
        return Group(*(Text.assemble(draw_text(words), (f"\n  {command}", "accent")) for words, command in pairs))
    table = Table.grid(padding=(0, 3))
    table.add_column(max_width=look.width - longest - 3, overflow="fold")
    table.add_column(no_wrap=True)
    for words, command in pairs:
        table.add_row(draw_text(words), Text(command, "accent"))
    return table


def format_status_lines(now: Status) -> Iterator[str]:
    """Say where the journal stands in plain lines."""
    yield f"today: {now.today.isoformat()}"
    yield f"{now.year_word}: {now.year}"
    if now.week > 0:
        yield f"week: {now.week}"
    for matter in now.matters:
        yield f"matter: {flatten_text(matter.words)}"
        yield f"command: {matter.command}"
    if now.empty:
        for words, command in WELCOME:
            yield f"begin: {words} {command}"
    yield f"inbox: {now.waiting}"
    yield from format_cycle_list_lines(now.rows)
