"""The summary as two tables for a spreadsheet: its entries, and the values of its measures."""

from enquiry.exchange.csv import csv_of
from enquiry.insight.summary.facts import lines_of
from enquiry.insight.summary.whole import Summary

ENTRIES = (
    *("entry", "cycle", "question", "kind", "happened_on", "written_on"),
    *("decided", "text", "beside", "tags", "standards"),
)
MEASURES = ("measure", "unit", "cycle", "entry", "happened_on", "value", "sd", "n", "told")


def entries_csv(summary: Summary) -> str:
    """Return every entry the summary tells, a row each; `written_on` where it was written down afterwards."""
    return csv_of(
        ENTRIES,
        (
            (
                line.name,
                cycle.number,
                cycle.question,
                line.kind,
                line.on.isoformat() if line.on else "",
                line.written.isoformat() if line.written else "",
                line.lead,
                line.text,
                line.beside,
                ", ".join(line.tags),
                ", ".join(line.standards),
            )
            for cycle in summary.cycles
            for line in lines_of(cycle)
        ),
    )


def measures_csv(summary: Summary) -> str:
    """Return every value the summary tells, a row each. A count held back has no number, only what is told of it."""
    return csv_of(
        MEASURES,
        (
            (
                change.measure,
                change.unit,
                cycle.number,
                value.entry,
                value.on.isoformat(),
                value.value,
                value.sd,
                int(value.n) if value.n.isdecimal() else value.n,
                value.told,
            )
            for cycle in summary.cycles
            for change in cycle.changes
            for value in change.values
        ),
    )
