"""When a school year's evaluation happened, by school weeks: a strip of all of it, and a map a row at a time.

Beneath each row of shades stand the numbers the shades mean; no shade is better than another.
"""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.insight.year.heat_map import HeatMap, HeatRow
from enquiry.insight.year.weeks import SchoolWeek, WeekRange
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.views.year.week_columns import (
    WeekColumns,
    draw_week_axis,
    draw_week_heading,
    format_week_range_lines,
    group_equal_weeks,
    split_into_blocks,
    wrap_items,
)
from enquiry.words import choose_form

MAX_WIDTH = 150


def draw_heat_maps(heats: Sequence[HeatMap], look: RenderOptions) -> RenderableType:
    """Draw each year, one beneath the other."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = list[RenderableType]()
    for heat in heats:
        drawing += [*_draw_heat_map(heat, look), ""] if heat.rows else []
    return Group(*drawing[:-1])


def _draw_heat_map(heat: HeatMap, look: RenderOptions) -> Iterator[RenderableType]:
    yield draw_text(_title(heat, look), "strong")
    yield ""
    label = max(len("week"), *(len(row.name) for row in (heat.whole, *heat.rows))) + 1
    for place, columns in enumerate(split_into_blocks(heat.stretches, max(1, look.width - label))):
        yield from [""] if place else []
        yield from _block(heat, columns, label, look)
    yield ""
    yield from (_question(row, look) for row in heat.rows if row.question)
    yield from [""] if any(row.question for row in heat.rows) else []
    yield from _draw_term_counts(heat, look)
    yield ""
    yield draw_text(_format_timeliness(heat))
    yield Text(_key(look), "quiet")


def _title(heat: HeatMap, look: RenderOptions) -> str:
    return f"{heat.year_word.capitalize()} {heat.year.label} {look.marks.dot} {_format_row_names(heat)} by school week"


def _format_row_names(heat: HeatMap) -> str:
    kinds = dict.fromkeys(entry.kind.value for entry in heat.whole.entries)
    return ", ".join([row.name for row in heat.rows if not row.question] or sorted(kinds))


def _block(heat: HeatMap, columns: WeekColumns, label: int, look: RenderOptions) -> Iterator[Text]:
    yield from _label_lines("", draw_week_heading(columns, look), label)
    yield from _label_lines(heat.whole.name, _strip(heat.whole, columns, heat, look), label)
    for row in heat.rows:
        yield Text()
        yield from _label_lines(row.name, _shades(row, columns, heat, look), label)
    if beneath := draw_week_axis(columns, heat.today):
        yield Text()
        yield from _label_lines("week", beneath, label)


def _label_lines(name: str, lines: Sequence[Text], width: int) -> Iterator[Text]:
    for place, line in enumerate(lines):
        line.rstrip()
        yield Text.assemble((f"{'' if place else name:<{width}}", "quiet"), line, no_wrap=True, overflow="ignore")


def _strip(row: HeatRow, columns: WeekColumns, heat: HeatMap, look: RenderOptions) -> list[Text]:
    """Draw a row as bars as high as there are pieces, up to the highest there is, with the numbers beneath."""
    signs = look.marks.sparks
    return _draw_week_counts(row, columns, heat, look, lambda count: signs[min(count, len(signs)) - 1])


def _shades(row: HeatRow, columns: WeekColumns, heat: HeatMap, look: RenderOptions) -> list[Text]:
    """Draw a row as shades, with the numbers beneath."""
    signs = look.marks.shades
    return _draw_week_counts(row, columns, heat, look, lambda count: signs[min(count, len(signs)) - 1] * columns.cell)


def _draw_week_counts(
    row: HeatRow, columns: WeekColumns, heat: HeatMap, look: RenderOptions, sign: Callable[[int], str]
) -> list[Text]:
    shapes, numbers = Text(), Text()
    for week in columns.weeks:
        count = row.count(week.days)
        if count:
            shapes.append(f"{sign(count):<{columns.cell}}", "accent")
        else:
            shapes.append(_empty(week, heat, columns.cell, look), "quiet")
        numbers.append(f"{_number(count, columns.cell):<{columns.cell}}", "quiet")
    return [shapes, numbers] if numbers.plain.strip() else [shapes]


def _empty(week: SchoolWeek, heat: HeatMap, room: int, look: RenderOptions) -> str:
    if not week.taught:
        return look.marks.band * room
    return f"{'' if week.days.begin > heat.today else look.marks.quiet:<{room}}"


def _number(count: int, room: int) -> str:
    """Return a number as it stands beneath its week; nothing for none, and a plus for one the column can't hold."""
    if not count:
        return ""
    return str(count) if len(str(count)) <= room else "+"


def _question(row: HeatRow, look: RenderOptions) -> RenderableType:
    return HangingIndent(
        Text(f"{row.name} {look.marks.dot} ", "strong"), draw_text(flatten_text(row.question), "question")
    )


def _draw_term_counts(heat: HeatMap, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw the numbers by terms: in a table where there is room, else a line each."""
    rows = (*heat.rows, heat.whole)
    told = _count_by_term(heat, rows)
    needed = max(len(name) for name, _ in told) + sum(2 + max(len(row.name), 3) for row in rows)
    if needed > look.width:
        for name, counts in told:
            yield HangingIndent(draw_text(f"{flatten_text(name)}: ", "quiet"), Text(_format_row_counts(rows, counts)))
        return
    table = Table.grid(padding=(0, 0, 0, 2))
    table.add_column(style="quiet")
    for _ in rows:
        table.add_column(justify="right", min_width=3)
    table.add_row("", *(Text(row.name, "quiet") for row in rows))
    for name, counts in told:
        table.add_row(draw_text(flatten_text(name)), *map(str, counts))
    yield table


def _count_by_term(heat: HeatMap, rows: Sequence[HeatRow]) -> list[tuple[str, list[int]]]:
    """Return each term, and each holiday that holds something, with its numbers; a term cut in two is one."""
    named: dict[tuple[str, bool], list[WeekRange]] = {}
    for stretch in heat.stretches:
        named.setdefault((stretch.name, stretch.taught), []).append(stretch)
    counted = [(some, [sum(row.count(one.days) for one in some) for row in rows]) for some in named.values()]
    return [(some[0].name, counts) for some, counts in counted if any(counts) or _had(some[0], heat)]


def _had(stretch: WeekRange, heat: HeatMap) -> bool:
    """Say whether a term has begun, so that nothing in it says something."""
    return stretch.taught and stretch.days.begin <= heat.today


def _format_timeliness(heat: HeatMap) -> str:
    within, of = heat.at_the_time
    return f"{within} of {of} {choose_form(of, 'piece')} written within two weeks of the day."


def _key(look: RenderOptions) -> str:
    shades = look.marks.shades
    told = [f"{shade} {number}" for number, shade in enumerate(shades[:-1], 1)]
    told += [f"{shades[-1]} {len(shades)} or more", f"{look.marks.quiet} none", f"{look.marks.band} holiday"]
    return wrap_items(told, look.width)


def format_heat_maps_lines(heats: Sequence[HeatMap]) -> Iterator[str]:
    """Say the same in plain lines: the terms, then each week with its numbers, weeks with none in a row as one."""
    for place, heat in enumerate(heat for heat in heats if heat.rows):
        yield from [""] if place else []
        yield f"{heat.year_word}: {heat.year.label}"
        yield f"by school week: {_format_row_names(heat)}"
        yield f"today: {heat.today}"
        yield from format_week_range_lines(heat.stretches)
        for row in heat.rows:
            if row.question:
                yield f"cycle: {row.name}, {flatten_text(row.question)}"
        yield from _weeks_said(heat)
        rows = (*heat.rows, heat.whole)
        for name, counts in _count_by_term(heat, rows):
            yield f"{flatten_text(name)}: {_format_row_counts(rows, counts)}"
        yield f"at the time: {_format_timeliness(heat)}"


def _weeks_said(heat: HeatMap) -> Iterator[str]:
    rows = (*heat.rows, heat.whole)
    kinds = [week.days if heat.whole.count(week.days) else _describe_empty_week(week, heat) for week in heat.weeks]
    for first, last in group_equal_weeks(heat.weeks, kinds):
        weeks = f"week {first.number}" if first == last else f"weeks {first.number} to {last.number}"
        if heat.whole.count(first.days):
            counts = _format_row_counts(rows, [row.count(first.days) for row in rows])
            yield f"{weeks}, from {first.days.begin}: {counts}"
        else:
            yield f"{weeks}: {_describe_empty_week(first, heat)}"


def _describe_empty_week(week: SchoolWeek, heat: HeatMap) -> str:
    if not week.taught:
        return "none, holiday"
    return "to come" if week.days.begin > heat.today else "none"


def _format_row_counts(rows: Sequence[HeatRow], counts: Sequence[int]) -> str:
    told = (f"cycle {row.name} has" if row.question else row.name for row in rows)
    return ", ".join(f"{name} {count}" for name, count in zip(told, counts, strict=True))
