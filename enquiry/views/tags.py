"""The tags in use, nested ones under their parents."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.query.tags import TagUse
from enquiry.views.said import said
from enquiry.views.theme import Look


def tags_view(uses: Sequence[TagUse], look: Look) -> RenderableType:
    """Draw the tags with how often they are used, in which cycles, and between which days; nothing where none is."""
    if not uses:
        return Group()
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    heads = ("tag", "used", "first and last", "cycles") if not look.narrow else ("tag", "used", "last", "")
    table.add_row(*(Text(head, "quiet") for head in heads))
    for use in uses:
        last = short(use.last, year=True)
        when = last if look.narrow or use.first == use.last else f"{short(use.first, year=True)} to {last}"
        cycles = "" if look.narrow else _cycles(use)
        table.add_row(said(use.tag), str(use.used), Text(when, "quiet"), Text(cycles, "quiet"))
    return table


def _cycles(use: TagUse) -> str:
    return ", ".join(map(str, use.cycles)) or "inbox"


def tags_lines(uses: Sequence[TagUse]) -> Iterator[str]:
    """Say the same in plain lines."""
    for use in uses:
        yield f"tag: {use.tag}"
        yield f"used: {use.used}"
        yield f"from: {use.first.isoformat()} to {use.last.isoformat()}"
        yield f"cycles: {_cycles(use)}"
        yield ""
