"""Readings about to be taken in: each with the name it would have, its claim and its reference."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.model.entry import Reading, reference
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look


def readings_view(readings: Sequence[Reading], _look: Look) -> RenderableType:
    """Draw the readings one below the other."""
    return Group(*(part for reading in readings for part in _drawn(reading)))


def _drawn(reading: Reading) -> Iterator[RenderableType]:
    yield Text.assemble((reading.name, "strong"), "  ", said(one_line(reading.text)))
    if source := reference(reading):
        yield Padding(said(one_line(source), "quiet"), (0, 0, 0, 4))


def readings_lines(readings: Sequence[Reading]) -> Iterator[str]:
    """Say the same in plain lines."""
    for reading in readings:
        yield f"reading: {reading.name}"
        yield f"text: {one_line(reading.text)}"
        yield f"reference: {one_line(reference(reading))}"
        yield ""
