"""Names with their values, such as settings and places."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.views.said import said
from enquiry.views.text import one_line
from enquiry.views.theme import Look


def pairs_view(pairs: Mapping[str, str], look: Look) -> RenderableType:
    """Draw each name beside its value, or above it where there is little room."""
    if look.narrow:
        return Group(
            *(Text.assemble((f"{name}\n", "quiet"), "  ", said(value or "not set")) for name, value in pairs.items())
        )
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs.items():
        table.add_row(Text(name, "quiet"), said(value) if value else Text("not set", "quiet"))
    return table


def pairs_lines(pairs: Mapping[str, str]) -> Iterator[str]:
    """Say the same in plain lines."""
    yield from (f"{name}: {one_line(value)}" for name, value in pairs.items())
