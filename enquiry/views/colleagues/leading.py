"""Leading, walked backwards: five questions, and under each what the journal holds for it, or how to add to it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.command_lines import format_command
from enquiry.dates.period import spell_short
from enquiry.insight.leading import LeadingReport, LeadingWalk, Rung, RungItem
from enquiry.views.layout import HangingIndent, draw_one_line, draw_question, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions
from enquiry.words import format_amount

MAX_WIDTH = 100
MOST = 3
"""Things that are told of each rung, the latest; of more the others are only counted."""

_NAMED = 6
"""Columns of a name."""


def draw_leading(found: LeadingReport, look: RenderOptions, *, every: bool = False) -> RenderableType:
    """Draw the walks one beneath the other; with `every` all that each rung holds, and whole."""
    look = look._replace(width=min(look.width, MAX_WIDTH), wide=look.wide or every)
    drawing = list[RenderableType]()
    for walk in found.walks:
        drawing += [""] if drawing else []
        drawing += [draw_question(walk.cycle.number, walk.cycle.question, look), *_draw_rungs(walk, look, every=every)]
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def _draw_rungs(walk: LeadingWalk, look: RenderOptions, *, every: bool) -> Iterator[RenderableType]:
    for rung in walk.rungs:
        yield ""
        yield Text(rung.asks, "strong")
        shown = rung.items if every else rung.items[-MOST:]
        if len(shown) < len(rung.items):
            yield Text(f"  {format_amount(len(rung.items) - len(shown), 'earlier', 'earlier')}", "quiet")
        yield from (_draw_item(item, look) for item in shown)
        if not rung.items:
            yield _draw_invitation(rung, look)
    yield ""
    command = format_command(walk.act)
    words, apart = "To think it through:", "   "
    if len(words) + len(apart) + len(command) > look.width:
        yield Group(Text(words, "quiet"), Text(f"  {command}", "accent"))
    else:
        yield Text.assemble((words, "quiet"), apart, (command, "accent"))


def _draw_item(item: RungItem, look: RenderOptions) -> RenderableType:
    label = Text.assemble("  ", (f"{item.name:<{_NAMED}}", "accent"), (f"{spell_short(item.on):>6}  ", "quiet"))
    words = draw_one_line(item.text, look)
    if not look.wide:
        words.truncate(max(10, look.width - label.cell_len), overflow="ellipsis")
    return HangingIndent(label, words)


def _draw_invitation(rung: Rung, look: RenderOptions) -> RenderableType:
    words, command = Text("  Nothing yet.", "quiet"), Text(format_command(rung.act), "accent")
    if words.cell_len + 3 + command.cell_len > look.width:
        return Group(words, Padding(command, (0, 0, 0, 2)))
    return Text.assemble(words, "   ", command)


def format_leading_lines(found: LeadingReport) -> Iterator[str]:
    """Yield the same as `label: value` lines, with all that each rung holds."""
    for place, walk in enumerate(found.walks):
        yield from [""] if place else []
        yield from format_field_lines(("cycle", walk.cycle.number), ("question", walk.cycle.question))
        for rung in walk.rungs:
            items = [("holds", f"{item.name}, {item.on}: {item.text}") for item in rung.items]
            nothing = None if items else f"nothing yet; {format_command(rung.act)}"
            yield from format_field_lines(("rung", rung.asks), *items, ("holds", nothing))
        yield from format_field_lines(("to think it through", format_command(walk.act)))
