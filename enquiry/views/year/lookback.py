"""A look back: what was promised first, then what was asked a year ago, then this week in earlier years."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text

from enquiry.acts import Act
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_short
from enquiry.insight.year.lookback import DuePromise, EarlierYear, LookBack, PastItem, PastQuestion
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
PROMISES_TITLE, PAST_QUESTIONS_TITLE = "Promises whose day has come", "A year ago you were asking"


def draw_lookback(back: LookBack, look: RenderOptions) -> RenderableType:
    """Draw the look back; each thing ends in the command that goes on from it."""
    width = min(look.width, MAX_WIDTH)
    drawing: list[RenderableType] = [Text(_today(back, look), "strong")]
    if back.promises:
        drawing += ["", Text(PROMISES_TITLE, "strong")]
        drawing += [part for one in back.promises for part in _promise(one, width)]
    if back.asked:
        drawing += ["", Text(PAST_QUESTIONS_TITLE, "strong")]
        drawing += [part for one in back.asked for part in _asked(one, width, look)]
    for earlier in back.earlier:
        drawing += ["", draw_text(_heading(earlier, look), "strong")]
        drawing += [part for one in earlier.memories for part in _memory(one, width)]
    return Constrain(Group(*drawing), width)


def _today(back: LookBack, look: RenderOptions) -> str:
    week = f", week {back.week}" if back.week > 0 else ""
    return f"{spell(back.today, weekday=True)} {look.marks.dot} {back.year_word} {back.year}{week}"


def _heading(earlier: EarlierYear, look: RenderOptions) -> str:
    when = f"week {earlier.week}" if earlier.week is not None else f"about {spell(earlier.about, year=False)}"
    return f"{earlier.year} {look.marks.dot} {when}"


def _promise(promise: DuePromise, width: int) -> Iterator[RenderableType]:
    yield from _draw_with_command(draw_text(promise.words), draw_text(promise.text, "quiet"), promise.act, width)


def _asked(asked: PastQuestion, width: int, look: RenderOptions) -> Iterator[RenderableType]:
    number = f"{asked.cycle} {look.marks.dot} "
    lines = [draw_text(f"now: {flatten_text(asked.now)}", "quiet")] if asked.now else []
    lines += [draw_text(flatten_text(asked.became), "quiet")]
    question = draw_text(flatten_text(asked.question), "question")
    yield from _draw_with_command(question, Text("\n").join(lines), asked.act, width, number)


def _memory(memory: PastItem, width: int) -> Iterator[RenderableType]:
    head = Text.assemble((spell_short(memory.on, year=True), "quiet"), f"  {memory.what}")
    yield from _draw_with_command(head, draw_text(memory.text), memory.act, width)


def _draw_with_command(head: Text, beneath: Text, act: Act, width: int, number: str = "") -> Iterator[RenderableType]:
    """Draw a line with its command beside it where there is room, else beneath; then what hangs under it."""
    indent, typed = Text.assemble("  ", (number, "strong")), Text(format_command(act), "accent")
    beside = indent.cell_len + head.cell_len + 3 + typed.cell_len <= width
    yield HangingIndent(indent, Text.assemble(head, "   ", typed) if beside else head)
    if beneath:
        yield HangingIndent(Text("    "), beneath)
    if not beside:
        yield HangingIndent(Text("    "), typed)


def format_lookback_lines(back: LookBack) -> Iterator[str]:
    """Say the same in plain lines."""
    yield f"today: {back.today}"
    yield f"{back.year_word}: {back.year}"
    yield from [f"week: {back.week}"] if back.week > 0 else []
    for promise in back.promises:
        yield from ("", f"promise whose day has come: {flatten_text(promise.words)}", f"day: {promise.on}")
        yield from (f"text: {flatten_text(promise.text)}", f"command: {format_command(promise.act)}")
    for asked in back.asked:
        yield from ("", f"a year ago you were asking: {flatten_text(asked.question)}", f"cycle: {asked.cycle}")
        yield from [f"now: {flatten_text(asked.now)}"] if asked.now else []
        yield from (f"became: {flatten_text(asked.became)}", f"command: {format_command(asked.act)}")
    for earlier in back.earlier:
        week = f"week {earlier.week}" if earlier.week is not None else f"about {earlier.about}"
        for memory in earlier.memories:
            yield from ("", f"earlier: {earlier.year}, {week}", f"day: {memory.on}", f"what: {memory.what}")
            yield from (f"text: {flatten_text(memory.text)}", f"command: {format_command(memory.act)}")
