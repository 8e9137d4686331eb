"""Asks: what would help, of whom, since when, and what became of it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.asks import AskList
from enquiry.model.entry import format_answer
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100


def draw_asks(asks: AskList, look: RenderOptions) -> RenderableType:
    """Draw the open asks, then those that were answered."""
    drawing = list[RenderableType]()
    for title, some in (("Open", asks.open), ("Answered", asks.answered)):
        if some:
            drawing += ["", Text(title, "strong")] if drawing else [Text(title, "strong")]
        for ask in some:
            name, of = Text.assemble("  ", (f"{ask.name:<6}", "accent")), f"asked of {flatten_text(ask.of)}"
            indent = Text(" " * name.cell_len)
            facts = [spell_short(ask.happened_on, year=True), *([of] if ask.of else [])]
            drawing.append(HangingIndent(name, draw_text(ask.text)))
            drawing.append(HangingIndent(indent, draw_text(f" {look.marks.dot} ".join(facts), "quiet")))
            if ask.answer:
                came = ": ".join(filter(None, (format_answer(ask), ask.came_of_it)))
                drawing.append(HangingIndent(indent, draw_text(came)))
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def format_asks_lines(asks: AskList) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for place, ask in enumerate((*asks.open, *asks.answered)):
        yield from [""] if place else []
        yield from format_field_lines(
            ("ask", ask.name),
            ("day", spell(ask.happened_on)),
            ("asked of", ask.of or None),
            ("text", ask.text),
            ("answer", format_answer(ask)),
            ("what came of it", ask.came_of_it or None),
        )
