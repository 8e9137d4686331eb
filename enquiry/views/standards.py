"""Professional standards: the lists, or the codes that were looked for, each with the cycles it stands in."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.standards import Laid, Listed, Shelf
from enquiry.model.standards import StandardList
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look


def standards_view(shelf: Shelf, look: Look) -> RenderableType:
    """Draw each list with its codes; where nothing was asked, with the codes the journal has used."""
    drawing: list[RenderableType] = []
    for listed in shelf.lists:
        drawing += [*_head(listed, look), _codes(listed, shelf, look), ""]
    if shelf.unlisted:
        drawing += [Text("In no list", "strong")]
        drawing += [said(f"  {code}, in {_cycles(cycles)}") for code, cycles in shelf.unlisted]
    return Group(*drawing)


def _head(listed: Listed, look: Look) -> Iterator[RenderableType]:
    one = listed.list
    yield Text.assemble(said(one.name, "strong"), f" {look.marks.dot} ", said(one.title, "strong"))
    yield said(f"  {about(one, stands=listed.stands)}", "quiet")


def about(one: StandardList, *, stands: bool) -> str:
    """Return whose list it is, which version, and since when, in a line."""
    since = f"from {one.begins.isoformat()}" if one.begins else ""
    until = f"to {one.to.isoformat()}" if one.to else ""
    past = "" if stands else "does not stand now"
    return ", ".join(filter(None, (one.publisher, one.version, since, until, past)))


def _codes(listed: Listed, shelf: Shelf, look: Look) -> RenderableType:
    """Draw the codes in columns; of a whole shelf those in use, and how many others there are."""
    shown = [laid for laid in listed.codes if laid.cycles] if shelf.whole else listed.codes
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=not look.narrow)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for laid in shown:
        cycles = Text(_cycles(laid.cycles) if laid.cycles else "", "quiet")
        table.add_row(said(laid.code.code), said(laid.code.title), cycles)
    if shelf.whole:
        rest = f"{len(listed.codes)} codes: enquiry standards {listed.list.name}"
        return Group(Padding(table, (0, 0, 0, 2)), Text(f"  {rest}", "quiet")) if shown else Text(f"  {rest}", "quiet")
    return Padding(table, (0, 0, 0, 2))


def _cycles(cycles: tuple[int, ...]) -> str:
    return f"cycle{'s' if len(cycles) > 1 else ''} {', '.join(map(str, cycles))}"


def standards_lines(shelf: Shelf) -> Iterator[str]:
    """Say the same in plain lines, with every code."""
    for listed in shelf.lists:
        yield f"list: {one_line(listed.list.name)}, {one_line(listed.list.title)}"
        yield f"publisher: {one_line(about(listed.list, stands=listed.stands))}"
        if listed.list.link:
            yield f"link: {one_line(listed.list.link)}"
        yield from (_line(laid) for laid in listed.codes)
        yield ""
    yield from (f"in no list: {one_line(code)}, {_cycles(cycles)}" for code, cycles in shelf.unlisted)


def _line(laid: Laid) -> str:
    cycles = f", {_cycles(laid.cycles)}" if laid.cycles else ""
    return f"code: {one_line(laid.code.code)}, {one_line(laid.code.title)}{cycles}"
