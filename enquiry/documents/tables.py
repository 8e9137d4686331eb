"""The summary as two tables for a spreadsheet: its entries, and the values of its measures."""

from enquiry.exchange.csv_table import CsvCell, render_csv
from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.collect import CycleSummary, SummaryMeasure, SummaryValue, list_entry_lines

ENTRIES = (
    *("entry", "cycle", "question", "kind", "happened_on", "written_on"),
    *("decided", "text", "beside", "tags", "standards"),
)
MEASURES = ("measure", "unit", "cycle", "entry", "happened_on", "value", "sd", "n", "told")


def render_entries_csv(summary: Summary) -> bytes:
    """Return every entry the summary tells, a row each; `written_on` where it was written down afterwards."""
    return render_csv(
        [ENTRIES, *(_build_entry_row(cycle, line) for cycle in summary.cycles for line in list_entry_lines(cycle))]
    )


def _build_entry_row(cycle: CycleSummary, line: EntryLine) -> tuple[CsvCell, ...]:
    where = (line.name, cycle.number, cycle.question, line.kind, line.on, line.written)
    return (*where, line.lead, line.text, line.beside, ", ".join(line.tags), ", ".join(line.standards))


def render_measures_csv(summary: Summary) -> bytes:
    """Return every value the summary tells, a row each. A count held back has no number, only what is told of it."""
    changes = ((cycle, change) for cycle in summary.cycles for change in cycle.changes)
    return render_csv([MEASURES, *(_build_value_row(*pair, value) for pair in changes for value in pair[1].values)])


def _build_value_row(cycle: CycleSummary, change: SummaryMeasure, value: SummaryValue) -> tuple[CsvCell, ...]:
    n = int(value.n) if value.n.isdecimal() else value.n
    return (change.measure, change.unit, cycle.number, value.entry, value.on, value.value, value.sd, n, value.told)
