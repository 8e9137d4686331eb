"""Leading, walked backwards: five questions, and under each what the journal holds for it, or how to add to it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.acts import Act
from enquiry.command_lines import format_command
from enquiry.dates.period import spell_short
from enquiry.insight.leading import LeadingReport, LeadingWalk
from enquiry.views.layout import HangingIndent, draw_one_line, draw_question, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
MOST = 3
"""Things that are told of each rung, the latest; of more the others are only counted."""


def draw_leading(found: LeadingReport, look: RenderOptions, *, every: bool = False) -> RenderableType:
    """Draw the walks one beneath the other; with `every` all that each rung holds, and whole."""
    look = look._replace(width=min(look.width, MAX_WIDTH), wide=look.wide or every)
    drawing = list[RenderableType]()
    for walk in found.walks:
        drawing += [""] if drawing else []
        drawing += [draw_question(walk.cycle.number, walk.cycle.question, look), *_draw_rungs(walk, look, every=every)]
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def _draw_rungs(walk: LeadingWalk, look: RenderOptions, *, every: bool) -> Iterator[RenderableType]:
    """Draw what is asked, and under it the latest that there is; the command that adds to it where there is nothing."""
    for rung in walk.rungs:
        yield from ("", Text(rung.asks, "strong"))
        shown = rung.items if every else rung.items[-MOST:]
        if earlier := len(rung.items) - len(shown):
            yield Text(f"  {earlier} earlier", "quiet")
        for item in shown:
            day = (f"{spell_short(item.on):>6}  ", "quiet")
            label, words = Text.assemble("  ", (f"{item.name:<6}", "accent"), day), draw_one_line(item.text, look)
            if not look.wide:
                words.truncate(max(10, look.width - label.cell_len), overflow="ellipsis")
            yield HangingIndent(label, words)
        if not rung.items:
            yield _draw_beside("  Nothing yet.", rung.act, look)
    yield ""
    yield _draw_beside("To think it through:", walk.act, look)


def _draw_beside(words: str, act: Act, look: RenderOptions) -> RenderableType:
    """Draw an act's command beside quiet words, or beneath them where there is no room."""
    told, command = Text(words, "quiet"), Text(format_command(act), "accent")
    if told.cell_len + 3 + command.cell_len > look.width:
        return Group(told, Padding(command, (0, 0, 0, 2)))
    return Text.assemble(told, "   ", command)


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
