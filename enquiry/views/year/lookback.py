"""A look back: what was promised first, then what was asked a year ago, then this week in earlier years."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text

from enquiry.acts import Act
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_short
from enquiry.insight.year.lookback import LookBack
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_fields
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100


def draw_lookback(back: LookBack, look: RenderOptions) -> RenderableType:
    """Draw the look back; each thing ends in the command that goes on from it."""
    width, dot = min(look.width, MAX_WIDTH), look.marks.dot
    week = f", week {back.week}" if back.week > 0 else ""
    drawing: list[RenderableType] = [
        Text(f"{spell(back.today, weekday=True)} {dot} {back.year_word} {back.year}{week}", "strong")
    ]
    drawing += ["", Text("Promises whose day has come", "strong")] if back.promises else []
    for promise in back.promises:
        words = draw_text(promise.words), draw_text(promise.text, "quiet")
        drawing += _draw_with_command(*words, promise.act, width)
    drawing += ["", Text("A year ago you were asking", "strong")] if back.asked else []
    for asked in back.asked:
        lines = [draw_text(f"now: {flatten_text(asked.now)}", "quiet")] if asked.now else []
        lines += [draw_text(flatten_text(asked.became), "quiet")]
        question = draw_text(flatten_text(asked.question), "question")
        number = f"{asked.cycle} {dot} "
        drawing += _draw_with_command(question, Text("\n").join(lines), asked.act, width, number)
    drawing += ["", Text("A year ago you asked for", "strong")] if back.asks else []
    for ask in back.asks:
        of = f"asked of {flatten_text(ask.of)}: {flatten_text(ask.became)}" if ask.of else flatten_text(ask.became)
        drawing += _draw_with_command(draw_text(ask.text), draw_text(of, "quiet"), ask.act, width, f"{ask.name} {dot} ")
    drawing += ["", Text("You believed, a year ago", "strong")] if back.believed else []
    for belief in back.believed:
        lines = [draw_text(f"now: {flatten_text(belief.now)}", "quiet")] if belief.now else []
        lines += [Text(belief.held.words, "quiet")]
        held = draw_text(flatten_text(belief.text), "question")
        drawing += _draw_with_command(held, Text("\n").join(lines), belief.act, width, f"{belief.belief} {dot} ")
    for earlier in back.earlier:
        when = f"week {earlier.week}" if earlier.week is not None else f"about {spell(earlier.about, year=False)}"
        drawing += ["", draw_text(f"{earlier.year} {dot} {when}", "strong")]
        for memory in earlier.memories:
            head = Text.assemble((spell_short(memory.on, year=True), "quiet"), f"  {memory.what}")
            drawing += _draw_with_command(head, draw_text(memory.text), memory.act, width)
    return Constrain(Group(*drawing), width)


def _draw_with_command(head: Text, beneath: Text, act: Act, width: int, number: str = "") -> Iterator[RenderableType]:
    """Draw a line with its command beside it where it fits, else beneath; then the indented words."""
    indent, typed = Text.assemble("  ", (number, "strong")), Text(format_command(act), "accent")
    beside = indent.cell_len + head.cell_len + 3 + typed.cell_len <= width
    yield HangingIndent(indent, Text.assemble(head, "   ", typed) if beside else head)
    if beneath:
        yield HangingIndent(Text("    "), beneath)
    if not beside:
        yield HangingIndent(Text("    "), typed)


def format_lookback_lines(back: LookBack) -> Iterator[str]:
    """Yield the same as plain lines."""
    week = back.week if back.week > 0 else None
    yield from format_fields(("today", back.today), (back.year_word, back.year), ("week", week))
    for promise in back.promises:
        yield from ("", f"promise whose day has come: {flatten_text(promise.words)}", f"day: {promise.on}")
        yield from (f"text: {flatten_text(promise.text)}", f"command: {format_command(promise.act)}")
    for asked in back.asked:
        yield from ("", f"a year ago you were asking: {flatten_text(asked.question)}")
        yield from format_fields(("cycle", asked.cycle), ("now", asked.now))
        yield from (f"became: {flatten_text(asked.became)}", f"command: {format_command(asked.act)}")
    for ask in back.asks:
        yield from ("", f"a year ago you asked for: {flatten_text(ask.text)}")
        yield from format_fields(("ask", ask.name), ("day", ask.on), ("asked of", ask.of))
        yield from (f"became: {flatten_text(ask.became)}", f"command: {format_command(ask.act)}")
    for belief in back.believed:
        yield from ("", f"you believed, a year ago: {flatten_text(belief.text)}")
        yield from format_fields(("belief", belief.belief), ("now", belief.now), ("held", belief.held.words))
        yield f"command: {format_command(belief.act)}"
    for earlier in back.earlier:
        when = f"week {earlier.week}" if earlier.week is not None else f"about {earlier.about}"
        for memory in earlier.memories:
            yield from ("", f"earlier: {earlier.year}, {when}", f"day: {memory.on}", f"what: {memory.what}")
            yield from (f"text: {flatten_text(memory.text)}", f"command: {format_command(memory.act)}")
