"""The summary without any look: as text for pasting into a form, and as two tables for a spreadsheet.

The text goes field by field, each with how many characters it holds; one table holds entries and what cycles say of
themselves, the other values of measures.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import assert_never

from enquiry.documents.text import sanitize_line, sanitize_lines
from enquiry.exchange.csv_table import CsvCell, render_csv
from enquiry.insight.summary import blocks
from enquiry.insight.summary.blocks import ToldField
from enquiry.insight.summary.value import Summary

RULE = "-" * 60
ENTRIES = (
    *("entry", "cycle", "question", "kind", "happened_on", "written_on"),
    *("decided", "text", "beside", "tags", "standards"),
)
MEASURES = ("measure", "unit", "cycle", "entry", "happened_on", "value", "of", "sd", "n", "told")


def render_text(summary: Summary) -> str:
    """Return the summary as plain text, under each heading how long the text is and whether it fits a form's limit.

    Headings of level 1 and 2, and those of level 3 that begin no cycle, are the fields of a form. Nothing is ever cut:
    what is too long is the person's to shorten. A gift is no form; each entry has its name in it.
    """
    fields = list[tuple[blocks.Heading, list[str]]]()
    for block in summary.blocks:
        if isinstance(block, blocks.Heading) and (block.level < 3 or block.cycle is None):
            fields.append((block, []))
        else:
            fields[-1][1].extend("\n".join(sanitize_lines(text)) for text in _list_lines(block, summary))
    rendered = []
    for heading, lines in fields:
        text, limit = "\n".join(lines), heading.limit
        over = f", {len(text) - limit:,} too many" if limit and len(text) > limit else ""
        length = f"[{len(text):,}{f' of {limit:,}' if limit else ''} characters{over}]"
        title = sanitize_line(f"{heading.numbered}. {heading.text}" if heading.numbered else heading.text)
        title += f"\n{length}" if text and not summary.gift else ""
        rendered.append(f"{title}\n\n{text}" if text else title)
    return f"\n\n{RULE}\n".join(rendered) + "\n"


def _list_lines(block: blocks.AnyBlock, summary: Summary) -> Iterator[str]:
    match block:
        case blocks.Heading():
            yield f"{block.text}:"
        case blocks.Paragraph():
            yield block.text if block.bare else f"{block.title}: {block.text}"
        case blocks.Quotation():
            yield block.text
        case blocks.Listing():
            yield from (f"{block.title}:",) if block.titled else ()
            for line in block.lines:
                name = f", {line.name}" if summary.gift else ""
                day = f"{summary.language.spell(line.on)}{name}:" if line.on else ""
                words = (run.text for run in line.runs if run.role is not blocks.RunRole.TAGS)
                yield f"- {' '.join(filter(None, (day, *words)))}"
        case blocks.Table():
            yield from (f"- {'; '.join(cells)}" for cells in block.list_named_cells())
        case blocks.Chart():
            yield from (block.alternative,) if block.drawn is not blocks.ChartKind.SERIES else ()
            if block.drawn is blocks.ChartKind.TIMELINE and block.numbers:
                yield "; ".join(block.numbers.list_row_texts())
        case _:
            assert_never(block)


def render_entries_csv(summary: Summary) -> bytes:
    """Return what is told as CSV, under ENTRIES: a row for each entry; `written_on` where it was recorded afterwards.

    What is told of a cycle, of a belief or of the journal itself has a row without an entry, in which `kind` says which
    field it is.
    """
    rows: list[tuple[CsvCell, ...]] = [ENTRIES]
    own = defaultdict[str, list[ToldField]](list)
    for field in summary.told:
        own[field.of].append(field)
    of_none = (one for of, held in own.items() if not of or of.startswith("belief-") for one in held)
    rows += (("", None, "", one.label, None, None, "", one.words, "", "", "") for one in of_none)
    for cycle in summary.cycles:
        for one in own[str(cycle.number)]:
            if one.field != "question":
                rows.append(("", cycle.number, cycle.question, one.label, None, None, "", one.words, "", "", ""))
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
                rows.append((*where, value.value, value.of, value.sd, n, value.told))
    return render_csv(rows)
