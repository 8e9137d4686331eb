"""When a school year's evaluation happened, by school weeks: a strip of all of it, and a map a row at a time.

Beneath each row of shades stand the numbers the shades mean; no shade is better than another.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from enquiry.insight.year.heat_map import HeatMap
from enquiry.insight.year.stats import StatsRow
from enquiry.insight.year.weeks import SchoolWeek
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_question, draw_text, wrap_items
from enquiry.views.theme import RenderOptions
from enquiry.views.year import week_grid
from enquiry.views.year.week_grid import WeekGrid, label_lines
from enquiry.views.year.work import draw_year_work, format_year_work_lines
from enquiry.words import choose_form


def draw_heat_maps(heats: Sequence[HeatMap], look: RenderOptions) -> RenderableType:
    """Draw each year, one beneath the other."""
    look, marks = look._replace(width=min(look.width, week_grid.MAX_WIDTH)), look.marks
    told = [f"{shade} {number}" for number, shade in enumerate(marks.shades[:-1], 1)]
    told += [f"{marks.shades[-1]} {len(marks.shades)} or more", f"{marks.quiet} none", f"{marks.band} holiday"]
    key = Text(wrap_items(told, look.width), "quiet")
    drawing = list[RenderableType]()
    for heat in (heat for heat in heats if heat.rows or heat.work):
        year = f"{heat.year_word.capitalize()} {heat.year.label}"
        if not heat.rows:
            drawing += [*([""] if drawing else []), draw_text(year, "strong")]
            drawing += draw_year_work(heat.work, look) if heat.work else []
            continue
        title = draw_text(f"{year} {marks.dot} {', '.join(heat.kinds)} by school week", "strong")
        drawing += [*([""] if drawing else []), title]
        rows, begins = (heat.whole, *heat.rows), [week.days.begin for week in heat.weeks]
        label = max(len("week"), *(len(row.name) for row in rows)) + 1
        for grid in week_grid.split_into_grids(heat.stretches, max(1, look.width - label), heat.today, look):
            drawing += ["", *label_lines(" " * label, grid.draw_heading())]
            for row in rows:
                drawing += [Text()] if row is not heat.whole else []
                counts = dict(zip(begins, row.counts, strict=True))
                drawing += label_lines(f"{row.name:<{label}}", _draw_counts(counts, grid, whole=row is heat.whole))
            if beneath := grid.draw_axis():
                drawing += [Text(), *label_lines(f"{'week':<{label}}", beneath)]
        questions = [draw_question(row.name, row.question, look) for row in heat.rows if row.question]
        drawing += ["", *questions] if questions else []
        drawing += ["", *_draw_term_counts(heat, look), "", draw_text(_format_timeliness(heat)), key]
        drawing += draw_year_work(heat.work, look) if heat.work else []
    return Group(*drawing)


def _draw_counts(counts: dict[date, int], grid: WeekGrid, *, whole: bool) -> list[Text]:
    """Draw a row as shades, with the numbers beneath; that of all rows as bars as high as there are pieces.

    A number is left out for none, and is a plus where the column can't hold it.
    """
    signs = grid.look.marks.sparks if whole else grid.look.marks.shades

    def draw_shape(week: SchoolWeek) -> Text:
        if count := counts[week.days.begin]:
            return Text(signs[min(count, len(signs)) - 1] * (1 if whole else grid.cell), "accent")
        return Text() if week.taught and week.days.begin > grid.today else grid.draw_empty(week)

    def draw_number(week: SchoolWeek) -> Text:
        number = str(counts[week.days.begin] or "")
        return Text(number if len(number) <= grid.cell else "+", "quiet")

    numbers = grid.draw_row(draw_number)
    return [grid.draw_row(draw_shape), *([numbers] if numbers else [])]


def _draw_term_counts(heat: HeatMap, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw the numbers by terms: in a table where it fits, else a line each."""
    rows = (*heat.rows, heat.whole)
    told = _count_by_term(heat)
    needed = max(len(name) for name, _ in told) + sum(2 + max(len(row.name), 3) for row in rows)
    if needed > look.width:
        for name, counts in told:
            yield HangingIndent(draw_text(f"{flatten_text(name)}: ", "quiet"), Text(_format_row_counts(rows, counts)))
        return
    columns = (Column(justify="right", min_width=3) for _ in rows)
    table = Table.grid(Column(style="quiet"), *columns, padding=(0, 0, 0, 2))
    table.add_row("", *(Text(row.name, "quiet") for row in rows))
    for name, counts in told:
        table.add_row(draw_text(flatten_text(name)), *map(str, counts))
    yield table


def _count_by_term(heat: HeatMap) -> list[tuple[str, tuple[int, ...]]]:
    """Return each term that has begun, and each holiday that holds something, with its numbers.

    A term cut in two is one; that nothing lies in a term says something too.
    """
    counted, named = heat.count_by_week(), dict[tuple[str, bool], list[date]]()
    for week in heat.weeks:
        named.setdefault((week.name, week.taught), []).append(week.days.begin)
    sums = {key: tuple(map(sum, zip(*(counted[day] for day in days), strict=True))) for key, days in named.items()}
    begun = {key for key, days in named.items() if key[1] and days[0] <= heat.today}
    return [(key[0], numbers) for key, numbers in sums.items() if any(numbers) or key in begun]


def _format_timeliness(heat: HeatMap) -> str:
    within, of = heat.at_the_time
    return f"{within} of {of} {choose_form(of, 'piece')} written within two weeks of the day."


def format_heat_maps_lines(heats: Sequence[HeatMap]) -> Iterator[str]:
    """Yield the same as plain lines: the terms, then each week with its numbers, weeks with none in a row as one."""
    for place, heat in enumerate(heat for heat in heats if heat.rows or heat.work):
        yield from [""] if place else []
        if not heat.rows:
            yield f"{heat.year_word}: {heat.year.label}"
            yield from format_year_work_lines(heat.work) if heat.work else ()
            continue
        names, rows, counted = (
            f"by school week: {', '.join(heat.kinds)}",
            (*heat.rows, heat.whole),
            heat.count_by_week(),
        )
        yield from week_grid.format_year_lines(heat.year_word, heat.year.label, heat.today, heat.stretches, names)
        for row in heat.rows:
            if row.question:
                yield f"cycle: {row.name}, {flatten_text(row.question)}"

        described = list[tuple[str, SchoolWeek]]()
        for week in heat.weeks:
            none = "none, holiday" if not week.taught else "to come" if week.days.begin > heat.today else "none"
            described.append(("" if any(counted[week.days.begin]) else none, week))
        for said, weeks in week_grid.group_equal_weeks(described):
            begin = weeks[0].days.begin
            told = f": {said}" if said else f", from {begin}: {_format_row_counts(rows, counted[begin])}"
            yield f"{week_grid.format_weeks(weeks)}{told}"
        for name, counts in _count_by_term(heat):
            yield f"{flatten_text(name)}: {_format_row_counts(rows, counts)}"
        yield f"at the time: {_format_timeliness(heat)}"
        yield from format_year_work_lines(heat.work) if heat.work else ()


def _format_row_counts(rows: Sequence[StatsRow], counts: Sequence[int]) -> str:
    told = (f"cycle {row.name} has" if row.question else row.name for row in rows)
    return ", ".join(f"{name} {count}" for name, count in zip(told, counts, strict=True))
