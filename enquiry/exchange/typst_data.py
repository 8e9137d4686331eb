"""The summary as the data that the PDF's template lays out: texts as texts, so that none is read as markup."""

import re
from collections.abc import Iterable, Iterator

from enquiry.dates.period import short
from enquiry.documents.charts.svg import svg_of
from enquiry.documents.palette import LIGHT
from enquiry.documents.text import on_one_line, printable
from enquiry.exchange.beside_pictures import beneath, figures_said, share
from enquiry.exchange.widths import shares
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary
from enquiry.insight.summary.lines import named_only

Data = dict[str, object]

_LONG = re.compile(r"\S{30}(?=\S{6})")


def data_of(summary: Summary) -> Data:
    """Return all that the template says."""
    title, day = on_one_line(summary.heading.text), summary.as_at
    return {
        "title": title,
        "author": on_one_line(summary.name),
        "day": [day.year, day.month, day.day],
        "colours": LIGHT._asdict(),
        "blocks": list(_blocks(summary.blocks)),
    }


def _blocks(blocks: Iterable[AnyBlock]) -> Iterator[Data]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield _block(block, heading)


def _block(block: AnyBlock, heading: str) -> Data:
    match block:
        case Heading():
            more = {"level": block.level, "number": block.numbered, "disagrees": block.disagrees}
            return {"block": "heading", "text": _line_text(block.text), **more}
        case Paragraph():
            label = "" if block.bare else _label(block.label)
            return {"block": "paragraph", "label": label, "text": _text(block.text), "quiet": block.quiet}
        case Quotation():
            return {"block": "quotation", "text": _text(block.text)}
        case Listing():
            label = _label(block.label) if block.titled else ""
            dated = any(line.on for line in block.lines)
            return {"block": "listing", "label": label, "dated": dated, "lines": [_line(line) for line in block.lines]}
        case Table():
            return _table(block, hidden=block.caption.casefold() == heading.casefold())
        case Picture():
            told = {"caption": _text(beneath(block)), "figures": _text(figures_said(block)), "width": share(block)}
            return {"block": "picture", "svg": svg_of(block), "alternative": on_one_line(block.alternative), **told}


def _line(line: Line) -> Data:
    asides = (f"({line.aside})" if line.aside else "", f"— {', '.join(line.tags)}" if line.tags else "")
    return {
        "day": short(line.on, year=True) if line.on else "",
        "name": "" if named_only(line) else line.name,
        "lead": _text(f"{line.lead}." if line.lead else ""),
        "text": _text(line.text),
        "asides": [_text(aside) for aside in asides if aside],
    }


def _table(table: Table, *, hidden: bool) -> Data:
    head, rows = [_line_text(name) for name in table.head], [[_text(cell) for cell in row] for row in table.rows]
    told = {"caption": _line_text(table.caption), "hidden": hidden, "widths": shares(table)}
    return {"block": "table", "head": head, "rows": rows, **told}


def _label(label: str) -> str:
    words = _line_text(label)
    return f"{words[:1].upper()}{words[1:]}."


def _line_text(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Return a text with places to break in words that are longer than a line may be."""
    return _LONG.sub("\\g<0>\u200b", printable(text))
