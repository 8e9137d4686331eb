"""Beliefs: one whole, all in a list, and the trace of one as it is told: I used to think, now I think, because."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.beliefs.trace import (
    BeliefLine,
    Reason,
    Trace,
    TraceStep,
    build_trace,
    list_reasons,
)
from enquiry.model.belief import Belief, BeliefVersion
from enquiry.model.choices import Held, Side
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines, format_fields
from enquiry.views.theme import RenderOptions

HOLDINGS = {Held.FIRMLY: "held firmly", Held.ON_TRIAL: "on trial", Held.GIVEN_UP: "given up"}
"""How a belief is held, in words."""

_SIDES = {Side.FOR: "for it", Side.AGAINST: "against it"}


def list_belief_facts(belief: Belief, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield what is known of a belief beside its words: how it is held, since when, why, and how it was put before."""
    now = belief.now
    yield "held", f"{HOLDINGS[now.held]}, since {spell(now.on)}"
    if because := format_because(now, journal):
        yield "because", because
    for place, version in enumerate(belief.versions[:-1], 1):
        yield f"version {place}", f"{version.text} ({HOLDINGS[version.held]}, {spell(version.on)})"
    for side in Side:
        for reason in list_reasons(belief, journal, side):
            if not reason.word.moved:
                yield _SIDES[side], f"{reason.title}{f', since {reason.word.why}' if reason.word.why else ''}"


def format_because(version: BeliefVersion, journal: Journal) -> str:
    """Return what moved a version: the names of entries, then the reason in words; nothing where none was said."""
    named = ", ".join(journal.get_name(entry) for entry in version.moved_by)
    return "; ".join(filter(None, (named, version.because)))


def draw_belief(belief: Belief, journal: Journal) -> Iterator[RenderableType]:
    """Draw a belief: its words, why, what speaks for it and against it, and how it was put before."""
    trace, now = build_trace(belief, journal), belief.now
    held = f"  {HOLDINGS[now.held]}, since {spell(now.on)}"
    yield Text.assemble((belief.name, "strong"), (held, "quiet"))
    yield draw_text(belief.text, "question")
    yield from _draw_because(trace.steps[-1])
    for side in Side:
        if reasons := [one for one in list_reasons(belief, journal, side) if not one.word.moved]:
            yield from ("", Text(_SIDES[side].capitalize(), "strong"))
            yield from (part for reason in reasons for part in _draw_reason(reason))
    if belief.versions[1:]:
        yield from ("", Text("Before", "strong"))
    for step in reversed(trace.steps[:-1]):
        day = f"  {spell_short(step.version.on, year=True)}, {HOLDINGS[step.version.held]}  "
        yield HangingIndent(Text("  "), Text.assemble(draw_text(step.version.text), (day.rstrip(), "quiet")))


def _draw_because(step: TraceStep) -> Iterator[RenderableType]:
    """Draw what led to a version: the reason in words, then the entries that moved it."""
    if step.version.because:
        yield HangingIndent(Text("  because ", "quiet"), draw_text(step.version.because))
    for place, reason in enumerate(step.moved_by):
        label = "  because of " if not place and not step.version.because else "  and "
        yield from _draw_reason(reason, label)


def _draw_reason(reason: Reason, label: str = "  ") -> Iterator[RenderableType]:
    """Draw an entry with its first words on a line, and the line why beneath; `label` stands before it."""
    words = Text.assemble((f"{reason.name} ", "strong"), (f"({reason.gone})" if reason.gone else reason.kind, "quiet"))
    if reason.text:
        words.append_text(Text.assemble("  ", draw_text(flatten_text(reason.text))))
    drawn: RenderableType = HangingIndent(Text(label, "quiet"), words)
    yield drawn
    if reason.word.why and not reason.word.moved:
        yield HangingIndent(Text(" " * len(label) + "since ", "quiet"), draw_text(reason.word.why))


# --- All of them


def draw_beliefs(lines: Sequence[BeliefLine], look: RenderOptions) -> RenderableType:
    """Draw each belief with how it is held, and under it the last word that came for or against it."""
    drawing = list[RenderableType]()
    for line in lines:
        belief = line.belief
        held = f"{HOLDINGS[belief.held]}, since {spell_short(belief.now.on, year=True)}"
        label = Text(f"{belief.name} {look.marks.dot} ", "strong")
        drawing += ["", HangingIndent(label, draw_text(flatten_text(belief.text), "question"))]
        drawing.append(Text(f"  {held}", "quiet"))
        if line.last:
            drawing.append(draw_one_line(f"  {format_last_word(line.last)}", look, "quiet"))
    return Group(*drawing[1:])


def format_last_word(reason: Reason) -> str:
    """Return the last word that came for or against a belief, on one line."""
    said = f": {flatten_text(reason.text)}" if reason.text else ""
    return f"last {_SIDES[reason.word.side]}, {spell_short(reason.word.on, year=True)}: {reason.title}{said}"


def format_beliefs_lines(lines: Sequence[BeliefLine]) -> Iterator[str]:
    """Yield the same as plain lines."""
    for line in lines:
        belief, last = line.belief, line.last
        yield from format_field_lines(("belief", belief.name), ("text", belief.text))
        yield from format_field_lines(("held", HOLDINGS[belief.held]), ("since", belief.now.on))
        if last:
            yield from format_field_lines((f"last {_SIDES[last.word.side]}", last.title), ("day", last.word.on))
            yield from format_fields(("says", last.text))
        yield ""


# --- How one came to be what it is


def draw_trace(trace: Trace, _look: RenderOptions) -> RenderableType:
    """Draw a belief from its first version on, each step with its day, its words and what moved it."""
    drawing: list[RenderableType] = [Text(trace.belief.name, "strong")]
    for step in trace.steps:
        version = step.version
        drawing += [
            "",
            Text.assemble((step.lead, "strong"), (f"  {spell(version.on)}, {HOLDINGS[version.held]}", "quiet")),
        ]
        drawing.append(HangingIndent(Text("  "), draw_text(version.text, "question")))
        drawing += _draw_because(step)
        for reason in step.said:
            label = f"  {_SIDES[reason.word.side]}, {spell_short(reason.word.on, year=True)}: "
            drawing += _draw_reason(reason, label)
    return Group(*drawing)


def format_trace_lines(trace: Trace) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield f"belief: {trace.belief.name}"
    for step in trace.steps:
        version = step.version
        yield ""
        yield from format_field_lines((step.lead, version.text), ("day", version.on))
        yield from format_field_lines(("held", HOLDINGS[version.held]))
        yield from format_fields(("because", version.because))
        for reason in step.moved_by:
            yield from _format_reason_lines("because of", reason)
        for reason in step.said:
            yield from _format_reason_lines(_SIDES[reason.word.side], reason)


def _format_reason_lines(label: str, reason: Reason) -> Iterator[str]:
    yield from format_field_lines((label, reason.title), ("said", reason.word.on))
    yield from format_fields(("since", "" if reason.word.moved else reason.word.why), ("says", reason.text))
