"""What is to be tidied, drawn: each entry with its day, why it is asked about, and its words; what forgetting tells."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.forgetting.tidy import CloseEntry
from enquiry.views.layout import HangingIndent, draw_text, format_field_lines
from enquiry.views.theme import RenderOptions

NOTHING = "Nothing of earlier school years about single learners is left to be tidied."
MOST = 600
"""Characters of an entry that are shown; `enquiry show` has all of them."""


def draw_close_entry(one: CloseEntry, look: RenderOptions) -> RenderableType:
    """Draw an entry with its day, why it is asked about, and its words."""
    dot = f" {look.marks.dot} "
    removed = f"{dot}removed" if one.entry.removed else ""
    about = f"  {one.entry.kind.value}{dot}{spell(one.entry.happened_on)}{dot}{one.because}{removed}"
    words = one.entry.text if len(one.entry.text) <= MOST else f"{one.entry.text[:MOST].rstrip()}{look.marks.ellipsis}"
    head = Text.assemble(draw_text(one.entry.name, "strong"), draw_text(about, "quiet"))
    return Group(head, Padding(draw_text(words), (0, 0, 0, 2)))


def draw_close_entries(found: Sequence[CloseEntry], look: RenderOptions) -> RenderableType:
    """Draw every entry that waits to be tidied."""
    return Group(*(draw_close_entry(one, look) for one in found)) if found else Text(NOTHING)


def format_close_entry_lines(found: Sequence[CloseEntry]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    if not found:
        yield NOTHING
    for one in found:
        fields = (("entry", one.entry.name), ("kind", one.entry.kind.value), ("day", one.entry.happened_on))
        removed = "removed" if one.entry.removed else None
        yield from format_field_lines(*fields, ("because", one.because), ("state", removed), ("text", one.entry.text))
        yield ""


def draw_told_lines(lines: Sequence[str], _look: RenderOptions) -> RenderableType:
    """Draw what is told of a forgetting, items hanging behind their dash."""
    return Group(
        *(
            HangingIndent(Text("- "), draw_text(line[2:])) if line.startswith("- ") else draw_text(line)
            for line in lines
        )
    )
