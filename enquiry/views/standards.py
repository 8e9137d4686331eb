"""Professional standards: the lists, or the codes that were looked for, each with the cycles it stands in."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.standards import StandardListUse, StandardsOverview, StandardUse
from enquiry.model.standards import StandardList
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions


def draw_standards(shelf: StandardsOverview, look: RenderOptions) -> RenderableType:
    """Draw each list with its codes; where nothing was asked, with the codes the journal has used."""
    drawing: list[RenderableType] = []
    for listed in shelf.lists:
        drawing += [*_head(listed, look), _draw_codes(listed, shelf, look), ""]
    if shelf.unlisted:
        drawing += [Text("In no list", "strong")]
        drawing += [draw_text(f"  {code}, in {_format_cycle_numbers(cycles)}") for code, cycles in shelf.unlisted]
    return Group(*drawing)


def _head(listed: StandardListUse, look: RenderOptions) -> Iterator[RenderableType]:
    one = listed.list
    yield Text.assemble(draw_text(one.name, "strong"), f" {look.marks.dot} ", draw_text(one.title, "strong"))
    yield draw_text(f"  {format_list_facts(one, stands=listed.stands)}", "quiet")


def format_list_facts(one: StandardList, *, stands: bool) -> str:
    """Return whose list it is, which version, and since when, in a line."""
    since = f"from {one.begins.isoformat()}" if one.begins else ""
    until = f"to {one.to.isoformat()}" if one.to else ""
    past = "" if stands else "does not stand now"
    return ", ".join(filter(None, (one.publisher, one.version, since, until, past)))


def _draw_codes(listed: StandardListUse, shelf: StandardsOverview, look: RenderOptions) -> RenderableType:
    """Draw the codes in columns; of a whole shelf those in use, and how many others there are."""
    shown = [laid for laid in listed.codes if laid.cycles] if shelf.whole else listed.codes
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=not look.narrow)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for laid in shown:
        cycles = Text(_format_cycle_numbers(laid.cycles) if laid.cycles else "", "quiet")
        table.add_row(draw_text(laid.code.code), draw_text(laid.code.title), cycles)
    if shelf.whole:
        rest = f"{len(listed.codes)} codes: enquiry standards {listed.list.name}"
        return Group(Padding(table, (0, 0, 0, 2)), Text(f"  {rest}", "quiet")) if shown else Text(f"  {rest}", "quiet")
    return Padding(table, (0, 0, 0, 2))


def _format_cycle_numbers(cycles: tuple[int, ...]) -> str:
    return f"cycle{'s' if len(cycles) > 1 else ''} {', '.join(map(str, cycles))}"


def format_standards_lines(shelf: StandardsOverview) -> Iterator[str]:
    """Say the same in plain lines, with every code."""
    for listed in shelf.lists:
        yield f"list: {flatten_text(listed.list.name)}, {flatten_text(listed.list.title)}"
        yield f"publisher: {flatten_text(format_list_facts(listed.list, stands=listed.stands))}"
        if listed.list.link:
            yield f"link: {flatten_text(listed.list.link)}"
        yield from (_line(laid) for laid in listed.codes)
        yield ""
    yield from (f"in no list: {flatten_text(code)}, {_format_cycle_numbers(cycles)}" for code, cycles in shelf.unlisted)


def _line(laid: StandardUse) -> str:
    cycles = f", {_format_cycle_numbers(laid.cycles)}" if laid.cycles else ""
    return f"code: {flatten_text(laid.code.code)}, {flatten_text(laid.code.title)}{cycles}"
