"""The summary as two tables for a spreadsheet: its entries, and the values of its measures."""

from enquiry.exchange.csv_table import CsvCell, render_csv
from enquiry.insight.summary.value import Summary

ENTRIES = (
    *("entry", "cycle", "question", "kind", "happened_on", "written_on"),
    *("decided", "text", "beside", "tags", "standards"),
)
MEASURES = ("measure", "unit", "cycle", "entry", "happened_on", "value", "sd", "n", "told")


def render_entries_csv(summary: Summary) -> bytes:
    """Return the entries as CSV, a row for each, under ENTRIES; `written_on` where it was recorded afterwards."""
    rows: list[tuple[CsvCell, ...]] = [ENTRIES]
    for cycle in summary.cycles:
        for line in cycle.lines:
            where = (line.name, cycle.number, cycle.question, line.kind, line.on, line.written)
            words = (line.lead, line.text, line.beside, ", ".join(line.tags), ", ".join(line.standards))
            rows.append((*where, *words))
    return render_csv(rows)


def render_measures_csv(summary: Summary) -> bytes:
    """Return the values of measures as CSV, a row for each, under MEASURES.

    A count that is withheld has no number, only what is told of it.
    """
    rows: list[tuple[CsvCell, ...]] = [MEASURES]
    for cycle in summary.cycles:
        for change in cycle.changes:
            for value in change.values:
                n = int(value.n) if value.n.isdecimal() else value.n
                where = (change.measure, change.unit, cycle.number, value.entry, value.on)
                rows.append((*where, value.value, value.sd, n, value.told))
    return render_csv(rows)
