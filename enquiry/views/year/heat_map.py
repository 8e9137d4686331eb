"""When a school year's evaluation happened, by school weeks: a strip of all of it, and a map a row at a time.

Beneath each row of shades stand the numbers the shades mean; no shade is better than another.
"""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enquiry.insight.year.heat_map import Heat, Row
from enquiry.insight.year.weeks import SchoolWeek, Stretch
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look
from enquiry.views.year.week_columns import Columns, axis, blocks, flowing, heading, runs, stretches_said

WIDEST = 150


def heats_view(heats: Sequence[Heat], look: Look) -> RenderableType:
    """Draw each year, one beneath the other."""
    look = look._replace(width=min(look.width, WIDEST))
    drawing = list[RenderableType]()
    for heat in heats:
        drawing += [*_year(heat, look), ""] if heat.rows else []
    return Group(*drawing[:-1])


def _year(heat: Heat, look: Look) -> Iterator[RenderableType]:
    yield said(_title(heat, look), "strong")
    yield ""
    label = max(len("week"), *(len(row.name) for row in (heat.whole, *heat.rows))) + 1
    for place, columns in enumerate(blocks(heat.stretches, max(1, look.width - label))):
        yield from [""] if place else []
        yield from _block(heat, columns, label, look)
    yield ""
    yield from (_question(row, look) for row in heat.rows if row.question)
    yield from [""] if any(row.question for row in heat.rows) else []
    yield from _by_terms(heat, look)
    yield ""
    yield said(_at_the_time(heat))
    yield Text(_key(look), "quiet")


def _title(heat: Heat, look: Look) -> str:
    return f"{heat.year_word.capitalize()} {heat.year.label} {look.marks.dot} {_rows_said(heat)} by school week"


def _rows_said(heat: Heat) -> str:
    kinds = dict.fromkeys(entry.kind.value for entry in heat.whole.entries)
    return ", ".join([row.name for row in heat.rows if not row.question] or sorted(kinds))


def _block(heat: Heat, columns: Columns, label: int, look: Look) -> Iterator[Text]:
    yield from _labelled("", heading(columns, look), label)
    yield from _labelled(heat.whole.name, _strip(heat.whole, columns, heat, look), label)
    for row in heat.rows:
        yield Text()
        yield from _labelled(row.name, _shades(row, columns, heat, look), label)
    if beneath := axis(columns, heat.today):
        yield Text()
        yield from _labelled("week", beneath, label)


def _labelled(name: str, lines: Sequence[Text], width: int) -> Iterator[Text]:
    for place, line in enumerate(lines):
        line.rstrip()
        yield Text.assemble((f"{'' if place else name:<{width}}", "quiet"), line, no_wrap=True, overflow="ignore")


def _strip(row: Row, columns: Columns, heat: Heat, look: Look) -> list[Text]:
    """Draw a row as bars as high as there are pieces, up to the highest there is, with the numbers beneath."""
    signs = look.marks.sparks
    return _signs(row, columns, heat, look, lambda count: signs[min(count, len(signs)) - 1])


def _shades(row: Row, columns: Columns, heat: Heat, look: Look) -> list[Text]:
    """Draw a row as shades, with the numbers beneath."""
    signs = look.marks.shades
    return _signs(row, columns, heat, look, lambda count: signs[min(count, len(signs)) - 1] * columns.cell)


def _signs(row: Row, columns: Columns, heat: Heat, look: Look, sign: Callable[[int], str]) -> list[Text]:
    shapes, numbers = Text(), Text()
    for week in columns.weeks:
        count = row.count(week.days)
        if count:
            shapes.append(f"{sign(count):<{columns.cell}}", "accent")
        else:
            shapes.append(_empty(week, heat, columns.cell, look), "quiet")
        numbers.append(f"{_number(count, columns.cell):<{columns.cell}}", "quiet")
    return [shapes, numbers] if numbers.plain.strip() else [shapes]


def _empty(week: SchoolWeek, heat: Heat, room: int, look: Look) -> str:
    if not week.taught:
        return look.marks.band * room
    return f"{'' if week.days.begin > heat.today else look.marks.quiet:<{room}}"


def _number(count: int, room: int) -> str:
    """Return a number as it stands beneath its week; nothing for none, and a plus for one the column can't hold."""
    if not count:
        return ""
    return str(count) if len(str(count)) <= room else "+"


def _question(row: Row, look: Look) -> RenderableType:
    return Hanging(Text(f"{row.name} {look.marks.dot} ", "strong"), said(one_line(row.question), "question"))


def _by_terms(heat: Heat, look: Look) -> Iterator[RenderableType]:
    """Draw the numbers by terms: in a table where there is room, else a line each."""
    rows = (*heat.rows, heat.whole)
    told = _counted_by_name(heat, rows)
    needed = max(len(name) for name, _ in told) + sum(2 + max(len(row.name), 3) for row in rows)
    if needed > look.width:
        for name, counts in told:
            yield Hanging(said(f"{one_line(name)}: ", "quiet"), Text(_counts(rows, counts)))
        return
    table = Table.grid(padding=(0, 0, 0, 2))
    table.add_column(style="quiet")
    for _ in rows:
        table.add_column(justify="right", min_width=3)
    table.add_row("", *(Text(row.name, "quiet") for row in rows))
    for name, counts in told:
        table.add_row(said(one_line(name)), *map(str, counts))
    yield table


def _counted_by_name(heat: Heat, rows: Sequence[Row]) -> list[tuple[str, list[int]]]:
    """Return each term, and each holiday that holds something, with its numbers; a term cut in two is one."""
    named: dict[tuple[str, bool], list[Stretch]] = {}
    for stretch in heat.stretches:
        named.setdefault((stretch.name, stretch.taught), []).append(stretch)
    counted = [(some, [sum(row.count(one.days) for one in some) for row in rows]) for some in named.values()]
    return [(some[0].name, counts) for some, counts in counted if any(counts) or _had(some[0], heat)]


def _had(stretch: Stretch, heat: Heat) -> bool:
    """Say whether a term has begun, so that nothing in it says something."""
    return stretch.taught and stretch.days.begin <= heat.today


def _at_the_time(heat: Heat) -> str:
    within, of = heat.at_the_time
    return f"{within} of {of} {'piece' if of == 1 else 'pieces'} written within two weeks of the day."


def _key(look: Look) -> str:
    shades = look.marks.shades
    told = [f"{shade} {number}" for number, shade in enumerate(shades[:-1], 1)]
    told += [f"{shades[-1]} {len(shades)} or more", f"{look.marks.quiet} none", f"{look.marks.band} holiday"]
    return flowing(told, look.width)


def heats_lines(heats: Sequence[Heat]) -> Iterator[str]:
    """Say the same in plain lines: the terms, then each week with its numbers, weeks with none in a row as one."""
    for place, heat in enumerate(heat for heat in heats if heat.rows):
        yield from [""] if place else []
        yield f"{heat.year_word}: {heat.year.label}"
        yield f"by school week: {_rows_said(heat)}"
        yield f"today: {heat.today}"
        yield from stretches_said(heat.stretches)
        for row in heat.rows:
            if row.question:
                yield f"cycle: {row.name}, {one_line(row.question)}"
        yield from _weeks_said(heat)
        rows = (*heat.rows, heat.whole)
        for name, counts in _counted_by_name(heat, rows):
            yield f"{one_line(name)}: {_counts(rows, counts)}"
        yield f"at the time: {_at_the_time(heat)}"


def _weeks_said(heat: Heat) -> Iterator[str]:
    rows = (*heat.rows, heat.whole)
    kinds = [week.days if heat.whole.count(week.days) else _nothing(week, heat) for week in heat.weeks]
    for first, last in runs(heat.weeks, kinds):
        weeks = f"week {first.number}" if first == last else f"weeks {first.number} to {last.number}"
        if heat.whole.count(first.days):
            yield f"{weeks}, from {first.days.begin}: {_counts(rows, [row.count(first.days) for row in rows])}"
        else:
            yield f"{weeks}: {_nothing(first, heat)}"


def _nothing(week: SchoolWeek, heat: Heat) -> str:
    if not week.taught:
        return "none, holiday"
    return "to come" if week.days.begin > heat.today else "none"


def _counts(rows: Sequence[Row], counts: Sequence[int]) -> str:
    told = (f"cycle {row.name} has" if row.question else row.name for row in rows)
    return ", ".join(f"{name} {count}" for name, count in zip(told, counts, strict=True))
