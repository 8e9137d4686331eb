"""The trace of a belief, as it is told: I used to think, now I think, because; and its reasons one by one."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.beliefs.trace import Reason, Trace, TraceStep
from enquiry.model.belief import BeliefVersion
from enquiry.model.choices import Side
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines, format_fields
from enquiry.views.theme import RenderOptions

SIDES = {Side.FOR: "for it", Side.AGAINST: "against it"}
"""On which side an entry stands, in words."""


def format_writer(version: BeliefVersion) -> str:
    """Return who put a version so, after a comma; nothing in a journal that is one person's alone."""
    return f", by {version.by}" if version.by else ""


def draw_because(step: TraceStep) -> Iterator[RenderableType]:
    """Draw what led to a version: the reason in words, then the entries that moved it."""
    if step.version.because:
        yield HangingIndent(Text("  because ", "quiet"), draw_text(step.version.because))
    for place, reason in enumerate(step.moved_by):
        label = "  because of " if not place and not step.version.because else "  and "
        yield from draw_reason(reason, label)


def draw_reason(reason: Reason, label: str = "  ") -> Iterator[RenderableType]:
    """Draw an entry with its first words on a line, and the line why beneath; `label` stands before it."""
    words = Text.assemble((f"{reason.name} ", "strong"), (f"({reason.gone})" if reason.gone else reason.kind, "quiet"))
    if reason.text:
        words.append_text(Text.assemble("  ", draw_text(flatten_text(reason.text))))
    drawn: RenderableType = HangingIndent(Text(label, "quiet"), words)
    yield drawn
    if reason.word.why and not reason.word.moved:
        yield HangingIndent(Text(" " * len(label) + "why: ", "quiet"), draw_text(reason.word.why))


def draw_trace(trace: Trace, _look: RenderOptions) -> RenderableType:
    """Draw a belief from its first version on, each step with its day, its words and what moved it."""
    drawing: list[RenderableType] = [Text(trace.belief.name, "strong")]
    for step in trace.steps:
        version, who = step.version, flatten_text(format_writer(step.version))
        drawing += [
            "",
            Text.assemble(
                (step.lead, "strong"), draw_text(f"  {spell(version.on)}, {version.held.words}{who}", "quiet")
            ),
        ]
        drawing.append(HangingIndent(Text("  "), draw_text(version.text, "question")))
        drawing += draw_because(step)
        for reason in step.said:
            label = f"  {SIDES[reason.word.side]}, {spell_short(reason.word.on, year=True)}: "
            drawing += draw_reason(reason, label)
    return Group(*drawing)


def format_trace_lines(trace: Trace) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield f"belief: {trace.belief.name}"
    for step in trace.steps:
        version = step.version
        yield ""
        yield from format_field_lines((step.lead, version.text), ("day", version.on))
        yield from format_field_lines(("held", version.held.value))
        yield from format_fields(("because", version.because), ("written by", version.by))
        for reason in step.moved_by:
            yield from _format_reason_lines("because of", reason)
        for reason in step.said:
            yield from _format_reason_lines(SIDES[reason.word.side], reason)


def _format_reason_lines(label: str, reason: Reason) -> Iterator[str]:
    yield from format_field_lines((label, reason.title), ("said", reason.word.on))
    yield from format_fields(("why", "" if reason.word.moved else reason.word.why), ("says", reason.text))
