"""What `year` answers to a program, and as a table: how much lies in each school week."""

from collections.abc import Iterator, Sequence

from enquiry.answers.csv import Cell
from enquiry.answers.journal import Object
from enquiry.exchange.lanes_object import week_object
from enquiry.insight.year.heat_map import Heat, Row


def heats_object(heats: Sequence[Heat]) -> Object:
    """Return the answer of `year`."""
    return {"years": [_year(heat) for heat in heats]}


def _year(heat: Heat) -> Object:
    weeks = [{**week_object(week), "pieces": heat.whole.count(week.days)} for week in heat.weeks]
    return {
        "year": heat.year.label,
        "begin": heat.year.period.begin.isoformat(),
        "end": heat.year.period.end.isoformat(),
        "weeks": weeks,
        "rows": [_row(row, heat) for row in heat.rows],
        "at_the_time": heat.at_the_time._asdict(),
    }


def _row(row: Row, heat: Heat) -> Object:
    """Return one row: its name, the question where it is a cycle, and a number for each of the year's weeks."""
    pieces = [row.count(week.days) for week in heat.weeks]
    return {"name": row.name, "question": row.question or None, "pieces": pieces}


def heats_rows(heats: Sequence[Heat]) -> Iterator[Sequence[Cell]]:
    """Yield a row for each week and row of the map, those with none too."""
    yield ("year", "week", "begins", "term", "teaching", "row", "pieces")
    for heat in heats:
        for week in heat.weeks:
            for row in heat.rows:
                name = f"cycle {row.name}" if row.question else row.name
                taught = "yes" if week.taught else "no"
                yield (heat.year.label, week.number, week.days.begin, week.name, taught, name, row.count(week.days))
