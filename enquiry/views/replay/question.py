"""The life of a question: every version with its day, why it came, and what was written just before."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.replay.question import QuestionChange, QuestionLife
from enquiry.model.entry import AnyEntry
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines, format_fields
from enquiry.views.theme import RenderOptions


def draw_question_life(life: QuestionLife, look: RenderOptions) -> RenderableType:
    """Draw the versions one beneath the other; what stood before each is a line, which `show` opens."""
    parts = list[RenderableType]()
    for change in life.changes:
        here = f"{look.marks.current} " if change.cycle == life.asked else "  "
        day = (f"{spell(change.on)} {look.marks.dot} {_format_event(change)}", "quiet")
        parts += [""] if parts else []
        if change.before:
            line = f"after {change.before.name} {change.before.kind} {look.marks.dot} {_get_words(change.before)}"
            parts.append(Padding(draw_one_line(line, look, "quiet"), (0, 0, 0, 2)))
        parts.append(HangingIndent(Text(here, "accent"), Text.assemble(day)))
        parts.append(Padding(draw_text(flatten_text(change.text), "question"), (0, 0, 0, 2)))
    return Group(*parts)


def _get_words(entry: AnyEntry) -> str:
    """Return an entry's text, or what it decided where it has none."""
    return entry.text or str(getattr(entry, "decision", None) or "without a text")


def _format_event(change: QuestionChange) -> str:
    """Return what happened to the question: asked, grown from another, or refined, and why."""
    if change.first:
        grew = f", grew from {change.grew_from}" if change.grew_from else ""
        return f"cycle {change.cycle}{grew}"
    because = f", because {flatten_text(change.because)}" if change.because else ""
    return f"refined{because}"


def list_earlier_questions(changes: Iterable[QuestionChange], cycle: int) -> Iterator[str]:
    """Yield how a cycle was asked before, version by version: until when, after which entry and why it changed."""
    own = [one for one in changes if one.cycle == cycle]
    for earlier, change in pairwise(own):
        because = f", because {flatten_text(change.because)}" if change.because else ""
        after = f" after {change.before.name}" if change.before else ""
        until = spell_short(change.on, year=True)
        yield f"until {until} “{flatten_text(earlier.text)}”; refined{after}{because}"


def format_question_life_lines(life: QuestionLife) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for change in life.changes:
        before = change.before and f"{change.before.name} {change.before.kind}: {_get_words(change.before)}"
        yield from format_field_lines(("after", before), ("day", change.on), ("cycle", change.cycle))
        yield from format_fields(("grew from", change.grew_from or ""), ("refined because", change.because))
        yield from (f"question: {flatten_text(change.text)}", "")
