"""A look back: what was promised first, then what was asked a year ago, then this week in earlier years."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.insight.year.lookback import Asked, Earlier, LookBack, Memory, Promise
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look

WIDEST = 100
PROMISED, ASKED = "Promises whose day has come", "A year ago you were asking"


def lookback_view(back: LookBack, look: Look) -> RenderableType:
    """Draw the look back; each thing ends in the command that goes on from it."""
    width = min(look.width, WIDEST)
    drawing: list[RenderableType] = [Text(_today(back, look), "strong")]
    if back.promises:
        drawing += ["", Text(PROMISED, "strong")]
        drawing += [part for one in back.promises for part in _promise(one, width)]
    if back.asked:
        drawing += ["", Text(ASKED, "strong")]
        drawing += [part for one in back.asked for part in _asked(one, width, look)]
    for earlier in back.earlier:
        drawing += ["", said(_heading(earlier, look), "strong")]
        drawing += [part for one in earlier.memories for part in _memory(one, width)]
    return Constrain(Group(*drawing), width)


def _today(back: LookBack, look: Look) -> str:
    week = f", week {back.week}" if back.week > 0 else ""
    return f"{spell(back.today, weekday=True)} {look.marks.dot} {back.year_word} {back.year}{week}"


def _heading(earlier: Earlier, look: Look) -> str:
    when = f"week {earlier.week}" if earlier.week is not None else f"about {spell(earlier.about, year=False)}"
    return f"{earlier.year} {look.marks.dot} {when}"


def _promise(promise: Promise, width: int) -> Iterator[RenderableType]:
    yield from _with_command(said(promise.words), said(promise.text, "quiet"), promise.command, width)


def _asked(asked: Asked, width: int, look: Look) -> Iterator[RenderableType]:
    number = f"{asked.cycle} {look.marks.dot} "
    lines = [said(f"now: {one_line(asked.now)}", "quiet")] if asked.now else []
    lines += [said(one_line(asked.became), "quiet")]
    question = said(one_line(asked.question), "question")
    yield from _with_command(question, Text("\n").join(lines), asked.command, width, number)


def _memory(memory: Memory, width: int) -> Iterator[RenderableType]:
    head = Text.assemble((short(memory.on, year=True), "quiet"), f"  {memory.what}")
    yield from _with_command(head, said(memory.text), memory.command, width)


def _with_command(head: Text, beneath: Text, command: str, width: int, number: str = "") -> Iterator[RenderableType]:
    """Draw a line with its command beside it where there is room, else beneath; then what hangs under it."""
    indent, typed = Text.assemble("  ", (number, "strong")), Text(command, "accent")
    beside = indent.cell_len + head.cell_len + 3 + typed.cell_len <= width
    yield Hanging(indent, Text.assemble(head, "   ", typed) if beside else head)
    if beneath:
        yield Hanging(Text("    "), beneath)
    if not beside:
        yield Hanging(Text("    "), typed)


def lookback_lines(back: LookBack) -> Iterator[str]:
    """Say the same in plain lines."""
    yield f"today: {back.today}"
    yield f"{back.year_word}: {back.year}"
    yield from [f"week: {back.week}"] if back.week > 0 else []
    for promise in back.promises:
        yield from ("", f"promise whose day has come: {one_line(promise.words)}", f"day: {promise.on}")
        yield from (f"text: {one_line(promise.text)}", f"command: {promise.command}")
    for asked in back.asked:
        yield from ("", f"a year ago you were asking: {one_line(asked.question)}", f"cycle: {asked.cycle}")
        yield from [f"now: {one_line(asked.now)}"] if asked.now else []
        yield from (f"became: {one_line(asked.became)}", f"command: {asked.command}")
    for earlier in back.earlier:
        week = f"week {earlier.week}" if earlier.week is not None else f"about {earlier.about}"
        for memory in earlier.memories:
            yield from ("", f"earlier: {earlier.year}, {week}", f"day: {memory.on}", f"what: {memory.what}")
            yield from (f"text: {one_line(memory.text)}", f"command: {memory.command}")
