"""The summary as Markdown that any CommonMark reader lays out, with people's text escaped so that it stays text."""

import re
from collections.abc import Iterator
from typing import assert_never

from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Chart,
    ChartKind,
    EntryLine,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render_markdown(summary: Summary) -> str:
    """Return the summary as one Markdown document. The same summary gives the same bytes."""
    return "\n\n".join(text for block in summary.blocks for text in _render_block(block)) + "\n"


def escape_markdown(text: str) -> str:
    """Return a person's words on one line, so that Markdown shows them as they were written."""
    plain = _CONTROL.sub("\ufffd", " ".join(text.split()))
    return _AT_START.sub(_guarded, _SPECIAL.sub(r"\\\1", plain))


def _guarded(start: re.Match[str]) -> str:
    """Return the beginning of a line so that it begins no list, heading or rule."""
    return f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}"


def _render_block(block: AnyBlock) -> Iterator[str]:
    match block:
        case Heading():
            number = f"{block.numbered}. " if block.numbered else ""
            yield f"{'#' * block.level} {number}{escape_markdown(block.text)}"
        case Paragraph():
            yield (
                escape_markdown(block.text)
                if block.bare
                else f"{_format_label(block.label)} {escape_markdown(block.text)}"
            )
        case Quotation():
            yield f"> {escape_markdown(block.text)}"
        case Listing():
            yield from (_format_label(block.label),) if block.titled else ()
            yield "\n".join(f"- {_format_line(line)}" for line in block.lines)
        case Table():
            yield _render_table(block)
        case Chart():
            yield from _render_chart(block)
        case _:
            assert_never(block)


def _format_label(label: str) -> str:
    return f"**{escape_markdown(label[:1].upper() + label[1:])}.**"


def _format_line(line: EntryLine) -> str:
    lead = f"**{escape_markdown(line.lead)}.**" if line.lead else ""
    aside = f"({escape_markdown(line.aside)})" if line.aside else ""
    tags = f"— {', '.join(map(escape_markdown, line.tags))}" if line.tags else ""
    words = " ".join(filter(None, (lead, escape_markdown(line.text), aside, tags)))
    return f"{spell(line.on)}: {words}" if line.on else words


def _render_table(table: Table) -> str:
    rows = (table.head, ("---",) * len(table.head), *(tuple(map(escape_markdown, row)) for row in table.rows))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _render_chart(picture: Chart) -> Iterator[str]:
    """Yield a picture's figures and its sentence. A series stands in the table above it, with its change beneath."""
    if picture.drawn is ChartKind.STRIP and picture.numbers:
        yield _render_table(picture.numbers)
        yield f"{escape_markdown(picture.caption)}."
    elif picture.drawn is ChartKind.TIMELINE and picture.numbers:
        marks = " · ".join(escape_markdown(" ".join(filter(None, row))) for row in picture.numbers.rows)
        yield escape_markdown(picture.alternative)
        yield f"{marks}."
