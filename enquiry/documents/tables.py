"""The summary as two tables for a spreadsheet: its entries, and the values of its measures."""

from enquiry.answers.csv import Cell, csv_of
from enquiry.insight.summary.blocks import Line
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import CycleSummary, Valued, Values, lines_of

ENTRIES = (
    *("entry", "cycle", "question", "kind", "happened_on", "written_on"),
    *("decided", "text", "beside", "tags", "standards"),
)
MEASURES = ("measure", "unit", "cycle", "entry", "happened_on", "value", "sd", "n", "told")


def entries_csv(summary: Summary) -> bytes:
    """Return every entry the summary tells, a row each; `written_on` where it was written down afterwards."""
    return csv_of([ENTRIES, *(_entry(cycle, line) for cycle in summary.cycles for line in lines_of(cycle))])


def _entry(cycle: CycleSummary, line: Line) -> tuple[Cell, ...]:
    where = (line.name, cycle.number, cycle.question, line.kind, line.on, line.written)
    return (*where, line.lead, line.text, line.beside, ", ".join(line.tags), ", ".join(line.standards))


def measures_csv(summary: Summary) -> bytes:
    """Return every value the summary tells, a row each. A count held back has no number, only what is told of it."""
    changes = ((cycle, change) for cycle in summary.cycles for change in cycle.changes)
    return csv_of([MEASURES, *(_value(*pair, value) for pair in changes for value in pair[1].values)])


def _value(cycle: CycleSummary, change: Values, value: Valued) -> tuple[Cell, ...]:
    n = int(value.n) if value.n.isdecimal() else value.n
    return (change.measure, change.unit, cycle.number, value.entry, value.on, value.value, value.sd, n, value.told)
