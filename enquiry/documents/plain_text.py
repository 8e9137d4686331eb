"""The summary as text for pasting into a form: field by field, each with how many characters it holds."""

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

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RULE = "-" * 60


def render_text(summary: Summary) -> str:
    """Return the summary as plain text, under each heading how long the text is and whether it fits a form's limit.

    Nothing is ever cut: what is too long is the person's to shorten.
    """
    fields = ("\n".join(_render_field(heading, blocks)) for heading, blocks in _group_fields(summary))
    return f"\n\n{RULE}\n".join(fields) + "\n"


def _group_fields(summary: Summary) -> Iterator[tuple[Heading, list[AnyBlock]]]:
    """Yield each heading that is a field of a form with what stands under it, up to the next."""
    heading, rest = summary.heading, summary.blocks[1:]
    held = list[AnyBlock]()
    for block in rest:
        if isinstance(block, Heading) and _is_field(block):
            yield heading, held
            heading, held = block, []
        else:
            held.append(block)
    yield heading, held


def _is_field(heading: Heading) -> bool:
    """Say whether a heading begins a field; one that only parts several enquiries within it does not."""
    return heading.level < 3 or heading.cycle is None


def _render_field(heading: Heading, blocks: list[AnyBlock]) -> Iterator[str]:
    text = "\n".join(line for block in blocks for line in _render_block(block))
    yield _sanitize_line(f"{heading.numbered}. {heading.text}" if heading.numbered else heading.text)
    if text:
        yield f"[{_format_length(len(text), heading.limit)}]"
        yield ""
        yield text


def _format_length(length: int, limit: int | None) -> str:
    if limit is None:
        return f"{length:,} characters"
    over = f", {length - limit:,} too many" if length > limit else ""
    return f"{length:,} of {limit:,} characters{over}"


def _render_block(block: AnyBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{_sanitize_line(block.text)}:"
        case Paragraph():
            yield _sanitize_line(block.text if block.bare else f"{_format_label(block.label)}: {block.text}")
        case Quotation():
            yield _sanitize_line(block.text)
        case Listing():
            yield from (f"{_sanitize_line(_format_label(block.label))}:",) if block.titled else ()
            yield from (_format_line(line) for line in block.lines)
        case Table():
            yield from (_format_row(block.head, row) for row in block.rows)
        case Chart():
            yield from (_sanitize_line(block.alternative),) if block.drawn is not ChartKind.SERIES else ()
            if block.drawn is ChartKind.TIMELINE and block.numbers:
                yield _sanitize_line("; ".join(" ".join(filter(None, row)) for row in block.numbers.rows))
        case _:
            assert_never(block)


def _format_line(line: EntryLine) -> str:
    day = f"{spell(line.on)}:" if line.on else ""
    lead = f"{line.lead}." if line.lead else ""
    aside = f"({line.aside})" if line.aside else ""
    return _sanitize_line("- " + " ".join(filter(None, (day, lead, line.text, aside))))


def _format_row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *rest = row
    cells = (f"{name.lower()} {cell}" for name, cell in zip(head[1:], rest, strict=True) if cell)
    return _sanitize_line(f"- {'; '.join([first, *cells])}")


def _format_label(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sanitize_line(text: str) -> str:
    """Return a text on one line, with a sign for every character that would act."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))
