"""Professional standards: the lists, or the codes that were looked for, each with the cycles it stands in."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.insight.standards import StandardListUse, StandardsOverview
from enquiry.views.layout import draw_text, format_field_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import choose_form


def draw_standards(shelf: StandardsOverview, look: RenderOptions) -> RenderableType:
    """Draw each list with its codes in columns; where nothing was asked, with the codes the journal has used.

    Of a whole list it says how many codes there are, and the command that lists them.
    """
    drawing = list[RenderableType]()
    for listed in shelf.lists:
        columns = (Column(no_wrap=not look.narrow), Column(overflow="fold"), Column(overflow="fold"))
        table = Table.grid(*columns, padding=(0, 2))
        for use in listed.codes:
            if use.cycles or not shelf.whole:
                cycles = Text(_format_cycle_numbers(use.cycles), "quiet")
                table.add_row(draw_text(use.code.code), draw_text(use.code.title), cycles)
        name, title = draw_text(listed.list.name, "strong"), draw_text(listed.list.title, "strong")
        drawing.append(Text.assemble(name, f" {look.marks.dot} ", title))
        drawing.append(draw_text(f"  {_format_list_facts(listed)}", "quiet"))
        drawing += [Padding(table, (0, 0, 0, 2))] if table.rows else []
        if shelf.whole:
            command = format_command(Act(ActKind.SHOW_STANDARDS, item=listed.list.name))
            drawing.append(draw_text(f"  {len(listed.codes)} codes: {command}", "quiet"))
        drawing.append("")
    if shelf.unlisted:
        drawing.append(Text("In no list", "strong"))
        drawing += [draw_text(f"  {code}, in {_format_cycle_numbers(cycles)}") for code, cycles in shelf.unlisted]
    return Group(*drawing)


def _format_list_facts(listed: StandardListUse) -> str:
    """Return whose list it is, which version, and since when, in a line."""
    one = listed.list
    since = f"from {one.begins.isoformat()}" if one.begins else ""
    until = f"to {one.to.isoformat()}" if one.to else ""
    past = "" if listed.stands else "does not stand now"
    return ", ".join(filter(None, (one.publisher, one.version, since, until, past)))


def _format_cycle_numbers(cycles: tuple[int, ...]) -> str:
    return f"{choose_form(len(cycles), 'cycle')} {', '.join(map(str, cycles))}" if cycles else ""


def format_standards_lines(shelf: StandardsOverview) -> Iterator[str]:
    """Yield the same as `label: value` lines, with every code."""
    for listed in shelf.lists:
        one = listed.list
        codes = ((use.code.code, use.code.title, _format_cycle_numbers(use.cycles)) for use in listed.codes)
        yield from format_field_lines(
            ("list", f"{one.name}, {one.title}"),
            ("publisher", _format_list_facts(listed)),
            ("link", one.link or None),
            *(("code", f"{code}, {title}{f', {cycles}' if cycles else ''}") for code, title, cycles in codes),
        )
        yield ""
    unlisted = (f"{code}, {_format_cycle_numbers(cycles)}" for code, cycles in shelf.unlisted)
    yield from format_field_lines(*(("in no list", told) for told in unlisted))
