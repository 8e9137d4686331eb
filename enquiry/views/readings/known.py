"""Readings over the years: where each stands, what it would have one see, and how that turned out."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.readings.known import KnownReading, format_trials
from enquiry.model.entry import Reading, Review, format_reference
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text, format_fields, limit_width
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100
EXPECTS = "would have you see "
_OUT_OF_SIGHT = "no longer in sight; what was said of it is left"


class ReadingsList(NamedTuple):
    """Readings to show, and the journal they stand in."""

    known: tuple[KnownReading, ...]
    journal: Journal


def draw_readings(shown: ReadingsList, look: RenderOptions) -> RenderableType:
    """Draw each reading, which has an entry at least, with its source: where it was read, and what it says."""
    drawing = list[RenderableType]()
    for known in shown.known:
        drawing += [""] if drawing else []
        if known.entries[0].authors or known.entries[0].title:  # else its words say what it is
            drawing.append(draw_text(known.label, "strong"))
        source = format_reference(known.entries[0])
        if source and flatten_text(source) != known.label:
            drawing.append(HangingIndent(Text("  "), draw_text(flatten_text(source), "quiet")))
        for entry in known.entries:
            words = draw_text(flatten_text(entry.text))
            if entry.expects:
                words = Text.assemble(words, ("\n" + EXPECTS, "quiet"), draw_text(flatten_text(entry.expects)))
            drawing += _draw_dated(entry, words, look)
        if told := format_trials(known, shown.journal):
            drawing.append(HangingIndent(Text("  "), Text(told, "quiet")))
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def draw_trials(shown: ReadingsList, look: RenderOptions) -> RenderableType:
    """Draw of each reading how it turned out, with what each review said by day, and what was never looked at."""
    drawing = list[RenderableType]()
    for known in shown.known:
        drawing += [""] if drawing else []
        told = format_trials(known, shown.journal)
        drawing.append(Text.assemble(draw_text(known.label, "strong"), f": {told}." if told else ""))
        drawing += [] if known.entries else [Text(f"  {_OUT_OF_SIGHT}", "quiet")]
        for trial in known.trials:
            group, why = flatten_text(trial.cycle.group), flatten_text(trial.said.why)
            told = f"{f', with {group}' if group else ''}{f': {why}' if why else ''}"
            words = Text.assemble((trial.word, "strong"), draw_text(told))
            drawing += _draw_dated(trial.review, words, look)
        for entry in known.open:
            words = Text.assemble(
                ("not looked at yet; ", "quiet"), (EXPECTS, "quiet"), draw_text(flatten_text(entry.expects))
            )
            drawing += _draw_dated(entry, words, look)
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def _draw_dated(dated: Reading | Review, words: Text, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw words behind the name and day of an entry; beneath them on a screen that is too narrow for both."""
    label = Text.assemble(f"  {dated.name:<5} ", (f"{spell_short(dated.happened_on, year=True):>11}  ", "quiet"))
    if 2 * label.cell_len > look.width:
        label.rstrip()
        yield label
        label = Text("    ")
    yield HangingIndent(label, words)


def format_readings_lines(shown: ReadingsList) -> Iterator[str]:
    """Yield the readings as plain lines."""
    for known in shown.known:
        source = format_reference(known.entries[0]) if known.entries else ""
        yield from format_fields(("reading", known.label), ("source", source))
        for entry in known.entries:
            yield from format_fields(("entry", f"{entry.name}, {entry.happened_on}"), ("text", entry.text))
            yield from format_fields(("would have you see", entry.expects))
        yield from format_fields(("tried", format_trials(known, shown.journal).removeprefix("tried ")))
        yield ""


def format_trials_lines(shown: ReadingsList) -> Iterator[str]:
    """Yield how they turned out as plain lines."""
    for known in shown.known:
        told = format_trials(known, shown.journal).removeprefix("tried ")
        note = "" if known.entries else _OUT_OF_SIGHT
        yield from format_fields(("reading", known.label), ("note", note), ("tried", told))
        for trial in known.trials:
            review = trial.review
            yield from format_fields(
                ("review", f"{review.name}, {review.happened_on}"), ("verdict", trial.word), ("why", trial.said.why)
            )
        for entry in known.open:
            yield from format_fields(("not looked at yet", f"{entry.name}, {EXPECTS}{flatten_text(entry.expects)}"))
        yield ""
