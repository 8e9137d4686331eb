"""The sample journals on the day each was left, their screens drawn and measured, and what must stand in a drawing."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import RenderableType

from enquiry.dates.calendar import Calendar
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import load_sample, read_sample
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.unsafe_chars import flatten_text
from enquiry.views.theme import ASCII, UNICODE, Glyphs, RenderOptions
from tests.conftest import render

Snapshot = Callable[[str, str], None]


class Visit(NamedTuple):
    """A sample journal, its calendar, and the day of the visit."""

    journal: Journal
    calendar: Calendar
    today: date


@lru_cache
def visit(name: str) -> Visit:
    """Return a sample as it is looked at on the day it was left."""
    journal, as_at = load_exported_journal(read_sample(name), name), load_sample(name).as_at
    assert as_at
    return Visit(journal, load_calendar(journal.settings.calendar, Path("nowhere")), as_at)


def drawn(view: Callable[[RenderOptions], RenderableType], width: int, marks: Glyphs = UNICODE) -> str:
    """Return a picture, having measured that it keeps within its width and ends its lines."""
    picture = render(view(RenderOptions(width, marks)), width)
    lines = picture.splitlines()
    assert not [line for line in lines if cell_len(line) > width]
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if marks is ASCII and set(line) & set("".join(UNICODE)) - set("·…«»–")]
    assert "\n\n\n" not in picture
    return picture


def plain(lines: Iterable[str]) -> str:
    """Return plain lines as one text."""
    return "".join(f"{line}\n" for line in lines)


def find_cut_words(picture: str, texts: Iterable[str], longest: int = 12) -> set[str]:
    """Return the words of some texts, none of them longer than `longest`, that a picture has not whole."""
    words = {word for text in texts for word in flatten_text(text).split() if cell_len(word) <= longest}
    return words - set(picture.split())
