"""What `stats` answers to a program, and as a table."""

from collections.abc import Iterator, Sequence

from enquiry.answers.csv import Cell
from enquiry.answers.journal import Object
from enquiry.insight.year.stats import Line, Stats


def stats_object(stats: Stats) -> Object:
    """Return the answer of `stats`: the periods (their end is not inside), and each group's number in each."""
    periods = [
        {"name": one.name, "year": one.year, "begin": one.days.begin.isoformat(), "end": one.days.end.isoformat()}
        for one in stats.columns
    ]
    whole = {"counts": list(stats.whole.counts), "in_all": stats.whole.whole}
    groups = [_line(line) for line in stats.lines]
    return {"by": stats.by.value, "per": stats.per.value, "periods": periods, "groups": groups, "entries": whole}


def _line(line: Line) -> Object:
    return {
        "name": line.name,
        "question": line.question or None,
        "counts": list(line.counts),
        "in_all": line.whole,
    }


def stats_rows(stats: Stats) -> Iterator[Sequence[Cell]]:
    """Yield the table: a group a row, a period a column."""
    heads = (one.name if one.name == one.year else f"{one.name}, {one.year}" for one in stats.columns)
    yield (stats.by.value, *heads, "in all")
    for line in (*stats.lines, stats.whole):
        yield (line.name, *line.counts, line.whole)
