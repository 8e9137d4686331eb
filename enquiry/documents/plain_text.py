"""The summary as text for pasting into a form: field by field, each with how many characters it holds."""

import re
from collections.abc import Iterator
from typing import assert_never

from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import (
    AnyBlock,
    Drawn,
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from enquiry.insight.summary.build import Summary

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RULE = "-" * 60


def text_of(summary: Summary) -> str:
    """Return the summary as plain text, under each heading how long the text is and whether it fits a form's limit.

    Nothing is ever cut: what is too long is the person's to shorten.
    """
    fields = ("\n".join(_field(heading, blocks)) for heading, blocks in _fields(summary))
    return f"\n\n{RULE}\n".join(fields) + "\n"


def _fields(summary: Summary) -> Iterator[tuple[Heading, list[AnyBlock]]]:
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


def _field(heading: Heading, blocks: list[AnyBlock]) -> Iterator[str]:
    text = "\n".join(line for block in blocks for line in _block(block))
    yield _plain(f"{heading.numbered}. {heading.text}" if heading.numbered else heading.text)
    if text:
        yield f"[{_counted(len(text), heading.limit)}]"
        yield ""
        yield text


def _counted(length: int, limit: int | None) -> str:
    if limit is None:
        return f"{length:,} characters"
    over = f", {length - limit:,} too many" if length > limit else ""
    return f"{length:,} of {limit:,} characters{over}"


def _block(block: AnyBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{_plain(block.text)}:"
        case Paragraph():
            yield _plain(block.text if block.bare else f"{_capital(block.label)}: {block.text}")
        case Quotation():
            yield _plain(block.text)
        case Listing():
            yield from (f"{_plain(_capital(block.label))}:",) if block.titled else ()
            yield from (_line(line) for line in block.lines)
        case Table():
            yield from (_row(block.head, row) for row in block.rows)
        case Picture():
            yield from (_plain(block.alternative),) if block.drawn is not Drawn.SERIES else ()
            if block.drawn is Drawn.TIMELINE and block.numbers:
                yield _plain("; ".join(" ".join(filter(None, row)) for row in block.numbers.rows))
        case _:
            assert_never(block)


def _line(line: Line) -> str:
    day = f"{spell(line.on)}:" if line.on else ""
    lead = f"{line.lead}." if line.lead else ""
    aside = f"({line.aside})" if line.aside else ""
    return _plain("- " + " ".join(filter(None, (day, lead, line.text, aside))))


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *rest = row
    cells = (f"{name.lower()} {cell}" for name, cell in zip(head[1:], rest, strict=True) if cell)
    return _plain(f"- {'; '.join([first, *cells])}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _plain(text: str) -> str:
    """Return a text on one line, with a sign for every character that would act."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))
