"""How much room a document takes on paper, as far as that can be told before it is laid out, and how it is filled.

A short form has limits so that a full year fits its pages. Where a document would take a little of one page more, as
many lines more are told of each part as that page has room for, so that none is turned for two lines.
"""

from collections.abc import Callable, Iterable
from math import ceil
from typing import TypeVar

from enquiry.insight.summary.blocks import AnyBlock, Chart, Heading, Listing, Paragraph, Quotation, Table

T = TypeVar("T")

PAGE = 65.0
"""Lines of text that a page holds, of the height that a line has on average."""

_WIDE, _BESIDE_DAY = 116, 98
"""Characters of a line across the page, and beside a column of days. PDF and Word come within a twentieth of it."""

_HEAD = 9.0
"""Lines of what stands above the first section."""

NEARLY = 0.95
"""The part of a page from which it may be full."""

ENOUGH, FULL = 0.5, 0.9
"""The part of its last page that a document is filled to at least, where it has the lines, and at most."""

LINES_TO_WRITE = 2
"""Lines that are ruled at least where something is the person's to write."""

MOST_MORE = 8
"""Lines that are told more at most of each part."""


def estimate_pages(blocks: Iterable[AnyBlock]) -> float:
    """Return about how many pages a document takes of which these are all the blocks but its head."""
    return (_HEAD + sum(map(_estimate_lines, blocks))) / PAGE


def fill_pages(build: Callable[[int], T], get_blocks: Callable[[T], Iterable[AnyBlock]], pages: int | None) -> T:
    """Return what `build` makes when it is given how many lines more to tell of each part: none, but to fill a page.

    More are told where with none the last of so many `pages` would be begun for little. What needs fewer pages, or has
    no number of them to keep to, has none; what is about to need one page more has a line less to write on (-1).
    """
    made, before = build(0), (pages or 1) - 1
    if not before or (taken := estimate_pages(get_blocks(made))) < before - 1 + NEARLY:
        return made
    if taken > before + NEARLY:
        return build(-1)
    for more in range(1, MOST_MORE + 1):
        fuller = build(more)
        if taken > before + ENOUGH or estimate_pages(get_blocks(fuller)) > before + FULL:
            break
        made, taken = fuller, estimate_pages(get_blocks(fuller))
    return made


def _estimate_lines(block: AnyBlock) -> float:
    match block:
        case Heading():
            return (1.6, 2.9, 1.7)[block.level - 1] + (_count_lines(block.text, 75) - 1) * 1.4
        case Paragraph():
            return 0.3 + (1 + 1.3 * block.blank if block.blank else _count_lines(block.text, _WIDE))
        case Quotation():
            return 1 + _count_lines(block.text, 90)
        case Listing():
            told = ((" ".join(run.text for run in line.runs), line.on) for line in block.lines)
            return 1.3 * block.titled + sum(
                0.25 + _count_lines(words, _BESIDE_DAY if day else _WIDE) for words, day in told
            )
        case Table():
            wide = _WIDE // max(1, len(block.head))
            return 2.6 + sum(0.35 + max(_count_lines(cell, wide) for cell in row) for row in block.rows)
        case Chart():
            return 12


def _count_lines(text: str, wide: int) -> int:
    return sum(max(1, ceil(len(line) / wide)) for line in text.split("\n"))
