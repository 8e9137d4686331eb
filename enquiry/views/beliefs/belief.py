"""Beliefs: one whole, and all in a list with the last word that came for or against each."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.beliefs.listing import BeliefLine, list_reasons
from enquiry.insight.beliefs.trace import Reason, build_trace
from enquiry.model.belief import Belief, BeliefVersion
from enquiry.model.choices import Side
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import flatten_text
from enquiry.views.beliefs.trace import SIDES, draw_because, draw_reason, format_writer
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines, format_fields
from enquiry.views.theme import RenderOptions


def list_belief_facts(belief: Belief, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield what is known of a belief beside its words: how it is held, since when, why, and how it was put before."""
    now = belief.now
    yield "held", f"{now.held.value}, since {spell(now.on)}{format_writer(now)}"
    if because := format_because(now, journal):
        yield "because", because
    for place, version in enumerate(belief.versions[:-1], 1):
        yield f"version {place}", f"{version.text} ({version.held.words}, {spell(version.on)}{format_writer(version)})"
    for side in Side:
        for reason in list_reasons(belief, journal, side):
            if not reason.word.moved:
                yield SIDES[side], f"{reason.title}{f': {reason.word.why}' if reason.word.why else ''}"


def format_because(version: BeliefVersion, journal: Journal) -> str:
    """Return what moved a version: the names of entries, then the reason in words; nothing where none was said."""
    named = ", ".join(journal.get_name(entry) for entry in version.moved_by)
    return "; ".join(filter(None, (named, version.because)))


def draw_belief(belief: Belief, journal: Journal) -> Iterator[RenderableType]:
    """Draw a belief: its words, why, what speaks for it and against it, and how it was put before."""
    trace, now = build_trace(belief, journal), belief.now
    held = f"  {now.held.words}, since {spell(now.on)}{flatten_text(format_writer(now))}"
    yield Text.assemble((belief.name, "strong"), (held, "quiet"))
    yield draw_text(belief.text, "question")
    yield from draw_because(trace.steps[-1])
    for side in Side:
        if reasons := [one for one in list_reasons(belief, journal, side) if not one.word.moved]:
            yield from ("", Text(SIDES[side].capitalize(), "strong"))
            yield from (part for reason in reasons for part in draw_reason(reason))
    if belief.versions[1:]:
        yield from ("", Text("Before", "strong"))
    for step in reversed(trace.steps[:-1]):
        who = flatten_text(format_writer(step.version))
        day = f"  {spell_short(step.version.on, year=True)}, {step.version.held.words}{who}  "
        yield HangingIndent(Text("  "), Text.assemble(draw_text(step.version.text), (day.rstrip(), "quiet")))


def draw_beliefs(lines: Sequence[BeliefLine], look: RenderOptions) -> RenderableType:
    """Draw each belief with how it is held, and under it the last word that came for or against it."""
    drawing = list[RenderableType]()
    for line in lines:
        belief = line.belief
        held = f"{belief.held.words}, since {spell_short(belief.now.on, year=True)}"
        label = Text(f"{belief.name} {look.marks.dot} ", "strong")
        drawing += ["", HangingIndent(label, draw_text(flatten_text(belief.text), "question"))]
        drawing.append(Text(f"  {held}", "quiet"))
        if line.last:
            said = draw_one_line(format_last_word(line.last), look._replace(width=look.width - 2), "quiet")
            drawing.append(Padding(said, (0, 0, 0, 2)))
    return Group(*drawing[1:])


def format_last_word(reason: Reason) -> str:
    """Return the last word that came for or against a belief, on one line."""
    said = f": {flatten_text(reason.text)}" if reason.text else ""
    return f"last {SIDES[reason.word.side]}, {spell_short(reason.word.on, year=True)}: {reason.title}{said}"


def format_beliefs_lines(lines: Sequence[BeliefLine]) -> Iterator[str]:
    """Yield the same as plain lines."""
    for line in lines:
        belief, last = line.belief, line.last
        yield from format_field_lines(("belief", belief.name), ("text", belief.text))
        yield from format_field_lines(("held", belief.held.value), ("since", belief.now.on))
        if last:
            yield from format_field_lines((f"last {SIDES[last.word.side]}", last.title), ("day", last.word.on))
            yield from format_fields(("says", last.text))
        yield ""
