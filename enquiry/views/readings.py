"""Readings about to be taken in: each with the name it would have, its claim and its reference."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.model.entry import Reading, format_reference
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


def draw_reading_list(readings: Sequence[Reading], _look: RenderOptions) -> RenderableType:
    """Draw the readings one below the other."""
    return Group(*(part for reading in readings for part in _drawn(reading)))


def _drawn(reading: Reading) -> Iterator[RenderableType]:
    yield Text.assemble((reading.name, "strong"), "  ", draw_text(flatten_text(reading.text)))
    if source := format_reference(reading):
        yield Padding(draw_text(flatten_text(source), "quiet"), (0, 0, 0, 4))


def format_reading_list_lines(readings: Sequence[Reading]) -> Iterator[str]:
    """Say the same in plain lines."""
    for reading in readings:
        yield f"reading: {reading.name}"
        yield f"text: {flatten_text(reading.text)}"
        yield f"reference: {flatten_text(format_reference(reading))}"
        yield ""
